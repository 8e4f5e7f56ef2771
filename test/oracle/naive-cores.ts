/**
 * A third model, of one thing only: a physical line of 16 bytes that several cores reach under several colors, each color a
 * set of its own, so that nothing ever has to make room; and so do the fetch port of a core, in a cache of its own that
 * nobody snoops, and a device that has none. Copies are a plain list, values plain arrays, and every rule is a
 * sentence of src/hardware/cores.ts, agents.ts and promises.ts, written again. It shares no code with src.
 */
export type NaiveSnoops = 'none' | 'virtual index' | 'physical address';

/** Whose copies no snoop finds, and who sends none. */
export const FETCH_PORT = 100;

export interface NaiveCopy {
  /** Or {@link FETCH_PORT}. */
  readonly core: number;
  readonly color: number;
  bytes: number[];
  dirty: boolean;
}

const LINE = 16;
const line = (value = 0) => Array.from({ length: LINE }, () => value);

export class NaiveCores {
  copies: NaiveCopy[] = [];
  memory = line();
  /** What has reached the medium. */
  medium = line();
  newest = line();
  /** For each byte every value that a power cut may leave; undefined where nothing was promised. */
  allowed: (number[] | undefined)[] = Array.from({ length: LINE }, () => undefined);

  constructor(
    readonly snoops: NaiveSnoops,
    readonly writesThrough: boolean,
    readonly allocates: boolean,
  ) {}

  load(core: number, color: number, at: number): { value: number; stale: boolean } {
    if (!this.#own(core, color)) {
      for (const copy of this.#foreign(core, color)) this.#writeBack(copy);
      this.copies.push({ core, color, bytes: [...this.memory], dirty: false });
    }
    const value = this.#own(core, color)!.bytes[at]!;
    return { value, stale: value !== this.newest[at] };
  }

  store(core: number, color: number, at: number, value: number): void {
    for (const copy of this.#foreign(core, color)) this.#flush(copy);
    if (!this.#own(core, color) && this.allocates) {
      this.copies.push({ core, color, bytes: [...this.memory], dirty: false });
    }
    const own = this.#own(core, color);
    if (own) own.bytes[at] = value;
    if (own && !this.writesThrough) own.dirty = true;
    else this.memory[at] = value;
    this.newest[at] = value;
    this.allowed[at]?.push(value);
  }

  /** A device looks into memory, whatever is in the caches. */
  deviceLoad(at: number): { value: number; stale: boolean } {
    const value = this.memory[at]!;
    return { value, stale: value !== this.newest[at] };
  }

  deviceStore(at: number, value: number): void {
    this.memory[at] = value;
    this.newest[at] = value;
    this.allowed[at]?.push(value);
  }

  maintain(action: 'clean' | 'invalidate' | 'flush' | 'evict', core: number, color: number): void {
    const own = this.#own(core, color);
    const met = action === 'evict' ? [] : this.#foreign(core, color);
    for (const copy of [...met, ...(own ? [own] : [])]) {
      if (action === 'clean') this.#writeBack(copy);
      else if (action === 'invalidate') this.#drop(copy);
      else this.#flush(copy);
    }
  }

  barrier(at: number): void {
    this.medium = [...this.memory];
    this.allowed[at] = [this.newest[at]!];
  }

  /** Gives the places of promised bytes that are gone. */
  crash(inFlight: 'lost' | 'arrives'): number[] {
    this.copies = [];
    const left = inFlight === 'lost' ? this.medium : this.memory;
    const missing = left.flatMap((value, at) =>
      this.allowed[at] === undefined || this.allowed[at]!.includes(value) ? [] : at,
    );
    this.memory = [...left];
    this.medium = [...left];
    this.newest = [...left];
    this.allowed = this.allowed.map(() => undefined);
    return missing;
  }

  #own(core: number, color: number): NaiveCopy | undefined {
    return this.copies.find((copy) => copy.core === core && copy.color === color);
  }

  /** What the snoop of a core finds in the caches of the others, by core and color. */
  #foreign(core: number, color: number): NaiveCopy[] {
    if (this.snoops === 'none' || core === FETCH_PORT) return [];
    return this.copies
      .filter((copy) => copy.core !== core && copy.core !== FETCH_PORT)
      .filter((copy) => this.snoops === 'physical address' || copy.color === color)
      .sort((a, b) => a.core - b.core || a.color - b.color);
  }

  #writeBack(copy: NaiveCopy): void {
    if (copy.dirty) this.memory = [...copy.bytes];
    copy.dirty = false;
  }

  #drop(copy: NaiveCopy): void {
    this.copies = this.copies.filter((other) => other !== copy);
  }

  #flush(copy: NaiveCopy): void {
    this.#writeBack(copy);
    this.#drop(copy);
  }
}
