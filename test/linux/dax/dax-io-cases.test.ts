/** dax_io() of Linux 4.5, step by step: each case names the paragraph of the facts that it holds the code to. */
import { describe, expect, it } from 'vitest';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import { block, calls, oldFile, story } from './programs.js';

describe('the three cursors of dax_io()', () => {
  it('1.2 step 2.1.1: asks from a page boundary on, however far into the page the transfer starts', () => {
    const run = story.daxIo(daxIo().read(5).from(oldFile(8)).at(5000)).run();

    expect(calls(run, 1, 'get_block')).toEqual(['page 1, 4096 bytes → mapped, 4096 bytes']);
    expect(calls(run, 1, 'dax_map_atomic')).toEqual(['page 1, 4096 bytes → 4096 bytes']);
  });

  it.each([
    ['a page that starts in the midst', 100, 4096, ['page 0, 4096 bytes', 'page 1, 4096 bytes']],
    ['one byte more, which rounds up to two pages', 100, 4097, ['page 0, 8192 bytes']],
    ['five bytes over a page boundary', 4094, 5, ['page 0, 4096 bytes', 'page 1, 4096 bytes']],
    ['two whole pages', 4096, 8192, ['page 1, 8192 bytes']],
    ['two pages from a byte before the end of one', 4095, 8192, ['page 0, 8192 bytes', 'page 2, 4096 bytes']],
  ])(
    '1.2 step 2.1.2: rounds b_size up from end - pos, not from end - pos + first: %s',
    (_what, at, length, asked) => {
      const run = story.daxIo(daxIo().read(length).from(oldFile(8)).at(at)).run();

      expect(run.returned()).toBe(length);
      expect(run.calls(1).count('get_block')).toBe(asked.length);
      expect(run.calls(1).calls.flatMap(({ call, given }) => (call === 'get_block' ? [given] : []))).toEqual(
        asked,
      );
    },
  );

  it('1.2 step 2.1.3: goes on in an extent that is longer than a mapping without asking again', () => {
    const run = story
      .daxIo(
        daxIo()
          .read(3 * 4096)
          .from(oldFile(8).onRamDisk()),
      )
      .run();

    expect(calls(run, 1, 'get_block')).toEqual(['page 0, 12288 bytes → mapped, 12288 bytes']);
    expect(calls(run, 1, 'dax_map_atomic')).toEqual([
      'page 0, 12288 bytes → 4096 bytes',
      'page 1, 8192 bytes → 4096 bytes',
      'page 2, 4096 bytes → 4096 bytes',
    ]);
  });

  it('1.2 step 2.1.6: maps an extent at once where the device gives all of it', () => {
    const run = story
      .daxIo(
        daxIo()
          .read(3 * 4096)
          .from(oldFile(8)),
      )
      .run();

    expect(calls(run, 1, 'dax_map_atomic')).toEqual(['page 0, 12288 bytes → 12288 bytes']);
    expect(calls(run, 1, 'copy_to_iter')).toEqual(['12288 bytes at 0 → 12288']);
  });

  it('1.2 step 2.1.2: an extent ends where frames do not follow each other', () => {
    const run = story
      .daxIo(
        daxIo()
          .read(3 * 4096)
          .from(oldFile(8).placed({ page: 1, pfn: 0x2001 })),
      )
      .run();

    expect(calls(run, 1, 'get_block')).toEqual([
      'page 0, 12288 bytes → mapped, 4096 bytes',
      'page 1, 8192 bytes → mapped, 4096 bytes',
      'page 2, 4096 bytes → mapped, 4096 bytes',
    ]);
  });
});

describe('what reads as zeros', () => {
  it('1.2 steps 2.1.4 and 2.1.5: a hole, without touching the medium', () => {
    const run = story
      .daxIo(
        daxIo()
          .read(3 * 4096)
          .from(oldFile(3).hole(1)),
      )
      .run();

    expect(calls(run, 1, 'get_block')).toEqual([
      'page 0, 12288 bytes → mapped, 4096 bytes',
      'page 1, 8192 bytes → hole',
      'page 2, 4096 bytes → mapped, 4096 bytes',
    ]);
    expect(calls(run, 1, 'dax_map_atomic', 'iov_iter_zero')).toEqual([
      'dax_map_atomic: page 0, 4096 bytes → 4096 bytes',
      'iov_iter_zero: 4096 bytes → 4096',
      'dax_map_atomic: page 2, 4096 bytes → 4096 bytes',
    ]);
    expect([...run.steps[0]!.read!].map((byte) => Number(byte === 120))).toEqual(
      Array.from({ length: 3 * 4096 }, (_, at) => Number(at < 4096 || at >= 8192)),
    );
  });

  it('1.2 step 2.1.2: a hole whose state stayed empty is taken to be one block long', () => {
    const run = story
      .daxIo(
        daxIo()
          .read(2 * 4096)
          .from(oldFile(3).hole(0, 3)),
      )
      .run();

    expect(calls(run, 1, 'get_block')).toEqual(['page 0, 8192 bytes → hole', 'page 1, 4096 bytes → hole']);
  });

  it('1.2 step 2.1.4: an unwritten extent, whatever the medium holds, without a mapping', () => {
    const run = story.daxIo(daxIo().read(3).from(oldFile(3).unwritten(0, 2)).at(4094)).run();

    expect(run.read()).toBe('"···"');
    expect(run.calls(1).count('dax_map_atomic')).toBe(0);
    expect(run.log()).toEqual([]);
  });
});

describe('what a write to a block without data leaves', () => {
  it.each([
    ['a hole', oldFile(2).hole(0, 2), 'new'],
    ['an unwritten block', oldFile(2).unwritten(0, 2), 'unwritten'],
  ])('1.2, dax_new_buf: %s is zeroed before what is written, and behind it', (_what, file, state) => {
    const told = story.daxIo(daxIo().write('HELLO').to(file).at(10));

    const run = told.run();

    expect(calls(run, 1, 'get_block')).toEqual([`page 0, 4096 bytes, create → ${state}, 4096 bytes`]);
    expect(calls(run, 1, 'dax_new_buf', 'clear_pmem', 'wmb_pmem')).toEqual([
      'dax_new_buf: 4096 bytes, written from 10 to 15 → ',
      'clear_pmem: 10 bytes at 0 → ',
      'clear_pmem: 4081 bytes at 15 → ',
      'wmb_pmem:  → ',
    ]);
    expect(block(told, file, 0, 8, 9)).toBe('"··HELLO··"');
    expect(block(told, file, 0, 0, 4)).toBe('"····"');
    expect(block(told, file, 0, 4090, 6)).toBe('"······"');
  });

  it('1.2, dax_new_buf: clears up to the tail of the whole mapped extent, not just of the page', () => {
    const file = oldFile(4).hole(0, 4);
    const told = story.daxIo(daxIo().write('x', 4097).to(file).at(100));

    expect(calls(told.run(), 1, 'dax_new_buf', 'clear_pmem')).toEqual([
      'dax_new_buf: 8192 bytes, written from 100 to 4197 → ',
      'clear_pmem: 100 bytes at 0 → ',
      'clear_pmem: 3995 bytes at 4197 → ',
    ]);
    expect(block(told, file, 1, 4090, 6)).toBe('"······"');
  });

  it('1.2, dax_new_buf: what was to be written is not zeroed, so a fault in the midst leaves what the medium held', () => {
    const file = oldFile(2).hole(0);
    const bad = iov().bytes('he').bytes('llo', { faultsAt: 1 });
    const told = story.daxIo(daxIo().write(bad).to(file).at(2));

    expect(told.run().returned()).toBe(3);
    expect(block(told, file, 0, 0, 10)).toBe('"··helxx···"');
  });

  it('1.2, dax_new_buf: a fault at the first byte has zeroed all around it, and returns an error', () => {
    const file = oldFile(2).hole(0);
    const told = story.daxIo(
      daxIo()
        .write(iov().bytes('hello', { faultsAt: 0 }))
        .to(file)
        .at(2),
    );

    expect(told.run().returned()).toBe('EFAULT');
    expect(block(told, file, 0, 0, 10)).toBe('"··xxxxx···"');
    expect(told.run().calls(1).count('wmb_pmem')).toBe(1);
  });

  it('1.2 step 2.1.6: on a RAM disk each page of a new extent is zeroed as it is mapped', () => {
    const file = oldFile(3).hole(0, 3).onRamDisk();
    const run = story.daxIo(daxIo().write('x', 8190).to(file).at(4)).run();

    expect(calls(run, 1, 'dax_new_buf')).toEqual([
      '4096 bytes, written from 4 to 4096 → ',
      '4096 bytes, written from 0 to 4096 → ',
      '4096 bytes, written from 0 to 2 → ',
    ]);
  });

  it('1.2 step 3: one barrier for the whole call, and none for a read', () => {
    const file = oldFile(3).hole(1);

    const run = story
      .daxIo(
        daxIo()
          .write('x', 3 * 4096)
          .to(file),
      )
      .daxIo(daxIo().read(64).from(file))
      .run();

    expect([run.calls(1).count('wmb_pmem'), run.calls(2).count('wmb_pmem')]).toEqual([1, 0]);
  });
});
