/** Lets cells import the packages that are lent to their folder. */

import Module, { createRequire } from 'node:module';
import { lentPackages } from '../lent-packages.js';

/** An import that is found nowhere else is looked for once more from inside the running package. */
export function lendModules(folder: string): void {
  const lent = lentPackages(folder);
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
