/** Odd values, and ways to hand them over: for tests that nothing answers with an error of JavaScript's own. */
import { expect } from 'vitest';
import { cache, InputError, machine } from '../../src/index.js';
import { file, read, sh4, story, user } from '../linux/stories.js';

const circle: unknown[] = [];
circle.push(circle);
const loop: Record<string, unknown> = {};
loop.again = loop;

/** What nobody expects where something else is meant. */
export const ODD: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['true', true],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-1', -1],
  ['1.5', 1.5],
  ['2^53', 2 ** 53],
  ['a bigint', 5n],
  ['a negative bigint', -5n],
  ['a symbol', Symbol('s')],
  ['empty text', ''],
  ['text', 'x'],
  ['a function', () => 1],
  ['an empty object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an array', []],
  ['an array of symbols', [Symbol('s')]],
  ['an array in itself', circle],
  ['an object in itself', loop],
  ['a typed array', Float64Array.of(1)],
  ['an object whose describe is no function', { describe: 5 }],
  ['an object whose describe() gives nothing', { describe: () => undefined }],
  ['an object whose describe() gives a symbol', { describe: () => Symbol('s') }],
  ['an object whose describe() gives a bigint', { describe: () => 5n }],
  ['an object whose describe() gives an array', { describe: () => circle }],
  ['an object whose describe() gives a loop', { describe: () => loop }],
  ['a cache', cache()],
  ['a machine', machine()],
  ['a CPU', sh4],
  ['a file', file],
  ['a page', file.page(5)],
  ['an alias', user],
  ['a dax_io()', read],
  ['a story', story],
  ['a run', story.run()],
  ['the data of a cache', cache().describe()],
  ['the data of a machine', sh4.describe()],
  ['the data of a file', file.describe()],
  ['the data of an alias', user.describe()],
];

/** A claim may fail, with its own error. */
const EXPECTED: readonly string[] = ['InputError', 'ClaimError'];

/** The paths to every part of plain data, with itself. */
export function pathsOf(data: unknown, path: readonly string[] = []): (readonly string[])[] {
  const parts = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return [path, ...parts.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

/** A copy of plain data with something else at a path. */
export function replaced(data: unknown, [key, ...rest]: readonly string[], part: unknown): unknown {
  if (key === undefined) return part;
  const copy = (Array.isArray(data) ? [...data] : { ...(data as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, part);
  return copy;
}

/** What of these values a taker answers with an error of JavaScript's own; refusals are looked at too. */
export function rawErrors(take: (odd: never) => unknown): string[] {
  return ODD.flatMap(([what, odd]) => {
    try {
      String(take(odd as never));
      return [];
    } catch (error) {
      const { name, message } = error as Error;
      if (error instanceof InputError) expect(message).not.toMatch(/\[object |undefined \(/);
      return EXPECTED.includes(name) ? [] : [`${what}: ${name}: ${message}`];
    }
  });
}
