/**
 * Puts the commands of quick.ts and all that they need into one built file: the library, and the packages that it imports, because
 * arquero alone is read from more than a hundred files. Their licenses stand at its end.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const outfile = join(root, 'dist', 'cli', 'quick.js');

const options = {
  entryPoints: [join(here, 'quick.ts')],
  absWorkingDir: root,
  outfile,
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
};

/** What whoever passes these packages on has to pass on with them, as one comment. */
function licensesOf(files) {
  const names = new Set(
    files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  );
  const texts = [...names].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} has no license to pass on`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  });
  return `/*\n${texts.join('\n\n').replaceAll('*/', '* /')}\n*/`;
}

const { metafile } = await build({ ...options, write: false });
await build({ ...options, footer: { js: licensesOf(Object.keys(metafile.inputs)) } });
