/** The cachetlb calls: what Linux promises, and what carries them out on a machine as its port does. */

export type { CallArguments, UserPage, UserPages } from './arguments.js';
export { CACHETLB_CALLS, CALLS, type CachetlbCall, DATA_CALL_NAMES } from './calls.js';
export {
  type CachetlbKernel,
  type CallTarget,
  carryOut,
  PAGE_KINDS,
  type PageInKernel,
  type PageKind,
  type UserAddress,
} from './carry-out.js';
export { clearUserPage, copyFromUserPage, copyToUserPage, copyUserPage, fillUserPage } from './copies.js';
export { findDataCall } from './find-call.js';
export { makeCall } from './make-call.js';
export { cacheClassOf, portCallsOf } from './port-calls.js';
export { flushDcachePage, startsOwing, updateMmuCache } from './put-off.js';
export {
  isRangeCondition,
  isRangeReach,
  type KernelRange,
  RANGE_HOLDS,
  RANGE_PARTS,
} from './range-lines.js';
export {
  allStepsOf,
  apartIn,
  isMoving,
  type Reached,
  reachedBy,
  reachedIn,
  sidesOf,
  writtenOf,
} from './reached.js';
