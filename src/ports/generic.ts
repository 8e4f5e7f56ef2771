/**
 * No port in particular: an address space that is made up and says so, and calls that do what the document
 * promises. A port whose address space is not known has the same one, under its own name.
 */
import { deepFreeze } from '../units/deep-freeze.js';
import { type CopySide, EVERY_CACHE, type PortCalls, UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { inFile, type PortValueSource } from './source.js';
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

/** The guarantees, not a port. */
const DOCUMENT = inFile('6.19', 'Documentation/core-api/cachetlb.rst')('cache flushing interfaces', 108, 398);
const PAGE = { steps: [flush('physical page')], source: DOCUMENT };
const RANGE = { steps: [flush('kernel range')], source: DOCUMENT };
const USER = { steps: [flush('user address')], source: DOCUMENT };
const WINDOW: CopySide = { before: [flush('physical page')], through: 'window', after: [] };

/** No port in particular: what the document promises, kept by flushing every alias of the page. */
export const DOCUMENTED: PortCalls = deepFreeze({
  arch: 'generic',
  caches: EVERY_CACHE,
  updateMmuCacheNeedsStructPage: false,
  reachesColorsBy: 'window',
  calls: {
    flush_cache_mm: USER,
    flush_cache_dup_mm: USER,
    flush_cache_range: USER,
    flush_cache_page: USER,
    flush_cache_kmaps: { steps: [flush('whole cache')], source: DOCUMENT },
    flush_cache_vmap: RANGE,
    flush_cache_vunmap: RANGE,
    flush_dcache_page: PAGE,
    flush_anon_page: PAGE,
    flush_kernel_dcache_page: { steps: [flush('kernel address')], source: DOCUMENT },
    flush_kernel_vmap_range: RANGE,
    invalidate_kernel_vmap_range: RANGE,
  },
  copyUserPage: { from: WINDOW, to: WINDOW, source: DOCUMENT },
  clearUserPage: { ...WINDOW, source: DOCUMENT },
  copyToUserPage: { ...UNTREATED, before: PAGE.steps, after: PAGE.steps, source: DOCUMENT },
  copyFromUserPage: { ...UNTREATED, before: PAGE.steps, source: DOCUMENT },
});
