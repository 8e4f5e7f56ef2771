/** The answer to a question: coherent, or a shortest run that is not. */
import type { ScenarioDescription } from '../linux/scenario.js';
import { asTyped, InputError } from '../units/problems.js';
import { type AllPlans, decideAllPlans } from './all-plans.js';
import { counterexample } from './counterexample.js';
import { LINE_ACTIONS } from './line-actions.js';
import { LineModel, NEXT_STATE } from './line-model.js';
import type { LineState } from './line-state.js';
import type { Moment } from './moments.js';
import { askedAliases, type Question } from './question.js';
import { search, type Trouble } from './search.js';

/** A step of the run that refutes, and the state of the line behind it. */
export interface Witness extends Moment {
  readonly state: LineState;
}

/** What was decided. */
export interface Answer {
  readonly question: Question;
  readonly coherent: boolean;
  readonly trouble: Trouble | undefined;
  /** The shortest run that ends in trouble, moment by moment; empty where there is none. */
  readonly witness: readonly Witness[];
  /** The same run as a story that a machine replays. */
  readonly story: ScenarioDescription | undefined;
  readonly states: number;
  readonly depth: number;
  readonly model: LineModel;
}

/** As many states as fit into memory without thought; four aliases of four colors need some 300,000. */
export const USUAL_BUDGET = 2_000_000;

const BUDGET_LINE = `prove(processor('SH7750')).budget(1_000_000).run()`;

/** Decides a question. Throws an InputError where the budget of states does not suffice. */
export function decide(question: Question, budget = USUAL_BUDGET): Answer {
  checkBudget(budget);
  const model = modelOf(question);
  const { trouble, run, states, depth } = search(model, question, budget);
  return Object.freeze({
    question,
    coherent: trouble === undefined,
    trouble,
    witness: Object.freeze(witnessed(model, run)),
    story: trouble && counterexample(question, model, run, trouble),
    states,
    depth,
    model,
  });
}

function checkBudget(budget: number): void {
  if (!Number.isSafeInteger(budget) || budget < 1) {
    throw new InputError([`budget ${asTyped(budget)} is not a number of states from 1 up`], BUDGET_LINE);
  }
}

/** What all plans may take: about half a minute. */
export const USUAL_PLANS_BUDGET = 500_000_000;

/** Decides all flush plans of a question, in place of the strategy that it names; one that revokes goes on doing so. */
export function decidePlans(
  { strategy, ...asked }: Question,
  budget = USUAL_PLANS_BUDGET,
): AllPlans & { readonly model: LineModel } {
  checkBudget(budget);
  const revokes = strategy.kind === 'flush plan' && strategy.revokes === true;
  const question: Question = { ...asked, strategy: revokes ? strategy : { kind: 'none' } };
  const model = modelOf(question);
  const key = structureOf(model, question);
  const known = key === undefined ? undefined : PLANS_OF.get(key);
  // What is known already was too much for a smaller budget: the answer does not depend on what was asked before.
  const plans = known && known.states <= budget ? known : decideAllPlans(model, question, budget);
  if (key !== undefined) remember(PLANS_OF, key, plans);
  return { ...plans, model };
}

/**
 * Lines of different caches often have the same states and transitions: their plans are decided once. With several cores
 * there are too many to compare.
 */
function structureOf(model: LineModel, { users, also, ...question }: Question): string | undefined {
  if (model.cores > 1 || model.aliases.length > 2) return undefined;
  const actions = model.columns.map((_, action) => action);
  const asked = question.durable ? actions : actions.filter((action) => action % LINE_ACTIONS.length < 9);
  model.complete(asked);
  const { concurrent, speculative, durable, strategy } = question;
  const cached = model.aliases.map((alias) => alias.cached);
  const columns = asked.map((action) => [...model.columns[action]!.subarray(0, model.size)]);
  return JSON.stringify([
    concurrent,
    speculative,
    durable,
    strategy.kind,
    users.length,
    also.length,
    cached,
    columns,
  ]);
}

function witnessed(model: LineModel, run: readonly Moment[]): Witness[] {
  let state = 0;
  return run.map((moment) => {
    const action = model.actionNumber(moment.core, moment.alias, moment.action);
    state = model.outcome(action, state) & NEXT_STATE;
    return { ...moment, state: model.stateOf(state) };
  });
}

/** The latest models, and what was decided of them: a notebook asks many questions about few lines. */
const MODELS = new Map<string, LineModel>();
const PLANS_OF = new Map<string, AllPlans>();
const MOST_REMEMBERED = 64;
/** A model with more states than this is not kept. */
const MOST_STATES_KEPT = 50_000;

function remember<Value>(of: Map<string, Value>, key: string, value: Value): void {
  if (of.size === MOST_REMEMBERED && !of.has(key)) of.delete(of.keys().next().value!);
  of.set(key, value);
}

/** The model of a question's line. */
export function modelOf(question: Question): LineModel {
  const { machine, durable } = question;
  const aliases = askedAliases(question);
  const key = JSON.stringify([machine.cache, machine.pageSize, machine.cores, aliases, durable]);
  const known = MODELS.get(key);
  if (known && known.size <= MOST_STATES_KEPT) return known;
  const model = new LineModel(machine, aliases, durable);
  remember(MODELS, key, model);
  return model;
}
