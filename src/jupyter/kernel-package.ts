/**
 * Lets a notebook in any folder import aliaslab, and the arquero that it brings along: where the folder has
 * no copy of its own, imports and their types are found in the running package.
 */

import { existsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { packageRoot } from './kernel-home.js';
import { compiler } from './tslab.js';

/** Call before the compiler starts. Cells run in `folder`. */
export function lendPackages(folder: string): void {
  const lent = new Map<string, string>();
  for (const name of ['aliaslab', 'arquero']) {
    const own = name === 'aliaslab' ? packageRoot : installed(name, packageRoot);
    if (own !== undefined && installed(name, folder) === undefined) lent.set(name, own);
  }
  if (lent.size === 0) return;
  lendTypes(folder, lent);
  lendModules(lent);
}

/** The folder of an installed package, looked for in `from` and upward as Node does. */
function installed(name: string, from: string): string | undefined {
  const found = join(from, 'node_modules', name);
  if (existsSync(join(found, 'package.json'))) return found;
  const parent = dirname(from);
  return parent === from ? undefined : installed(name, parent);
}

/** The compiler sees FOLDER/node_modules/NAME, and takes it for a link to the lent package. */
function lendTypes(folder: string, lent: ReadonlyMap<string, string>): void {
  const seen = [...lent].map(([name, own]) => ({
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

/** An import that is found nowhere else is looked for once more from inside the running package. */
function lendModules(lent: ReadonlyMap<string, string>): void {
  const own = createRequire(import.meta.url);
  const loader = Module as unknown as { _resolveFilename(request: string, ...rest: unknown[]): string };
  const resolve = loader._resolveFilename;
  let lending = false;
  loader._resolveFilename = function (request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
      if (lending || !missing || !lent.has(request)) throw error;
      lending = true;
      try {
        return own.resolve(request);
      } finally {
        lending = false;
      }
    }
  };
}
