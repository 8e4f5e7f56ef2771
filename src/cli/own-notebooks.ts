/** The notebooks that belong to the package: what is run if nothing is said, and what a line that works is shown with. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../jupyter/kernel-home.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { relativeToHere } from './outcome.js';

/** In the order of their names. */
export function ownNotebooks(): string[] {
  const folder = join(packageRoot, 'notebooks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  if (names.length === 0)
    throw new InputError([`there is no notebook in '${folder}'`], 'aliaslab run NOTEBOOK');
  return names.sort().map((name) => join(folder, name));
}

/** A line that works, whatever folder it is typed in. */
export function workingLine(command: string): string {
  const [first = ''] = ownNotebooks();
  return `aliaslab ${command} ${shellWord(relativeToHere(first))}`;
}
