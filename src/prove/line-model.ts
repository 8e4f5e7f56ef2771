/**
 * All that can become of one physical line under all its aliases. Of each byte only one thing matters: whether a copy of
 * it is the newest or stale. Two bytes stand for all, so that a store to a part of a line is seen. A state is then, for
 * memory and for each place in the cache where the line can lie:
 *
 *     place 0 (user)       place 1 (kernel)     memory
 *     absent               newest stale clean   newest newest
 *
 * No rule of a cache is written here: each transition is found by putting a machine into the state and executing it.
 */

import type { LineName } from '../hardware/cache.js';
import type { CacheDescription } from '../hardware/cache-description.js';
import { Machine } from '../hardware/machine.js';
import type { AskedAlias } from './question.js';

/** What can be done through an alias; a number at the end names the byte. `evict` and `fetch` are hardware's own. */
export type LineAction =
  | 'load 0'
  | 'load 1'
  | 'store 0'
  | 'store 1'
  | 'clean'
  | 'invalidate'
  | 'flush'
  | 'evict'
  | 'fetch';

export const LINE_ACTIONS: readonly LineAction[] = [
  'load 0',
  'load 1',
  'store 0',
  'store 1',
  'clean',
  'invalidate',
  'flush',
  'evict',
  'fetch',
];

/** The two bytes of the line, as a copy or memory holds them: whether each is the newest. */
export type Freshness = readonly [boolean, boolean];

/** The line in one place of the cache; undefined where it is absent. */
export interface CopyState {
  readonly fresh: Freshness;
  readonly dirty: boolean;
}

/** One state of the line. */
export interface LineState {
  readonly copies: readonly (CopyState | undefined)[];
  readonly memory: Freshness;
}

/** Every state that the actions lead to, from an empty cache before fresh memory. States are numbers. */
export interface LineModel {
  readonly aliases: readonly AskedAlias[];
  /** For each alias the place in the cache that its address leads to; aliases that share a line share a place. */
  readonly places: readonly number[];
  readonly states: readonly LineState[];
  /** `next[alias * LINE_ACTIONS.length + action][state]`. */
  readonly next: readonly Int32Array[];
  /** Whether that action reads a stale byte. */
  readonly stale: readonly Uint8Array[];
  /** Whether some byte's newest value is in no copy and not in memory. */
  readonly lost: Uint8Array;
}

/** The number of an alias's action in the tables of a model. */
export function actionNumber(alias: number, action: LineAction): number {
  return alias * LINE_ACTIONS.length + LINE_ACTIONS.indexOf(action);
}

const STALE = 0;
const NEWEST = 1;
const STORED = 2;

/** Builds the model by executing a machine in every state that it can reach. */
export function lineModel(
  cache: CacheDescription,
  pageSize: number,
  aliases: readonly AskedAlias[],
): LineModel {
  const bench = new Bench(cache, pageSize, aliases);
  const codes: number[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (code: number) => {
    const known = numbers.get(code);
    if (known !== undefined) return known;
    numbers.set(code, codes.length);
    return codes.push(code) - 1;
  };
  numberOf(FRESH_MEMORY);
  const next: number[][] = aliases.flatMap(() => LINE_ACTIONS.map(() => []));
  const stale: number[][] = aliases.flatMap(() => LINE_ACTIONS.map(() => []));
  for (let state = 0; state < codes.length; state++) {
    for (let alias = 0; alias < aliases.length; alias++) {
      for (const [action, name] of LINE_ACTIONS.entries()) {
        const at = alias * LINE_ACTIONS.length + action;
        next[at]![state] = numberOf(bench.execute(codes[state]!, alias, name));
        stale[at]![state] = Number(bench.readStale);
      }
    }
  }
  const states = codes.map((code) => Object.freeze(stateOf(code, bench.places.length)));
  return Object.freeze({
    aliases,
    places: bench.placeOf,
    states: Object.freeze(states),
    next: next.map((column) => Int32Array.from(column)),
    stale: stale.map((column) => Uint8Array.from(column)),
    lost: Uint8Array.from(states, (state) => Number(isLost(state))),
  });
}

/** Nobody has the newest value of some byte. */
function isLost({ copies, memory }: LineState): boolean {
  return [0, 1].some((byte) => !memory[byte] && !copies.some((copy) => copy?.fresh[byte]));
}

/*
 * States as numbers: two bits for memory, then a digit to the base of 9 for each place: 0 where the line is absent, or
 * else 1 + two bits for the bytes + 4 where it is dirty.
 */
const FRESH_MEMORY = 3;
const ABSENT = 0;
const DIGITS = 9;

function stateOf(code: number, places: number): LineState {
  const freshness = (bits: number): Freshness => [(bits & 1) !== 0, (bits & 2) !== 0];
  const copies = digitsOf(code, places).map((digit) =>
    digit === ABSENT ? undefined : { fresh: freshness(digit - 1), dirty: digit - 1 >= 4 },
  );
  return { copies, memory: freshness(code % 4) };
}

function digitsOf(code: number, places: number): number[] {
  let rest = Math.floor(code / 4);
  return Array.from({ length: places }, () => {
    const digit = rest % DIGITS;
    rest = Math.floor(rest / DIGITS);
    return digit;
  });
}

/** A real machine that is put into a state, made to do one thing, and looked at. */
class Bench {
  /** For each alias its place; for each place the first alias that leads there. */
  readonly placeOf: readonly number[];
  readonly places: readonly number[];

  readonly #machine: Machine;
  /** Whether the latest action read a stale byte. */
  readStale = false;

  /** The state that the machine was last seen to come into: it does so again. */
  #verified = -1;
  readonly #scratch = new Uint8Array(1);
  readonly #aliases: readonly AskedAlias[];
  readonly #names: readonly LineName[];
  /** Where the two bytes lie in the line. */
  readonly #bytes: readonly [number, number];
  readonly #page: number;

  constructor(cache: CacheDescription, pageSize: number, aliases: readonly AskedAlias[]) {
    const machine = new Machine(cache, pageSize, 'counts');
    this.#machine = machine;
    this.#aliases = aliases;
    this.#bytes = [0, cache.line / 2];
    this.#page = aliases[0]!.physical.page;
    this.#names = aliases.map(({ description, virtual, physical, cached }) => {
      const { name, who, process: space } = description;
      const number = machine.addAlias({ name, who, space, virtual, length: pageSize });
      machine.map(number, physical, cached);
      return { space, virtualPage: virtual.page, physicalPage: physical.page, line: 0 };
    });
    const sharing = this.#names.map((name) =>
      this.#names.findIndex((other) => this.#shareALine(other, name)),
    );
    this.places = [...new Set(sharing)];
    this.placeOf = sharing.map((first) => this.places.indexOf(first));
  }

  /** Does one thing in a state, and gives the state that it leads to. */
  execute(state: number, alias: number, action: LineAction): number {
    this.#establish(state);
    this.readStale = false;
    const machine = this.#machine;
    const byte = action.endsWith('1') ? 1 : 0;
    const at = this.#bytes[byte];
    switch (action) {
      case 'load 0':
      case 'load 1':
        this.readStale = machine.load(alias, at, 1).stale;
        return this.#look();
      case 'store 0':
      case 'store 1':
        machine.store(alias, at, Uint8Array.of(STORED));
        return this.#look(byte);
      case 'fetch':
        // What the line looks like after a load, without anybody having looked at it. An uncached alias fetches nothing.
        if (this.#aliases[alias]!.cached) machine.load(alias, at, 1);
        return this.#look();
      default:
        machine.maintain(action, alias, 0, 1);
        return this.#look();
    }
  }

  /** Whether a line that came under one name is found under the other. */
  #shareALine(one: LineName, other: LineName): boolean {
    const { cache } = this.#machine;
    cache.load(one, 0, 1, new Uint8Array(1), 0);
    const found = cache.wayOf(other) >= 0 && cache.setOf(other) === cache.setOf(one);
    cache.invalidate(one);
    return found;
  }

  #establish(state: number): void {
    const { cache, oracle } = this.#machine;
    for (const first of this.places) cache.invalidate(this.#names[first]!);
    for (const [place, digit] of digitsOf(state, this.places.length).entries()) {
      if (digit === ABSENT) continue;
      const name = this.#names[this.places[place]!]!;
      this.#setMemory(digit - 1);
      cache.load(name, 0, 1, this.#scratch, 0);
      // A store of the byte that is there already makes the line dirty and changes nothing else.
      if (digit - 1 >= 4) cache.store(name, this.#bytes[0], 1, this.#scratch, 0);
    }
    this.#setMemory(state % 4);
    this.#scratch[0] = NEWEST;
    for (const at of this.#bytes) oracle.write(this.#page, at, 1, this.#scratch, 0);
    if (state === this.#verified) return;
    if (this.#look() !== state) throw new Error(`the machine cannot be put into state ${state}`);
    this.#verified = state;
  }

  #setMemory(fresh: number): void {
    for (const [byte, at] of this.#bytes.entries()) {
      this.#scratch[0] = fresh & (1 << byte) ? NEWEST : STALE;
      this.#machine.memory.write(this.#page, at, 1, this.#scratch, 0);
    }
    this.#scratch[0] = fresh & 1 ? NEWEST : STALE;
  }

  /** The state that the machine is in, after a store to `stored` if there was one. */
  #look(stored?: number): number {
    const { cache, memory } = this.#machine;
    let code = 0;
    for (let place = this.places.length - 1; place >= 0; place--) {
      const name = this.#names[this.places[place]!]!;
      const held = cache.lineAt(cache.setOf(name), cache.wayOf(name));
      code = code * DIGITS + (held ? 1 + this.#freshness(held.bytes, stored) + (held.dirty ? 4 : 0) : ABSENT);
    }
    return code * 4 + this.#freshness(memory.page(this.#page), stored);
  }

  /** Two bits: whether each byte is the newest. */
  #freshness(bytes: Uint8Array, stored: number | undefined): number {
    const [first, second] = this.#bytes;
    const isFirst = bytes[first] === (stored === 0 ? STORED : NEWEST);
    const isSecond = bytes[second] === (stored === 1 ? STORED : NEWEST);
    return Number(isFirst) + 2 * Number(isSecond);
  }
}
