/**
 * Makes the process ready for its code to be cut off where it is.
 *
 * V8 can end whatever runs (`Runtime.terminateExecution`), but Node then still believes to be inside of the callback that is
 * gone, and aborts ("async hook stack has become corrupted"). After an exception that nobody has caught it believes that no more, and
 * that is what it is told, from inside of the code that is about to be cut off. Seen on Node 20, 22 and 24.
 */

/** Where the function of this file is found by the thread that ends code. */
export const UNWIND = 'aliaslab.unwind';

/** What is told to nobody: no code has thrown it. */
export const unwound = new Error('Interrupted');

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

Object.defineProperty(globalThis, Symbol.for(UNWIND), {
  value: (again: boolean) => {
    if (again) holdTicks();
    (process as unknown as Fatal)._fatalException?.(unwound);
  },
});
