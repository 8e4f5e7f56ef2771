/** The oracle: the newest bytes, who stored them, and what it takes for the truth after a power cut. */
import { describe, expect, it } from 'vitest';
import { Oracle } from '../../src/hardware/oracle.js';
import { PagedBytes } from '../../src/hardware/paged-bytes.js';

const writers = (oracle: Oracle, page: number, offsets: readonly number[]) =>
  offsets.map((offset) => oracle.writerOf(page, offset));

describe('the oracle', () => {
  it('holds the newest bytes, and knows which event stored each, page by page', () => {
    const oracle = new Oracle();

    oracle.store(5, 10, 3, Uint8Array.of(0, 1, 2, 3), 1, 7);
    oracle.store(6, 10, 1, Uint8Array.of(9), 0, 8);
    oracle.storeWords(5, 3, 2, Int32Array.of(0, 4, 5), 1, 9);
    oracle.write(5, 40, 1, Uint8Array.of(6), 0);

    expect([...oracle.page(5).subarray(9, 21)]).toEqual([0, 1, 2, 4, 0, 0, 0, 5, 0, 0, 0, 0]);
    expect(writers(oracle, 5, [9, 10, 11, 12, 19, 20, 40])).toEqual([-1, 7, 7, 9, 9, -1, -1]);
    expect([oracle.page(6)[10], ...writers(oracle, 6, [10, 11])]).toEqual([9, 8, -1]);
    expect(oracle.writerOf(7, 10)).toBe(-1);
  });

  it('stops looking for the store of one byte, and keeps the byte', () => {
    const oracle = new Oracle();
    oracle.store(5, 10, 3, Uint8Array.of(1, 2, 3), 0, 7);

    oracle.forgetWriter(5, 11);

    expect(writers(oracle, 5, [10, 11, 12])).toEqual([7, -1, 7]);
    expect(oracle.page(5)[11]).toBe(2);
  });

  it('starts again from what memory has left, which nobody stored', () => {
    const oracle = new Oracle();
    const memory = new PagedBytes();
    memory.write(5, 4095, 1, Uint8Array.of(3), 0);
    oracle.store(5, 0, 1, Uint8Array.of(1), 0, 7);
    oracle.store(6, 0, 1, Uint8Array.of(2), 0, 8);

    oracle.startAgainFrom(memory);
    const left = [oracle.page(5)[0], oracle.page(5)[4095], oracle.page(6)[0]];
    const nobody = [...writers(oracle, 5, [0]), ...writers(oracle, 6, [0])];
    oracle.store(1, 1, 1, Uint8Array.of(4), 0, 9);

    expect(left).toEqual([0, 3, 0]);
    expect(nobody).toEqual([-1, -1]);
    expect([...writers(oracle, 1, [0, 1]), ...writers(oracle, 6, [1])]).toEqual([-1, 9, -1]);
  });

  it('tells which pages were stored to since it was asked last, or have lost their stores', () => {
    const oracle = new Oracle();
    const store = (page: number) => oracle.store(page, 0, 1, Uint8Array.of(1), 0, 1);
    store(1);
    oracle.changed.watch();
    store(2);
    store(2);
    store(3);
    const stored = oracle.takeChanges();
    store(1);
    store(3);
    const again = oracle.takeChanges();
    oracle.startAgainFrom(new PagedBytes());
    const after = oracle.takeChanges();

    expect([stored, again, after, oracle.takeChanges()]).toEqual([[2, 3], [1, 3], [1, 2, 3], []]);
  });
});
