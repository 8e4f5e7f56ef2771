/** What the cachetlb calls do on a machine: the data of its port, on its kind of cache and its CPU. */
import { type CacheClass, type PortCalls, portCalls } from '../../ports/calls/index.js';
import { colorsOn, type MachineDescription } from '../machine-description.js';

/** How the ports class the cache of a machine. */
export function cacheClassOf(machine: MachineDescription): CacheClass {
  if (machine.cache.organization === 'VIVT') return 'VIVT';
  return colorsOn(machine) > 1 ? 'VIPT-aliasing' : 'non-aliasing';
}

/** What the calls do on a machine: its port's, on its kind of cache. By its name it may be a CPU that the port treats by itself. */
export function portCallsOf(machine: MachineDescription): PortCalls {
  return portCalls(machine.port, cacheClassOf(machine), machine.name);
}
