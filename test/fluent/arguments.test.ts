/**
 * No argument is dropped: every exported function and every public method is called with one argument too many, with values
 * that it cannot mean, and with options that nobody reads. What there is to call is read from the declarations, so that
 * what is new is tried too.
 */
import fs from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as face from '../../src/index.js';
import { ANY_NUMBER, refuseMoreInMethods } from '../../src/units/arguments.js';
import { type Callable, type Parameter, publicFace } from './public-face.js';
import { OBJECTS, sampleOf } from './samples.js';

/** Their methods are a scenario's: nobody can make one of these. */
const BASES = ['Program', 'HardwareSteps', 'DmaCalls'];
/** Whatever is given is shown, and JSON.stringify() hands over a key. */
const TAKES_ANYTHING = ['show', 'toJSON'];

const all = publicFace().filter(
  ({ owner, name }) => !BASES.includes(owner ?? '') && !TAKES_ANYTHING.includes(name),
);
const places = all.map((callable) => ({ place: placeOf(callable), callable }));

function placeOf({ owner, name }: Callable): string {
  return owner === undefined ? name : `${owner}.${name}`;
}

beforeAll(() => {
  // Old names are called too.
  vi.spyOn(fs, 'writeSync').mockReturnValue(0);
  return () => vi.restoreAllMocks();
});

type Anything = Record<string, unknown>;
type Call = (...given: readonly unknown[]) => unknown;

/** The function, or the method of an object of its class. */
function callOf({ owner, isStatic, name }: Callable): Call {
  const exported = face as unknown as Anything;
  if (owner === undefined) return exported[name] as Call;
  const holder = (isStatic ? exported[owner] : OBJECTS[owner]) as Anything | undefined;
  if (holder === undefined) throw new Error(`test/fluent/samples.ts has no object of the class ${owner}`);
  return (...given) => (holder[name] as Call)(...given);
}

/** Calls it, and uses what it gives: what was typed is judged there at the latest. */
async function outcome(call: Call, given: readonly unknown[], finish: (made: never) => unknown = same) {
  try {
    const made = (await finish((await call(...given)) as never)) as Anything | undefined;
    if (typeof made?.run === 'function') await made.run();
    else if (typeof made?.describe === 'function') made.describe();
    return 'nothing';
  } catch (error) {
    return error instanceof face.InputError ? error.message : error;
  }
}

const same = (made: unknown) => made;

/** What cannot be used as it is made needs a word more. */
const FINISH: Readonly<Record<string, (made: never) => unknown>> = {
  iov: (made: face.Iov) => made.bytes('hello'),
  daxIo: (made: face.DaxIo) => made.from(face.daxFile()),
  replay: (made: face.Replay) => made.on(face.cache()),
  scenario: (made: face.Scenario) => made.load(face.alias(face.daxFile().page(0)), 1),
};

function samplesOf({ owner, name, parameters }: Callable): unknown[] {
  return parameters.map((each) =>
    sampleOf(`${placeOf({ owner, name } as Callable)}(${each.name})`, each.type),
  );
}

/** The arguments, with those of a list one by one. */
function spread(parameters: readonly Parameter[], values: readonly unknown[]): unknown[] {
  return values.flatMap((value, i) => (parameters[i]!.rest ? (value as unknown[]) : [value]));
}

describe('what is called', () => {
  test('is every function and class that can be imported', () => {
    const values = Object.entries(face).filter(
      ([name, value]) => typeof value === 'function' && !/Error$/.test(name),
    );
    const called = new Set(publicFace().map(({ owner, name }) => owner ?? name));

    expect(called.size).toBeGreaterThan(80);
    expect([...called].sort()).toEqual(values.map(([name]) => name).sort());
  });

  test.each(places.filter(({ callable }) => callable.parameters.length > 0))(
    '$place takes what it is made for',
    async ({ callable }) => {
      const given = spread(callable.parameters, samplesOf(callable));

      expect(await outcome(callOf(callable), given, FINISH[callable.owner ?? callable.name])).toBe('nothing');
    },
  );
});

describe('one argument more than it takes', () => {
  const closed = places.filter(({ callable }) => callable.parameters.every(({ rest }) => !rest));

  test.each(closed)('is refused by $place', async ({ callable }) => {
    const { name, parameters } = callable;
    const given = [...samplesOf(callable), 'one too many'];

    const told = await outcome(callOf(callable), given);

    expect(told).toMatch(/ takes .* and was given 'one too many'/);
    expect(told).toContain(`${name}() takes ${parameters.length === 0 ? 'no' : parameters.length} argument`);
  });

  test('ends in lines that work', async () => {
    const lines = new Set<string>();
    for (const { callable } of closed) {
      try {
        await callOf(callable)(...samplesOf(callable), 'one too many');
      } catch (error) {
        lines.add((error as face.InputError).tryThis);
      }
    }
    const AsyncFunction = (async () => {}).constructor as new (...code: string[]) => Call;

    expect(lines.size).toBeGreaterThan(50);
    for (const line of lines) {
      const run = new AsyncFunction(...Object.keys(face), `return String(${line})`);
      expect({ line, gives: await run(...Object.values(face)) }).toEqual({ line, gives: expect.any(String) });
    }
  });

  test('is none where a list is gone through: names.map(processor)', () => {
    expect(['SH7750', '24Kc'].map(face.processor).map(String)).toEqual([
      'SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB',
      '24Kc  VIPT 32 KiB 4-way 32 B lines · 4 KiB pages · 2 colors · SHMLBA 256 KiB · assumed: size, ways, line, write policy, allocation, replacement',
    ]);
    expect(() => face.processor(...(['SH7750', 0, ['24Kc']] as unknown as [string]))).toThrow(
      "processor() takes 1 argument, and was given 0, ['24Kc'] as well",
    );
  });

  test('says all that is wrong in a message that names the method, the value and a line', () => {
    expect(() => (face.cache as Call)('64 KiB')).toThrow(
      "cache() takes no arguments, and was given '64 KiB'\n  try: cache().vipt().size('16 KiB').ways(4).line(32)",
    );
    expect(() => (face.daxIo as Call)({ rw: 'write' }, 5)).toThrow(
      "daxIo() takes no arguments, and was given an object, 5\n  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')",
    );
    expect(() => (face.cache().size as Call).call(face.cache(), 1, 2, 3)).toThrow(
      'cache().size() takes 1 argument, and was given 2, 3 as well',
    );
  });
});

describe('a value that it cannot mean', () => {
  /** Nothing takes any of these. */
  const ODD = {
    'a date': new Date(0),
    null: null,
    'a symbol': Symbol('odd'),
    'an option that nobody reads': { nobodyReads: 1 },
  };
  /** Data that a builder makes, and that nobody types: it may have more than is asked for. */
  const DATA = ['FilePage', 'Address', 'DaxFileDescription'];

  const cases = places.flatMap(({ place, callable }) =>
    callable.parameters.flatMap((parameter, nth) => {
      const sample = samplesOf(callable)[nth];
      const options = (parameter.rest ? (sample as unknown[])[0] : sample) as object | undefined;
      const isOptions = options?.constructor === Object && !DATA.includes(parameter.type);
      const odd: Anything = {
        ...ODD,
        ...(isOptions && { 'one option more': { ...options, nobodyReads: 1 } }),
      };
      return Object.entries(odd).map(([what, value]) => ({
        what,
        place,
        as: parameter.name,
        callable,
        nth,
        value,
      }));
    }),
  );

  test.each(cases)('$what is refused by $place as $as', async ({ callable, nth, value }) => {
    const { parameters } = callable;
    const values = samplesOf(callable).with(nth, parameters[nth]!.rest ? [value] : value);

    const told = await outcome(
      callOf(callable),
      spread(parameters, values),
      FINISH[callable.owner ?? callable.name],
    );

    expect(told).toEqual(expect.stringMatching(/\n {2}try: /));
  });
});

describe('methods that refuse', () => {
  class Base {
    size(): string {
      return 'base';
    }
  }
  class Thing extends Base {
    readonly #secret = 5;
    get color(): number {
      return this.#secret;
    }
    at(where = 0, ...others: number[]): number {
      return this.#secret + where + others.length;
    }
    over(what: string, values = 1): string {
      return what.repeat(values);
    }
    override toString(): string {
      return `thing ${this.#secret}`;
    }
    [Symbol.toPrimitive](hint: string): string {
      return hint;
    }
  }
  refuseMoreInMethods(Thing, 'thing()', 'thing()', { at: ANY_NUMBER, over: 2 });
  const thing = new Thing();

  test('do what they did, with their names and lengths', () => {
    expect([thing.at(1, 2, 3), thing.over('a'), thing.over('a', 2), thing.size()]).toEqual([
      8,
      'a',
      'aa',
      'base',
    ]);
    expect([`${thing}`, thing.toString(), thing.color]).toEqual(['string', 'thing 5', 5]);
    expect([thing.over.name, thing.over.length]).toEqual(['over', 1]);
    expect(Object.keys(thing)).toEqual([]);
  });

  test('are called what a reader called them, where they are inherited too', () => {
    expect(() => (thing.size as Call)(1)).toThrow('thing().size() takes no arguments, and was given 1');
    expect(() => (thing.toString as Call).call(thing, 16)).toThrow('thing().toString() takes no arguments');
    expect((new Base().size as Call)(1)).toBe('base');
  });
});
