/** What the Linux ports do with addresses. */
export { checkPort, findPort, knownPorts } from './find-port.js';
export type {
  CongruentWindow,
  DirectMap,
  MmapRule,
  OtherWindow,
  Port,
  PortBasis,
  PortValueSource,
} from './port.js';
