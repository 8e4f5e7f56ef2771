/**
 * Changes of what is seen, made together: a browser lays out all of a long page for each that it has time to show. They wait until
 * what makes them has ended, and no longer than a moment, so that slow work is seen as it goes.
 */

/** Milliseconds that a change waits at most. */
const MOMENT = 100;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Makes a change with the others that wait, in the order in which they came; once, where it waits already. */
export function soon(change: () => void): void {
  waiting.add(change);
  timer ??= setTimeout(showNow, MOMENT);
}

/** Makes all changes that wait. */
export function showNow(): void {
  clearTimeout(timer);
  timer = undefined;
  try {
    for (const change of waiting) {
      waiting.delete(change);
      change();
    }
  } finally {
    // One has failed, which keeps no other from being made.
    if (waiting.size > 0) timer = setTimeout(showNow, 0);
  }
}
