/** What is asked of two views, as it was typed, and as plain data. */
import { checkLinux, type LinuxDescription } from '../linux/linux-description.js';
import { checkMachine, colorsOn } from '../linux/machine-description.js';
import { behaviorOf, checkStrategy, completeStrategy, type Strategy } from '../linux/strategies/index.js';
import { type Costs, completeCosts } from '../price/costs.js';
import type { KernelCalls, TwoViewsDescription } from '../replay/two-views/two-views-description.js';
import { checkWindow } from '../replay/two-views/window-slots.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, Problems } from '../units/problems.js';
import { isPowerOfTwo, parseSize, type Size } from '../units/size.js';
import { memoryFrom } from './data-window.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { none, StrategyChoice } from './strategies.js';
import type { Trace } from './trace.js';

/** What was typed. */
export interface TwoViewsProps {
  readonly trace: Trace;
  readonly machine: MachineInput;
  /** Left out: as far as the colors can be. */
  readonly difference: number | undefined;
  /** Left out: none, or the usual ones where prices are asked for. */
  readonly strategies: readonly (StrategyChoice | Strategy)[] | undefined;
  readonly rw: KernelCalls['rw'];
  readonly length: Size;
  readonly every: number;
  readonly costs: Partial<Costs>;
  readonly window: Size;
  readonly linux: LinuxDescription;
}

/** Two views, the other strategies that they are asked for under, and costs: plain data. */
export interface TwoViewsAsked extends TwoViewsDescription {
  readonly others?: readonly Strategy[];
  readonly costs: Costs;
}

export const WORKING_LINE = `await twoViews(sampleTrace('words')).on(processor('SH7750')).apart(2).copying('1 KiB').every(500).run()`;

/** What was typed, complete. Throws one InputError with everything that is wrong with it. */
export function describeTwoViews(props: TwoViewsProps): TwoViewsAsked {
  const { trace, machine, difference, strategies, rw, length, every, costs, window, linux } = props;
  const problems = new Problems();
  const onMachine = problems.collect(() => {
    const description = machineOf(machine);
    checkMachine(description, problems);
    return description;
  });
  const [plain, ...others] = (strategies ?? [none()]).map((strategy) =>
    problems.collect(() => plainStrategy(strategy, problems)),
  );
  problems.unless(strategies?.length !== 0, 'using() names no strategy');
  const bytes = problems.collect(() => parseSize(length, 'length')) ?? 1;
  problems.unless(
    isPowerOfTwo(bytes) && bytes <= 4096,
    `length ${asTyped(length)} is not a power of two of at most 4 KiB`,
  );
  const isEvery = Number.isInteger(every) && every >= 1;
  problems.unless(isEvery, `every ${asTyped(every)} references: it is a whole number from 1`);
  const complete = completeCosts(costs, problems);
  checkLinux(linux, problems);
  problems.throwIfAny(WORKING_LINE);
  problems.unless(
    complete.refill === complete.fill,
    `a refill costs ${complete.refill} and a fill ${complete.fill}: two views do not tell lines that come back from others`,
  );
  const { onAlias } = onMachine!.cache;
  problems.unless(
    onAlias === undefined,
    `two views do not count the ${onAlias === 'trap' ? 'exceptions' : 'machine checks'} by which ${onMachine!.name} answers an alias: scenario() and prove() do`,
  );
  const colors = colorsOn(onMachine!);
  const apart = difference === undefined ? Math.floor(colors / 2) : difference;
  const isApart = Number.isInteger(apart) && apart >= 0 && apart < colors;
  const those = colors === 1 ? 'there is one color' : `there are ${colors} colors`;
  problems.unless(isApart, `${asTyped(apart)} colors apart: ${those}, on ${onMachine!.name}`);
  const room = problems.collect(() => memoryFrom(window, onMachine!.pageSize));
  for (const each of [plain!, ...others]) {
    checkStrategy(each!, colors, problems);
    checkWindow(each!, behaviorOf(each!), onMachine!.cache, problems);
  }
  problems.throwIfAny(WORKING_LINE);
  return deepFreeze({
    trace: trace.name,
    machine: onMachine!,
    linux,
    difference: behaviorOf(plain!).window ? 0 : apart,
    strategy: plain!,
    ...(others.length > 0 && { others: others as Strategy[] }),
    calls: { rw, length: bytes, every },
    costs: complete,
    window: room!,
  });
}

/** Throws an InputError for what cannot be completed, and adds to `problems` what is no strategy. */
function plainStrategy(strategy: StrategyChoice | Strategy, problems: Problems): Strategy {
  const complete = strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy);
  // Colors of a window are looked at below.
  checkStrategy(complete, Number.POSITIVE_INFINITY, problems);
  return complete;
}
