/** Faults of 2 MiB at once (facts 1.4, __dax_pmd_fault), and everything that makes them faults of one page instead. */
import { describe, expect, it } from 'vitest';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { calls, flat, order, returned, sh4, x86 } from './programs.js';

const MiB = 2 ** 20;
/** Two PMDs, in frames that lie at a PMD's boundary. */
const file = daxFile('huge.dat').pages(1024).startingAt(0x10000);
const story = scenario(x86);
const at = (of: typeof file) => mapping(of).huge().fixed(0x4000_0000);
const m = at(file);
const touched = (mapped: typeof m) => story.mmap(mapped).load(mapped, 1);

describe('a PMD fault', () => {
  it('maps all 512 pages, and only a write makes an entry, of the whole PMD', () => {
    const run = story
      .mmap(m)
      .load(m, 1, 3 * MiB)
      .load(m, 1, 4 * MiB - 1)
      .store(m, 'x', 5)
      .store(m, 'y', MiB)
      .run();

    expect(calls(run, 2, 'dax_pmd_fault')).toEqual(['pages 512 to 1023 of huge.dat → mapped']);
    expect(run.calls(2).count('dax_radix_entry')).toBe(0);
    expect(run.calls(3).calls).toEqual([]);
    expect(calls(run, 4, 'dax_pmd_fault', 'dax_radix_entry')).toEqual([
      'dax_pmd_fault: pages 0 to 511 of huge.dat → mapped',
      'dax_radix_entry: page 0, PMD → dirty',
    ]);
    expect(run.calls(5).calls).toEqual([]);
    expect(returned(run)).toEqual([0, undefined, undefined, undefined, undefined]);
  });

  it('clears the whole PMD where its blocks are new or unwritten', () => {
    const run = story
      .mmap(at(file.unwritten(0, 512).hole(512, 512)))
      .store(at(file.unwritten(0, 512).hole(512, 512)), 'x', 7)
      .store(at(file.unwritten(0, 512).hole(512, 512)), 'x', 2 * MiB)
      .run({ log: 'counts' });

    expect([2, 3].map((step) => calls(run, step, 'get_block', 'clear_pmem'))).toEqual([
      [
        'get_block: page 0, 2097152 bytes, create → unwritten, 2097152 bytes',
        'clear_pmem: 2097152 bytes at 0 → ',
      ],
      [
        'get_block: page 512, 2097152 bytes, create → new, 2097152 bytes',
        'clear_pmem: 2097152 bytes at 2097152 → ',
      ],
    ]);
  });
});

describe('a PMD fault falls back to a fault of one page', () => {
  const onMips = scenario({ ...sh4.describe(), name: 'like mips', port: 'mips' });

  it.each([
    ['a port without FS_DAX_PMD', 'no FS_DAX_PMD on mips', onMips.mmap(m).load(m, 1)],
    ['copy-on-write', 'copy-on-write', story.mmap(m.private()).store(m.private(), 'x')],
    ['a PMD that leaves the mapping', 'leaves the mapping', touched(m.from(0, 511))],
    ['a PMD that leaves the file', 'leaves the file', touched(at(file.size(2 * MiB - 4096)))],
    ['an address that is not aligned', 'the address is not aligned', touched(m.fixed(0x4000_1000))],
    ['a frame that is not aligned', 'the pfn is not aligned', touched(at(file.startingAt(0x10001)))],
    ['an extent that is too short', 'the extent is shorter', touched(at(file.unwritten(300)))],
    ['a RAM disk, which gives a page at a time', 'the device maps less', touched(at(file.onRamDisk()))],
    ['a hole that is only read', 'a hole that is only read', touched(at(file.hole(0, 1024)))],
  ])('for %s', (_what, why, steps) => {
    const run = steps.run({ log: 'counts' });

    expect(calls(run, 2, 'dax_pmd_fault')).toEqual([`pages 0 to 511 of huge.dat → fallback: ${why}`]);
  });

  it('which then maps that page alone', () => {
    const own = m.fixed(0x4000_1000);
    const run = story.mmap(own).store(own, 'x', 4096).run();

    expect(order(run, 2, 'dax_pmd_fault', 'dax_fault')).toEqual(['dax_pmd_fault', 'dax_fault']);
    expect(run.engine.system.vma('user')!.present.size).toBe(1);
  });

  it('and is not tried where the mapping does not ask for it', () => {
    const run = story.mmap(mapping(file)).load(mapping(file), 1).run();

    expect(run.calls(2).count('dax_pmd_fault')).toBe(0);
  });
});

describe('the machine of no port', () => {
  it('has no FS_DAX_PMD either', () => {
    expect(calls(scenario(flat).mmap(m).load(m, 1).run(), 2, 'dax_pmd_fault')[0]).toMatch(/no FS_DAX_PMD/);
  });
});
