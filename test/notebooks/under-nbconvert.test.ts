/** Every committed notebook, run by nbconvert on the aliaslab kernel in another folder, is the same file byte for byte. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { installKernelspec } from '../../src/jupyter/kernelspec.js';
import { notebookText, readNotebook } from '../../src/jupyter/notebook-text.js';
import { jupyterIn, pythonWith, unless } from '../jupyter/jupyter-installed.js';

const nbconvertPython = pythonWith('nbconvert, nbclient');
const names = readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb'));

describe.skipIf(nbconvertPython === undefined)(
  `nbconvert, in any folder${unless(nbconvertPython, 'jupyter-nbconvert')}`,
  () => {
    let folder: string;
    let said: string;

    /** One process for all of them: it starts a kernel for each, and goes on where a cell fails. */
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'aliaslab-nbconvert-'));
      await installKernelspec({ prefix: folder });
      for (const name of names) writeFileSync(join(folder, name), neverRun(name));
      const options = ['--to', 'notebook', '--execute', '--allow-errors', '--inplace'];
      const timing = '--ExecutePreprocessor.record_timing=False';
      said = await new Promise((resolve) => {
        const command = ['-m', 'nbconvert', ...options, timing, ...names];
        const { env } = jupyterIn(folder);
        execFile(nbconvertPython!, command, { cwd: folder, env }, (_failed, _stdout, stderr) =>
          resolve(stderr),
        );
      });
    }, 1_200_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each(names)('makes the same file of %s, which had no outputs', (name) => {
      expect(said).toContain(`to ${name}`);
      expect(readFileSync(join(folder, name), 'utf8')).toBe(
        readFileSync(join(packageRoot, 'notebooks', name), 'utf8'),
      );
    });
  },
);

/** A notebook as text, without what its run has left. */
function neverRun(name: string): string {
  const notebook = readNotebook(join(packageRoot, 'notebooks', name));
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, execution_count: null, outputs: [] } : cell,
  );
  return notebookText({ ...notebook, cells });
}
