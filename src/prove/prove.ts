/** The answer to a question: coherent, or a shortest run that is not. */

import type { ScenarioDescription } from '../linux/scenario.js';
import { asTyped, InputError } from '../units/problems.js';
import { type AllPlans, decideAllPlans } from './all-plans.js';
import { counterexample } from './counterexample.js';
import { actionNumber, type LineModel, type LineState, lineModel } from './line-model.js';
import { askedAliases, type Question } from './question.js';
import { type Moment, search, type Trouble } from './search.js';

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
  if (!Number.isSafeInteger(budget) || budget < 1) {
    throw new InputError([`budget ${asTyped(budget)} is not a number of states from 1 up`], BUDGET_LINE);
  }
  const model = modelOf(question);
  const { trouble, run, states, depth } = search(model, question, budget);
  return Object.freeze({
    question,
    coherent: trouble === undefined,
    trouble,
    witness: Object.freeze(witnessed(model, run)),
    story: trouble && counterexample(question, model, run),
    states,
    depth,
    model,
  });
}

/** Decides all flush plans of a question, whatever strategy it names. */
export function decidePlans(question: Question): AllPlans & { readonly model: LineModel } {
  const { concurrent, speculative, strategy } = question;
  const revokes = strategy.kind === 'flush plan' && strategy.revokes === true;
  const model = modelOf({ ...question, strategy: { kind: 'none' } });
  const modes = { concurrent, speculative, revokes };
  // Lines of different caches often have the same states and transitions: those are decided once.
  const key = JSON.stringify([modes, model.aliases.length, model.lost, model.next, model.stale]);
  const plans = PLANS_OF.get(key) ?? decideAllPlans(model, modes);
  remember(PLANS_OF, key, plans);
  return { ...plans, model };
}

function witnessed(model: LineModel, run: readonly Moment[]): Witness[] {
  let state = 0;
  return run.map((moment) => {
    state = model.next[actionNumber(moment.alias, moment.action)]![state]!;
    return { ...moment, state: model.states[state]! };
  });
}

/** The latest models, and what was decided of them: a notebook asks many questions about few lines. */
const MODELS = new Map<string, LineModel>();
const PLANS_OF = new Map<string, AllPlans>();
const MOST_REMEMBERED = 64;

function remember<Value>(of: Map<string, Value>, key: string, value: Value): void {
  if (of.size === MOST_REMEMBERED && !of.has(key)) of.delete(of.keys().next().value!);
  of.set(key, value);
}

/** The model of a question's line. */
export function modelOf(question: Question): LineModel {
  const { cache, pageSize } = question.machine;
  const aliases = askedAliases(question);
  const key = JSON.stringify([cache, pageSize, aliases]);
  const known = MODELS.get(key);
  if (known) return known;
  const model = lineModel(cache, pageSize, aliases);
  remember(MODELS, key, model);
  return model;
}
