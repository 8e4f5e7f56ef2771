/**
 * `aliaslab jupyter`: opens the notebooks in the reader's own Jupyter; all it writes stays inside the project, or
 * the current folder of an installed package.
 */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Command } from 'commander';
import { workFolders } from '../jupyter/kernel-home.js';
import { installKernelspec } from '../jupyter/kernelspec.js';
import { Failed, relativeToHere } from './outcome.js';

export function jupyterCommand(): Command {
  return new Command('jupyter')
    .description(
      `open Jupyter (lab or notebook, whichever is on the PATH) in ${relativeToHere(workFolders().notebooks)}`,
    )
    .argument('[arguments...]', "'lab' or 'notebook' to choose, and whatever else Jupyter is to be given")
    .allowUnknownOption()
    .passThroughOptions()
    .action(openJupyter);
}

async function openJupyter(given: string[]): Promise<void> {
  const chosen = given[0] === 'lab' || given[0] === 'notebook' ? [given[0]] : undefined;
  const rest = chosen === undefined ? given : given.slice(1);
  const names = (chosen ?? ['lab', 'notebook']).map((name) => `jupyter-${name}`);
  const program = names.map(onPath).find((path) => path !== undefined);
  if (program === undefined) {
    throw new Failed(
      `${names.join(' or ')} is not on the PATH: get it with 'pip install notebook' or 'apt-get install jupyter-notebook' ('npm start' shows the notebooks without it)`,
    );
  }
  await installKernelspec();
  const { jupyter, notebooks } = workFolders();
  const child = spawn(program, [notebooks, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, ...jupyterEnvironment(jupyter) },
    shell: process.platform === 'win32',
  });
  // Ctrl-C reaches Jupyter too, which asks before it ends: wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0 && code !== null) throw new Failed(`Jupyter ended with exit code ${code}`);
}

/** Where Jupyter looks and writes: one folder, and nothing in the home folder. */
function jupyterEnvironment(folder: string): Record<string, string> {
  const path = process.env.JUPYTER_PATH;
  return {
    JUPYTER_PATH: path ? folder + delimiter + path : folder,
    JUPYTER_CONFIG_DIR: join(folder, 'config'),
    JUPYTER_DATA_DIR: join(folder, 'data'),
    JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
    IPYTHONDIR: join(folder, 'ipython'),
  };
}

function onPath(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run: the next folder of the PATH is looked at.
    return false;
  }
}
