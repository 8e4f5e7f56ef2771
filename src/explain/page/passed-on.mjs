/** The packages that are built into a file, and what whoever passes them on has to pass on with them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the packages that these files come from. */
export function packagesOf(files) {
  return files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
}

/** The license of a package below this folder: what it is called, and its text, where the package has one. */
export function licenseOf(root, name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file && readFileSync(join(folder, file), 'utf8').trim();
  return { title: `${name} ${version} (${license})`, text };
}
