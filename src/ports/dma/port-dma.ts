/**
 * What a port does with its caches around DMA, as data: the steps of `arch_sync_dma_for_device()`, before a device looks at
 * memory or changes it, and of `arch_sync_dma_for_cpu()`, before the CPU looks at what the device left. When the kernel makes
 * which of the two is in src/linux/dma.
 *
 * Steps are about the direct map's addresses of the buffer, in the words of src/ports/calls/steps.ts.
 */
import { allOf } from '../../units/words.js';
import type { CacheClass } from '../calls/port-calls.js';
import { type CacheStep, clean, flush, invalidate } from '../calls/steps.js';
import type { PortValueSource } from '../source.js';

/** Who stores to the buffer: `enum dma_data_direction`, DMA_TO_DEVICE, DMA_FROM_DEVICE and DMA_BIDIRECTIONAL. */
export type Direction = 'to device' | 'from device' | 'both ways';
export const DIRECTIONS = allOf<Direction>({ 'to device': true, 'from device': true, 'both ways': true });

/** What is done in each direction; an empty list: nothing. */
export type StepsByDirection = Readonly<Record<Direction, readonly CacheStep[]>>;

/** The same, whatever the direction. */
export function inEachDirection(steps: readonly CacheStep[]): StepsByDirection {
  return { 'to device': steps, 'from device': steps, 'both ways': steps };
}

/** These steps where the device may have stored, and nothing where it has only read. */
export function whereStored(steps: readonly CacheStep[]): StepsByDirection {
  return { 'to device': [], 'from device': steps, 'both ways': steps };
}

export const NOTHING = inEachDirection([]);
/** What a device reads is written back, what it stores to is dropped, and what it does both to is flushed: all by address. */
export const AS_DIRECTED: StepsByDirection = {
  'to device': [clean('kernel range')],
  'from device': [invalidate('kernel range')],
  'both ways': [flush('kernel range')],
};

/** What one port does around DMA, on the kinds of cache, or the CPUs, that it treats alike. */
export interface PortDma {
  readonly arch: string;
  readonly caches: readonly CacheClass[];
  /** The only CPUs of the atlas that the entry is for, by name; left out: all that no other entry names. */
  readonly cpus?: readonly string[];
  /** Hardware keeps devices and caches coherent, which is why nothing is done. */
  readonly isCoherent?: true;
  readonly forDevice: StepsByDirection;
  readonly forCpu: StepsByDirection;
  /** Of a whole page that a device may have stored to, no flush_dcache_page is owed afterwards. */
  readonly marksPagesClean?: true;
  readonly source: PortValueSource;
  /** What the steps leave out, or what is remarkable. */
  readonly note?: string;
}

/** What becomes of the bytes of others in a line that a range does not fill. */
export type PartialLines =
  /** They are in memory before the line goes, or stay in it. */
  | 'kept'
  /** The line is dropped with all that was stored to it. */
  | 'dropped';

/**
 * What these steps do to the bytes of others that lie in the first or last line of a range which does not fill it.
 * @example
 * partialLinesIn([{ op: 'invalidate', reach: 'kernel range' }]) // => 'dropped'
 * partialLinesIn([{ op: 'clean', reach: 'partial lines' }, { op: 'invalidate', reach: 'kernel range' }]) // => 'kept'
 */
export function partialLinesIn(steps: readonly CacheStep[]): PartialLines {
  for (const { op, reach, when = [] } of steps) {
    if (when.includes('fills its lines') || when.includes('a whole page') || reach === 'full lines') continue;
    if (op !== 'invalidate') return 'kept';
    return 'dropped';
  }
  return 'kept';
}
