/**
 * All that can become of a line under all its aliases, in the caches of all cores. No rule of a cache is written here: a
 * transition is found, when somebody asks for it the first time, by putting a machine into the state and executing it there.
 */
import { coresOf } from '../linux/machine-description.js';
import { LINE_ACTIONS, type LineAction, numberOf } from './line-actions.js';
import { LineBench, type Place } from './line-bench.js';
import type { AskedAlias, LineQuestion } from './line-question.js';
import type { LineState, StateDigits } from './line-state.js';

/*
 * What an action comes to, in one number: the state that it leads to, and bits for what is wrong then. Nobody has the
 * newest value of some byte; a load read a stale byte, or one of another page; a power cut would break a promise; the machine
 * ended. Or it cannot happen in that state.
 */
export const NEXT_STATE = 2 ** 25 - 1;
export const CHECKED = 2 ** 25;
export const STALE = 2 ** 26;
export const LOST = 2 ** 27;
export const BROKEN = 2 ** 28;
export const IMPOSSIBLE = 2 ** 29;
export const FOREIGN = 2 ** 30;
const UNKNOWN = -1;

const SEEN = {
  fine: 0,
  'a stale load': STALE,
  'a foreign load': FOREIGN,
  'a machine check': CHECKED,
} as const;

export class LineModel {
  readonly aliases: readonly AskedAlias[];
  readonly cores: number;
  /** For each alias the place that it leads to in each cache; aliases that share a line share a place. */
  readonly placeOf: readonly number[];
  /** The places of all cores, core by core: what the copies of a state are counted in. */
  readonly places: readonly Place[];
  /** What each action comes to in each state: a column for each action that was asked for. -1 where nobody asked yet. */
  readonly columns: Int32Array[];

  readonly #bench: LineBench;
  readonly #states: StateDigits[] = [];
  readonly #known = new Map<string, number>();
  /** What is wrong in each state, in the bits of an outcome. */
  readonly #wrong: number[] = [];
  /** As many aliases, or processes, as an action may be about. */
  readonly #subjects: number;
  #room = 256;

  constructor(line: LineQuestion) {
    this.#bench = new LineBench(line);
    this.aliases = line.aliases;
    this.cores = coresOf(line.question.machine).count;
    this.placeOf = this.#bench.placeOf;
    this.places = this.#bench.places;
    this.#subjects = Math.max(line.aliases.length, line.processes.length);
    this.columns = Array.from(
      { length: this.cores * this.#subjects * LINE_ACTIONS.length },
      () => new Int32Array(0),
    );
    this.#numberOf(this.#bench.start);
  }

  /** How many states were found so far. */
  get size(): number {
    return this.#states.length;
  }

  /** The number of an action in the columns; it is about an alias, or about a process. */
  actionNumber(core: number, subject: number, action: LineAction): number {
    return (core * this.#subjects + subject) * LINE_ACTIONS.length + numberOf(action);
  }

  /** Makes the column of an action ready to be read: only columns that were opened may be. */
  open(action: number): number {
    if (this.columns[action]!.length === 0) {
      this.columns[action] = new Int32Array(this.#room).fill(UNKNOWN);
    }
    return action;
  }

  /** What an action comes to in a state; found by executing it, and written to its column. */
  outcome(action: number, state: number): number {
    this.open(action);
    const known = this.columns[action]![state]!;
    if (known !== UNKNOWN) return known;
    const actor = Math.floor(action / LINE_ACTIONS.length);
    const [core, subject] = [Math.floor(actor / this.#subjects), actor % this.#subjects];
    const does = LINE_ACTIONS[action % LINE_ACTIONS.length]!;
    const next = this.#numberOf(this.#bench.execute(this.#states[state]!, core, subject, does));
    const { happened } = this.#bench;
    const outcome =
      happened === 'cannot happen here' ? IMPOSSIBLE : next | this.#wrong[next]! | SEEN[happened];
    this.columns[action]![state] = outcome;
    return outcome;
  }

  /** A state, to look at. */
  stateOf(number: number): LineState {
    return this.#bench.shape.stateOf(this.#states[number]!);
  }

  /** Finds everything that these actions lead to, so that their columns have no gaps. */
  complete(actions: readonly number[]): void {
    for (let state = 0; state < this.size; state++) {
      for (const action of actions) this.outcome(action, state);
    }
  }

  #numberOf(digits: StateDigits): number {
    const code = String.fromCharCode(...digits);
    const known = this.#known.get(code);
    if (known !== undefined) return known;
    const number = this.#states.push(digits) - 1;
    this.#known.set(code, number);
    this.#wrong.push(wrongIn(this.stateOf(number)));
    if (number >= this.#room) this.#grow();
    return number;
  }

  #grow(): void {
    this.#room *= 2;
    for (const [action, column] of this.columns.entries()) {
      if (column.length === 0) continue;
      const larger = new Int32Array(this.#room).fill(UNKNOWN);
      larger.set(column);
      this.columns[action] = larger;
    }
  }
}

function wrongIn({ copies, memory, otherMemory }: LineState): number {
  const memories = otherMemory ? [memory, otherMemory] : [memory];
  const bytes = [0, 1] as const;
  const isLost = memories.some(({ fresh }, page) =>
    bytes.some(
      (byte) => !fresh[byte] && !copies.some((copy) => (copy?.page ?? 0) === page && copy?.fresh[byte]),
    ),
  );
  const isBroken = memories.some(({ kept }) => bytes.some((byte) => !kept[byte]));
  return (isLost ? LOST : 0) | (isBroken ? BROKEN : 0);
}
