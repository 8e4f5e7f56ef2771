/** ARM as its sources have it: each test names the function, its file and the release. */
import { describe, expect, it } from 'vitest';
import { processor } from '../../../src/fluent/processor.js';
import { ONE_CORE } from '../../../src/hardware/cores.js';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { portCalls } from '../../../src/ports/calls/index.js';
import { type Holder, Kernel } from './kernel.js';
import { leftBy, leftByDcachePage, treatedInCopy } from './left-by.js';

describe('ARM', () => {
  const V6 = 'ARM11 64K maximum config';

  it('flushes the file’s color of a page that has a mapping alone: __flush_dcache_folio(), arch/arm/mm/flush.c, 6.19', () => {
    expect(leftByDcachePage(V6, 'page cache')).toEqual(['third color', 'other page']);
    expect(leftByDcachePage(V6, 'anonymous')).toEqual(['user', 'third color', 'other process', 'other page']);
    expect(leftByDcachePage(V6, 'fresh')).toEqual(['user', 'third color', 'other process', 'other page']);
  });

  it('looks for shared mappings of a page that has a mapping alone: flush_dcache_folio(), arch/arm/mm/flush.c, 6.19', () => {
    expect(leftByDcachePage('ARM926EJ-S', 'page cache')).toEqual(['other process', 'other page']);
    expect(leftByDcachePage('ARM926EJ-S', 'anonymous')).toEqual(['user', 'other process', 'other page']);
  });

  it.each<[cpu: string, left: Holder[], all: Holder[]]>([
    [V6, ['third color', 'other page'], ['user', 'kernel', 'third color', 'other process', 'other page']],
    ['ARM926EJ-S', ['other process', 'other page'], ['user', 'kernel', 'other process', 'other page']],
  ])(
    'on %s asks PageAnon(): flush_anon_page(), arch/arm/include/asm/cacheflush.h, 6.19',
    (cpu, left, all) => {
      expect(leftBy(cpu, 'flush_anon_page', 'anonymous')).toEqual(left);
      expect(leftBy(cpu, 'flush_anon_page', 'page cache')).toEqual(all);
    },
  );

  it('never puts a flush off on several CPUs: cache_ops_need_broadcast(), arch/arm/include/asm/smp_plat.h, 6.19', () => {
    const said = (cores: number) => {
      const one = processor(V6).describe();
      const kernel = new Kernel({ ...one, cores: { ...ONE_CORE, count: cores } });
      kernel.unmapAll(kernel.page);
      return cachetlb.flushDcachePage(kernel.page, kernel);
    };

    expect([said(1), said(2)]).toEqual(['put off', 'done']);
  });

  it('does in set_ptes() what update_mmu_cache() does before version 6: arch/arm/mm/mmu.c, 6.19', () => {
    const { source, note } = portCalls('arm', 'VIPT-aliasing').calls.update_mmu_cache!;

    expect(note).toContain('the call is empty');
    expect(source.places).toContainEqual({
      release: '6.19',
      file: 'arch/arm/mm/mmu.c',
      name: 'set_ptes',
      lines: [1799, 1817],
    });
  });

  it.each<[cpu: string, treated: string[]]>([
    ['ARM926EJ-S', ['flush old', 'invalidate new']],
    ['SA-110 (ARMv4)', ['flush old', 'invalidate new']],
    ['XSC3', ['flush old', 'invalidate new']],
    ['SA-1100 (ARMv4)', ['flush old', 'invalidate new']],
    ['XScale PXA2xx', ['flush old', 'flush new']],
    ['FA526', ['flush new']],
  ])('copies a page on %s with %j: arch/arm/mm/copypage-*.c, 6.19', (cpu, treated) => {
    expect(treatedInCopy(cpu, (kernel) => kernel.setOwesFlush(kernel.page, true))).toEqual(treated);
  });

  it.each([
    ['SA-1100 (ARMv4)', 'v4_mc_copy_user_highpage'],
    ['XScale PXA2xx', 'xscale_mc_copy_user_highpage'],
    ['FA526', 'fa_copy_user_highpage'],
  ])(
    'counts on %s on the flush at fork: what the user stored is not in the copy otherwise: %s(), 6.19',
    (cpu) => {
      const copied = (flushes: boolean) => {
        const kernel = new Kernel(cpu);
        const { page, otherPage, user } = kernel;
        kernel.dirty(user.alias!, 0, 7);
        if (flushes) {
          cachetlb.makeCall('flush_cache_dup_mm', { current: true, pages: [{ page, user }] }, kernel);
        }
        cachetlb.copyUserPage(otherPage, page, user, kernel);
        return kernel.machine.memory.page(otherPage.physical.page)[0];
      };

      expect([copied(false), copied(true)]).toEqual([0, 7]);
    },
  );

  it('copies through windows of their own: COPYPAGE_V6_FROM and COPYPAGE_V6_TO, arch/arm/mm/mm.h, 6.19', () => {
    const kernel = new Kernel(V6);
    const { user } = kernel;
    const color = kernel.layout.colorOf(user.address);
    const page = (at: number) => at / 4096 + color;
    cachetlb.copyUserPage(kernel.otherPage, kernel.page, user, kernel);
    cachetlb.makeCall('flush_cache_page', { page: kernel.page, user }, kernel);

    const { aliases, log } = kernel.machine;
    const at = (wanted: string) => {
      const used = log.events().filter(({ action, alias }) => action === wanted && alias >= 0);
      return [...new Set(used.map(({ alias }) => aliases[alias]!.virtual.page))];
    };

    expect({ load: at('load'), store: at('store') }).toEqual({
      load: [page(0xffff_8000)],
      store: [page(0xffff_c000)],
    });
    expect(at('flush')).toContain(page(0xffff_4000));
  });
});
