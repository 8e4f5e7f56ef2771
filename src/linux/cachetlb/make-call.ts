/** Makes a cachetlb call by its name: does on a machine what the machine's port does in it. */
import type { SteppedCall } from '../../ports/calls/index.js';
import { CALLS, type CallDefinition } from './calls.js';
import { type CachetlbHands, carryOut } from './carry-out.js';
import { type CallGiven, targetsOf } from './given.js';
import { portCallsOf } from './port-calls.js';
import { stepsOf } from './reached.js';

/** Makes the call with what it is given: the steps of the port, and whatever the call does beside them. */
export function makeCall<Call extends SteppedCall>(
  call: Call,
  given: CallGiven[(typeof CALLS)[Call]['given']],
  hands: CachetlbHands,
): void {
  const { act, given: kind }: CallDefinition = CALLS[call];
  if (act) {
    act(given, hands);
    return;
  }
  for (const step of stepsOf(portCallsOf(hands.layout.machine), call)) {
    for (const target of targetsOf(kind, given, step)) carryOut([step], target, hands);
  }
}
