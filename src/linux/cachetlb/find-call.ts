/** From a name, as it is typed, to the call that it means; and what the steps of a call reach. */
import { distance } from 'fastest-levenshtein';
import type {
  CacheStep,
  CopySide,
  DataCallName,
  MovingCall,
  PortCalls,
  Reach,
} from '../../ports/calls/index.js';
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

/** What the port does to the pages of a call that moves bytes: one page, or the old and the new one. */
export function sidesOf(port: PortCalls, call: MovingCall): readonly CopySide[] {
  switch (call) {
    case 'copy_user_page':
      return [port.copyUserPage.from, port.copyUserPage.to];
    case 'clear_user_page':
      return [port.clearUserPage];
    case 'copy_to_user_page':
      return [port.copyToUserPage];
    case 'copy_from_user_page':
      return [port.copyFromUserPage];
  }
}

/** Whether the call moves bytes, and is not steps alone. */
export function isMoving(call: DataCallName): call is MovingCall {
  return /^(copy|clear)_/.test(call);
}

/** Everything that a call does to lines of caches on a port. */
export function allStepsOf(port: PortCalls, call: DataCallName): readonly CacheStep[] {
  if (!isMoving(call)) return port.calls[call]?.steps ?? [];
  return sidesOf(port, call).flatMap(({ before, after }) => [...before, ...after]);
}

/** Whose lines are reached, if all their conditions hold. */
export interface Reached {
  /** The lines of the page's address in the direct map. */
  readonly kernel: boolean;
  /** The lines of the users' color: of the place in the file, of the address that was given, or of users' mappings. */
  readonly users: boolean;
  /** The lines of every address of the page, whatever its color. */
  readonly everyAlias: boolean;
}

const EVERY_ALIAS: readonly Reach[] = ['physical page', 'whole cache'];
const USERS: readonly Reach[] = [
  'file color',
  'user color',
  'user address',
  'user mappings',
  'current user mappings',
];

/** Whose lines a call reaches on a port: by its steps, and by copying through a window of the users' color. */
export function reachedIn(port: PortCalls, call: DataCallName): Reached {
  const reached = reachedBy(allStepsOf(port, call));
  const windowed = isMoving(call) && sidesOf(port, call).some(({ through }) => through !== 'direct map');
  return { ...reached, users: reached.users || windowed };
}

/** Whose lines these steps reach. */
export function reachedBy(steps: readonly CacheStep[]): Reached {
  const reaches = (those: readonly Reach[]) => steps.some(({ reach }) => those.includes(reach));
  const everyAlias = reaches(EVERY_ALIAS);
  return {
    kernel: everyAlias || reaches(['kernel address']),
    users: everyAlias || reaches(USERS),
    everyAlias,
  };
}
