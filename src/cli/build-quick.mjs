/**
 * Puts the commands of quick.ts and all that they need into one built file: the library, and the packages that it imports, because
 * arquero alone is read from more than a hundred files. Their licenses stand at its end.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenseOf, packagesOf } from '../explain/page/passed-on.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const outfile = join(root, 'dist', 'cli', 'quick.js');

const { metafile, outputFiles } = await build({
  entryPoints: [join(here, 'quick.ts')],
  absWorkingDir: root,
  outfile,
  write: false,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  // Names of classes and functions are in messages.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // A package that is no ES module asks for Node's own by `require`.
  banner: {
    js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
  },
});

/** What whoever passes these packages on has to pass on with them, as one comment. */
function licensesOf(files) {
  const texts = [...new Set(packagesOf(files))].sort().map((name) => {
    const { title, text } = licenseOf(root, name);
    if (text === undefined) throw new Error(`${name} has no license to pass on`);
    return `${title}\n\n${text}`;
  });
  return `/*\n${texts.join('\n\n').replaceAll('*/', '* /')}\n*/`;
}

mkdirSync(dirname(outfile), { recursive: true });
writeFileSync(outfile, `${outputFiles[0].text}${licensesOf(Object.keys(metafile.inputs))}\n`);
