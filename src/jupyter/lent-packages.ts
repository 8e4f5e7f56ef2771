/**
 * Which packages a notebook in any folder can import, though its folder has no copy of its own: aliaslab, and the arquero that it
 * brings along. Their types are lent by compiler/lend-types.ts, the modules by cells/lend-modules.ts.
 */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from './kernel-home.js';

/** The folder of each package that is lent to cells in `folder`, by its name. */
export function lentPackages(folder: string): ReadonlyMap<string, string> {
  const lent = new Map<string, string>();
  for (const name of ['aliaslab', 'arquero']) {
    const own = name === 'aliaslab' ? packageRoot : installed(name, packageRoot);
    if (own !== undefined && installed(name, folder) === undefined) lent.set(name, own);
  }
  return lent;
}

/** The folder of an installed package, looked for in `from` and upward as Node does. */
function installed(name: string, from: string): string | undefined {
  const found = join(from, 'node_modules', name);
  if (existsSync(join(found, 'package.json'))) return found;
  const parent = dirname(from);
  return parent === from ? undefined : installed(name, parent);
}
