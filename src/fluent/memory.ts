/** `memory()`: memory that is no file's: a process's own, a driver's, what vmalloc() gives out. */
import {
  type DaxFileDescription,
  type FilePage,
  frameText,
  type MemoryUse,
  type PagePlacement,
} from '../linux/dax-file.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import type { BytesInput } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import type { Size } from '../units/size.js';
import { count } from '../views/words.js';
import { Builder, described } from './builder.js';
import { type DaxFile, daxFile } from './dax-file.js';

const WORKING_LINE = `memory('pcm').pages(4).placed({ page: 0, pfn: 0x0c123 })`;

/** Pages of ordinary DRAM, and which page lies in which frame. What file systems do is none of theirs. */
export class Memory extends Builder<DaxFileDescription> {
  readonly #pages: DaxFile;
  readonly #use: MemoryUse;

  constructor(pages: DaxFile, use: MemoryUse) {
    super();
    this.#pages = pages;
    this.#use = use;
  }

  /** How many pages it has: pages of the machine that the story runs on. */
  pages(pages: number): Memory {
    return this.#with(this.#pages.pages(pages));
  }
  /** The page frame of page 0; the pages after it follow. */
  startingAt(pfn: number): Memory {
    return this.#with(this.#pages.startingAt(pfn));
  }
  /** Puts pages into frames of their own. */
  placed(...placements: readonly PagePlacement[]): Memory {
    return this.#with(this.#pages.placed(...placements));
  }
  /** What it holds before the story begins: `data` at a byte of it. */
  containing(data: BytesInput, at: Size = 0): Memory {
    return this.#with(this.#pages.containing(data, at));
  }
  /** It is a process's own (PageAnon), which flush_dcache_page() leaves to flush_anon_page() on some ports. */
  anonymous(): Memory {
    return new Memory(this.#pages, 'anonymous');
  }
  /** One page of it, from 0: what an alias is an alias of. */
  page(page: number): FilePage {
    return deepFreeze({ file: described(this), page: this.#pages.page(page).page });
  }

  describe(): DaxFileDescription {
    return deepFreeze({ ...this.#pages.describe(), memory: this.#use });
  }

  protected sentence({ name, pages, placed }: DaxFileDescription): string {
    const frames = placed.map(({ page, pfn }) => `page ${page} in frame ${frameText(pfn)}`);
    const what = this.#use === 'anonymous' ? 'anonymous memory' : 'memory';
    return [`${what}  ${name}  ${count(pages, 'page')}`, ...frames].join(' · ');
  }

  #with(pages: DaxFile): Memory {
    return new Memory(pages, this.#use);
  }
}

refuseMoreInMethods(Memory, 'memory()', WORKING_LINE, { placed: ANY_NUMBER, containing: 2 });

/**
 * Memory that is no file's: to begin with one page, of a driver or of vmalloc(). Aliases lead to it; system calls on files
 * know nothing of it.
 * @example
 * String(memory('pcm').pages(4)) // => 'memory  pcm  4 pages'
 * String(memory('heap').anonymous()) // => 'anonymous memory  heap  1 page'
 */
export function memory(name = 'memory'): Memory {
  refuseMore<typeof memory>(1, arguments, 'memory()', WORKING_LINE);
  return new Memory(daxFile(name).onRamDisk(), 'plain');
}
