/** Cache maintenance of one slot of a core's cache, by set and way, or of every slot. */
import type { Maintenance } from '../../hardware/machine.js';
import { asTyped, type Problems } from '../../units/problems.js';
import type { MachineDescription } from '../machine-description.js';
import type { OnCore } from './on-core.js';
import { isCount, type StepKind } from './step-kind.js';

/** Of every slot, where set and way are left out. */
export interface WholeCacheStep extends OnCore {
  readonly do: `${Maintenance} cache`;
  readonly set?: number;
  readonly way?: number;
}

export function wholeCache(action: Maintenance): StepKind<WholeCacheStep> {
  return {
    fields: [{ name: 'set' }, { name: 'way' }],
    isShaped: () => true,
    check: checkSlot,
    take({ machine }, { set, way }) {
      if (set === undefined || way === undefined) machine.maintainAll(action);
      else machine.maintainWay(action, set, way);
      return {};
    },
    words: () => `${action} cache`,
    deeds: ({ set, way }) =>
      set === undefined && way === undefined
        ? [{ may: `${action} cache` }]
        : [{ untold: `what lies in set ${set} way ${way} is the affair of every page` }],
  };
}

function checkSlot(
  { set, way }: WholeCacheStep,
  where: string,
  { cache }: MachineDescription,
  problems: Problems,
): void {
  if (set === undefined && way === undefined) return;
  const sets = cache.size / (cache.ways * cache.line);
  problems.unless(
    isCount(set) && isCount(way) && set < sets && way < cache.ways,
    `${where}: there is no set ${asTyped(set)} way ${asTyped(way)}: sets are 0 to ${sets - 1}, ways 0 to ${cache.ways - 1}`,
  );
}
