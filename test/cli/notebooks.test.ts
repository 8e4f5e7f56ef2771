/** `aliaslab run` and `aliaslab export`, on notebook files. */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { aliaslab, temporaryFolder } from './command.js';

const fixture = join(packageRoot, 'test/fixtures/kinds-of-output.ipynb');

function copyOfFixture(): string {
  const copy = join(temporaryFolder(), 'kinds.ipynb');
  copyFileSync(fixture, copy);
  return copy;
}

/** What `--write` made of the fixture, when it was first asked for. */
let written: string | undefined;

/** A copy that was run with `--write`. */
function writtenCopy(): string {
  const copy = copyOfFixture();
  if (written === undefined) {
    expect(aliaslab(['run', '--write', copy]).status).toBe(0);
    written = readFileSync(copy, 'utf8');
  }
  writeFileSync(copy, written);
  return copy;
}

function notebookOf(...sources: string[]): string {
  const path = join(temporaryFolder(), 'own.ipynb');
  const cells = sources.map((source) => ({
    cell_type: 'code',
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
  return path;
}

describe('aliaslab run', () => {
  test('reports each cell and leaves the file alone', () => {
    const copy = copyOfFixture();

    const { status, stdout, wroteHome } = aliaslab(['run', copy]);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^kinds {2}cell 1 of 5\n(kinds .*\n){4}.*kinds\.ipynb {2}5 cells in [\d.]+ s\n$/);
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(fixture, 'utf8'));
    expect(wroteHome).toEqual([]);
  });

  test('--write saves what --check then finds unchanged, and a second --write is the same file', () => {
    const copy = writtenCopy();
    const written = readFileSync(copy, 'utf8');
    expect(written).toContain('the last cell was run');

    expect(aliaslab(['run', '--check', copy]).status).toBe(0);
    aliaslab(['run', '--write', copy]);
    expect(readFileSync(copy, 'utf8')).toBe(written);
  });

  test('--check names the first cell that differs', () => {
    const copy = writtenCopy();
    writeFileSync(
      copy,
      readFileSync(copy, 'utf8').replace('too far\\n', 'too far, or not\\n').replace('"3 %', '"4 %'),
    );

    const { status, stderr, stdout } = aliaslab(['run', '--check', '--json', copy]);

    expect(status).toBe(1);
    expect(stderr).toContain('kinds.ipynb, cell 6 gives other outputs than are saved');
    expect(JSON.parse(stdout).notebooks).toEqual([
      expect.objectContaining({ notebook: copy, ok: false, differs: 6 }),
    ]);
  });

  test('ends with exit code 1 at a cell that fails, says which, and saves nothing', () => {
    const path = notebookOf('const page = 7;', "throw new RangeError('page ' + page);");
    const before = readFileSync(path, 'utf8');

    const { status, stderr } = aliaslab(['run', '--write', path]);

    expect(status).toBe(1);
    expect(stderr).toContain(`${path}, cell 2 failed:\n`);
    expect(stderr).toContain('  RangeError: page 7');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('goes on where a claim does not hold, and says which; with --check it fails there', () => {
    const path = notebookOf(
      "import { claims } from 'aliaslab';\nconst checked = claims();",
      "checked.claim('one is two', 1 > 2);\nchecked.claim('two is two', 2 > 1);",
      'console.log(String(checked));',
    );

    const ran = aliaslab(['run', '--json', '--write', path]);
    const checked = aliaslab(['run', '--check', path]);

    expect(ran).toMatchObject({ status: 0, stderr: expect.stringContaining('does not hold: one is two\n') });
    expect(JSON.parse(ran.stdout).notebooks[0]).toMatchObject({ ok: true, cells: 3, unheld: ['one is two'] });
    expect(readFileSync(path, 'utf8')).toContain('1 of 2 claims holds');
    expect(checked.status).toBe(1);
    expect(checked.stderr).toContain('cell 2 failed');
    expect(checked.stderr).toContain('ClaimError: this does not hold: one is two');
  });

  test('ends with exit code 1 where a cell ends its process, or the kernel', () => {
    const ended = aliaslab(['run', notebookOf('process.exit(5);')]);
    const killed = aliaslab(['run', notebookOf("process.kill(process.ppid, 'SIGKILL');")]);

    expect([ended.status, killed.status]).toEqual([1, 1]);
    expect(ended.stderr).toContain('ProcessEnded: the process that cells run in ended with exit code 5');
    expect(killed.stderr).toContain('aliaslab: the kernel was ended by SIGKILL');
  });
});

describe('aliaslab export', () => {
  test('makes a page of a notebook that was run', () => {
    const copy = writtenCopy();
    const out = temporaryFolder();

    const { status, stdout } = aliaslab(['export', copy, '--out', out]);

    expect({ status, stdout }).toEqual({ status: 0, stdout: `${join(out, 'kinds.html')}\n` });
    const page = readFileSync(join(out, 'kinds.html'), 'utf8');
    expect(page).toContain('<title>Every kind of output');
    expect(page).toContain('the last cell was run');
  });

  test('refuses one that was never run, and says how', () => {
    const path = notebookOf('1');

    const { status, stderr } = aliaslab(['export', path]);

    expect(status).toBe(2);
    expect(stderr).toBe(
      `aliaslab: '${path}' has no saved outputs to show\n  try: aliaslab export --run ${path}\n`,
    );
  });

  test('says the size of a page that is too large for a mail, and which output makes it so', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'large.ipynb');
    const shown = (bytes: number) => ({
      cell_type: 'code',
      metadata: {},
      source: '1;',
      execution_count: 1,
      outputs: [{ output_type: 'display_data', metadata: {}, data: { 'image/png': 'A'.repeat(bytes) } }],
    });
    const write = (...sizes: number[]) =>
      writeFileSync(
        path,
        JSON.stringify({ cells: sizes.map(shown), metadata: {}, nbformat: 4, nbformat_minor: 4 }),
      );

    write(400, 2_000_000, 400);
    const large = aliaslab(['export', path, '--static'], {}, folder);
    write(400);
    const small = aliaslab(['export', path, '--static', '--json'], {}, folder);

    expect(large).toMatchObject({
      status: 0,
      stdout: `${join(folder, 'large.html')}\n`,
      stderr: "'large.html' has 2.0 MB; the largest output is in cell 2, 2.0 MB\n",
    });
    expect(small).toMatchObject({ status: 0, stderr: '' });
  });

  test('--run runs it first', () => {
    const out = temporaryFolder();

    const { status } = aliaslab(['export', '--run', notebookOf("'computed ' + (40 + 2)"), '--out', out]);

    expect(status).toBe(0);
    expect(readFileSync(join(out, 'own.html'), 'utf8')).toContain('computed 42');
  });
});
