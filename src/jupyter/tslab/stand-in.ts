/** Modules that stand in for some of tslab's own: whoever loads those by `require` meets these. */

import Module, { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Puts `exports` where `require` finds the module of this name, as tslab itself looks for it. */
export function standIn(name: string, exports: object): void {
  const path = createRequire(load.resolve('tslab/dist/executor.js')).resolve(name);
  const module = new Module(path);
  Object.assign(module, { filename: path, loaded: true, exports });
  load.cache[path] = module;
}
