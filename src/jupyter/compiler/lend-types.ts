/** Lets the compiler find the types of packages that are lent to a folder. */

import { join, sep } from 'node:path';
import { lentPackages } from '../lent-packages.js';
import { compiler } from '../tslab/compiler.js';

/** Call before a converter starts: the compiler sees FOLDER/node_modules/NAME, and takes it for a link to the lent package. */
export function lendTypes(folder: string): void {
  const seen = [...lentPackages(folder)].map(([name, own]) => ({
    from: join(folder, 'node_modules', name).split(sep).join('/'),
    own,
  }));
  const real = (path: string): string => {
    const link = seen.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return link === undefined ? path : link.own + path.slice(link.from.length);
  };
  const { sys } = compiler;
  const { fileExists, directoryExists, readFile, realpath } = sys;
  sys.fileExists = (path) => fileExists(real(path));
  sys.directoryExists = (path) => directoryExists(real(path));
  sys.readFile = (path, encoding) => readFile(real(path), encoding);
  if (realpath !== undefined) sys.realpath = (path) => realpath(real(path));
}
