/**
 * Every committed notebook has the same outputs on stock tslab as on the aliaslab kernel. It runs in a folder into which
 * aliaslab was installed, as a reader's: in this one the compiler would also read the types that our tests need.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { stockTslab } from '../jupyter/talk.js';

const folder = join(packageRoot, 'notebooks');
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'aliaslab-stock-'));
  const modules = join(cwd, 'node_modules');
  mkdirSync(modules);
  symlinkSync(packageRoot, join(modules, 'aliaslab'), 'junction');
  symlinkSync(join(packageRoot, 'node_modules', 'arquero'), join(modules, 'arquero'), 'junction');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test.each(names)(
  '%s gives the same outputs on stock tslab',
  async (name) => {
    const saved = readNotebook(join(folder, name));

    const { notebook, failure } = await runNotebook(saved, { cwd, kernel: stockTslab });

    expect(failure).toBeUndefined();
    expect(outputsOf(notebook.cells)).toEqual(outputsOf(saved.cells));
  },
  120_000,
);

function outputsOf(cells: readonly { cell_type: string; outputs?: unknown }[]): unknown[] {
  return cells.map(({ outputs }) => outputs);
}
