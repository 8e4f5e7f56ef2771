/**
 * Flush plans: one action at each of the eight points around a kernel access, 4^8 = 65,536 plans in all. Before the
 * access the user alias is treated first, then the kernel alias; after it the kernel alias first, then the user alias.
 *
 *     before read:  user, kernel │ load  │ after read:  kernel, user
 *     before write: user, kernel │ store │ after write: kernel, user
 */
import type { Maintenance } from '../../hardware/maintenance.js';
import { checkOptions } from '../../units/options.js';
import { asTyped, Problems } from '../../units/problems.js';
import { allOf } from '../../units/words.js';
import type { Access, Care, CareAround } from './behavior.js';

/** What is done to an alias's lines. Linux calls a clean "wback" and an invalidate "inv"; a flush is both in that order. */
export type PlanAction = 'none' | Maintenance;
export const PLAN_ACTIONS = allOf<PlanAction>({ none: true, clean: true, invalidate: true, flush: true });

/** When around the kernel's access. */
export type PlanMoment = 'beforeRead' | 'afterRead' | 'beforeWrite' | 'afterWrite';
export const PLAN_MOMENTS = allOf<PlanMoment>({
  beforeRead: true,
  afterRead: true,
  beforeWrite: true,
  afterWrite: true,
});

/** The two kinds of alias that a plan treats. */
export type PlanAlias = 'user' | 'kernel';
const PLAN_ALIASES = allOf<PlanAlias>({ user: true, kernel: true });

/** One of the eight points. */
export interface PlanPoint {
  readonly moment: PlanMoment;
  readonly alias: PlanAlias;
}

/** The eight points in the order in which they come: the one place where that order is written. */
export const PLAN_POINTS: readonly PlanPoint[] = PLAN_MOMENTS.flatMap((moment) => {
  const order = moment.startsWith('before') ? PLAN_ALIASES : [...PLAN_ALIASES].reverse();
  return order.map((alias) => ({ moment, alias }));
});

/** A complete plan. */
export type FlushPlan = { readonly [moment in PlanMoment]: { readonly [alias in PlanAlias]: PlanAction } };

/** A plan as it is typed: what is left out is `'none'`. */
export type FlushPlanInput = {
  readonly [moment in PlanMoment]?: { readonly [alias in PlanAlias]?: PlanAction };
};

const WORKING_LINE = `flushPlan({ beforeRead: { user: 'clean' }, afterWrite: { kernel: 'flush' } })`;

/** The plan that was typed, complete. Throws an InputError that names every unknown point and action. */
export function completePlan(input: FlushPlanInput): FlushPlan {
  const problems = new Problems();
  if (checkOptions(input, PLAN_MOMENTS, 'flush plan', problems)) {
    for (const moment of PLAN_MOMENTS) checkMoment(moment, input[moment], problems);
  }
  problems.throwIfAny(WORKING_LINE);
  const at = (moment: PlanMoment) =>
    Object.freeze({ user: input[moment]?.user ?? 'none', kernel: input[moment]?.kernel ?? 'none' });
  return Object.freeze({
    beforeRead: at('beforeRead'),
    afterRead: at('afterRead'),
    beforeWrite: at('beforeWrite'),
    afterWrite: at('afterWrite'),
  });
}

/** What a plan does around one access, in order. */
export function careOf(plan: FlushPlan, access: Access): CareAround {
  const at = (when: 'before' | 'after') =>
    PLAN_POINTS.filter(({ moment }) => moment === `${when}${access === 'read' ? 'Read' : 'Write'}`).flatMap(
      ({ moment, alias }): Care[] => {
        const action = plan[moment][alias];
        return action === 'none' ? [] : [{ alias, action }];
      },
    );
  return { before: at('before'), after: at('after') };
}

function checkMoment(moment: PlanMoment, aliases: unknown, problems: Problems): void {
  if (aliases === undefined || !checkOptions(aliases, PLAN_ALIASES, moment, problems)) return;
  for (const alias of PLAN_ALIASES) {
    const action = aliases[alias] === undefined ? 'none' : aliases[alias];
    problems.unless(
      PLAN_ACTIONS.some((known) => known === action),
      `${moment}.${alias} is ${asTyped(action)}, none of ${PLAN_ACTIONS.join(', ')}`,
    );
  }
}

/**
 * A plan as text: its points in order, those that do nothing left out.
 * @example
 * formatPlan(completePlan({ beforeRead: { user: 'clean' } })) // => 'before-read:user=clean'
 */
export function formatPlan(plan: FlushPlan): string {
  const busy = PLAN_POINTS.filter(({ moment, alias }) => plan[moment][alias] !== 'none');
  const points = busy.map(({ moment, alias }) => `${kebab(moment)}:${alias}=${plan[moment][alias]}`);
  return points.join(',') || 'does nothing';
}

/**
 * The plan that {@link formatPlan} writes so: points between commas, nothing for the plan that does nothing.
 * @example
 * formatPlan(parsePlan('before-read:user=clean, after-write:kernel=flush')) // => 'before-read:user=clean,after-write:kernel=flush'
 */
export function parsePlan(text: string): FlushPlan {
  const problems = new Problems();
  const plan: Partial<Record<PlanMoment, Partial<Record<PlanAlias, PlanAction>>>> = {};
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const [, point, alias, action] = /^([a-z-]+):([a-z]+)=([a-z]+)$/.exec(part) ?? [];
    const moment = PLAN_MOMENTS.find((known) => kebab(known) === point);
    const who = PLAN_ALIASES.find((known) => known === alias);
    const does = PLAN_ACTIONS.find((known) => known === action);
    if (moment && who && does) {
      plan[moment] = { ...plan[moment], [who]: does };
      continue;
    }
    const points = PLAN_MOMENTS.map(kebab).join('|');
    problems.add(
      `${asTyped(part)} is not (${points}):(${PLAN_ALIASES.join('|')})=(${PLAN_ACTIONS.join('|')})`,
    );
  }
  problems.throwIfAny(
    `aliaslab prove --cache vipt:16KiB:1:32 --plan before-read:user=clean,after-write:kernel=flush`,
  );
  return completePlan(plan);
}

function kebab(moment: PlanMoment): string {
  return moment.replace(/[A-Z]/, (capital) => `-${capital.toLowerCase()}`);
}
