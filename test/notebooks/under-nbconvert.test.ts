/** Every committed notebook, run by nbconvert on the aliaslab kernel in another folder, is the same file byte for byte. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { pythonWith, unless, withKernel } from '../jupyter/jupyter-installed.js';

const nbconvertPython = pythonWith('nbconvert, nbclient');
const committed = readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb'));

test.skipIf(nbconvertPython === undefined).each(committed)(
  `nbconvert runs %s to the same file, in any folder${unless(nbconvertPython, 'jupyter-nbconvert')}`,
  async (name) => {
    const { folder, env } = await withKernel();
    const original = join(packageRoot, 'notebooks', name);
    const copy = join(folder, name);
    copyFileSync(original, copy);

    const options = [
      '--to',
      'notebook',
      '--execute',
      '--inplace',
      '--ExecutePreprocessor.record_timing=False',
    ];
    const converted = spawnSync(nbconvertPython!, ['-m', 'nbconvert', ...options, copy], {
      env,
      encoding: 'utf8',
    });

    expect(converted.stderr).toContain('Writing');
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(original, 'utf8'));
  },
  120_000,
);
