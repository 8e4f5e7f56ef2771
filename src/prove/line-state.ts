/**
 * The states of one physical line, or of a line each of two pages that meet, and their numbers. Two bytes stand for all, so
 * that a store to a part of the line is seen. Of each byte in each copy it matters whether it is the newest of its page; where
 * power may be cut, also whether it is at least as new as what a barrier has promised.
 *
 *     core 0: user's place   kernel's place        memory
 *     absent                 newest stale clean    newest newest
 */

/** For each of the two bytes of the line, whether something is true of it. */
export type OfBytes = readonly [boolean, boolean];

/** The two bytes of a copy, or of memory. */
export interface BytesState {
  /** Which bytes are the newest. */
  readonly fresh: OfBytes;
  /** Which bytes are at least as new as what was promised; all of them, where nobody asked. */
  readonly kept: OfBytes;
  /** Which bytes are the newest of another page: set only where two pages are asked about together. */
  readonly foreign?: OfBytes;
}

/** The line in one place of a cache. */
export interface CopyState extends BytesState {
  readonly dirty: boolean;
  /** Which of two pages it belongs to, from 0: left out where one is asked about. */
  readonly page?: number;
}

/** One state: a copy for each place that a line can lie in, undefined where it is absent. */
export interface LineState {
  readonly copies: readonly (CopyState | undefined)[];
  readonly memory: BytesState;
  /** That of the second page, where two are asked about together. */
  readonly otherMemory?: BytesState;
}

/**
 * What a byte is: 0, old; next, where power may be cut, old and yet no promise broken; then the newest of each page. An old
 * byte of any page is old for all.
 */
export type Level = number;

/** Where the line is absent, and where a slot leads nowhere. */
export const ABSENT = 0;

/** How a state is written: a row of small numbers. */
export type StateDigits = readonly number[];

/**
 * States as rows of digits: for each page the pair of its bytes' levels in memory; for each place 0 where no line is, or else
 * 1 + home, pair and dirty bit in one; then whatever else a machine is in (line-bench.ts), which nobody looks at. A row is
 * exact however long it is.
 */
export class StateShape {
  readonly #levels: number;
  readonly #pairs: number;

  constructor(
    readonly pages: number,
    readonly places: number,
    readonly durable: boolean,
  ) {
    this.#levels = pages + this.#lowest;
    this.#pairs = this.#levels ** 2;
  }

  /** The level of the newest byte of a page. */
  newest(page: number): Level {
    return this.#lowest + page;
  }
  /** The level of a byte that is old, and breaks no promise. */
  readonly keptLevel = 1;

  get #lowest(): number {
    return this.durable ? 2 : 1;
  }

  pair(first: Level, second: Level): number {
    return first + this.#levels * second;
  }
  level(pair: number, byte: 0 | 1): Level {
    return byte === 0 ? pair % this.#levels : Math.floor(pair / this.#levels);
  }
  copy(page: number, pair: number, dirty: boolean): number {
    return 1 + 2 * (page * this.#pairs + pair) + (dirty ? 1 : 0);
  }
  copyOf(digit: number): { page: number; pair: number; dirty: boolean } {
    const rest = (digit - 1) >> 1;
    return { page: Math.floor(rest / this.#pairs), pair: rest % this.#pairs, dirty: (digit - 1) % 2 === 1 };
  }

  /** The state, to look at. */
  stateOf(digits: StateDigits): LineState {
    const copies = digits.slice(this.pages, this.pages + this.places).map((digit) => {
      if (digit === ABSENT) return undefined;
      const { page, pair, dirty } = this.copyOf(digit);
      return Object.freeze({ ...this.#bytes(page, pair), dirty, ...(this.pages > 1 && { page }) });
    });
    const [memory, other] = digits.slice(0, this.pages).map((pair, page) => this.#bytes(page, pair));
    return Object.freeze({
      copies: Object.freeze(copies),
      memory: memory!,
      ...(other && { otherMemory: other }),
    });
  }

  #bytes(page: number, pair: number): BytesState {
    const of = (is: (level: Level) => boolean) => [is(this.level(pair, 0)), is(this.level(pair, 1))] as const;
    const isForeign = (level: Level) => level >= this.newest(0) && level !== this.newest(page);
    return Object.freeze({
      fresh: of((level) => level === this.newest(page)),
      kept: of((level) => !this.durable || level === this.keptLevel || level === this.newest(page)),
      ...(this.pages > 1 && { foreign: of(isForeign) }),
    });
  }
}
