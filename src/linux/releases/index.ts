/** What each release does, put together from the histories: a record for each era. */
import { deepFreeze } from '../../units/deep-freeze.js';
import { ERAS, type Era, isUpTo } from './era.js';
import { HISTORIES } from './histories.js';
import type { History, Release } from './release.js';

export { ERAS, type Era, isEra, isUpTo, nearestEra, notAnEra } from './era.js';
export type { Release } from './release.js';

/**
 * What a release of Linux does of its own.
 * @example
 * RELEASES['4.5'].transfers.looksUp // => 'dax_map_atomic'
 * RELEASES['7.1'].faults.inserts // => 'vmf_insert_page_mkwrite'
 */
export const RELEASES: Readonly<Record<Era, Release>> = deepFreeze(
  Object.fromEntries(ERAS.map((era) => [era, at(era)])) as Record<Era, Release>,
);

function at(era: Era): Release {
  const parts = Object.entries(HISTORIES).map(([part, values]) => [
    part,
    Object.fromEntries(Object.entries(values).map(([name, history]) => [name, valueAt(era, history)])),
  ]);
  return Object.fromEntries(parts) as Release;
}

function valueAt<Value>(era: Era, history: History<Value>): Value {
  const known = history.filter(([since]) => isUpTo(since, era)).at(-1);
  if (!known) throw new Error(`a history begins after Linux ${era}`);
  return known[1];
}
