/**
 * What barriers have promised: bytes of persistent memory that a power cut may not take away any more. Found after one
 * may be the byte that was promised, or any that was stored to its place since.
 */
import { type Address, SMALL_PAGE } from '../units/address.js';
import { ByteNotes, NO_NOTE, notesRoom } from './byte-notes.js';
import { ChangedPages } from './changed-pages.js';
import { NewerBytes } from './newer-bytes.js';
import { copy, type PagedBytes } from './paged-bytes.js';

/** Neighboring bytes that were promised, and that a power cut has taken away. */
export interface MissingBytes {
  readonly physical: Address;
  /** The step of the story that made the promise. */
  readonly promisedIn: number;
  readonly promised: Uint8Array;
  readonly found: Uint8Array;
}

interface PromisedPage {
  /** The step that promised each byte. */
  readonly steps: ByteNotes;
  /** What was promised: the newest bytes themselves, or a copy since one of them was stored to. */
  bytes: Uint8Array;
  /** What was stored to the page since; undefined where nothing was. */
  newer: NewerBytes | undefined;
}

export class Promises {
  readonly #pages = new Map<number, PromisedPage>();
  readonly #notesRoom = notesRoom();
  /** Pages of which something was promised, or no longer is. */
  readonly changed = new ChangedPages();

  /** Step `step` promises these bytes of a page; `newest`, all of it, is kept and not copied: {@link stored} is told before it changes. */
  promise(page: number, offset: number, length: number, newest: Uint8Array, step: number): void {
    let promised = this.#pages.get(page);
    if (!promised) {
      promised = { steps: new ByteNotes(this.#notesRoom), bytes: newest, newer: undefined };
      this.#pages.set(page, promised);
    }
    this.changed.note(page);
    promised.steps.note(offset, length, step);
    if (!promised.newer) return;
    copy(newest, offset, length, promised.bytes, offset);
    promised.newer.forget(offset, length);
  }

  /** These bytes are about to be stored: newer than what was promised is as good. */
  stored(page: number, offset: number, length: number, from: Uint8Array, at: number): void {
    if (this.#pages.size === 0) return;
    const promised = this.#pages.get(page);
    if (!promised) return;
    if (!promised.newer) {
      promised.bytes = promised.bytes.slice();
      promised.newer = new NewerBytes();
    }
    promised.newer.add(offset, length, from, at);
  }

  /** Whether this byte, found at its place, breaks no promise. */
  allows(page: number, offset: number, byte: number): boolean {
    const promised = this.#pages.get(page);
    if (!promised || promised.bytes[offset] === byte || promised.steps.of(offset) === NO_NOTE) return true;
    return promised.newer?.has(offset, byte) ?? false;
  }

  /** What was promised and is not there, by page and offset; each stretch comes from one step. */
  missingIn(memory: PagedBytes): MissingBytes[] {
    const pages = [...this.#pages.keys()].sort((a, b) => a - b);
    return pages.flatMap((page) => this.missingFrom(page, memory.page(page)));
  }

  /** What of a page was promised and is not among these bytes of it. */
  missingFrom(page: number, found: Uint8Array): MissingBytes[] {
    const promised = this.#pages.get(page);
    if (!promised) return [];
    const { steps, bytes } = promised;
    const missing: MissingBytes[] = [];
    for (let at = 0; at < SMALL_PAGE; at++) {
      if (this.allows(page, at, found[at]!)) continue;
      const start = at;
      const step = steps.of(start);
      while (at < SMALL_PAGE && steps.of(at) === step && !this.allows(page, at, found[at]!)) at++;
      missing.push({
        physical: { page, offset: start },
        promisedIn: step,
        promised: bytes.slice(start, at),
        found: found.slice(start, at),
      });
      at--; // the loop steps on to the byte that ended this stretch
    }
    return missing;
  }

  /** The pages of which something was promised, or no longer is, since the last call. */
  takeChanges(): readonly number[] {
    return this.changed.take();
  }

  /** After a power cut, what was found is what there is. */
  forget(): void {
    for (const page of this.#pages.keys()) this.changed.note(page);
    this.#pages.clear();
  }
}
