/**
 * The kernel under Jupyter's own programs, where these are installed: its suite for kernels, and nbconvert,
 * which must make the same file of a notebook as aliaslab does, byte for byte.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { parseNotebook } from '../../src/jupyter/notebook-parse.js';
import { notebookText } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { pythonWith, unless, withKernel } from './jupyter-installed.js';

const suitePython = pythonWith('jupyter_kernel_test');
const nbconvertPython = pythonWith('nbconvert, nbclient');

test.skipIf(suitePython === undefined)(
  `the kernel passes Jupyter's own suite for kernels${unless(suitePython, 'python3-jupyter-kernel-test')}`,
  async () => {
    const { env } = await withKernel();

    const suite = join(packageRoot, 'test/jupyter/kernel_messages.py');
    const { stderr, status } = spawnSync(suitePython!, ['-B', suite, '-v'], { env, encoding: 'utf8' });

    expect(stderr.split('\n').filter((line) => / \.\.\. /.test(line) && !/ ok$/.test(line))).toEqual([
      // The kernel has no way for a cell to clear its output, and no pager.
      expect.stringMatching(/^test_clear_output .* skipped/),
      expect.stringMatching(/^test_pager .* skipped/),
    ]);
    expect(status).toBe(0);
  },
);

test.skipIf(nbconvertPython === undefined)(
  `nbconvert makes the same file of a notebook as aliaslab does${unless(nbconvertPython, 'jupyter-nbconvert')}`,
  async () => {
    const { folder, home, env } = await withKernel();
    const original = join(packageRoot, 'test/fixtures/kinds-of-output.ipynb');
    const copy = join(folder, 'copy.ipynb');
    copyFileSync(original, copy);

    const options = [
      '--ExecutePreprocessor.record_timing=False',
      '--ExecutePreprocessor.kernel_name=aliaslab',
    ];
    const converted = spawnSync(
      nbconvertPython!,
      ['-m', 'nbconvert', '--to', 'notebook', '--execute', '--inplace', ...options, copy],
      { env, encoding: 'utf8' },
    );
    const { notebook } = await runNotebook(parseNotebook(readFileSync(original, 'utf8')));

    expect(converted.stderr).toContain('Writing');
    expect(readFileSync(copy, 'utf8')).toBe(notebookText(notebook));
    expect(notebookText(notebook)).toContain('the last cell was run');
    expect(readdirSync(home)).toEqual([]);
  },
);
