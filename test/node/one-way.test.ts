/** Files are written in one way: nothing outside src/node imports what would write them in another. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../../src');

/** Why a file may write by itself. */
const BY_THEMSELVES: Record<string, string> = {
  'jupyter/cells/own.ts': 'no file: what cells do is told to the kernel through a pipe',
  'jupyter/client-process.ts': 'a connection file, in a new folder that only this user can read',
};

/** What of node:fs makes a file, changes one, or takes the place of one. (A file may be opened to be read.) */
const WRITES =
  /^((write|append|copy)File|write|cp|rename|link|symlink|truncate|mkdir|open|promises|createWriteStream)(Sync)?$/;

function writersIn(text: string): string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from '(?:node:)?fs(?:\/promises)?'/g)];
  const names = imports.flatMap(([, list]) => list!.split(',').map((name) => name.trim().split(' ')[0]!));
  return names.filter((name) => WRITES.test(name));
}

test('only where a reason is given does anything else write', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const writers = files.filter(
    (file) =>
      !file.startsWith('node/') &&
      writersIn(readFileSync(join(SOURCE, file), 'utf8')).some((name) => name !== 'openSync'),
  );

  expect(files.length).toBeGreaterThan(100);
  expect(writers.sort()).toEqual(Object.keys(BY_THEMSELVES).sort());
});

test.each([
  ["import { readFileSync, writeFileSync } from 'node:fs';", ['writeFileSync']],
  ["import { createWriteStream } from 'node:fs';", ['createWriteStream']],
  ["import { rename, open } from 'node:fs/promises';", ['rename', 'open']],
  ["import { mkdirSync, renameSync } from 'fs';", ['mkdirSync', 'renameSync']],
  ["import { existsSync, mkdtempSync, readFileSync } from 'node:fs';", []],
])('%s imports %j', (line, names) => {
  expect(writersIn(line)).toEqual(names);
});
