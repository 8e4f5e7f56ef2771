/** From a name, as it is typed, to the call that it means. */
import { distance } from 'fastest-levenshtein';
import type { DataCallName } from '../../ports/calls/index.js';
import { asTyped, InputError } from '../../units/problems.js';
import { CACHETLB_CALLS, DATA_CALL_NAMES } from './calls.js';

const WORKS = `cachetlb().across('flush_dcache_page')`;

/** The call on data caches of this name. Throws an InputError with the nearest names, or with why it is none of them. */
export function findDataCall(name: unknown): DataCallName {
  const found = DATA_CALL_NAMES.find((known) => known === name);
  if (found) return found;
  const outside = CACHETLB_CALLS.find((known) => known.name === name);
  if (outside) {
    const why = outside.scope === 'instruction cache' ? 'is about instruction caches' : 'is inside two ports';
    throw new InputError([`${outside.name} ${why}, and not a call on data caches`], WORKS);
  }
  const typed = typeof name === 'string' ? name.slice(0, 40).toLowerCase() : '';
  const nearest = [...DATA_CALL_NAMES].sort((a, b) => distance(typed, a) - distance(typed, b)).slice(0, 3);
  throw new InputError(
    [`call ${asTyped(name)} is none of the cachetlb calls; nearest are ${nearest.map(asTyped).join(', ')}`],
    `cachetlb().across('${nearest[0]}')`,
  );
}
