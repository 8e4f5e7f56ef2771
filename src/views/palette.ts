/**
 * One meaning, one color, everywhere: every color of every picture, figure and page is here, under what it means, and
 * nowhere else in the source. Every color goes with a letter, a mark, a hatching or a word, so that none is needed to
 * understand a picture. What is read or pointed at keeps its contrast with its ground, and what stands side by side can
 * be told apart with any color vision: test/views/palette.test.ts computes both.
 *
 * Owners and outcomes have colors that nothing else has. Those of one group below differ; groups that never meet in a
 * picture share MARKS.
 */
import type { CacheKind } from '../ports/processors/index.js';
import type { FieldName } from './address-fields.js';

/** How somebody is drawn. */
export interface OwnerLook {
  readonly color: string;
  readonly letter: string;
}

/** Who an alias belongs to; who brought a line that no alias leads to is not known. */
export const OWNER = {
  user: { color: '#0072b2', letter: 'U' },
  kernel: { color: '#b84f00', letter: 'K' },
  window: { color: '#946a41', letter: 'W' },
  device: { color: '#24005a', letter: 'D' },
  cache: { color: '#637275', letter: 'C' },
  memory: { color: '#4e3c00', letter: 'M' },
} as const satisfies Record<string, OwnerLook>;

/** The first user, and those beside him. A fifth has the first one's color again, and a letter of his own: see owners.ts. */
export const USERS = [OWNER.user.color, '#783ada', '#004e5f', '#5c1e25'] as const;

/** What came of an access, or of a run: read old bytes, read another page's, lost a store, broke a promise, was the end. */
export const OUTCOME = {
  fine: { color: '#007a59', mark: '✓', ground: '#e8f5f0' },
  stale: { color: '#b8098f', mark: '✗', ground: '#fbeef8' },
  foreign: { color: '#5828f8', mark: 'F', ground: '#f0edf9' },
  lost: { color: '#000000', mark: '†', ground: '#eeeeee' },
  missing: { color: '#143253', mark: '∅', ground: '#e9f0f7' },
  'machine check': { color: '#540090', mark: '‼', ground: '#f2eef7' },
} as const;

/** Words, lines and grounds of pictures. */
export const INK = {
  text: '#1b1f24',
  quiet: '#55606b',
  /** A line that means something. */
  edge: '#7d8791',
  /** Lines that only frame, and may be faint. */
  line: '#c4ccd4',
  faint: '#e9edf0',
  ground: '#ffffff',
  panel: '#fbfcfd',
} as const;

/** A color so thin that words in it can be read on it. */
export function tint(color: string): string {
  return `${color}0c`;
}

/** A color that lets what lies below it show; its edge has to be seen, and is drawn in the color itself. */
export function sheer(color: string): string {
  return `${color}b3`;
}

/** What is neither owner nor outcome takes from these, in the order in which neighbors differ most. */
const MARKS = {
  sky: '#2398ee',
  rust: '#9b4503',
  green: '#126a4c',
  ocher: '#c08900',
  indigo: '#403973',
  pink: '#e05a9f',
  olive: '#8f9255',
  night: '#200720',
  violet: '#a637e8',
} as const;

/** What cycles go to. */
export const WORK = {
  hits: { color: MARKS.sky, shape: '' },
  fills: { color: MARKS.indigo, shape: '/' },
  refills: { color: MARKS.olive, shape: '.' },
  writeBacks: { color: MARKS.green, shape: '\\' },
  pastTheCache: { color: MARKS.rust, shape: 'x' },
  maintenance: { color: MARKS.ocher, shape: '-' },
  mappings: { color: MARKS.pink, shape: '+' },
  barriers: { color: MARKS.night, shape: '|' },
} as const;

/** Which reference missed. */
export const MISSED = {
  read: { color: MARKS.indigo, shape: '' },
  write: { color: MARKS.ocher, shape: '/' },
} as const;

/** Why a reference missed. */
export const MISS = {
  first: { color: MARKS.sky, shape: '' },
  capacity: { color: MARKS.ocher, shape: '/' },
  conflict: { color: MARKS.rust, shape: 'x' },
} as const;

/** What cells and bars are judged to be: what came of something, or that it was not needed. */
export type Judged = 'fine' | 'stale' | 'foreign' | 'lost' | 'missing' | 'machine check' | 'needless';
export const JUDGED: Readonly<Record<Judged, { readonly color: string; readonly mark: string }>> = {
  ...OUTCOME,
  needless: { color: MARKS.rust, mark: '–' },
};
export const JUDGED_NAMES = Object.keys(JUDGED) as readonly Judged[];

/** The grounds of numbers, from nothing to the most that there is. */
export const AMOUNT = { none: INK.panel, most: '#8fc1ea' } as const;

/** Kinds of data caches, as the atlas names them; a CPU without one of its own is on no map. */
export const KIND = {
  'VIPT-aliasing': { color: MARKS.rust, symbol: 'diamond' },
  VIVT: { color: MARKS.pink, symbol: 'square' },
  'VIPT-trapped': { color: MARKS.green, symbol: 'star' },
  'VIPT-hwfix': { color: MARKS.ocher, symbol: 'triangle-up' },
  'VIPT-nonaliasing': { color: MARKS.sky, symbol: 'circle' },
  PIPT: { color: MARKS.indigo, symbol: 'x' },
  unknown: { color: MARKS.night, symbol: 'cross' },
} as const satisfies Record<Exclude<CacheKind, 'none' | 'host'>, { color: string; symbol: string }>;

/** What makes the aliases of a page agree. */
export const REMEDY = {
  none: { color: OUTCOME.fine.color, symbol: 'circle' },
  congruence: { color: MARKS.ocher, symbol: 'diamond' },
  flushing: { color: OUTCOME.stale.color, symbol: 'square' },
} as const;

/** What became of a line that a call was made for; nobody asks for another page's lines to go. */
export const FATE = {
  stays: { color: OUTCOME.stale.color, mark: OUTCOME.stale.mark },
  cleaned: { color: MARKS.violet, mark: '○' },
  flushed: { color: OUTCOME.fine.color, mark: OUTCOME.fine.mark },
  dropped: { color: OUTCOME.lost.color, mark: OUTCOME.lost.mark },
  'not asked for': { color: INK.quiet, mark: '·' },
  'gone as well': { color: MARKS.rust, mark: '!' },
} as const;

/** Parts of an address: grounds that INK.text is read on. */
export const FIELD = {
  tag: '#d9dee3',
  color: '#e69f00',
  'page offset': '#f1f3f5',
  set: '#56b4e9',
  byte: '#eef4d8',
} as const satisfies Record<FieldName, string>;

/** Curves that only their names tell apart. */
export const CURVES = [
  { color: MARKS.night, symbol: 'cross' },
  { color: MARKS.pink, symbol: 'x' },
  { color: MARKS.ocher, symbol: 'square' },
  { color: MARKS.sky, symbol: 'triangle-up' },
  { color: MARKS.green, symbol: 'circle' },
  { color: MARKS.rust, symbol: 'diamond' },
  { color: MARKS.indigo, symbol: 'star' },
  { color: MARKS.olive, symbol: 'hexagon' },
] as const;

/**
 * What the colors of drawings become on a page in the dark (explain/dark-drawings.ts): of the same names, told apart as well, and
 * as well to be read on a dark ground.
 */
export const DARK = {
  owner: {
    ...{ user: '#5fbede', kernel: '#ee7132', window: '#c29486', device: '#6c8799' },
    ...{ cache: '#b6e1a8', memory: '#e9d057' },
  },
  users: ['#5fbede', '#b491ff', '#3ff4d6', '#dc845d'],
  outcome: {
    fine: { color: '#3dd484', ground: '#12291f' },
    stale: { color: '#ff80bd', ground: '#33162c' },
    foreign: { color: '#9280fe', ground: '#1e1a35' },
    lost: { color: '#ffffff', ground: '#33373c' },
    missing: { color: '#a8daff', ground: '#16283a' },
    'machine check': { color: '#b676cc', ground: '#24142d' },
  },
  ink: {
    text: '#e2e5e9',
    quiet: '#9ba5b1',
    edge: '#7d8791',
    line: '#4a525b',
    faint: '#2a3037',
    ground: '#16191d',
    panel: '#1b1f24',
  },
  field: { tag: '#3a4149', color: '#7a5200', 'page offset': '#23282e', set: '#1f5d85', byte: '#3b4220' },
} as const satisfies {
  owner: Record<keyof typeof OWNER, string>;
  users: { readonly length: (typeof USERS)['length'] };
  outcome: Record<keyof typeof OUTCOME, { color: string; ground: string }>;
  ink: Record<keyof typeof INK, string>;
  field: Record<FieldName, string>;
};

/** Grounds, words and lines of a page, and the tokens of its code, by light and in the dark. */
export const PAGE = {
  light: {
    ground: INK.ground,
    ink: INK.text,
    quiet: INK.quiet,
    line: '#dcdfe3',
    panel: '#f4f5f6',
    link: '#0067a3',
    error: '#a63f00',
    'error-ground': '#fdf1ea',
    warn: '#b36b00',
    trouble: OUTCOME.stale.color,
    keyword: '#0067a3',
    string: '#14532d',
    number: '#a63f00',
    type: '#5b2ca8',
    comment: '#667080',
  },
  dark: {
    ground: '#16191d',
    ink: '#e2e5e9',
    quiet: '#9ba5b1',
    line: '#363c44',
    panel: '#1f2329',
    link: '#6fc1f2',
    error: '#ff9d66',
    'error-ground': '#2f1f16',
    warn: '#e69f00',
    trouble: '#f28ad0',
    keyword: '#6fc1f2',
    string: '#a8eeb0',
    number: '#f3aa6d',
    type: '#fcd6ff',
    comment: '#8e98a5',
  },
} as const;

/** The same on paper, which has no ground of ours. */
export const PAPER = {
  ground: INK.ground,
  ink: '#000000',
  quiet: '#444444',
  panel: '#f6f6f6',
  line: '#cccccc',
} as const;

/** What lies between a page and a dialog. */
export const BACKDROP = 'rgb(0 0 0 / .45)';

/** The kernel's picture in Jupyter: two addresses, and the page that both lead to. */
export const LOGO = { ground: '#1f2a37', page: '#e5e7eb', one: '#56b4e9', other: '#e69f00' } as const;

/** What a canvas fills with until it is told otherwise, as the standard writes it. */
export const CANVAS_DEFAULT = 'rgba(0,0,0,1)';
