/** The releases of Linux against each other (facts 1.2, version differences; 1.3; 5): what each does of its own. */
import { describe, expect, it } from 'vitest';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { ERAS } from '../../../src/linux/releases/index.js';
import { block, calls, oldFile, order, returned, story } from './programs.js';

const file = oldFile(4);
const bad = () => iov().bytes('hello', { faultsAt: 0 });

describe('the first copy that fails', () => {
  it.each([
    ['4.3', 4096],
    ['4.4', 'EFAULT'],
    ['4.5', 'EFAULT'],
    ['4.9', 'EFAULT'],
    ['4.10', 'EFAULT'],
    ['5.4', 'EFAULT'],
    ['7.1', 'EFAULT'],
  ] as const)('1.2: of %s gives %s', (era, told) => {
    const run = story.daxIo(daxIo().write(bad()).to(file).at(100)).era(era).run();

    expect(returned(run)).toEqual([told]);
  });

  it('1.2: of 4.3 gives the length of the whole mapping, and 0 for a hole', () => {
    const run = story
      .daxIo(
        daxIo()
          .write(iov().bytes('x'.repeat(8192), { faultsAt: 0 }))
          .to(file),
      )
      .daxIo(
        daxIo()
          .read(iov().room(5, { faultsAt: 0 }))
          .from(oldFile(2, 'holey.dat').startingAt(0x4001).hole(0)),
      )
      .era('4.3')
      .run();

    expect(returned(run)).toEqual([8192, 0]);
  });

  it('1.2: of 4.3 is no bug any more once something was copied', () => {
    const run = story
      .daxIo(
        daxIo()
          .write(iov().bytes('ab').bytes('c', { faultsAt: 0 }))
          .to(file),
      )
      .era('4.3')
      .run();

    expect(returned(run)).toEqual([2]);
  });

  it('1.3: of 4.3 makes write() grow the file by what was never written', () => {
    const short = file.size(10);

    const grown = (['4.3', '4.5'] as const).map((era) =>
      returned(story.write(short, bad(), 8).read(short, 64).era(era).run()),
    );

    expect(grown).toEqual([
      [4096, 64],
      ['EFAULT', 10],
    ]);
  });
});

describe('blocks that a write is handed', () => {
  const holey = oldFile(4).hole(0).unwritten(1);

  it.each(['4.3', '4.4', '4.5'] as const)('1.2: %s zeroes around what it writes, then a barrier', (era) => {
    const run = story.daxIo(daxIo().write('ab').to(holey).at(4095)).era(era).run();

    expect(order(run, 1, 'get_block', 'dax_new_buf', 'wmb_pmem')).toEqual([
      'get_block',
      'dax_new_buf',
      'get_block',
      'dax_new_buf',
      'wmb_pmem',
    ]);
  });

  it.each([
    ['4.9', 'clear_pmem'],
    ['4.10', 'clear_pmem'],
    ['5.4', 'memset'],
    ['6.19', 'dax_memzero'],
  ] as const)('1.2: %s has the file system zero them whole, by %s, without a barrier', (era, zeroes) => {
    const told = story.daxIo(daxIo().write('ab').to(holey).at(4095)).era(era);

    expect(calls(told.run(), 1, zeroes)).toEqual(['4096 bytes at 0 → ', '4096 bytes at 4096 → ']);
    expect(order(told.run(), 1, 'dax_new_buf', 'wmb_pmem')).toEqual([]);
    expect(block(told, holey, 0, 4090, 6)).toBe('"·····a"');
    expect(block(told, holey, 1, 0, 6)).toBe('"b·····"');
  });

  it('1.2: before 4.9 a fault in the midst leaves what the medium held, and later it does not', () => {
    const torn = iov().bytes('he').bytes('llo', { faultsAt: 1 });

    const left = ERAS.map((era) =>
      block(story.daxIo(daxIo().write(torn).to(holey)).era(era), holey, 0, 0, 6),
    );

    expect(left.slice(0, 3)).toEqual(['"helxx·"', '"helxx·"', '"helxx·"']);
    expect(new Set(left.slice(3))).toEqual(new Set(['"hel···"']));
  });
});

describe('the names of the functions', () => {
  const mapped = oldFile(4).hole(1);
  const shared = mapping(mapped);
  const own = mapping(mapped).named('own').private();
  const HOUSEKEEPING = ['inode_lock', 'inode_unlock', 'flush_tlb_range', 'i_size_write', 'ext4_map_blocks'];
  /** What a write, a read, a load of a hole, a store to it, a private store, an fsync and a truncation call. */
  const told = story
    .write(mapped, 'x')
    .read(mapped, 1)
    .mmap(shared)
    .mmap(own)
    .load(shared, 1, 4096)
    .store(shared, 'a', 4096)
    .store(own, 'b')
    .fsync(mapped)
    .truncate(mapped, 100);
  const namesOf = (era: (typeof ERAS)[number]) =>
    [1, 2, 5, 6, 7, 8, 9].map((step) =>
      told
        .era(era)
        .run()
        .calls(step)
        .calls.map(({ call }) => call)
        .filter((call) => !HOUSEKEEPING.includes(call))
        .join(' '),
    );

  it('of 4.3 (fs/dax.c: dax_do_io(), dax_io(), __dax_fault(), dax_insert_mapping(), dax_truncate_page())', () => {
    expect(namesOf('4.3')).toEqual([
      'write dax_do_io inode_dio_begin dax_io get_block dax_get_addr copy_from_iter_pmem wmb_pmem end_io inode_dio_end',
      'read dax_do_io filemap_write_and_wait_range inode_dio_begin dax_io get_block dax_get_addr copy_to_iter inode_dio_end',
      'dax_fault get_block find_or_create_page update_mmu_cache',
      'dax_fault get_block get_block flush_cache_range delete_from_page_cache dax_insert_mapping dax_get_addr clear_pmem wmb_pmem vm_insert_mixed dax_pfn_mkwrite',
      'dax_fault get_block copy_user_bh update_mmu_cache',
      'fsync filemap_write_and_wait_range',
      'ftruncate inode_dio_wait unmap_mapping_range flush_cache_range dax_zero_page_range get_block dax_get_addr clear_pmem wmb_pmem',
    ]);
  });

  it('of 4.10 (fs/dax.c: dax_iomap_actor(), dax_iomap_pte_fault(), dax_writeback_one(), __dax_zero_page_range())', () => {
    expect(namesOf('4.10')).toEqual([
      'write dax_iomap_rw iomap_begin dax_map_atomic copy_from_iter_pmem',
      'read dax_iomap_rw iomap_begin dax_map_atomic copy_to_iter',
      'dax_iomap_fault iomap_begin find_or_create_page update_mmu_cache',
      'dax_iomap_fault iomap_begin clear_pmem flush_cache_range delete_from_page_cache dax_insert_mapping dax_map_atomic dax_insert_mapping_entry vm_insert_mixed dax_insert_mapping_entry dax_pfn_mkwrite',
      'dax_iomap_fault iomap_begin copy_user_dax update_mmu_cache',
      'fsync dax_writeback_mapping_range dax_writeback_one dax_mapping_entry_mkclean flush_cache_page pte_wrprotect wb_cache_pmem blkdev_issue_flush',
      'ftruncate inode_dio_wait unmap_mapping_range flush_cache_range __dax_zero_page_range iomap_begin dax_map_atomic clear_pmem',
    ]);
  });

  it('of 5.13, as in 5.12 (fs/dax.c: dax_iomap_actor(), dax_iomap_pte_fault(), copy_cow_page_dax(), dax_iomap_zero())', () => {
    expect(namesOf('5.13')).toEqual([
      'write dax_iomap_rw iomap_begin dax_direct_access dax_copy_from_iter',
      'read dax_iomap_rw iomap_begin dax_direct_access dax_copy_to_iter',
      'dax_iomap_fault iomap_begin dax_load_hole update_mmu_cache',
      'dax_iomap_fault iomap_begin memset flush_cache_range dax_insert_entry dax_iomap_pte_fault dax_direct_access dax_insert_entry vmf_insert_mixed_mkwrite',
      'dax_iomap_fault iomap_begin copy_cow_page_dax update_mmu_cache',
      'fsync dax_writeback_mapping_range dax_writeback_one dax_entry_mkclean flush_cache_page pte_wrprotect dax_flush blkdev_issue_flush',
      'ftruncate inode_dio_wait unmap_mapping_range flush_cache_range dax_iomap_zero iomap_begin dax_direct_access memset',
    ]);
  });

  it.each(['6.19', '7.1'] as const)(
    'of %s (fs/dax.c: dax_iomap_iter(), dax_fault_iter(), dax_writeback_one(), dax_zero_iter())',
    (era) => {
      expect(namesOf(era)).toEqual([
        'write dax_iomap_rw iomap_iter dax_direct_access dax_copy_from_iter',
        'read dax_iomap_rw iomap_iter dax_direct_access dax_copy_to_iter',
        'dax_iomap_fault iomap_iter dax_load_hole',
        'dax_iomap_fault iomap_iter dax_memzero flush_cache_range dax_insert_entry dax_fault_iter dax_direct_access dax_insert_entry vmf_insert_page_mkwrite',
        'dax_iomap_fault iomap_iter copy_cow_page_dax update_mmu_cache',
        'fsync dax_writeback_mapping_range dax_writeback_one pfn_mkclean_range flush_cache_page pte_wrprotect dax_flush blkdev_issue_flush',
        'ftruncate inode_dio_wait unmap_mapping_range flush_cache_range dax_zero_range iomap_iter dax_direct_access dax_memzero',
      ]);
    },
  );

  it('of what a page fault puts into the page table, for a load and for a store', () => {
    const written = mapping(oldFile(4)).named('written');
    const inserted = ERAS.map((era) => {
      const run = story
        .mmap(written)
        .load(written, 1)
        .munmap(written)
        .mmap(written)
        .store(written, 'a')
        .era(era)
        .run();
      return [2, 5]
        .map((step) => run.calls(step).calls.find(({ call }) => /^vmf?_insert/.test(call))?.call)
        .join(' ');
    });

    expect(Object.fromEntries(ERAS.map((era, nth) => [era, inserted[nth]]))).toEqual({
      '4.3': 'vm_insert_mixed vm_insert_mixed',
      '4.4': 'vm_insert_mixed vm_insert_mixed',
      '4.5': 'vm_insert_mixed vm_insert_mixed',
      '4.9': 'vm_insert_mixed vm_insert_mixed',
      '4.10': 'vm_insert_mixed vm_insert_mixed',
      '5.4': 'vmf_insert_mixed vmf_insert_mixed_mkwrite',
      '5.13': 'vmf_insert_mixed vmf_insert_mixed_mkwrite',
      '6.6': 'vmf_insert_mixed vmf_insert_mixed_mkwrite',
      '6.9': 'vmf_insert_mixed vmf_insert_mixed_mkwrite',
      '6.19': 'vmf_insert_page_mkwrite vmf_insert_page_mkwrite',
      '7.1': 'vmf_insert_page_mkwrite vmf_insert_page_mkwrite',
    });
  });
});

describe('a block that a fault maps', () => {
  const hole = oldFile(2).hole(0);
  const user = mapping(hole);
  const said = (era: (typeof ERAS)[number]) =>
    scenario(processor('SH7750')).mmap(user).store(user, 'a').load(user, 5).era(era).run();

  it('has no struct page up to 4.10, so that update_mmu_cache() flushes nothing of what the kernel zeroed', () => {
    expect(calls(said('4.10'), 2, 'vm_insert_mixed')).toEqual([
      'page 0 → update_mmu_cache(): no struct page, nothing to do',
    ]);
    expect(said('4.10').staleLoads).toBe(1);
  });

  it('has one since 5.4, and insert_pfn() calls update_mmu_cache(), mm/memory.c: SH flushes the zeros', () => {
    expect(calls(said('5.4'), 2, 'vmf_insert_mixed_mkwrite')).toEqual(['page 0 → update_mmu_cache()']);
    expect(said('5.4').staleLoads).toBe(0);
  });

  it('is a new entry in 6.19, of which insert_page_into_pte_locked(), mm/memory.c, tells update_mmu_cache() nothing', () => {
    expect(calls(said('6.19'), 2, 'vmf_insert_page_mkwrite')).toEqual([
      'page 0 → a new entry: no update_mmu_cache()',
    ]);
    expect(said('6.19').staleLoads).toBe(1);
  });
});

describe('dax_iomap_rw()', () => {
  const at = (era: '4.10' | '6.19') => story.era(era);

  it.each(['4.10', '6.19'] as const)(
    '5: of %s takes away zeroed pages for a new extent, and grows the file',
    (era) => {
      const holey = oldFile(4).hole(1).size(4097);
      const m = mapping(holey);
      const run = at(era)
        .mmap(m)
        .load(m, 1, 4096)
        .write(holey, 'abc', 4097)
        .load(m, 4, 4096)
        .read(holey, 64, 4096)
        .run();

      expect(run.read(4)).toBe('"·abc"');
      expect(returned(run)).toEqual([0, undefined, 3, undefined, 4]);
      const name = era === '4.10' ? 'delete_from_page_cache' : 'dax_invalidate_mapping_entry_sync';
      expect(run.calls(3).count(name)).toBe(1);
    },
  );

  it.each(['4.10', '6.19'] as const)(
    '5: of %s gives -EFAULT where nothing was copied, and hides errors behind what was',
    (era) => {
      const failing = file.failing('EIO', 1);
      const run = at(era)
        .write(failing, bad())
        .read(failing, 5000)
        .read(failing, 5, 4096)
        .write(failing, iov().bytes('ab').bytes('c', { faultsAt: 0 }))
        .read(failing, iov().room(3, { faultsAt: 1 }))
        .run();

      expect(returned(run)).toEqual(['EFAULT', 4096, 'EIO', 2, 1]);
    },
  );

  it('5: has no lock of its own and no end_io', () => {
    const run = at('4.10').write(file, 'x').read(file, 1).run();

    expect(order(run, undefined, 'inode_dio_begin', 'end_io')).toEqual([]);
  });
});

describe('dax_do_io() of 4.5', () => {
  it('1.3 steps 2 to 6: a reader locks, waits for writeback, and counts itself in and out', () => {
    const run = story.read(file, 5).run();

    expect(run.calls().calls.map(({ call }) => call)).toEqual([
      'read',
      'dax_do_io',
      'inode_lock',
      'filemap_write_and_wait_range',
      'inode_dio_begin',
      'dax_io',
      'get_block',
      'dax_map_atomic',
      'copy_to_iter',
      'inode_unlock',
      'inode_dio_end',
    ]);
  });

  it('1.3 step 5: a writer comes with the lock; end_io converts what was unwritten, and nothing else', () => {
    const unwritten = oldFile(4).unwritten(0, 3);
    const run = story.write(unwritten, 'ab', 4095).read(unwritten, 4, 4094).read(unwritten, 4, 8190).run();

    expect(
      order(run, 1, 'inode_lock', 'inode_dio_begin', 'dax_io', 'end_io', 'inode_dio_end', 'inode_unlock'),
    ).toEqual(['inode_lock', 'inode_dio_begin', 'dax_io', 'end_io', 'inode_dio_end', 'inode_unlock']);
    expect(calls(run, 1, 'end_io')).toEqual(['bytes 4095 to 4097 → 2 blocks converted']);
    expect(calls(run, 3, 'get_block')).toEqual([
      'page 1, 4096 bytes → mapped, 4096 bytes',
      'page 2, 4096 bytes → unwritten, 4096 bytes',
    ]);
  });

  it('1.3 step 5: a transfer that failed has no end_io, so the block stays unwritten', () => {
    const unwritten = oldFile(4).unwritten(0);
    const run = story.write(unwritten, bad()).read(unwritten, 5).run();

    expect(run.calls(1).count('end_io')).toBe(0);
    expect(run.read()).toBe('"·····"');
  });

  it('1.3 step 5: nor has a bare dax_io(), so that what it wrote to an unwritten block reads as zeros', () => {
    const unwritten = oldFile(4).unwritten(0);
    const run = story.daxIo(daxIo().write('hello').to(unwritten)).read(unwritten, 5).run();

    expect(run.read()).toBe('"·····"');
  });

  it('1.3: a read from the end of the file on asks nobody', () => {
    const run = story.read(file, 5, '16 KiB').run();

    expect(returned(run)).toEqual([0]);
    expect(run.calls().count('dax_do_io')).toBe(0);
  });
});
