/** What dax_io() does with one byte, step by step, under a coherence strategy. */
import type { FlushPlan, PlanAction, PlanAlias } from '../linux/flush-plan.js';
import { refusalOf } from '../linux/refusal.js';
import type { LineAction } from './line-actions.js';
import type { Question } from './question.js';

/** What the kernel does in a transfer. */
export type Access = 'read' | 'write';
export const ACCESSES: readonly Access[] = ['read', 'write'];
export type Byte = 0 | 1;
export const BYTES: readonly Byte[] = [0, 1];

/** One read() or write() of one byte: actions through aliases, in order. */
export interface KernelProgram {
  readonly rw: Access;
  readonly byte: Byte;
  readonly steps: readonly KernelStep[];
}

export interface KernelStep {
  readonly alias: number;
  readonly action: LineAction;
}

/** What is done to the user's and to the kernel's alias before an access, and after it. */
export interface Care {
  readonly before: { readonly [alias in PlanAlias]: PlanAction };
  readonly after: { readonly [alias in PlanAlias]: PlanAction };
}

const NO_CARE = { user: 'none', kernel: 'none' } as const;

/** The kernel's programs under the question's own strategy: a read and a write of either byte. */
export function kernelPrograms(question: Question): KernelProgram[] {
  const { strategy, machine } = question;
  // Where today's kernel refuses DAX, it has no access to anything that a user maps.
  if (strategy.kind === 'refuse' && refusalOf(machine, '6.19')) return [];
  const plan = strategy.kind === 'flush plan' ? strategy.plan : undefined;
  return ACCESSES.flatMap((rw) =>
    BYTES.map((byte) => ({ rw, byte, steps: kernelSteps(question, rw, byte, careOf(plan, rw)) })),
  );
}

function careOf(plan: FlushPlan | undefined, rw: Access): Care {
  if (!plan) return { before: NO_CARE, after: NO_CARE };
  return rw === 'read'
    ? { before: plan.beforeRead, after: plan.afterRead }
    : { before: plan.beforeWrite, after: plan.afterWrite };
}

/** The steps of one read or write. The barrier at the end of a write matters only where power may be cut. */
export function kernelSteps(
  { users, also, durable }: Pick<Question, 'users' | 'also' | 'durable'>,
  rw: Access,
  byte: Byte,
  { before, after }: Care,
): KernelStep[] {
  const kernel = users.length + also.length;
  const treat = (care: Care['before'], order: readonly PlanAlias[]) =>
    order.flatMap((who): KernelStep[] => {
      const action = care[who];
      if (action === 'none') return [];
      return who === 'kernel' ? [{ alias: kernel, action }] : users.map((_, alias) => ({ alias, action }));
    });
  return [
    ...treat(before, ['user', 'kernel']),
    { alias: kernel, action: rw === 'read' ? `load ${byte}` : `store ${byte}` },
    ...treat(after, ['kernel', 'user']),
    ...(rw === 'write' && durable ? [{ alias: kernel, action: `barrier ${byte}` } as const] : []),
  ];
}

/** Whether the strategy takes the user's mapping away while dax_io() runs. */
export function revokes({ strategy }: Pick<Question, 'strategy'>): boolean {
  return strategy.kind === 'flush plan' && strategy.revokes === true;
}
