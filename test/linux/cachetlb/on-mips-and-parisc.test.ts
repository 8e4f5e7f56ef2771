/** MIPS and PA-RISC by their sources: whose lines go, of which pages, and on which CPU. */
import { describe, expect, it } from 'vitest';
import { cache } from '../../../src/fluent/cache.js';
import { machine } from '../../../src/fluent/machine.js';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { portCalls } from '../../../src/ports/calls/index.js';
import { Kernel } from './kernel.js';

const EVERY_LINE = ['user', 'kernel', 'third color', 'other process', 'other page'];

/** PA-8800, whose own geometry no cache can have: the calls are told by its name. */
const mako = machine(cache().vipt().size('64 KiB').ways(2).line('32 B'))
  .port('parisc')
  .named('PA-8800')
  .describe();

describe('flush_anon_page of a page of a file returns at once', () => {
  it.each([
    ['R5000', 'arch/mips/include/asm/cacheflush.h: flush_anon_page(), 6.19'],
    ['R5000', 'arch/mips/include/asm/cacheflush.h: flush_anon_page(), 6.19'],
    ['SH7750', 'arch/sh/include/asm/cacheflush.h: flush_anon_page(), 6.19'],
    ['SH7705', 'arch/sh/include/asm/cacheflush.h: flush_anon_page(), 6.19'],
    ['PA-7300LC', 'arch/parisc/kernel/cache.c: flush_anon_page(), 6.19'],
  ])('on %s: %s', (cpu) => {
    const kernel = new Kernel(cpu).dirtyAll();
    const held = kernel.held();

    cachetlb.makeCall('flush_anon_page', { page: kernel.page, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual(held);
    expect(held).toContain('user');
  });
});

describe('MIPS', () => {
  it('copy_user_highpage() flushes the new page whatever the colors: arch/mips/mm/init.c, 6.19', () => {
    const kernel = new Kernel('R5000');
    const sameColor = kernel.map(
      kernel.page,
      1,
      kernel.layout.window(kernel.layout.colorOf(kernel.layout.directMap(kernel.otherPage.physical))),
    );

    cachetlb.copyUserPage(kernel.otherPage, kernel.page, sameColor, kernel);

    const lines = kernel.machine.cache.lines();
    expect(lines.filter(({ homePage }) => homePage === kernel.otherPage.physical.page)).toEqual([]);
  });

  it('clear_user_page() does not where colors agree: arch/mips/include/asm/page.h, 6.19', () => {
    const kernel = new Kernel('R5000');
    const { layout, otherPage: page } = kernel;
    const user = kernel.map(page, 1, layout.window(layout.colorOf(layout.directMap(page.physical))));

    cachetlb.clearUserPage({ page, user }, kernel);

    expect(kernel.machine.cache.lines()).toHaveLength(4096 / 32);
  });

  it('flush_kernel_dcache_page() is flush_dcache_page(), and put off: arch/mips/include/asm/cacheflush.h, 5.12', () => {
    const kernel = new Kernel('R5000');
    kernel.unmapAll(kernel.page);

    cachetlb.makeCall('flush_kernel_dcache_page', kernel.page, kernel);

    expect(kernel.owesFlush(kernel.page)).toBe(true);
    expect(kernel.machine.counts.flushes).toBe(0);
  });
});

describe('PA-RISC', () => {
  it('flush_dcache_folio() of a page of no file stops at the kernel’s address: arch/parisc/kernel/cache.c, 6.19', () => {
    const kernel = new Kernel('PA-7300LC').dirtyAll();

    cachetlb.flushDcachePage({ ...kernel.page, kind: 'anonymous' }, kernel);

    expect(kernel.held()).toEqual(['user', 'third color', 'other process', 'other page']);
  });

  it.each([
    ['page cache', ['user', 'third color', 'other process', 'other page'], false],
    ['anonymous', EVERY_LINE, true],
  ] as const)(
    '__update_cache() of a page that is %s leaves %j: arch/parisc/kernel/cache.c, 6.19',
    (kind, left, owes) => {
      const kernel = new Kernel('PA-7300LC').dirtyAll();
      kernel.setOwesFlush(kernel.page, true);

      cachetlb.updateMmuCache({ page: { ...kernel.page, kind }, user: kernel.user }, kernel);

      expect(kernel.held()).toEqual(left);
      expect(kernel.owesFlush(kernel.page)).toBe(owes);
    },
  );

  it('__update_cache() always flushes on PA-8800: parisc_requires_coherency() in arch/parisc/kernel/cache.c, 6.19', () => {
    const kernel = new Kernel(mako).dirtyAll();

    cachetlb.updateMmuCache({ page: { ...kernel.page, kind: 'anonymous' }, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual(['user', 'third color', 'other process', 'other page']);
  });

  it.each(['flush_cache_mm', 'flush_cache_dup_mm', 'flush_cache_range'] as const)(
    '%s goes page by page on PA-8800 alone: arch/parisc/kernel/cache.c, 6.19',
    (call) => {
      const held = [new Kernel(mako), new Kernel('PA-7300LC')].map((kernel) => {
        kernel.dirtyAll();
        cachetlb.makeCall(call, { current: true, pages: [{ page: kernel.page, user: kernel.user }] }, kernel);
        return kernel.held();
      });

      expect(held).toEqual([['kernel', 'third color', 'other page'], []]);
    },
  );

  it('flush_cache_vmap() flushes all, and ioremap() page by page: arch/parisc/kernel/cache.c, 6.19', () => {
    const { steps, note } = portCalls('parisc', 'VIPT-aliasing').calls.flush_cache_vmap!;

    expect(steps).toEqual([{ op: 'flush', reach: 'whole cache' }]);
    expect(note).toMatch(/^page by page where ioremap\(\) made the range \(VM_IOREMAP\)/);
  });
});
