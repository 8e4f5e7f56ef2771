/**
 * A second cache, written from the description of a cache alone: whole addresses as bigints, a flat list of the lines
 * that are held, one byte at a time, replacement worked out afresh from lists of what was used in which order. It
 * shares no code with src and is slow on purpose; tests hold src/hardware equal to it.
 */

export interface NaiveDescription {
  readonly organization: string;
  readonly size: number;
  readonly ways: number;
  readonly line: number;
  readonly write: string;
  readonly writeAllocate: boolean;
  readonly replacement: string;
  readonly seed: number;
  readonly addressSpaceIds: boolean;
  readonly resolvesSynonyms: boolean;
  readonly onAlias?: string;
}

/** One byte under one of its names. */
export interface Place {
  readonly space: number;
  readonly virtual: bigint;
  readonly physical: bigint;
}

/** A line in the cache. Addresses are those of its first byte. */
export interface NaiveLine {
  readonly set: number;
  readonly way: number;
  readonly tag: bigint;
  readonly tagSpace: number;
  readonly home: bigint;
  dirty: boolean;
  readonly bytes: number[];
  /** For each byte the address that whoever stored it meant; undefined where nobody did. */
  readonly meant: (bigint | undefined)[];
}

/** What one operation did to the cache. */
export interface Outcome {
  readonly set: number;
  way: number;
  readonly hit: boolean;
  filled: boolean;
  evicted: boolean;
  wroteBack: boolean;
  wroteThrough: boolean;
  other: bigint | undefined;
}

export class NaiveCache {
  held: NaiveLine[] = [];
  /** For each byte of memory the address that whoever stored it meant. */
  readonly meant = new Map<bigint, bigint | undefined>();
  /** For each set: ways in the order of their latest use, and in the order of their latest fill. */
  readonly #used = new Map<number, number[]>();
  readonly #filled = new Map<number, number[]>();
  /** The sets in which a line had to be replaced, one entry a replacement. */
  readonly #replacements: number[] = [];

  constructor(
    readonly description: NaiveDescription,
    readonly memory: Map<bigint, number>,
  ) {}

  load(place: Place, length: number): { outcome: Outcome; bytes: number[] } {
    const outcome = this.#look(place);
    const line = this.lineOf(place) ?? this.#bring(place, outcome);
    this.#use(line, outcome);
    const start = this.#inLine(place);
    return { outcome, bytes: line.bytes.slice(start, start + length) };
  }

  store(place: Place, bytes: readonly number[]): Outcome {
    const { write, writeAllocate } = this.description;
    const outcome = this.#look(place);
    const line = this.lineOf(place) ?? (writeAllocate ? this.#bring(place, outcome) : undefined);
    if (line) {
      this.#use(line, outcome);
      for (const [i, byte] of bytes.entries()) {
        line.bytes[this.#inLine(place) + i] = byte;
        line.meant[this.#inLine(place) + i] = place.physical + BigInt(i);
      }
    }
    if (line && write === 'back') {
      line.dirty = true;
    } else {
      this.storePast(place, bytes);
      outcome.wroteThrough = true;
    }
    return outcome;
  }

  /** Stores to memory, as an access past the cache does. */
  storePast({ physical }: Place, bytes: readonly number[]): void {
    for (const [i, byte] of bytes.entries()) {
      this.memory.set(physical + BigInt(i), byte);
      this.meant.set(physical + BigInt(i), physical + BigInt(i));
    }
  }

  maintain(action: string, place: Place): Outcome {
    const outcome = this.#look(place);
    this.#treat(action, this.lineOf(place), outcome);
    return outcome;
  }

  maintainWay(action: string, line: NaiveLine): Outcome {
    const outcome = fresh(line.set, line.way);
    this.#treat(action, line, outcome);
    return outcome;
  }

  lineOf(place: Place): NaiveLine | undefined {
    const tag = this.#tagOf(place);
    return this.held.find(
      (line) => line.set === this.setOf(place) && line.tag === tag.address && line.tagSpace === tag.space,
    );
  }

  setOf(place: Place): number {
    const { organization, size, ways, line, resolvesSynonyms } = this.description;
    const physical = organization === 'PIPT' || resolvesSynonyms;
    const lineNumber = (physical ? place.physical : place.virtual) / BigInt(line);
    return Number(lineNumber % BigInt(size / line / ways));
  }

  #tagOf(place: Place): { address: bigint; space: number } {
    const { organization, addressSpaceIds } = this.description;
    const address = organization === 'VIVT' ? place.virtual : place.physical;
    return { address: address - BigInt(this.#inLine(place)), space: addressSpaceIds ? place.space : 0 };
  }

  #inLine(place: Place): number {
    return Number(place.physical % BigInt(this.description.line));
  }

  #look(place: Place): Outcome {
    return fresh(this.setOf(place), this.lineOf(place)?.way ?? -1);
  }

  #bring(place: Place, outcome: Outcome): NaiveLine {
    const { set } = outcome;
    const tag = this.#tagOf(place);
    const home = place.physical - BigInt(this.#inLine(place));
    const way = this.#roomIn(set, outcome);
    const places = Array.from({ length: this.description.line }, (_, i) => home + BigInt(i));
    const bytes = places.map((at) => this.memory.get(at) ?? 0);
    const meant = places.map((at) => this.meant.get(at));
    const line = { set, way, tag: tag.address, tagSpace: tag.space, home, dirty: false, bytes, meant };
    this.held.push(line);
    toTheBack(this.#filled, set, way);
    outcome.filled = true;
    return line;
  }

  #roomIn(set: number, outcome: Outcome): number {
    const inSet = this.held.filter((line) => line.set === set);
    for (let way = 0; way < this.description.ways; way++) {
      if (!inSet.some((line) => line.way === way)) return way;
    }
    const way = this.#victimOf(set);
    this.#replacements.push(set);
    this.#treat(
      'flush',
      inSet.find((line) => line.way === way),
      outcome,
    );
    return way;
  }

  #victimOf(set: number): number {
    const { replacement, ways, seed } = this.description;
    const before = this.#replacements.filter((other) => other === set).length;
    switch (replacement) {
      case 'lru':
        return this.#used.get(set)![0]!;
      case 'fifo':
        return this.#filled.get(set)![0]!;
      case 'round-robin':
        return before % ways;
      case 'plru':
        return coldest(this.#used.get(set)!, 0, ways);
      case 'random':
        return Number((draw(BigInt(seed), this.#replacements.length + 1) * BigInt(ways)) >> 32n);
      default:
        throw new Error(`this second model knows no policy '${replacement}'`);
    }
  }

  #use(line: NaiveLine, outcome: Outcome): void {
    outcome.way = line.way;
    toTheBack(this.#used, line.set, line.way);
  }

  #treat(action: string, line: NaiveLine | undefined, outcome: Outcome): void {
    if (!line || action === 'look') return;
    if (action !== 'invalidate' && line.dirty) {
      for (const [i, byte] of line.bytes.entries()) {
        this.memory.set(line.home + BigInt(i), byte);
        this.meant.set(line.home + BigInt(i), line.meant[i]);
      }
      line.dirty = false;
      outcome.wroteBack = true;
      outcome.other = line.home;
    }
    if (action !== 'clean') {
      this.held = this.held.filter((other) => other !== line);
      outcome.evicted = true;
      outcome.other = line.home;
    }
  }
}

function fresh(set: number, way: number): Outcome {
  const nothing = { filled: false, evicted: false, wroteBack: false, wroteThrough: false, other: undefined };
  return { set, way, hit: way >= 0, ...nothing };
}

function toTheBack(orders: Map<number, number[]>, set: number, way: number): void {
  orders.set(set, [...(orders.get(set) ?? []).filter((other) => other !== way), way]);
}

/** Tree-PLRU without a tree of bits: of each half, was the latest use in it? Then go to the other one. */
function coldest(used: readonly number[], first: number, end: number): number {
  if (end - first === 1) return first;
  const middle = (first + end) / 2;
  const latest = used.findLast((way) => way >= first && way < end);
  return latest !== undefined && latest < middle ? coldest(used, middle, end) : coldest(used, first, middle);
}

/** The n-th number (from 1) of the mulberry32 sequence of a seed, in arithmetic modulo 2^32. */
function draw(seed: bigint, n: number): bigint {
  const word = (value: bigint) => BigInt.asUintN(32, value);
  const state = word(seed + BigInt(n) * 0x6d2b79f5n);
  const once = word((state ^ (state >> 15n)) * (state | 1n));
  const twice = once ^ word(once + word((once ^ (once >> 7n)) * (once | 61n)));
  return twice ^ (twice >> 14n);
}
