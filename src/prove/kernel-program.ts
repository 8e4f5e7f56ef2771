/** What dax_io() does with one byte, step by step, under a coherence strategy. */
import type { FlushPlan, PlanAlias } from '../linux/flush-plan.js';
import type { Strategy } from '../linux/strategy.js';
import { actionNumber, type LineAction, type LineModel } from './line-model.js';

/** One read() or write() of one byte: actions of a model, in order. */
export interface KernelProgram {
  readonly rw: 'read' | 'write';
  readonly byte: 0 | 1;
  readonly steps: readonly KernelStep[];
  /** The user's mapping is taken away while it runs. */
  readonly revokes: boolean;
}

export interface KernelStep {
  readonly alias: number;
  readonly action: LineAction;
  /** The number of alias and action in the tables of the model. */
  readonly number: number;
}

/** The kernel's programs: a read and a write of either byte. */
export function kernelPrograms(model: LineModel, strategy: Strategy): KernelProgram[] {
  const revokes = strategy.kind === 'flush plan' && strategy.revokes === true;
  const plan = strategy.kind === 'flush plan' ? strategy.plan : undefined;
  return (['read', 'write'] as const).flatMap((rw) =>
    ([0, 1] as const).map((byte) => ({ rw, byte, revokes, steps: stepsOf(model, rw, byte, plan) })),
  );
}

function stepsOf(
  model: LineModel,
  rw: 'read' | 'write',
  byte: 0 | 1,
  plan: FlushPlan | undefined,
): KernelStep[] {
  const kernel = model.aliases.length - 1;
  const step = (alias: number, action: LineAction) => ({
    alias,
    action,
    number: actionNumber(alias, action),
  });
  const treat = (moment: keyof FlushPlan, order: readonly PlanAlias[]) =>
    order.flatMap((who) => {
      const action = plan?.[moment][who] ?? 'none';
      if (action === 'none') return [];
      return who === 'kernel' ? [step(kernel, action)] : usersOf(model).map((user) => step(user, action));
    });
  return [
    ...treat(rw === 'read' ? 'beforeRead' : 'beforeWrite', ['user', 'kernel']),
    step(kernel, rw === 'read' ? `load ${byte}` : `store ${byte}`),
    ...treat(rw === 'read' ? 'afterRead' : 'afterWrite', ['kernel', 'user']),
  ];
}

/** The numbers of the user aliases: all but the last. */
export function usersOf(model: LineModel): number[] {
  return model.aliases.slice(0, -1).map((_, user) => user);
}

/** What a user may do to the line; `inFlight` is a byte that it leaves alone, because the kernel is at it. */
export function userActions(inFlight?: 0 | 1): LineAction[] {
  const bytes = ([0, 1] as const).filter((byte) => byte !== inFlight);
  return bytes.flatMap((byte): LineAction[] => [`load ${byte}`, `store ${byte}`]);
}
