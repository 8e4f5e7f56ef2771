/** The kernelspec: the small folder by which Jupyter finds the aliaslab kernel. Written from Node, no Python. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../units/problems.js';
import { commandPath, workFolders } from './kernel-home.js';
import { kernelLogo } from './kernelspec-logo.js';

/** Where a kernelspec goes; inside the project, or the current folder, if nothing is said. */
export interface KernelspecPlace {
  /** PREFIX/share/jupyter/kernels, as for a Python environment. */
  prefix?: string;
  /** The Jupyter data folder of this user. */
  user?: boolean;
}

/** What Jupyter reads from kernel.json. */
export function kernelspec(): Record<string, unknown> {
  return {
    argv: [process.execPath, commandPath, 'kernel', 'run', '--connection-file', '{connection_file}'],
    display_name: 'aliaslab (TypeScript)',
    language: 'typescript',
    interrupt_mode: 'signal',
  };
}

/** Writes the kernelspec; gives the folder written. */
export async function installKernelspec(place: KernelspecPlace = {}): Promise<string> {
  const folder = kernelspecFolder(place);
  const png = await kernelLogo.png();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kernel.json'), `${JSON.stringify(kernelspec(), null, 1)}\n`);
  writeFileSync(join(folder, 'logo-svg.svg'), kernelLogo.svg);
  writeFileSync(join(folder, 'logo-64x64.png'), png);
  return folder;
}

/** Removes the kernelspec; gives the folder that is gone, whether or not it was there. */
export function uninstallKernelspec(place: KernelspecPlace = {}): string {
  const folder = kernelspecFolder(place);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/** The folder of the kernelspec. Throws an InputError where two places are asked for. */
export function kernelspecFolder({ prefix, user = false }: KernelspecPlace = {}): string {
  if (prefix !== undefined && user) {
    throw new InputError(
      ['--prefix and --user name two places, the kernelspec goes to one'],
      'aliaslab kernel install --user',
    );
  }
  if (prefix === '')
    throw new InputError(
      ["--prefix must name a folder, not ''"],
      'aliaslab kernel install --prefix ~/jupyter',
    );
  if (prefix !== undefined) return join(resolve(prefix), 'share', 'jupyter', 'kernels', 'aliaslab');
  return join(user ? userData() : workFolders().jupyter, 'kernels', 'aliaslab');
}

/** What `JUPYTER_PATH` has to name for Jupyter to find a kernelspec in this place; undefined where it looks anyway. */
export function jupyterPathFor(place: KernelspecPlace): string | undefined {
  return place.user ? undefined : dirname(dirname(kernelspecFolder(place)));
}

/** The data folder of Jupyter for this user, as Jupyter itself looks for it. */
function userData(): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA } = process.env;
  if (JUPYTER_DATA_DIR) return resolve(JUPYTER_DATA_DIR);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'jupyter');
  return join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'jupyter');
}
