/**
 * How a page is copied or cleared for a user on the ARMs with virtual tags: most share a copy that goes past the cache, some
 * have one of their own (`cpu_user_fns` in arch/arm/mm/proc-*.S). Feroceon's and ARM720T's are left out: the atlas has no row.
 */
import { type PortCalls, UNTREATED } from '../calls/port-calls.js';
import { flush, invalidate } from '../calls/steps.js';
import { inFile, together } from '../source.js';

type Copies = Pick<PortCalls, 'copyUserPage' | 'clearUserPage'>;

const IN = (file: string) => inFile('6.19', `arch/arm/mm/${file}`);
const V4WB_C = IN('copypage-v4wb.c');
const V4MC_C = IN('copypage-v4mc.c');
const XSCALE_C = IN('copypage-xscale.c');
const XSC3_C = IN('copypage-xsc3.c');
const FA_C = IN('copypage-fa.c');
const DCACHE_FOLIO = IN('flush.c')('__flush_dcache_folio', 199, 236);

const PAST_THE_CACHE = 'the cache fetches on loads only, so that the stores then go past it';
const MINI_CACHE =
  'the old page is loaded through the mini data cache, which is left out here: its lines come into the main one; the user’s own were flushed at fork';

/** The user's lines of the old page go; the kernel's of the new page are dropped, each just before it is stored to. */
const FLUSHED_FIRST: Pick<PortCalls['copyUserPage'], 'from' | 'to'> = {
  from: { ...UNTREATED, before: [flush('user address', 'current mm')] },
  to: { ...UNTREATED, before: [invalidate('kernel address')] },
};
/** The old page is loaded at an address of its own, after what was put off for it. */
const MINI_SOURCE: PortCalls['copyUserPage']['from'] = {
  before: [flush('kernel address', 'flush owed')],
  through: 'window',
  after: [],
  pays: [],
};
/** Each line that was stored to is written back and dropped. */
const FLUSHED_AFTER = { ...UNTREATED, after: [flush('kernel address')] };

/** What ARM920 to ARM1026, SA-110 and Mohawk do. */
export const V4WB: Copies = {
  copyUserPage: {
    ...FLUSHED_FIRST,
    source: together(V4WB_C('v4wb_copy_user_highpage', 47, 58), V4WB_C('v4wb_copy_user_page', 22, 45)),
    note: PAST_THE_CACHE,
  },
  clearUserPage: { ...FLUSHED_FIRST.to, source: V4WB_C('v4wb_clear_user_highpage', 65, 87) },
};

/** What is done on the CPUs that have copies of their own, by their names in the atlas. */
export const OWN_COPIES: readonly { readonly cpus: readonly string[]; readonly copies: Copies }[] = [
  {
    cpus: ['SA-1100 (ARMv4)'],
    copies: {
      copyUserPage: {
        from: MINI_SOURCE,
        to: FLUSHED_FIRST.to,
        source: together(
          IN('proc-sa1100.S')('v4_mc_user_fns', 271, 271),
          V4MC_C('v4_mc_copy_user_highpage', 64, 82),
          V4MC_C('mc_copy_user_page', 40, 62),
          DCACHE_FOLIO,
        ),
        note: MINI_CACHE,
      },
      clearUserPage: { ...FLUSHED_FIRST.to, source: V4MC_C('v4_mc_clear_user_highpage', 87, 108) },
    },
  },
  {
    cpus: ['XScale PXA2xx'],
    copies: {
      copyUserPage: {
        from: MINI_SOURCE,
        to: FLUSHED_AFTER,
        source: together(
          IN('proc-xscale.S')('xscale_mc_user_fns', 618, 618),
          XSCALE_C('xscale_mc_copy_user_highpage', 84, 102),
          XSCALE_C('mc_copy_user_page', 36, 82),
          DCACHE_FOLIO,
        ),
        note: MINI_CACHE,
      },
      clearUserPage: { ...FLUSHED_AFTER, source: XSCALE_C('xscale_mc_clear_user_highpage', 107, 129) },
    },
  },
  {
    cpus: ['XSC3'],
    copies: {
      copyUserPage: {
        ...FLUSHED_FIRST,
        source: together(
          IN('proc-xsc3.S')('xsc3_mc_user_fns', 530, 530),
          XSC3_C('xsc3_mc_copy_user_highpage', 64, 75),
          XSC3_C('xsc3_mc_copy_user_page', 27, 62),
        ),
        note: PAST_THE_CACHE,
      },
      clearUserPage: { ...FLUSHED_FIRST.to, source: XSC3_C('xsc3_mc_clear_user_highpage', 80, 99) },
    },
  },
  {
    cpus: ['FA526'],
    copies: {
      copyUserPage: {
        from: UNTREATED,
        to: FLUSHED_AFTER,
        source: together(
          IN('proc-fa526.S')('fa_user_fns', 217, 217),
          FA_C('fa_copy_user_highpage', 38, 48),
          FA_C('fa_copy_user_page', 17, 36),
        ),
        note: 'the user’s lines of the old page were flushed at fork',
      },
      clearUserPage: { ...FLUSHED_AFTER, source: FA_C('fa_clear_user_highpage', 55, 77) },
    },
  },
];
