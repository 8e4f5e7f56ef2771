/** Puts the commands of quick.ts and what they need of this library into one built file; packages stay outside. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

await build({
  entryPoints: [join(here, 'quick.ts')],
  outfile: join(here, '..', '..', 'dist', 'cli', 'quick.js'),
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  // Names of classes and functions are in messages.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
});
