/** `aliaslab start`: the main job, from notebooks to pages that are served. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import { aliaslab, temporaryFolder } from './command.js';

function notebook(folder: string, name: string, code: string): string {
  const path = join(folder, name);
  const cells = [
    {
      cell_type: 'markdown',
      metadata: {},
      source: `# The *title* of ${name}\n\nA [link](x), and\nmore.\n\nNot this.`,
    },
    { cell_type: 'code', metadata: {}, source: code, outputs: [], execution_count: null },
  ];
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
  return path;
}

test('--once runs the notebooks, writes a page of each and one that lists them, and ends', () => {
  const folder = temporaryFolder();
  const out = join(folder, 'pages');
  const paths = [
    notebook(folder, 'one.ipynb', "'seven ' + (3 + 4)"),
    notebook(folder, 'two words.ipynb', '1'),
  ];

  const { status, stdout, wroteHome } = aliaslab(['start', '--once', '--out', out, ...paths]);

  expect({ status, wroteHome }).toEqual({ status: 0, wroteHome: [] });
  expect(stdout).toMatch(
    /^one {2}cell 1 of 1\n.*one\.ipynb {2}1 cells in .* s .*one\.html\ntwo words {2}cell 1 of 1\n/,
  );
  expect(readdirSync(out).sort()).toEqual(['index.html', 'one.html', 'two words.html']);
  expect(readFileSync(join(out, 'one.html'), 'utf8')).toContain('seven 7');
  const index = readFileSync(join(out, 'index.html'), 'utf8');
  expect(index).toContain(
    '<a href="two%20words.html">The title of two words.ipynb</a><p>A link, and more.</p>',
  );
});

test('names the notebook, the cell and the error of each that fails, and ends with exit code 1', () => {
  const folder = temporaryFolder();
  const paths = ['b.ipynb', 'a.ipynb'].map((name) =>
    notebook(folder, name, `throw new Error('in ${name}');`),
  );

  const { status, stderr } = aliaslab(['start', '--out', folder, ...paths]);

  expect(status).toBe(1);
  expect(stderr).toMatch(
    /b\.ipynb, cell 2 failed:\n(.*\n)* {2}Error: in b\.ipynb\n(.*\n)*.*a\.ipynb, cell 2 failed:\n/,
  );
});

test('serves the pages, and nothing beside them, at an address that it prints, until it is interrupted', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.env'), 'secret');
  const path = notebook(folder, 'one.ipynb', "'served ' + 7");

  const child = spawn(process.execPath, [commandPath, 'start', '--json', '--out', folder, path], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [printed] = await once(child.stdout, 'data');
  const { address, pages } = JSON.parse(String(printed));
  const page = await (await fetch(address + pages[0].href)).text();
  const beside = await fetch(`${address}.env`);
  child.kill('SIGINT');

  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(page).toContain('served 7');
  expect(beside.status).toBe(404);
  expect((await once(child, 'close'))[0]).toBe(0);
});
