/** The kernelspec: the small folder by which Jupyter finds the aliaslab kernel. Written from Node, no Python. */

import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkWritable, makeFolder, type WriteRules, writeFile } from '../node/write-file.js';
import { asRefusal } from '../node/write-refusal.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
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

/** The files of a kernelspec. `kernel.json` is the last: Jupyter finds the kernel by it, and so do we what is ours. */
const SPEC = 'kernel.json';
const FILES = ['logo-svg.svg', 'logo-64x64.png', SPEC];

/** Writes the kernelspec; gives the folder written. Throws an InputError where a file there is somebody else's. */
export async function installKernelspec(place: KernelspecPlace = {}): Promise<string> {
  const folder = kernelspecFolder(place);
  const works = 'aliaslab kernel install --prefix ANOTHER-FOLDER';
  const contents = [kernelLogo.svg, await kernelLogo.png(), `${JSON.stringify(kernelspec(), null, 1)}\n`];
  const isOurs = isOwnSpec(join(folder, SPEC));
  makeFolder(folder, works);
  const files = FILES.map((name, i) => ({ path: join(folder, name), content: Buffer.from(contents[i]!) }));
  const rules = (content: Uint8Array): WriteRules => ({
    works,
    instead: `mv ${shellWord(folder)} ${shellWord(`${folder}.old`)}`,
    replaces: (path) => isOurs || readFileSync(path).equals(content),
  });
  for (const { path, content } of files) checkWritable(path, rules(content));
  for (const { path, content } of files) await writeFile(path, content, rules(content));
  return folder;
}

/** What became of a kernelspec. */
export interface Uninstalled {
  readonly folder: string;
  /** What is still in the folder, because install did not write it. */
  readonly left: readonly string[];
}

/**
 * Removes what install wrote, if it is there, and the folder if it is empty then. Throws an InputError where the kernelspec is
 * somebody else's, and where it may not be removed.
 */
export function uninstallKernelspec(place: KernelspecPlace = {}): Uninstalled {
  const folder = kernelspecFolder(place);
  if (!existsSync(folder)) return { folder, left: [] };
  const spec = join(folder, SPEC);
  try {
    if (existsSync(spec) && !isOwnSpec(spec)) {
      throw new InputError(
        [`'${spec}' is not a kernelspec of aliaslab, and stays as it is`],
        `rm ${shellWord(spec)}`,
      );
    }
    if (existsSync(spec)) for (const name of FILES) rmSync(join(folder, name), { force: true });
    const left = readdirSync(folder);
    if (left.length === 0) rmdirSync(folder);
    return { folder, left };
  } catch (error) {
    const words = { EACCES: 'its files may not be removed', EPERM: 'its files may not be removed' };
    throw asRefusal(error, { name: `'${folder}'`, works: `ls -l ${shellWord(folder)}` }, words);
  }
}

/** Whether this kernel.json was written by install, of whatever release: it starts this package's kernel. An empty one is nobody's. */
function isOwnSpec(file: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  const text = readFileSync(file, 'utf8');
  if (text === '') return true;
  try {
    const { argv, display_name: name } = JSON.parse(text);
    const own = kernelspec().argv as string[];
    return String(name).startsWith('aliaslab') && isDeepStrictEqual(argv?.slice(2), own.slice(2));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
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
