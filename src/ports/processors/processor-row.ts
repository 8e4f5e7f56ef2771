/**
 * What the atlas knows of one real CPU, as plain frozen JSON-able data, with where each fact comes from. No address
 * is split here and no cache is run: that is src/hardware. Sizes are in bytes.
 */
import type {
  OnAlias,
  Organization,
  ReplacementName,
  WritePolicy,
} from '../../hardware/cache-description.js';
import type { PortFacts, Shmlba } from './port-facts.js';

/**
 * How a data cache is indexed and tagged, and whether that can alias:
 * - `VIVT`: virtual index, virtual tag: two virtual addresses of one page are always two lines.
 * - `VIPT-aliasing`: virtual index, physical tag, and a way larger than a page.
 * - `VIPT-nonaliasing`: the same, but a way no larger than a page: the index lies inside the page offset.
 * - `VIPT-trapped`: a way larger than a page, and hardware that finds a line under another color before it brings a second
 *   copy: an exception has the first one written back, so that software sees no alias, and pays for the exception.
 * - `VIPT-hwfix`: a way larger than a page, and hardware that never keeps two lines of one physical address.
 * - `PIPT`: physical index and tag.
 * - `host` (User Mode Linux: whatever it runs on), `none` (no data cache), `unknown` (not established).
 */
export type CacheKind =
  | 'VIVT'
  | 'VIPT-aliasing'
  | 'VIPT-nonaliasing'
  | 'VIPT-trapped'
  | 'VIPT-hwfix'
  | 'PIPT'
  | 'host'
  | 'none'
  | 'unknown';

/**
 * What a fact rests on: a source that was read, or nothing that was: then it is what is usual, or what is said of the CPU by
 * somebody who read, and a verdict that rests on it is asked for under the other possibilities too.
 */
export type Basis = 'read' | 'assumed';

/** A part of the geometry that a source may or may not vouch for. */
export type GeometryPart = 'size' | 'ways' | 'line' | 'kind';

/** A geometry that is complete: the set of every address can be told. */
export interface KnownGeometry {
  readonly known: true;
  readonly size: number;
  readonly ways: number;
  readonly line: number;
}

/** A geometry that does not make a cache; the numbers that are known stay visible. */
export interface UnknownGeometry {
  readonly known: false;
  /** A sentence saying what is missing. */
  readonly why: string;
  readonly size?: number;
  readonly ways?: number;
  readonly line?: number;
}

/** Size, ways and line of a level-1 data cache, or why they do not make one. */
export type Geometry = KnownGeometry | UnknownGeometry;

/** Where the geometry and the kind of a row come from. */
export interface GeometrySource {
  /** What was read, and where; absent where nothing was. */
  readonly read?: string;
  /** The parts that no source was read for. Empty where all were read. */
  readonly unverified: readonly GeometryPart[];
}

/** A policy of a cache, and how it is known. Many rows say `assumed`: what is usual, where no source was read. */
export interface PolicyFact<Policy> {
  readonly policy: Policy;
  readonly basis: Basis;
  /** What was read; of what is assumed, what speaks for it, where anything does. */
  readonly from?: string;
}

/** Which misses fetch the line: loads alone (read-allocate), or stores too (write-allocate). */
export type AllocationPolicy = 'on loads' | 'on loads and stores';

/**
 * What becomes of a line that is used under two colors: both copies are kept, hardware traps before there are two, or it ends
 * in a machine check.
 */
export type InequivalentAliases = 'kept' | 'trapped' | 'machine check';

/** What a cache does beyond its geometry, each with how it is known. */
export interface PolicyFacts {
  /** What a store that hits does. */
  readonly write: PolicyFact<WritePolicy>;
  readonly allocation: PolicyFact<AllocationPolicy>;
  /** Of no effect with one way. */
  readonly replacement: PolicyFact<ReplacementName>;
  /** Absent where both copies are kept, as in every cache that nothing else is known of. */
  readonly inequivalentAliases?: PolicyFact<InequivalentAliases>;
}

/** The cache of a row in the words of `CacheDescription`; what rests on what is in the row's policies. */
export interface ProcessorCache {
  /** VIVT, VIPT or PIPT: the kind without its ending. */
  readonly organization: Organization;
  readonly size: number;
  readonly ways: number;
  readonly line: number;
  readonly write: WritePolicy;
  readonly writeAllocate: boolean;
  readonly replacement: ReplacementName;
  /**
   * `VIPT-hwfix`: hardware resolves synonyms, so that software sees what it would see of a physical index; such a
   * cache never aliases although its way is larger than a page.
   */
  readonly resolvesSynonyms: boolean;
  /** What hardware does that finds a line under another color; absent where it does not look. */
  readonly onAlias?: OnAlias;
}

/** One CPU of the atlas. */
export interface ProcessorRow {
  /** Unique and stable: port and name, `'sh/sh7750-sh7751-sh-4'`. */
  readonly id: string;
  /** `'SH7750/SH7751 (SH-4)'` */
  readonly name: string;
  /** Shorter names that it is found by: `['SH7750', 'SH7751', 'SH-4']`. */
  readonly names: readonly string[];
  /** The Linux port: `'sh'`; `'none'` for what Linux does not run on. */
  readonly arch: string;
  /** Bytes in a page as Linux runs there. */
  readonly pageSize: number;
  readonly shmlba: Shmlba;
  readonly kind: CacheKind;
  readonly geometry: Geometry;
  /** The cache to build; absent where the geometry is not known. */
  readonly cache?: ProcessorCache;
  /** Absent where there is no data cache to speak of. */
  readonly policies?: PolicyFacts;
  readonly source: GeometrySource;
  /** What else is known of this CPU, a remark each. */
  readonly notes: readonly string[];
  /** What holds for the whole port. */
  readonly port: PortFacts;
}
