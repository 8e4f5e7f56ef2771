/** States of a line as rows of digits: each is read as what was written, and the ways to them are kept. */
import { describe, expect, test } from 'vitest';
import { StateShape } from '../../src/prove/line-state.js';
import type { Moment } from '../../src/prove/moments.js';
import { Visits } from '../../src/prove/visits.js';

describe.each([
  [1, false, 2],
  [1, true, 3],
  [2, false, 3],
  [2, true, 4],
])('the digits of %d pages (durable: %s)', (pages, durable, levels) => {
  const shape = new StateShape(pages, 2, durable);
  const all = Array.from({ length: levels }, (_, level) => level);

  test('tell each pair of bytes, and each copy, from all others', () => {
    const pairs = all.flatMap((first) => all.map((second) => shape.pair(first, second)));
    const copies = Array.from({ length: pages }, (_, page) => page).flatMap((page) =>
      pairs.flatMap((pair) => [false, true].map((dirty) => ({ page, pair, dirty }))),
    );

    expect(pairs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: levels ** 2 }, (_, pair) => pair));
    for (const pair of pairs) expect(shape.pair(shape.level(pair, 0), shape.level(pair, 1))).toBe(pair);
    expect([shape.level(shape.pair(1, 0), 0), shape.level(shape.pair(1, 0), 1)]).toEqual([1, 0]);
    const digits = copies.map(({ page, pair, dirty }) => shape.copy(page, pair, dirty));
    // 0 is where no line is.
    expect(digits.toSorted((a, b) => a - b)).toEqual(digits.map((_, nth) => nth + 1));
    expect(digits.map((digit) => shape.copyOf(digit))).toEqual(copies);
  });

  test('have the newest bytes of each page above all others', () => {
    expect(Array.from({ length: pages }, (_, page) => shape.newest(page))).toEqual(all.slice(-pages));
  });
});

describe('a state', () => {
  const both = [true, true];
  const neither = [false, false];

  test('of one page says what is newest, in each place and in memory; nothing is promised where nobody asks', () => {
    const shape = new StateShape(1, 2, false);

    expect(shape.stateOf([shape.pair(1, 0), 0, shape.copy(0, shape.pair(0, 1), true), 9])).toEqual({
      memory: { fresh: [true, false], kept: both },
      copies: [undefined, { fresh: [false, true], kept: both, dirty: true }],
    });
  });

  test('says which old bytes break no promise', () => {
    const shape = new StateShape(1, 1, true);
    const [old, kept, newest] = [0, shape.keptLevel, shape.newest(0)];

    expect(shape.stateOf([shape.pair(old, kept), shape.copy(0, shape.pair(newest, old), false)])).toEqual({
      memory: { fresh: neither, kept: [false, true] },
      copies: [{ fresh: [true, false], kept: [true, false], dirty: false }],
    });
  });

  test('of two pages says whose line lies where, and which bytes are the other page’s', () => {
    const shape = new StateShape(2, 1, true);
    const [one, other] = [shape.newest(0), shape.newest(1)];

    expect(
      shape.stateOf([shape.pair(one, other), shape.pair(other, 0), shape.copy(1, shape.pair(one, 1), true)]),
    ).toEqual({
      memory: { fresh: [true, false], kept: [true, false], foreign: [false, true] },
      otherMemory: { fresh: [true, false], kept: [true, false], foreign: neither },
      copies: [{ fresh: neither, kept: [false, true], foreign: [true, false], dirty: true, page: 1 }],
    });
  });
});

describe('visits', () => {
  const moment = (name: string) => ({ moment: name as unknown as Moment });
  // Two places: outside, where a and b can happen, and inside, where c can.
  const edges = [[moment('a'), moment('b')], [moment('c')]];

  test('know how deep a node lies, how many there are, and the run that came to each', () => {
    const visits = new Visits(2);
    visits.note(0, 0, 0, -1);
    visits.note(3, 1, 0, 1);
    visits.note(100_000, 2, 3, 0);

    expect([0, 3, 100_000].map((node) => visits.depthOf(node))).toEqual([0, 1, 2]);
    expect([1, 99_999, 100_001, 9_000_000].map((node) => visits.depthOf(node) > 1000)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(visits.count).toBe(3);
    expect([0, 3, 100_000].map((node) => visits.runTo(node, edges))).toEqual([[], ['b'], ['b', 'c']]);
  });

  test('that find a shorter way to a node are no further node', () => {
    const visits = new Visits(2);
    visits.note(0, 0, 0, -1);
    visits.note(2, 2, 0, 0);
    visits.note(2, 1, 0, 1);

    expect([visits.depthOf(2), visits.count, visits.runTo(2, edges)]).toEqual([1, 2, ['b']]);
  });
});
