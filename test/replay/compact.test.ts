/** A compact trace that was cut or changed is not taken for a whole one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceError } from '../../src/replay/trace-error.js';
import { complaint, reading, TRY_THIS, written } from './bytes.js';
import { anyTrace, type Reference } from './traces.js';

const aFew = anyTrace(12, 65_535);
const anyStretch = fc.integer({ min: 1, max: 12 });

describe('a compact trace', () => {
  it('is refused when it ends early, wherever', async () => {
    await fc.assert(
      fc.asyncProperty(aFew, anyStretch, async (trace, stretch) => {
        const bytes = await written(trace, 'compact', stretch);
        for (let length = 0; length < bytes.length; length++) {
          const error = await reading(bytes.subarray(0, length)).catch((error) => error);

          expect(error, `of ${bytes.length} bytes the first ${length}`).toBeInstanceOf(TraceError);
          if (length >= 4) expect(error.message).toContain(`it is cut off at byte ${length};`);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is refused when a byte of it was changed, or says the same', async () => {
    const anyChange = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(aFew, anyStretch, anyChange, async (trace, stretch, [where, change]) => {
        const bytes = await written(trace, 'compact', stretch);
        bytes[where % bytes.length]! ^= change;

        const read = await reading(bytes).catch((error) => error);

        if (!(read instanceof TraceError)) expect(read).toEqual(trace);
      }),
      { numRuns: 2000 },
    );
  });

  it('is harmed by every byte that is changed', async () => {
    const bytes = await written(SOME, 'compact');
    const harmless: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (const change of [1, 128, 255]) {
        const changed = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ change : byte));
        const read = await reading(changed).catch((error) => error);
        if (!(read instanceof TraceError) && !harmless.includes(at)) harmless.push(at);
      }
    }

    expect(harmless).toEqual([]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ['a changed reference', (bytes) => bytes.with(17, 0xff), 'the block at byte 5 is damaged; 0'],
    [
      'a changed reference of the second block',
      (bytes) => bytes.with(36, 0xff),
      'the block at byte 23 is damaged; 2',
    ],
    ['more references than a block has', (bytes) => bytes.with(7, 0xff), 'the block at byte 5 is damaged; 0'],
    [
      'a reference less, here and in all',
      (bytes) => bytes.with(5, 1).with(45, 2),
      'the block at byte 5 is damaged; 0',
    ],
    ['more bytes than it has', (bytes) => bytes.with(9, 28), 'the block at byte 5 is damaged; 0'],
    ['another number of all', (bytes) => bytes.with(45, 9), 'it says that it has 9 references; 3'],
    [
      'something behind',
      (bytes) => Uint8Array.of(...bytes, 0),
      'there is something behind its end, at byte 53; 3',
    ],
    [
      'a second trace behind',
      (bytes) => Uint8Array.of(...bytes, ...bytes),
      'there is something behind its end, at byte 53; 3',
    ],
    ['a cut between blocks', (bytes) => bytes.subarray(0, 23), 'it is cut off at byte 23; 2'],
    ['a cut in a block', (bytes) => bytes.subarray(0, 38), 'it is cut off at byte 38; 2'],
  ])('with %s', async (_what, change, said) => {
    const bytes = await written(SOME, 'compact', 2);

    const changed = change(new Uint8Array(bytes));

    expect(await complaint(changed)).toBe(`${said} references had been read${TRY_THIS}`);
  });
});

/** Two blocks: 5 bytes of head, 12 + 6 of the first, 12 + 6 of the second, 12 of the end. */
const SOME: Reference[] = [
  { kind: 'load', address: 0x1000n, size: 8 },
  { kind: 'store', address: 0x1000n, size: 8 },
  { kind: 'load', address: 0x1_0000_0000n, size: 8 },
];
