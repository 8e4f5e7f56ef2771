/**
 * Which types a cell has without an import. The compiler gives it whatever lies in a node_modules/@types beside or above the
 * notebook; in a checkout of aliaslab these are also the types that aliaslab itself is compiled with. They are not the
 * reader's, and reading them all takes as long as a cell does.
 */

import { join, resolve } from 'node:path';
import { packageRoot } from '../kernel-home.js';
import { compiler } from '../tslab/compiler.js';

/** Call before the compiler starts: of aliaslab's own types, cells see those of Node. Imports find them all. */
export function hideOwnTypes(): void {
  const own = join(packageRoot, 'node_modules', '@types');
  const { sys } = compiler;
  const { getDirectories } = sys;
  sys.getDirectories = (path) => {
    const found = getDirectories(path);
    return resolve(path) === own ? found.filter((name) => name === 'node') : found;
  };
}
