/**
 * The search: every state of the line and every place in the kernel's program that some run leads to. Runs that need
 * fewer steps are looked at first, so the first trouble that is met has a shortest run. A whole dax_io() is one step,
 * however much it does.
 */
import { InputError } from '../units/problems.js';
import { type KernelProgram, kernelPrograms } from './kernel-program.js';
import { ruleOf } from './line-actions.js';
import {
  BROKEN,
  CHECKED,
  FOREIGN,
  IMPOSSIBLE,
  type LineModel,
  LOST,
  NEXT_STATE,
  STALE,
} from './line-model.js';
import type { LineQuestion } from './line-question.js';
import { coresFor, type Moment, momentsBetween, momentsOutside } from './moments.js';
import { Visits } from './visits.js';

/** What a run can come to that must not be. */
export type Trouble = 'stale load' | 'foreign load' | 'lost store' | 'broken promise' | 'machine check';

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
export function search(model: LineModel, line: LineQuestion, budget: number): Finding {
  const edges = edgesOf(model, line);
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
        if (outcome & IMPOSSIBLE) continue;
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
  if (outcome & CHECKED) return 'machine check';
  if (outcome & STALE) return 'stale load';
  if (outcome & FOREIGN) return 'foreign load';
  return outcome & LOST ? 'lost store' : outcome & BROKEN ? 'broken promise' : undefined;
}

/** What can happen at each place in the kernel's program; place 0 is outside of it. */
export function edgesOf(model: LineModel, line: LineQuestion): Edge[][] {
  const edges: Edge[][] = [momentsOutside(model, line).map((moment) => edge(model, moment, 0))];
  const programs = kernelPrograms(line);
  for (const program of programs) {
    for (const core of coresFor(model, line.question.pinned.kernel)) lay(program, core, 0);
  }
  return edges;

  /** Lays a program out: it begins at a place, and goes back there behind its last step. */
  function lay(program: KernelProgram, core: number, from: number): void {
    const between = momentsBetween(model, line, program);
    const isInside = from !== 0;
    const first = edges.length;
    const last = program.steps.length - 1;
    // Places inside are taken at once, so that those of programs that run in the midst of this one come behind them.
    for (let done = 0; done < last; done++) edges.push([]);
    const placeBehind = (done: number) => (done === last ? from : first + done);
    edges[from]!.push(kernelEdge(model, program, core, 0, placeBehind(0), isInside));
    for (let done = 1; done <= last; done++) {
      const pc = placeBehind(done - 1);
      edges[pc]!.push(
        kernelEdge(model, program, core, done, placeBehind(done), isInside),
        ...between.map((moment) => edge(model, moment, pc)),
      );
      if (done === program.pausesAfter && !isInside) {
        for (const other of programs) lay(other, core, pc);
      }
    }
  }
}

function kernelEdge(
  model: LineModel,
  { rw, steps }: KernelProgram,
  core: number,
  done: number,
  pc: number,
  isInside: boolean,
): Edge {
  const { alias, action } = steps[done]!;
  const marks = { ...(done === 0 && { begins: true }), ...(isInside && { inside: true }) };
  const moment: Moment = { core, alias, action, by: 'kernel', rw, ...marks };
  return { ...edge(model, moment, pc), cost: done === 0 ? 1 : 0 };
}

function edge(model: LineModel, moment: Moment, pc: number): Edge {
  const number = model.actionNumber(moment.core, moment.alias, moment.action);
  return { moment, number, pc, cost: 1 };
}

/** Nobody looks at the bytes that hardware fetches of its own accord. */
export function looks({ action }: Moment): boolean {
  return ruleOf(action).looks === true;
}

function overBudget(budget: number, depth: number): InputError {
  return new InputError(
    [
      `nothing is decided: the budget of ${budget} states was used up; all runs of up to ${depth} steps were looked at, and they are coherent`,
    ],
    `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5))).budget(1_000_000)`,
  );
}
