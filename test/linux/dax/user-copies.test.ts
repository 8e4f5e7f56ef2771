/**
 * Copies from a process's memory to a block: what a fault in their midst leaves, on each port and in each release; and which
 * bytes x86 stores past the cache, so that the barrier of a write() completes them.
 */
import { describe, expect, it } from 'vitest';
import { alias } from '../../../src/fluent/alias.js';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { iov } from '../../../src/fluent/iov.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { pastCache } from '../../../src/linux/dax/copy-from-user.js';
import type { Era } from '../../../src/linux/releases/index.js';
import { block, oldFile, returned, story, x86 } from './programs.js';

const file = oldFile(4);
const torn = (at: number) => iov().bytes('abcXXXX', { faultsAt: at });
const left = (cpu: string, era: Era, segments = torn(3)) =>
  block(scenario(processor(cpu)).write(file, segments).era(era), file, 0, 0, 9);

describe('a write of abcXXXX that faults at 3', () => {
  it.each([
    [
      'Core i7 (Haswell)',
      'arch/x86/lib/usercopy_64.c: copy_user_handle_tail(), 4.5 and 4.10',
      '"abc····xx"',
      '"abc····xx"',
      '"abc····xx"',
      '"abcxxxxxx"',
    ],
    [
      'ARM926EJ-S',
      'arch/arm/lib/copy_from_user.S: __memzero, 4.5; copy_from_user() alone, 4.9',
      '"abc····xx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
    ],
    [
      'Cortex-A53',
      'arch/arm64/lib/copy_from_user.S, 4.5 and 4.9',
      '"abc····xx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
    ],
    [
      '24Kc',
      'arch/mips/lib/memcpy.S: .Ll_exc, 4.5 and 4.10',
      '"abc····xx"',
      '"abc····xx"',
      '"abc····xx"',
      '"abcxxxxxx"',
    ],
    [
      'UltraSPARC I/II',
      'arch/sparc/lib/user_fixup.c: copy_from_user_fixup(), 4.5',
      '"abc····xx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
    ],
    [
      '68040',
      'arch/m68k/lib/uaccess.c: __generic_copy_from_user(), 4.5 and 4.10',
      '"abc····xx"',
      '"abc····xx"',
      '"abc····xx"',
      '"abcxxxxxx"',
    ],
    [
      'SH7750',
      'arch/sh/lib/copy_page.S: __copy_user(), 4.5',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
    ],
    [
      'PA-7300LC',
      'arch/parisc/lib/memcpy.c: __copy_from_user(), 4.5',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
      '"abcxxxxxx"',
    ],
  ] as const)(
    'on %s (%s) leaves %s in 4.5, %s in 4.9, %s in 4.10, %s in 5.4',
    (cpu, _source, ...expected) => {
      expect((['4.5', '4.9', '4.10', '5.4'] as const).map((era) => left(cpu, era))).toEqual(expected);
    },
  );

  it('returns 3 and leaves the size as it was: what was zeroed was there before', () => {
    const run = scenario(x86).write(file, torn(3)).read(file, 9).run();

    expect(returned(run)).toEqual([3, 9]);
    expect(run.read()).toBe('"abc····xx"');
  });

  it('zeroes no more than its own segment, and all of it where nothing was copied', () => {
    expect(left('Ice Lake', '4.5', iov().bytes('ab').bytes('cde', { faultsAt: 1 }).bytes('fgh'))).toBe(
      '"abc··xxxx"',
    );
    expect(left('Ice Lake', '4.5', torn(0))).toBe('"·······xx"');
  });

  it('zeroes across the pages that its segment would have filled', () => {
    const long = iov().bytes('a'.repeat(5000), { faultsAt: 4 });
    const told = scenario(x86).write(file, long);

    expect(block(told, file, 0, 0, 6)).toBe('"aaaa··"');
    expect(block(told, file, 1, 902, 4)).toBe('"··xx"');
  });

  it('zeroes nothing behind a page that the fault brings in', () => {
    const absent = iov().bytes('abcdefg', { absentAt: 3 });

    expect(left('Ice Lake', '4.5', absent)).toBe('"abcdefgxx"');
  });
});

describe('the page cache, where the copy must not sleep and only its first segment was looked at (4.5)', () => {
  const second = iov().bytes('ab').bytes('cdefg', { faultsAt: 1 });
  const cached = (cpu: string, era: Era) =>
    scenario(processor(cpu)).write(file, second).read(file, 9).withoutDax().era(era).run();

  it.each([
    ['Core i7 (Haswell)', '"abc····xx"'],
    ['ARM926EJ-S', '"abc····xx"'],
    // arch/mips/include/asm/uaccess.h: __copy_from_user_inatomic() calls __copy_user_inatomic(), which zeroes nothing.
    ['24Kc', '"abcxxxxxx"'],
    // arch/sparc/lib/copy_user.S: fixupretl returns at once where preemption is off.
    ['hyperSPARC 128K', '"abcxxxxxx"'],
    ['SH7750', '"abcxxxxxx"'],
  ])('on %s leaves %s', (cpu, expected) => {
    expect(returned(cached(cpu, '4.5'))).toEqual([3, 9]);
    expect(cached(cpu, '4.5').read()).toBe(expected);
  });
});

describe('a barrier', () => {
  const other = alias(file.page(2)).user();
  const failed = (era: Era) =>
    story
      .store(other, 'AAAA')
      .clean(other)
      .write(file, iov().bytes('x', { faultsAt: 0 }))
      .crash('lost')
      .load(other, 4)
      .era(era)
      .run();

  it('ends a write that copied nothing, too (fs/dax.c: dax_io(), need_wmb, 4.3 and 4.5)', () => {
    for (const era of ['4.4', '4.5'] as const) {
      expect(failed(era).returned(3)).toBe('EFAULT');
      expect(failed(era).engine.machine.counts.barriers).toBe(1);
      expect(failed(era).read()).toBe('"AAAA"');
    }
  });

  it('ends no write in 4.9, and none that failed before it copied', () => {
    const noBlock = story.write(file.failing('EIO', 0), 'x').run();

    expect(failed('4.9').engine.machine.counts.barriers).toBe(0);
    expect(failed('4.9').read()).toBe('"xxxx"');
    expect(noBlock.engine.machine.counts.barriers).toBe(0);
  });
});

describe('bytes past the cache (arch/x86/lib/copy_user_64.S: __copy_user_nocache())', () => {
  it.each([
    // at, wanted, copied, in 4.3, in 4.5
    [0, 3, 3, [0, 0], [0, 0]],
    [0, 4, 4, [0, 0], [0, 4]],
    [0, 5, 5, [0, 0], [0, 4]],
    [2, 4, 4, [0, 0], [0, 0]],
    [4, 4, 4, [0, 0], [0, 4]],
    [0, 8, 8, [0, 8], [0, 8]],
    [0, 15, 15, [0, 8], [0, 12]],
    [3, 13, 13, [5, 13], [5, 13]],
    [3, 17, 17, [5, 13], [5, 17]],
    [4, 9, 9, [4, 4], [4, 8]],
    [0, 200, 200, [0, 200], [0, 200]],
    // A fault: what of the last turn of 64 bytes, or of the last unit, was begun is copied again byte by byte.
    [0, 200, 100, [0, 64], [0, 64]],
    [0, 200, 195, [0, 192], [0, 192]],
    [3, 13, 4, [0, 0], [0, 0]],
    [0, 5, 3, [0, 0], [0, 0]],
  ] as const)('at %i, of %i bytes of which %i are there', (at, wanted, copied, in43, in45) => {
    expect([pastCache(at, wanted, copied, 8), pastCache(at, wanted, copied, 4)]).toEqual([in43, in45]);
  });
});

describe('a write() on x86, and a power cut', () => {
  const missing = (bytes: string, era: Era, at = 0, of = daxFile('f')) =>
    scenario(x86)
      .write(of, bytes, at)
      .crash('lost')
      .era(era)
      .run()
      .missing.map(({ physical, promised }) => [physical.offset, String.fromCharCode(...promised)]);

  it('4.5: loses the last bytes of a user iovec, which nobody writes back (arch_copy_from_iter_pmem())', () => {
    expect(missing('hello', '4.5')).toEqual([[4, 'o']]);
    expect(missing('12345678', '4.5')).toEqual([]);
    expect(missing('1234', '4.5')).toEqual([]);
    expect(missing('1234', '4.5', 2)).toEqual([[2, '1234']]);
    expect(missing('HELLO, WORLD!', '4.5')).toEqual([[12, '!']]);
  });

  it('4.3: loses all of what is shorter than 8 bytes', () => {
    expect(missing('hello', '4.3')).toEqual([[0, 'hello']]);
    expect(missing('HELLO, WORLD!', '4.3')).toEqual([[8, 'WORLD!'.slice(1)]]);
  });

  it('4.5: each segment begins anew, through the cache until it is aligned', () => {
    const segments = iov().bytes('12345678').bytes('ab').bytes('12345678');
    const run = scenario(x86).write(daxFile('f'), segments).crash('lost').run();

    // The third segment begins at 10: six bytes through the cache, then 2 that are no unit.
    expect(
      run.missing.map(({ physical, promised }) => [physical.offset, String.fromCharCode(...promised)]),
    ).toEqual([[8, 'ab12345678']]);
  });

  it('4.9 promises nothing, and writes the rest back all the same (arch_copy_from_iter_pmem(), 4.9.115)', () => {
    const cleans = (era: Era) =>
      scenario(x86).write(daxFile('f'), 'hel').era(era).run().steps[0]!.counts.cleans;

    expect([cleans('4.5'), cleans('4.9'), cleans('5.4')]).toEqual([0, 1, 1]);
  });

  it('where there is no pmem API nothing goes past the cache', () => {
    const run = scenario(processor('SH7750')).write(daxFile('f'), '12345678').crash('lost').run();

    expect(run.missing).toHaveLength(1);
  });
});
