/**
 * One meaning, one color, everywhere: the hues of Okabe and Ito's palette, which people with any color vision can tell
 * apart, darkened where needed so that words and letters in them keep a contrast of 4.5 to 1 with white. Every color
 * goes with a letter, a mark or a hatching, so that none is needed to understand a picture.
 */

/** Who an alias belongs to. */
export const OWNER = {
  user: { color: '#0072B2', letter: 'U' },
  kernel: { color: '#B84F00', letter: 'K' },
  window: { color: '#8A6100', letter: 'W' },
  cache: { color: '#5b6470', letter: 'C' },
} as const;

/** What came of an access, or of a run: read old bytes, read another page's, lost a store, broke a promise. */
export const OUTCOME = {
  fine: { color: '#007A59', mark: '✓', ground: '#e8f5f0' },
  stale: { color: '#A8457D', mark: '✗', ground: '#fbeef5' },
  foreign: { color: '#5B3FA0', mark: 'F', ground: '#f0edf9' },
  lost: { color: '#000000', mark: '†', ground: '#eeeeee' },
  missing: { color: '#1F6680', mark: '∅', ground: '#e9f3f7' },
} as const;

/** Everything that is neither an owner nor an outcome. */
export const INK = {
  text: '#1b1f24',
  quiet: '#55606b',
  line: '#c4ccd4',
  faint: '#e9edf0',
  ground: '#ffffff',
  memory: '#6b5d00',
} as const;

/** Whose alias this is; a window is the kernel's, with a letter of its own. */
export function ownerOf(alias: { who: 'user' | 'kernel'; at: { kind: string } }): keyof typeof OWNER {
  return alias.at.kind === 'window' ? 'window' : alias.who;
}
