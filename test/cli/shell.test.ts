/** What somebody at a shell is told and shown: lines for a shell, nearest names, tables that fit the terminal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../../src/cli/examples.js';
import { fits, framedText, resultText, tableLines } from '../../src/cli/fitting.js';
import { inShell } from '../../src/cli/shell-hint.js';
import { processors, prove, replay, scenario, traceOf } from '../../src/index.js';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import { InputError } from '../../src/units/problems.js';
import { aliaslab, temporaryFolder } from './command.js';

describe('a line that works is one for the shell', () => {
  test.each([
    [['prove', 'SH775'], 'aliaslab prove SH7750'],
    [['prove', 'ARM926EJS', '--plan', 'all'], 'aliaslab prove ARM926EJ-S --plan all'],
    [['processors', 'SH775'], 'aliaslab processors SH7750'],
    [['prove', 'Hexagon V5'], EXAMPLES.prove],
    [['prove', 'SH7750', '--budget', '3', '--durable'], 'aliaslab prove SH7750 --durable --budget 1000000'],
    [['again', 'nonsense'], EXAMPLES.again],
    [['convert', 'nofile', 'out'], EXAMPLES.convert],
    [['sweep', 'nofile', '--sizes', '4KiB', '--ways', '1', '--lines', '32'], EXAMPLES.sweep],
  ])('%j: %s', (args, line) => {
    const { status, stderr } = aliaslab(args, {}, temporaryFolder());

    expect(status).toBe(2);
    expect(stderr.split('\n  try: ')[1]?.trimEnd()).toBe(line);
  });

  test('also inside a story, and for one that the library tells in its own words', () => {
    const hint = (problem: string, works: string, ...args: string[]) =>
      inShell(new InputError([problem], works), args).tryThis;
    const missing = "processor 'SH775' is not in the atlas";

    expect(hint(missing, "processor('SH7750')", 'again', 'SH775 f=file(1)')).toBe(
      "aliaslab again 'SH7750 f=file(1)'",
    );
    expect(hint('no', "scenario('SH7750 f=file(1)').run()", 'again', 'x')).toBe(
      "aliaslab again 'SH7750 f=file(1)'",
    );
    expect(hint('no', 'mv a b', 'again', 'x')).toBe('mv a b');
    expect(hint('no', 'cache()', 'nonsense')).toBe('cache()');
  });

  test('every command has one, at the end of its help', () => {
    for (const [name, example] of Object.entries(EXAMPLES)) {
      expect(example.startsWith(`aliaslab ${name}`), name).toBe(true);
    }
    expect(aliaslab(['prove', '--help']).stdout.trimEnd().split('\n').at(-1)).toBe(
      `Example: ${EXAMPLES.prove}`,
    );
  });

  test('a command that is misspelt is told the nearest', () => {
    expect(aliaslab(['conver']).stderr).toContain('(Did you mean convert?)');
    expect(aliaslab(['agian']).stderr).toContain('(Did you mean again?)');
  });
});

test('a folder in the place of a notebook is one clear error, with all notebooks in it', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'my notebooks'));
  writeFileSync(join(folder, 'my notebooks', 'a.ipynb'), '{}');

  expect(aliaslab(['run', 'my notebooks/'], {}, folder)).toMatchObject({
    status: 2,
    stdout: '',
    stderr:
      "aliaslab: 'my notebooks/' is a folder, and no notebook\n  try: aliaslab run 'my notebooks'/*.ipynb\n",
  });
  expect(aliaslab(['export', '.'], {}, folder).stderr).toMatch(
    /'\.' is a folder, and no notebook\n {2}try: aliaslab export .*\.ipynb\n$/,
  );
});

describe('what is too wide for the terminal is narrowed as a mail is', () => {
  const isNarrow = (text: string) => fits(text, 80);
  const story = scenario(EXAMPLES.again.slice("aliaslab again '".length, -1));
  const results = { 'a run': story.run(), 'all plans': prove(story).plans() };

  test.each(Object.entries(results))('%s', async (_, result) => {
    expect(isNarrow(String(result))).toBe(false);
    expect(isNarrow(await resultText(result, 80))).toBe(true);
    expect(await resultText(result, undefined)).toBe(String(result));
    expect(await resultText(result, 1000)).toBe(String(result));
  });

  test('the atlas, all rows of it', async () => {
    const { rows } = processors();

    const narrow = await tableLines(processors().table(), undefined, 80);

    expect(isNarrow(narrow)).toBe(true);
    for (const { name } of rows) expect(narrow.replace(/\s+/g, ' ')).toContain(name.split(' ')[0]);
  });

  test('a replay, with its heading and its sentence', async () => {
    const replayed = await replay(traceOf(' L 1000,8\n S 1008,8\n')).on(processors().rows[0]!.name).run();

    const text = await framedText(replayed, 40);

    expect(fits(await framedText(replayed, 80), 80)).toBe(true);
    expect(text).toContain(replayed.verdict().slice(0, 20));
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript)(
  `on a terminal of 80 columns no line is wider${hasScript ? '' : ' (skipped: script is not installed)'}`,
  () => {
    const folder = temporaryFolder();
    const log = join(folder, 'log');
    const line = `stty cols 80 rows 24; '${process.execPath}' '${commandPath}' prove SH7750 --plan all`;

    spawnSync('script', ['-qec', line, log], { cwd: folder, stdio: 'ignore' });

    const said = readFileSync(log, 'utf8')
      .split(/\r?\n/)
      .filter((text) => !text.startsWith('Script '));
    expect(said.join('\n')).toContain('2,688 of 65,536 flush plans are coherent');
    expect(said.filter((text) => text.length > 80)).toEqual([]);
  },
);
