/** The atlas: real CPUs as data, each with its sources. */
export { assumedParts } from './assumed-parts.js';
export { allProcessors, findProcessor } from './find-processor.js';
export { linuxSaysAliasing } from './linux-says.js';
export type { PortFacts, PortSource, Shmlba } from './port-facts.js';
export type {
  AllocationPolicy,
  Basis,
  CacheKind,
  Geometry,
  GeometryPart,
  GeometrySource,
  InequivalentAliases,
  KnownGeometry,
  PolicyFact,
  PolicyFacts,
  ProcessorCache,
  ProcessorRow,
  UnknownGeometry,
} from './processor-row.js';
export { rowColors, rowWaySize, visibleColors } from './row-colors.js';
