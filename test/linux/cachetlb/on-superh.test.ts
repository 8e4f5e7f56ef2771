/** SuperH by its sources: what SH-4, SH7705 and other SH-3 do in the same calls. */
import { describe, expect, it } from 'vitest';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { portCalls } from '../../../src/ports/calls/index.js';
import { oldFile } from '../dax/programs.js';
import { Kernel } from './kernel.js';

const stepsOf = (cpu: string, kind: 'VIPT-aliasing' | 'non-aliasing' = 'VIPT-aliasing') =>
  portCalls('sh', kind, cpu).calls.flush_dcache_page?.steps;

describe('which calls a CPU has, by cpu_cache_init() in arch/sh/mm/cache.c, 6.19', () => {
  it.each(['SH7705', 'sh7705', 'SH7705 32K mode', 'sh/sh7705-32k-mode'])(
    'those of SH7705 by any of its names: %s',
    (name) => {
      expect(stepsOf(name)).toEqual([{ op: 'flush', reach: 'physical page', by: 'search of tags' }]);
    },
  );

  it.each(['SH7750', 'SH7785', 'SH-4', 'a machine of my own', 'SH-3'])(
    'those of SH-4 where data alias, if it is not that CPU: %s',
    (name) => {
      expect(stepsOf(name)).toEqual([{ op: 'flush', reach: 'kernel address', by: 'index' }]);
    },
  );

  it('SH-3 without aliases does nothing to a page, where SH-4 flushes its color all the same', () => {
    expect(stepsOf('SH7708', 'non-aliasing')).toEqual([]);
    expect(stepsOf('SH7709A', 'non-aliasing')).toEqual([]);
    expect(stepsOf('SH7786', 'non-aliasing')).toEqual([
      { op: 'flush', reach: 'kernel address', by: 'index' },
    ]);
  });
});

describe('SH-4', () => {
  it('__flush_cache_one() flushes all lines of the kernel’s color: arch/sh/mm/cache-sh4.c, 6.19', () => {
    const kernel = new Kernel('SH7750').dirtyAll();
    const before = kernel.machine.counts.flushes;

    cachetlb.flushDcachePage(kernel.page, kernel);

    expect(kernel.held()).toEqual(['user', 'third color', 'other process']);
    expect(kernel.machine.memory.page(kernel.otherPage.physical.page)[5 * 32]).toBe(1);
    expect(kernel.machine.counts.flushes - before).toBe(4096 / 32);
  });

  it('sh4_flush_cache_page() flushes all lines of the user’s color: arch/sh/mm/cache-sh4.c, 6.19', () => {
    const kernel = new Kernel('SH7750');
    const sameColor = kernel.map(kernel.otherPage, 1, kernel.layout.mmap(0, 5));
    kernel.dirty(kernel.user.alias!, 0);
    kernel.dirty(sameColor.alias!, 5 * 32);

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual([]);
  });

  it.each([
    [1, 'put off'],
    [2, 'done'],
  ])(
    'sh4_flush_dcache_folio() on %i cores is %s: #ifndef CONFIG_SMP in arch/sh/mm/cache-sh4.c, 6.19',
    (cores, said) => {
      const kernel = new Kernel(processor('SH7750').cores(cores).describe());
      kernel.unmapAll(kernel.page);

      expect(cachetlb.flushDcachePage(kernel.page, kernel)).toBe(said);
    },
  );

  it('flush_kernel_dcache_page() is flush_dcache_page(), and put off: arch/sh/include/asm/cacheflush.h, 5.12', () => {
    const kernel = new Kernel('SH7750');
    kernel.unmapAll(kernel.page);
    kernel.setOwesFlush(kernel.page, false);
    kernel.dirty(kernel.kernelAddress(kernel.page), 0);

    cachetlb.makeCall('flush_kernel_dcache_page', kernel.page, kernel);

    expect(kernel.owesFlush(kernel.page)).toBe(true);
    expect(kernel.held()).toEqual(['user']);
  });
});

describe('SH7705', () => {
  const file = oldFile(4);
  const m = mapping(file);
  const program = scenario(processor('SH7705'))
    .withoutDax()
    .mmap(m)
    .load(m, 5)
    .write(file, 'hello')
    .load(m, 5);

  it('__flush_dcache_page() leaves no alias, and no stale load in the page cache: arch/sh/mm/cache-sh7705.c, 6.19', () => {
    expect(program.run().read()).toBe('"hello"');
    expect(program.run().staleLoads).toBe(0);
    expect(program.on(processor('SH7750')).run().staleLoads).toBe(1);
  });

  it('__flush_dcache_page() reads the tag of every slot: arch/sh/mm/cache-sh7705.c, 6.19', () => {
    const kernel = new Kernel('SH7705');

    cachetlb.flushDcachePage(kernel.page, kernel);

    expect(kernel.machine.counts.flushes).toBe(32_768 / 16);
  });

  it('is put off on two cores as well: sh7705_flush_dcache_folio() in arch/sh/mm/cache-sh7705.c, 6.19', () => {
    const kernel = new Kernel(processor('SH7705').cores(2).describe());
    kernel.unmapAll(kernel.page);

    expect(cachetlb.flushDcachePage(kernel.page, kernel)).toBe('put off');
  });

  it.each(['flush_cache_mm', 'flush_cache_dup_mm', 'flush_cache_range'] as const)(
    '%s leaves clean lines: cache_wback_all() in arch/sh/mm/cache-sh7705.c, 6.19',
    (call) => {
      const kernel = new Kernel('SH7705').dirtyAll();
      kernel.machine.load(kernel.window(kernel.page, 1), 3 * 16, 1);
      kernel.machine.maintain('clean', kernel.kernelAddress(kernel.page), 0, 4096);

      cachetlb.makeCall(call, { current: true, pages: [{ page: kernel.page, user: kernel.user }] }, kernel);

      expect(kernel.machine.cache.lines().map(({ dirty }) => dirty)).toEqual([false, false]);
      expect(kernel.held()).toContain('kernel');
    },
  );

  it('__flush_invalidate_region writes back: sh3_cache_init() in arch/sh/mm/cache-sh3.c, 6.19', () => {
    const kernel = new Kernel('SH7705');
    const range = { alias: kernel.window(kernel.page, 1), offset: 0, length: 32 };
    kernel.dirty(range.alias, 0, 7);

    cachetlb.makeCall('invalidate_kernel_vmap_range', range, kernel);

    expect(kernel.machine.cache.lines()).toEqual([]);
    expect(kernel.machine.memory.page(kernel.page.physical.page)[0]).toBe(7);
  });

  it('__flush_wback_region finds lines of the direct map alone: __pa() in arch/sh/mm/cache-sh3.c, 6.19', () => {
    const dirtyAfter = (rangeOn: (kernel: Kernel) => number) => {
      const kernel = new Kernel('SH7705');
      const range = { alias: rangeOn(kernel), offset: 0, length: 32 };
      kernel.dirty(range.alias, 0, 7);
      cachetlb.makeCall('flush_kernel_vmap_range', range, kernel);
      return kernel.machine.cache.lines().map(({ dirty }) => dirty);
    };

    expect(dirtyAfter((kernel) => kernel.kernelAddress(kernel.page))).toEqual([false]);
    expect(dirtyAfter((kernel) => kernel.window(kernel.page, 1))).toEqual([true]);
  });
});

describe('other SH-3', () => {
  it('treats ranges alone: local_flush_dcache_folio stays cache_noop in arch/sh/mm/cache.c, 6.19', () => {
    const kernel = new Kernel('SH7708').dirtyAll();
    const held = kernel.held();

    expect(cachetlb.flushDcachePage(kernel.page, kernel)).toBe('done');
    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.user }, kernel);
    expect(kernel.held()).toEqual(held);

    const range = { alias: kernel.kernelAddress(kernel.page), offset: 0, length: 4096 };
    cachetlb.makeCall('invalidate_kernel_vmap_range', range, kernel);
    expect(kernel.held()).toEqual(['other page']);
  });
});
