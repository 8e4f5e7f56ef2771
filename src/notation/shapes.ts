/**
 * How the parts of a story are written in few letters: for each, its fields in the order in which they go by place, and
 * what need not be said. Those of steps are in linux/steps/, beside what the steps do.
 */
import { fieldsOf, TRANSFER } from '../linux/steps/index.js';
import { bytes, file, type Kind, ofFile, type Shape, throughAlias } from '../linux/story/fields.js';

const pair: Shape = [{ name: 'page' }, { name: 'pfn' }];
const contents: Shape = [{ name: 'at' }, bytes];
const extent: Shape = [{ name: 'page' }, { name: 'pages' }, { name: 'state' }];

/** `mail.dat=file(8 [(5 0xc123)])`. */
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
  { name: 'memory' },
  { name: 'folio' },
];

/** `user=alias(5 @0x29551000)`: page, and address or place. */
export const ALIAS: Shape = [
  { name: 'page' },
  { name: 'at', kind: { shape: [{ name: 'kind' }, { name: 'color' }, { name: 'coherent' }] } },
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

/** The fields of a step: a transfer's in place of the one that holds it, and last the core; undefined where no step does this. */
export function stepShape(what: string): Shape | undefined {
  const fields = what === 'dax_io' ? TRANSFER : fieldsOf(what);
  return fields && [...fields, { name: 'core' }];
}

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
  { name: 'users', kind: { list: throughAlias.kind! } },
  { name: 'also', kind: { list: throughAlias.kind! }, usual: [] },
  { name: 'concurrent', usual: false },
  { name: 'speculative', usual: false },
  { name: 'durable', usual: false },
  { name: 'pinned', kind: { shape: [{ name: 'users' }, { name: 'kernel' }] }, usual: {} },
  { name: 'transfers', kind: { list: [{ name: 'file', kind: file }, { name: 'page' }] } },
  {
    name: 'acts',
    kind: { list: [{ name: 'do' }, throughAlias, { name: 'process' }, { name: 'flushes' }] },
  },
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
