/**
 * How the thread beside the cells and the code that it cuts off agree: the code is asked to stop; it stands where it was, or there was
 * none; and its end is ordered.
 */

export const gate = new Int32Array(new SharedArrayBuffer(4));

export const ASKED = 0;
export const STANDS = 1;
export const NOTHING_RUNS = 2;
export const ORDERED = 3;
