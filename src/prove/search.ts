/**
 * The search: every state of the line and every place in the kernel's program that some run leads to. Runs that need
 * fewer steps are looked at first, so the first trouble that is met has a shortest run. A whole dax_io() is one step,
 * however much it does.
 */
import { InputError } from '../units/problems.js';
import { type KernelProgram, kernelPrograms, userActions, usersOf } from './kernel-program.js';
import { actionNumber, type LineAction, type LineModel } from './line-model.js';
import type { Question } from './question.js';

/** What a run can come to that must not be. */
export type Trouble = 'stale load' | 'lost store';

/** One thing that happened on the way: through which alias, and inside which dax_io(), if inside one. */
export interface Moment {
  readonly alias: number;
  readonly action: LineAction;
  /** Who did it: hardware evicts and fetches of its own accord. */
  readonly by: 'user' | 'kernel' | 'hardware';
  readonly rw?: 'read' | 'write';
  /** It is the first of its dax_io(). */
  readonly begins?: boolean;
}

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
  /** The number of alias and action in the tables of the model. */
  readonly number: number;
  /** The place that it leads to. */
  readonly pc: number;
  /** The number of steps that it adds to a run: 0 inside a dax_io() that has begun. */
  readonly cost: 0 | 1;
}

/** Looks for a stale load or a lost store. Throws an InputError where more than `budget` states would be visited. */
export function search(model: LineModel, question: Question, budget: number): Finding {
  const edges = edgesOf(model, question);
  const lines = model.states.length;
  const known = new Map<number, Visit>([[0, { from: -1, moment: undefined, depth: 0 }]]);
  let now = [0];
  for (let depth = 0; ; depth++) {
    const later: number[] = [];
    let found: Finding | undefined;
    // What costs nothing joins the layer that is being looked at.
    for (let at = 0; at < now.length; at++) {
      const node = now[at]!;
      if (known.get(node)!.depth < depth) continue; // a way without a further step was found to it
      const state = node % lines;
      for (const { number, pc, cost, moment } of edges[(node - state) / lines]!) {
        const next = model.next[number]![state]!;
        const trouble = troubleOf(model, number, moment.action, state, next);
        // Trouble one step further on waits until nothing nearer can be found.
        if (trouble && (cost === 0 || !found)) {
          found = { trouble, run: [...runTo(known, node), moment], states: known.size, depth: depth + cost };
        }
        if (trouble && cost === 0) return found!;
        const target = pc * lines + next;
        const before = known.get(target);
        if (trouble || (before && before.depth <= depth + cost)) continue;
        if (known.size >= budget) throw overBudget(budget, depth);
        known.set(target, { from: node, moment, depth: depth + cost });
        (cost === 0 ? now : later).push(target);
      }
    }
    if (found) return found;
    if (later.length === 0) return { trouble: undefined, run: [], states: known.size, depth };
    now = later;
  }
}

/** How a state was first reached. */
interface Visit {
  readonly from: number;
  readonly moment: Moment | undefined;
  readonly depth: number;
}

function troubleOf(
  model: LineModel,
  number: number,
  action: LineAction,
  state: number,
  next: number,
): Trouble | undefined {
  if (action !== 'fetch' && model.stale[number]![state]) return 'stale load';
  return model.lost[next] ? 'lost store' : undefined;
}

/** What can happen at each place in the kernel's program; place 0 is outside of it. */
export function edgesOf(model: LineModel, { strategy, concurrent, speculative }: Question): Edge[][] {
  const programs = kernelPrograms(model, strategy);
  const idle: Edge[] = [...userEdges(model, 0), ...hardwareEdges(model, 0, speculative, () => true)];
  const edges = [idle];
  for (const program of programs) {
    // The place behind the last step is outside again.
    const first = edges.length;
    const placeAfter = (done: number) => (done === program.steps.length ? 0 : first + done - 1);
    idle.push(kernelEdge(program, 0, placeAfter(1)));
    for (let done = 1; done < program.steps.length; done++) {
      const pc = placeAfter(done);
      const mapped = (alias: number) => !program.revokes || !usersOf(model).includes(alias);
      edges.push([
        kernelEdge(program, done, placeAfter(done + 1)),
        ...hardwareEdges(model, pc, speculative, mapped),
        ...(concurrent && !program.revokes ? userEdges(model, pc, program.byte) : []),
      ]);
    }
  }
  return edges;
}

function kernelEdge({ rw, steps }: KernelProgram, done: number, pc: number): Edge {
  const { alias, action, number } = steps[done]!;
  const moment: Moment = { alias, action, by: 'kernel', rw, ...(done === 0 && { begins: true }) };
  return { moment, number, pc, cost: done === 0 ? 1 : 0 };
}

/** What users may do; `inFlight` is the byte that the kernel is about to read or write, which they leave alone. */
function userEdges(model: LineModel, pc: number, inFlight?: 0 | 1): Edge[] {
  return usersOf(model).flatMap((alias) =>
    userActions(inFlight).map((action) => edge(alias, action, 'user', pc)),
  );
}

function hardwareEdges(
  model: LineModel,
  pc: number,
  speculative: boolean,
  isMapped: (alias: number) => boolean,
): Edge[] {
  return model.aliases.flatMap(({ cached }, alias) => [
    // One eviction for each place in the cache: that of the first alias that leads there.
    ...(model.places.indexOf(model.places[alias]!) === alias ? [edge(alias, 'evict', 'hardware', pc)] : []),
    ...(speculative && cached && isMapped(alias) ? [edge(alias, 'fetch', 'hardware', pc)] : []),
  ]);
}

function edge(alias: number, action: LineAction, by: 'user' | 'hardware', pc: number): Edge {
  return { moment: { alias, action, by }, number: actionNumber(alias, action), pc, cost: 1 };
}

function runTo(known: ReadonlyMap<number, Visit>, node: number): Moment[] {
  const run: Moment[] = [];
  for (let at = node; ; ) {
    const { from, moment } = known.get(at)!;
    if (!moment) return run.reverse();
    run.push(moment);
    at = from;
  }
}

function overBudget(budget: number, depth: number): InputError {
  return new InputError(
    [
      `nothing is decided: the budget of ${budget} states was used up; all runs of up to ${depth} steps were looked at, and they are coherent`,
    ],
    `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5))).budget(1_000_000)`,
  );
}
