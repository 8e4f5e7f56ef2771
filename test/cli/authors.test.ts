/** `aliaslab new` and `aliaslab check`: what an author of an explanation begins with, and is told. */
import { execSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { unless } from '../jupyter/jupyter-installed.js';
import { aliaslab, temporaryFolder } from './command.js';

const nbconvert = spawnSync('jupyter', ['nbconvert', '--version']).status === 0 ? 'jupyter' : undefined;

test('new writes a notebook that runs, passes the check, and is never written over', () => {
  const path = join(temporaryFolder(), 'my-explanation.ipynb');

  const { status, stdout } = aliaslab(['new', path]);

  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: `${path}\nnext: change it, aliaslab run --write ${path}, aliaslab check ${path}\n`,
  });
  expect(readFileSync(path, 'utf8')).toContain('"3 claims checked\\n"');
  expect(aliaslab(['check', path])).toMatchObject({ status: 0, stdout: `${path}  nothing to mend\n` });
  expect(aliaslab(['run', '--check', path]).status).toBe(0);
  writeFileSync(path, 'mine');
  expect(aliaslab(['new', path])).toMatchObject({
    status: 2,
    stderr: `aliaslab: '${path}' is there already, and stays as it is\n  try: aliaslab new my-explanation.ipynb\n`,
  });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test.each([
  ['notes.txt', "'notes.txt' does not end in .ipynb"],
  ['/nowhere/a.ipynb', "there is no folder '/nowhere'"],
])(
  'new %s is bad input',
  (path, message) => {
    const { status, stdout, stderr } = aliaslab(['new', path], {}, temporaryFolder());

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  },
  60_000,
);

const fixture = join(packageRoot, 'test/fixtures/kinds-of-output.ipynb');

test('check prints a line a finding, with its cell and how to mend it, and ends with 1', () => {
  const { status, stdout, stderr } = aliaslab(['check', fixture]);

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout.split('\n')).toContain(
    `${fixture}, cell 2: '({ tiny: 0.00005 })' does not end in a semicolon; add it: a last expression without one is shown`,
  );
  expect(stdout.trimEnd().split('\n')).toEqual(
    expect.arrayContaining([
      `${fixture}: there are no conclusions; add "## Conclusions" with a numbered list`,
    ]),
  );
});

test('check says what it cannot know, and which command does', () => {
  expect(aliaslab(['check', '--help']).stdout).toContain(
    'aliaslab run --check finds code that was changed after its outputs were saved',
  );
});

test('check gives JSON, several notebooks at once', () => {
  const ours = join(packageRoot, 'notebooks/01-the-kernel-reads-an-old-byte.ipynb');

  const { status, stdout } = aliaslab(['check', ours, fixture, '--json']);

  expect(status).toBe(1);
  expect(JSON.parse(stdout).notebooks).toEqual([
    { notebook: ours, findings: [] },
    {
      notebook: fixture,
      findings: expect.arrayContaining([
        { cell: 0, rule: 'sources', what: 'no sources are named', mend: 'name them: "**Sources.** …"' },
      ]),
    },
  ]);
});

const commands = ['run', 'check', 'export', 'mail', 'start'];

test.each(commands)(
  '%s of a file that is no notebook says a line of its own that works in any folder',
  (command) => {
    const folder = temporaryFolder();
    const path = join(folder, 'bad file.ipynb');
    writeFileSync(path, 'no\nnotebook');

    const { status, stdout, stderr } = aliaslab([command, path], {}, folder);
    const [, tried] = /\n {2}try: aliaslab (\w+) \S+\.ipynb\n$/.exec(stderr) ?? [];

    expect({ status, stdout, tried }).toEqual({ status: 2, stdout: '', tried: command });
    expect(stderr.split('\n')).toHaveLength(3);
    const line = stderr.split('try: aliaslab ')[1]!.trim().split(' ');
    if (command !== 'run' && command !== 'start') expect(aliaslab(line, {}, folder).status).toBe(0);
  },
  60_000,
);

test.each([
  ['3', 'nbformat must be 4, not 3\n'],
  ['5', 'nbformat must be 4, not 5, which the Jupyter that wrote it can convert\n'],
])(
  'a notebook of nbformat %s says how to convert it',
  (format, why) => {
    const path = join(temporaryFolder(), 'an old one.ipynb');
    writeFileSync(path, `{"metadata": {}, "nbformat": ${format}, "nbformat_minor": 0, "worksheets": []}`);

    for (const command of commands) {
      expect(aliaslab([command, path])).toMatchObject({
        status: 2,
        stderr: `aliaslab: ${path}: ${why}  try: jupyter nbconvert --to notebook --nbformat 4 '${path}'\n`,
      });
    }
  },
  60_000,
);

test.skipIf(nbconvert === undefined)(
  `that line makes a notebook of nbformat 3 one that can be checked${unless(nbconvert, 'jupyter-nbconvert')}`,
  () => {
    const folder = temporaryFolder();
    const path = join(folder, 'old.ipynb');
    const code = {
      cell_type: 'code',
      collapsed: false,
      input: ['1 + 1'],
      language: 'typescript',
      metadata: {},
    };
    const cells = [{ ...code, outputs: [], prompt_number: 1 }];
    const old = {
      metadata: { name: 'old' },
      nbformat: 3,
      nbformat_minor: 0,
      worksheets: [{ cells, metadata: {} }],
    };
    writeFileSync(path, JSON.stringify(old));
    const line = aliaslab(['check', path]).stderr.split('try: ')[1]!;

    execSync(line, { cwd: folder, stdio: 'pipe', env: { ...process.env, HOME: folder } });

    const { status, stdout } = aliaslab(['check', join(folder, 'old.nbconvert.ipynb')]);
    expect(status).toBe(1);
    expect(stdout).toContain("'1 + 1' does not end in a semicolon");
  },
  60_000,
);

test('check of what is no notebook of ours is bad input', () => {
  const path = join(temporaryFolder(), 'a.ipynb');
  writeFileSync(
    path,
    '{"cells": [], "metadata": {"kernelspec": {"name": "ir", "language": "R"}}, "nbformat": 4, "nbformat_minor": 5}',
  );

  expect(aliaslab(['check', path])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `aliaslab: '${path}' is no notebook of TypeScript: it runs on the kernel 'ir', in R\n  try: aliaslab check notebooks/01-the-kernel-reads-an-old-byte.ipynb\n`,
  });
});
