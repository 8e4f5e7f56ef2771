/**
 * What is known of one Linux port: the CPUs that it runs on, where it puts things in its address space, and
 * what it does in the cachetlb calls and around DMA. A file of this folder says it of a port, complete: what is not known is
 * `undefined`, and never left out. Each value names release, file, function and lines that it was read in
 * (`inFile()` of source.ts): Linux 6.19 where that has what is told, the last release that has it otherwise.
 */
import { deepFreeze } from '../units/deep-freeze.js';
import type { BlockCopy } from './block-copy.js';
import type { PortCalls } from './calls/port-calls.js';
import type { PortDma } from './dma/port-dma.js';
import type { PortName } from './port-name.js';
import { type FactsEntry, factsOf, type PortFacts } from './processors/port-facts.js';
import type { ProcessorRow } from './processors/processor-row.js';
import { type RowEntry, rowsOf } from './processors/row-entry.js';
import type { Port } from './space/address-space.js';
import type { UserCopy } from './user-copy.js';

/** A port, complete and frozen. */
export interface PortDefinition {
  /** What holds for all of its CPUs. */
  readonly facts: PortFacts;
  readonly processors: readonly ProcessorRow[];
  /** Undefined: its address space is not known, and one is made up where it is needed. */
  readonly space: Port | undefined;
  /**
   * An entry for the kinds of cache that it treats alike, or for some of its CPUs alone, which comes before those for all;
   * for a kind in no entry it does nothing. Empty: it never does anything to data caches, which do not alias there. Undefined: not known, and taken to do
   * nothing.
   */
  readonly calls: readonly PortCalls[] | undefined;
  /**
   * What it does around DMA: as `calls`, an entry for the kinds of cache that it treats alike, or for some of its CPUs alone.
   * Undefined: not known.
   */
  readonly dma: readonly PortDma[] | undefined;
  /** How it copies from a process's memory. Undefined: nothing was read of it. */
  readonly userCopy: UserCopy | undefined;
  /** How it copies a block for a private store. Undefined: as it copies a page of the page cache. */
  readonly blockCopy: BlockCopy | undefined;
}

/** What it does in the calls, on kinds of cache that it treats alike. */
export type CallsEntry = Omit<PortCalls, 'arch'>;
/** The same of what it does around DMA. */
export type DmaEntry = Omit<PortDma, 'arch'>;

/** A port as its file writes it down; its name is not said again in each part. */
export interface PortEntry {
  readonly facts: Omit<FactsEntry, 'arch'>;
  readonly processors: readonly RowEntry[];
  readonly space: Omit<Port, 'arch' | 'generic'> | undefined;
  readonly calls: readonly CallsEntry[] | undefined;
  readonly dma: readonly DmaEntry[] | undefined;
  readonly userCopy?: UserCopy;
  readonly blockCopy?: BlockCopy;
}

/** The port of that name, from what its file says. */
export function definePort(
  arch: PortName,
  { processors, space, calls, dma, userCopy, blockCopy, ...entry }: PortEntry,
): PortDefinition {
  const facts = factsOf({ arch, ...entry.facts });
  return deepFreeze({
    facts,
    processors: rowsOf(facts, processors),
    space: space && { arch, generic: false, ...space },
    calls: calls?.map((each) => ({ arch, ...each })),
    dma: dma?.map((each) => ({ arch, ...each })),
    userCopy,
    blockCopy,
  });
}
