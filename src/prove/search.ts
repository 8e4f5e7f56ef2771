/**
 * The search: every state of the line and every place in the kernel's program that some run leads to. Runs that need
 * fewer steps are looked at first, so the first trouble that is met has a shortest run. A whole dax_io() is one step,
 * however much it does.
 */
import { InputError } from '../units/problems.js';
import { type KernelProgram, kernelPrograms } from './kernel-program.js';
import { LINE_ACTIONS } from './line-actions.js';
import { BROKEN, type LineModel, LOST, NEXT_STATE, STALE } from './line-model.js';
import { coresFor, type Moment, momentsBetween, momentsOutside } from './moments.js';
import type { Question } from './question.js';
import { Visits } from './visits.js';

/** What a run can come to that must not be. */
export type Trouble = 'stale load' | 'lost store' | 'broken promise';

/** What the search found. */
export interface Finding {
  readonly trouble: Trouble | undefined;
  /** The shortest run that ends in trouble; empty where there is none. */
  readonly run: readonly Moment[];
  /** How many states of line and kernel were visited, and how many steps the longest shortest run to one has. */
  readonly states: number;
  readonly depth: number;
}

/** What can happen at one place in the kernel's program. */
export interface Edge {
  readonly moment: Moment;
  /** The number of the action in the columns of the model. */
  readonly number: number;
  /** The place that it leads to. */
  readonly pc: number;
  /** The number of steps that it adds to a run: 0 inside a dax_io() that has begun. */
  readonly cost: 0 | 1;
}

/** Looks for trouble. Throws an InputError where more than `budget` states would be visited. */
export function search(model: LineModel, question: Question, budget: number): Finding {
  const edges = edgesOf(model, question);
  const places = edges.length;
  const visits = new Visits(places);
  visits.note(0, 0, 0, -1);
  let now = [0];
  for (let depth = 0; ; depth++) {
    const later: number[] = [];
    let found: Finding | undefined;
    // What costs nothing joins the layer that is being looked at.
    for (let at = 0; at < now.length; at++) {
      const node = now[at]!;
      if (visits.depthOf(node) < depth) continue; // a way without a further step was found to it
      const pc = node % places;
      const state = (node - pc) / places;
      const here = edges[pc]!;
      for (let way = 0; way < here.length; way++) {
        const { number, pc: to, cost } = here[way]!;
        const outcome = model.outcome(number, state);
        const target = (outcome & NEXT_STATE) * places + to;
        const trouble = troubleIn(outcome);
        if (trouble) {
          // Trouble one step further on waits until nothing nearer can be found.
          if (cost === 1 && found) continue;
          const run = [...visits.runTo(node, edges), here[way]!.moment];
          found = { trouble, run, states: visits.count, depth: depth + cost };
          if (cost === 0) return found;
          continue;
        }
        if (visits.depthOf(target) <= depth + cost) continue;
        if (visits.count >= budget) throw overBudget(budget, depth);
        visits.note(target, depth + cost, node, way);
        (cost === 0 ? now : later).push(target);
      }
    }
    if (found) return found;
    if (later.length === 0) return { trouble: undefined, run: [], states: visits.count, depth };
    now = later;
  }
}

/** What is wrong with an outcome. */
export function troubleIn(outcome: number): Trouble | undefined {
  if (outcome <= NEXT_STATE) return undefined;
  if (outcome & STALE) return 'stale load';
  return outcome & LOST ? 'lost store' : outcome & BROKEN ? 'broken promise' : undefined;
}

/** What can happen at each place in the kernel's program; place 0 is outside of it. */
export function edgesOf(model: LineModel, question: Question): Edge[][] {
  const idle = momentsOutside(model, question).map((moment) => edge(model, moment, 0));
  const edges = [idle];
  for (const program of kernelPrograms(question)) {
    const between = momentsBetween(model, question, program.byte);
    for (const core of coresFor(model, question.pinned.kernel)) {
      // The place behind the last step is outside again.
      const first = edges.length;
      const placeAfter = (done: number) => (done === program.steps.length ? 0 : first + done - 1);
      idle.push(kernelEdge(model, program, core, 0, placeAfter(1)));
      for (let done = 1; done < program.steps.length; done++) {
        const pc = placeAfter(done);
        edges.push([
          kernelEdge(model, program, core, done, placeAfter(done + 1)),
          ...between.map((moment) => edge(model, moment, pc)),
        ]);
      }
    }
  }
  return edges;
}

function kernelEdge(
  model: LineModel,
  { rw, steps }: KernelProgram,
  core: number,
  done: number,
  pc: number,
): Edge {
  const { alias, action } = steps[done]!;
  const moment: Moment = { core, alias, action, by: 'kernel', rw, ...(done === 0 && { begins: true }) };
  return { ...edge(model, moment, pc), cost: done === 0 ? 1 : 0 };
}

function edge(model: LineModel, moment: Moment, pc: number): Edge {
  const number = model.actionNumber(moment.core, moment.alias, moment.action);
  return { moment, number, pc, cost: 1 };
}

/** Nobody looks at the bytes that hardware fetches of its own accord. */
export function looks({ action }: Moment): boolean {
  return LINE_ACTIONS.indexOf(action) < 2;
}

function overBudget(budget: number, depth: number): InputError {
  return new InputError(
    [
      `nothing is decided: the budget of ${budget} states was used up; all runs of up to ${depth} steps were looked at, and they are coherent`,
    ],
    `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5))).budget(1_000_000)`,
  );
}
