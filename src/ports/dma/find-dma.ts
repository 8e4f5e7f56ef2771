/** What each port does around DMA, found by port, kind of cache and CPU. */
import { PORT_NAMES, PORTS } from '../all-ports.js';
import type { CacheClass } from '../calls/port-calls.js';
import { entryFor } from '../entry-for.js';
import { DOCUMENTED_DMA } from '../generic.js';
import type { PortDma } from './port-dma.js';

const ALL: readonly PortDma[] = Object.freeze(PORT_NAMES.flatMap((name) => PORTS[name].dma ?? []));

/** The data of all ports that were read. */
export function allPortDma(): readonly PortDma[] {
  return ALL;
}

/**
 * What a port does around DMA on caches of this class, and on this CPU where it treats some by themselves. Undefined where
 * nothing was read of the port: it may do anything.
 * @example
 * portDma('sh', 'VIPT-aliasing')?.forDevice['from device'] // => [{ op: 'invalidate', reach: 'kernel range' }]
 * portDma('x86', 'non-aliasing')?.isCoherent // => true
 * portDma('score', 'non-aliasing') // => undefined
 */
export function portDma(arch: string, cache: CacheClass, cpu?: string): PortDma | undefined {
  if (arch === 'generic') return DOCUMENTED_DMA;
  return entryFor(ALL, arch, cache, cpu);
}
