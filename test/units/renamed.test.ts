/** A name that was changed says so once, beside the outputs of a notebook and not among them. */
import fs from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Renamed = typeof import('../../src/units/renamed.js');

let renamed: Renamed['renamed'];

async function freshly(): Promise<Renamed['renamed']> {
  vi.resetModules();
  const module: Renamed = await import('../../src/units/renamed.js');
  return module.renamed;
}

beforeEach(async () => {
  renamed = await freshly();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('each old name is told of once, past the process’s own streams, which belong to a cell', () => {
  const written = vi.spyOn(fs, 'writeSync').mockReturnValue(0);

  renamed('run.cost()', 'run.price()');
  renamed('machine().pages()', 'machine().pageSize()');
  renamed('run.cost()', 'run.price()');

  expect(written.mock.calls).toEqual([
    [2, 'aliaslab: run.cost() is now run.price(), and the old name goes in the next release\n'],
    [
      2,
      'aliaslab: machine().pages() is now machine().pageSize(), and the old name goes in the next release\n',
    ],
  ]);
});

test('where there is no process, the console that was there first is told', async () => {
  const first = vi.spyOn(console, 'warn').mockReturnValue();
  const inPage = await freshly();
  const ofTheCell = vi.fn();
  console.warn = ofTheCell;
  vi.stubGlobal('process', undefined);

  inPage('run.cost()', 'run.price()');

  expect(first.mock.calls).toEqual([
    ['aliaslab: run.cost() is now run.price(), and the old name goes in the next release'],
  ]);
  expect(ofTheCell).not.toHaveBeenCalled();
});

test('a terminal that is gone stops nobody', () => {
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw new Error('EPIPE');
  });

  expect(() => renamed('run.cost()', 'run.price()')).not.toThrow();
});
