/** The releases of Linux against each other (facts 1.2, version differences; 1.3; 5): what each does of its own. */
import { describe, expect, it } from 'vitest';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { block, calls, oldFile, order, returned, story } from './programs.js';

const file = oldFile(4);
const bad = () => iov().bytes('hello', { faultsAt: 0 });
const ERAS = ['4.3', '4.4', '4.5', '4.9', '4.10', '6.19'] as const;

describe('the first copy that fails', () => {
  it.each([
    ['4.3', 4096],
    ['4.4', 'EFAULT'],
    ['4.5', 'EFAULT'],
    ['4.9', 'EFAULT'],
    ['4.10', 'EFAULT'],
    ['6.19', 'EFAULT'],
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

  it.each(['4.9', '4.10', '6.19'] as const)(
    '1.2: %s has the file system zero them whole, without a barrier',
    (era) => {
      const told = story.daxIo(daxIo().write('ab').to(holey).at(4095)).era(era);

      expect(calls(told.run(), 1, 'clear_pmem')).toEqual(['4096 bytes at 0 → ', '4096 bytes at 4096 → ']);
      expect(order(told.run(), 1, 'dax_new_buf', 'wmb_pmem')).toEqual([]);
      expect(block(told, holey, 0, 4090, 6)).toBe('"·····a"');
      expect(block(told, holey, 1, 0, 6)).toBe('"b·····"');
    },
  );

  it('1.2: before 4.9 a fault in the midst leaves what the medium held, and later it does not', () => {
    const torn = iov().bytes('he').bytes('llo', { faultsAt: 1 });

    const left = ERAS.map((era) =>
      block(story.daxIo(daxIo().write(torn).to(holey)).era(era), holey, 0, 0, 6),
    );

    expect(left).toEqual(['"helxx·"', '"helxx·"', '"helxx·"', '"hel···"', '"hel···"', '"hel···"']);
  });
});

describe('the names of the functions', () => {
  it('1.2 and 5: dax_get_addr(), dax_map_atomic(), then dax_iomap_rw()', () => {
    const names = ERAS.map((era) =>
      order(
        story.write(file, 'x').era(era).run(),
        1,
        'dax_do_io',
        'dax_get_addr',
        'dax_map_atomic',
        'dax_iomap_rw',
      ),
    );

    expect(names).toEqual([
      ['dax_do_io', 'dax_get_addr'],
      ['dax_do_io', 'dax_get_addr'],
      ['dax_do_io', 'dax_map_atomic'],
      ['dax_do_io', 'dax_map_atomic'],
      ['dax_iomap_rw', 'dax_map_atomic'],
      ['dax_iomap_rw', 'dax_map_atomic'],
    ]);
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
      expect(run.calls(3).count('delete_from_page_cache')).toBe(1);
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
