/**
 * A context switch on one core. A cache with virtual tags and without address-space ids would go on hitting the lines of the
 * process before at the same addresses (homonyms), so it is cleaned and invalidated as a whole (arch/arm/mm/proc-arm926.S).
 */
import { portCallsOf } from '../cachetlb/index.js';
import type { System } from '../system/system.js';

export function switchTo(system: System, process: number, flushes: boolean): void {
  const { machine, layout, running, trace } = system;
  const { organization, addressSpaceIds } = layout.machine.cache;
  const needsFlush = organization === 'VIVT' && !addressSpaceIds && running.get(machine.core) !== process;
  const flushesHere = needsFlush && portCallsOf(layout.machine).caches.includes('VIVT');
  const what = flushes && flushesHere ? 'the whole cache is cleaned and invalidated' : 'nothing is flushed';
  trace.note('switch_mm', `process ${process}`, what);
  if (flushes && flushesHere) machine.maintainAll('flush');
  running.set(machine.core, process);
}
