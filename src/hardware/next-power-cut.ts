/**
 * What a power cut would leave of a machine that goes on: asked after each step of a story. A page is looked at again only
 * when it was stored to, written to or promised, so that all of a story's cuts take as long as the story.
 */
import { SMALL_PAGE } from '../units/address.js';
import type { Machine } from './machine.js';
import type { InFlight } from './memory.js';
import { NO_WRITER } from './oracle.js';
import type { MissingBytes } from './promises.js';

/** What a power cut leaves. */
export interface Left {
  /** Bytes of persistent memory that were stored so far. */
  readonly stored: number;
  /** How many of these the medium holds, the newest ones. */
  readonly kept: number;
  /** What was promised, and is gone. */
  readonly missing: readonly MissingBytes[];
}

export class NextPowerCut {
  readonly #machine: Machine;
  readonly #inFlight: InFlight;
  /** What was found of each page when it was looked at last. */
  readonly #pages = new Map<number, Left>();
  /** Pages of which something is missing: mostly none. */
  readonly #broken = new Set<number>();
  #stored = 0;
  #kept = 0;
  /** How often a page was looked at: the work of all cuts. */
  looks = 0;

  constructor(machine: Machine, inFlight: InFlight) {
    this.#machine = machine;
    this.#inFlight = inFlight;
    for (const each of [machine.memory, machine.oracle, machine.promises]) each.changed.watch();
  }

  /** What a cut would leave now. */
  look(): Left {
    const { memory, oracle, promises } = this.#machine;
    for (const page of new Set([memory, oracle, promises].flatMap((each) => each.takeChanges())))
      this.#lookAt(page);
    const broken = [...this.#broken].sort((a, b) => a - b);
    const missing = broken.flatMap((page) => this.#pages.get(page)!.missing);
    return { stored: this.#stored, kept: this.#kept, missing };
  }

  #lookAt(page: number): void {
    this.looks++;
    const before = this.#pages.get(page);
    const now = this.#leftOf(page);
    this.#pages.set(page, now);
    this.#stored += now.stored - (before?.stored ?? 0);
    this.#kept += now.kept - (before?.kept ?? 0);
    if (now.missing.length > 0) this.#broken.add(page);
    else this.#broken.delete(page);
  }

  #leftOf(page: number): Left {
    const { memory, oracle, promises } = this.#machine;
    if (memory.kindOf(page) !== 'persistent memory') return { stored: 0, kept: 0, missing: [] };
    const left = memory.leftBy(this.#inFlight, page);
    const newest = oracle.page(page);
    let stored = 0;
    let kept = 0;
    for (let at = 0; at < SMALL_PAGE; at++) {
      if (oracle.writerOf(page, at) === NO_WRITER) continue;
      stored++;
      if (newest[at] === left[at]) kept++;
    }
    return { stored, kept, missing: promises.missingFrom(page, left) };
  }
}
