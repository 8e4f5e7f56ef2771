/**
 * All 65,536 flush plans of one question. What a read does depends on four of the eight points only, and what a write does
 * on the other four: so there are 256 reads and 256 writes. Most of them go wrong alone, and a plan with such a half is
 * refuted with it. Of the pairs that are left most are coherent, so they are searched together: a kernel that may do any of
 * these reads and writes has all their runs, and if none of its runs goes wrong, no pair does. Where one does, each half of
 * them is asked again, down to single pairs. No run is kept, only whether there is trouble.
 */
import { careOf } from '../linux/strategies/flush-plan.js';
import type { Access } from '../linux/strategies/index.js';
import { InputError } from '../units/problems.js';
import { ACCESSES, BYTES, kernelOf, kernelSteps } from './kernel-program.js';
import { IMPOSSIBLE, type LineModel, NEXT_STATE } from './line-model.js';
import type { LineQuestion } from './line-question.js';
import { coresFor, type Moment, momentsBetween, momentsOutside } from './moments.js';
import { PLANS, planOf } from './plan-number.js';

/** What was decided, and how many states were visited for it. */
export interface AllPlans {
  /** 1 where the plan with that number is coherent. */
  readonly coherent: Uint8Array;
  readonly states: number;
}

const HALF = 256;
/** Pairs are searched together where a number for each state at each step of all their programs takes no more than 16 MB. */
const MOST_ROOM = 4_000_000;

/** Decides every plan. Throws an InputError where more than `budget` states would be visited. */
export function decideAllPlans(model: LineModel, line: LineQuestion, budget: number): AllPlans {
  const coherent = new Uint8Array(PLANS);
  const searcher = new PlanSearcher(model, line);
  let decided = 0;
  let states = 0;
  const isSafe = (...halves: readonly HalfPlan[]) => {
    const safe = searcher.isSafe(halves, budget - states);
    states += searcher.visited;
    if (safe === undefined) throw overBudget(budget, decided);
    return safe;
  };
  // Users that disagree among themselves need no kernel for it, and no plan of the kernel's helps them.
  if (!isSafe()) return { coherent, states };
  // What may happen between two steps of the kernel's depends on the byte that it is at, and on no plan.
  const between = line.pages.map((_, page) =>
    BYTES.map((byte) => compiled(model, momentsBetween(model, line, { page, byte }))),
  );
  const [reads, writes] = ACCESSES.map((rw) =>
    numbers(HALF).map((plan) => halfPlan(model, line, between, rw, plan)),
  );
  const safeReads = numbers(HALF).filter((plan) => isSafe(reads![plan]!));
  const safeWrites = numbers(HALF).filter((plan) => isSafe(writes![plan]!));
  decided = PLANS - safeReads.length * safeWrites.length;
  const decidePairs = (someReads: readonly number[], someWrites: readonly number[]): void => {
    const pairs = someReads.length * someWrites.length;
    if (pairs === 0) return;
    const halves = [...someReads.map((plan) => reads![plan]!), ...someWrites.map((plan) => writes![plan]!)];
    const isOne = pairs === 1;
    if ((isOne || searcher.roomFor(halves) <= MOST_ROOM) && isSafe(...halves)) {
      for (const read of someReads) for (const write of someWrites) coherent[read * HALF + write] = 1;
      decided += pairs;
    } else if (isOne) decided++;
    else if (someReads.length >= someWrites.length) {
      for (const some of inTwo(someReads)) decidePairs(some, someWrites);
    } else {
      for (const some of inTwo(someWrites)) decidePairs(someReads, some);
    }
  };
  decidePairs(safeReads, safeWrites);
  return { coherent, states };
}

const inTwo = (some: readonly number[]) => {
  const middle = Math.ceil(some.length / 2);
  return [some.slice(0, middle), some.slice(middle)];
};

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** The reads, or the writes, of 256 plans each: for every core and byte a program, in columns of the model. */
type HalfPlan = readonly CompiledProgram[];

interface CompiledProgram {
  /** The actions of the kernel's steps. */
  readonly steps: Int32Array;
  /** What may happen between two of them. */
  readonly between: Int32Array;
}

function halfPlan(
  model: LineModel,
  line: LineQuestion,
  between: readonly (readonly Int32Array[])[],
  rw: Access,
  half: number,
): HalfPlan {
  // The points of reads are the high bits of a plan's number, those of writes the low ones.
  const care = careOf(planOf(rw === 'read' ? half * HALF : half), rw);
  return line.pages.flatMap((_, page) =>
    BYTES.flatMap((byte) => {
      if (kernelOf(line, page) < 0) return [];
      const steps = kernelSteps(line, page, rw, byte, care);
      return coresFor(model, line.question.pinned.kernel).map((core) => ({
        steps: compiled(
          model,
          steps.map(({ alias, action }) => ({ core, alias, action })),
        ),
        between: between[page]![byte]!,
      }));
    }),
  );
}

function compiled(
  model: LineModel,
  moments: readonly Pick<Moment, 'core' | 'alias' | 'action'>[],
): Int32Array {
  return Int32Array.from(moments, ({ core, alias, action }) =>
    model.open(model.actionNumber(core, alias, action)),
  );
}

/** A search that forgets everything between two plans but the room that it took. */
class PlanSearcher {
  visited = 0;
  readonly #model: LineModel;
  readonly #outside: Int32Array;
  /** For each state and place the number of the search that visited it last. */
  #seen = new Int32Array(0);
  #search = 0;
  #places = 0;
  /** What was seen and not yet looked at. */
  readonly #states: number[] = [];
  readonly #at: number[] = [];

  constructor(model: LineModel, line: LineQuestion) {
    this.#model = model;
    this.#outside = compiled(model, momentsOutside(model, line));
  }

  /** Whether no run comes to trouble in which the kernel does these things; undefined where too many states are visited. */
  isSafe(halves: readonly HalfPlan[], budget: number): boolean | undefined {
    const programs = halves.flat();
    this.#begin(placesIn(programs));
    const inside = placesOf(programs);
    this.#see(0, 0);
    for (let state = this.#states.pop(); state !== undefined; state = this.#states.pop()) {
      const pc = this.#at.pop()!;
      if (this.visited > budget) return undefined;
      if (pc === 0) {
        if (!this.#takeAll(this.#outside, state, 0)) return false;
        for (let i = 0, first = 1; i < programs.length; i++) {
          const { steps } = programs[i]!;
          if (!this.#take(steps[0]!, state, steps.length === 1 ? 0 : first)) return false;
          first += steps.length - 1;
        }
      } else {
        const { step, next, between } = inside[pc]!;
        if (!this.#take(step, state, next)) return false;
        if (!this.#takeAll(between, state, pc)) return false;
      }
    }
    return true;
  }

  /** How many pairs of a state, as far as states are known, and a place a search of these may visit. */
  roomFor(halves: readonly HalfPlan[]): number {
    return this.#model.size * placesIn(halves.flat());
  }

  #begin(places: number): void {
    // Other places give the same entries another meaning: a search never has the number of one before.
    this.#places = places;
    this.#search++;
    this.visited = 0;
    this.#states.length = 0;
    this.#at.length = 0;
  }

  /** Does each of these in a state; gives back whether there was no trouble. */
  #takeAll(actions: Int32Array, state: number, pc: number): boolean {
    for (let i = 0; i < actions.length; i++) if (!this.#take(actions[i]!, state, pc)) return false;
    return true;
  }

  #take(action: number, state: number, pc: number): boolean {
    let outcome = this.#model.columns[action]![state]!;
    if (outcome < 0) outcome = this.#model.outcome(action, state);
    if (outcome > NEXT_STATE) return (outcome & IMPOSSIBLE) !== 0;
    this.#see(outcome, pc);
    return true;
  }

  #see(state: number, pc: number): void {
    const node = state * this.#places + pc;
    if (node >= this.#seen.length) this.#grow(node);
    if (this.#seen[node] === this.#search) return;
    this.#seen[node] = this.#search;
    this.visited++;
    this.#states.push(state);
    this.#at.push(pc);
  }

  #grow(node: number): void {
    const larger = new Int32Array(Math.max(4096, 2 * node));
    larger.set(this.#seen);
    this.#seen = larger;
  }
}

/** The places of a kernel that may do any of these: one outside, and one between any two steps. */
function placesIn(programs: HalfPlan): number {
  return 1 + programs.reduce((sum, { steps }) => sum + steps.length - 1, 0);
}

/** What the kernel does next at each place inside of its programs, and where that leads. Place 0 is outside. */
function placesOf(programs: HalfPlan): { step: number; next: number; between: Int32Array }[] {
  const places: { step: number; next: number; between: Int32Array }[] = [
    { step: -1, next: 0, between: new Int32Array(0) },
  ];
  for (const { steps, between } of programs) {
    for (let done = 1; done < steps.length; done++) {
      const next = done === steps.length - 1 ? 0 : places.length + 1;
      places.push({ step: steps[done]!, next, between });
    }
  }
  return places;
}

function overBudget(budget: number, decided: number): InputError {
  return new InputError(
    [
      `${decided} of ${PLANS} flush plans are decided: the budget of ${budget} states was used up, and nothing is said of the rest`,
    ],
    `prove(processor('SH7750')).budget(500_000_000).plans()`,
  );
}
