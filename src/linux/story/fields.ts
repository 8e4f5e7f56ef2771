/**
 * Plain data by their fields: in which order few letters have them, what is usual, and which of them is a file, an alias or a
 * mapping. Whoever writes a story, reads one or looks for what it names goes by these, and knows no step by itself.
 */
import { allOf } from '../../units/words.js';

/** What has a name in a story. */
export type Sort = 'file' | 'alias' | 'mapping';
export const SORTS = allOf<Sort>({ file: true, alias: true, mapping: true });

/** What a field holds, where it is no plain data. */
export type Kind =
  | 'bytes'
  | { readonly ref: Sort }
  | { readonly shape: Shape }
  | { readonly list: Shape | Kind };

export interface Field {
  readonly name: string;
  readonly kind?: Kind;
  /** What it holds where nothing is said; a symbol stands for what only the names know. */
  readonly usual?: unknown;
}
export type Shape = readonly Field[];

export const FIRST_FILE = Symbol.for('the first file');

export const file: Kind = { ref: 'file' };
export const alias: Kind = { ref: 'alias' };
export const mapping: Kind = { ref: 'mapping' };

export const at: Field = { name: 'at', usual: 0 };
export const ofFile: Field = { name: 'file', kind: file, usual: FIRST_FILE };
export const throughAlias: Field = { name: 'alias', kind: alias };
export const throughMapping: Field = { name: 'mapping', kind: mapping };
export const bytes: Field = { name: 'bytes', kind: 'bytes' };
export const data: Field = { ...bytes, usual: [] };
export const iov: Field = {
  name: 'iov',
  kind: {
    list: [{ name: 'length' }, { name: 'faultsAt' }, { name: 'absentAt' }, throughMapping, { name: 'at' }],
  },
};

/** What has a name itself: an alias is of a file, and so is a mapping. */
export const NAMED: Readonly<Record<Sort, Shape>> = {
  file: [],
  alias: [{ name: 'of', kind: { shape: [{ name: 'file', kind: file }, { name: 'page' }] } }],
  mapping: [{ name: 'file', kind: file }],
};

/** The fields of what a field of this kind holds; none where it is no record. */
export function shapeIn(kind: Kind | undefined): Shape {
  return typeof kind === 'object' && 'shape' in kind ? kind.shape : [];
}

/** The kind of what a list holds; undefined where it is no list, or one of plain data. */
export function kindOfItems(kind: Kind | undefined): Kind | undefined {
  if (typeof kind !== 'object' || !('list' in kind)) return undefined;
  return Array.isArray(kind.list) ? { shape: kind.list as Shape } : (kind.list as Kind);
}

/** Data with each file, alias and mapping that its fields hold replaced; everything else stays as it is. */
export function withRefs(
  value: unknown,
  shape: Shape,
  replace: (thing: unknown, sort: Sort) => unknown,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const changed = shape.flatMap(({ name, kind }) => {
    const held = (value as Record<string, unknown>)[name];
    return kind === undefined || kind === 'bytes' || held === undefined
      ? []
      : [[name, withRefsIn(held, kind, replace)] as const];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

function withRefsIn(value: unknown, kind: Kind, replace: (thing: unknown, sort: Sort) => unknown): unknown {
  if (kind === 'bytes') return value;
  if ('ref' in kind) return replace(value, kind.ref);
  if ('shape' in kind) return withRefs(value, kind.shape, replace);
  const items = kindOfItems(kind)!;
  return Array.isArray(value) ? value.map((each) => withRefsIn(each, items, replace)) : value;
}
