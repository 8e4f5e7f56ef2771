/**
 * What the kernel does between the references of a program, as accesses: a dax_io() now and then of a page that the program uses, with
 * what its coherence strategy asks for. The order within a call is that of src/linux/dax/kernel-access.ts, which is the one for stories.
 */
import { type Range, sentToMemory } from '../../linux/dax/copy-from-user.js';
import { Layout } from '../../linux/layout.js';
import { refusalOf } from '../../linux/refusal.js';
import { RELEASES } from '../../linux/releases/index.js';
import { behaviorOf, type Care, type StrategyBehavior } from '../../linux/strategies/index.js';
import { type Address, SMALL_PAGE } from '../../units/address.js';
import { BY_KERNEL, CLEAN, FLUSH, INVALIDATE } from '../data/accesses.js';
import { LOAD, type ReferenceBatch, STORE } from '../references.js';
import type { SharedPages } from './shared-pages.js';
import type { TwoViewsDescription } from './two-views-description.js';
import { WindowSlots } from './window-slots.js';

/** What the kernel did beside accesses. */
export interface KernelCounts {
  /** Calls that were made. */
  readonly calls: number;
  /** Translations that were set: windows that were opened, and mappings that faults brought back. */
  readonly maps: number;
  readonly tlbInvalidations: number;
  readonly faults: number;
  /** Waits until everything has reached memory, at the end of a write. */
  readonly barriers: number;
}

/** What follows from a question for the kernel. */
export type CallsOptions = Pick<
  TwoViewsDescription,
  'machine' | 'linux' | 'difference' | 'strategy' | 'calls'
>;

const VERBS: Readonly<Record<Care['action'], number>> = {
  clean: CLEAN,
  invalidate: INVALIDATE,
  flush: FLUSH,
};

/** Beside the flush of a slot: maintenance of two aliases before and after, a load, a store in two parts, a write-back. */
const LONGEST_ACCESS = 8;

export class KernelCaller {
  /** How many accesses one call can be. */
  readonly longest: number;
  readonly #batch: ReferenceBatch;
  readonly #pages: SharedPages;
  readonly #options: CallsOptions;
  readonly #behavior: StrategyBehavior;
  readonly #layout: Layout;
  readonly #slots: WindowSlots;
  /** How many 4 KiB pages are a page of the machine. */
  readonly #smallPages: number;
  /** Which bytes of a write are on their way to memory when it ends. */
  readonly #sent: (at: number) => Range | undefined;
  readonly #hasBarrier: boolean;
  readonly #isRefused: boolean;
  /** Pages of the machine that the program has lost its mapping of until it touches them. */
  readonly #away = new Set<number>();
  #calls = 0;
  #barriers = 0;
  #taken = 0;
  #faults = 0;

  constructor(options: CallsOptions, batch: ReferenceBatch, pages: SharedPages) {
    const { machine, linux, strategy } = options;
    this.#options = options;
    this.#batch = batch;
    this.#pages = pages;
    this.#behavior = behaviorOf(strategy);
    this.#layout = new Layout(machine);
    this.#slots = new WindowSlots(machine.cache);
    this.#smallPages = machine.pageSize / SMALL_PAGE;
    const release = RELEASES[linux.era];
    this.#sent = (at) => sentToMemory(machine.port, release, at, options.calls.length);
    this.#hasBarrier = release.transfers.endsWith === 'wmb_pmem';
    this.#isRefused = this.#behavior.refusesAsLinuxDoes && refusalOf(machine, linux.era) !== undefined;
    this.longest = longestCall(machine.pageSize);
  }

  /** The program is about to touch these bytes: a mapping that was taken away comes back by a fault. */
  touched({ page, offset }: Address, length: number): void {
    if (this.#away.size === 0) return;
    const last = page + Math.floor((offset + Math.max(length, 1) - 1) / SMALL_PAGE);
    for (let each = this.#pageOf(page); each <= this.#pageOf(last); each++) {
      if (this.#away.delete(each)) this.#faults++;
    }
  }

  /** Appends the next call, of the bytes around this address of the program's. */
  call({ page, offset }: Address): void {
    const { calls } = this.#options;
    const rw = calls.rw === 'both' ? (this.#calls % 2 === 0 ? 'read' : 'write') : calls.rw;
    this.#calls++;
    // open() and mmap() of the file would have failed.
    if (this.#isRefused) return;
    const kernelPage = this.#open(page);
    const at = offset - (offset % calls.length);
    const add = (verb: number, of: number) => this.#add(verb, of, at, calls.length);
    const { before, after } = this.#behavior.around(rw);
    const treat = (care: readonly Care[]) => {
      for (const { alias, action } of care) add(VERBS[action], alias === 'user' ? page : kernelPage);
    };
    const { bufferPage } = this.#pages;
    treat(before);
    add(LOAD, rw === 'read' ? kernelPage : bufferPage);
    if (rw === 'read') add(STORE, bufferPage);
    else this.#write(kernelPage, at);
    treat(after);
    if (rw === 'write' && this.#hasBarrier) this.#barriers++;
    if (this.#behavior.takesMappingsAway && !this.#away.has(this.#pageOf(page))) {
      this.#away.add(this.#pageOf(page));
      this.#taken++;
    }
  }

  /** Stores what is sent to memory and all before it, sends it, and stores what is left: that stays in the cache. */
  #write(kernelPage: number, at: number): void {
    const { length } = this.#options.calls;
    const [from, to] = this.#sent(at) ?? [0, 0];
    if (to > from) {
      this.#add(STORE, kernelPage, at, to);
      this.#add(CLEAN, kernelPage, at + from, to - from);
    }
    if (to < length) this.#add(STORE, kernelPage, at + to, length - to);
  }

  counts(): KernelCounts {
    return Object.freeze({
      calls: this.#calls,
      maps: this.#slots.maps + this.#faults,
      tlbInvalidations: this.#slots.tlbInvalidations + this.#taken,
      faults: this.#faults,
      barriers: this.#barriers,
    });
  }

  /** The kernel's page for a page of the program's; a window's slot is pointed there. */
  #open(page: number): number {
    const { window } = this.#behavior;
    const own = this.#pageOf(page);
    const color = this.#layout.colorOf({ page: own * this.#smallPages, offset: 0 });
    if (!window) return this.#kernelPage(page, color + this.#options.difference);
    const opened = window.color(this.#layout, own, [{ color }]);
    const before = this.#slots.open(opened, own);
    if (before !== undefined) this.#flushSlot(opened, before);
    return this.#kernelPage(page, opened);
  }

  #flushSlot(color: number, page: number): void {
    for (let i = 0; i < this.#smallPages; i++) {
      this.#add(FLUSH, this.#kernelPage(page * this.#smallPages + i, color), 0, SMALL_PAGE);
    }
  }

  #kernelPage(page: number, color: number): number {
    return this.#pages.kernelPageOf(page, color * this.#smallPages + (page % this.#smallPages));
  }

  #pageOf(smallPage: number): number {
    return Math.floor(smallPage / this.#smallPages);
  }

  #add(verb: number, page: number, offset: number, length: number): void {
    const low = ((page % 2 ** 20) * SMALL_PAGE + offset) >>> 0;
    this.#batch.add(verb + BY_KERNEL, low, Math.floor(page / 2 ** 20), length);
  }
}

/** How many accesses one call can be on a machine with pages of this size. */
export function longestCall(pageSize: number): number {
  return LONGEST_ACCESS + pageSize / SMALL_PAGE;
}
