/** The plans of the ports: what the page cache's three calls do there, by the data of the calls. */
import { describe, expect, it } from 'vitest';
import { alias } from '../../../src/fluent/alias.js';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { processor } from '../../../src/fluent/processor.js';
import { prove } from '../../../src/fluent/prove.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { knownPlan } from '../../../src/fluent/strategies.js';
import { callReach } from '../../../src/linux/call-reach.js';
import { findKnownPlan, KNOWN_PLANS } from '../../../src/linux/known-plans.js';

const BOTH = { user: 'flush', kernel: 'flush' };
const KERNEL = { user: 'none', kernel: 'flush' };
const USER = { user: 'flush', kernel: 'none' };
const DROP_BOTH = { user: 'invalidate', kernel: 'invalidate' };
const NOTHING = { user: 'none', kernel: 'none' };

describe('the plan of the page cache', () => {
  it.each([
    ['arc', USER],
    ['arm', BOTH],
    ['csky', BOTH],
    ['m68k', NOTHING],
    ['m68k (non-aliasing)', BOTH],
    ['microblaze', BOTH],
    ['mips', KERNEL],
    ['nds32', BOTH],
    ['nios2', BOTH],
    ['parisc', BOTH],
    ['sh', KERNEL],
    ['sh (SH7705)', BOTH],
    ['sparc32', KERNEL],
    ['sparc64', DROP_BOTH],
    ['xtensa', BOTH],
  ])('on %s does %j before a read, before a write and after it', (name, does) => {
    const { plan } = findKnownPlan(name);

    expect(plan).toEqual({ beforeRead: does, afterRead: NOTHING, beforeWrite: does, afterWrite: does });
  });

  it('is known of these ports and of no other', () => {
    expect(KNOWN_PLANS.map(({ name }) => name)).toEqual([
      ...[
        'nothing',
        'the mail',
        'the reply',
        'the page cache',
        'arc',
        'arm',
        'csky',
        'm68k',
        'm68k (non-aliasing)',
      ],
      ...['microblaze', 'mips', 'nds32', 'nios2', 'parisc', 'sh', 'sh (SH7705)'],
      ...['sparc32', 'sparc64', 'xtensa'],
    ]);
  });

  it.each([
    [
      'arc',
      'arch/arc/mm/cache.c:755-784: flush_dcache_page, Linux 5.15; arch/arc/include/asm/cacheflush.h:85-105: addr_not_cache_congruent, Linux 5.15; arch/arc/mm/cache.c:933-936: __flush_dcache_page, Linux 5.15',
    ],
    [
      'mips',
      'arch/mips/mm/cache.c:102-124: __flush_dcache_folio_pages, Linux 6.19; arch/mips/mm/c-r4k.c:620-632: local_r4k_flush_data_cache_page, Linux 6.19',
    ],
    [
      'csky',
      'arch/csky/abiv1/cacheflush.c:18-35: flush_dcache_folio, Linux 6.19; arch/csky/mm/cachev1.c:32-41: cache_op_all, Linux 6.19',
    ],
    [
      'm68k (non-aliasing)',
      'arch/m68k/include/asm/cacheflush_mm.h:224-255: __flush_pages_to_ram, Linux 6.19',
    ],
  ])('of %s names the file and the function: %s', (name, source) => {
    expect(findKnownPlan(name).source).toBe(source);
  });
});

describe('the reply to the mail', () => {
  const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
  const user = alias(file.page(5)).user(0x2955_1000);
  const proof = () => prove(scenario(processor('SH7750')).store(user, 'hello').using(knownPlan('the reply')));

  it('flushes the user before a read and a write, and the kernel after a write: one point more than the mail', () => {
    const { plan, source } = findKnownPlan('the reply');

    expect(plan).toEqual({
      beforeRead: USER,
      afterRead: NOTHING,
      beforeWrite: USER,
      afterWrite: KERNEL,
    });
    expect(source).toBe('linux-kernel, 27 January 2016');
  });

  it('is refuted in three steps, by an old line of the kernel’s own', () => {
    const witness = proof().run();

    expect(witness.coherent).toBe(false);
    expect(witness.replay()!.steps.map(({ asked }) => asked.do)).toEqual(['dax_io', 'store', 'dax_io']);
    expect(witness.replay()!.staleLoads).toBe(1);
  });
});

describe('a plan by the bare name of a port', () => {
  it.each([
    ['ARC700 64K D$ (aliasing)', 'arc'],
    ['ARM11 64K maximum config', 'arm'],
    ['SA-110 (ARMv4)', 'arm'],
    ['CK610', 'csky'],
    ['68030', 'm68k'],
    ['68040', 'm68k (non-aliasing)'],
    ['24Kc', 'mips'],
    ['N13', 'nds32'],
    ['10m50', 'nios2'],
    ['PA-7300LC', 'parisc'],
    ['SH7750', 'sh'],
    ['SH7705', 'sh (SH7705)'],
    ['hyperSPARC 128K', 'sparc32'],
    ['UltraSPARC I', 'sparc64'],
    ['test_mmuhifi_c3', 'xtensa'],
  ])('is what the call takes away on %s', (cpu, name) => {
    const { fates } = callReach(processor(cpu).describe(), 'flush_dcache_page');

    const { kernel, user } = findKnownPlan(name).plan.beforeRead;
    expect({ kernel: kernel !== 'none', user: user !== 'none' }).toEqual({
      kernel: fates.kernel === 'flushed',
      user: fates['file’s color'] === 'flushed',
    });
  });
});

describe('called from dax_io()', () => {
  const isEnough = (cpu: string, name: string) => prove(processor(cpu)).using(knownPlan(name)).run().coherent;

  it('the call of ARC leaves the kernel’s stores in its own lines', () => {
    expect(isEnough('ARC700 64K D$ (aliasing)', 'arc')).toBe(false);
    expect(isEnough('ARC700 64K D$ (aliasing)', 'the page cache')).toBe(true);
  });

  it('the call of the 68030 leaves all lines where they are', () => {
    expect(isEnough('68030', 'm68k')).toBe(false);
    expect(isEnough('68030', 'm68k (non-aliasing)')).toBe(true);
  });
});
