/**
 * What the kernel does between the references of a program, as accesses: a dax_io() now and then of a page that the program uses, with
 * what its coherence strategy asks for. The order within a call is that of src/linux/dax/dax-io.ts, which is the one for stories.
 */
import { behaviorOf, type Care, type Strategy } from '../../linux/strategies/index.js';
import { SMALL_PAGE } from '../../units/address.js';
import { BY_KERNEL, CLEAN, FLUSH, INVALIDATE } from '../data/accesses.js';
import { LOAD, type ReferenceBatch, STORE } from '../references.js';

/** A call that is made again and again. */
export interface KernelCalls {
  /** read() copies out of the page, write() into it; `'both'`: in turn. */
  readonly rw: 'read' | 'write' | 'both';
  /** Bytes, a power of two up to 4 KiB: those around the byte that the program used last. */
  readonly length: number;
  /** References of the program between two calls. */
  readonly every: number;
}

/** How many accesses one call can be: maintenance of two aliases before and after, a load and a store. */
export const LONGEST_CALL = 6;

const VERBS: Readonly<Record<Care['action'], number>> = {
  clean: CLEAN,
  invalidate: INVALIDATE,
  flush: FLUSH,
};

/** Where a call's bytes lie: 4 KiB pages of virtual addresses, and the first byte in them. */
export interface CallPlace {
  readonly userPage: number;
  readonly kernelPage: number;
  /** The buffer of whoever called read() or write(). */
  readonly bufferPage: number;
  readonly offset: number;
}

/** Appends a call. */
export function addCall(
  batch: ReferenceBatch,
  rw: 'read' | 'write',
  length: number,
  strategy: Strategy,
  { userPage, kernelPage, bufferPage, offset }: CallPlace,
): void {
  const add = (verb: number, page: number) =>
    batch.add(
      verb + BY_KERNEL,
      ((page % 2 ** 20) * SMALL_PAGE + offset) >>> 0,
      Math.floor(page / 2 ** 20),
      length,
    );
  const { before, after } = behaviorOf(strategy).around(rw);
  const treat = (care: readonly Care[]) => {
    for (const { alias, action } of care) add(VERBS[action], alias === 'user' ? userPage : kernelPage);
  };
  const [from, to] = rw === 'read' ? [kernelPage, bufferPage] : [bufferPage, kernelPage];
  treat(before);
  add(LOAD, from);
  add(STORE, to);
  treat(after);
}
