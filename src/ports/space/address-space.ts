/**
 * What a Linux port does with addresses: where the direct map starts, where the congruent window lies, how mmap()
 * colors. Every value says what it rests on. How these are used is src/linux/layout.ts; caches are src/ports/processors.
 */
import type { CacheKind } from '../processors/processor-row.js';
import type { PortValueSource } from '../source.js';

/** The kernel's permanent mapping: `va = base + pa - physicalBase`. */
export interface DirectMap {
  readonly base: bigint;
  /** The physical address that `base` maps. */
  readonly physicalBase: bigint;
  /** Bytes that it reaches at most, where the architecture fixes that; beyond them is no cached memory. */
  readonly bytes?: bigint;
  readonly source: PortValueSource;
}

/**
 * A part of the kernel's addresses that leads past the caches, whatever any table says: `va = base + pa - physicalBase`, as
 * the direct map beside it.
 */
export interface UncachedSegment {
  /** As the architecture calls it: `KSEG1`, `P2`. */
  readonly name: string;
  readonly base: bigint;
  readonly physicalBase: bigint;
  readonly bytes: bigint;
  readonly source: PortValueSource;
}

/** What a window is opened for: to reach the lines of a color, or as one side of a copy of a whole page. */
export type WindowUse = 'lines' | 'copy from' | 'copy to';

/** Where the kernel maps a page at an address of a chosen color: slot `c` lies at `base + c * pageSize`. */
export interface CongruentWindow {
  readonly base: bigint;
  /** Colors that it has room for. */
  readonly slots: number;
  /** The only kind of cache that the port uses it for; absent where it is used for any that aliases. */
  readonly onlyFor?: CacheKind;
  /** Where the pages of a copy are mapped instead, each with as many slots; absent where `base` serves for that side too. */
  readonly copies?: { readonly from?: bigint; readonly to?: bigint };
  /** Further windows of the same port, and what each is for. */
  readonly others?: readonly OtherWindow[];
  readonly source: PortValueSource;
}

/** A window of a port that is not for coherence, and what it is. */
export interface OtherWindow {
  readonly base: bigint;
  readonly what: string;
}

/** How mmap() chooses the address of a mapping of a file. */
export interface MmapRule {
  /** Whether address and file offset agree modulo {@link modulus}; otherwise any page boundary will do. */
  readonly colored: boolean;
  /** The size of a way as found at boot, SHMLBA, or a number of bytes. */
  readonly modulus: 'way' | 'shmlba' | number;
  /** The only kind of cache that is colored for; absent where all are. */
  readonly onlyFor?: CacheKind;
  /** Colors MAP_SHARED only. */
  readonly sharedOnly?: boolean;
  /** A file's pages start at a color of its own (PA-RISC: a hash of the mapping's address). */
  readonly perFile?: boolean;
  readonly source: PortValueSource;
}

/** A Linux port's address space. Addresses are bigints. */
export interface Port {
  /** `'sh'`; the name that was asked for where {@link generic}. */
  readonly arch: string;
  /** Nothing is known of this port: every address is made up. */
  readonly generic: boolean;
  readonly addressBits: 32 | 64;
  readonly directMap: DirectMap;
  /** Absent where the architecture has none, or none is known. */
  readonly uncachedSegment?: UncachedSegment;
  /** Absent where the port maps no page at a chosen color. */
  readonly window?: CongruentWindow;
  readonly mmap: MmapRule;
  /** Where mappings start in our examples: always an illustration, the real place differs from run to run. */
  readonly userBase: bigint;
  /** The first address that is no user address any more. */
  readonly userEnd: bigint;
  /** Where that was read; absent: it is remembered, and rounded. */
  readonly userEndSource?: PortValueSource;
  /**
   * A page frame number for examples of persistent memory: always an illustration, odd (no two colors are congruent by
   * chance), and inside the direct map with every page size of the port.
   */
  readonly framePfn: number;
}
