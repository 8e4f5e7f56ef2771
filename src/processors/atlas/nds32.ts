/** Andes NDS32: the smallest port with a congruent window. */
import { LINUX_5_4 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const nds32 = rowsOf(
  {
    arch: 'nds32',
    removedIn: '5.18',
    pageSize: '4 KiB',
    shmlba: ['4 * SZ_8K', '32 KiB'],
    runtimeCheck: 'n/a (CONFIG_CPU_CACHE_ALIASING)',
    implementsFlushDcachePage: true,
    read: 'arch/nds32/include/asm/shmparam.h',
    tree: LINUX_5_4,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  [
    {
      name: 'AndesCore N13/N10/D10',
      names: ['N13', 'N10', 'D10'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/nds32/Kconfig.cpu (VIPT, may alias)',
      unverified: ['size', 'ways', 'line'],
      notes: ['locked-TLB kremap0/1 congruent window'],
    },
    {
      name: 'AndesCore N15/D15',
      names: ['N15', 'D15'],
      dcache: ['32 KiB', 4, 32],
      kind: 'PIPT',
      read: 'arch/nds32/Kconfig.cpu',
      unverified: ['size', 'ways', 'line'],
    },
  ],
);
