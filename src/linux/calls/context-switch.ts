/**
 * A context switch on one core. A cache with virtual tags and without address-space ids would go on hitting the lines of the
 * process before at the same addresses (homonyms), so it is cleaned and invalidated as a whole (arch/arm/mm/proc-arm926.S).
 */
import { portCallsOf } from '../cachetlb/index.js';
import type { MachineDescription } from '../machine-description.js';
import type { System } from '../system/system.js';

/** Whether the port flushes the cache of a machine when another process takes its core. */
export function switchFlushes(on: MachineDescription): boolean {
  const { organization, addressSpaceIds } = on.cache;
  return organization === 'VIVT' && !addressSpaceIds && portCallsOf(on).caches.includes('VIVT');
}

export function switchTo(system: System, process: number, flushes: boolean): void {
  const { machine, layout, running, trace } = system;
  const flushesHere = running.get(machine.core) !== process && switchFlushes(layout.machine);
  const what = flushes && flushesHere ? 'the whole cache is cleaned and invalidated' : 'nothing is flushed';
  trace.note('switch_mm', `process ${process}`, what);
  if (flushes && flushesHere) machine.maintainAll('flush');
  running.set(machine.core, process);
}
