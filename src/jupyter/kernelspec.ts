/**
 * The kernelspec: the small folder by which Jupyter finds the aliaslab kernel. Written from Node, no Python; the labextension,
 * which draws its figures, goes to the same data folder.
 */

import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../units/problems.js';
import { commandPath, workFolders } from './kernel-home.js';
import { kernelLogo } from './kernelspec-logo.js';
import { filledLabextension, labextension } from './labextension.js';
import {
  installFolders,
  isOwnFolder,
  type OwnFolder,
  type Uninstalled,
  uninstallFolder,
} from './own-folder.js';

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

/** Writes the kernelspec, and the labextension beside it; gives the folder of the first. Throws an InputError where a file there is somebody else's. */
export async function installKernelspec(place: KernelspecPlace = {}): Promise<string> {
  const own = ownKernelspec(place);
  const texts = [kernelLogo.svg, await kernelLogo.png(), `${JSON.stringify(kernelspec(), null, 1)}\n`];
  const contents = texts.map((each) => Buffer.from(each));
  await installFolders(
    [{ ...own, contents }, filledLabextension(dataFolder(place))],
    'aliaslab kernel install --prefix ANOTHER-FOLDER',
  );
  return own.folder;
}

/**
 * Removes what install wrote, if it is there, and each folder if it is empty then: the kernelspec's, and that of the labextension
 * where it is ours. Throws an InputError where the kernelspec is somebody else's, and where it may not be removed.
 */
export function uninstallKernelspec(place: KernelspecPlace = {}): {
  readonly kernelspec: Uninstalled;
  readonly labextension: Uninstalled;
} {
  const extension = labextension(dataFolder(place));
  return {
    kernelspec: uninstallFolder(ownKernelspec(place)),
    labextension: isOwnFolder(extension)
      ? uninstallFolder(extension)
      : { folder: extension.folder, left: [] },
  };
}

function ownKernelspec(place: KernelspecPlace): OwnFolder {
  return {
    folder: kernelspecFolder(place),
    what: 'a kernelspec',
    files: ['logo-svg.svg', 'logo-64x64.png', 'kernel.json'],
    // It starts this package's kernel.
    isOwn: (parsed) => {
      const { argv, display_name: name } = parsed as { argv?: string[]; display_name?: unknown };
      const own = kernelspec().argv as string[];
      return String(name).startsWith('aliaslab') && isDeepStrictEqual(argv?.slice(2), own.slice(2));
    },
  };
}

/** Jupyter's data folder in this place. */
function dataFolder(place: KernelspecPlace): string {
  return dirname(dirname(kernelspecFolder(place)));
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
  return place.user ? undefined : dataFolder(place);
}

/** The data folder of Jupyter for this user, as Jupyter itself looks for it. */
function userData(): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA } = process.env;
  if (JUPYTER_DATA_DIR) return resolve(JUPYTER_DATA_DIR);
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'jupyter');
  if (process.platform === 'darwin') return join(home(), 'Library', 'Jupyter');
  return join(XDG_DATA_HOME || join(home(), '.local', 'share'), 'jupyter');
}

/** Throws an InputError where HOME is empty: what is meant for this user would go into the current folder. */
function home(): string {
  const folder = homedir();
  if (folder !== '') return folder;
  throw new InputError(
    ['HOME is empty, and so there is no folder of this user'],
    'aliaslab kernel install --prefix FOLDER',
  );
}
