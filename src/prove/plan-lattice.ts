/** What follows from which plans are coherent: the fewest points, the minimal plans, what is missing and what is redundant. */
import { PLAN_ACTIONS, PLAN_POINTS, type PlanAction } from '../linux/strategies/flush-plan.js';
import { actionAt, PLANS, pointsOf, WEAKER, withAction } from './plan-number.js';

/** A change to a plan: at this point, this action instead. */
export interface PlanChange {
  readonly point: number;
  readonly from: PlanAction;
  readonly to: PlanAction;
}

export class PlanLattice {
  readonly coherent: Uint8Array;
  /** The numbers of the coherent plans. */
  readonly all: readonly number[];
  /** The coherent plans none of whose actions can be weakened. */
  readonly minimal: readonly number[];
  /** The fewest points at which a coherent plan does something; undefined where no plan is coherent. */
  readonly fewest: number | undefined;

  constructor(coherent: Uint8Array) {
    this.coherent = coherent;
    this.all = Object.freeze(numbersWhere((plan) => coherent[plan] === 1));
    const minimal = this.all.filter((plan) => this.#isMinimal(plan));
    // Few points first, then in the order of the points.
    this.minimal = Object.freeze(minimal.sort((a, b) => pointsOf(a) - pointsOf(b) || b - a));
    this.fewest = this.all.length === 0 ? undefined : Math.min(...this.minimal.map(pointsOf));
  }

  has(plan: number): boolean {
    return this.coherent[plan] === 1;
  }

  /** Whether no single action can be weakened: the question of all 65,536, and so asked without making anything. */
  #isMinimal(plan: number): boolean {
    for (let point = 0; point < PLAN_POINTS.length; point++) {
      for (const weaker of WEAKER[actionAt(plan, point)]) {
        if (this.coherent[withAction(plan, point, weaker)] === 1) return false;
      }
    }
    return true;
  }

  /** Each single action of a coherent plan that can be weakened, with the weakest that will do there. */
  weakenings(plan: number): PlanChange[] {
    return PLAN_POINTS.flatMap((_, point) => {
      const from = actionAt(plan, point);
      const weaker = [...WEAKER[from]].reverse().find((to) => this.has(withAction(plan, point, to)));
      return weaker === undefined ? [] : [{ point, from, to: weaker }];
    });
  }

  /**
   * The smallest changes that make a plan coherent: each a set of actions to put in place of what stands there. Empty
   * where the plan is coherent already, and where no plan is.
   */
  repairs(plan: number): PlanChange[][] {
    if (this.has(plan) || this.all.length === 0) return [];
    const change = (target: number) =>
      PLAN_POINTS.flatMap((_, point): PlanChange[] => {
        const [from, to] = [actionAt(plan, point), actionAt(target, point)];
        return from === to ? [] : [{ point, from, to }];
      });
    const distance = (target: number) => change(target).length;
    const least = this.all.reduce(
      (nearest, target) => Math.min(nearest, distance(target)),
      PLAN_POINTS.length,
    );
    const near = this.all.filter((target) => distance(target) === least);
    // Of changes at the same points only those that ask for the least.
    const weakest = near.filter(
      (target) =>
        !change(target).some(({ point, to }) =>
          WEAKER[to].some((weaker) => near.includes(withAction(target, point, weaker))),
        ),
    );
    return weakest.map(change);
  }

  /** The actions that coherent plans have at a point, and in how many minimal plans something is done there. */
  usesOf(point: number): { inAll: readonly PlanAction[]; inMinimal: number; needed: boolean } {
    const inAll = PLAN_ACTIONS.filter((action) => this.all.some((plan) => actionAt(plan, point) === action));
    return {
      inAll,
      inMinimal: this.minimal.filter((plan) => actionAt(plan, point) !== 'none').length,
      needed: this.all.length > 0 && !inAll.includes('none'),
    };
  }

  /** How many coherent plans do something at exactly so many points, from 0 to 8. */
  byPoints(): { readonly coherent: number; readonly minimal: number; readonly plans: number }[] {
    const rows = Array.from({ length: PLAN_POINTS.length + 1 }, () => ({
      coherent: 0,
      minimal: 0,
      plans: 0,
    }));
    for (let plan = 0; plan < PLANS; plan++) rows[pointsOf(plan)]!.plans++;
    for (const plan of this.all) rows[pointsOf(plan)]!.coherent++;
    for (const plan of this.minimal) rows[pointsOf(plan)]!.minimal++;
    return rows;
  }
}

function numbersWhere(holds: (plan: number) => boolean): number[] {
  const found: number[] = [];
  for (let plan = 0; plan < PLANS; plan++) if (holds(plan)) found.push(plan);
  return found;
}
