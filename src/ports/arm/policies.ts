/** What the caches of 32-bit ARM do, as their manuals say it and as Linux sets it up: several CPUs share each. */
import type { ReplacementName } from '../../hardware/cache-description.js';
import type { AllocationPolicy, PolicyFact } from '../processors/processor-row.js';

/** What Linux sets up on one processor, whether the cache could do more or not. */
export const BY_LINUX: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: cachepolicy is CPOLICY_WRITEBACK, and CPOLICY_WRITEALLOC only if is_smp()',
};
export const WRITE_BACK = {
  policy: 'back',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: cachepolicy is CPOLICY_WRITEBACK unless CONFIG_CPU_DCACHE_WRITETHROUGH',
} as const;
export const ON_SMP: PolicyFact<AllocationPolicy> = {
  policy: 'on loads and stores',
  basis: 'read',
  from: 'arch/arm/mm/mmu.c: CPOLICY_WRITEALLOC if is_smp()',
};
export const ARM926: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'ARM926EJ-S TRM, ARM DDI 0198D, section 4.1: allocate on read-miss',
};
/** The RR bit of CP15 c1 chooses on these; Linux clears it, unless it is built with a policy that nobody is advised to take. */
export const ARM926_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM DDI 0198D, section 4.1: pseudo-random, or round-robin if the RR bit is set; arch/arm/mm/proc-arm926.S clears it unless CONFIG_CPU_CACHE_ROUND_ROBIN',
} as const;
export const CLEARED_RR = (file: string): PolicyFact<ReplacementName> => ({
  policy: 'random',
  basis: 'assumed',
  from: `arch/arm/mm/${file}: the RR bit is cleared unless CONFIG_CPU_CACHE_ROUND_ROBIN; what its manual calls the other policy was not read`,
});
export const ARM1176_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM1176JZF-S TRM, ARM DDI 0301H, section 7.2.1: pseudo-random, or round-robin if the RR bit is set; arch/arm/mm/proc-v6.S clears it (v6_crval)',
} as const;
export const ARM1176_ALLOCATION: PolicyFact<AllocationPolicy> = {
  policy: 'on loads',
  basis: 'read',
  from: 'ARM DDI 0301H, section 7.2.1: only read allocation is supported',
};
/** Other ARM11: the family is said to choose as ARM1176 does. */
export const ARM11_REPLACEMENT = {
  policy: 'random',
  basis: 'assumed',
  from: 'as ARM1176 (ARM DDI 0301H, section 7.2.1); arch/arm/mm/proc-v6.S clears the RR bit (v6_crval)',
} as const;
export const STRONGARM_REPLACEMENT = {
  policy: 'round-robin',
  basis: 'read',
  from: 'SA-1110 developer’s manual, section 1.4: 32-way, replacement is round robin within a set',
} as const;
export const ARM925_WRITE = {
  policy: 'through',
  basis: 'read',
  from: 'arch/arm/mm/Kconfig: CPU_DCACHE_WRITETHROUGH is the default of CPU_ARM925T',
} as const;
export const ARM920_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'S3C2410A user’s manual, chapter 4 (ARM920T): random at reset, round-robin if the RR bit is set',
} as const;
export const ARM922_REPLACEMENT = {
  policy: 'random',
  basis: 'read',
  from: 'ARM922T TRM, ARM DDI 0184B, section 4.3: random at reset, round-robin if the RR bit is set',
} as const;
export const XSCALE_REPLACEMENT = {
  policy: 'round-robin',
  basis: 'read',
  from: 'Intel IXP2800 hardware reference manual, section 3.6.2.4',
} as const;
