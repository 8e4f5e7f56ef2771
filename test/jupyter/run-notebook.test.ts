/** Notebooks run from Node on real kernels: aliaslab's own, and stock tslab. */

import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { CodeCell, Notebook } from '../../src/jupyter/notebook.js';
import { NotebookOutputs } from '../../src/jupyter/notebook-outputs.js';
import { notebookText } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { newHeader } from '../../src/jupyter/wire.js';
import { stockTslab } from './talk.js';

const cell = (source: string, ...tags: string[]): CodeCell => ({
  cell_type: 'code',
  metadata: { tags },
  source,
  execution_count: null,
  outputs: [],
});
const notebook = (...cells: CodeCell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [{ cell_type: 'markdown', metadata: {}, source: '# A test' }, ...cells],
});
const codeOf = ({ cells }: Notebook) => cells.filter((one) => one.cell_type === 'code');

const story = notebook(
  cell(
    "import { display, newDisplay } from 'tslab';\nconst shown = newDisplay();\nshown.html('<b>first</b>');\nconsole.log('a'); console.log('b');",
  ),
  cell(''),
  cell("throw new Error('meant');", 'raises-exception'),
  cell("'never'", 'skip-execution'),
  cell("shown.html('<b>second</b>'); void process.stdout.write('1 %\\r2 %\\n');"),
);

describe('a notebook', () => {
  test('is run cell by cell, its outputs kept as Jupyter keeps them', async () => {
    const progress: string[] = [];

    const { notebook: ran, failure } = await runNotebook(story, {
      onCell: ({ cell: at, done, total }) => progress.push(`cell ${at}, ${done} of ${total} done`),
    });

    expect(failure).toBeUndefined();
    expect(progress).toEqual(['cell 2, 0 of 3 done', 'cell 4, 1 of 3 done', 'cell 6, 2 of 3 done']);
    expect(codeOf(ran).map(({ execution_count }) => execution_count)).toEqual([1, null, 2, null, 3]);
    expect(codeOf(ran).map(({ outputs }) => outputs)).toEqual([
      [
        { output_type: 'display_data', data: { 'text/html': '<b>second</b>' }, metadata: {} },
        { output_type: 'stream', name: 'stdout', text: 'a\nb\n' },
      ],
      [],
      [expect.objectContaining({ output_type: 'error', ename: 'Error', evalue: 'meant' })],
      [],
      [{ output_type: 'stream', name: 'stdout', text: '2 %\n' }],
    ]);
    expect(ran.metadata.language_info).toMatchObject({ name: 'typescript' });
  });

  test('in a folder far from the project may keep whatever aliaslab gives in a constant', async () => {
    const gifts = [
      'run',
      'run.table()',
      "run.table().filter((row: any) => row.step > 0).orderby(desc('step'))",
      'run.events()',
      'run.figure()',
      'run.sets()',
      'run.engine',
      'run.steps',
      'run.log()',
      'run.lost',
      'compare({ mine: run })',
      'user.on(sh4)',
      'split(sh4, user).table()',
      'sh4.table()',
      'sh4.row',
      'sh4.cache().describe()',
      'processors().table()',
      'story.describe()',
      'prove(story).run()',
      'prove(story).run().witness',
      'prove(story).plans().table()',
      "processors().where(({ arch }) => arch === 'sh').verdicts()",
      'claims()',
      'daxIo().read(5).describe(daxFile().describe())',
    ];
    const opening = `import { alias, claims, compare, daxFile, daxIo, processor, processors, prove, scenario, split } from 'aliaslab';
import { desc } from 'arquero';
const sh4 = processor('SH7750');
const user = alias(daxFile().page(0));
const story = scenario(sh4).store(user, 'hello').daxIo(daxIo().read(5));
const run = story.run();`;
    const cells = gifts.map((gift, i) => cell(`const gift${i} = ${gift};`));

    const { failure } = await runNotebook(notebook(cell(opening), ...cells), { cwd: tmpdir() });

    expect(failure).toBeUndefined();
  });

  test('that runs twice is the same file', async () => {
    const once = await runNotebook(story);
    const twice = await runNotebook(once.notebook);

    expect(notebookText(twice.notebook)).toBe(notebookText(once.notebook));
  });

  test('runs on stock tslab too, and no cell behind a failed one is lost', async () => {
    const { notebook: ran, failure } = await runNotebook(story, { kernel: stockTslab });

    expect(failure).toBeUndefined();
    expect(codeOf(ran)[0]?.outputs.at(-1)).toEqual({ output_type: 'stream', name: 'stdout', text: 'a\nb\n' });
    expect(codeOf(ran)[4]?.outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: '2 %\n' }]);
  });

  test('stops at a cell that fails', async () => {
    const broken = notebook(cell('1 + 1'), cell('const three: string = 3;'), cell("'not reached'"));

    const { notebook: ran, failure } = await runNotebook(broken);

    expect(failure).toMatchObject({
      cell: 3,
      ename: 'CompileError',
      evalue: "1:7 - Type 'number' is not assignable to type 'string'.",
    });
    expect(codeOf(ran).map(({ execution_count }) => execution_count)).toEqual([1, 2, null]);
  });

  test('on stock tslab says what its failed cell wrote', async () => {
    const { failure } = await runNotebook(notebook(cell('const three: string = 3;')), { kernel: stockTslab });

    expect(failure).toMatchObject({
      cell: 2,
      evalue: "1:7 - Type 'number' is not assignable to type 'string'.",
    });
  });

  test('whose cell ends its process says so', async () => {
    const deadly = notebook(cell('process.exit(9);'));

    const { failure } = await runNotebook(deadly);

    expect(failure).toMatchObject({ cell: 2, ename: 'ProcessEnded' });
  });

  test('whose kernel dies says so', async () => {
    const deadly = notebook(cell('process.kill(process.ppid, "SIGKILL");'));

    await expect(runNotebook(deadly)).rejects.toThrow('the kernel was ended by SIGKILL');
  });

  test('whose cell takes longer than it may says which', async () => {
    const endless = notebook(cell('1'), cell('while (true);'));

    await expect(runNotebook(endless, { cellLimit: 2 })).rejects.toThrow('cell 3 took longer than 2 s');
  });
});

describe('outputs', () => {
  const collected = (...messages: [type: string, content: object][]) => {
    const outputs = new NotebookOutputs();
    outputs.begin(0, 'request');
    for (const [type, content] of messages) {
      const header = newHeader(type, 'session');
      outputs.take({
        identities: [],
        header,
        parent: { msg_id: 'request' },
        metadata: {},
        content: { ...content },
      });
    }
    return outputs.of(0).map((output) => ('text' in output ? output.text : output));
  };
  const print = (text: string): [string, object] => ['stream', { name: 'stdout', text }];

  test('are cleared at once, or when the next comes', () => {
    expect(collected(print('a'), ['clear_output', { wait: false }])).toEqual([]);
    expect(collected(print('a'), ['clear_output', { wait: true }])).toEqual(['a']);
    expect(collected(print('a'), ['clear_output', { wait: true }], print('b'))).toEqual(['b']);
  });

  test('of another request are not ours', () => {
    const outputs = new NotebookOutputs();
    const header = newHeader('stream', 'session');

    expect(
      outputs.take({ identities: [], header, parent: {}, metadata: {}, content: { text: 'x' } }),
    ).toBeUndefined();
  });
});
