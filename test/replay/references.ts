/** Random references and caches for the tests of replays. */
import fc from 'fast-check';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { REFERENCE_KINDS, ReferenceBatch } from '../../src/replay/references.js';
import type { NaiveGeometry, NaiveReference } from '../oracle/naive-replay.js';

const nearby = fc.nat({ max: 2047 }).map(BigInt);
const anywhere = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
/** Places that caches of few sets confuse, and the end of the address space. */
const distant = fc
  .tuple(fc.nat({ max: 7 }), fc.nat({ max: 255 }))
  .map(([n, offset]) => BigInt(n) * 2n ** 40n + BigInt(offset));
const top = fc.nat({ max: 255 }).map((below) => 2n ** 64n - 1n - BigInt(below));

export const anyReference: fc.Arbitrary<NaiveReference> = fc.record({
  kind: fc.constantFrom(...REFERENCE_KINDS),
  address: fc.oneof({ weight: 8, arbitrary: nearby }, { weight: 4, arbitrary: distant }, anywhere, top),
  size: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(1, 2, 4, 8) }, fc.integer({ min: 1, max: 300 })),
});

export const anyReferences = fc.array(anyReference, { minLength: 1, maxLength: 400, size: 'max' });

export const anyGeometry: fc.Arbitrary<NaiveGeometry> = fc.record({
  sets: fc.constantFrom(1, 2, 4, 16, 64),
  ways: fc.oneof(fc.integer({ min: 1, max: 16 }), fc.constantFrom(17, 32, 64)),
  line: fc.constantFrom(4, 8, 16, 32, 64, 128, 256),
  replacement: fc.constantFrom('lru', 'fifo'),
  write: fc.constantFrom('back', 'through'),
  writeAllocate: fc.boolean(),
});

export function cacheOf({ sets, ...geometry }: NaiveGeometry): CacheDescription {
  return {
    ...geometry,
    organization: 'PIPT',
    size: sets * geometry.ways * geometry.line,
    seed: 1,
    addressSpaceIds: false,
    resolvesSynonyms: false,
  };
}

/** The references in columns. */
export function columnsOf(references: readonly NaiveReference[]): ReferenceBatch {
  const columns = new ReferenceBatch(references.length);
  for (const { kind, address, size } of references) {
    columns.add(REFERENCE_KINDS.indexOf(kind), Number(address & 0xffff_ffffn), Number(address >> 32n), size);
  }
  return columns;
}
