/** Jupyter's own programs, where they are installed, and a place where they find the aliaslab kernel. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installKernelspec } from '../../src/jupyter/kernelspec.js';
import { temporaryFolder } from './talk.js';

/** The first Python that has the module: Debian's own need not be the first on the PATH. */
export const pythonWith = (module: string) =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`]).status === 0,
  );

/** What a test's name says where it is skipped. */
export const unless = (there: unknown, what: string) =>
  there === undefined ? ` (skipped: ${what} is not installed)` : '';

/** A folder with the kernelspec and an empty home folder, and the environment that leads Jupyter to it. */
export async function withKernel() {
  const folder = temporaryFolder();
  await installKernelspec({ prefix: folder });
  return { folder, ...jupyterIn(folder) };
}

/** An environment in which Jupyter reads and writes in `folder` alone, with an empty home folder there. */
export function jupyterIn(folder: string) {
  const home = join(folder, 'home');
  mkdirSync(home);
  const own = (name: string) => join(folder, name);
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    JUPYTER_PATH: own('share/jupyter'),
    JUPYTER_CONFIG_DIR: own('config'),
    JUPYTER_DATA_DIR: own('data'),
    JUPYTER_RUNTIME_DIR: own('runtime'),
    IPYTHONDIR: own('ipython'),
  };
  return { home, env };
}
