/** A list that many go on from. */
import { expect, test } from 'vitest';
import { Chain } from '../../src/units/chain.js';

test('has what was put behind it, in order', () => {
  const one = Chain.of([1, 2]);

  expect(one.and(3).and(4).list()).toEqual([1, 2, 3, 4]);
  expect(one.and(5).list()).toEqual([1, 2, 5]);
  expect([one.list(), one.length, one.and(3).length]).toEqual([[1, 2], 2, 3]);
  expect(Chain.of([]).list()).toEqual([]);
});

test('holds lists as they are', () => {
  expect(
    Chain.of([[1]])
      .and([2])
      .list(),
  ).toEqual([[1], [2]]);
});

test('is not copied when it grows', () => {
  let reads = 0;
  const items = new Proxy([1, 2, 3], {
    get(target, name) {
      if (typeof name === 'string' && /^\d/.test(name)) reads++;
      return Reflect.get(target, name);
    },
  });
  let chain = Chain.of(items);
  const before = reads;
  for (let n = 0; n < 1000; n++) chain = chain.and(n);

  expect(reads).toBe(before);
  expect(chain.list()).toHaveLength(1003);
});
