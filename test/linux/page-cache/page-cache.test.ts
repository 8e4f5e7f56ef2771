/** read(), write() and mmap() through the page cache (facts 1.5 and 2.2): three flushes around the two accesses. */
import { describe, expect, it } from 'vitest';
import { alias } from '../../../src/fluent/alias.js';
import { iov } from '../../../src/fluent/iov.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { memory } from '../../../src/fluent/memory.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { calls, oldFile, order, returned, sh4 } from '../dax/programs.js';

const file = oldFile(4);
const m = mapping(file);
const story = scenario(sh4).withoutDax();

describe('flush_dcache_page()', () => {
  it('1.5, buffered read: comes before the copy only if somebody may write to the page', () => {
    const reads = [
      story.read(file, 1).read(file, 5),
      story.mmap(m.private()).read(file, 1).read(file, 5),
      story.mmap(m).read(file, 1).read(file, 5),
    ].map((told) => calls(told.run(), told.run().steps.length, 'flush_dcache_page'));

    expect(reads).toEqual([[], [], ['page 0, users can write to it → ']]);
  });

  it('1.5, buffered write: comes before the copy if somebody may write to the page, and after it always', () => {
    const unmapped = story.write(file, 'x').write(file, 'y').run();
    const mapped = story.mmap(m).load(m, 1).write(file, 'x').run();

    expect(calls(unmapped, 2, 'flush_dcache_page')).toEqual([
      'page 0, the kernel has written to it → put off: PG_arch_1',
    ]);
    expect(calls(mapped, 3, 'flush_dcache_page')).toEqual([
      'page 0, users can write to it → ',
      'page 0, the kernel has written to it → ',
    ]);
    expect(order(mapped, 3, 'flush_dcache_page', 'iov_iter_copy_from_user_atomic')).toEqual([
      'flush_dcache_page',
      'iov_iter_copy_from_user_atomic',
      'flush_dcache_page',
    ]);
  });

  it('reaches no private mapping on virtual tags: VM_MAYSHARE, arch/arm/mm/flush.c: __flush_dcache_aliases(), 6.19', () => {
    const told = (mapped: ReturnType<typeof mapping>) =>
      story
        .on(processor('ARM926EJ-S'))
        .mmap(mapped)
        .load(mapped, 5)
        .write(file, 'hello')
        .load(mapped, 5)
        .run();

    expect(told(m).read()).toBe('"hello"');
    expect(told(m.private()).read()).toBe('"xxxxx"');
    expect(told(m.private()).staleLoads).toBe(1);
  });

  it('flushes the sets of no private mapping: VM_MAYSHARE, arch/nios2/mm/cacheflush.c: flush_aliases(), 6.19', () => {
    const told = (mapped: ReturnType<typeof mapping>) =>
      story.on(processor('10m50')).mmap(mapped).load(mapped, 5).write(file, 'hello').load(mapped, 5).run();

    expect(told(m).read()).toBe('"hello"');
    expect(told(m.private()).read()).toBe('"xxxxx"');
  });

  it('makes a process’s two mappings of a page uncached on virtual tags: make_coherent(), arch/arm/mm/fault-armv.c, 6.19', () => {
    const [first, second] = [m.named('first'), m.named('second')];
    const twice = (cpu: string, one = first) =>
      story
        .on(processor(cpu))
        .mmap(one)
        .mmap(second)
        .load(second, 4)
        .store(one, 'new!')
        .load(second, 4)
        .load(second, 4)
        .run();

    for (const cpu of ['ARM926EJ-S', 'ARM920T']) {
      const run = twice(cpu);
      expect([run.read(), run.coherent]).toEqual(['"new!"', true]);
      expect(run.log().filter(({ step, uncached }) => step > 4 && uncached)).not.toEqual([]);
    }
    // A private mapping does not count, and neither do two mappings that mmap() gives one color.
    expect(
      twice('ARM926EJ-S', first.private())
        .log()
        .some(({ uncached }) => uncached),
    ).toBe(false);
    expect(
      twice('SH7750')
        .log()
        .some(({ uncached }) => uncached),
    ).toBe(false);
  });

  it('leaves an anonymous page’s user lines alone on ARM: __flush_dcache_aliases() only if (mapping), arch/arm/mm/flush.c, 6.19', () => {
    const page = memory('anon').anonymous().placed({ page: 0, pfn: 0x0c123 }).page(0);
    const [user, kernel] = [alias(page).user(0x4012_1000), alias(page).directMap()];
    const told = (call: 'flush_dcache_page' | 'flush_anon_page') =>
      scenario(processor('ARM926EJ-S'))
        .load(user, 4)
        .store(user, 'req1')
        .cachetlb(call, user)
        .load(kernel, 4)
        .run();

    expect(told('flush_dcache_page').staleLoads).toBe(1);
    expect(told('flush_anon_page').coherent).toBe(true);
  });

  it('2.2: is put off by PG_arch_1 while nobody maps the file, and done by update_mmu_cache()', () => {
    const run = story.write(file, 'hello').mmap(m).load(m, 5).run();

    expect(run.read()).toBe('"hello"');
    expect(run.coherent).toBe(true);
    expect(order(run, 3, 'filemap_fault', 'update_mmu_cache')).toEqual(['filemap_fault', 'update_mmu_cache']);
    const flushes = run.log().filter(({ action }) => action === 'flush');
    expect([...new Set(flushes.map(({ step }) => step))]).toEqual([3]);
  });

  it('2.2: is put off on ports that say so, and done at once on others', () => {
    const isPutOff = (name: string) =>
      calls(story.on(processor(name)).write(file, 'x').run(), 1, 'flush_dcache_page')
        .at(-1)!
        .endsWith('PG_arch_1');

    expect(['SH7750', '24Kc', 'PA-7300LC', 'UltraSPARC I/II'].map(isPutOff)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['hyperSPARC 128K', '68040', 'Ice Lake'].map(isPutOff)).toEqual([false, false, false]);
  });
});

describe('the page cache', () => {
  it('7.1: keeps a user and the kernel coherent where DAX does not', () => {
    const told = scenario(processor('PA-7300LC'))
      .mmap(m)
      .load(m, 5)
      .write(file, 'HELLO')
      .load(m, 5)
      .store(m, 'again')
      .read(file, 5);

    expect(told.withoutDax().run().read()).toBe('"again"');
    expect(told.withoutDax().run().coherent).toBe(true);
    expect(told.run().coherent).toBe(false);
  });

  it('fills a page once, from its block, or with zeros for a hole', () => {
    const holey = oldFile(4).hole(1).unwritten(2);
    const run = story.read(holey, 3, 4094).read(holey, 3, 4094).read(holey, 3, 8192).run();

    expect([run.read(1), run.read(3)]).toEqual(['"xx·"', '"···"']);
    expect([1, 2, 3].map((step) => run.calls(step).count('readpage'))).toEqual([2, 0, 1]);
  });

  it('does not read what a write replaces whole, and reads what it does not', () => {
    const run = story
      .write(file, 'a', 0, 4096)
      .write(file, 'b', 4096 + 7)
      .read(file, 3, 4096 + 6)
      .run();

    expect([1, 2].map((step) => run.calls(step).count('readpage'))).toEqual([0, 1]);
    expect(run.read()).toBe('"xbx"');
  });

  it('allocates when it writes back, and keeps room for what is dirty', () => {
    const holey = oldFile(4).hole(0, 2).freeBlocks(1);
    const run = story
      .write(holey, 'ab', 4095)
      .write(holey, 'c', 4096)
      .fsync(holey)
      .write(holey, 'd', 0)
      .run();

    expect(returned(run)).toEqual([1, 'ENOSPC', 0, 1]);
    expect(calls(run, 3, 'writepage')).toEqual(['page 0 of mail.dat → 0']);
  });

  it('write-protects and flushes users before it writes back, so that the medium has what they stored', () => {
    const run = story.mmap(m).store(m, 'hello').fsync(file).store(m, 'again').fsync(file).crash().run();

    expect(order(run, 3, 'flush_cache_page', 'writepage', 'blkdev_issue_flush')).toEqual([
      'flush_cache_page',
      'writepage',
      'blkdev_issue_flush',
    ]);
    expect(calls(run, 4, 'page_mkwrite')).toEqual(['page 0 → writable, dirty']);
  });

  it('is lost with the power, where nothing was written back', () => {
    const run = story.write(file, 'hello').crash().read(file, 5).run();

    expect(run.read()).toBe('"xxxxx"');
  });

  it('copies a page for a private store, and the file stays as it is', () => {
    const own = m.private();
    const run = story.mmap(own).load(own, 1).store(own, 'mine').load(own, 5).read(file, 5).run();

    expect([run.read(4), run.read(5)]).toEqual(['"minex"', '"xxxxx"']);
  });

  it('gives -EFAULT, short counts and errors of the medium', () => {
    const failing = oldFile(4).failing('EIO', 1);
    const run = story
      .write(failing, iov().bytes('hello', { faultsAt: 0 }))
      .write(failing, iov().bytes('he').bytes('llo', { faultsAt: 1 }))
      .read(failing, iov().room(3, { faultsAt: 1 }))
      .read(failing, 5000)
      .read(failing, 5, 4096)
      .read(failing, 5, '16 KiB')
      .run();

    expect(returned(run)).toEqual(['EFAULT', 3, 1, 4096, 'EIO', 0]);
  });

  it('zeroes the part of a page that truncation cuts off, and flushes', () => {
    const told = story.mmap(m).load(m, 4).truncate(file, 2).load(m, 4).read(file, 9);

    const run = told.on(processor('PA-7300LC')).run();
    expect([run.read(4), run.read(5)]).toEqual(['"xx··"', '"xx"']);
    expect(run.coherent).toBe(true);
    // flush_dcache_page() of SH-4 reaches the kernel's color only (facts 3, observations), and the user's clean line stays.
    expect(told.run().read(4)).toBe('"xxxx"');
  });
});
