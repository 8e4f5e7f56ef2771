/** Promises against plain sets of values: what a byte may be found to be, after any promises and stores. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PagedBytes } from '../../src/hardware/paged-bytes.js';
import { Promises } from '../../src/hardware/promises.js';

const PAGE = 5;
/** Few bytes, a few values, and stretches that overlap. */
const anyCommand = fc.record({
  do: fc.constantFrom('store' as const, 'store' as const, 'promise' as const),
  offset: fc.nat(70),
  length: fc.integer({ min: 1, max: 40 }),
  value: fc.nat(4),
});

describe('after any promises and stores, a byte may be', () => {
  it('what was promised of it last, and whatever was stored to it since; anything, if nothing was promised', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (story) => {
        const promises = new Promises();
        const newest = new Uint8Array(4096);
        const allowed: (Set<number> | undefined)[] = Array.from({ length: 120 }, () => undefined);

        for (const [step, { do: what, offset, length, value }] of story.entries()) {
          const bytes = Uint8Array.from({ length }, (_, i) => (value + i) % 5);
          if (what === 'promise') promises.promise(PAGE, offset, length, newest, step);
          else {
            promises.stored(PAGE, offset, length, bytes, 0);
            newest.set(bytes, offset);
          }
          for (let i = 0; i < length; i++) {
            if (what === 'promise') allowed[offset + i] = new Set([newest[offset + i]!]);
            else allowed[offset + i]?.add(bytes[i]!);
          }
        }

        const values = [0, 1, 2, 3, 4, 5];
        const told = allowed.map((_, at) => values.filter((value) => promises.allows(PAGE, at, value)));
        expect(told).toEqual(allowed.map((set) => values.filter((value) => !set || set.has(value))));
      }),
    );
  });

  it('nothing that was stored before a later promise, even if it was one of several', () => {
    const promises = new Promises();
    const newest = new Uint8Array(4096);
    promises.promise(PAGE, 0, 2, newest, 1);
    for (const value of [7, 8, 9]) {
      for (const at of [0, 1]) promises.stored(PAGE, at, 1, Uint8Array.of(value), 0);
      newest.fill(value, 0, 2);
    }
    promises.promise(PAGE, 0, 1, newest, 2);
    for (const at of [0, 1]) promises.stored(PAGE, at, 1, Uint8Array.of(5), 0);

    const allowed = [0, 1].map((at) =>
      [0, 5, 6, 7, 8, 9].filter((value) => promises.allows(PAGE, at, value)),
    );

    expect(allowed).toEqual([
      [5, 9],
      [0, 5, 7, 8, 9],
    ]);
  });

  it('nothing that was stored before the promise, and everything once promises are forgotten', () => {
    const promises = new Promises();
    const newest = Uint8Array.from({ length: 4096 }, () => 7);
    promises.promise(PAGE, 0, 4096, newest, 1);
    promises.stored(PAGE, 0, 1, Uint8Array.of(8), 0);
    promises.stored(PAGE, 0, 1, Uint8Array.of(9), 0);
    newest[0] = 9;
    promises.promise(PAGE, 0, 1, newest, 2);

    const then = [7, 8, 9].map((value) => promises.allows(PAGE, 0, value));
    promises.forget();
    const afterwards = [7, 8, 9].map((value) => promises.allows(PAGE, 0, value));

    expect(then).toEqual([false, false, true]);
    expect(afterwards).toEqual([true, true, true]);
  });
});

describe('what is missing after a power cut', () => {
  it('is told by page and offset, a stretch for each step that promised it', () => {
    const promises = new Promises();
    const newest = new Uint8Array(4096).fill(7);
    promises.promise(PAGE, 4090, 6, newest, 1);
    promises.promise(PAGE, 10, 4, newest, 2);
    promises.promise(PAGE, 14, 2, newest, 3);
    promises.promise(PAGE - 1, 0, 4096, newest, 4);
    const memory = new PagedBytes();
    memory.write(PAGE, 11, 1, newest, 0);

    const missing = promises.missingIn(memory).map(({ physical, promisedIn, promised, found }) => {
      return [physical.page, physical.offset, promisedIn, promised.length, found.length];
    });

    expect(missing).toEqual([
      [PAGE - 1, 0, 4, 4096, 4096],
      [PAGE, 10, 2, 1, 1],
      [PAGE, 12, 2, 2, 2],
      [PAGE, 14, 3, 2, 2],
      [PAGE, 4090, 1, 6, 6],
    ]);
  });
});
