/**
 * Makes the process ready for its code to be cut off where it is.
 *
 * V8 can end whatever runs (`Runtime.terminateExecution`), but Node then still believes to be inside of the callback that is
 * gone, and aborts ("async hook stack has become corrupted"). After an exception that nobody has caught it believes that no more, and
 * that is what it is told, from inside of the code that is about to be cut off; not a line of it may run after that. Where nothing
 * runs, nothing is cut off: it would be the next callback. Seen on Node 20, 22 and 24.
 */

import { gate, NOTHING_RUNS, STANDS } from './gate.js';
import { own } from './own.js';

/** Where the function of this file is found by the thread that ends code. */
export const UNWIND = 'aliaslab.unwind';

/** What is told to nobody: no code has thrown it. */
export const unwound = new Error('Interrupted');

/** Milliseconds that the order is waited for. */
const PATIENCE = 1000;

type Fatal = { _fatalException?(thrown: unknown): void };

let held: typeof process.nextTick | undefined;

/** Ticks that put themselves off again and again, `process.nextTick(tick)` in `tick`, find no end: those of now are the last. */
function holdTicks(): void {
  held ??= process.nextTick;
  process.nextTick = () => {};
}

/** Call where nothing is to be cut off any more. */
export function ticksGoOn(): void {
  if (held !== undefined) process.nextTick = held;
  held = undefined;
}

/** Whether this was called in the midst of code: what runs is below it on the stack. */
function isInMidst(): boolean {
  const OwnError = own.Error;
  const { prepareStackTrace, stackTraceLimit } = OwnError;
  OwnError.prepareStackTrace = (_, frames) => frames;
  OwnError.stackTraceLimit = 10;
  const frames = new OwnError().stack as unknown as readonly unknown[];
  Object.assign(OwnError, { prepareStackTrace, stackTraceLimit });
  // This function, the one that calls it, and the line that the other thread has had evaluated.
  return frames.length > 3;
}

Object.defineProperty(globalThis, Symbol.for(UNWIND), {
  value: (again: boolean) => {
    own.store(gate, 0, isInMidst() ? STANDS : NOTHING_RUNS);
    own.notify(gate, 0);
    if (gate[0] === NOTHING_RUNS) return;
    // Not by Atomics.wait(): the code that stands here may be in one itself.
    const until = own.now() + PATIENCE;
    while (own.load(gate, 0) === STANDS) if (own.now() > until) return;
    if (again) holdTicks();
    (process as unknown as Fatal)._fatalException?.(unwound);
  },
});
