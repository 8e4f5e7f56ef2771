/** What two views of a program's data are charged for: the program's accesses and the kernel's together. */
import type { CacheDescription } from '../hardware/cache-description.js';
import type { TwoViewsCounts } from '../replay/two-views/two-views-pass.js';
import type { Charges } from './charges.js';

/** The charges. Lines that come back after a flush are fills here: a replay does not tell the two apart. */
export function twoViewsCharges(counts: TwoViewsCounts, { writeAllocate }: CacheDescription): Charges {
  const { reads, writes, readMisses, writeMisses } = counts;
  return Object.freeze({
    hit: reads + writes - readMisses - writeMisses,
    fill: readMisses + (writeAllocate ? writeMisses : 0),
    refill: 0,
    writeBack: counts.writebacks + counts.cleaned,
    writeThrough: counts.writeThroughs,
    uncachedRead: counts.uncachedReads,
    uncachedWrite: counts.uncachedWrites,
    cleanLine: counts.cleans,
    invalidateLine: counts.invalidates,
    flushLine: counts.flushes,
    tlbInvalidate: counts.tlbInvalidations,
    windowSetUp: counts.maps,
    barrier: counts.barriers,
    fault: counts.faults,
  });
}
