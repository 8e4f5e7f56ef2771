/**
 * The words in which a port's cachetlb calls are written down: steps, each an operation, what it reaches, how it finds the
 * lines, and when it is done.
 *
 *     { op: 'flush', reach: 'kernel address' }, { op: 'flush', reach: 'file color', when: ['colors differ'] }
 *     { op: 'flush', reach: 'kernel address', by: 'index' }
 *
 * What steps do to a machine is in src/linux/cachetlb; which steps a port takes, in the port's own file.
 */
import type { Maintenance } from '../../hardware/machine.js';

/** Which lines a step is about. */
export type Reach =
  /** Those of the page's address in the direct map. */
  | 'kernel address'
  /** Those of the user address that the call was given, through the translation that is there now. */
  | 'user address'
  /** Those of a kernel address of the color that the page's place in the file has. */
  | 'file color'
  /** Those of a kernel address of the color of the user address that the call was given. */
  | 'user color'
  /** All that carry the page's physical tag: every alias. */
  | 'physical page'
  /** Those of every mapping that any process has of the page, one for each color. */
  | 'user mappings'
  /** Those of the shared mappings that the running process has of the page: private ones are passed over (VM_MAYSHARE). */
  | 'current shared mappings'
  /** Those of the buffer that the caller copies from or to, which is not the page. */
  | 'the caller’s buffer'
  /** Those of the range of kernel addresses that the call was given. */
  | 'kernel range'
  /** The one or two lines at the ends of that range that it does not fill. */
  | 'partial lines'
  /** The lines that the range fills. */
  | 'full lines'
  /** As many lines as the range’s bytes would fill, from the one of its first byte on: of a range that begins within a line, the last may be left out. */
  | 'lines from the first byte'
  /** Every line, of all pages. */
  | 'whole cache'
  /** Every line that is dirty, of all pages: software reads each slot, and clean lines stay. */
  | 'all dirty lines';

/**
 * How an operation finds the lines that it is about:
 * - `address`: those whose tag is that of the address, as a load would;
 * - `index`: whatever lies in the sets that the address selects, whosever it is;
 * - `physical tag`: those of the page's physical address, wherever they are, by an instruction for each of its lines;
 * - `search of tags`: the same, but software compares the tags of the whole cache, slot by slot.
 */
export type FoundBy = 'address' | 'index' | 'physical tag' | 'search of tags';

/** When a step is done. Of several conditions, all have to hold. */
export type Condition =
  /** The kernel's address has another color than the user address or, if none was given, than the place in the file. */
  | 'colors differ'
  | 'colors agree'
  /** These two addresses differ modulo SHMLBA, which may be more than the colors of this cache. */
  | 'addresses differ modulo SHMLBA'
  /** These two addresses differ modulo four pages, whatever the colors of this cache. */
  | 'addresses differ modulo 4 pages'
  /** The page belongs to no file, and to a process: PageAnon(). */
  | 'anonymous'
  /** The page belongs to a file: its mapping is not NULL. A fresh page has none yet. */
  | 'of a file'
  /** Its mapping is NULL: it is anonymous, or fresh. */
  | 'of no file'
  /** The mapping is the running process's. */
  | 'current mm'
  | 'not current mm'
  /** Some user maps the page. */
  | 'mapped'
  /** Some user maps a page of the page's file, this one or another. */
  | 'file mapped'
  /** PG_arch_1 says that flush_dcache_page was put off, or never came. */
  | 'flush owed'
  | 'mapped and no flush owed'
  | 'not mapped or flush owed'
  /** The range of kernel addresses lies in the direct map, where __pa() of one is what it leads to. */
  | 'in the direct map'
  /** The range is a whole page. */
  | 'a whole page'
  /** It is less than a page. */
  | 'part of a page'
  /** The range begins and ends where lines do. */
  | 'fills its lines'
  /** It shares a line with what is before or behind it. */
  | 'shares a line';

/** One step of a call. */
export interface CacheStep {
  readonly op: Maintenance;
  readonly reach: Reach;
  /** Left out: by address; a physical page, by its tag; the whole cache, slot by slot. */
  readonly by?: 'index' | 'search of tags';
  readonly when?: readonly Condition[];
}

/** A flush of these lines, if the conditions hold. */
export function flush(reach: Reach, ...when: Condition[]): CacheStep {
  return step('flush', reach, when);
}

/** An invalidation of these lines, if the conditions hold: what is dirty in them is lost. */
export function invalidate(reach: Reach, ...when: Condition[]): CacheStep {
  return step('invalidate', reach, when);
}

/** A clean of these lines, if the conditions hold. */
export function clean(reach: Reach, ...when: Condition[]): CacheStep {
  return step('clean', reach, when);
}

function step(op: Maintenance, reach: Reach, when: readonly Condition[]): CacheStep {
  return { op, reach, ...(when.length > 0 && { when }) };
}

/** The same, of whatever lies in the sets that the addresses select. */
export function byIndex(step: CacheStep): CacheStep {
  return { ...step, by: 'index' };
}

/** The same, found by comparing the tags of the whole cache. */
export function bySearch(step: CacheStep): CacheStep {
  return { ...step, by: 'search of tags' };
}

/**
 * How a step finds its lines.
 * @example
 * foundBy({ op: 'flush', reach: 'physical page' }) // => 'physical tag'
 */
export function foundBy({ reach, by }: CacheStep): FoundBy {
  if (by) return by;
  if (reach === 'whole cache' || reach === 'all dirty lines') return 'index';
  return reach === 'physical page' ? 'physical tag' : 'address';
}
