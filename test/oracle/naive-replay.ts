/**
 * A second simulator of a cache without its data, written from the definitions alone: whole addresses as bigints, every
 * byte of a reference looked at, a list of lines a set with the next to leave in front. It shares no code with src and
 * is slow on purpose; tests hold src/replay equal to it.
 */

export interface NaiveGeometry {
  readonly size: number;
  readonly ways: number;
  readonly line: number;
  /** `back` or `through`. */
  readonly write: string;
  readonly writeAllocate: boolean;
  /** `lru` or `fifo`. */
  readonly replacement: string;
}

export interface NaiveReference {
  /** `load`, `store`, `modify` or `instruction`. */
  readonly kind: string;
  readonly address: bigint;
  readonly size: number;
}

export interface NaiveLine {
  /** Its number in memory: the address of its first byte, divided by the size of a line. */
  readonly line: bigint;
  dirty: boolean;
}

const ALL_ADDRESSES = 2n ** 64n;

export class NaiveReplay {
  readonly counts = {
    reads: 0,
    writes: 0,
    readMisses: 0,
    writeMisses: 0,
    evictions: 0,
    writebacks: 0,
    dirtyAtEnd: 0,
  };
  readonly #sets: NaiveLine[][] = [];

  /** `convention` is `every line` (Dinero IV) or `cachegrind`. */
  constructor(
    readonly geometry: NaiveGeometry,
    readonly convention: string,
  ) {
    const sets = geometry.size / geometry.ways / geometry.line;
    for (let set = 0; set < sets; set++) this.#sets.push([]);
  }

  replay(references: readonly NaiveReference[]): this {
    for (const reference of references) {
      if (reference.kind === 'instruction') continue;
      if (this.convention === 'cachegrind') this.#countedOnce(reference);
      else this.#countedByLine(reference);
    }
    this.counts.dirtyAtEnd = this.lines().filter(({ dirty }) => dirty).length;
    return this;
  }

  lines(): NaiveLine[] {
    return this.#sets.flat();
  }

  #countedByLine(reference: NaiveReference): void {
    const { counts } = this;
    for (const line of this.#linesOf(reference)) {
      if (reference.kind === 'load' || reference.kind === 'modify') {
        counts.reads++;
        if (!this.#isHit(line, 'load')) counts.readMisses++;
      }
      if (reference.kind === 'store' || reference.kind === 'modify') {
        counts.writes++;
        if (!this.#isHit(line, 'store')) counts.writeMisses++;
      }
    }
  }

  #countedOnce(reference: NaiveReference): void {
    const { counts } = this;
    let missed = false;
    for (const line of this.#linesOf(reference)) {
      for (const access of reference.kind === 'modify' ? ['load', 'store'] : [reference.kind]) {
        if (!this.#isHit(line, access)) missed = true;
      }
    }
    if (reference.kind === 'store') {
      counts.writes++;
      if (missed) counts.writeMisses++;
    } else {
      counts.reads++;
      if (missed) counts.readMisses++;
    }
  }

  /** The lines that its bytes lie in; after the last address comes the first. */
  #linesOf({ address, size }: NaiveReference): bigint[] {
    const lines: bigint[] = [];
    for (let byte = 0; byte < size; byte++) {
      const line = ((address + BigInt(byte)) % ALL_ADDRESSES) / BigInt(this.geometry.line);
      if (!lines.includes(line)) lines.push(line);
    }
    return lines;
  }

  #isHit(line: bigint, access: string): boolean {
    const { ways, write, writeAllocate, replacement } = this.geometry;
    const set = this.#sets[Number(line % BigInt(this.#sets.length))]!;
    let held = set.find((other) => other.line === line);
    const hit = held !== undefined;
    if (hit && replacement === 'lru') {
      set.splice(set.indexOf(held!), 1);
      set.push(held!);
    }
    if (!hit && (access === 'load' || writeAllocate)) {
      if (set.length === ways) {
        const leaves = set.shift()!;
        this.counts.evictions++;
        if (leaves.dirty) this.counts.writebacks++;
      }
      held = { line, dirty: false };
      set.push(held);
    }
    if (held !== undefined && access === 'store' && write === 'back') held.dirty = true;
    return hit;
  }
}
