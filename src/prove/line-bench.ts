/** A real machine that is put into a state of the line, made to do one thing, and looked at. */
import type { LineName } from '../hardware/cache.js';
import { type Loaded, Machine } from '../hardware/machine.js';
import { coresOf, type MachineDescription } from '../linux/machine-description.js';
import type { LineAction } from './line-actions.js';
import { ABSENT, type Level, StateNumbers } from './line-state.js';
import type { AskedAlias } from './question.js';

/** The bytes that stand for what is older than a promise, as old as it, the newest, and newly stored. */
const [OLD, PROMISED, NEWEST, STORED] = [0, 1, 2, 3];

/** A place in the cache of a core where the line can lie; `alias` is the first that leads there. */
export interface Place {
  readonly core: number;
  readonly alias: number;
}

export class LineBench {
  /** For each alias the place that it leads to, counted in the cache of one core. */
  readonly placeOf: readonly number[];
  /** The places of all cores, core by core. */
  readonly places: readonly Place[];
  readonly numbers: StateNumbers;

  /** Whether the latest action read a stale byte, or a foreign one. */
  readStale = false;

  readonly #machine: Machine;
  readonly #aliases: readonly AskedAlias[];
  readonly #names: readonly LineName[];
  /** Where the two bytes lie in the line. */
  readonly #bytes: readonly [number, number];
  readonly #page: number;
  readonly #durable: boolean;
  readonly #scratch = new Uint8Array(1);
  /** The state that the machine was last seen to come into: it does so again. */
  #verified = -1;

  constructor(on: MachineDescription, aliases: readonly AskedAlias[], durable: boolean) {
    const machine = new Machine(on.cache, on.pageSize, 'counts', coresOf(on));
    this.#machine = machine;
    this.#aliases = aliases;
    this.#bytes = [0, on.cache.line / 2];
    this.#page = aliases[0]!.physical.page;
    this.#durable = durable;
    if (durable) machine.memory.plugPersistent(this.#page, 1);
    this.#names = aliases.map(({ description, virtual, physical, cached }) => {
      const { name, who, process: space } = description;
      const number = machine.addAlias({ name, who, space, virtual, length: on.pageSize });
      machine.map(number, physical, cached);
      return { space, virtualPage: virtual.page, physicalPage: physical.page, line: 0 };
    });
    const sharing = this.#names.map((name) =>
      this.#names.findIndex((other) => this.#shareALine(other, name)),
    );
    const own = [...new Set(sharing)];
    this.placeOf = sharing.map((first) => own.indexOf(first));
    const cores = Array.from({ length: coresOf(on).count }, (_, core) => core);
    this.places = cores.flatMap((core) => own.map((alias) => ({ core, alias })));
    this.numbers = new StateNumbers(this.places.length, durable);
  }

  /** The state of an empty cache before memory with the newest bytes. */
  get start(): number {
    const { top } = this.numbers;
    return this.numbers.join(
      this.numbers.pair(top, top),
      this.places.map(() => ABSENT),
    );
  }

  /** Does one thing in a state, and gives the state that it leads to. */
  execute(state: number, core: number, alias: number, action: LineAction): number {
    this.#establish(state);
    this.readStale = false;
    const machine = this.#machine;
    machine.core = core;
    const at = this.#bytes[action.endsWith('1') ? 1 : 0];
    switch (action) {
      case 'load 0':
      case 'load 1':
        this.readStale = isWrong(machine.load(alias, at, 1));
        return this.#look();
      case 'store 0':
      case 'store 1':
        machine.store(alias, at, Uint8Array.of(STORED!));
        return this.#look();
      case 'barrier 0':
      case 'barrier 1':
        machine.promise({ page: this.#page, offset: at }, 1);
        return this.#look();
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
    const machine = this.#machine;
    const { oracle } = machine;
    for (const { core, alias } of this.places) machine.dataCache(core).invalidate(this.#names[alias]!);
    for (const [place, digit] of this.numbers.digitsOf(state).entries()) {
      if (digit === ABSENT) continue;
      const { core, alias } = this.places[place]!;
      const { pair, dirty } = this.numbers.copyOf(digit);
      this.#setMemory(pair);
      const cache = machine.dataCache(core);
      cache.load(this.#names[alias]!, 0, 1, this.#scratch, 0);
      // A store of the byte that is there already makes the line dirty and changes nothing else.
      if (dirty) cache.store(this.#names[alias]!, this.#bytes[0], 1, this.#scratch, 0);
    }
    this.#setMemory(this.numbers.memoryOf(state));
    if (this.#durable) this.#makePromise();
    for (const at of this.#bytes) this.#set(oracle, at, NEWEST!);
    if (state === this.#verified) return;
    if (this.#look() !== state) throw new Error(`the machine cannot be put into state ${state}`);
    this.#verified = state;
  }

  /** Both bytes were promised, and are newer since. */
  #makePromise(): void {
    const { oracle, promises } = this.#machine;
    for (const at of this.#bytes) {
      this.#set(oracle, at, PROMISED!);
      promises.promise(this.#page, at, 1, oracle.page(this.#page), 1);
      this.#scratch[0] = NEWEST!;
      promises.stored(this.#page, at, 1, this.#scratch, 0);
    }
  }

  #setMemory(pair: number): void {
    const { top } = this.numbers;
    const byteOf = (level: Level) => (level === top ? NEWEST! : level === 0 ? OLD! : PROMISED!);
    const { memory } = this.#machine;
    this.#set(memory, this.#bytes[1], byteOf(this.numbers.level(pair, 1)));
    // The first byte is left in the scratch byte, for the store that makes a line dirty.
    this.#set(memory, this.#bytes[0], byteOf(this.numbers.level(pair, 0)));
  }

  #set(bytes: Machine['memory'] | Machine['oracle'], at: number, value: number): void {
    this.#scratch[0] = value;
    bytes.write(this.#page, at, 1, this.#scratch, 0);
  }

  /** The state that the machine is in. */
  #look(): number {
    const machine = this.#machine;
    const digits = this.places.map(({ core, alias }) => {
      const cache = machine.dataCache(core);
      const name = this.#names[alias]!;
      const held = cache.lineAt(cache.setOf(name), cache.wayOf(name));
      return held ? this.numbers.copy(this.#pairOf(held.bytes), held.dirty) : ABSENT;
    });
    return this.numbers.join(this.#pairOf(machine.memory.page(this.#page)), digits);
  }

  #pairOf(bytes: Uint8Array): number {
    const [first, second] = this.#bytes;
    return this.numbers.pair(this.#levelOf(first, bytes[first]!), this.#levelOf(second, bytes[second]!));
  }

  /** How new a byte is that was found at this place of the line: the machine's own oracle and promises say. */
  #levelOf(at: number, byte: number): Level {
    const { oracle, promises } = this.#machine;
    if (byte === oracle.page(this.#page)[at]) return this.numbers.top;
    return this.#durable && promises.allows(this.#page, at, byte) ? 1 : 0;
  }
}

function isWrong({ stale, foreign }: Loaded): boolean {
  return stale || foreign;
}
