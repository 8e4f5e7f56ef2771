/** Every committed notebook has the same outputs on stock tslab as on the aliaslab kernel. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { stockTslab } from '../jupyter/talk.js';

const folder = join(packageRoot, 'notebooks');
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

test.each(names)(
  '%s gives the same outputs on stock tslab',
  async (name) => {
    const saved = readNotebook(join(folder, name));

    const { notebook, failure } = await runNotebook(saved, { cwd: folder, kernel: stockTslab });

    expect(failure).toBeUndefined();
    expect(outputsOf(notebook.cells)).toEqual(outputsOf(saved.cells));
  },
  120_000,
);

function outputsOf(cells: readonly { cell_type: string; outputs?: unknown }[]): unknown[] {
  return cells.map(({ outputs }) => outputs);
}
