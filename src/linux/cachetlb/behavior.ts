/**
 * The words in which a port's cachetlb calls are written down: steps, each an operation, what it reaches and when it is
 * done.
 *
 *     { op: 'flush', reach: 'kernel address' }, { op: 'flush', reach: 'file color', when: ['colors differ'] }
 *
 * What steps do to a machine is in carry-out.ts; which steps a port takes, in the files named after groups of ports.
 */
import type { Maintenance } from '../../hardware/machine.js';
import { colorsOn, type MachineDescription } from '../machine-description.js';
import type { PortValueSource } from '../ports/port.js';
import type { DataCallName } from './calls.js';

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
  /** Those of the mappings that the running process has of the page. */
  | 'current user mappings'
  /** Those of the range of kernel addresses that the call was given. */
  | 'kernel range'
  /** Every line, of all pages. */
  | 'whole cache';

/** When a step is done. Of several conditions, all have to hold. */
export type Condition =
  /** The kernel's address has another color than the user address or, if none was given, than the place in the file. */
  | 'colors differ'
  | 'colors agree'
  /** The mapping is the running process's. */
  | 'current mm'
  | 'not current mm'
  /** Some user maps the page. */
  | 'mapped'
  /** PG_arch_1 says that flush_dcache_page was put off, or never came. */
  | 'flush owed'
  | 'mapped and no flush owed'
  | 'not mapped or flush owed';

/** One step of a call. */
export interface CacheStep {
  readonly op: Maintenance;
  readonly reach: Reach;
  readonly when?: readonly Condition[];
}

/** What a port does in one call. */
export interface CallOnPort {
  readonly steps: readonly CacheStep[];
  readonly source: PortValueSource;
  /** What the steps leave out, or what is remarkable. */
  readonly note?: string;
}

/** The kernel's address through which a copy goes: the direct map, or a window of the user address's color. */
export type Through = 'direct map' | 'window' | 'window if mapped and no flush owed';

/** What is done with one page of a copy. */
export interface CopySide {
  readonly before: readonly CacheStep[];
  readonly through: Through;
  readonly after: readonly CacheStep[];
  /** Afterwards no flush is owed for the page. */
  readonly pays?: true;
  /** Afterwards a flush is owed for the page if these hold; an empty list: always. */
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

/** What PG_arch_1 means on a port that puts flush_dcache_page off, and until when it does. */
export interface Deferral {
  readonly while: 'no user maps the file' | 'no user maps the page';
  /** A page starts with PG_arch_1 clear: it starts as owing a flush where that bit means clean. */
  readonly mark: 'PG_dcache_clean' | 'PG_dcache_dirty';
  /** Whether flush_dcache_page, where it does flush, notes that none is owed any more. */
  readonly flushPays: boolean;
}

/** How a port tells caches apart. */
export type CacheClass = 'VIVT' | 'VIPT-aliasing' | 'non-aliasing';

/** The calls of one port, on the kinds of cache that it treats alike. */
export interface PortCalls {
  readonly arch: string;
  /** A port with no calls for a kind of cache does nothing to the data cache there. */
  readonly caches: readonly CacheClass[];
  readonly defers?: Deferral;
  /** update_mmu_cache returns at once where no struct page belongs to the frame. */
  readonly updateMmuCacheNeedsStructPage: boolean;
  /** How the port gets at lines of another color: an address of that color, or operations that are told both addresses. */
  readonly reachesColorsBy?: 'window' | 'physical and virtual address in one operation';
  /** What is done in a call; one that is missing here does nothing to the data cache. */
  readonly calls: Readonly<Partial<Record<SteppedCall, CallOnPort>>>;
  readonly copyUserPage: PageCopy;
  readonly clearUserPage: OnePage;
  readonly copyToUserPage: OnePage;
  readonly copyFromUserPage: OnePage;
}

/** The calls that are steps alone; the other four move bytes as well. */
export type SteppedCall = Exclude<DataCallName, MovingCall>;
/** A call that moves bytes. */
export type MovingCall = 'copy_user_page' | 'clear_user_page' | 'copy_to_user_page' | 'copy_from_user_page';

/** How the ports class the cache of a machine. */
export function cacheClassOf(machine: MachineDescription): CacheClass {
  if (machine.cache.organization === 'VIVT') return 'VIVT';
  return colorsOn(machine) > 1 ? 'VIPT-aliasing' : 'non-aliasing';
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

/** A page that a copy reaches through the direct map, with nothing done to its lines. */
export const UNTREATED: CopySide = { before: [], through: 'direct map', after: [] };
