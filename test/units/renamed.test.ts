/** A name that was changed says so once, beside the outputs of a notebook and not among them. */
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

test('each old name is told of once, as a warning of Node’s', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();

  renamed('run.cost()', 'run.price()');
  renamed('machine().pages()', 'machine().pageSize()');
  renamed('run.cost()', 'run.price()');

  const how = { type: 'DeprecationWarning', code: 'ALIASLAB_RENAMED' };
  expect(warned.mock.calls).toEqual([
    ['run.cost() is now run.price(), and goes in the next release of aliaslab', how],
    ['machine().pages() is now machine().pageSize(), and goes in the next release of aliaslab', how],
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
    ['run.cost() is now run.price(), and goes in the next release of aliaslab'],
  ]);
  expect(ofTheCell).not.toHaveBeenCalled();
});
