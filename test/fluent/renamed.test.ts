/** Old names give what the new ones do, and say what those are. */
import fs from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Face = typeof import('../../src/index.js');

let face: Face;
let told: string[];

beforeEach(async () => {
  // Each old name is told of once in a process: the library is loaded anew.
  vi.resetModules();
  face = await import('../../src/index.js');
  told = [];
  vi.spyOn(fs, 'writeSync').mockImplementation((_file, text) => {
    told.push(String(text));
    return 0;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const file = () => face.daxFile('mail.dat').pages(8);
const run = () =>
  face
    .scenario()
    .store(face.alias(file().page(5)), 'hello')
    .run();
const views = () => face.twoViews(face.traceOf(' S 1000,8\n L 1000,8\n')).reading('8 B').every(1);
const both = () => [face.none(), face.congruent()];

const NAMES: Readonly<Record<string, readonly [is: string, old: () => unknown, now: () => unknown]>> = {
  'mapping().pages()': [
    'mapping().from()',
    () => face.mapping(file()).pages(5, 2),
    () => face.mapping(file()).from(5, 2),
  ],
  'machine().pages()': [
    'machine().pageSize()',
    () => face.machine().pages('8 KiB'),
    () => face.machine().pageSize('8 KiB'),
  ],
  'run.cost()': ['run.price()', () => run().cost({ fill: 60 }), () => run().price({ fill: 60 })],
  'plans().coherent': [
    'plans().count',
    () => face.prove(face.processor('Cortex-A9')).plans().coherent,
    () => face.prove(face.processor('Cortex-A9')).plans().count,
  ],
  'prices().strategies()': [
    'prices().using()',
    () => face.prices().strategies({ window: face.congruent() }),
    () => face.prices().using({ window: face.congruent() }),
  ],
  'sweep().writing()': [
    'sweep().writePolicies()',
    () => face.sweep(face.traceOf(' L 1000,8')).writing('through'),
    () => face.sweep(face.traceOf(' L 1000,8')).writePolicies('through'),
  ],
  'twoViews().costing()': [
    'twoViews().costs()',
    () => views().costing({ fill: 60 }),
    () => views().costs({ fill: 60 }),
  ],
  'twoViews().window()': [
    'twoViews().memory()',
    () => views().window('1 MiB'),
    () => views().memory('1 MiB'),
  ],
  'twoViews().prices([…])': [
    'twoViews().using(…).prices()',
    () => views().prices(both()),
    () =>
      views()
        .using(...both())
        .prices(),
  ],
  'twoViews().pricesOver()': [
    'twoViews().over()',
    () => views().pricesOver('every', [1, 2], both()),
    () =>
      views()
        .using(...both())
        .over('every', [1, 2]),
  ],
};

test.each(Object.entries(NAMES))('%s goes on working for one release', async (name, [is, old, now]) => {
  const before = JSON.stringify(await old());
  await old();

  expect(before).toBe(JSON.stringify(await now()));
  expect(told).toEqual([`aliaslab: ${name} is now ${is}, and the old name goes in the next release\n`]);
});

test('without strategies, pricesOver() has the usual ones', async () => {
  const old = await views().pricesOver('every', [1]);

  expect(old.toJSON()).toEqual((await views().over('every', [1])).toJSON());
  expect(old.rows.map(({ strategy }) => strategy.kind)).toEqual([
    'none',
    'flush plan',
    'flush plan',
    'flush plan',
    'congruent',
    'uncached',
    'flush plan',
  ]);
});
