/**
 * No port in particular: an address space that is made up and says so, and calls that do what the document
 * promises. A port whose address space is not known has the same one, under its own name.
 */
import { deepFreeze } from '../units/deep-freeze.js';
import { type CopySide, EVERY_CACHE, type PortCalls, UNTREATED } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { AS_DIRECTED, type PortDma, whereStored } from './dma/port-dma.js';
import { inFile, type PortValueSource, together } from './source.js';
import type { Port } from './space/address-space.js';

/** A 64-bit layout that is made up, under this name. */
export function genericPort(arch: string): Port {
  const source: PortValueSource = { basis: 'illustration', from: 'made up: the port is not known' };
  return deepFreeze({
    arch,
    generic: true,
    addressBits: 64,
    directMap: { base: 0xffff_8000_0000_0000n, physicalBase: 0n, source },
    window: { base: 0xffff_e000_0000_0000n, slots: 0x1_0000, source },
    mmap: { colored: true, modulus: 'way', source },
    userBase: 0x7f00_0000_0000n,
    userEnd: 0x8000_0000_0000n,
    framePfn: 0xc123,
  });
}

const RST = inFile('6.19', 'Documentation/core-api/cachetlb.rst');
const ANY_ALIAS = [flush('physical page')];
const RANGE = [flush('kernel range')];
const USER = [flush('user address')];
const FOR_USERS = RST('copy_user_page', 255, 274);
const FOR_DEBUGGERS = RST('copy_to_user_page', 334, 347);
const WINDOW: CopySide = { before: [flush('physical page')], through: 'window', after: [] };

const HOWTO = inFile('6.19', 'Documentation/core-api/dma-api-howto.rst');
const ARC_DMA_C = inFile('6.19', 'arch/arc/mm/dma.c');
const DROPPED = [invalidate('kernel range')];

/** No port in particular: what a port is to do around DMA, by the table in arch/arc/mm/dma.c. Nobody is promised a shared line. */
export const DOCUMENTED_DMA: PortDma = deepFreeze({
  arch: 'generic',
  caches: EVERY_CACHE,
  forDevice: AS_DIRECTED,
  forCpu: whereStored(DROPPED),
  source: together(ARC_DMA_C('FROM_DEV', 33, 49), HOWTO('cacheline-aligned', 133, 140)),
  note: 'buffers have to fill their lines',
});

/** No port in particular: what the document promises, kept by flushing every alias of the page. */
export const DOCUMENTED: PortCalls = deepFreeze({
  arch: 'generic',
  caches: EVERY_CACHE,
  updateMmuCacheNeedsStructPage: false,
  reachesColorsBy: 'window',
  calls: {
    flush_cache_mm: { steps: USER, source: RST('flush_cache_mm', 141, 148) },
    flush_cache_dup_mm: { steps: USER, source: RST('flush_cache_dup_mm', 150, 160) },
    flush_cache_range: { steps: USER, source: RST('flush_cache_range', 162, 177) },
    flush_cache_page: { steps: USER, source: RST('flush_cache_page', 179, 198) },
    flush_cache_kmaps: { steps: [flush('whole cache')], source: RST('flush_cache_kmaps', 200, 210) },
    flush_cache_vmap: { steps: RANGE, source: RST('flush_cache_vmap', 212, 222) },
    flush_cache_vunmap: { steps: RANGE, source: RST('flush_cache_vunmap', 212, 222) },
    flush_dcache_page: { steps: ANY_ALIAS, source: RST('flush_dcache_folio', 276, 332) },
    flush_anon_page: { steps: ANY_ALIAS, source: RST('flush_anon_page', 349, 358) },
    flush_kernel_dcache_page: {
      steps: [flush('kernel address')],
      source: inFile('5.4', 'Documentation/core-api/cachetlb.rst')('flush_kernel_dcache_page', 354, 364),
    },
    flush_kernel_vmap_range: { steps: RANGE, source: RST('flush_kernel_vmap_range', 383, 390) },
    invalidate_kernel_vmap_range: { steps: RANGE, source: RST('invalidate_kernel_vmap_range', 392, 398) },
  },
  copyUserPage: { from: WINDOW, to: WINDOW, source: FOR_USERS },
  clearUserPage: { ...WINDOW, source: FOR_USERS },
  copyToUserPage: { ...UNTREATED, before: ANY_ALIAS, after: ANY_ALIAS, source: FOR_DEBUGGERS },
  copyFromUserPage: { ...UNTREATED, before: ANY_ALIAS, source: FOR_DEBUGGERS },
});
