/** msync() and fsync() on DAX files (facts 1.4 and 5): what is written back, of whose alias, and what a power cut leaves. */
import { describe, expect, it } from 'vitest';
import { cache } from '../../../src/fluent/cache.js';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { machine } from '../../../src/fluent/machine.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { calls, oldFile, order, sh4, x86 } from './programs.js';

const file = oldFile(8).placed({ page: 5, pfn: 0x0c123 });
const m = mapping(file).from(5);
/** What x86 would do if its data cache aliased: nobody built one. */
const aliasing = machine(cache().vipt().size('16 KiB').ways(1)).port('x86').named('an aliasing x86');
const ACTIONS = ['clean', 'invalidate', 'flush'];
const maintained = (told: ReturnType<typeof scenario>, step: number) =>
  told
    .run()
    .log()
    .filter((event) => event.step === step && ACTIONS.includes(event.action)).length;

describe('msync() of Linux 4.5', () => {
  it('1.4, dax_writeback_one: writes back the kernel’s alias of each dirty page, and the entry stays dirty', () => {
    const run = scenario(x86).mmap(m).store(m, 'hello').msync(m).msync(m).store(m, 'again').run();

    for (const step of [3, 4])
      expect(calls(run, step, 'dax_writeback_one', 'wb_cache_pmem', 'wmb_pmem')).toEqual([
        'dax_writeback_one: page 5 → ',
        'wb_cache_pmem: 4096 bytes → ',
        'wmb_pmem:  → ',
      ]);
    expect(run.calls(5).calls).toEqual([]);
    expect(run.steps[2]!.counts.cleans).toBe(64);
  });

  it('1.4: writes back nothing where no entry is dirty', () => {
    const run = scenario(x86).mmap(m).load(m, 1).msync(m).fsync(file).run();

    expect([3, 4].map((step) => run.calls(step).count('dax_writeback_one'))).toEqual([0, 0]);
  });

  it('1.4: what a user stored through another color stays in its line, and a power cut takes it', () => {
    const told = scenario(aliasing).mmap(m).store(m, 'hello').msync(m).crash();

    expect(told.run().missing).toHaveLength(1);
    expect(told.on(x86).run().missing).toEqual([]);
  });

  it('1.1, wb_cache_pmem: is empty off x86, so nothing is written back at all', () => {
    const told = scenario(sh4).mmap(m).store(m, 'hello').msync(m).fsync(file);

    expect(calls(told.run(), 3, 'wb_cache_pmem')).toEqual(['4096 bytes → empty on sh']);
    expect([maintained(told, 3), maintained(told, 4)]).toEqual([0, 0]);
    expect(told.crash().run().missing).toHaveLength(1);
  });

  it('1.4: covers the pages of its mapping only, and fsync() all', () => {
    const two = mapping(file).from(1).named('two');
    const run = scenario(x86).mmap(m).mmap(two).store(m, 'a').store(two, 'b').msync(two).fsync(file).run();

    expect([5, 6].map((step) => calls(run, step, 'dax_writeback_one'))).toEqual([
      ['page 1 → '],
      ['page 1 → ', 'page 5 → '],
    ]);
  });

  it('1.4: a start inside a PMD is widened to its entry', () => {
    const huge = daxFile('huge.dat').pages(512).startingAt(0x10000);
    const all = mapping(huge).huge().fixed(0x4000_0000);
    const one = mapping(huge).from(300).named('one');
    const run = scenario(x86).mmap(all).mmap(one).store(all, 'x', 4096).msync(one).run({ log: 'counts' });

    expect(calls(run, 4, 'dax_writeback_one', 'wb_cache_pmem')).toEqual([
      'dax_writeback_one: page 0, PMD → ',
      'wb_cache_pmem: 2097152 bytes → ',
    ]);
  });
});

describe('msync() of other releases', () => {
  const told = scenario(aliasing).mmap(m).store(m, 'hello').msync(m).store(m, 'again');

  it.each(['4.3', '4.4'] as const)('1.4: %s has no dirty entries, and writes back nothing', (era) => {
    const run = told.era(era).run();

    expect(run.calls().count('dax_radix_entry')).toBe(0);
    expect(run.steps[2]!.counts.cleans).toBe(0);
    expect(run.calls(3).count('dax_writeback_mapping_range')).toBe(0);
  });

  it('5, v4.10: flushes the user’s address before write-protecting, then the kernel’s alias, and the entry is clean', () => {
    const run = told.era('4.10').run();

    expect(order(run, 3, 'flush_cache_page', 'pte_wrprotect', 'wb_cache_pmem', 'blkdev_issue_flush')).toEqual(
      ['flush_cache_page', 'pte_wrprotect', 'wb_cache_pmem', 'blkdev_issue_flush'],
    );
    expect(calls(run, 4, 'dax_pfn_mkwrite')).toEqual(['page 5 → writable, dirty']);
  });

  it('5, v4.10: on a port whose flush_cache_page() reaches the user’s color, nothing is missing then', () => {
    const onSh = scenario(sh4).mmap(m).store(m, 'hello').msync(m).crash();

    expect(onSh.run().missing).toHaveLength(1);
    expect(onSh.era('4.10').run().missing).toEqual([]);
  });

  it('5, 4.10: another process is flushed and write-protected too', () => {
    const other = m.process(2);
    const run = scenario(x86)
      .mmap(m)
      .mmap(other)
      .store(m, 'a')
      .store(other, 'b')
      .msync(m)
      .store(m, 'c')
      .era('4.10')
      .run();

    expect(calls(run, 5, 'flush_cache_page', 'pte_wrprotect')).toEqual([
      'flush_cache_page: user, page 5 → ',
      'pte_wrprotect: user, 1 pages → ',
      'flush_cache_page: user 2, page 5 → ',
      'pte_wrprotect: user 2, 1 pages → ',
    ]);
    expect(run.calls(6).count('dax_pfn_mkwrite')).toBe(1);
  });

  it.each([
    ['4.10', ['flush_cache_page: user, page 0 → ']],
    ['6.19', ['flush_cache_range: user, 512 pages → ']],
  ] as const)('5, 6 row 15: %s flushes of a PMD %j', (era, flushed) => {
    const huge = daxFile('huge.dat').pages(512).startingAt(0x10000);
    const all = mapping(huge).huge().fixed(0x4000_0000);
    const run = scenario(x86).mmap(all).store(all, 'x', 4096).msync(all).era(era).run({ log: 'counts' });

    expect(calls(run, 3, 'flush_cache_page', 'flush_cache_range')).toEqual(flushed);
  });

  it('5: off x86 too there are instructions in 6.19', () => {
    const arm64 = machine(cache().pipt()).port('arm64');

    const cleans = (['4.10', '6.19'] as const).map(
      (era) => scenario(arm64).mmap(m).store(m, 'x').msync(m).era(era).run().steps[2]!.counts.cleans > 0,
    );

    expect(cleans).toEqual([false, true]);
  });
});

describe('a write() to persistent memory', () => {
  it('1.1, copy_from_iter_pmem: goes past the cache on x86, so that the barrier makes it safe', () => {
    const told = scenario(aliasing).write(file, 'HELLO, W', '20 KiB').crash();

    expect(told.run().missing).toEqual([]);
  });

  it('1.1, copy_from_iter_pmem: stays in the cache elsewhere, and the barrier promises what a power cut takes', () => {
    expect(scenario(sh4).write(file, 'HELLO', '20 KiB').crash().run().missing).toHaveLength(1);
  });

  it('1.1: powerCuts() says so of each step', () => {
    const cuts = scenario(x86).write(file, 'HELLO, W', '20 KiB').read(file, 8, '20 KiB').powerCuts();

    expect(cuts.durable).toBe(true);
    expect(cuts.toJSON()).toEqual([
      { after: 1, do: 'write', stored: 8, kept: 8, missing: 0 },
      { after: 2, do: 'read', stored: 8, kept: 8, missing: 0 },
    ]);
  });
});
