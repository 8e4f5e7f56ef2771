/** What the Linux ports do with addresses. */

export type {
  CongruentWindow,
  DirectMap,
  MmapRule,
  OtherWindow,
  Port,
  UncachedSegment,
  WindowUse,
} from './address-space.js';
export { checkPort, findPort, knownPorts } from './find-port.js';
