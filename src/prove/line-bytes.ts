/** The bytes that stand, on a real machine, for how new the bytes of a line are. */
import type { Machine } from '../hardware/machine.js';
import type { Address } from '../units/address.js';
import type { Level, StateShape } from './line-state.js';

/** The bytes that stand for what is older than a promise; then, for each page, as old as it, the newest, and newly stored. */
const OLD = 0;
const promisedOf = (page: number) => 1 + 3 * page;
const newestOf = (page: number) => 2 + 3 * page;
const storedOf = (page: number) => 3 + 3 * page;

/** Two bytes of a line of each page: written as what a state says that they are, and told apart again. */
export class LineBytes {
  readonly #machine: Machine;
  /** Where the two bytes lie in the line. */
  readonly #at: readonly [number, number];
  /** The frames of the pages. */
  readonly #frames: readonly Address[];
  readonly #shape: StateShape;
  readonly #scratch = new Uint8Array(1);

  constructor(
    machine: Machine,
    at: readonly [number, number],
    frames: readonly Address[],
    shape: StateShape,
  ) {
    this.#machine = machine;
    this.#at = at;
    this.#frames = frames;
    this.#shape = shape;
  }

  /** What a store writes. */
  stored(page: number): Uint8Array {
    return Uint8Array.of(storedOf(page));
  }

  /** Puts the two bytes into the memory of a page; `home` is the page that they are of. */
  setMemory(page: number, home: number, pair: number): void {
    const { memory } = this.#machine;
    for (const byte of [0, 1] as const) {
      this.#set(memory, page, this.#at[byte], this.byteOf(home, this.#shape.level(pair, byte)));
    }
  }

  /** Nothing that is done now is older than the newest bytes; both were promised before that, where promises count. */
  setNewest(page: number): void {
    const { oracle } = this.#machine;
    if (this.#shape.durable) this.#makePromise(page);
    for (const at of this.#at) this.#set(oracle, page, at, newestOf(page));
  }

  byteOf(home: number, level: Level): number {
    const shape = this.#shape;
    if (level >= shape.newest(0)) return newestOf(level - shape.newest(0));
    return level === shape.keptLevel && shape.durable ? promisedOf(home) : OLD;
  }

  /** What the two bytes among those of a page are. */
  pairOf(home: number, bytes: Uint8Array): number {
    const [first, second] = this.#at;
    return this.#shape.pair(
      this.#levelOf(home, first, bytes[first]!),
      this.#levelOf(home, second, bytes[second]!),
    );
  }

  /** What a byte is that was found at this place of a page's line: the machine's own oracle and promises say. */
  #levelOf(home: number, at: number, byte: number): Level {
    const { oracle, promises } = this.#machine;
    const shape = this.#shape;
    if (byte === oracle.page(this.#frames[home]!.page)[at]) return shape.newest(home);
    const other = this.#frames.findIndex(({ page }) => byte === oracle.page(page)[at]);
    if (other >= 0) return shape.newest(other);
    return shape.durable && promises.allows(this.#frames[home]!.page, at, byte) ? shape.keptLevel : 0;
  }

  #makePromise(page: number): void {
    const { oracle, promises } = this.#machine;
    const frame = this.#frames[page]!.page;
    for (const at of this.#at) {
      this.#set(oracle, page, at, promisedOf(page));
      promises.promise(frame, at, 1, oracle.page(frame), 1);
      this.#scratch[0] = newestOf(page);
      promises.stored(frame, at, 1, this.#scratch, 0);
    }
  }

  #set(bytes: Machine['memory'] | Machine['oracle'], page: number, at: number, value: number): void {
    this.#scratch[0] = value;
    bytes.write(this.#frames[page]!.page, at, 1, this.#scratch, 0);
  }
}
