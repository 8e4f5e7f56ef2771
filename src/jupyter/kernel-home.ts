/** Where the running package lives, and which it is. Loads nothing, so that the command starts quickly. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the running package, without a slash at its end. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The version of the running package. */
export const packageVersion: string = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).version;

/** Whether the running package is the project itself, with its sources, and not one that npm has installed. */
const isCheckout = existsSync(join(packageRoot, 'src'));

/** Where what the command writes goes, if nothing is said: each is out of the way of what a package manager owns. */
export interface WorkFolders {
  /** What Jupyter writes, and the kernelspec; name it in `JUPYTER_PATH`. */
  jupyter: string;
  /** The pages of executed notebooks. */
  pages: string;
  /** The notebooks that Jupyter opens. */
  notebooks: string;
}

/**
 * The folders of the project; for an installed package, folders inside the current one, because npm overwrites
 * and removes the package's own.
 */
export function workFolders(): WorkFolders {
  if (isCheckout) {
    return {
      jupyter: join(packageRoot, '.jupyter'),
      pages: join(packageRoot, 'dist', 'pages'),
      notebooks: join(packageRoot, 'notebooks'),
    };
  }
  const here = process.cwd();
  return { jupyter: join(here, '.aliaslab'), pages: join(here, 'aliaslab-pages'), notebooks: here };
}

/** The program that the `aliaslab` command starts. */
export const commandPath = join(packageRoot, 'dist', 'cli', 'main.js');
