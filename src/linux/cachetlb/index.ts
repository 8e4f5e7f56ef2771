/** The cachetlb calls: what Linux promises, what each port does, and functions that do it on a machine. */
export {
  flushAnonPage,
  flushCacheDupMm,
  flushCacheKmaps,
  flushCacheMm,
  flushCachePage,
  flushCacheRange,
  flushCacheVmap,
  flushCacheVunmap,
  flushDcachePage,
  flushKernelDcachePage,
  flushKernelVmapRange,
  invalidateKernelVmapRange,
  mayDefer,
  startsOwing,
  type UserPage,
  type UserPages,
  updateMmuCache,
} from './cachetlb.js';
export { CACHETLB_CALLS, type CachetlbCall, DATA_CALL_NAMES } from './calls.js';
export {
  type CachetlbHands,
  type CallTarget,
  carryOut,
  type KernelRange,
  type PageInKernel,
  type UserAddress,
} from './carry-out.js';
export { clearUserPage, copyFromUserPage, copyToUserPage, copyUserPage, fillUserPage } from './copies.js';
export {
  allStepsOf,
  findDataCall,
  isMoving,
  type Reached,
  reachedBy,
  reachedIn,
  sidesOf,
} from './find-call.js';
export { cacheClassOf, portCallsOf } from './port-calls.js';
