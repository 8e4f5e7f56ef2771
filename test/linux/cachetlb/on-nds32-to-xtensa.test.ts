/**
 * NDS32, Nios II, C-SKY, ARC and Xtensa as their sources have them, and flush_cache_kmaps on all of these: each test names
 * the function, its file and the release.
 */
import { describe, expect, it } from 'vitest';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { Kernel } from './kernel.js';
import { leftBy, leftByDcachePage, treatedInCopy } from './left-by.js';

describe('NDS32', () => {
  it('flushes the user’s color of an anonymous page, not the kernel’s lines: flush_anon_page(), arch/nds32/mm/cacheflush.c, 5.4', () => {
    expect(leftBy('N13', 'flush_anon_page', 'anonymous')).toEqual(['kernel', 'other page']);
    expect(leftBy('N13', 'flush_anon_page', 'page cache')).toEqual([
      'user',
      'kernel',
      'other process',
      'other page',
    ]);
  });

  it('does nothing for a process that does not run: flush_anon_page(), arch/nds32/mm/cacheflush.c, 5.4', () => {
    const kernel = new Kernel('N13').dirtyAll();
    const page = { ...kernel.page, kind: 'anonymous' as const };

    cachetlb.makeCall('flush_anon_page', { page, user: kernel.otherProcess }, kernel);

    expect(kernel.held()).toEqual(['user', 'kernel', 'other process', 'other page']);
  });

  it('cleans the old page and does nothing to the new one: copy_user_highpage(), arch/nds32/mm/cacheflush.c, 5.4', () => {
    expect(treatedInCopy('N13')).toEqual(['clean old']);
  });

  it('leaves a line of the new page’s last owner, which may come back over the copy: copy_user_highpage(), 5.4', () => {
    const kernel = new Kernel('N13');
    kernel.dirty(kernel.kernelAddress(kernel.otherPage), 0, 9);
    kernel.dirty(kernel.user.alias!, 0, 7);

    cachetlb.copyUserPage(kernel.otherPage, kernel.page, kernel.user, kernel);
    kernel.machine.map(kernel.user.alias!, kernel.otherPage.physical);
    const first = kernel.machine.load(kernel.user.alias!, 0, 1);
    kernel.machine.maintain('flush', kernel.user.alias!, 0, 4096);
    kernel.machine.maintain('flush', kernel.kernelAddress(kernel.otherPage), 0, 4096);
    const later = kernel.machine.load(kernel.user.alias!, 0, 1);

    expect([first.bytes[0], later.bytes[0]]).toEqual([7, 9]);
  });
});

describe('Nios II', () => {
  const CPU = '10m50';

  it('flushes what lies in the sets of an address, whosever it is: __flush_dcache(), arch/nios2/mm/cacheflush.c, 6.19', () => {
    const kernel = new Kernel(CPU).dirtyAll();

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.otherProcess }, kernel);

    expect(kernel.held()).toEqual(['user', 'kernel', 'third color', 'other page']);
  });

  it('has the kernel see what a process that does not run has stored: flush_cache_page(), arch/nios2/mm/cacheflush.c, 6.19', () => {
    const kernel = new Kernel(CPU);
    kernel.dirty(kernel.otherProcess.alias!, 0, 7);

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: kernel.otherProcess }, kernel);

    expect(kernel.machine.load(kernel.kernelAddress(kernel.page), 0, 1)).toMatchObject({
      bytes: Uint8Array.of(7),
      stale: false,
    });
  });

  it('flushes an address that leads nowhere too: flush_cache_page() has no translation to ask, 6.19', () => {
    const kernel = new Kernel(CPU).dirtyAll();
    const { address } = kernel.user;

    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user: { address, current: true } }, kernel);

    expect(kernel.held()).toEqual(['kernel', 'third color', 'other process', 'other page']);
  });

  it('takes lines of other pages in the kernel’s sets along: flush_dcache_folio(), arch/nios2/mm/cacheflush.c, 6.19', () => {
    expect(leftByDcachePage(CPU, 'page cache')).toEqual(['third color', 'other process']);
    expect(leftByDcachePage(CPU, 'anonymous')).toEqual(['user', 'third color', 'other process']);
  });

  it.each([
    [true, ['third color', 'other process']],
    [false, ['kernel', 'third color', 'other process', 'other page']],
  ])(
    'flushes the users’ sets at each fault, a flush owed or not (%s): update_mmu_cache_range(), arch/nios2/mm/cacheflush.c, 6.19',
    (owed, left) => {
      const kernel = new Kernel(CPU).dirtyAll();
      kernel.setOwesFlush(kernel.page, owed);

      cachetlb.updateMmuCache({ page: kernel.page, user: kernel.user }, kernel);

      expect(kernel.held()).toEqual(left);
    },
  );
});

describe('C-SKY', () => {
  it('asks PageAnon(): flush_anon_page(), arch/csky/abiv1/inc/abi/cacheflush.h, 6.19', () => {
    expect(leftBy('CK610', 'flush_anon_page', 'anonymous')).toEqual([]);
    expect(leftBy('CK610', 'flush_anon_page', 'page cache')).toHaveLength(4);
  });

  it.each<[pages: number, owes: boolean, treated: boolean]>([
    [1, false, true],
    [2, false, true],
    [4, true, false],
  ])(
    'flushes a copy at once if the addresses are %i pages apart, and owes it then: %s: pages_do_alias(), arch/csky/abiv1/inc/abi/page.h, 6.19',
    (pages, owes, treated) => {
      const kernel = new Kernel('CK610');
      kernel.unmapAll(kernel.page);
      const page = { ...kernel.otherPage, kind: 'fresh' as const };
      kernel.setOwesFlush(page, true);
      const { virtual } = kernel.machine.aliases[kernel.kernelAddress(page)]!;
      const address = { ...virtual, page: virtual.page - 0x5_0000 + pages };

      cachetlb.clearUserPage({ page, user: { address, current: true } }, kernel);

      expect(kernel.owesFlush(page)).toBe(owes);
      expect(kernel.machine.cache.lines().length === 0).toBe(treated);
    },
  );
});

describe('ARC', () => {
  const CPU = 'ARC700 64K D$ (aliasing)';

  it('flushes any page, PageAnon() or not: flush_anon_page(), arch/arc/mm/cache.c, 5.15', () => {
    expect(leftBy(CPU, 'flush_anon_page', 'page cache')).toEqual(['other page']);
    expect(leftBy(CPU, 'flush_anon_page', 'anonymous')).toEqual(['other page']);
  });

  it('leaves a page alone that has no mapping: flush_dcache_page(), arch/arc/mm/cache.c, 5.15', () => {
    expect(leftByDcachePage(CPU, 'anonymous')).toEqual(['user', 'kernel', 'other process', 'other page']);
  });

  it.each([
    [1, false],
    [2, false],
    [4, true],
  ])(
    'goes on owing a flush only if the addresses agree in four colors; %i pages apart: %s: update_mmu_cache(), arch/arc/mm/tlb.c, 5.15',
    (pages, owes) => {
      const kernel = new Kernel(CPU);
      kernel.setOwesFlush(kernel.page, true);
      const { virtual } = kernel.machine.aliases[kernel.kernelAddress(kernel.page)]!;
      // Addresses are told in pages of 4 KiB, and the machine's have 8.
      const address = { ...virtual, page: virtual.page - 0x6_0000 + 2 * pages };

      cachetlb.updateMmuCache({ page: kernel.page, user: { address, current: true } }, kernel);

      expect(kernel.owesFlush(kernel.page)).toBe(owes);
    },
  );

  it.each([
    ['mapped', true, false],
    ['not mapped', false, true],
  ])(
    'owes a flush for the old page of a copy unless it was flushed; %s: copy_user_highpage(), arch/arc/mm/cache.c, 5.15',
    (_is, mapped, owes) => {
      const kernel = new Kernel(CPU);
      if (!mapped) kernel.unmapAll(kernel.page);
      kernel.setOwesFlush(kernel.page, mapped);

      cachetlb.copyUserPage(kernel.otherPage, kernel.page, kernel.user, kernel);

      expect([kernel.owesFlush(kernel.page), kernel.owesFlush(kernel.otherPage)]).toEqual([owes, true]);
    },
  );
});

describe('Xtensa', () => {
  it('flushes the kernel’s color of a page without a mapping if colors differ alone: flush_dcache_folio(), arch/xtensa/mm/cache.c, 6.19', () => {
    expect(leftByDcachePage('test_mmuhifi_c3', 'anonymous')).toEqual(['other page']);

    const kernel = new Kernel('test_mmuhifi_c3');
    const congruent = { ...kernel.page, of: { ...kernel.page.of, page: 5 } };
    kernel.dirty(kernel.kernelAddress(congruent), 0, 7);
    cachetlb.flushDcachePage({ ...congruent, kind: 'anonymous' }, kernel);

    expect(kernel.machine.cache.lines()).toHaveLength(1);
  });

  it('copies from the second window into the first: copy_user_highpage(), arch/xtensa/mm/cache.c, 6.19', () => {
    const kernel = new Kernel('test_mmuhifi_c3');
    cachetlb.copyUserPage(kernel.otherPage, kernel.page, kernel.user, kernel);

    const windows = ['load', 'store'].map((wanted) => {
      const used = kernel.machine.log.events().find(({ action }) => action === wanted)!;
      return kernel.machine.aliases[used.alias]!.virtual.page;
    });

    expect(windows).toEqual([0xc8002, 0xc8000]);
  });
});

describe('flush_cache_kmaps, asm/highmem.h, 6.19 and 5.4', () => {
  const stays = (cpu: string) => {
    const kernel = new Kernel(cpu).dirtyAll();
    cachetlb.makeCall('flush_cache_kmaps', undefined, kernel);
    return kernel.held().length > 0;
  };

  it.each([
    ['ARM926EJ-S', false],
    ['ARM11 64K maximum config', true],
    ['MicroBlaze (reference system.dts)', false],
    ['ARC700 64K D$ (aliasing)', false],
    ['test_mmuhifi_c3', false],
    ['N13', false],
    ['CK610', true],
  ])('leaves lines on %s: %s', (cpu, left) => {
    expect(stays(cpu)).toBe(left);
  });

  it('is there in all releases that were read', () => {
    const call = cachetlb.CACHETLB_CALLS.find(({ name }) => name === 'flush_cache_kmaps')!;

    expect([call.linux, call.source.places![0]!.release]).toEqual(['4.3 to 7.1', '6.19']);
  });
});
