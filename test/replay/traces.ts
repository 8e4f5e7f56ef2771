/** Random traces and caches for the properties of this folder, and the ways between a list of references and a stream. */
import fc from 'fast-check';
import {
  REFERENCE_KINDS,
  ReferenceBatch,
  type ReferenceKind,
  type ReferenceStream,
} from '../../src/replay/references.js';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly address: bigint;
  readonly size: number;
}

const BITS_64 = 64;
const LAST_ADDRESS = 2n ** 64n - 1n;

/** Where a word of 32 bits ends, where a double is no longer exact, where addresses end. */
const CORNERS = [0n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, LAST_ADDRESS];

/** References near a few places, so that lines are met again; sizes mostly as programs have them. */
export function anyTrace(longest = 300, mostBytes = 300): fc.Arbitrary<Reference[]> {
  const place = fc.oneof(fc.constantFrom(...CORNERS), fc.bigInt({ min: 0n, max: LAST_ADDRESS }));
  const size = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(1, 2, 4, 8) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: mostBytes }) },
  );
  const kind = fc.constantFrom(...REFERENCE_KINDS);
  return fc.array(place, { minLength: 1, maxLength: 3 }).chain((places) => {
    // Nearby, or as far away as lines of one set are from each other.
    const offset = fc.oneof(
      fc.integer({ min: -700, max: 700 }),
      fc.integer({ min: -20, max: 20 }).map((pages) => pages * 4096),
    );
    const address = fc
      .tuple(fc.constantFrom(...places), offset)
      .map(([near, offset]) => BigInt.asUintN(BITS_64, near + BigInt(offset)));
    return fc.array(fc.record({ kind, address, size }), { maxLength: longest });
  });
}

export function batchOf(references: readonly Reference[]): ReferenceBatch {
  const batch = new ReferenceBatch(Math.max(1, references.length));
  for (const { kind, address, size } of references) {
    const [low, high] = [Number(address & 0xffffffffn), Number(address >> 32n)];
    batch.add(REFERENCE_KINDS.indexOf(kind), low, high, size);
  }
  return batch;
}

/** The references in stretches of so many each. */
export async function* streamOf(references: readonly Reference[], stretch = 100): ReferenceStream {
  for (let at = 0; at < references.length; at += stretch) yield batchOf(references.slice(at, at + stretch));
}

export async function listOf(stream: ReferenceStream): Promise<Reference[]> {
  const references: Reference[] = [];
  for await (const { count, words, size, kind } of stream) {
    for (let i = 0; i < count; i++) {
      const address = (BigInt(words[2 * i + 1]!) << 32n) | BigInt(words[2 * i]!);
      references.push({ kind: REFERENCE_KINDS[kind[i]!]!, address, size: size[i]! });
    }
  }
  return references;
}
