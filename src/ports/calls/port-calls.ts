/** What a port does in each cachetlb call, as data: steps, or a copy with steps before and after it. */
import { allOf } from '../../units/words.js';
import type { PortValueSource } from '../source.js';
import type { SteppedCall } from './call-names.js';
import type { CacheStep, Condition } from './steps.js';

/** What a port does in one call. */
export interface CallOnPort {
  readonly steps: readonly CacheStep[];
  readonly source: PortValueSource;
  /** What the steps leave out, or what is remarkable. */
  readonly note?: string;
  /** It is flush_dcache_page under another name, and put off like it. */
  readonly isFlushDcachePage?: true;
}

/** The kernel's address through which a copy goes: the direct map, or a window of the user address's color. */
export type Through = 'direct map' | 'window' | 'window if mapped and no flush owed';

/** What is done with one page of a copy. */
export interface CopySide {
  readonly before: readonly CacheStep[];
  readonly through: Through;
  readonly after: readonly CacheStep[];
  /** Afterwards no flush is owed for the page if these hold; an empty list: always. */
  readonly pays?: readonly Condition[];
  /** Afterwards a flush is owed for the page if these hold and nothing was paid; an empty list: always. */
  readonly owes?: readonly Condition[];
}

/** What a port does when it copies a whole page for a user: copy_user_page, or copy_user_highpage. */
export interface PageCopy {
  readonly from: CopySide;
  readonly to: CopySide;
  readonly source: PortValueSource;
  readonly note?: string;
}

/** What a port does when it stores to, or loads from, a part of a user's page, or clears all of it. */
export interface OnePage extends CopySide {
  readonly source: PortValueSource;
  readonly note?: string;
}

/**
 * What PG_arch_1 means on a port that puts flush_dcache_page off, and until when it does. Nothing is put off for a page that
 * belongs to no file.
 */
export interface Deferral {
  readonly while: 'no user maps the file' | 'no user maps the page';
  /** A page starts with PG_arch_1 clear: it starts as owing a flush where that bit means clean. */
  readonly mark: 'PG_dcache_clean' | 'PG_dcache_dirty';
  /** Whether flush_dcache_page, where it does flush, notes that none is owed any more. */
  readonly flushPays: boolean;
  /** update_mmu_cache notes that none is owed any more if these hold; left out: always. */
  readonly faultPays?: readonly Condition[];
  /** It never does so where the kernel is built for several CPUs. */
  readonly onlyOnOneCpu?: true;
}

/** How a port tells caches apart. */
export type CacheClass = 'VIVT' | 'VIPT-aliasing' | 'non-aliasing';
export const EVERY_CACHE = allOf<CacheClass>({ VIVT: true, 'VIPT-aliasing': true, 'non-aliasing': true });

/** The calls of one port, on the kinds of cache, or the CPUs, that it treats alike. */
export interface PortCalls {
  readonly arch: string;
  /** A port with no calls for a kind of cache does nothing to the data cache there. */
  readonly caches: readonly CacheClass[];
  /** The only CPUs of the atlas that the entry is for, by name; left out: all that no other entry names. */
  readonly cpus?: readonly string[];
  readonly defers?: Deferral;
  /** update_mmu_cache returns at once where no struct page belongs to the frame. */
  readonly updateMmuCacheNeedsStructPage: boolean;
  /** How the port gets at lines of another color: an address of that color, or operations that are told both addresses. */
  readonly reachesColorsBy?: 'window' | 'physical and virtual address in one operation';
  /** A fault makes all of a process's shared mappings of a page uncached where there are several, and where this was read. */
  readonly uncachesSeveralMappings?: PortValueSource;
  /** What is done in a call; one that is missing here does nothing to the data cache. */
  readonly calls: Readonly<Partial<Record<SteppedCall, CallOnPort>>>;
  readonly copyUserPage: PageCopy;
  readonly clearUserPage: OnePage;
  readonly copyToUserPage: OnePage;
  readonly copyFromUserPage: OnePage;
}

/** A page that a copy reaches through the direct map, with nothing done to its lines. */
export const UNTREATED: CopySide = { before: [], through: 'direct map', after: [] };
