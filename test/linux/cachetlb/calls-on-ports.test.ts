/** What is left in the cache after each call, port by port: exactly what the data says, and so what the port does. */
import { describe, expect, it } from 'vitest';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { STEPPED_CALLS } from '../../../src/linux/steps/index.js';
import { type Holder, Kernel } from './kernel.js';

const NOBODY: Holder[] = ['other page'];
/** The page under all addresses of a CPU of two colors, where both processes have one. */
const ALL_OF_TWO: Holder[] = ['user', 'kernel', 'other process', 'other page'];

describe('flush_dcache_page leaves', () => {
  it.each<[cpu: string, left: Holder[]]>([
    // MIPS and hyperSPARC: the page under the kernel's color alone. SH-4: all that is of that color, other pages too.
    ['R5000', ['user', 'third color', 'other process', 'other page']],
    ['24Kc', ['user', 'other process', 'other page']],
    ['SH7750', ['user', 'third color', 'other process']],
    ['hyperSPARC 128K', ['user', 'third color', 'other process', 'other page']],
    // ARM, NDS32 and Xtensa: the kernel's color and the file's, and no third.
    ['ARM11 64K maximum config', ['third color', 'other page']],
    ['N13', NOBODY],
    ['test_mmuhifi_c3', NOBODY],
    // PA-RISC: the kernel's address, and each color that users have.
    ['PA-7300LC', ['third color', 'other page']],
    // SPARC64, SH7705, MicroBlaze and 68040: every line with the page's tag.
    ['UltraSPARC III', NOBODY],
    ['UltraSPARC I', NOBODY],
    ['SH7705', NOBODY],
    ['MicroBlaze (reference system.dts)', NOBODY],
    ['68040', NOBODY],
    // C-SKY, and ColdFire, whose ways are as large as a page: everything, other pages too.
    ['CK610', []],
    ['ColdFire', []],
    // Nios II: the sets of the kernel's address and of the running process's, whosever lines they hold.
    ['10m50', ['third color', 'other process']],
    // Virtually tagged ARM: the running process's mappings.
    ['ARM926EJ-S', ['other process', 'other page']],
    // ARC: the file's color alone.
    ['ARC700 64K D$ (aliasing)', ['kernel', 'other page']],
    // 68030: nothing, but the instruction cache.
    ['68030', ALL_OF_TWO],
  ])('on %s %j', (cpu, left) => {
    const kernel = new Kernel(cpu).dirtyAll();

    const done = cachetlb.flushDcachePage(kernel.page, kernel);

    expect(done).toBe('done');
    expect(kernel.held()).toEqual(left);
  });

  it.each(['SH7750', 'R5000'])(
    'on %s a dirty line of the user, whose store the kernel then misses',
    (cpu) => {
      const kernel = new Kernel(cpu);
      kernel.dirty(kernel.user.alias!, 0, 7);

      cachetlb.flushDcachePage(kernel.page, kernel);

      expect(kernel.machine.load(kernel.kernelAddress(kernel.page), 0, 1).stale).toBe(true);
    },
  );

  it.each(['ARM11 64K maximum config', 'PA-7300LC', 'UltraSPARC I', 'SH7705', 'CK610', '10m50', 'N13'])(
    'on %s nothing that the kernel could miss',
    (cpu) => {
      const kernel = new Kernel(cpu);
      kernel.dirty(kernel.user.alias!, 0, 7);

      cachetlb.flushDcachePage(kernel.page, kernel);

      expect(kernel.machine.load(kernel.kernelAddress(kernel.page), 0, 1).stale).toBe(false);
    },
  );

  it('on ARC the kernel’s own store, which the user then misses', () => {
    const kernel = new Kernel('ARC700 64K D$ (aliasing)');
    kernel.machine.load(kernel.user.alias!, 0, 1);
    kernel.machine.store(kernel.kernelAddress(kernel.page), 0, Uint8Array.of(7));

    cachetlb.flushDcachePage(kernel.page, kernel);

    expect(kernel.machine.load(kernel.user.alias!, 0, 1).stale).toBe(true);
  });
});

describe('flush_cache_page of the running process’s address leaves', () => {
  it.each<[cpu: string, left: Holder[]]>([
    ['SH7750', ['kernel', 'third color', 'other page']],
    ['SH7705', NOBODY],
    ['R5000', ['kernel', 'third color', 'other page']],
    ['ARM11 64K maximum config', ['kernel', 'third color', 'other page']],
    ['PA-7300LC', ['kernel', 'third color', 'other page']],
    ['N13', ['kernel', 'other page']],
    ['test_mmuhifi_c3', ['kernel', 'other page']],
    ['ARC700 64K D$ (aliasing)', ['kernel', 'other page']],
    ['hyperSPARC 128K', ['kernel', 'third color', 'other page']],
    ['10m50', ['kernel', 'third color', 'other process', 'other page']],
    ['ARM926EJ-S', ['kernel', 'other process', 'other page']],
    ['UltraSPARC III', ALL_OF_TWO],
    ['MicroBlaze (reference system.dts)', NOBODY],
    ['CK610', []],
    ['68030', []],
    ['68040', ALL_OF_TWO],
  ])('on %s %j', (cpu, left) => {
    const kernel = new Kernel(cpu).dirtyAll();

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual(left);
  });
});

describe('flush_cache_page of another process’s address', () => {
  const left = (cpu: string, owes = false) => {
    const kernel = new Kernel(cpu).dirtyAll();
    kernel.setOwesFlush(kernel.page, owes);
    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.otherProcess }, kernel);
    return kernel.held();
  };

  it.each(['SH7750', 'R5000'])('goes through a window of its color on %s', (cpu) => {
    expect(left(cpu)).toEqual(['kernel', 'third color', 'other page']);
  });

  it.each<[string, Holder[]]>([
    ['R5000', ['user', 'third color', 'other process', 'other page']],
    ['SH7750', ['user', 'third color', 'other process']],
  ])('goes through the direct map on %s while a flush is owed, and leaves %j', (cpu, all) => {
    expect(left(cpu, true)).toEqual(all);
  });

  it.each<[string, Holder[]]>([
    ['ARM926EJ-S', ALL_OF_TWO],
    ['68030', ALL_OF_TWO],
  ])('reaches nothing on %s', (cpu, all) => {
    expect(left(cpu)).toEqual(all);
  });
});

describe('flush_anon_page of a page without a file leaves', () => {
  it.each<[cpu: string, left: Holder[]]>([
    ['ARM11 64K maximum config', ['third color', 'other page']],
    ['ARM926EJ-S', ['other process', 'other page']],
    ['SH7750', ['kernel', 'third color', 'other page']],
    ['R5000', ['kernel', 'third color', 'other page']],
    ['PA-7300LC', ['kernel', 'third color', 'other page']],
    ['ARC700 64K D$ (aliasing)', NOBODY],
    ['CK610', []],
    ['N13', ['kernel', 'other page']],
    ['test_mmuhifi_c3', ALL_OF_TWO],
  ])('on %s %j', (cpu, left) => {
    const kernel = new Kernel(cpu).dirtyAll();

    const page = { ...kernel.page, kind: 'anonymous' } as const;
    cachetlb.makeCall('flush_anon_page', { page, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual(left);
  });
});

describe('flush_cache_range and flush_cache_mm leave', () => {
  it.each<[cpu: string, range: Holder[], mm: Holder[], dupMm: Holder[]]>([
    ['SH7750', [], [], []],
    ['24Kc', [], [], ALL_OF_TWO],
    ['N13', ['kernel', 'other page'], [], ALL_OF_TWO],
    ['ARM926EJ-S', ['kernel', 'other process', 'other page'], [], []],
    ['UltraSPARC III', ALL_OF_TWO, ALL_OF_TWO, ALL_OF_TWO],
    ['hyperSPARC 128K', ...threeTimes(['kernel', 'third color', 'other page'])],
    ['10m50', ['kernel', 'third color', 'other process', 'other page'], [], []],
  ])('on %s %j, %j and, at fork, %j', (cpu, ...left) => {
    const calls = ['flush_cache_range', 'flush_cache_mm', 'flush_cache_dup_mm'] as const;

    const held = calls.map((call) => {
      const kernel = new Kernel(cpu).dirtyAll();
      const process = { current: true, pages: [{ page: kernel.page, user: kernel.user }] };
      cachetlb.makeCall(call, process, kernel);
      return kernel.held();
    });

    expect(held).toEqual(left);
  });

  it('everything where the process does not run, on virtually tagged caches', () => {
    const kernel = new Kernel('ARM926EJ-S').dirtyAll();

    cachetlb.makeCall(
      'flush_cache_mm',
      { current: false, pages: [{ page: kernel.page, user: kernel.otherProcess }] },
      kernel,
    );

    expect(kernel.held()).toEqual(ALL_OF_TWO);
  });
});

describe('a range of kernel addresses', () => {
  it('is cleaned and kept, then dropped, on SH', () => {
    const kernel = new Kernel('SH7750');
    const range = { alias: kernel.window(kernel.page, 2), offset: 0, length: 32 };
    kernel.dirty(range.alias, 0, 7);

    cachetlb.makeCall('flush_kernel_vmap_range', range, kernel);

    expect(kernel.machine.cache.lines()).toMatchObject([{ dirty: false }]);
    expect(kernel.machine.memory.page(kernel.page.physical.page)[0]).toBe(7);

    cachetlb.makeCall('invalidate_kernel_vmap_range', range, kernel);

    expect(kernel.machine.cache.lines()).toEqual([]);
  });

  it('is flushed on ARM, also where the call only says invalidate', () => {
    const kernel = new Kernel('ARM926EJ-S');
    const range = { alias: kernel.kernelAddress(kernel.page), offset: 0, length: 32 };
    kernel.dirty(range.alias, 0, 7);

    cachetlb.makeCall('invalidate_kernel_vmap_range', range, kernel);

    expect(kernel.machine.memory.page(kernel.page.physical.page)[0]).toBe(7);
    expect(kernel.held()).toEqual([]);
  });

  it('makes PA-RISC flush the whole cache', () => {
    const kernel = new Kernel('PA-7300LC').dirtyAll();

    cachetlb.makeCall(
      'flush_kernel_vmap_range',
      { alias: kernel.kernelAddress(kernel.page), offset: 0, length: 64 },
      kernel,
    );

    expect(kernel.held()).toEqual([]);
  });
});

describe('on coherent ports', () => {
  it.each(['Cortex-A9', 'Au1500 (Alchemy)', 'SuperSPARC (Viking)', 'dc232b', 'CK810', 'R10000'])(
    '%s, of a port that flushes elsewhere, does nothing',
    (cpu) => {
      const kernel = new Kernel(cpu).dirtyAll();
      const before = kernel.events;

      makeEveryCall(kernel);

      expect(kernel.events).toBe(before);
    },
  );

  it.each(['Ice Lake', 'Cortex-A76', 'SiFive U74 (FU740)'])('%s does nothing', (cpu) => {
    const kernel = new Kernel(cpu).dirtyAll();
    const before = kernel.events;

    makeEveryCall(kernel);

    expect(kernel.events).toBe(before);
  });
});

function makeEveryCall(kernel: Kernel): void {
  const { page, user } = kernel;
  const process = { current: true, pages: [{ page, user }] };
  const args: cachetlb.CallArguments = {
    page,
    'page and user address': { page, user },
    'user range': process,
    mm: process,
    'kernel range': { alias: kernel.kernelAddress(page), offset: 0, length: 64 },
    nothing: undefined,
  };
  expect(cachetlb.flushDcachePage(page, kernel)).toBe('done');
  for (const call of STEPPED_CALLS) cachetlb.makeCall(call, args[cachetlb.CALLS[call].given], kernel);
}

function threeTimes(holders: Holder[]): [Holder[], Holder[], Holder[]] {
  return [holders, holders, holders];
}
