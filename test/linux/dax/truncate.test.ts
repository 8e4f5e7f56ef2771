/** ftruncate() and fallocate() on DAX files (facts 1.4): parts of pages are zeroed through the kernel's alias, blocks go. */
import { describe, expect, it } from 'vitest';
import { mapping } from '../../../src/fluent/mapping.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { flushPlan } from '../../../src/fluent/strategies.js';
import { block, calls, oldFile, order, returned, sh4, story } from './programs.js';

const file = oldFile(4);
const m = mapping(file);

describe('a shorter file', () => {
  it('1.4, dax_truncate_page: is zeroed from its new end to the end of the page, through the kernel’s alias', () => {
    const told = story.truncate(file, 4099);

    expect(calls(told.run(), 1, 'dax_zero_page_range', 'clear_pmem', 'wmb_pmem')).toEqual([
      'dax_zero_page_range: 4093 bytes at 4099 → 0',
      'clear_pmem: 4093 bytes at 4099 → ',
      'wmb_pmem:  → ',
    ]);
    expect(block(told, file, 1, 0, 6)).toBe('"xxx···"');
    expect(block(told, file, 2, 0, 3)).toBe('"xxx"');
  });

  it('1.4, dax_truncate_page: of whole pages zeroes nothing', () => {
    expect(story.truncate(file, 8192).run().calls(1).count('clear_pmem')).toBe(0);
  });

  it.each([
    ['a hole', file.hole(1)],
    ['an unwritten block', file.unwritten(1)],
  ])('1.4, dax_zero_page_range: that ends in %s zeroes nothing either', (_what, of) => {
    const run = story.truncate(of, 4099).run();

    expect(returned(run)).toEqual([0]);
    expect(run.calls(1).count('clear_pmem')).toBe(0);
  });

  it('takes its pages from everybody first, then zeroes, then frees blocks', () => {
    const run = story.mmap(m).load(m, 1, 8192).truncate(file, 4099).load(m, 1, 8192).load(m, 1, 4096).run();

    expect(
      order(
        run,
        3,
        'i_size_write',
        'flush_cache_range',
        'flush_tlb_range',
        'dax_zero_page_range',
        'ext4_map_blocks',
      ),
    ).toEqual([
      'i_size_write',
      'flush_cache_range',
      'flush_tlb_range',
      'dax_zero_page_range',
      'ext4_map_blocks',
    ]);
    expect(returned(run)).toEqual([0, undefined, 0, 'SIGBUS', undefined]);
  });

  it('takes private copies along, and leaves those of pages that stay', () => {
    const own = mapping(file).private();
    const run = story
      .mmap(own)
      .store(own, 'mine')
      .store(own, 'gone', 8192)
      .truncate(file, 4096)
      .truncate(file, '16 KiB')
      .load(own, 4, 8192)
      .load(own, 4)
      .run();

    expect([run.read(6), run.read(7)]).toEqual(['"····"', '"mine"']);
  });

  it('gives its blocks back, and reads as zeros where it grows again', () => {
    const full = file.freeBlocks(0);
    const run = story
      .truncate(full, 2)
      .truncate(full, '16 KiB')
      .read(full, 4)
      .write(full, 'ab', 4096)
      .read(full, 4, 4095)
      .write(full, 'x', 8192, 3 * 4096)
      .run();

    expect(returned(run)).toEqual([0, 0, 4, 2, 4, 8192]);
    expect([run.read(3), run.read(5)]).toEqual(['"xx··"', '"·ab·"']);
  });

  it('1.4, dax_zero_page_range: leaves the lines of users alone, so that they go on seeing what was there', () => {
    const placed = oldFile(8).placed({ page: 5, pfn: 0x0c123 });
    const mapped = mapping(placed);
    const told = scenario(sh4)
      .mmap(mapped)
      .load(mapped, 4, 20480)
      .truncate(placed, 20482)
      .load(mapped, 4, 20480);

    expect(told.run().read()).toBe('"xxxx"');
    expect(told.run().staleLoads).toBe(1);
    const flushed = told.using(
      flushPlan({ beforeWrite: { user: 'flush', kernel: 'flush' }, afterWrite: { kernel: 'flush' } }),
    );
    expect(flushed.run().read()).toBe('"xx··"');
  });
});

describe('a zeroed range', () => {
  it('inside one page is zeroed there', () => {
    const told = story.zeroRange(file, 4098, 2);

    expect(calls(told.run(), 1, 'dax_zero_page_range')).toEqual(['2 bytes at 4098 → 0']);
    expect(block(told, file, 1, 0, 6)).toBe('"xx··xx"');
  });

  it('makes whole blocks unwritten without touching them, and zeroes the parts at both ends', () => {
    const told = story
      .zeroRange(file, 4090, 4096 + 12)
      .read(file, 16, 4084)
      .read(file, 16, 8186);

    expect([told.run().read(2), told.run().read(3)]).toEqual(['"xxxxxx··········"', '"············xxxx"']);
    expect(calls(told.run(), 1, 'dax_zero_page_range', 'ext4_map_blocks')).toEqual([
      'ext4_map_blocks: pages 1 to 1 → unwritten',
      'dax_zero_page_range: 6 bytes at 4090 → 0',
      'dax_zero_page_range: 6 bytes at 8192 → 0',
    ]);
    expect(block(told, file, 1, 0, 3)).toBe('"xxx"');
  });

  it('leaves users: what they touch next is zeroed as it is mapped', () => {
    const run = story.mmap(m).store(m, 'abc', 4096).zeroRange(file, 4096, 4096).load(m, 3, 4096).run();

    expect(run.read()).toBe('"···"');
    expect(order(run, 3, 'flush_cache_range', 'flush_tlb_range')).toEqual([
      'flush_cache_range',
      'flush_tlb_range',
    ]);
    expect(run.calls(4).count('clear_pmem')).toBe(1);
  });

  it('grows the file, and needs blocks for its holes', () => {
    const short = file.size(10);
    const holey = oldFile(4, 'holey.dat').startingAt(0x4001).hole(0, 4).freeBlocks(1);
    const run = story
      .zeroRange(short, 4, 16)
      .read(short, 64)
      .zeroRange(holey, 0, 8192)
      .zeroRange(holey, 4096, 4096)
      .zeroRange(holey, 0, 5 * 4096)
      .run();

    expect(returned(run)).toEqual([0, 20, 'ENOSPC', 0, 'ENOSPC']);
  });
});

describe('a punched hole', () => {
  it('frees whole blocks, zeroes parts, and leaves the size', () => {
    const full = file.freeBlocks(0);
    const run = story
      .punchHole(full, 4090, 4096 + 12)
      .read(full, 16, 4084)
      .truncate(full, '16 KiB')
      .write(full, 'ab', 8190)
      .read(full, 4, 8189)
      .run();

    expect([run.read(2), run.read(5)]).toEqual(['"xxxxxx··········"', '"·ab·"']);
    expect(calls(run, 1, 'ext4_map_blocks')).toEqual(['pages 1 to 1 → hole']);
    expect(returned(run)).toEqual([0, 16, 0, 2, 4]);
  });

  it('beyond the end of the file changes nothing', () => {
    const run = story
      .punchHole(file, 5 * 4096 + 3, 100)
      .punchHole(file, 3 * 4096, 9 * 4096)
      .read(file, 4, 3 * 4096 - 2)
      .run();

    expect(returned(run)).toEqual([0, 0, 4]);
    expect(run.read()).toBe('"xx··"');
  });

  it('keeps the private copies of its pages', () => {
    const own = mapping(file).private();
    const run = story
      .mmap(own)
      .store(own, 'mine', 4096)
      .punchHole(file, 4096, 4096)
      .load(own, 4, 4096)
      .read(file, 4, 4096)
      .run();

    expect([run.read(4), run.read(5)]).toEqual(['"mine"', '"····"']);
  });

  it('then a write allocates a block that holds what it held, and zeroes around what it writes', () => {
    const told = story.punchHole(file, 4096, 4096).write(file, 'new', 4100);

    expect(calls(told.run(), 2, 'get_block')).toEqual(['page 1, 4096 bytes, create → new, 4096 bytes']);
    expect(block(told, file, 1, 2, 8)).toBe('"··new···"');
  });
});
