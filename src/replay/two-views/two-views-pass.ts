/** A program's references with the kernel's calls between them, through a cache that carries the data. */
import { colorsOf } from '../../hardware/cache-description.js';
import { behaviorOf } from '../../linux/strategies/index.js';
import { SMALL_PAGE } from '../../units/address.js';
import type { DataCounts } from '../data/accesses.js';
import { DataReplay } from '../data/data-replay.js';
import { FirstTouch } from '../data/placement.js';
import { SlowDataReplay } from '../data/slow-data-replay.js';
import { hasFastCore } from '../fast-replay.js';
import { BATCH, INSTRUCTION, ReferenceBatch, type References } from '../references.js';
import { TraceError } from '../trace-error.js';
import { type CallsOptions, KernelCaller, type KernelCounts, longestCall } from './kernel-calls.js';
import { KERNEL_WORD, SharedPages } from './shared-pages.js';

export interface TwoViewsOptions extends CallsOptions {
  /** Pages of the machine that the program may use, and what is thrown when it uses more. */
  readonly window: number;
  readonly full: () => Error;
}

/** What became of two views. */
export type TwoViewsCounts = DataCounts & KernelCounts;

function kernelAddress(high: number, read: number): TraceError {
  return new TraceError(
    `0x${high.toString(16)}… is an address of the kernel: two views need a program’s trace`,
    read,
  );
}

export class TwoViewsPass {
  /** What the program did, instruction fetches left out. */
  references = 0;
  readonly #batch: ReferenceBatch;
  readonly #run: () => void;
  readonly #counts: () => DataCounts;
  readonly #kernel: KernelCaller;
  readonly #every: number;
  readonly #frames: FirstTouch;

  /** So many accesses are held at a time; no fewer than a reference and a call are. */
  constructor(options: TwoViewsOptions, most = BATCH) {
    const { machine, strategy, window, full, calls } = options;
    const { cache, pageSize } = machine;
    const room = Math.max(most, 1 + longestCall(pageSize));
    const smallPages = pageSize / SMALL_PAGE;
    this.#every = calls.every;
    this.#frames = new FirstTouch(smallPages, window, full);
    const colors = colorsOf(cache, SMALL_PAGE);
    const pages = new SharedPages(this.#frames, colors, behaviorOf(strategy));
    if (hasFastCore(cache, true)) {
      const fast = new DataReplay(cache, pages, window * smallPages, room);
      this.#batch = fast.batch;
      this.#run = () => fast.run(this.#batch.count);
      this.#counts = () => fast.counts();
    } else {
      const slow = new SlowDataReplay(cache, pages);
      this.#batch = new ReferenceBatch(room);
      this.#run = () => slow.run(this.#batch);
      this.#counts = () => slow.counts();
    }
    this.#kernel = new KernelCaller(options, this.#batch, pages);
  }

  /** How many pages the program used, the kernel's buffer among them. */
  get pages(): number {
    return this.#frames.frames;
  }

  feed({ count, words, size, kind }: References): void {
    const batch = this.#batch;
    const kernel = this.#kernel;
    for (let i = 0; i < count; i++) {
      if (kind[i] === INSTRUCTION) continue;
      const [low, high] = [words[2 * i]!, words[2 * i + 1]!];
      if (high >= KERNEL_WORD) throw kernelAddress(high, this.references);
      const address = { page: high * 2 ** 20 + (low >>> 12), offset: low % SMALL_PAGE };
      kernel.touched(address, size[i]!);
      batch.add(kind[i]!, low, high, size[i]!);
      this.references++;
      if (this.references % this.#every === 0) kernel.call(address);
      if (batch.count + kernel.longest + 1 > batch.room) this.#flush();
    }
  }

  counts(): TwoViewsCounts {
    this.#flush();
    return Object.freeze({ ...this.#counts(), ...this.#kernel.counts() });
  }

  #flush(): void {
    if (this.#batch.count > 0) this.#run();
    this.#batch.count = 0;
  }
}
