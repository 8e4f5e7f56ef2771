/**
 * Plain data as brief records and back, by their shape: fields go by place as long as none is left out, then by name; what
 * is usual is left out; files, aliases and mappings are named.
 */
import { type Brief, type BriefRecord, isBriefRecord } from '../units/brief.js';
import { areBytes } from '../units/bytes.js';
import { asTyped, InputError } from '../units/problems.js';
import { sameData } from '../units/same-data.js';
import type { Field, Kind, Shape, Sort } from './story/fields.js';

type Data = Readonly<Record<string, unknown>>;

/** What has a name in a story: gives the name of a thing, or the thing of a name, and what symbols stand for. */
export interface Names {
  nameOf(thing: object, of: Sort): string;
  thingOf(name: string, of: Sort): unknown;
  usual(symbol: symbol): unknown;
}

/** A record of these data. */
export function recordOf(is: string, data: object, shape: Shape, names: Names): BriefRecord {
  const placed: Brief[] = [];
  const named: (readonly [string, Brief])[] = [];
  let byPlace = true;
  for (const field of shape) {
    const value = (data as Data)[field.name];
    if (sameData(value, usualOf(field, names))) byPlace = false;
    else {
      const brief = value === undefined ? undefined : briefOf(value, field.kind, names);
      if (byPlace) placed.push(brief);
      else named.push([field.name, brief]);
    }
  }
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined && !shape.some((field) => field.name === name))
      named.push([name, briefOf(value, undefined, names)]);
  }
  return { is, placed, named };
}

function usualOf({ usual }: Field, names: Names): unknown {
  return typeof usual === 'symbol' ? names.usual(usual) : usual;
}

function briefOf(value: unknown, kind: Kind | undefined, names: Names): Brief {
  if (Array.isArray(value)) {
    if (kind === 'bytes' && value.length > 0 && areBytes(value)) return Uint8Array.from(value);
    const inner = typeof kind === 'object' && 'list' in kind ? kindOf(kind.list) : undefined;
    return value.map((each) => briefOf(each, inner, names));
  }
  if (typeof value !== 'object' || value === null) return value as Brief;
  if (typeof kind === 'object' && 'ref' in kind) return names.nameOf(value, kind.ref);
  return recordOf('', value, typeof kind === 'object' && 'shape' in kind ? kind.shape : [], names);
}

function kindOf(list: Shape | Kind): Kind {
  return Array.isArray(list) ? { shape: list as Shape } : (list as Kind);
}

/** The data of a record. Throws an InputError for a field that nobody knows. */
export function dataOf(record: BriefRecord, shape: Shape, names: Names, works: string): Data {
  if (record.placed.length > shape.length) {
    throw new InputError(
      [`${record.is || 'a record'} has ${shape.length} fields, and here are ${record.placed.length}`],
      works,
    );
  }
  const found = new Map<string, unknown>();
  for (const field of shape) {
    const usual = usualOf(field, names);
    if (usual !== undefined) found.set(field.name, usual);
  }
  const kinds = new Map(shape.map(({ name, kind }) => [name, kind]));
  const given = [...record.placed.map((value, i) => [shape[i]!.name, value] as const), ...record.named];
  for (const [name, value] of given) {
    if (value === undefined) found.delete(name);
    else found.set(name, dataValue(value, kinds.get(name), names, works));
  }
  return Object.fromEntries(found);
}

function dataValue(value: Brief, kind: Kind | undefined, names: Names, works: string): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (typeof kind === 'object' && 'ref' in kind) {
    if (typeof value === 'string') return names.thingOf(value, kind.ref);
    throw new InputError([`${asTyped(value)} is no name of a ${kind.ref}`], works);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isBriefRecord(value)) {
    return dataOf(value, typeof kind === 'object' && 'shape' in kind ? kind.shape : [], names, works);
  }
  const inner = typeof kind === 'object' && 'list' in kind ? kindOf(kind.list) : undefined;
  return value.map((each) => dataValue(each, inner, names, works));
}
