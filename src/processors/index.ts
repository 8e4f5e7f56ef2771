/** The atlas: real CPUs as data, each with its sources. */
export { allProcessors, findProcessor } from './find-processor.js';
export type { KernelTree, PortFacts, PortSource, Shmlba } from './port-facts.js';
export type {
  Basis,
  CacheKind,
  Geometry,
  GeometryPart,
  GeometrySource,
  KnownGeometry,
  ProcessorCache,
  ProcessorRow,
  UnknownGeometry,
  WritePolicyFact,
} from './processor-row.js';
export { rowColors, rowWaySize } from './row-colors.js';
