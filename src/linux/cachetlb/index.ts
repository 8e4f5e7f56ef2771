/** The cachetlb calls: what Linux promises, what each port does, and functions that do it on a machine. */
export {
  type CacheClass,
  type CacheStep,
  type CallOnPort,
  type Condition,
  type CopySide,
  cacheClassOf,
  type Deferral,
  type MovingCall,
  type OnePage,
  type PageCopy,
  type PortCalls,
  type Reach,
  type SteppedCall,
} from './behavior.js';
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
export {
  CACHETLB_CALLS,
  type CachetlbCall,
  type CallName,
  DATA_CALL_NAMES,
  type DataCallName,
} from './calls.js';
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
export { allPortCalls, NOTHING_TO_DO, portCalls, portCallsOf } from './port-calls.js';
