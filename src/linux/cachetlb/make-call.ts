/** Makes a cachetlb call by its name: does on a machine what the machine's port does in it. */
import type { SteppedCall } from '../../ports/calls/index.js';
import { type CallArguments, targetsOf } from './arguments.js';
import { CALLS, type CallDefinition } from './calls.js';
import { type CachetlbKernel, carryOut } from './carry-out.js';
import { portCallsOf } from './port-calls.js';
import { stepsOf } from './reached.js';

/** Makes the call with what it is given: the steps of the port, and whatever the call does beside them. */
export function makeCall<Call extends SteppedCall>(
  call: Call,
  args: CallArguments[(typeof CALLS)[Call]['given']],
  kernel: CachetlbKernel,
): void {
  const { act, given: kind }: CallDefinition = CALLS[call];
  if (act) {
    act(args, kernel);
    return;
  }
  for (const step of stepsOf(portCallsOf(kernel.layout.machine), call)) {
    for (const target of targetsOf(kind, args, step)) carryOut([step], target, kernel);
  }
}
