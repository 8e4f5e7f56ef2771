/**
 * What each cachetlb call does on each port, found by port, kind of cache and CPU. Ports on which software never
 * sees data alias do nothing; no port in particular does what the document promises.
 */
import { deepFreeze } from '../../units/deep-freeze.js';
import { PORT_NAMES, PORTS } from '../all-ports.js';
import { entryFor } from '../entry-for.js';
import { DOCUMENTED } from '../generic.js';
import type { PortName } from '../port-name.js';
import { inFile, type PortValueSource, together } from '../source.js';
import { type CacheClass, EVERY_CACHE, type PortCalls, UNTREATED } from './port-calls.js';

/** Tables have these ports first, those beside each other that do alike; then all others by name. */
const FIRST: readonly PortName[] = [
  'arm',
  'arc',
  'csky',
  'microblaze',
  'nios2',
  'sparc32',
  'mips',
  'sh',
  'm68k',
];
const OTHERS = PORT_NAMES.filter((name) => !FIRST.includes(name)).sort();
const ALL: readonly PortCalls[] = Object.freeze(
  [...FIRST, ...OTHERS].flatMap((name) => PORTS[name].calls ?? []),
);

/** Why a call that is missing from a port's data does nothing there. */
export const NOTHING_TO_DO: PortValueSource = together(
  inFile('6.19', 'include/asm-generic/cacheflush.h')('_ASM_GENERIC_CACHEFLUSH_H', 2, 127),
  inFile('6.19', 'include/linux/highmem.h')('flush_anon_page', 185, 198),
);

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

/** The data of all ports that do anything to data caches: a port that treats two kinds of CPU apart has two entries. */
export function allPortCalls(): readonly PortCalls[] {
  return ALL;
}

/**
 * What the calls do on a port's caches of this class, and on this CPU where the port treats some by themselves. A port that
 * never flushes data, or that treats this class as coherent, gets calls that do nothing.
 * @example
 * portCalls('mips', 'VIPT-aliasing').calls.flush_dcache_page?.steps // => [{ op: 'flush', reach: 'kernel address' }]
 * portCalls('x86', 'non-aliasing').calls // => {}
 */
export function portCalls(arch: string, cache: CacheClass, cpu?: string): PortCalls {
  if (arch === 'generic') return DOCUMENTED;
  return entryFor(ALL, arch, cache, cpu) ?? nothing(arch);
}
