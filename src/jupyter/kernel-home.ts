/** Where the running package lives, and which it is. Loads nothing, so that the command starts quickly. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the running package, without a slash at its end. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The version of the running package. */
export const packageVersion: string = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).version;

/** The program that the `aliaslab` command starts. */
export const commandPath = join(packageRoot, 'dist', 'cli', 'main.js');
