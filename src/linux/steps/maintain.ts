/** Cache maintenance through an alias, by its address. */
import type { Maintenance } from '../../hardware/machine.js';
import { type RangeStepOf, rangeStep } from './through-alias.js';

/** Cache maintenance through an alias. */
export type MaintainStep = RangeStepOf<Maintenance>;

export function maintain<Action extends Maintenance>(action: Action) {
  return rangeStep(
    action,
    ({ machine }, alias, at, length) => {
      machine.maintain(action, alias, at, length);
      return {};
    },
    ({ alias }) => [{ may: action, alias }],
  );
}
