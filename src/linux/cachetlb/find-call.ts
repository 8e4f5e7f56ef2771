/** From a name, as it is typed, to the call that it means. */
import type { DataCallName } from '../../ports/calls/index.js';
import { nearest } from '../../units/nearest.js';
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
  const near = nearest(name, DATA_CALL_NAMES, 3);
  throw new InputError(
    [`call ${asTyped(name)} is none of the cachetlb calls; nearest are ${near.map(asTyped).join(', ')}`],
    `cachetlb().across('${near[0]}')`,
  );
}
