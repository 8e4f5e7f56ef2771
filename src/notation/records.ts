/**
 * Plain data as records and back, by their shape: fields go by place as long as none is left out, then by name; what is usual
 * is left out, the first file of a story where none is said.
 */
import {
  FIRST_FILE,
  type Field,
  type Kind,
  kindOfItems,
  type Shape,
  shapeIn,
} from '../linux/story/fields.js';
import { areBytes } from '../units/bytes.js';
import { asTyped } from '../units/problems.js';
import { sameData } from '../units/same-data.js';
import { isRecord, type Plain, type PlainRecord } from './letters.js';
import { refuse } from './refuse.js';

export type Data = Readonly<Record<string, unknown>>;

/** A record of these data. */
export function recordOf(is: string, data: object, shape: Shape, firstFile?: unknown): PlainRecord {
  const placed: Plain[] = [];
  const named: (readonly [string, Plain])[] = [];
  let byPlace = true;
  for (const field of shape) {
    const value = (data as Data)[field.name];
    if (sameData(value, usualOf(field, firstFile))) byPlace = false;
    else if (byPlace) placed.push(plainOf(value, field.kind, firstFile));
    else named.push([field.name, plainOf(value, field.kind, firstFile)]);
  }
  const others = Object.entries(data).filter(
    ([name, value]) => value !== undefined && !shape.some((field) => field.name === name),
  );
  return {
    is,
    placed,
    named: [
      ...named,
      ...others.map(([name, value]) => [name, plainOf(value, undefined, firstFile)] as const),
    ],
  };
}

/** What is not said of a field. */
function usualOf({ usual }: Field, firstFile: unknown): unknown {
  return usual === FIRST_FILE ? firstFile : usual;
}

function plainOf(value: unknown, kind: Kind | undefined, firstFile: unknown): Plain {
  if (Array.isArray(value)) {
    if (kind === 'bytes' && value.length > 0 && areBytes(value)) return Uint8Array.from(value);
    return value.map((each) => plainOf(each, kindOfItems(kind), firstFile));
  }
  if (typeof value !== 'object' || value === null) return value as Plain;
  return recordOf('', value, shapeIn(kind), firstFile);
}

/** The data of a record. */
export function dataOf({ is, placed, named }: PlainRecord, shape: Shape, firstFile?: unknown): Data {
  if (placed.length > shape.length)
    refuse(`${is || 'a record'} has ${shape.length} fields, and here are ${placed.length}`);
  const found = new Map<string, unknown>();
  for (const field of shape) {
    const usual = usualOf(field, firstFile);
    if (usual !== undefined) found.set(field.name, usual);
  }
  const kinds = new Map(shape.map(({ name, kind }) => [name, kind]));
  for (const [name, value] of [...placed.map((each, i) => [shape[i]!.name, each] as const), ...named]) {
    if (value === undefined) found.delete(name);
    else found.set(name, dataIn(value, kinds.get(name), firstFile));
  }
  return Object.fromEntries(found);
}

function dataIn(value: Plain, kind: Kind | undefined, firstFile: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (typeof kind === 'object' && 'ref' in kind && typeof value !== 'string')
    return refuse(`${asTyped(value)} is no name of a ${kind.ref}`);
  if (typeof value !== 'object' || value === null) return value;
  if (isRecord(value)) return dataOf(value, shapeIn(kind), firstFile);
  return value.map((each) => dataIn(each, kindOfItems(kind), firstFile));
}
