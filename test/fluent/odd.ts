/** Odd values, and ways to hand them over: for tests that nothing answers with an error of JavaScript's own. */
import { expect } from 'vitest';
import { cache, InputError, machine } from '../../src/index.js';
import { file, read, sh4, story, user } from '../linux/stories.js';

const circle: unknown[] = [];
circle.push(circle);
const loop: Record<string, unknown> = {};
loop.again = loop;

/** What a value of a stranger's own throws when it is looked at: that is passed on, and never swallowed. */
class Trap extends Error {
  override readonly name = 'Trap';
}
const throws = (): never => {
  throw new Trap('looked at');
};

/** Lists in lists, or records in records, deeper than the stack is. */
function nested(step: (inner: unknown) => unknown, depth = 30_000): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = step(value);
  return value;
}

/** What somebody thought of who meant no good. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['a long text', 'x'.repeat(2_000_000)],
  ['a long number', '9'.repeat(2_000_000)],
  ['a long size', `1${' '.repeat(200_000)}!`],
  ['a text of brackets', '('.repeat(200_000)],
  ['a name of control characters', '\u001b[2J\u202e\u0000'],
  ['half a letter', '\ud800'],
  ['a name of the prototype', '__proto__'],
  ['constructor', 'constructor'],
  ['a large bigint', 10n ** 5000n],
  ['lists in lists', nested((inner) => [inner])],
  ['records in records', nested((inner) => ({ file: inner }))],
  ['aliases in aliases', nested((inner) => ({ alias: inner, of: inner, at: { kind: inner } }))],
  ['a long list', Array(100_000).fill(0)],
  ['a long list of nothing', Array(100_000).fill(null)],
  ['a list with holes', Object.assign([], { 2: 1 })],
  [
    'a record of many fields',
    Object.fromEntries(Array.from({ length: 20_000 }, (_, nth) => [`f${nth}`, nth])),
  ],
  [
    'bytes without an end',
    {
      *[Symbol.iterator]() {
        for (let nth = 0; ; nth++) yield nth % 256 === 7 ? -1 : 1;
      },
    },
  ],
  ['a list whose length is no number', { length: 'many', 0: 1 }],
  ['a getter that throws', Object.defineProperty({}, 'kind', { get: throws, enumerable: true })],
  ['a describe() that throws', { describe: throws }],
  ['a text form that throws', { toString: throws, valueOf: throws, [Symbol.toPrimitive]: throws }],
  [
    'a proxy that throws',
    new Proxy({}, { get: throws, has: throws, ownKeys: throws, getPrototypeOf: throws }),
  ],
  ['a file whose frames are a record', { ...file.describe(), placed: {} }],
  ['a file whose extents are a record', { ...file.describe(), extents: {} }],
  ['a file whose contents are a record', { ...file.describe(), contents: { bytes: 1 } }],
  [
    'an alias of such a file',
    { ...user.describe(), of: { file: { ...file.describe(), extents: {} }, page: 5 } },
  ],
  ['an alias at nothing', { ...user.describe(), at: null }],
  ['a machine without a cache', { ...sh4.describe(), cache: null }],
  ['a machine of many cores', { ...sh4.describe(), cores: { count: 1e9, snoops: 'none' } }],
  [
    'a machine of a large cache',
    { ...sh4.describe(), cache: { ...sh4.describe().cache, size: 2 ** 30, line: 4 } },
  ],
];

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
  ...HOSTILE,
];

/** A claim may fail, with its own error; and what a stranger's value throws is the stranger's. */
const EXPECTED: readonly string[] = ['InputError', 'ClaimError', 'Trap'];
/** No message is longer, whatever was typed. */
const LONGEST_MESSAGE = 45_000;

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
      expect(message.length, what).toBeLessThan(LONGEST_MESSAGE);
      return EXPECTED.includes(name) ? [] : [`${what}: ${name}: ${message}`];
    }
  });
}
