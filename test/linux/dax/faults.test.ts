/** Page faults on DAX files (facts 1.4): zeroed pages for holes, blocks that take their place, private copies, signals. */
import { describe, expect, it } from 'vitest';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { block, calls, oldFile, order, returned, sh4, story } from './programs.js';

const file = oldFile(4);
const m = mapping(file);
const other = mapping(file).process(2);

describe('a read fault', () => {
  it('1.4 step 7: maps the block, and the radix tree has a clean entry', () => {
    const run = story.mmap(m).load(m, 3, 4094).run();

    expect(run.read()).toBe('"xxx"');
    expect(calls(run, 2, 'dax_fault', 'dax_radix_entry')).toEqual([
      'dax_fault: read, page 0 of mail.dat → mapped',
      'dax_radix_entry: page 0 → clean',
      'dax_fault: read, page 1 of mail.dat → mapped',
      'dax_radix_entry: page 1 → clean',
    ]);
  });

  it('1.4 step 4: of a hole shows a zeroed page of the page cache, and allocates nothing', () => {
    const holey = mapping(oldFile(4).hole(1));
    const run = story.mmap(holey).load(holey, 3, 4096).load(holey, 3, 5000).run();

    expect(run.read()).toBe('"···"');
    expect(calls(run, 2, 'get_block', 'find_or_create_page')).toEqual([
      'get_block: page 1, 4096 bytes → hole',
      'find_or_create_page: page 1, zeroed → ',
    ]);
    expect(run.calls(3).calls).toEqual([]);
  });

  it('1.4, dax_insert_mapping: of an unwritten block zeroes it through the kernel’s alias, and completes it', () => {
    const unwritten = oldFile(4).unwritten(1);
    const told = story.mmap(mapping(unwritten)).load(mapping(unwritten), 3, 4096);

    expect(told.run().read()).toBe('"···"');
    expect(order(told.run(), 2, 'clear_pmem', 'wmb_pmem', 'vm_insert_mixed', 'complete_unwritten')).toEqual([
      'clear_pmem',
      'wmb_pmem',
      'vm_insert_mixed',
      'complete_unwritten',
    ]);
    expect(block(told, unwritten, 1, 0, 3)).toBe('"···"');
  });
});

describe('a write fault', () => {
  it('1.4: makes the entry dirty, by dax_pfn_mkwrite() where the page could be read before', () => {
    const run = story.mmap(m).load(m, 1).store(m, 'hello').store(m, 'again').run();

    expect(calls(run, 3, 'dax_pfn_mkwrite', 'dax_fault')).toEqual([
      'dax_pfn_mkwrite: page 0 → writable, dirty',
    ]);
    expect(run.calls(4).calls).toEqual([]);
  });

  it('1.4 steps 4 and 6: allocates, and takes the zeroed page from everyone who had it', () => {
    const holey = oldFile(4).hole(1);
    const [one, two] = [mapping(holey), mapping(holey).process(2)];
    const run = story
      .mmap(one)
      .mmap(two)
      .load(one, 3, 4096)
      .load(two, 3, 4096)
      .store(one, 'abc', 4097)
      .load(two, 5, 4096)
      .run();

    expect(run.read()).toBe('"·abc·"');
    expect(run.coherent).toBe(true);
    expect(calls(run, 5, 'get_block', 'flush_tlb_range', 'delete_from_page_cache', 'clear_pmem')).toEqual([
      'get_block: page 1, 4096 bytes → hole',
      'get_block: page 1, 4096 bytes, create → new, 4096 bytes',
      'flush_tlb_range: user, 1 pages → ',
      'flush_tlb_range: user 2, 1 pages → ',
      'delete_from_page_cache: page 1 of mail.dat → ',
      'clear_pmem: 4096 bytes at 4096 → ',
    ]);
  });

  it('1.3: write() takes the zeroed page away too, and a bare dax_io() does not', () => {
    const holey = oldFile(4).hole(1);
    const mapped = mapping(holey);
    const before = story.mmap(mapped).load(mapped, 3, 4096);

    const written = before.write(holey, 'abc', 4096).load(mapped, 3, 4096).run();
    const bare = before.daxIo(daxIo().write('abc').to(holey).at(4096)).load(mapped, 3, 4096).run();

    expect(written.read()).toBe('"abc"');
    expect(order(written, 3, 'delete_from_page_cache', 'dax_do_io')).toEqual([
      'delete_from_page_cache',
      'dax_do_io',
    ]);
    expect(bare.read()).toBe('"···"');
  });

  it('1.4: on a full file system is a SIGBUS, and leaves the zeroed page', () => {
    const full = oldFile(4).hole(1).freeBlocks(0);
    const mapped = mapping(full);
    const run = story.mmap(mapped).load(mapped, 3, 4096).store(mapped, 'a', 4096).load(mapped, 3, 4096).run();

    expect(returned(run)).toEqual([0, undefined, 'SIGBUS', undefined]);
    expect(run.read()).toBe('"···"');
  });
});

describe('a private mapping', () => {
  const own = mapping(file).private();

  it('1.4 step 5: copies the block at the first store, and nobody else sees it', () => {
    const run = story
      .mmap(own)
      .mmap(other)
      .store(own, 'mine', 2)
      .load(own, 8)
      .load(other, 8)
      .read(file, 8)
      .run();

    expect([run.read(4), run.read(5), run.read(6)]).toEqual(['"xxminexx"', '"xxxxxxxx"', '"xxxxxxxx"']);
    expect(order(run, 3, 'copy_user_bh', 'dax_insert_mapping')).toEqual(['copy_user_bh']);
  });

  it('1.4 step 5: of a hole or an unwritten block clears the copy, and allocates nothing', () => {
    const holey = oldFile(4).hole(0).unwritten(1);
    const mapped = mapping(holey).private();
    const run = story.mmap(mapped).store(mapped, 'ab', 4095).load(mapped, 4, 4094).read(holey, 4, 4094).run();

    expect([run.read(3), run.read(4)]).toEqual(['"·ab·"', '"····"']);
    expect(run.calls(2).count('clear_user_highpage')).toBe(2);
    expect(calls(run, 2, 'get_block').some((call) => call.includes('create'))).toBe(false);
  });

  it('1.4 step 5: leaves what was only read for the copy, cache first, then the TLB', () => {
    const run = story.mmap(own).load(own, 1).store(own, 'mine').store(own, 'more').run();

    expect(order(run, 3, 'copy_user_bh', 'flush_cache_range', 'flush_tlb_range')).toEqual([
      'copy_user_bh',
      'flush_cache_range',
      'flush_tlb_range',
    ]);
    expect(run.calls(4).calls).toEqual([]);
  });

  it('sees what is written to the file until it has a copy', () => {
    const run = story
      .mmap(own)
      .load(own, 1)
      .write(file, 'AB')
      .load(own, 2)
      .store(own, 'c')
      .write(file, 'DE')
      .load(own, 2)
      .run();

    expect([run.read(4), run.read(7)]).toEqual(['"AB"', '"cB"']);
  });
});

describe('an address that leads nowhere', () => {
  it('1.4 step 1: past the rounded-up end of the file is a SIGBUS; up to there is not', () => {
    const short = oldFile(4).size(4100);
    const mapped = mapping(short);
    const run = story
      .mmap(mapped)
      .load(mapped, 1, 8191)
      .load(mapped, 2, 8191)
      .store(mapped, 'ab', 8191)
      .load(mapped, 1, 8191)
      .run();

    expect(returned(run)).toEqual([0, undefined, 'SIGBUS', 'SIGBUS', undefined]);
    expect(run.read()).toBe('"a"');
  });

  it.each(['EIO', 'ERANGE'] as const)('1.4 step 8: %s is a SIGBUS', (errno) => {
    const failing = mapping(oldFile(4).failing(errno, 1));
    const own = failing.private().named('own');
    const run = story
      .mmap(failing)
      .mmap(own)
      .load(failing, 2, 4096)
      .store(failing, 'x', 4096)
      .store(own, 'x', 4096)
      .run();

    expect(returned(run)).toEqual([0, 0, 'SIGBUS', 'SIGBUS', 'SIGBUS']);
  });

  it('is a SIGSEGV where nothing is mapped', () => {
    const run = story.load(m, 1).mmap(m).munmap(m).store(m, 'x').munmap(m).msync(m).run();

    expect(returned(run)).toEqual(['SIGSEGV', 0, 0, 'SIGSEGV', 0, 'ENOMEM']);
  });
});

describe('faults in the midst of read() and write()', () => {
  const target = oldFile(2, 'other.dat').startingAt(0x4001);
  const short = mapping(oldFile(4).size(4096));

  it('1.2 step 2.3: a segment in a mapping is faulted in, and ends the copy where that cannot be', () => {
    const run = story
      .mmap(short)
      .write(target, iov().mapped(short, 4090, 16))
      .write(target, iov().mapped(short, 4096, 16))
      .read(target, iov().mapped(short, 4095, 3))
      .run();

    expect(returned(run)).toEqual([0, 6, 'EFAULT', 1]);
    expect(order(run, 2, 'write', 'dax_io', 'copy_from_iter_pmem', 'dax_fault')).toEqual([
      'write',
      'dax_io',
      'copy_from_iter_pmem',
      'dax_fault',
      'dax_fault',
      'copy_from_iter_pmem',
      'dax_fault',
    ]);
  });

  it('1.2 step 2.3: what is read lands in the mapping, through the mapping', () => {
    const run = story
      .mmap(m)
      .write(target, 'HELLO')
      .read(target, iov().room(2).mapped(m, 4095, 3))
      .load(m, 5, 4094)
      .read(file, 5, 4094)
      .run();

    expect([run.read(3), run.read(4), run.read(5)]).toEqual(['"HELLO"', '"xLLOx"', '"xLLOx"']);
  });

  it('1.2 step 2.3: a segment in memory that was never mapped is a bad address', () => {
    const run = story
      .write(target, iov().bytes('ab').mapped(m, 0, 3))
      .read(target, iov().mapped(m, 0, 3))
      .run();

    expect(returned(run)).toEqual([2, 'EFAULT']);
  });

  it('a page of the process that is absent is brought in, and the copy goes on', () => {
    const run = story
      .write(target, iov().bytes('hello', { absentAt: 2 }), 4094)
      .read(target, iov().room(3, { absentAt: 0 }).room(2, { absentAt: 1 }), 4094)
      .run();

    expect(returned(run)).toEqual([5, 5]);
    expect(run.read()).toBe('"hello"');
  });

  it('several segments are filled and emptied in order, across pages', () => {
    const run = story
      .write(target, iov().bytes('ab').bytes('cde').bytes('f'), 4093)
      .read(target, iov().room(1).room(4).room(3), 4092)
      .run();

    expect(returned(run)).toEqual([6, 8]);
    expect(run.read()).toBe('"xabcdefx"');
  });
});

describe('update_mmu_cache() after the zeroing of a fault', () => {
  it('1.4: does nothing without a struct page, so that the user finds old lines of the block in another color', () => {
    // The medium holds x; the zeros of clear_pmem() stay in the kernel's lines.
    const holey = oldFile(8).hole(5).placed({ page: 5, pfn: 0x0c123 });
    const mapped = mapping(holey).from(5).fixed(0x2955_1000);

    const run = scenario(sh4).mmap(mapped).store(mapped, 'h').load(mapped, 3).run();

    expect(run.read()).toBe('"hxx"');
    expect(run.staleLoads).toBe(1);
    expect(run.calls(2).toString()).toMatch(/update_mmu_cache\(\): no struct page/);
  });
});
