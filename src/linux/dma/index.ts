/** The DMA API, for one buffer: what each call promises, and what carries it out on a machine as its port does. */
export { DMA_CALLS, type DmaCall, type DmaCallName } from './calls.js';
export { type DmaBuffer, describeDmaCall, dmaStepsOf, makeDmaCall, portDmaOf } from './make-call.js';
