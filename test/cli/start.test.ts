/** `aliaslab start`: the main job, from notebooks to pages that are served. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { browserCommand } from '../../src/cli/open-browser.js';
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

/** `aliaslab start` with these arguments, with what it prints, line by line; it ends with the test. */
function started(...args: string[]) {
  const child = spawn(process.execPath, [commandPath, 'start', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return {
    child,
    line: async () => String((await lines.next()).value),
    errors: () => errors,
    ended: once(child, 'close'),
  };
}

const stateOf = async (address: string) => (await fetch(`${address}state.json`)).json();

test('--once runs the notebooks, writes a page of each and one that lists them, and ends', () => {
  const folder = temporaryFolder();
  const out = join(folder, 'pages');
  const paths = [
    notebook(folder, 'one.ipynb', "'seven ' + (3 + 4)"),
    notebook(folder, 'two words.ipynb', '1'),
  ];

  const { status, stdout, wroteHome } = aliaslab(['start', '--once', '--out', out, ...paths]);

  expect({ status, wroteHome }).toEqual({ status: 0, wroteHome: [] });
  const lines = stdout
    .replace(/\d+(\.\d)? s\b/g, 'N s')
    .split('\n')
    .map((line) => line.replace(/\S*[/\\]/, ''));
  expect(lines).toHaveLength(5);
  expect(lines.slice(0, 2).map((line) => line.slice(0, 'N of 2'.length))).toEqual(['1 of 2', '2 of 2']);
  expect(
    lines
      .slice(0, 2)
      .map((line) => line.slice('N of 2  N s  '.length))
      .sort(),
  ).toEqual(['one.ipynb  checked, 1 cell in N s', 'two words.ipynb  checked, 1 cell in N s']);
  expect(lines.slice(2)).toEqual(['All 2 notebooks ran here, in N s.', 'all pages: index.html', '']);
  expect(readdirSync(out).sort()).toEqual(['index.html', 'one.html', 'two words.html']);
  const page = readFileSync(join(out, 'one.html'), 'utf8');
  expect(page).toContain('seven 7');
  expect(page).toContain('<a href="two%20words.html" rel="next"');
  expect(page).not.toContain('connect-src');
  const index = readFileSync(join(out, 'index.html'), 'utf8');
  expect(index).toContain(
    '<a href="two%20words.html">The title of two words.ipynb</a></h3>\n<p>A link, and more.</p>',
  );
});

test('goes on past a notebook that fails, whose page stays as it was saved; exit code 1 with all errors', () => {
  const folder = temporaryFolder();
  const paths = [
    ...['b.ipynb', 'a.ipynb'].map((name) => notebook(folder, name, `throw new Error('in ${name}');`)),
    notebook(folder, 'good.ipynb', "'it ' + 'ran'"),
  ];

  const { status, stdout, stderr } = aliaslab(['start', '--once', '--json', '--out', folder, ...paths]);

  expect(status).toBe(1);
  expect(stderr).toMatch(
    /b\.ipynb, cell 2 failed:\n(.*\n)* {2}Error: in b\.ipynb\n(.*\n)*.*a\.ipynb, cell 2 failed:\n/,
  );
  expect(JSON.parse(stdout).ran.map(({ came }: { came: string }) => came)).toEqual([
    'failed',
    'failed',
    'checked',
  ]);
  expect(readFileSync(join(folder, 'good.html'), 'utf8')).toContain('it ran');
  expect(readFileSync(join(folder, 'b.html'), 'utf8')).toContain(
    'It did not run: cell 2: Error: in b.ipynb. What stands here was saved.',
  );
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(
    'It did not run: cell 2: Error: in a.ipynb.',
  );
});

test('prints an address before anything runs, shows what was saved there, and then what ran', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.env'), 'secret');
  // It ends when this file is there: until then the page is as it was saved.
  const flag = join(folder, 'go');
  const path = notebook(
    folder,
    'one.ipynb',
    `const { existsSync } = require('fs');\nwhile (!existsSync(${JSON.stringify(flag)})) await new Promise((next) => setTimeout(next, 50));\n'served ' + 7`,
  );

  const { line, child, ended } = started('--json', '--out', folder, path);
  const { address, pages } = JSON.parse(await line());
  const page = address + pages[0].href;
  const saved = await (await fetch(page)).text();
  const before = await stateOf(address);
  writeFileSync(flag, '');
  const report = JSON.parse(await line());
  const ran = await (await fetch(page)).text();
  const after = await stateOf(address);
  const beside = await fetch(`${address}.env`);
  child.kill('SIGINT');

  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(saved).not.toContain('served 7');
  expect(saved).toContain(`connect-src ${address}state.json;`);
  expect(before).toMatchObject({
    done: false,
    pages: { '': { text: expect.stringMatching(/^0 of 1 notebooks have run/) } },
  });
  expect(report).toMatchObject({ ran: [{ notebook: path, came: 'checked', cells: 1 }] });
  expect(ran).toContain('served 7');
  expect(after).toMatchObject({ done: true, pages: { 'one.html': { kind: 'checked' } } });
  expect(readFileSync(join(folder, 'one.html'), 'utf8')).toContain('served 7');
  expect(beside.status).toBe(404);
  expect((await ended)[0]).toBe(0);
});

test('says which outputs differ from the saved ones', async () => {
  const folder = temporaryFolder();
  const path = notebook(folder, 'one.ipynb', '1 + 1');
  const saved = JSON.parse(readFileSync(path, 'utf8'));
  saved.cells[1].execution_count = 1;
  writeFileSync(path, JSON.stringify(saved));

  const { status, stdout } = aliaslab(['start', '--once', '--out', folder, path]);

  expect(status).toBe(0);
  expect(stdout).toContain('differs from what was saved, 1 cell in');
  expect(stdout).toContain('; 1 gave other outputs than were saved.');
});

test('Ctrl-C while a cell runs ends its kernel, and what the cell has started', async () => {
  const folder = temporaryFolder();
  const pids = join(folder, 'pids');
  const path = notebook(
    folder,
    'one.ipynb',
    `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);\nrequire('fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + process.ppid + ' ' + child.pid);\nwhile (true) {}`,
  );
  const { line, child, ended } = started('--json', '--out', folder, path);
  await line();
  await vi.waitUntil(() => existsSync(pids) && readFileSync(pids, 'utf8').split(' ').length === 3, 300_000);

  child.kill('SIGINT');

  expect((await ended)[0]).toBe(0);
  const running = () => readFileSync(pids, 'utf8').split(' ').map(Number).filter(isRunning);
  await vi.waitUntil(() => running().length === 0, 60_000);
});

test('opens a browser where somebody looks at a terminal and a screen', () => {
  const address = 'http://127.0.0.1:8000/';
  const seen = { isTerminal: true, platform: 'linux', env: { DISPLAY: ':0' } } as const;

  expect(browserCommand(address, seen)).toEqual(['xdg-open', address]);
  expect(browserCommand(address, { ...seen, platform: 'darwin', env: {} })).toEqual(['open', address]);
  expect(browserCommand(address, { ...seen, platform: 'win32', env: {} })).toEqual(['explorer.exe', address]);
  for (const nobody of [
    { isTerminal: false },
    { env: {} },
    { env: { DISPLAY: ':0', CI: 'true' } },
    { env: { DISPLAY: ':0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' } },
  ])
    expect(browserCommand(address, { ...seen, ...nobody }), JSON.stringify(nobody)).toBeUndefined();
});

/** Whether there is such a process, and it has not ended yet. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No process has this number any more.
    return false;
  }
}
