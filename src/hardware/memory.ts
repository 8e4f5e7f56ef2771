/** Physical memory behind the cache: ordinary DRAM everywhere, except where persistent memory was plugged in. */
import { PagedBytes } from './paged-bytes.js';

/** DRAM forgets at a power cut; persistent memory does not. The cache treats both alike. */
export type MemoryKind = 'DRAM' | 'persistent memory';

export const MEMORY_KINDS: readonly MemoryKind[] = ['DRAM', 'persistent memory'];

export class Memory extends PagedBytes {
  readonly #persistent: { first: number; end: number }[] = [];

  /** Makes the 4 KiB pages from `first` on persistent memory. */
  plugPersistent(first: number, pages: number): void {
    this.#persistent.push({ first, end: first + pages });
  }

  /** What kind of memory a 4 KiB page is. */
  kindOf(page: number): MemoryKind {
    const persistent = this.#persistent.some(({ first, end }) => page >= first && page < end);
    return persistent ? 'persistent memory' : 'DRAM';
  }
}
