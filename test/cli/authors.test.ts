/** `aliaslab new` and `aliaslab check`: what an author of an explanation begins with, and is told. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { aliaslab, temporaryFolder } from './command.js';

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
}, 60_000);

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
      `${fixture}: there are no numbered conclusions; add "## Conclusions" with a numbered list`,
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

test('check of what is no notebook of ours is bad input', () => {
  const path = join(temporaryFolder(), 'a.ipynb');
  writeFileSync(
    path,
    '{"cells": [], "metadata": {"kernelspec": {"name": "ir", "language": "R"}}, "nbformat": 4, "nbformat_minor": 5}',
  );

  expect(aliaslab(['check', path])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `aliaslab: '${path}' is no notebook of TypeScript: it runs on the kernel 'ir', in R\n  try: aliaslab check notebooks/*.ipynb\n`,
  });
});
