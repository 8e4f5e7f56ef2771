/** The CPUs of 32-bit ARM. What Linux sets up on them is told beside what their manuals say. */
import type { ReplacementName } from '../../hardware/cache-description.js';
import type { AllocationPolicy, PolicyFact } from '../processors/processor-row.js';
import type { RowEntry } from '../processors/row-entry.js';

/** What Linux sets up on one processor, whether the cache could do more or not. */
const BY_LINUX: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: cachepolicy is CPOLICY_WRITEBACK, and CPOLICY_WRITEALLOC only if is_smp()',
};
const WRITE_BACK = {
  policy: 'back',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: cachepolicy is CPOLICY_WRITEBACK unless CONFIG_CPU_DCACHE_WRITETHROUGH',
} as const;
const ON_SMP: PolicyFact<AllocationPolicy> = {
  policy: 'on loads and stores',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: CPOLICY_WRITEALLOC if is_smp()',
};
const ARM926: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'ARM926EJ-S TRM, ARM DDI 0198D, section 4.1: allocate on read-miss',
};
/** The RR bit of CP15 c1 chooses on these; Linux clears it, unless it is built with a policy that nobody is advised to take. */
const ARM926_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM DDI 0198D, section 4.1: pseudo-random, or round-robin if the RR bit is set; arch/arm/mm/proc-arm926.S clears it unless CONFIG_CPU_CACHE_ROUND_ROBIN',
} as const;
const CLEARED_RR = (file: string): PolicyFact<ReplacementName> => ({
  policy: 'random',
  basis: 'assumed',
  from: `arch/arm/mm/${file}: the RR bit is cleared unless CONFIG_CPU_CACHE_ROUND_ROBIN; what its manual calls the other policy was not read`,
});
const ARM1176_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM1176JZF-S TRM, ARM DDI 0301H, section 7.2.1: pseudo-random, or round-robin if the RR bit is set; arch/arm/mm/proc-v6.S clears it (v6_crval)',
} as const;
const ARM1176_ALLOCATION: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'ARM DDI 0301H, section 7.2.1: only read allocation is supported',
};
/** Other ARM11: the family is said to choose as ARM1176 does. */
const ARM11_REPLACEMENT = {
  policy: 'random',
  basis: 'assumed',
  from: 'as ARM1176 (ARM DDI 0301H, section 7.2.1); arch/arm/mm/proc-v6.S clears the RR bit (v6_crval)',
} as const;
const STRONGARM_REPLACEMENT = {
  policy: 'round-robin',
  basis: 'read',
  from: 'SA-1110 developer’s manual, section 1.4: 32-way, replacement is round robin within a set',
} as const;
const ARM925_WRITE = {
  policy: 'through',
  basis: 'read',
  from: 'arch/arm/mm/Kconfig: CPU_DCACHE_WRITETHROUGH is the default of CPU_ARM925T',
} as const;
const ARM920_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'S3C2410A user’s manual, chapter 4 (ARM920T): random at reset, round-robin if the RR bit is set',
} as const;
const ARM922_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM922T TRM, ARM DDI 0184B, section 4.3: random at reset, round-robin if the RR bit is set',
} as const;
const XSCALE_REPLACEMENT = {
  policy: 'round-robin',
  basis: 'read',
  from: 'Intel IXP2800 hardware reference manual, section 3.6.2.4',
} as const;

export const PROCESSORS: readonly RowEntry[] = [
  {
    name: 'SA-110 (ARMv4)',
    dcache: ['16 KiB', 32, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    read: 'arch/arm/mm/cache-v4wb.S (size,line)',
    unverified: ['ways'],
  },
  {
    name: 'SA-1100 (ARMv4)',
    dcache: ['8 KiB', 32, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: STRONGARM_REPLACEMENT,
    read: 'arch/arm/mm/cache-v4wb.S (size,line); SA-1100 developer’s manual, section 1.4.5 (32-way)',
  },
  {
    name: 'ARM920T',
    dcache: ['16 KiB', 64, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: ARM920_REPLACEMENT,
    read: 'arch/arm/mm/proc-arm920.S: 8 segments x 64 entries x 32 B',
    notes: ['way = 256 B'],
  },
  {
    name: 'ARM922T',
    dcache: ['8 KiB', 64, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: { ...BY_LINUX, from: 'ARM922T TRM, ARM DDI 0184B, section 4.3: allocate on read-miss' },
    replacement: ARM922_REPLACEMENT,
    read: 'arch/arm/mm/proc-arm922.S: 4 x 64 x 32 B',
  },
  {
    name: 'ARM925T (OMAP15xx)',
    names: ['OMAP15xx'],
    dcache: ['8 KiB', 2, 16],
    kind: 'VIVT',
    write: ARM925_WRITE,
    allocation: BY_LINUX,
    replacement: CLEARED_RR('proc-arm925.S'),
    read: 'arch/arm/mm/proc-arm925.S: 2 x 256 x 16 B',
    notes: ['reading "segment" as way is an interpretation'],
  },
  {
    name: 'ARM926EJ-S (16K typical)',
    names: ['ARM926'],
    dcache: ['16 KiB', 4, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: ARM926,
    replacement: ARM926_REPLACEMENT,
    read: 'arch/arm/mm/proc-arm926.S (line 32)',
    unverified: ['size', 'ways'],
    notes: ['whole D$ cleaned+invalidated on every mm switch (cpu_arm926_switch_mm)'],
  },
  {
    name: 'ARM926EJ-S in AT91SAM9G20',
    names: ['AT91SAM9G20', 'ARM926'],
    dcache: ['32 KiB', 4, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: ARM926,
    replacement: ARM926_REPLACEMENT,
    read: 'arch/arm/mm/proc-arm926.S (line)',
    unverified: ['size', 'ways'],
    notes: ['platform of the 2009 AoE alias bug report'],
  },
  {
    name: 'ARM1020',
    dcache: ['32 KiB', 64, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: CLEARED_RR('proc-arm1020.S'),
    read: 'arch/arm/mm/proc-arm1020.S: 16 x 64 x 32 B',
  },
  {
    name: 'XScale PXA2xx',
    names: ['XScale', 'PXA2xx'],
    dcache: ['32 KiB', 32, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: XSCALE_REPLACEMENT,
    read: 'arch/arm/mm/proc-xscale.S (size,line)',
    unverified: ['ways'],
  },
  {
    name: 'XSC3',
    dcache: ['32 KiB', 4, 32],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    read: 'arch/arm/mm/proc-xsc3.S (size,line), mm/Kconfig CPU_CACHE_VIVT',
    unverified: ['ways'],
  },
  {
    name: 'FA526',
    dcache: ['16 KiB', 2, 16],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    read: 'arch/arm/mm/cache-fa.S (size, line 16)',
    unverified: ['ways'],
  },
  {
    name: 'FA526 (Gemini)',
    names: ['Gemini'],
    dcache: ['8 KiB', 2, 16],
    kind: 'VIVT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    read: 'arch/arm/mm/cache-fa.S (CACHE_DSIZE 8192 under CONFIG_ARCH_GEMINI, line 16)',
    unverified: ['ways'],
  },
  {
    name: 'ARM1136 16K (i.MX31)',
    names: ['ARM1136', 'i.MX31'],
    dcache: ['16 KiB', 4, 32],
    kind: 'VIPT-nonaliasing',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: ARM11_REPLACEMENT,
    read: 'linux-arch/LKML mail, A. Bergmann 2024-01-26 (uwsg.indiana.edu 2401.3/04196) (i.MX3 16K non-aliasing); line read in proc-v6.S',
    unverified: ['ways'],
    notes: ['CTR bit 23 clear'],
  },
  {
    name: 'ARM1136 32K (OMAP2420)',
    names: ['ARM1136', 'OMAP2420'],
    dcache: ['32 KiB', 4, 32],
    kind: 'VIPT-aliasing',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: ARM11_REPLACEMENT,
    read: 'linux-arch/LKML mail, A. Bergmann 2024-01-26 (uwsg.indiana.edu 2401.3/04196) (omap2 32K aliasing); line read in proc-v6.S',
    unverified: ['ways'],
    notes: ['CTR bit 23 set', '2 colors'],
  },
  {
    name: 'ARM1176 16K (BCM2835)',
    names: ['ARM1176', 'BCM2835'],
    dcache: ['16 KiB', 4, 32],
    kind: 'VIPT-nonaliasing',
    write: WRITE_BACK,
    allocation: ARM1176_ALLOCATION,
    replacement: ARM1176_REPLACEMENT,
    read: 'linux-arch/LKML mail, A. Bergmann 2024-01-26 (uwsg.indiana.edu 2401.3/04196) (bcm2835 non-aliasing)',
    unverified: ['ways'],
  },
  {
    name: 'ARM1176 32K (AST2500)',
    names: ['ARM1176', 'AST2500'],
    dcache: ['32 KiB', 4, 32],
    kind: 'VIPT-aliasing',
    write: WRITE_BACK,
    allocation: ARM1176_ALLOCATION,
    replacement: ARM1176_REPLACEMENT,
    read: 'linux-arch/LKML mail, A. Bergmann 2024-01-26 (uwsg.indiana.edu 2401.3/04196) ("as2500" 32K aliasing)',
    unverified: ['ways'],
  },
  {
    name: 'ARM11 64K maximum config',
    names: ['ARM11'],
    dcache: ['64 KiB', 4, 32],
    kind: 'VIPT-aliasing',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    replacement: ARM11_REPLACEMENT,
    unverified: 'everything',
    notes: ['16 KiB way = 4 colors, which is exactly SHMLBA = 4 pages'],
  },
  {
    name: 'Cortex-M7',
    dcache: ['16 KiB', 4, 32],
    kind: 'PIPT',
    write: {
      policy: 'back',
      basis: 'assumed',
      from: 'without an MMU nothing maps a page: the default memory map or the MPU says',
    },
    allocation: {
      policy: 'on loads and stores',
      basis: 'assumed',
      from: 'Cortex-M7 TRM, ARM DDI 0489F, section 5.9: on loads, and on stores where the memory is marked so',
    },
    read: 'arch/arm/mm/proc-v7m.S (__v7m_cm7_proc_info, no MMU), so that an address is physical; Cortex-M7 generic user guide, ARM DUI 0646C, section 4.5.2 (8 words a line)',
    unverified: ['size', 'ways'],
    notes: [
      'no MMU (CONFIG_MMU=n): there is no second address of a page',
      'the size is the implementer’s choice',
    ],
  },
  {
    name: 'Cortex-A8',
    dcache: ['32 KiB', 4, 64],
    kind: 'PIPT',
    write: WRITE_BACK,
    allocation: BY_LINUX,
    read: 'kernel: ARMv7 D$ always CACHEID_VIPT_NONALIASING (read in arch/arm/kernel/setup.c cacheid_init)',
    unverified: 'everything',
    notes: ['D side must behave as PIPT in ARMv7'],
  },
  {
    name: 'Cortex-A9',
    dcache: ['32 KiB', 4, 32],
    kind: 'PIPT',
    write: WRITE_BACK,
    allocation: ON_SMP,
    read: 'kernel: ARMv7 D$ always CACHEID_VIPT_NONALIASING (read in arch/arm/kernel/setup.c cacheid_init)',
    unverified: 'everything',
  },
  {
    name: 'Cortex-A15',
    dcache: ['32 KiB', 2, 64],
    kind: 'PIPT',
    write: WRITE_BACK,
    allocation: ON_SMP,
    read: 'kernel: ARMv7 D$ always CACHEID_VIPT_NONALIASING (read in arch/arm/kernel/setup.c cacheid_init)',
    unverified: 'everything',
  },
];
