/**
 * How the parts of a story are written in few letters: for each, its fields in the order in which they go by place, and
 * what need not be said. brief-story.ts writes and reads them; the letters are units/brief.ts.
 */
import type { Kind, Shape } from './brief-fields.js';

const file: Kind = { ref: 'file' };
const alias: Kind = { ref: 'alias' };
const mapping: Kind = { ref: 'mapping' };
const bytes: Kind = 'bytes';
const FIRST_FILE = Symbol.for('the first file');

const core = { name: 'core' };
const at = { name: 'at', usual: 0 };
const ofFile = { name: 'file', kind: file, usual: FIRST_FILE };
const data = { name: 'bytes', kind: bytes, usual: [] };

const pair: Shape = [{ name: 'page' }, { name: 'pfn' }];
const contents: Shape = [{ name: 'at' }, { name: 'bytes', kind: bytes }];
const extent: Shape = [{ name: 'page' }, { name: 'pages' }, { name: 'state' }];
const segment: Shape = [
  { name: 'length' },
  { name: 'faultsAt' },
  { name: 'absentAt' },
  { name: 'mapping', kind: mapping },
  { name: 'at' },
];
const iov = { name: 'iov', kind: { list: segment } };

/** `mail.dat=file(8 [(5 0xc123)])`; the name is what stands before the sign. */
export const FILE: Shape = [
  { name: 'pages', usual: 1 },
  { name: 'placed', kind: { list: pair }, usual: [] },
  { name: 'size' },
  { name: 'firstPfn', usual: 4097 },
  { name: 'contents', kind: { list: contents }, usual: [] },
  { name: 'medium', usual: 'persistent memory' },
  { name: 'extents', kind: { list: extent } },
  { name: 'freeBlocks' },
  { name: 'name' },
];

/** `user=alias(5 @0x29551000)`: page, and address or place. */
export const ALIAS: Shape = [
  { name: 'page' },
  { name: 'at', kind: { shape: [{ name: 'kind' }, { name: 'color' }] } },
  ofFile,
  { name: 'who', usual: 'user' },
  { name: 'process', usual: 1 },
  { name: 'name' },
];

export const MAPPING: Shape = [
  { name: 'page' },
  { name: 'pages' },
  ofFile,
  { name: 'kind', usual: 'shared' },
  { name: 'fixed' },
  { name: 'process', usual: 1 },
  { name: 'huge', usual: false },
  { name: 'name' },
];

const transfer: Shape = [
  { name: 'rw' },
  { name: 'length' },
  { name: 'page', usual: 0 },
  at,
  data,
  ofFile,
  iov,
  {
    name: 'preemptedBy',
    kind: { shape: [{ name: 'rw' }, { name: 'length' }, { name: 'page' }, at, data, ofFile, iov] },
  },
];
const range: Shape = [{ name: 'alias', kind: alias }, { name: 'length' }, at, core];
const whole: Shape = [{ name: 'set' }, { name: 'way' }, core];
const mapped: Shape = [{ name: 'mapping', kind: mapping }, core];
const stretch: Shape = [{ name: 'at' }, { name: 'length' }, ofFile, core];

/** What each step says, by what it does. */
export const STEPS: Readonly<Record<string, Shape>> = {
  store: [{ name: 'alias', kind: alias }, { name: 'bytes', kind: bytes }, at, core],
  ...Object.fromEntries(
    ['load', 'clean', 'invalidate', 'flush', 'evict', 'fetch', 'barrier'].map((what) => [what, range]),
  ),
  dax_io: [...transfer, core],
  'clean cache': whole,
  'invalidate cache': whole,
  'flush cache': whole,
  crash: [{ name: 'inFlight' }, core],
  cachetlb: [{ name: 'call' }, { name: 'alias', kind: alias }, core],
  mmap: mapped,
  munmap: mapped,
  msync: mapped,
  'mapped load': [{ name: 'mapping', kind: mapping }, { name: 'length' }, at, core],
  'mapped store': [{ name: 'mapping', kind: mapping }, { name: 'bytes', kind: bytes }, at, core],
  read: [iov, at, { name: 'page' }, data, ofFile, core],
  write: [{ name: 'bytes', kind: bytes }, iov, at, { name: 'page' }, ofFile, core],
  fsync: [ofFile, core],
  truncate: [{ name: 'size' }, ofFile, core],
  'zero range': stretch,
  'punch hole': stretch,
  switch: [{ name: 'process' }, { name: 'flushes', usual: true }, core],
};

const NOTHING = { user: 'none', kernel: 'none' };
const point: Kind = {
  shape: [
    { name: 'user', usual: 'none' },
    { name: 'kernel', usual: 'none' },
  ],
};
const plan: Shape = ['beforeRead', 'afterRead', 'beforeWrite', 'afterWrite'].map((name) => ({
  name,
  kind: point,
  usual: NOTHING,
}));

/** `using(congruent user)`. */
export const STRATEGY: Shape = [
  { name: 'kind' },
  { name: 'color' },
  { name: 'who' },
  { name: 'plan', kind: { shape: plan } },
  { name: 'name' },
  { name: 'revokes' },
  { name: 'covers' },
  { name: 'without' },
];

export const LINUX: Shape = [{ name: 'era' }, { name: 'mount', usual: 'dax' }];

/** `prove([user])`: whom it is asked of, and what else may happen. */
export const QUESTION: Shape = [
  { name: 'users', kind: { list: alias } },
  { name: 'also', kind: { list: alias }, usual: [] },
  { name: 'concurrent', usual: false },
  { name: 'speculative', usual: false },
  { name: 'durable', usual: false },
  { name: 'pinned', kind: { shape: [{ name: 'users' }, { name: 'kernel' }] }, usual: {} },
];

/** The fields of a machine that are like those of `base` need not be said. */
export function machineShape(base: object): Shape {
  const usual = base as Readonly<Record<string, unknown>>;
  const cache = Object.entries(usual.cache as object).map(([name, value]) => ({ name, usual: value }));
  const cores: Kind = { shape: [{ name: 'count' }, { name: 'snoops' }] };
  return [
    { name: 'cache', kind: { shape: cache }, usual: usual.cache },
    { name: 'pageSize', usual: usual.pageSize },
    { name: 'shmlba', usual: usual.shmlba },
    { name: 'port', usual: usual.port },
    { name: 'cores', kind: cores, usual: usual.cores },
    { name: 'name', usual: usual.name },
  ];
}
