/**
 * One meaning, one color, everywhere: the palette of Okabe and Ito, which people with any color vision can tell apart.
 * Every color goes with a letter, a mark or a hatching, so that none is needed to understand a picture.
 */

/** Who an alias belongs to. */
export const OWNER = {
  user: { color: '#0072B2', letter: 'U' },
  kernel: { color: '#D55E00', letter: 'K' },
  window: { color: '#B85C00', letter: 'W' },
  cache: { color: '#5b6470', letter: 'C' },
} as const;

/** What came of an access. */
export const OUTCOME = {
  fine: { color: '#009E73', mark: '✓' },
  stale: { color: '#A63F00', mark: '✗' },
  lost: { color: '#000000', mark: '†' },
} as const;

/** Everything that is neither an owner nor an outcome. */
export const INK = {
  text: '#1b1f24',
  quiet: '#55606b',
  line: '#c4ccd4',
  faint: '#e9edf0',
  ground: '#ffffff',
  memory: '#7a6a00',
} as const;

/** Whose alias this is; a window is the kernel's, with a letter of its own. */
export function ownerOf(alias: { who: 'user' | 'kernel'; at: { kind: string } }): keyof typeof OWNER {
  return alias.at.kind === 'window' ? 'window' : alias.who;
}
