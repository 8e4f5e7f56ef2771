/** What can happen to a line. */

/**
 * What can be done through an alias; a number at the end names the byte. `evict` and `fetch` are hardware's own. A
 * `barrier` promises the newest value of a byte, whatever has become of it.
 */
export type LineAction =
  | 'load 0'
  | 'load 1'
  | 'store 0'
  | 'store 1'
  | 'clean'
  | 'invalidate'
  | 'flush'
  | 'evict'
  | 'fetch'
  | 'barrier 0'
  | 'barrier 1';

export const LINE_ACTIONS: readonly LineAction[] = [
  'load 0',
  'load 1',
  'store 0',
  'store 1',
  'clean',
  'invalidate',
  'flush',
  'evict',
  'fetch',
  'barrier 0',
  'barrier 1',
];
