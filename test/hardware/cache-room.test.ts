/** Caches have room for so many lines together; what needs more is refused before anything is made. */
import { expect, test } from 'vitest';
import { cache, machine, replay, scenario, sweep, traceOf } from '../../src/index.js';

const trace = traceOf(' L 1000,8\n S 2000,8');
const works = (lines: string) =>
  new RegExp(`${lines} lines .* is more than the [\\d,]+ that one run has room for.*\\n {2}try: `, 's');

test('a replay through 1 GiB in lines of 4 B says so at once', async () => {
  const large = replay(trace).on(cache().size('1 GiB').line(4).ways(1));

  await expect(large.run()).rejects.toThrow(works('268,435,456'));
  await expect(large.misses()).rejects.toThrow(
    'a cache of 268,435,456 lines (1 GiB in lines of 4 B) is more',
  );
});

test('caches of one replay count together', async () => {
  const half = cache().size('512 MiB').line(32).ways(1);

  await expect(replay(trace).on(half, half, half).run()).rejects.toThrow(
    '3 caches of 50,331,648 lines (512 MiB in lines of 32 B in the largest) is more than the 33,554,432',
  );
});

test('with data there is room for less', async () => {
  const large = replay(trace).on(cache().size('256 MiB').line(32).ways(1)).carryingData();

  await expect(large.run()).rejects.toThrow('a cache with data of 8,388,608 lines');
});

test('a large cache is gone through, and its dirty lines are counted where they are', async () => {
  const run = await replay(trace)
    .on(cache().size('256 MiB').line(64).ways(1), cache().size('1 MiB').random())
    .run();

  expect(run.toJSON().rows.map(({ counts }) => counts.dirtyAtEnd)).toEqual([1, 1]);
});

test('a sweep has as many lines as a replay, and so many combinations', async () => {
  const large = sweep(trace).sizes('1 GiB', '512 MiB').lines(4).ways(1);
  const many = Array.from({ length: 400 }, (_, nth) => 1024 * (nth + 1));

  await expect(large.run()).rejects.toThrow('a sweep over 2 caches of 402,653,184 lines');
  await expect(
    sweep(trace)
      .sizes(...many)
      .ways(...many)
      .run(),
  ).rejects.toThrow('a sweep over 160,000 combinations is over more than 100,000: take fewer of each');
});

test('a machine has room for the caches of all its cores', () => {
  const large = cache().size('1 GiB').line(4).ways(1);

  expect(() => scenario(machine(large)).maintainCache('flush').run()).toThrow('a cache of 268,435,456 lines');
  expect(() =>
    scenario(machine(cache().size('512 MiB')).cores(4))
      .maintainCache('flush')
      .run(),
  ).toThrow('4 caches of 67,108,864 lines');
});
