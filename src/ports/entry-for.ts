/** Which entry of a port is about a machine: that of its CPU, or else that of its kind of cache. */
import { PORTS } from './all-ports.js';
import type { CacheClass } from './calls/port-calls.js';
import type { PortName } from './port-name.js';
import { rowsCalled } from './processors/find-processor.js';

/** What is said of some kinds of cache, or some CPUs, of one port. */
export interface Entry {
  readonly arch: string;
  readonly caches: readonly CacheClass[];
  readonly cpus?: readonly string[];
}

/** The entry of these for a port's caches of this class, and for this CPU where it has one of its own. */
export function entryFor<Found extends Entry>(
  entries: readonly Found[],
  arch: string,
  cache: CacheClass,
  cpu?: string,
): Found | undefined {
  const on = (kind: CacheClass) => {
    const fitting = entries.filter((entry) => entry.arch === arch && entry.caches.includes(kind));
    const own = fitting.find(({ cpus }) => cpu !== undefined && cpus && isOneOf(cpu, cpus, arch));
    return own ?? fitting.find(({ cpus }) => !cpus);
  };
  // Ports without virtual tags ask whether colors exist, and would do the same for them.
  return on(cache) ?? (cache === 'VIVT' ? on('VIPT-aliasing') : undefined);
}

/** Whether a name of a CPU means one of these, whichever of its names each is called by. */
function isOneOf(cpu: string, cpus: readonly string[], arch: string): boolean {
  const { processors } = PORTS[arch as PortName];
  const rows = rowsCalled(cpu, processors);
  return cpus.some((one) => rowsCalled(one, processors).some((row) => rows.includes(row)));
}
