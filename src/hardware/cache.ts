/**
 * The data cache, with the data in it: the one place where the rules of a cache are written. Runs execute it; every
 * other engine is derived from it. It knows lines and bytes, and neither page tables nor who is asking.
 *
 *               way 0                      way 1
 *     set 0   | tag  home  dirty  bytes | tag  home  dirty  bytes |
 *     set 1   | …                       | …                       |
 *
 * The tag is what a lookup compares: a virtual page (and perhaps an address space) or a physical page. The home is the
 * physical page that the bytes came from. They are kept apart, so that an eviction writes a line back to where it
 * belongs whatever it was tagged with (as the PA TAG RAM of ARM920T does; ARM DDI 0151C, chapter 4).
 */
import { SMALL_PAGE } from '../units/address.js';
import { type CacheDescription, isVirtuallyIndexed, setsOf } from './cache-description.js';
import type { Memory } from './memory.js';
import { copy, copyWords } from './paged-bytes.js';
import { policyOf } from './replacement/index.js';
import type { Replacement } from './replacement/replacement.js';

/** A line's worth of memory under one of its names. Pages are 4 KiB; `line` counts the lines inside the page. */
export interface LineName {
  /** The address space that the virtual page belongs to. */
  space: number;
  virtualPage: number;
  physicalPage: number;
  line: number;
  /** The physical page that whoever uses the name means, where that may be another one: an access has gone astray then. */
  meantPage?: number;
}

/** What the latest operation did. One object, overwritten by each operation. */
export interface Effect {
  /** The set that was looked at. */
  set: number;
  /** The way that was used, or -1 where no line took part. */
  way: number;
  hit: boolean;
  /** A line was fetched from memory. */
  filled: boolean;
  /** A valid line left the cache. */
  evicted: boolean;
  /** A dirty line was written to memory. */
  wroteBack: boolean;
  /** A store went to memory, past the line or without one. */
  wroteThrough: boolean;
  /** The home of the line that left or was written back: 4 KiB page and line in it; -1 where there was none. */
  otherPage: number;
  otherLine: number;
}

/** A line that the cache holds, to look at. */
export interface HeldLine {
  readonly set: number;
  readonly way: number;
  /** The 4 KiB page in the tag: virtual for VIVT, physical otherwise. */
  readonly tagPage: number;
  /** The address space in the tag; 0 where tags carry none. */
  readonly tagSpace: number;
  /** The physical 4 KiB page that the bytes belong to. */
  readonly homePage: number;
  /** The line inside the page. */
  readonly line: number;
  readonly dirty: boolean;
  readonly bytes: Uint8Array;
}

const MISS = -1;

export class Cache {
  readonly description: CacheDescription;
  readonly sets: number;
  /** Whether a lookup compares virtual pages: it may then hit another page's line (a homonym). */
  readonly hasVirtualTags: boolean;
  readonly effect: Effect = {
    set: 0,
    way: MISS,
    hit: false,
    filled: false,
    evicted: false,
    wroteBack: false,
    wroteThrough: false,
    otherPage: -1,
    otherLine: -1,
  };

  readonly #memory: Memory;
  readonly #ways: number;
  readonly #lineBytes: number;
  readonly #lineWords: number;
  readonly #linesInPage: number;
  readonly #virtualIndex: boolean;
  readonly #replacement: Replacement;

  // One entry a slot; slot = set * ways + way.
  readonly #valid: Uint8Array;
  readonly #dirty: Uint8Array;
  readonly #tagPage: Float64Array;
  readonly #tagSpace: Int32Array;
  readonly #homePage: Float64Array;
  readonly #lineOf: Uint16Array;
  readonly #data: Uint8Array;
  /** The same bytes as words of 32 bits: lines come and go in those. */
  readonly #words: Int32Array;

  /** An empty cache before `memory`. The description must have passed `checkCache`. */
  constructor(description: CacheDescription, memory: Memory) {
    this.description = description;
    this.sets = setsOf(description);
    this.#memory = memory;
    this.#ways = description.ways;
    this.#lineBytes = description.line;
    this.#lineWords = description.line / 4;
    this.#linesInPage = SMALL_PAGE / description.line;
    this.#virtualIndex = isVirtuallyIndexed(description);
    this.hasVirtualTags = description.organization === 'VIVT';
    this.#replacement = policyOf(description).start(this.sets, this.#ways, description.seed);
    const slots = this.sets * this.#ways;
    this.#valid = new Uint8Array(slots);
    this.#dirty = new Uint8Array(slots);
    this.#tagPage = new Float64Array(slots);
    this.#tagSpace = new Int32Array(slots);
    this.#homePage = new Float64Array(slots);
    this.#lineOf = new Uint16Array(slots);
    this.#data = new Uint8Array(description.size);
    this.#words = new Int32Array(this.#data.buffer);
  }

  // --- what a CPU does ---------------------------------------------------------------------------------------

  /** Loads `length` bytes at `offset` of the line into `into[at…]`; a miss fetches the line. */
  load(name: LineName, offset: number, length: number, into: Uint8Array, at: number): void {
    const slot = this.#slotToLoad(name);
    copy(this.#data, slot * this.#lineBytes + offset, length, into, at);
  }

  /** Loads a whole line into the words `into[at…]`. */
  loadLine(name: LineName, into: Int32Array, at: number): void {
    const slot = this.#slotToLoad(name);
    copyWords(this.#words, slot * this.#lineWords, this.#lineWords, into, at);
  }

  /** Stores `length` bytes from `from[at…]` at `offset` of the line, as the write and allocation policies say. */
  store(name: LineName, offset: number, length: number, from: Uint8Array, at: number): void {
    const slot = this.#slotToStore(name, false);
    if (slot !== MISS) copy(from, at, length, this.#data, slot * this.#lineBytes + offset);
    if (!this.#goesToMemory(slot)) return;
    this.#memory.write(name.physicalPage, name.line * this.#lineBytes + offset, length, from, at);
  }

  /** Stores a whole line from the words `from[at…]`. */
  storeLine(name: LineName, from: Int32Array, at: number): void {
    const words = this.#lineWords;
    const slot = this.#slotToStore(name, true);
    if (slot !== MISS) copyWords(from, at, words, this.#words, slot * words);
    if (!this.#goesToMemory(slot)) return;
    this.#memory.writeWords(name.physicalPage, name.line * words, words, from, at);
  }

  // --- what cache maintenance does ---------------------------------------------------------------------------

  /** Clean by address: writes the line back if it is dirty, and keeps it. */
  clean(name: LineName): void {
    const slot = this.#lookUp(name);
    if (slot !== MISS) this.#writeBack(slot);
  }

  /** Invalidate by address: drops the line; what was dirty in it is gone. */
  invalidate(name: LineName): void {
    const slot = this.#lookUp(name);
    if (slot !== MISS) this.#drop(slot);
  }

  /** Flush by address: clean, then invalidate. An eviction that hardware decides on does the same. */
  flush(name: LineName): void {
    const slot = this.#lookUp(name);
    if (slot === MISS) return;
    this.#writeBack(slot);
    this.#drop(slot);
  }

  /** Clean by set and way. */
  cleanWay(set: number, way: number): void {
    const slot = this.#lookAt(set, way);
    if (slot !== MISS) this.#writeBack(slot);
  }

  /** Looks at a set and way, and does nothing to what is there. */
  lookAtWay(set: number, way: number): void {
    this.#lookAt(set, way);
  }

  /** Invalidate by set and way. */
  invalidateWay(set: number, way: number): void {
    const slot = this.#lookAt(set, way);
    if (slot !== MISS) this.#drop(slot);
  }

  /** Flush by set and way. */
  flushWay(set: number, way: number): void {
    const slot = this.#lookAt(set, way);
    if (slot === MISS) return;
    this.#writeBack(slot);
    this.#drop(slot);
  }

  // --- to look at --------------------------------------------------------------------------------------------

  /** The set that this name selects. */
  setOf(name: LineName): number {
    const page = this.#virtualIndex ? name.virtualPage : name.physicalPage;
    // A power of two of sets: the low bits are the remainder. Of a page, which may have 52 bits, no more are needed either.
    const last = this.sets - 1;
    return ((page & last) * this.#linesInPage + name.line) & last;
  }

  /** The way that holds the line of this name, or -1. */
  wayOf(name: LineName): number {
    const slot = this.#find(name, this.setOf(name));
    return slot === MISS ? MISS : slot % this.#ways;
  }

  /** The physical 4 KiB page that the line in this slot belongs to; undefined where it is empty. */
  homeOf(set: number, way: number): number | undefined {
    const slot = set * this.#ways + way;
    return this.#valid[slot] ? this.#homePage[slot] : undefined;
  }

  /** The line in this slot; undefined where it is empty or does not exist. */
  lineAt(set: number, way: number): HeldLine | undefined {
    const slot = set * this.#ways + way;
    return way >= 0 && way < this.#ways && this.#valid[slot] ? this.#held(slot) : undefined;
  }

  /** The valid lines of one set, by way. */
  linesIn(set: number): HeldLine[] {
    return Array.from({ length: this.#ways }, (_, way) => this.lineAt(set, way) ?? []).flat();
  }

  /** Every valid line, by set and way. */
  lines(): HeldLine[] {
    return [...this.eachLine()];
  }

  /** The same, one after the other: a large cache holds millions. */
  *eachLine(): Generator<HeldLine> {
    for (let slot = 0; slot < this.#valid.length; slot++) if (this.#valid[slot]) yield this.#held(slot);
  }

  /** How many valid lines are dirty. */
  get dirtyLines(): number {
    return this.#dirty.reduce((sum, dirty, slot) => sum + (dirty & this.#valid[slot]!), 0);
  }

  /**
   * Where lines lie whose home is this physical line, under whatever name: all of them, or those of one set. Only the sets
   * of the page's colors can hold one.
   */
  copiesOf(homePage: number, line: number, inSet?: number): { set: number; way: number }[] {
    const copies: { set: number; way: number }[] = [];
    const step = Math.min(this.#linesInPage, this.sets);
    for (let set = inSet ?? line % step; set < (inSet ?? this.sets - 1) + 1; set += step) {
      for (let way = 0; way < this.#ways; way++) {
        const slot = set * this.#ways + way;
        const isCopy = this.#valid[slot] && this.#homePage[slot] === homePage && this.#lineOf[slot] === line;
        if (isCopy) copies.push({ set, way });
      }
    }
    return copies;
  }

  /** Whether some line whose home is this physical line holds `byte` at `offset`. */
  holds(homePage: number, line: number, offset: number, byte: number): boolean {
    return this.copiesOf(homePage, line).some(
      ({ set, way }) => this.#data[(set * this.#ways + way) * this.#lineBytes + offset] === byte,
    );
  }

  /** Whether the line in this slot is dirty. */
  isDirty(set: number, way: number): boolean {
    return this.#dirty[set * this.#ways + way] === 1;
  }

  /** Drops every line, as a power cut does: nothing is written back. */
  forget(): void {
    this.#valid.fill(0);
    this.#dirty.fill(0);
  }

  // --- the steps that the rules are made of ------------------------------------------------------------------

  #slotToLoad(name: LineName): number {
    let slot = this.#lookUp(name);
    if (slot === MISS) slot = this.#fill(name);
    this.#use(slot);
    return slot;
  }

  /** The slot that a store goes to. A `whole` line is fetched, too, but none of the bytes that come will be left. */
  #slotToStore(name: LineName, whole: boolean): number {
    let slot = this.#lookUp(name);
    if (slot === MISS && this.description.writeAllocate) slot = whole ? this.#take(name) : this.#fill(name);
    if (slot !== MISS) this.#use(slot);
    return slot;
  }

  /** Whether what was stored to this slot, or past it, goes on to memory; if not, the line is dirty. */
  #goesToMemory(slot: number): boolean {
    const stays = slot !== MISS && this.description.write === 'back';
    if (stays) this.#dirty[slot] = 1;
    else this.effect.wroteThrough = true;
    return !stays;
  }

  #lookUp(name: LineName): number {
    const set = this.setOf(name);
    const slot = this.#find(name, set);
    this.#begin(set, slot);
    return slot;
  }

  #lookAt(set: number, way: number): number {
    const slot = set * this.#ways + way;
    const found = way >= 0 && way < this.#ways && this.#valid[slot] ? slot : MISS;
    this.#begin(set, found);
    return found;
  }

  #begin(set: number, slot: number): void {
    const { effect } = this;
    effect.set = set;
    effect.way = slot === MISS ? MISS : slot - set * this.#ways;
    effect.hit = slot !== MISS;
    effect.filled = effect.evicted = effect.wroteBack = effect.wroteThrough = false;
    effect.otherPage = effect.otherLine = -1;
  }

  #find(name: LineName, set: number): number {
    const page = this.hasVirtualTags ? name.virtualPage : name.physicalPage;
    const space = this.#spaceInTag(name);
    const first = set * this.#ways;
    for (let slot = first; slot < first + this.#ways; slot++) {
      if (
        this.#valid[slot] &&
        this.#tagPage[slot] === page &&
        this.#lineOf[slot] === name.line &&
        this.#tagSpace[slot] === space
      ) {
        return slot;
      }
    }
    return MISS;
  }

  #spaceInTag(name: LineName): number {
    return this.description.addressSpaceIds ? name.space : 0;
  }

  #fill(name: LineName): number {
    const slot = this.#take(name);
    const words = this.#lineWords;
    this.#memory.readWords(name.physicalPage, name.line * words, words, this.#words, slot * words);
    return slot;
  }

  /** Makes a slot the line's. The bytes that come with it are left to who can see them. */
  #take(name: LineName): number {
    const { set } = this.effect;
    const slot = this.#makeRoom(set);
    this.#valid[slot] = 1;
    this.#dirty[slot] = 0;
    this.#tagPage[slot] = this.hasVirtualTags ? name.virtualPage : name.physicalPage;
    this.#tagSpace[slot] = this.#spaceInTag(name);
    this.#homePage[slot] = name.physicalPage;
    this.#lineOf[slot] = name.line;
    this.#replacement.filled(set, slot - set * this.#ways);
    this.effect.filled = true;
    return slot;
  }

  #makeRoom(set: number): number {
    const first = set * this.#ways;
    for (let slot = first; slot < first + this.#ways; slot++) if (!this.#valid[slot]) return slot;
    const slot = first + this.#replacement.victim(set);
    this.#writeBack(slot);
    this.#drop(slot);
    return slot;
  }

  #use(slot: number): void {
    const { set } = this.effect;
    this.effect.way = slot - set * this.#ways;
    this.#replacement.used(set, this.effect.way);
  }

  #writeBack(slot: number): void {
    if (!this.#dirty[slot]) return;
    const words = this.#lineWords;
    this.#memory.writeWords(
      this.#homePage[slot]!,
      this.#lineOf[slot]! * words,
      words,
      this.#words,
      slot * words,
    );
    this.#dirty[slot] = 0;
    this.effect.wroteBack = true;
    this.#nameOther(slot);
  }

  #drop(slot: number): void {
    this.#valid[slot] = 0;
    this.#dirty[slot] = 0;
    this.effect.evicted = true;
    this.#nameOther(slot);
  }

  #nameOther(slot: number): void {
    this.effect.otherPage = this.#homePage[slot]!;
    this.effect.otherLine = this.#lineOf[slot]!;
  }

  #held(slot: number): HeldLine {
    const bytes = this.#lineBytes;
    return {
      set: Math.floor(slot / this.#ways),
      way: slot % this.#ways,
      tagPage: this.#tagPage[slot]!,
      tagSpace: this.#tagSpace[slot]!,
      homePage: this.#homePage[slot]!,
      line: this.#lineOf[slot]!,
      dirty: this.#dirty[slot] === 1,
      bytes: this.#data.slice(slot * bytes, (slot + 1) * bytes),
    };
  }
}
