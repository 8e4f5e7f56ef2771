/**
 * The states of one physical line, and their numbers. Two bytes stand for all, so that a store to a part of the line is
 * seen. Of each byte in each copy it matters whether it is the newest; where power may be cut, also whether it is at least
 * as new as what a barrier has promised.
 *
 *     core 0: user's place   kernel's place        memory
 *     absent                 newest stale clean    newest newest
 */

/** For each of the two bytes of the line, whether something is true of it. */
export type OfBytes = readonly [boolean, boolean];

/** The line in one place of a cache. */
export interface CopyState {
  /** Which bytes are the newest. */
  readonly fresh: OfBytes;
  /** Which bytes are at least as new as what was promised; all of them, where nobody asked. */
  readonly kept: OfBytes;
  readonly dirty: boolean;
}

/** One state of the line: a copy for each place that it can lie in, undefined where it is absent. */
export interface LineState {
  readonly copies: readonly (CopyState | undefined)[];
  readonly memory: Omit<CopyState, 'dirty'>;
}

/** How new a byte is: 0, stale; the highest level, the newest; between them, stale and yet no promise broken. */
export type Level = number;

/** Where the line is absent. */
export const ABSENT = 0;

/**
 * States as numbers: a digit for memory, two levels of bytes; then a digit for each place: 0 where the line is absent, or
 * else 1 + its two levels, and as much again where it is dirty.
 */
export class StateNumbers {
  /** The level of a newest byte. */
  readonly top: Level;
  /** How many pairs of levels there are. */
  readonly pairs: number;
  readonly #digits: number;

  constructor(
    readonly places: number,
    durable: boolean,
  ) {
    this.top = durable ? 2 : 1;
    this.pairs = (this.top + 1) ** 2;
    this.#digits = 1 + 2 * this.pairs;
  }

  /** A pair of levels as a number. */
  pair(first: Level, second: Level): number {
    return first + (this.top + 1) * second;
  }
  /** The level of a byte in a pair. */
  level(pair: number, byte: 0 | 1): Level {
    return byte === 0 ? pair % (this.top + 1) : Math.floor(pair / (this.top + 1));
  }
  /** The digit of a place that holds the line. */
  copy(pair: number, dirty: boolean): number {
    return 1 + pair + (dirty ? this.pairs : 0);
  }
  /** What {@link copy} was made of. */
  copyOf(digit: number): { pair: number; dirty: boolean } {
    return { pair: (digit - 1) % this.pairs, dirty: digit - 1 >= this.pairs };
  }
  /** The number of a state, from its pair in memory and the digits of its places. */
  join(memory: number, digits: readonly number[]): number {
    let code = 0;
    for (let place = digits.length - 1; place >= 0; place--) code = code * this.#digits + digits[place]!;
    return code * this.pairs + memory;
  }
  /** The pair of levels in memory. */
  memoryOf(code: number): number {
    return code % this.pairs;
  }
  /** The digits of the places. */
  digitsOf(code: number): number[] {
    let rest = Math.floor(code / this.pairs);
    return Array.from({ length: this.places }, () => {
      const digit = rest % this.#digits;
      rest = Math.floor(rest / this.#digits);
      return digit;
    });
  }

  /** The state with this number, to look at. */
  stateOf(code: number): LineState {
    const of = (pair: number) => {
      const levels = [this.level(pair, 0), this.level(pair, 1)] as const;
      const fresh: OfBytes = [levels[0] === this.top, levels[1] === this.top];
      const kept: OfBytes = [levels[0] > 0 || this.top === 1, levels[1] > 0 || this.top === 1];
      return { fresh, kept };
    };
    const copies = this.digitsOf(code).map((digit) => {
      if (digit === ABSENT) return undefined;
      const { pair, dirty } = this.copyOf(digit);
      return Object.freeze({ ...of(pair), dirty });
    });
    return Object.freeze({ copies: Object.freeze(copies), memory: Object.freeze(of(this.memoryOf(code))) });
  }
}
