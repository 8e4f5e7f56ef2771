/** SPARC and the 68000 family by their sources: caches that write through, and CPUs that the ports tell apart. */
import { describe, expect, it } from 'vitest';
import { cache } from '../../../src/fluent/cache.js';
import { machine } from '../../../src/fluent/machine.js';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { portCalls } from '../../../src/ports/calls/index.js';
import { type Holder, Kernel } from './kernel.js';

/** Every line of the page on a CPU of two colors, and one of another page. */
const ALL: Holder[] = ['user', 'kernel', 'other process', 'other page'];

/** The geometry of UltraSPARC III, whatever a store does. */
const cheetah = (write: 'through' | 'back') => {
  const data = cache().vipt().size('64 KiB').ways(4).line('32 B');
  const that = write === 'through' ? data.writeThrough() : data.writeBack();
  return machine(that).pageSize('8 KiB').shmlba('16 KiB').port('sparc64').named('Cheetah').describe();
};

/** A user has stored 7; the call comes, and the kernel loads. */
function loadedAfterFlush(kernel: Kernel): number {
  kernel.dirty(kernel.user.alias!, 0, 7);
  cachetlb.flushDcachePage(kernel.page, kernel);
  return kernel.machine.load(kernel.kernelAddress(kernel.page), 0, 1).bytes[0]!;
}

describe('sparc64', () => {
  it('__cheetah_flush_dcache_page drops lines, which is no loss where stores write through: arch/sparc/mm/ultra.S, 6.19', () => {
    expect(loadedAfterFlush(new Kernel(cheetah('through')))).toBe(7);
    expect(loadedAfterFlush(new Kernel(cheetah('back')))).toBe(0);
  });

  it('__flush_dcache_page reads the tags of the whole cache on Spitfire, Cheetah has an instruction a line: arch/sparc/mm/ultra.S, 6.19', () => {
    const counted = [new Kernel('UltraSPARC I'), new Kernel(cheetah('through'))].map((kernel) => {
      cachetlb.flushDcachePage(kernel.page, kernel);
      return kernel.machine.counts.invalidates;
    });

    expect(counted).toEqual([16_384 / 32, 8192 / 32]);
  });

  it.each([
    ['UltraSPARC I', [{ op: 'invalidate', reach: 'the caller’s buffer', by: 'index' }]],
    ['UltraSPARC III', [{ op: 'invalidate', reach: 'the caller’s buffer' }]],
  ])(
    'copy_to_user_page() on %s treats the buffer, not the page: arch/sparc/include/asm/cacheflush_64.h, 6.19',
    (cpu, after) => {
      const { copyToUserPage, copyFromUserPage } = portCalls('sparc64', 'VIPT-aliasing', cpu);

      expect([copyToUserPage, copyFromUserPage].map((copy) => copy.after)).toEqual([after, after]);
    },
  );

  it('flush_ptrace_access() leaves every line of the page: arch/sparc/kernel/ptrace_64.c, 6.19', () => {
    const kernel = new Kernel('UltraSPARC I').dirtyAll();

    cachetlb.copyToUserPage({ page: kernel.page, user: kernel.user }, 100, Uint8Array.of(8), kernel);
    cachetlb.copyFromUserPage({ page: kernel.page, user: kernel.user }, 100, 1, kernel);

    expect(kernel.held()).toEqual(ALL);
    expect(kernel.machine.counts.invalidates).toBe(0);
  });

  it.each(['flush_cache_mm', 'flush_cache_range'] as const)(
    '%s sends register windows to the stack, and no line: arch/sparc/include/asm/cacheflush_64.h, 6.19',
    (call) => {
      expect(portCalls('sparc64', 'VIPT-aliasing').calls[call]).toMatchObject({
        steps: [],
        note: 'register windows go to the stack',
      });
    },
  );
});

describe('flush_cache_kmaps', () => {
  it('is made by mm/highmem.c in 6.19, and flushes everything on hyperSPARC: arch/sparc/include/asm/highmem.h', () => {
    const kernel = new Kernel('hyperSPARC 128K').dirtyAll();

    cachetlb.makeCall('flush_cache_kmaps', undefined, kernel);

    expect(kernel.held()).toEqual([]);
    expect(cachetlb.CALLS.flush_cache_kmaps.linux).toBe('4.3 to 7.1');
  });

  it('is a check on MIPS, where there is no highmem if data alias: arch/mips/include/asm/highmem.h, 6.19', () => {
    const kernel = new Kernel('R5000').dirtyAll();
    const before = kernel.events;

    cachetlb.makeCall('flush_cache_kmaps', undefined, kernel);

    expect(kernel.events).toBe(before);
  });
});

describe('m68k', () => {
  it('__flush_pages_to_ram() leaves the data cache of the 68030 alone, and says for how long: arch/m68k/include/asm/cacheflush_mm.h, 6.19', () => {
    const { steps, note } = portCalls('m68k', 'VIVT', '68030').calls.flush_dcache_page!;

    expect(steps).toEqual([]);
    expect(note).toContain('until any system call has gone through its 256 bytes');
  });

  it('__flush_cache_030() drops and writes nothing back: arch/m68k/include/asm/cacheflush_mm.h, 6.19', () => {
    const kernel = new Kernel('68030').dirtyAll();

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.user }, kernel);

    expect(kernel.held()).toEqual([]);
    expect(kernel.machine.counts).toMatchObject({ flushes: 0, cleans: 0, writeBacks: 0 });
  });

  it('flush_icache_user_page() pushes the page out of both caches of the 68040: arch/m68k/mm/cache.c, 6.19', () => {
    const [pushed, kept] = ['68040', 'ColdFire'].map((cpu) => {
      const kernel = new Kernel(cpu);
      cachetlb.copyToUserPage({ page: kernel.page, user: kernel.user }, 0, Uint8Array.of(8), kernel);
      return kernel.machine.cache.lines().length;
    });

    expect([pushed, kept]).toEqual([0, 1]);
  });

  it('flush_cf_bcache() pushes by set on ColdFire, other pages too: arch/m68k/include/asm/cacheflush_mm.h, 6.19', () => {
    const held = ['68040', 'ColdFire'].map((cpu) => {
      const kernel = new Kernel(cpu).dirtyAll();
      cachetlb.flushDcachePage(kernel.page, kernel);
      return kernel.held();
    });

    expect(held).toEqual([['other page'], []]);
  });
});
