/**
 * All 65,536 flush plans of one question, decided together. What a read does depends on four of the eight points only,
 * and what a write does on the other four. So 256 reads and 256 writes are worked out once, as relations between states,
 * and each plan is then a small search over one of each.
 */
import { PLAN_ACTIONS } from '../linux/flush-plan.js';
import { BitRows, closureOf, composed } from './bit-sets.js';
import { userActions, usersOf } from './kernel-program.js';
import { actionNumber, type LineAction, type LineModel } from './line-model.js';
import { PLANS } from './plan-number.js';

/** What was decided, and how many states were visited for it. */
export interface AllPlans {
  /** 1 where the plan with that number is coherent. */
  readonly coherent: Uint8Array;
  readonly states: number;
}

/** How a plan is to hold: see the question. */
export interface PlanModes {
  readonly concurrent: boolean;
  readonly speculative: boolean;
  readonly revokes: boolean;
}

const HALF = 256;

/** Decides every plan. */
export function decideAllPlans(model: LineModel, modes: PlanModes): AllPlans {
  const world = new World(model, modes);
  const coherent = new Uint8Array(PLANS);
  // Users that disagree among themselves need no kernel for it, and no plan of the kernel's helps them.
  const alone = world.safety([]);
  if (!alone.safe) return { coherent, states: alone.visited };
  const halves = [new Half(world, 'load'), new Half(world, 'store')] as const;
  let states = 0;
  const isSafe = (...used: readonly HalfPlan[]) => {
    const { safe, visited } = world.safety(used);
    states += visited;
    return safe;
  };
  // A read that is wrong without any write is wrong with all of them, and the other way round.
  const [reads, writes] = halves.map((half) => numbers(HALF).filter((plan) => isSafe([half, plan])));
  for (const read of reads!) {
    for (const write of writes!) {
      coherent[read * HALF + write] = Number(isSafe([halves[0], read], [halves[1], write]));
    }
  }
  return { coherent, states };
}

/** The reads, or the writes, and one of their 256 plans. */
type HalfPlan = readonly [half: Half, plan: number];

const BYTES = [0, 1] as const;
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** What can happen of itself, outside and inside of dax_io(). */
class World {
  readonly states: number;
  /** What users and hardware make of a state, outside. */
  readonly outside: BitRows;
  /** What may happen between two steps of the kernel, for the byte that it is at. */
  readonly between: readonly [BitRows, BitRows];
  /** One row: the states that no run may come to, outside, and inside for the byte that the kernel is at. */
  readonly badOutside: BitRows;
  readonly badInside: readonly [BitRows, BitRows];

  constructor(
    readonly model: LineModel,
    modes: PlanModes,
  ) {
    const { next, aliases } = model;
    this.states = model.states.length;
    const everyone = numbers(aliases.length);
    const users = usersOf(model);
    const tables = (of: readonly number[], actions: readonly LineAction[]) =>
      of.flatMap((alias) => actions.map((action) => next[actionNumber(alias, action)]!));
    const hardware = (mapped: readonly number[]) => [
      ...tables(everyone, ['evict']),
      ...tables(modes.speculative ? mapped.filter((alias) => aliases[alias]!.cached) : [], ['fetch']),
    ];
    const insiders = modes.concurrent && !modes.revokes ? users : [];
    const mapped = modes.revokes ? [users.length] : everyone;
    this.outside = closureOf(this.states, [...tables(users, userActions()), ...hardware(everyone)]);
    this.badOutside = this.#bad(users, userActions());
    const inside = BYTES.map((byte) =>
      closureOf(this.states, [...tables(insiders, userActions(byte)), ...hardware(mapped)]),
    );
    const bad = BYTES.map((byte) => this.#bad(insiders, userActions(byte)));
    this.between = [inside[0]!, inside[1]!];
    this.badInside = [bad[0]!, bad[1]!];
  }

  /** Whether no run in which the kernel does these things comes to a bad state. */
  safety(halves: readonly HalfPlan[]): { safe: boolean; visited: number } {
    const seen = new BitRows(1, this.states);
    seen.unite(0, this.outside, 0);
    const { bits, words } = seen;
    const done = new Uint32Array(words);
    let visited = 0;
    for (let word = 0; word < words; ) {
      const fresh = bits[word]! & ~done[word]!;
      if (fresh === 0) {
        word++;
        continue;
      }
      const low = fresh & -fresh;
      done[word]! |= low;
      visited++;
      const state = word * 32 + 31 - Math.clz32(low);
      if (this.badOutside.has(0, state)) return { safe: false, visited };
      for (const [half, plan] of halves) {
        if (half.isBad(plan, state)) return { safe: false, visited };
        seen.unite(0, half.results[plan]!, state);
      }
      word = 0; // an earlier word may have new states
    }
    return { safe: true, visited };
  }

  /** The states in which a store is lost, or one of these loads would read a stale byte. */
  #bad(users: readonly number[], actions: readonly LineAction[]): BitRows {
    const { stale, lost } = this.model;
    const rows = new BitRows(1, this.states);
    const looks = users.flatMap((user) => actions.map((action) => stale[actionNumber(user, action)]!));
    for (let state = 0; state < this.states; state++) {
      if (lost[state] || looks.some((column) => column[state])) rows.add(0, state);
    }
    return rows;
  }
}

/** Everything that the reads, or the writes, can do: 16 ways before the access times 16 after it. */
class Half {
  /** For each plan what it makes of a state, outside again. */
  readonly results: readonly BitRows[];
  /** For each plan and state whether it may come to something bad. */
  readonly #bad: readonly Uint8Array[];

  constructor(world: World, access: 'load' | 'store') {
    const { states } = world;
    this.results = numbers(HALF).map(() => new BitRows(states, states));
    this.#bad = numbers(HALF).map(() => new Uint8Array(states));
    for (const byte of BYTES) {
      const before = numbers(16).map((pair) =>
        accessed(world, treated(world, byte, ['user', 'kernel'], pair), byte, access),
      );
      const after = numbers(16).map((pair) => treated(world, byte, ['kernel', 'user'], pair));
      const endings = after.map(({ result }) => composed(result, world.outside));
      const dangers = after.map(({ inside }) => rowsThatMeet(inside, world.badInside[byte]));
      for (const plan of numbers(HALF)) {
        const [first, last] = [before[plan >>> 4]!, plan & 15];
        for (let state = 0; state < states; state++) {
          let bad = first.bad[state]!;
          for (const accessedState of first.result.in(state)) {
            this.results[plan]!.unite(state, endings[last]!, accessedState);
            bad |= dangers[last]![accessedState]!;
          }
          this.#bad[plan]![state]! |= bad;
        }
      }
    }
  }

  /** Whether that plan may come to something bad from a state. */
  isBad(plan: number, state: number): boolean {
    return this.#bad[plan]![state] !== 0;
  }
}

/** What maintenance makes of a state. */
interface Treated {
  /** Where it may be when the kernel takes its next step. */
  readonly result: BitRows;
  /** Every state on the way. */
  readonly inside: BitRows;
}

/** What one of the sixteen pairs of actions makes of each state. */
function treated(world: World, byte: 0 | 1, order: readonly ('user' | 'kernel')[], pair: number): Treated {
  const { model, states } = world;
  const between = world.between[byte];
  const actions = [PLAN_ACTIONS[pair >>> 2]!, PLAN_ACTIONS[pair & 3]!] as const;
  const kernel = model.aliases.length - 1;
  // Before the first step of a call nothing has happened yet inside of it; after an access something may have.
  let result = order[0] === 'user' ? identity(states) : between;
  const inside = new BitRows(states, states);
  const note = () => {
    for (let state = 0; state < states; state++) inside.unite(state, result, state);
  };
  note();
  for (const [i, who] of order.entries()) {
    const action = actions[i]!;
    if (action === 'none') continue;
    for (const alias of who === 'kernel' ? [kernel] : usersOf(model)) {
      const step = model.next[actionNumber(alias, action)]!;
      const stepped = new BitRows(states, states);
      for (let start = 0; start < states; start++) {
        for (const state of result.in(start)) stepped.unite(start, between, step[state]!);
      }
      result = stepped;
      note();
    }
  }
  return { result, inside };
}

/** The access to the byte, after what came before it: where it leads, and from where something is bad by then. */
function accessed(
  world: World,
  { result: arrived, inside }: Treated,
  byte: 0 | 1,
  access: 'load' | 'store',
): { result: BitRows; bad: Uint8Array } {
  const { next, stale, aliases } = world.model;
  const number = actionNumber(aliases.length - 1, `${access} ${byte}`);
  const result = new BitRows(world.states, world.states);
  const bad = rowsThatMeet(inside, world.badInside[byte]);
  for (let start = 0; start < world.states; start++) {
    for (const state of arrived.in(start)) {
      if (stale[number]![state]) bad[start] = 1;
      result.add(start, next[number]![state]!);
    }
  }
  return { result, bad };
}

function identity(states: number): BitRows {
  const rows = new BitRows(states, states);
  for (let state = 0; state < states; state++) rows.add(state, state);
  return rows;
}

function rowsThatMeet(rows: BitRows, bad: BitRows): Uint8Array {
  return Uint8Array.from({ length: rows.rows }, (_, row) => Number(rows.meets(row, bad, 0)));
}
