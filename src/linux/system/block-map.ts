/** Which pages of a file have a block, as runs of one state: however long the file is, only the changes are kept. */
import type { BlockState, ExtentDescription } from '../extents.js';

/** Pages that follow each other and are of one state. */
export interface BlockRun {
  readonly page: number;
  readonly pages: number;
  readonly state: BlockState;
}

export class BlockMap {
  /** By first page, each up to the next; neighbors differ. What lies beyond the file's room is a hole. */
  readonly #starts: { page: number; state: BlockState }[];

  /** All `pages` are written, but for what the extents say; of two that name a page, the last wins. */
  constructor(pages: number, extents: readonly ExtentDescription[]) {
    this.#starts = [
      { page: 0, state: 'written' },
      { page: pages, state: 'hole' },
    ];
    for (const { page, pages: count, state } of extents) this.set(page, count, state);
  }

  /** The state of a page's block. */
  state(page: number): BlockState {
    return this.#starts[this.#at(page)]!.state;
  }

  /** The runs from `page` on, cut to so many pages. */
  *runs(page: number, pages: number): Generator<BlockRun> {
    const end = page + pages;
    for (let at = this.#at(page); at < this.#starts.length && this.#starts[at]!.page < end; at++) {
      const from = Math.max(page, this.#starts[at]!.page);
      const to = Math.min(end, this.#starts[at + 1]?.page ?? end);
      if (to > from) yield { page: from, pages: to - from, state: this.#starts[at]!.state };
    }
  }

  /** Makes these pages of one state. */
  set(page: number, pages: number, state: BlockState): void {
    if (pages <= 0) return;
    const end = page + pages;
    const after = this.state(end);
    const starts = this.#starts.filter((start) => start.page < page || start.page > end);
    const at = starts.filter((start) => start.page < page).length;
    starts.splice(at, 0, { page, state }, { page: end, state: after });
    const merged = starts.filter((start, nth) => nth === 0 || start.state !== starts[nth - 1]!.state);
    this.#starts.splice(0, this.#starts.length, ...merged);
  }

  #at(page: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]!.page <= page) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
