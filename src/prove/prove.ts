/** The answer to a question: coherent, or a shortest run that is not. */

import type { MachineDescription } from '../linux/machine-description.js';
import type { Story } from '../linux/story/story.js';
import { behaviorOf } from '../linux/strategies/index.js';
import { asTyped, InputError } from '../units/problems.js';
import { type AllPlans, decideAllPlans } from './all-plans.js';
import { askedUnder, assumedOf, rowOf, type UnderAssumed } from './assumed.js';
import { counterexample } from './counterexample.js';
import { writesByteBack } from './kernel-program.js';
import { usualActions } from './line-actions.js';
import { LineModel, NEXT_STATE } from './line-model.js';
import { type LineQuestion, lineQuestionsOf } from './line-question.js';
import type { LineState } from './line-state.js';
import type { Moment } from './moments.js';
import { linuxOf, type Question } from './question.js';
import { type Finding, search, type Trouble } from './search.js';

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
  readonly story: Story | undefined;
  readonly states: number;
  readonly depth: number;
  /** The line that the shortest run is about; the first, where there is none. */
  readonly line: LineQuestion;
  readonly model: LineModel;
  /** Of a CPU's machine of which a policy is assumed: whether the other policy has the same answer. */
  readonly policies?: UnderAssumed;
}

/** As many states as fit into memory without thought; four aliases of four colors need some 300,000. */
export const USUAL_BUDGET = 2_000_000;

const BUDGET_LINE = `prove(processor('SH7750')).budget(1_000_000).run()`;

/** Decides a question: each of its lines by itself. Throws an InputError where the budget of states does not suffice. */
export function decide(question: Question, budget = USUAL_BUDGET): Answer {
  checkBudget(budget);
  let states = 0;
  let depth = 0;
  let found: { readonly line: LineQuestion; readonly finding: Finding } | undefined;
  const lines = lineQuestionsOf(question);
  for (const line of lines) {
    const finding = search(modelOf(line), line, budget - states);
    states += finding.states;
    if (!finding.trouble) depth = Math.max(depth, finding.depth);
    else if (!found || finding.depth < found.finding.depth) found = { line, finding };
  }
  const { line = lines[0]!, finding } = found ?? {};
  const model = modelOf(line);
  const { trouble, run = [] } = finding ?? {};
  return Object.freeze({
    question,
    coherent: trouble === undefined,
    trouble,
    witness: Object.freeze(witnessed(model, run)),
    story: trouble && counterexample(line, run, trouble),
    states,
    depth: finding?.depth ?? depth,
    line,
    model,
  });
}

/**
 * The same; of a machine of the atlas also under what might be true in place of what is assumed of it. Under that the budget may
 * not suffice: then it is taken to decide otherwise.
 */
export function decideUnderAssumed(question: Question, budget = USUAL_BUDGET): Answer {
  const answer = decide(question, budget);
  const row = rowOf(question.machine);
  const names = row ? assumedOf(row) : [];
  if (names.length === 0) return answer;
  const ask = (machine: MachineDescription) =>
    machine === question.machine ? answer.coherent : isCoherentWithin({ ...question, machine }, budget);
  const { assumed, dependsOn } = askedUnder(names, question.machine, ask, Object.is);
  return Object.freeze({ ...answer, policies: Object.freeze({ assumed, dependsOn }) });
}

function isCoherentWithin(question: Question, budget: number): boolean | undefined {
  try {
    return decide(question, budget).coherent;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function checkBudget(budget: number): void {
  if (!Number.isSafeInteger(budget) || budget < 1) {
    throw new InputError([`budget ${asTyped(budget)} is not a number of states from 1 up`], BUDGET_LINE);
  }
}

/** What all plans may take: about half a minute. */
export const USUAL_PLANS_BUDGET = 500_000_000;

/**
 * Decides all flush plans of a question, in place of the strategy that it names; one that revokes goes on doing so. A plan is
 * coherent where it is so on each of the question's lines.
 */
export function decidePlans(
  { strategy, ...asked }: Question,
  budget = USUAL_PLANS_BUDGET,
): AllPlans & { readonly model: LineModel } {
  checkBudget(budget);
  const revokes = behaviorOf(strategy).takesMappingsAway;
  const lines = lineQuestionsOf({ ...asked, strategy: revokes ? strategy : { kind: 'none' } });
  const decided = lines.map((line) => plansOf(line, budget));
  const [first, ...others] = decided as [AllPlans, ...AllPlans[]];
  return {
    coherent:
      others.length === 0
        ? first.coherent
        : first.coherent.map((is, plan) => (others.every(({ coherent }) => coherent[plan]) ? is : 0)),
    states: decided.reduce((sum, { states }) => sum + states, 0),
    model: modelOf(lines[0]!),
  };
}

function plansOf(line: LineQuestion, budget: number): AllPlans {
  const model = modelOf(line);
  const key = structureOf(model, line);
  const known = key === undefined ? undefined : PLANS_OF.get(key);
  // What is known already was too much for a smaller budget: the answer does not depend on what was asked before.
  const plans = known && known.states <= budget ? known : decideAllPlans(model, line, budget);
  if (key !== undefined) remember(PLANS_OF, key, plans);
  return plans;
}

/**
 * Lines of different caches often have the same states and transitions: their plans are decided once. With several cores
 * there are too many to compare.
 */
function structureOf(model: LineModel, { question }: LineQuestion): string | undefined {
  const { concurrent, speculative, durable, strategy, acts = [] } = question;
  if (model.cores > 1 || model.aliases.length > 2 || acts.length > 0) return undefined;
  const asked = model.aliases.flatMap((_, alias) =>
    usualActions(durable).map((action) => model.actionNumber(0, alias, action)),
  );
  model.complete(asked);
  const aliases = model.aliases.map(({ role, cached }) => [role, cached]);
  const columns = asked.map((action) => [...model.columns[action]!.subarray(0, model.size)]);
  const { era } = linuxOf(question);
  const modes = [concurrent, speculative, durable, strategy.kind];
  return JSON.stringify([modes, era, writesByteBack(question), aliases, columns]);
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

/** The model of a line. */
export function modelOf(line: LineQuestion): LineModel {
  const { question, aliases, takesTurns, processes, behavior } = line;
  const { machine, durable } = question;
  const window = takesTurns && [behavior.window!.flushesBeforeReuse, behavior.window!.invalidatesTlb];
  const key = JSON.stringify([machine, aliases, durable, window, processes]);
  const known = MODELS.get(key);
  if (known && known.size <= MOST_STATES_KEPT) return known;
  const model = new LineModel(line);
  remember(MODELS, key, model);
  return model;
}
