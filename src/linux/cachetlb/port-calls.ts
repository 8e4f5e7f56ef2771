/**
 * What each cachetlb call does on each port: the data of the files beside this one, found by a machine's port and kind of
 * cache. Ports on which software never sees data alias do nothing; a machine of no port in particular does what the
 * document promises.
 */
import { deepFreeze } from '../../units/deep-freeze.js';
import type { MachineDescription } from '../machine-description.js';
import { type PortValueSource, read } from '../ports/port.js';
import { ARM_CALLS } from './arm-calls.js';
import {
  type CacheClass,
  type CopySide,
  cacheClassOf,
  flush,
  type PortCalls,
  UNTREATED,
} from './behavior.js';
import { FLUSHING_CALLS } from './flushing-calls.js';
import { KMAP_COHERENT_CALLS } from './kmap-coherent-calls.js';
import { M68K_CALLS } from './m68k-calls.js';
import { WINDOW_CALLS } from './window-calls.js';

const ALL = deepFreeze([
  ...ARM_CALLS,
  ...FLUSHING_CALLS,
  ...KMAP_COHERENT_CALLS,
  ...M68K_CALLS,
  ...WINDOW_CALLS,
]);

const EVERY_CACHE: readonly CacheClass[] = ['VIVT', 'VIPT-aliasing', 'non-aliasing'];

/** Why a call that is missing from a port's data does nothing there. */
export const NOTHING_TO_DO: PortValueSource = read('include/asm-generic/cacheflush.h: an empty function');

const DOCUMENT = read('Documentation/core-api/cachetlb.rst, Linux 6.19: the guarantee, not a port');
const PAGE = { steps: [flush('physical page')], source: DOCUMENT };
const RANGE = { steps: [flush('kernel range')], source: DOCUMENT };
const USER = { steps: [flush('user address')], source: DOCUMENT };
const WINDOW: CopySide = { before: [flush('physical page')], through: 'window', after: [] };

/** No port in particular: what the document promises, kept by flushing every alias of the page. */
const DOCUMENTED: PortCalls = deepFreeze({
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

/** The calls that do nothing to data caches, whoever makes them. */
function nothing(arch: string): PortCalls {
  return deepFreeze({
    arch,
    caches: EVERY_CACHE,
    updateMmuCacheNeedsStructPage: false,
    calls: {},
    copyUserPage: { from: UNTREATED, to: UNTREATED, source: NOTHING_TO_DO },
    clearUserPage: { ...UNTREATED, source: NOTHING_TO_DO },
    copyToUserPage: { ...UNTREATED, source: NOTHING_TO_DO },
    copyFromUserPage: { ...UNTREATED, source: NOTHING_TO_DO },
  });
}

/** The data of all ports that do anything to data caches: a port with two kinds of cache has two entries. */
export function allPortCalls(): readonly PortCalls[] {
  return ALL;
}

/**
 * What the calls do on a port's caches of this class. A port that never flushes data, or that treats this class as
 * coherent, gets calls that do nothing.
 * @example
 * portCalls('mips', 'VIPT-aliasing').calls.flush_dcache_page?.steps // => [{ op: 'flush', reach: 'kernel address' }]
 * portCalls('x86', 'non-aliasing').calls // => {}
 */
export function portCalls(arch: string, cache: CacheClass): PortCalls {
  if (arch === 'generic') return DOCUMENTED;
  const on = (kind: CacheClass) => ALL.find((entry) => entry.arch === arch && entry.caches.includes(kind));
  // Ports without virtual tags ask whether colors exist, and would do the same for them.
  return on(cache) ?? (cache === 'VIVT' ? on('VIPT-aliasing') : undefined) ?? nothing(arch);
}

/** What the calls do on a machine: its port's, on its kind of cache. */
export function portCallsOf(machine: MachineDescription): PortCalls {
  return portCalls(machine.port, cacheClassOf(machine));
}
