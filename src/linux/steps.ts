/** What happens in a story, step by step, as plain data. */
import type { InFlight } from '../hardware/memory.js';
import type { SteppedCall } from '../ports/calls/index.js';
import { type AliasDescription, isAlias } from './alias.js';
import { DATA_CALL_NAMES, isMoving } from './cachetlb/index.js';
import { type DaxFileDescription, isDaxFile } from './dax-file.js';
import { type IovSegment, isIov } from './iov.js';
import type { OnCore } from './on-core.js';
import { isProgramStep, type ProgramStep } from './program-steps.js';

/** A CPU store through an alias. */
export interface StoreStep extends OnCore {
  readonly do: 'store';
  readonly alias: AliasDescription;
  /** The first byte in the page. */
  readonly at: number;
  readonly bytes: readonly number[];
}

/**
 * A CPU load, or cache maintenance, or an eviction or a fetch that hardware decides on, over a range of an alias; or a
 * barrier, which completes the writes on their way to persistent memory: whoever waits for it takes the range to be safe.
 */
export interface RangeStep extends OnCore {
  readonly do: 'load' | 'clean' | 'invalidate' | 'flush' | 'evict' | 'fetch' | 'barrier';
  readonly alias: AliasDescription;
  /** The first byte in the page. */
  readonly at: number;
  /** Bytes; left out, all up to the end of the page. */
  readonly length?: number;
}

/** A `dax_io()` call: read() or write() of a DAX file. */
export interface DaxIoStep extends OnCore {
  readonly do: 'dax_io';
  readonly io: DaxIoDescription;
}

/** Cache maintenance of one slot, or of every slot where set and way are left out. */
export interface WholeCacheStep extends OnCore {
  readonly do: 'clean cache' | 'invalidate cache' | 'flush cache';
  readonly set?: number;
  readonly way?: number;
}

/** A power cut: caches and DRAM forget. */
export interface CrashStep extends OnCore {
  readonly do: 'crash';
  /** What becomes of writes to persistent memory that no barrier completed. */
  readonly inFlight: InFlight;
}

/** The kernel makes a cachetlb call about the page of an alias and its address; what it does is the port's affair. */
export interface CachetlbStep extends OnCore {
  readonly do: 'cachetlb';
  readonly call: SteppedCall;
  readonly alias: AliasDescription;
}

/** One step of a scenario. */
export type Step =
  | StoreStep
  | RangeStep
  | DaxIoStep
  | WholeCacheStep
  | CrashStep
  | CachetlbStep
  | ProgramStep;

/** The calls of cachetlb that a step can make: all but those that move bytes. */
export const STEPPED_CALLS: readonly SteppedCall[] = DATA_CALL_NAMES.filter((name) => !isMoving(name));

/** A `dax_io()` call. */
export interface DaxIoDescription {
  readonly rw: 'read' | 'write';
  readonly file: DaxFileDescription;
  /** The page of the file that {@link at} counts from; 0: from the start of the file. */
  readonly page: number;
  /** The first byte, counted from the start of that page; it may lie beyond the page. */
  readonly at: number;
  readonly length: number;
  /** What a write writes, over and over until `length` bytes are; empty for a read. */
  readonly bytes: readonly number[];
  /** The memory that the process writes from or reads into; left out, one segment that is there. */
  readonly iov?: readonly IovSegment[];
  /** Another transfer, of another task: it is ready to run, and runs as soon as this one lets it. */
  readonly preemptedBy?: DaxIoDescription;
}

const RANGE_STEPS: readonly unknown[] = ['load', 'clean', 'invalidate', 'flush', 'evict', 'fetch', 'barrier'];
const WHOLE_CACHE_STEPS: readonly unknown[] = ['clean cache', 'invalidate cache', 'flush cache'];

/** Whether a value has the shape of a step: what was stored or mailed may be anything. */
export function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const step = value as Record<string, unknown>;
  if (step.do === 'store') return isAlias(step.alias) && Array.isArray(step.bytes);
  if (step.do === 'dax_io') return isDaxIo(step.io);
  if (step.do === 'crash') return true;
  if (step.do === 'cachetlb') return isAlias(step.alias);
  if (isProgramStep(value)) return true;
  return WHOLE_CACHE_STEPS.includes(step.do) || (RANGE_STEPS.includes(step.do) && isAlias(step.alias));
}

/** Whether a value has the shape of a `dax_io()` call. */
export function isDaxIo(value: unknown): value is DaxIoDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { rw, file, bytes, iov, preemptedBy } = value as Partial<DaxIoDescription>;
  return (
    (rw === 'read' || rw === 'write') &&
    isDaxFile(file) &&
    Array.isArray(bytes) &&
    (iov === undefined || isIov(iov)) &&
    // One that is held up by itself would never end.
    (preemptedBy === undefined || (isDaxIo(preemptedBy) && preemptedBy.preemptedBy === undefined))
  );
}

/** The first byte of a transfer in its file, on a machine with pages of this size. */
export function startOf(io: DaxIoDescription, pageSize: number): number {
  return io.page * pageSize + io.at;
}

/** How many bytes of its alias's page a step touches. */
export function lengthOf(step: StoreStep | RangeStep, pageSize: number): number {
  return step.do === 'store' ? step.bytes.length : (step.length ?? pageSize - step.at);
}
