/**
 * A flush plan whose actions can be changed. All 65,536 plans are decided once, by the prover, so that each change is looked up; the
 * picture, and the shortest run that fails, are asked for by themselves, since they take longer.
 */

import { prove } from '../../fluent/prove.js';
import { KNOWN_PLANS } from '../../linux/known-plans.js';
import { formatPlan, PLAN_POINTS } from '../../linux/strategies/flush-plan.js';
import { PlanLattice } from '../../prove/plan-lattice.js';
import { PLANS, planNumber, planOf } from '../../prove/plan-number.js';
import { type Answer, decide, decidePlans } from '../../prove/prove.js';
import type { Question } from '../../prove/question.js';
import { InputError } from '../../units/problems.js';
import { planVerdict, pointName } from '../../views/plans.js';
import { plansSvg } from '../../views/plans-svg.js';
import { answerTable, answerVerdict } from '../../views/verdict.js';
import { describeMachine } from '../../views/words.js';
import { remembering } from './remembering.js';

/** What is asked of a plan: by its number, that of the text where none is said. */
export interface PlanMoved {
  readonly plan: number;
  /** Also its place in the lattice, and the shortest run that fails. */
  readonly isWhole: boolean;
}

export interface PlanAnswer {
  readonly plan: number;
  /** The machine in words. */
  readonly on: string;
  /** The eight points, in the order in which they come. */
  readonly points: readonly { readonly name: string; readonly who: 'user' | 'kernel' }[];
  readonly coherent: boolean;
  readonly verdict: string;
  /** How the plan is written. */
  readonly written: string;
  readonly whole?: WholePlan;
}

export interface WholePlan {
  /** The lattice with the plan in it. */
  readonly svg: string;
  /** The shortest run that fails, a row a step; undefined where none does. */
  readonly run:
    | {
        readonly says: string;
        readonly columns: readonly string[];
        readonly rows: readonly (readonly string[])[];
      }
    | undefined;
}

/** States that all plans may take in a page; on CPUs with two names of a page they take a quarter of a million. */
const MOST_STATES = 10_000_000;

/** What was decided of a plan. */
export function askPlan(text: string, moved?: PlanMoved): PlanAnswer {
  const { question, lattice } = decidedIn(text);
  const { plan, isWhole } = moved ?? { plan: beginning(question), isWhole: true };
  if (!Number.isInteger(plan) || plan < 0 || plan >= PLANS) throw new Error(`there is no plan ${plan}`);
  const { machine } = question;
  return {
    plan,
    on: `${machine.name}: ${describeMachine(machine)}`,
    points: PLAN_POINTS.map(({ alias: who }, point) => ({ name: pointName(point), who })),
    coherent: lattice.has(plan),
    verdict: `${planVerdict(lattice, plan)}.`,
    written: formatPlan(planOf(plan)),
    ...(isWhole && { whole: wholeOf(question, lattice, plan) }),
  };
}

const decidedIn = remembering((text: string) => {
  const question = prove(text).describe();
  return { question, lattice: new PlanLattice(decidePlans(question, MOST_STATES).coherent) };
});

function beginning({ strategy }: Question): number {
  if (strategy.kind === 'flush plan') return planNumber(strategy.plan);
  if (strategy.kind === 'none') return 0;
  throw new InputError(
    [`actions are those of a flush plan, and this question is about ${strategy.kind}`],
    `show(prove(processor('SH7750')).plans().plan({ beforeRead: { user: 'clean' } }))`,
  );
}

function wholeOf(question: Question, lattice: PlanLattice, plan: number): WholePlan {
  const svg = plansSvg(lattice, KNOWN_PLANS, `A flush plan on ${question.machine.name}`, plan);
  if (lattice.has(plan)) return { svg, run: undefined };
  return { svg, run: runOf(decide({ ...question, strategy: { kind: 'flush plan', plan: planOf(plan) } })) };
}

function runOf(answer: Answer): WholePlan['run'] {
  const table = answerTable(answer);
  const steps = table.objects() as Record<string, unknown>[];
  // Where nothing happens by itself, nobody looks for it.
  const columns = table.columnNames().filter((column) => steps.some((step) => String(step[column]) !== ''));
  const rows = steps.map((step) => columns.map((column) => String(step[column])));
  return { says: answerVerdict(answer).replace(/^refuted: /, ''), columns, rows };
}
