/** What the ports do around DMA. */
export { allPortDma, portDma } from './find-dma.js';
export {
  DIRECTIONS,
  type Direction,
  type PartialLines,
  type PortDma,
  partialLinesIn,
  type StepsByDirection,
} from './port-dma.js';
