/**
 * Flush plans as numbers from 0 to 65,535: two bits a point, the eight points in the order in which they come.
 *
 *     before read: user, kernel │ after read: kernel, user │ before write: user, kernel │ after write: kernel, user
 */
import {
  type FlushPlan,
  PLAN_ACTIONS,
  PLAN_MOMENTS,
  PLAN_POINTS,
  type PlanAction,
  type PlanAlias,
  type PlanMoment,
} from '../linux/strategies/flush-plan.js';

export const PLANS = 65_536;

/** What may take an action's place and does less: a flush is a clean and an invalidate. */
export const WEAKER: Readonly<Record<PlanAction, readonly PlanAction[]>> = {
  none: [],
  clean: ['none'],
  invalidate: ['none'],
  flush: ['clean', 'invalidate', 'none'],
};

/** The action of a plan at a point. */
export function actionAt(plan: number, point: number): PlanAction {
  return PLAN_ACTIONS[(plan >>> (14 - 2 * point)) & 3]!;
}

/** The plan with another action at a point. */
export function withAction(plan: number, point: number, action: PlanAction): number {
  const shift = 14 - 2 * point;
  return (plan & ~(3 << shift)) | (PLAN_ACTIONS.indexOf(action) << shift);
}

export function planNumber(plan: FlushPlan): number {
  return PLAN_POINTS.reduce((n, { moment, alias }, point) => withAction(n, point, plan[moment][alias]), 0);
}

export function planOf(number: number): FlushPlan {
  const at = (moment: PlanMoment) => {
    const actions = PLAN_POINTS.flatMap((point, i) =>
      point.moment === moment ? [[point.alias, actionAt(number, i)] as const] : [],
    );
    return Object.freeze(Object.fromEntries(actions) as Record<PlanAlias, PlanAction>);
  };
  return Object.freeze(
    Object.fromEntries(PLAN_MOMENTS.map((moment) => [moment, at(moment)])) as Record<
      PlanMoment,
      ReturnType<typeof at>
    >,
  );
}

/** At how many points a plan does something. */
export function pointsOf(plan: number): number {
  return PLAN_POINTS.filter((_, point) => actionAt(plan, point) !== 'none').length;
}
