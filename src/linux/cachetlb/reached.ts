/** What a port does in a call, whatever the call: where it is written, its steps, and whose lines they reach. */
import {
  type CacheStep,
  type CallOnPort,
  type CopySide,
  type DataCallName,
  type MovingCall,
  NOTHING_TO_DO,
  type OnePage,
  type PageCopy,
  type PortCalls,
  type Reach,
  type SteppedCall,
} from '../../ports/calls/index.js';

/** Where a port says what it does in a call that moves bytes. */
const MOVING = {
  copy_user_page: 'copyUserPage',
  clear_user_page: 'clearUserPage',
  copy_to_user_page: 'copyToUserPage',
  copy_from_user_page: 'copyFromUserPage',
} as const satisfies Record<MovingCall, keyof PortCalls>;

/** Whether the call moves bytes, and is not steps alone. */
export function isMoving(call: DataCallName): call is MovingCall {
  return Object.hasOwn(MOVING, call);
}

/** What a port says of a call; a call that it says nothing of does nothing there. */
export function writtenOf(port: PortCalls, call: MovingCall): PageCopy | OnePage;
export function writtenOf(port: PortCalls, call: DataCallName): PageCopy | OnePage | CallOnPort;
export function writtenOf(port: PortCalls, call: DataCallName): PageCopy | OnePage | CallOnPort {
  return isMoving(call) ? port[MOVING[call]] : (port.calls[call] ?? { steps: [], source: NOTHING_TO_DO });
}

/** What the port does to the pages of a call that moves bytes: one page, or the old and the new one. */
export function sidesOf(port: PortCalls, call: MovingCall): readonly CopySide[] {
  const written = writtenOf(port, call);
  return 'from' in written ? [written.from, written.to] : [written];
}

/** Everything that a call does to lines of caches on a port. */
export function allStepsOf(port: PortCalls, call: DataCallName): readonly CacheStep[] {
  if (!isMoving(call)) return stepsOf(port, call);
  return sidesOf(port, call).flatMap(({ before, after }) => [...before, ...after]);
}

/** The steps of a call that is steps alone. */
export function stepsOf(port: PortCalls, call: SteppedCall): readonly CacheStep[] {
  return port.calls[call]?.steps ?? [];
}

/** Entries without those that only do in this call what one before them does: entries of CPUs may differ in another. */
export function apartIn(call: DataCallName, ports: readonly PortCalls[]): readonly PortCalls[] {
  const written = (port: PortCalls) => (isMoving(call) ? port[MOVING[call]] : port.calls[call]);
  const isAlike = (one: PortCalls, other: PortCalls) =>
    one.arch === other.arch &&
    String(one.caches) === String(other.caches) &&
    one.defers === other.defers &&
    written(one) === written(other);
  return ports.filter((port, nth) => !ports.slice(0, nth).some((before) => isAlike(before, port)));
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

/** Whose lines a step is about. */
const WHOSE: Readonly<Record<Reach, 'kernel' | 'users' | 'every alias' | 'other addresses'>> = {
  'kernel address': 'kernel',
  'user address': 'users',
  'file color': 'users',
  'user color': 'users',
  'user mappings': 'users',
  'current shared mappings': 'users',
  'physical page': 'every alias',
  'whole cache': 'every alias',
  'all dirty lines': 'every alias',
  'kernel range': 'other addresses',
  'partial lines': 'other addresses',
  'full lines': 'other addresses',
  'lines from the first byte': 'other addresses',
  'the caller’s buffer': 'other addresses',
};

/** Whose lines a call reaches on a port: by its steps, and by copying through a window of the users' color. */
export function reachedIn(port: PortCalls, call: DataCallName): Reached {
  const reached = reachedBy(allStepsOf(port, call));
  const windowed = isMoving(call) && sidesOf(port, call).some(({ through }) => through !== 'direct map');
  return { ...reached, users: reached.users || windowed };
}

/** Whose lines these steps reach. */
export function reachedBy(steps: readonly CacheStep[]): Reached {
  const whose = new Set(steps.map(({ reach }) => WHOSE[reach]));
  const everyAlias = whose.has('every alias');
  return { kernel: everyAlias || whose.has('kernel'), users: everyAlias || whose.has('users'), everyAlias };
}
