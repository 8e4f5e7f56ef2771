/**
 * A file while a story runs: its size, which of its pages have a block, what the page cache and the DAX radix tree hold of
 * it, and who maps it. What its description says is how it begins. Nobody here touches memory.
 */

import type { Address } from '../../units/address.js';
import { type DaxFileDescription, sizeOf } from '../dax-file.js';
import type { BlockState } from '../extents.js';
import type { MappedAlias } from '../machine-aliases.js';
import type { MappingDescription } from '../mm/mapping.js';
import { BlockMap, type BlockRun } from './block-map.js';
import type { CachedPage } from './cached-page.js';

/** An entry of the radix tree that remembers which pages users may have written (Linux 4.5 on). */
export interface DaxEntry {
  dirty: boolean;
  /** The entry stands for a whole PMD, from its first page on. */
  readonly huge: boolean;
}

/** A page table entry of a user's that leads somewhere. */
export interface PresentPage {
  readonly alias: MappedAlias;
  writable: boolean;
  /** The page of the page cache that it leads to; undefined for DAX, and for a private copy. */
  readonly cached?: CachedPage;
  /** It leads to a copy that belongs to this process alone. */
  readonly isCopy?: true;
}

/** A mapping while a story runs: where it lies, and what its page table entries hold. */
export interface Vma {
  readonly description: MappingDescription;
  readonly file: FileState;
  readonly start: Address;
  /** By the number of the page in the file. */
  readonly present: Map<number, PresentPage>;
}

export class FileState {
  readonly description: DaxFileDescription;
  /** `i_size`, in bytes. */
  size: number;
  /** How many more blocks can be allocated. */
  freeBlocks: number;
  /** By page, or by the first page of a PMD. */
  readonly entries = new Map<number, DaxEntry>();
  /** The page cache: of a DAX file only the zeroed pages that stand for holes (dax_load_hole(), fs/dax.c). */
  readonly cached = new Map<number, CachedPage>();
  /** `i_mmap`: who maps the file. */
  readonly mappings: Vma[] = [];
  readonly #blocks: BlockMap;

  constructor(description: DaxFileDescription, pageSize: number) {
    this.description = description;
    this.size = sizeOf(description, pageSize);
    this.#blocks = new BlockMap(description.pages, description.extents ?? []);
    this.freeBlocks = description.freeBlocks ?? description.pages;
  }

  get name(): string {
    return this.description.name;
  }

  /** The state of a page's block. Pages that the file has no room for are holes that nothing can be put into. */
  blockState(page: number): BlockState {
    return this.#blocks.state(page);
  }

  /** Pages of one state each, from `page` on. */
  runs(page: number, pages: number): Iterable<BlockRun> {
    return this.#blocks.runs(page, pages);
  }

  /** How many of these pages have no block. */
  holesIn(page: number, pages: number): number {
    return [...this.runs(page, pages)].reduce((sum, run) => sum + (run.state === 'hole' ? run.pages : 0), 0);
  }

  /** Allocates, converts or frees blocks; the caller sees to what they hold. Blocks that cannot be reached stay so. */
  setBlocks(page: number, pages: number, state: BlockState): void {
    const holes = this.holesIn(page, pages);
    const changed = [...this.runs(page, pages)].filter(
      (run) => run.state !== 'EIO' && run.state !== 'ERANGE',
    );
    for (const run of changed) this.#blocks.set(run.page, run.pages, state);
    this.freeBlocks += this.holesIn(page, pages) - holes;
  }

  /** `mapping_mapped()`: whether any process maps the file. */
  get isMapped(): boolean {
    return this.mappings.length > 0;
  }

  /** `mapping_writably_mapped()`: whether any process maps it shared, so that it can be written through. */
  get isWritablyMapped(): boolean {
    return this.mappings.some(({ description }) => description.kind === 'shared');
  }
}
