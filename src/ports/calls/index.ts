/** What the ports do in the cachetlb calls. */
export type { CallName, DataCallName, MovingCall, SteppedCall } from './call-names.js';
export { allPortCalls, NOTHING_TO_DO, portCalls } from './find-calls.js';
export type {
  CacheClass,
  CallOnPort,
  CopySide,
  Deferral,
  OnePage,
  PageCopy,
  PortCalls,
  Through,
} from './port-calls.js';
export { type CacheStep, type Condition, type FoundBy, foundBy, type Reach } from './steps.js';
