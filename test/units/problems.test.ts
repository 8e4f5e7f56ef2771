/** Problems: all of them at once, each as it was typed, and a line that works. */
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../src/units/address.js';
import { formatBytes } from '../../src/units/bytes.js';
import { deepFreeze } from '../../src/units/deep-freeze.js';
import { asTyped, InputError, MOST_LISTED, Problems, ValueError } from '../../src/units/problems.js';
import { formatSize, parseSize } from '../../src/units/size.js';

describe('an input error', () => {
  it('says one problem in one line, and what to try', () => {
    const error = new InputError(['ways 0 is too few'], 'cache().ways(2)');

    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('InputError: ways 0 is too few\n  try: cache().ways(2)');
  });

  it('lists several, and keeps them apart', () => {
    const error = new InputError(['ways 0 is too few', 'line 3 is odd'], 'cache()');

    expect(error.message).toBe('\n  - ways 0 is too few\n  - line 3 is odd\n  try: cache()');
    expect(error.problems).toEqual(['ways 0 is too few', 'line 3 is odd']);
    expect(error.tryThis).toBe('cache()');
    expect(Object.isFrozen(error.problems)).toBe(true);
  });
});

describe('very many problems', () => {
  it('are listed as far as one reads, and then counted', () => {
    const many = Array.from({ length: 49_000 }, (_, nth) => `step ${nth + 1}: null is no step`);

    const error = new InputError(many, 'scenario()');

    const lines = error.message.split('\n');
    expect(lines).toHaveLength(MOST_LISTED + 3);
    expect(lines.slice(-3)).toEqual([
      '  - step 20: null is no step',
      '  and 48,980 more',
      '  try: scenario()',
    ]);
    expect(error.problems).toHaveLength(49_000);
  });

  it('are each as long as one reads, and hold nothing that a terminal obeys', () => {
    const { message, problems } = new InputError([`\u001b[2J${'x'.repeat(1_000_000)}`], 'scenario()');

    expect(message).toMatch(/^\\u001b\[2Jx+… \(998,004 more letters\)\n {2}try: scenario\(\)$/);
    expect(message.length).toBeLessThan(2100);
    expect(problems[0]).toHaveLength(1_000_004);
  });

  it('are all listed where they are not too many', () => {
    const { message } = new InputError(Array.from({ length: MOST_LISTED }, String), 'scenario()');

    expect(message.split('\n')).toHaveLength(MOST_LISTED + 2);
    expect(message).not.toContain('more');
  });
});

describe('problems', () => {
  it('throw nothing where there are none', () => {
    const problems = new Problems();

    expect(problems.unless(true, 'never said')).toBe(true);
    expect(() => problems.throwIfAny('nothing')).not.toThrow();
  });

  it('are thrown all together, in the order in which they were found', () => {
    const problems = new Problems();

    expect(problems.unless(false, 'first')).toBe(false);
    problems.add('second');
    expect(problems.collect(() => parseSize('3kB', 'third'))).toBeUndefined();

    expect(problems.found).toHaveLength(3);
    expect(() => problems.throwIfAny('parseSize(3)')).toThrow(
      new InputError(
        [
          'first',
          'second',
          "third '3kB' is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'",
        ],
        'parseSize(3)',
      ),
    );
  });

  it('collect the value where there is no problem', () => {
    const problems = new Problems();

    expect(problems.collect(() => parseSize('3 KiB'))).toBe(3072);
    expect(problems.found).toEqual([]);
  });

  it('say where each collected problem lies', () => {
    const problems = new Problems();

    problems.collectAs('step 2', () => {
      throw new InputError(['too long', 'too far'], 'load(0, 1)');
    });

    expect(problems.found).toEqual(['step 2: too long', 'step 2: too far']);
    expect(() => problems.throwIfAny('ours')).toThrow('try: load(0, 1)');
  });

  it('end in the line of the one error that was collected, where it knows a better one than ours', () => {
    const problems = new Problems();
    problems.collect(() => {
      throw new InputError(['no such CPU'], "processor('SH7750')");
    });

    expect(() => problems.throwIfAny('scenario()')).toThrow(
      new InputError(['no such CPU'], "processor('SH7750')"),
    );
  });

  it('end in ours where a single value could not be read, or where two errors know different lines', () => {
    const value = new Problems();
    value.collect(() => {
      throw new ValueError(['no size'], 'parseSize(1)');
    });
    const two = new Problems();
    for (const line of ['cache()', 'alias()']) {
      two.collect(() => {
        throw new InputError([`not ${line}`], line);
      });
    }

    expect(() => value.throwIfAny('ours')).toThrow(new InputError(['no size'], 'ours'));
    expect(() => two.throwIfAny('ours')).toThrow(new InputError(['not cache()', 'not alias()'], 'ours'));
  });

  it('do not swallow an error that is not about input', () => {
    const broken = () => {
      throw new TypeError('a mistake in the program');
    };

    expect(() => new Problems().collect(broken)).toThrow(TypeError);
  });
});

describe('a value as it was typed', () => {
  it.each([
    ['3 KiB', "'3 KiB'"],
    [3n, '3n'],
    [null, 'null'],
    [undefined, 'undefined'],
    [() => 1, 'a function'],
    [[1, 2], '[1, 2]'],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], 'an array of 9'],
    [{ a: 1 }, 'an object'],
    [Symbol('x'), 'Symbol(x)'],
    ['x'.repeat(61), `'${'x'.repeat(60)}…'`],
  ])('%o', (value, shown) => {
    expect(asTyped(value)).toBe(shown);
  });
});

describe('a value as typed', () => {
  const hostile = Object.defineProperty({}, 'constructor', {
    get() {
      throw new Error('nobody may ask');
    },
  });
  class Odd {}
  Object.defineProperty(Odd, 'name', { value: '\u202eevil' });
  const ring: unknown[] = [1];
  ring.push(ring);

  it.each([
    [ring, '[1, [1, an array of 2]]'],
    [Symbol('s'), 'Symbol(s)'],
    [new Map(), 'a Map'],
    [new (class Alias {})(), 'an Alias'],
    [Object.create(null), 'an object'],
    [{ constructor: 'odd' }, 'an object'],
    [hostile, 'an object'],
    [new (class extends Map {})(), 'an object'],
    [new Odd(), 'a \\u202eevil'],
    ['a\u001b[2J\u202eb', "'a\\u001b[2J\\u202eb'"],
    [10n ** 70n, 'a bigint of more than 60 digits'],
    [Symbol('x'.repeat(100)), `Symbol(${'x'.repeat(53)}…`],
  ])('reads as a person would say it: %#', (value, words) => {
    expect(asTyped(value)).toBe(words);
  });
});

describe('what formats a value', () => {
  it('refuses one of another kind', () => {
    expect(() => formatAddress(null as never)).toThrow('null is not an address of { page, offset }');
    expect(() => formatSize('x' as never)).toThrow("'x' is not a number of bytes");
    expect(() => formatBytes('x' as never)).toThrow("'x' is not a Uint8Array");
  });
});

describe('freezing plain data', () => {
  it('ends, and freezes everything, where data holds itself', () => {
    const ring: { self?: unknown; part: { n: number } } = { part: { n: 1 } };
    ring.self = ring;

    deepFreeze(ring);

    expect(Object.isFrozen(ring) && Object.isFrozen(ring.part)).toBe(true);
  });

  it('is an object where nobody can tell what', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(asTyped(proxy)).toBe('an object');
  });
});
