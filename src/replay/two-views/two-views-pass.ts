/** A program's references with the kernel's calls between them, through a cache that carries the data. */
import { type CacheDescription, colorsOf } from '../../hardware/cache-description.js';
import type { Strategy } from '../../linux/strategies/index.js';
import { SMALL_PAGE } from '../../units/address.js';
import type { DataCounts } from '../data/accesses.js';
import { DataReplay } from '../data/data-replay.js';
import { FirstTouch } from '../data/placement.js';
import { SlowDataReplay } from '../data/slow-data-replay.js';
import { hasFastCore } from '../fast-replay.js';
import { BATCH, INSTRUCTION, ReferenceBatch, type References } from '../references.js';
import { TraceError } from '../trace-error.js';
import { addCall, type KernelCalls, LONGEST_CALL } from './kernel-calls.js';
import { KERNEL_WORD, SharedPages } from './shared-pages.js';

export interface TwoViewsOptions {
  readonly cache: CacheDescription;
  /** Bytes. */
  readonly pageSize: number;
  /** Pages of the machine that the kernel's color is on from the program's. */
  readonly difference: number;
  readonly strategy: Strategy;
  readonly calls: KernelCalls;
  /** Pages of the machine that the program may use, and what is thrown when it uses more. */
  readonly window: number;
  readonly full: () => Error;
}

function kernelAddress(high: number, read: number): TraceError {
  return new TraceError(
    `0x${high.toString(16)}… is an address of the kernel: two views need a program’s trace`,
    read,
  );
}

export class TwoViewsPass {
  /** What the program did, instruction fetches left out. */
  references = 0;
  calls = 0;
  readonly #batch: ReferenceBatch;
  readonly #run: () => void;
  readonly #counts: () => DataCounts;
  readonly #pages: SharedPages;
  readonly #options: TwoViewsOptions;
  readonly #frames: FirstTouch;

  constructor(options: TwoViewsOptions, room = BATCH) {
    const { cache, pageSize, strategy, window, full } = options;
    this.#options = options;
    const smallPages = pageSize / SMALL_PAGE;
    this.#frames = new FirstTouch(smallPages, window, full);
    const colors = colorsOf(cache, SMALL_PAGE);
    this.#pages = new SharedPages(this.#frames, colors, options.difference * smallPages, strategy);
    if (hasFastCore(cache, true)) {
      const fast = new DataReplay(cache, this.#pages, window * smallPages, room);
      this.#batch = fast.batch;
      this.#run = () => fast.run(this.#batch.count);
      this.#counts = () => fast.counts();
    } else {
      const slow = new SlowDataReplay(cache, this.#pages);
      this.#batch = new ReferenceBatch(room);
      this.#run = () => slow.run(this.#batch);
      this.#counts = () => slow.counts();
    }
  }

  /** How many pages the program used, the kernel's buffer among them. */
  get pages(): number {
    return this.#frames.frames;
  }

  feed({ count, words, size, kind }: References): void {
    const batch = this.#batch;
    const { every } = this.#options.calls;
    for (let i = 0; i < count; i++) {
      if (kind[i] === INSTRUCTION) continue;
      if (words[2 * i + 1]! >= KERNEL_WORD) throw kernelAddress(words[2 * i + 1]!, this.references);
      batch.add(kind[i]!, words[2 * i]!, words[2 * i + 1]!, size[i]!);
      this.references++;
      if (this.references % every === 0) this.#call(words[2 * i]!, words[2 * i + 1]!);
      if (batch.count + LONGEST_CALL + 1 > batch.room) this.#flush();
    }
  }

  counts(): DataCounts {
    this.#flush();
    return this.#counts();
  }

  #call(low: number, high: number): void {
    const { calls, strategy } = this.#options;
    const rw = calls.rw === 'both' ? (this.calls % 2 === 0 ? 'read' : 'write') : calls.rw;
    const userPage = high * 2 ** 20 + (low >>> 12);
    const inPage = low % SMALL_PAGE;
    addCall(this.#batch, rw, calls.length, strategy, {
      userPage,
      kernelPage: this.#pages.kernelPageOf(userPage),
      bufferPage: this.#pages.bufferPage,
      offset: inPage - (inPage % calls.length),
    });
    this.calls++;
  }

  #flush(): void {
    if (this.#batch.count > 0) this.#run();
    this.#batch.count = 0;
  }
}
