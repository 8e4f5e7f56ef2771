/** The digest of a trace: the same however it is read, and another one for another trace. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceDigest } from '../../src/replay/sweep/trace-digest.js';
import { anyTrace, batchOf, type Reference } from './traces.js';

function digestOf(trace: readonly Reference[], stretch = trace.length): string {
  const digest = new TraceDigest();
  for (let at = 0; at < trace.length; at += stretch) digest.add(batchOf(trace.slice(at, at + stretch)));
  return String(digest);
}

const aTrace = anyTrace(40, 65_535).filter(({ length }) => length > 1);

describe('the digest of a trace', () => {
  it('stays what it is: parts that different versions wrote are merged', () => {
    // Worked out from the drawing in trace-digest.ts by another program.
    expect(
      digestOf([
        { kind: 'load', address: 0x1f_fefff648n, size: 8 },
        { kind: 'store', address: 2n ** 64n - 4n, size: 4 },
        { kind: 'modify', address: 0n, size: 65_535 },
        { kind: 'instruction', address: 0x4001090n, size: 3 },
      ]),
    ).toBe('a8619b2f607d39e0');
    expect(String(new TraceDigest())).toBe('c5ca9c682e7dcc10');
  });

  it('does not depend on the stretches that it is read in', () => {
    fc.assert(
      fc.property(aTrace, fc.integer({ min: 1, max: 7 }), (trace, stretch) => {
        expect(digestOf(trace, stretch)).toBe(digestOf(trace));
      }),
    );
  });

  it('is another one where a bit of a reference is another one', () => {
    fc.assert(
      fc.property(aTrace, fc.nat(), fc.nat({ max: 63 }), (trace, which, bit) => {
        const at = which % trace.length;
        const { kind, address, size } = trace[at]!;
        const others: Reference[] = [
          { kind, size, address: address ^ (1n << BigInt(bit)) },
          { kind, address, size: size ^ (1 << (bit % 16)) || 65_535 },
          { address, size, kind: kind === 'load' ? 'store' : 'load' },
        ];
        const digests = others.map((other) => digestOf(trace.with(at, other)));

        expect(new Set([digestOf(trace), ...digests]).size).toBe(4);
      }),
      { numRuns: 1000 },
    );
  });

  it('is another one where top bits of two references are, or where two change places, or one is missing', () => {
    fc.assert(
      fc.property(aTrace, fc.nat(), (trace, which) => {
        const at = which % (trace.length - 1);
        const [first, second] = [trace[at]!, trace[at + 1]!];
        fc.pre(JSON.stringify(told(first)) !== JSON.stringify(told(second)));
        const flipped = [first, second].map((each) => ({ ...each, address: each.address ^ (1n << 31n) }));
        const others = [
          trace.with(at, flipped[0]!).with(at + 1, flipped[1]!),
          trace.with(at, second).with(at + 1, first),
          trace.toSpliced(at, 1),
        ];

        expect(new Set([trace, ...others].map((each) => digestOf(each))).size).toBe(4);
      }),
      { numRuns: 1000 },
    );
  });

  it('comes once each for many traces of two references, and half of its bits nearly so', () => {
    const digests = new Set<string>();
    for (let i = 0; i < 2 ** 17; i++) {
      const reference = (n: number): Reference => ({ kind: 'load', address: BigInt(n) * 64n, size: 8 });
      digests.add(digestOf([reference(i % 512), reference(Math.floor(i / 512))]));
    }

    expect(digests.size).toBe(2 ** 17);
    // Of 2^17 numbers of 32 bits at random, two are expected to be there twice.
    for (const half of [0, 8]) {
      const halves = new Set([...digests].map((digest) => digest.slice(half, half + 8)));
      expect(halves.size).toBeGreaterThan(2 ** 17 - 20);
    }
  });
});

const told = ({ kind, address, size }: Reference) => [kind, String(address), size];
