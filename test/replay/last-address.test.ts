/** A reference that passes the last address ends there, in every engine: nothing lies beyond, and address 0 does not come next. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cache, replay, sweep, traceOf } from '../../src/index.js';
import { REFERENCE_KINDS } from '../../src/replay/references.js';
import type { NaiveReference } from '../oracle/naive-replay.js';
import { ENGINES } from './engines.js';
import { anyGeometry, cacheOf, columnsOf } from './references.js';

const END = 2n ** 64n;

/** Near the last address, and near the first. */
const anyReference: fc.Arbitrary<NaiveReference> = fc.record({
  kind: fc.constantFrom(...REFERENCE_KINDS),
  address: fc.oneof(
    { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 600n }).map((below) => END - below) },
    fc.bigInt({ min: 0n, max: 600n }),
  ),
  size: fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(4096, 65_535)),
});

/** The same, with the bytes only that there are. */
function cut(reference: NaiveReference): NaiveReference {
  const { address, size } = reference;
  return { ...reference, size: address + BigInt(size) > END ? Number(END - address) : size };
}

describe('a reference that passes the last address', () => {
  // Eight bytes are there, in one line; the other 92 are not.
  const trace = traceOf([{ kind: 'load', address: END - 8n, size: 100 }]);
  const small = cache().pipt().size('1 KiB').ways(1).line(32);
  const one = {
    reads: 1,
    writes: 0,
    readMisses: 1,
    writeMisses: 0,
    evictions: 0,
    writebacks: 0,
    dirtyAtEnd: 0,
  };

  it('touches the last line alone, whoever is asked', async () => {
    const asked = replay(trace).on(small, small.plru());
    const [fast, readable] = (await asked.run()).rows.map(({ counts }) => counts);
    const [fastData, readableData] = (await asked.carryingData().run()).rows.map(({ counts }) => counts);
    const [swept] = (await sweep(trace).sizes('1 KiB').ways(1).lines(32).run()).rows;
    const { rows } = await asked.misses();

    expect([fast, readable, fastData, readableData, swept!.counts]).toEqual([one, one, one, one, one]);
    expect(rows).toEqual([{ color: 0, touches: 1, first: 1, capacity: 0, conflict: 0 }]);
  });

  it.each(Object.keys(ENGINES))('ends there, in %s', (name) => {
    let passed = 0;
    fc.assert(
      fc.property(
        anyGeometry,
        fc.array(anyReference, { minLength: 1, maxLength: 40, size: 'max' }),
        (geometry, references) => {
          const engine = ENGINES[name]!;
          const counted = engine(cacheOf(geometry), columnsOf(references));

          expect(counted).toEqual(engine(cacheOf(geometry), columnsOf(references.map(cut))));
          const isThere = counted !== undefined;
          passed += references.filter((reference) => isThere && cut(reference).size < reference.size).length;
        },
      ),
      { numRuns: 60 },
    );
    expect(passed).toBeGreaterThan(50);
  });
});
