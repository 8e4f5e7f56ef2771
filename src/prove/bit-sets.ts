/** Sets of states as bits, a row of words each: what makes 65,536 searches a matter of a second. */

/** One set for each state, side by side. */
export class BitRows {
  readonly words: number;
  readonly bits: Uint32Array;

  constructor(
    readonly rows: number,
    readonly states: number,
  ) {
    this.words = Math.ceil(states / 32);
    this.bits = new Uint32Array(rows * this.words);
  }

  add(row: number, state: number): void {
    this.bits[row * this.words + (state >>> 5)]! |= 1 << (state & 31);
  }

  has(row: number, state: number): boolean {
    return (this.bits[row * this.words + (state >>> 5)]! & (1 << (state & 31))) !== 0;
  }

  /** Adds all of a row of `other` to a row of this. */
  unite(row: number, other: BitRows, otherRow: number): void {
    const [at, from] = [row * this.words, otherRow * this.words];
    for (let word = 0; word < this.words; word++) this.bits[at + word]! |= other.bits[from + word]!;
  }

  /** Whether a row has a state in common with a row of `other`. */
  meets(row: number, other: BitRows, otherRow: number): boolean {
    const [at, from] = [row * this.words, otherRow * this.words];
    for (let word = 0; word < this.words; word++) {
      if (this.bits[at + word]! & other.bits[from + word]!) return true;
    }
    return false;
  }

  /** The states of a row, in order. */
  *in(row: number): Generator<number> {
    const at = row * this.words;
    for (let word = 0; word < this.words; word++) {
      let bits = this.bits[at + word]!;
      while (bits !== 0) {
        const low = 31 - Math.clz32(bits & -bits);
        yield word * 32 + low;
        bits &= bits - 1;
      }
    }
  }
}

/** For each row of `first` what `second` makes of its states: first, then second. */
export function composed(first: BitRows, second: BitRows): BitRows {
  const result = new BitRows(first.rows, second.states);
  for (let row = 0; row < first.rows; row++) {
    for (const state of first.in(row)) result.unite(row, second, state);
  }
  return result;
}

/** What is reached from each state by any number of the given steps, none included. */
export function closureOf(states: number, steps: readonly Int32Array[]): BitRows {
  const closure = new BitRows(states, states);
  for (let start = 0; start < states; start++) {
    const found = [start];
    closure.add(start, start);
    for (let at = 0; at < found.length; at++) {
      for (const next of steps) {
        const state = next[found[at]!]!;
        if (closure.has(start, state)) continue;
        closure.add(start, state);
        found.push(state);
      }
    }
  }
  return closure;
}
