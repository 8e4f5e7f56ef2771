/**
 * A cache simulator written anew from the definitions, as plainly as can be: to hold the replay engines to. A set is a list of lines,
 * the one that leaves first at its end.
 */
import type { Convention } from '../../src/replay/convention.js';
import type { ReferenceKind } from '../../src/replay/references.js';
import type { ReplayCounts } from '../../src/replay/replay-counts.js';

export interface NaiveReference {
  readonly kind: ReferenceKind;
  readonly address: bigint;
  readonly size: number;
}

export interface NaiveGeometry {
  readonly sets: number;
  readonly ways: number;
  readonly line: number;
  readonly replacement: 'lru' | 'fifo';
  readonly write: 'back' | 'through';
  readonly writeAllocate: boolean;
}

interface Line {
  readonly number: bigint;
  dirty: boolean;
}

const TOP = 2n ** 64n;
const PAGE = 4096n;

/** Where an address lies in memory. */
export type Translation = (address: bigint) => bigint;

/** Pages take frames in the order in which they are first touched. */
export function byFirstTouch(): Translation {
  const pages: bigint[] = [];
  return (address) => {
    const page = address / PAGE;
    if (!pages.includes(page)) pages.push(page);
    return BigInt(pages.indexOf(page)) * PAGE + (address % PAGE);
  };
}

export class NaiveReplay {
  readonly sets: Line[][];
  readonly #counts = { reads: 0, writes: 0, readMisses: 0, writeMisses: 0, evictions: 0, writebacks: 0 };

  constructor(
    readonly geometry: NaiveGeometry,
    readonly convention: Convention,
    readonly translate: Translation = (address) => address,
  ) {
    this.sets = Array.from({ length: geometry.sets }, () => []);
  }

  refer({ kind, address, size }: NaiveReference): void {
    if (kind === 'instruction') return;
    const lines = this.#linesOf(address, size);
    if (this.convention === 'every line') {
      // Dinero IV: each line is a reference of its own; a modify is a read of them all, and then a write of them all.
      if (kind !== 'store') for (const line of lines) this.#count('read', this.#touch(line, false));
      if (kind !== 'load') for (const line of lines) this.#count('write', this.#touch(line, true));
      return;
    }
    // Cachegrind: one reference, at most one miss; a modify is a read.
    let missed = false;
    for (const line of lines) {
      const hit = this.#touch(line, kind === 'store');
      if (kind === 'modify') this.#touch(line, true);
      missed ||= !hit;
    }
    this.#count(kind === 'store' ? 'write' : 'read', !missed);
  }

  counts(): ReplayCounts {
    const dirtyAtEnd = this.sets.flat().filter(({ dirty }) => dirty).length;
    return { ...this.#counts, dirtyAtEnd };
  }

  /** The lines held, by number. */
  lines(): { readonly line: bigint; readonly dirty: boolean }[] {
    return this.sets
      .flat()
      .map(({ number, dirty }) => ({ line: number, dirty }))
      .sort((a, b) => (a.line < b.line ? -1 : 1));
  }

  /** The numbers of the lines with these bytes; there are no bytes from 2^64 on. */
  #linesOf(address: bigint, size: number): bigint[] {
    const line = BigInt(this.geometry.line);
    const end = address + BigInt(size) < TOP ? address + BigInt(size) : TOP;
    const numbers: bigint[] = [];
    for (let number = address / line; number * line < end; number++) numbers.push(number);
    return numbers;
  }

  #count(what: 'read' | 'write', hit: boolean): void {
    this.#counts[`${what}s`]++;
    if (!hit) this.#counts[`${what}Misses`]++;
  }

  /** Gives back whether the line was there. */
  #touch(virtual: bigint, isStore: boolean): boolean {
    const { sets, ways, replacement, write, writeAllocate } = this.geometry;
    const number = this.translate(virtual * BigInt(this.geometry.line)) / BigInt(this.geometry.line);
    const set = this.sets[Number(number % BigInt(sets))]!;
    const place = set.findIndex((line) => line.number === number);
    let line = set[place];
    if (line && replacement === 'lru') {
      set.splice(place, 1);
      set.unshift(line);
    }
    if (!line) {
      if (isStore && !writeAllocate) return false;
      if (set.length === ways) {
        this.#counts.evictions++;
        if (set.pop()!.dirty) this.#counts.writebacks++;
      }
      line = { number, dirty: false };
      set.unshift(line);
    }
    if (isStore && write === 'back') line.dirty = true;
    return place >= 0;
  }
}
