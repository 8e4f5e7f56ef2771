/** All 65,536 flush plans of a question, decided. */

import { KNOWN_PLANS, type KnownPlan } from '../linux/known-plans.js';
import {
  completePlan,
  type FlushPlan,
  type FlushPlanInput,
  formatPlan,
} from '../linux/strategies/flush-plan.js';
import { writeQuestion } from '../notation/write.js';
import type { AllPlans } from '../prove/all-plans.js';
import { type PlanChange, PlanLattice } from '../prove/plan-lattice.js';
import { planNumber, planOf } from '../prove/plan-number.js';
import type { Question } from '../prove/question.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { InputError } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import {
  changeText,
  minimalPlansTable,
  planPointsTable,
  plansFigure,
  plansVerdict,
  planVerdict,
} from '../views/plans.js';
import { plansSvg } from '../views/plans-svg.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { modesOf } from '../views/verdict.js';
import { describeMachine } from '../views/words.js';
import { handForm } from './hands.js';
import { mails } from './mails.js';
import { knownMachine } from './read-story.js';
import { type DisplayBundle, Shown } from './shown.js';
import { flushPlan, StrategyChoice } from './strategies.js';

const WORKING_LINE = `prove(processor('SH7750')).plans().plan({ beforeRead: { user: 'clean' } })`;

/** Which plans are coherent, which of those cannot be weakened, and what is missing from one's own. */
export class Plans extends Shown {
  /** How many states were visited to decide them all. */
  readonly states: number;
  readonly #question: Question;
  readonly #lattice: PlanLattice;

  constructor(question: Question, { coherent, states }: AllPlans) {
    super();
    this.#question = question;
    this.#lattice = new PlanLattice(coherent);
    this.states = states;
  }

  /** How many plans are coherent. */
  get count(): number {
    return this.#lattice.all.length;
  }
  /** @deprecated The old name of `count`. */
  get coherent(): number {
    renamed('plans().coherent', 'plans().count');
    return this.count;
  }
  /** The fewest points at which a coherent plan does something; undefined where no plan is coherent. */
  get fewest(): number | undefined {
    return this.#lattice.fewest;
  }
  /** The coherent plans none of whose actions can be weakened; those with the fewest points first. */
  get minimal(): readonly StrategyChoice[] {
    return this.#lattice.minimal.map((plan) => flushPlan(planOf(plan)));
  }

  /** One plan among them: whether it is coherent, what it misses, what it does in vain. */
  plan(plan: FlushPlanInput | StrategyChoice): PlanAmongAll {
    return new PlanAmongAll(this.#question, this.#lattice, planInput(plan));
  }
  /** The plans that somebody proposed or uses, each with what was decided. */
  known(): readonly (KnownPlan & { readonly coherent: boolean })[] {
    return KNOWN_PLANS.map((known) => ({ ...known, coherent: this.#lattice.has(planNumber(known.plan)) }));
  }

  /** A row a plan that cannot be weakened, a column a point. */
  table(): Table {
    return minimalPlansTable(this.#lattice);
  }
  /** A row a point: which actions coherent plans have there, and whether one can do without it. */
  points(): Table {
    return planPointsTable(this.#lattice);
  }
  /** The plans by the number of their points: how many are coherent, and how many of those cannot be weakened. */
  figure(): Figure {
    return plansFigure(this.#lattice, `Coherent flush plans on ${this.#question.machine.name}`);
  }
  /** The lattice as a picture: plans that cannot be weakened and known plans, and which of them contains which. */
  svg(): string {
    return plansSvg(this.#lattice, KNOWN_PLANS, `Flush plans on ${this.#question.machine.name}`);
  }
  /** What was decided, in one sentence. */
  verdict(): string {
    return plansVerdict(this.#lattice);
  }
  /** The plans for a mailing list. */
  toMail(): string {
    return mails().plans(this.#question, this.#lattice);
  }
  toString(): string {
    const known = [true, false].flatMap((is) => {
      const names = this.known().flatMap(({ name, coherent }) => (coherent === is ? [name] : []));
      return names.length === 0 ? [] : `${is ? 'coherent' : 'refuted'}: ${names.join(', ')}`;
    });
    return [
      this.#heading(),
      tableText(this.table(), { limit: 12 }),
      `known plans  ${known.join('; ')}`,
      this.verdict(),
    ].join('\n');
  }
  toJSON() {
    const { all, minimal, fewest } = this.#lattice;
    return {
      plans: 65_536,
      coherent: all.length,
      fewest: fewest ?? null,
      minimal: minimal.map((plan) => formatPlan(planOf(plan))),
      states: this.states,
    };
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption: `${this.#heading()}. ${this.verdict()}.` }),
    };
  }
  #heading(): string {
    const { machine } = this.#question;
    const modes = modesOf(this.#question).map((mode) => ` · ${mode}`);
    return `flush plans  ${machine.name}  ${describeMachine(machine)}${modes.join('')}`;
  }
}

refuseMoreInMethods(Plans, 'prove(…).plans()', WORKING_LINE);

/**
 * A plan among all plans of a question. `show()` it: a picture of where it stands; in a page its eight actions can be changed, and
 * verdict, place and shortest failing run follow.
 */
export class PlanAmongAll extends Shown {
  readonly #question: Question;
  readonly #lattice: PlanLattice;
  readonly #plan: FlushPlan;

  constructor(question: Question, lattice: PlanLattice, plan: FlushPlan) {
    super();
    this.#question = question;
    this.#lattice = lattice;
    this.#plan = plan;
  }

  /** This plan is coherent. */
  get coherent(): boolean {
    return this.#lattice.has(planNumber(this.#plan));
  }
  /** The smallest sets of changes that make it coherent, in words; empty where it is, and where no plan is. */
  missing(): readonly (readonly string[])[] {
    return this.#lattice.repairs(planNumber(this.#plan)).map((changes) => changes.map(changeText));
  }
  /** What of it can be weakened, one at a time, in words; empty where it is not coherent to begin with. */
  redundant(): readonly string[] {
    const changes: PlanChange[] = this.coherent ? this.#lattice.weakenings(planNumber(this.#plan)) : [];
    return changes.map(changeText);
  }
  /** What was decided of it, what it misses or does in vain, in one sentence. */
  verdict(): string {
    return planVerdict(this.#lattice, planNumber(this.#plan));
  }
  /** The lattice of plans with this one in it. */
  svg(): string {
    const heading = `A flush plan on ${this.#question.machine.name}`;
    return plansSvg(this.#lattice, KNOWN_PLANS, heading, planNumber(this.#plan));
  }
  toString(): string {
    const missing = this.missing().map((changes) => `  missing: ${changes.join('; ')}`);
    const redundant = this.redundant().map((change) => `  redundant: ${change}`);
    const verdict = this.coherent ? 'coherent' : 'refuted';
    return [`flush plan ${formatPlan(this.#plan)}: ${verdict}`, ...missing, ...redundant].join('\n');
  }
  toJSON() {
    return {
      plan: this.#plan,
      coherent: this.coherent,
      missing: this.missing(),
      redundant: this.redundant(),
    };
  }
  protected override bundle(): DisplayBundle {
    const strategy = { kind: 'flush plan', plan: this.#plan } as const;
    const asked = writeQuestion('plans', { ...this.#question, strategy }, knownMachine);
    return { 'text/plain': this.toString(), 'image/svg+xml': this.svg(), ...handForm('plan', asked) };
  }
}

refuseMoreInMethods(PlanAmongAll, 'prove(…).plans().plan(…)', `${WORKING_LINE}.missing()`);

function planInput(plan: FlushPlanInput | StrategyChoice): FlushPlan {
  if (!(plan instanceof StrategyChoice)) return completePlan(plan);
  const strategy = plan.toJSON();
  if (strategy.kind === 'none') return completePlan({});
  if (strategy.kind === 'flush plan') return strategy.plan;
  throw new InputError([`${plan} is not a flush plan`], `flushPlan({ beforeRead: { user: 'clean' } })`);
}
