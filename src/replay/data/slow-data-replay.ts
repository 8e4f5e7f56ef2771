/**
 * Accesses with their data through src/hardware/cache.ts, compared with src/hardware/oracle.ts: for every cache that the fast
 * core does not know, and to hold the fast core equal to.
 */
import { Cache, type LineName } from '../../hardware/cache.js';
import type { CacheDescription } from '../../hardware/cache-description.js';
import { Memory } from '../../hardware/memory.js';
import { differ, PagedBytes } from '../../hardware/paged-bytes.js';
import { type References, STORE } from '../references.js';
import { eachLine, WHOLES } from '../whole-accesses.js';
import {
  BY_KERNEL,
  CLEAN,
  type DataCounts,
  type DataTallies,
  FLUSH,
  INVALIDATE,
  noTallies,
  VALUE_FACTOR,
  VERB,
} from './accesses.js';
import type { Placement } from './placement.js';

const MAINTENANCE = { [CLEAN]: 'clean', [INVALIDATE]: 'invalidate', [FLUSH]: 'flush' } as const;
const ASKED = { [CLEAN]: 'cleans', [INVALIDATE]: 'invalidates', [FLUSH]: 'flushes' } as const;

export class SlowDataReplay {
  readonly memory = new Memory();
  readonly oracle = new PagedBytes();
  readonly #cache: Cache;
  readonly #line: number;
  readonly #tallies: DataTallies = noTallies();
  readonly #value = new DataView(new ArrayBuffer(8));
  readonly #bytes = new Uint8Array(256);
  readonly #expected = new Uint8Array(256);
  #stores = 1n;
  /** Whether the access at hand has loaded an old byte. */
  #isStale = false;

  constructor(
    cache: CacheDescription,
    readonly placement: Placement,
  ) {
    this.#cache = new Cache({ ...cache, addressSpaceIds: false }, this.memory);
    this.#line = cache.line;
  }

  run({ count, words, size, kind }: References): void {
    for (let i = 0; i < count; i++) {
      const verb = kind[i]! & VERB;
      this.#isStale = false;
      for (const access of WHOLES[verb] ?? [verb]) {
        eachLine(access, words[2 * i]!, words[2 * i + 1]!, size[i]!, this.#line, this.#touch);
      }
      if (!this.#isStale) continue;
      if (kind[i]! >= BY_KERNEL) this.#tallies.staleKernelLoads++;
      else this.#tallies.staleLoads++;
    }
  }

  counts(): DataCounts {
    return Object.freeze({ ...this.#tallies });
  }

  lines() {
    return this.#cache.lines();
  }

  get dirtyLines(): number {
    return this.#cache.dirtyLines;
  }

  /** Loads, stores or maintains the part of one line. */
  readonly #touch = (access: number, virtualPage: number, offset: number, length: number): void => {
    const { physicalPage, isUncached } = this.placement.of(virtualPage);
    const line = Math.floor(offset / this.#line);
    const name = { space: 0, virtualPage, physicalPage, line };
    if (access >= CLEAN) this.#maintain(access as keyof typeof MAINTENANCE, name);
    else if (access === STORE) this.#store(name, offset, length, isUncached);
    else if (this.#load(name, offset, length, isUncached)) this.#isStale = true;
  };

  /** Gives back whether a byte was old. */
  #load(name: LineName, offset: number, length: number, isUncached: boolean): boolean {
    const tallies = this.#tallies;
    if (isUncached) {
      tallies.uncachedReads += Math.ceil(length / 8);
      this.memory.read(name.physicalPage, offset, length, this.#bytes, 0);
    } else {
      tallies.reads++;
      this.#cache.load(name, offset % this.#line, length, this.#bytes, 0);
      if (!this.#cache.effect.hit) tallies.readMisses++;
      this.#countEviction();
    }
    this.oracle.read(name.physicalPage, offset, length, this.#expected, 0);
    return differ(this.#bytes, this.#expected, 0, length);
  }

  #store(name: LineName, offset: number, length: number, isUncached: boolean): void {
    const tallies = this.#tallies;
    for (let at = 0; at < length; at += 8) {
      this.#value.setBigUint64(0, BigInt.asUintN(64, this.#stores++ * VALUE_FACTOR), true);
      for (let i = at; i < Math.min(at + 8, length); i++) this.#bytes[i] = this.#value.getUint8(i - at);
    }
    this.oracle.write(name.physicalPage, offset, length, this.#bytes, 0);
    if (isUncached) {
      tallies.uncachedWrites += Math.ceil(length / 8);
      this.memory.write(name.physicalPage, offset, length, this.#bytes, 0);
      return;
    }
    tallies.writes++;
    this.#cache.store(name, offset % this.#line, length, this.#bytes, 0);
    const { hit, wroteThrough } = this.#cache.effect;
    if (!hit) tallies.writeMisses++;
    if (wroteThrough) tallies.writeThroughs++;
    this.#countEviction();
  }

  #countEviction(): void {
    const { evicted, wroteBack } = this.#cache.effect;
    if (evicted) this.#tallies.evictions++;
    if (wroteBack) this.#tallies.writebacks++;
  }

  #maintain(verb: keyof typeof MAINTENANCE, name: LineName): void {
    this.#tallies.maintained++;
    this.#tallies[ASKED[verb]]++;
    this.#cache[MAINTENANCE[verb]](name);
    const { hit, wroteBack } = this.#cache.effect;
    if (hit) this.#tallies.maintainedHits++;
    if (wroteBack) this.#tallies.cleaned++;
  }
}
