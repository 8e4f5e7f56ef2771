/** What an exported page folds: claims behind outputs, cells that only claim, answers of exercises, and what answers a prediction. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { claimsOf, foldOf } from '../../src/explain/claims-html.js';
import { claimsIn } from '../../src/explain/claims-in.js';
import { notebookPage } from '../../src/explain/page.js';
import { answeringCells, predictionOf } from '../../src/explain/prediction.js';
import type { CodeCell, Notebook, NotebookCell, NotebookOutput } from '../../src/jupyter/notebook.js';

const printed = (text: string, name: 'stdout' | 'stderr' = 'stdout'): NotebookOutput => ({
  output_type: 'stream',
  name,
  text,
});
const code = (source: string, ...outputs: NotebookOutput[]): CodeCell => ({
  cell_type: 'code',
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});
const prose = (source: string, prediction?: object): NotebookCell => ({
  cell_type: 'markdown',
  source,
  metadata: prediction === undefined ? {} : { aliaslab: { prediction } },
});
const asks = { choices: ['yes', 'no'], answer: 'no', because: 'It <is> so.' };

describe('the claims of a cell', () => {
  it('are what its calls say, in any quotes, or their code', () => {
    const source = `checked.claim('it’s \\'so\\'', a > 1);\nchecked.claim("b", 1 > 0); checked.claim(\`c\`, b);\nclaim(\`\${d}!\`, e);`;

    expect(claimsIn(source).map(({ sentence }) => sentence)).toEqual(["it’s 'so'", 'b', 'c', `\`\${d}!\``]);
    expect(claimsIn(source).map(({ isConstant }) => isConstant)).toEqual([false, true, false, false]);
  });

  it('hold but for those that its outputs say do not', () => {
    const cell = code("c.claim('a', x); c.claim('b', y);", printed('does not hold: b\nother\n', 'stderr'));

    expect(claimsOf(cell)).toEqual([
      { claim: 'a', holds: true },
      { claim: 'b', holds: false },
    ]);
  });

  it('are none of a cell that did not run, or failed', () => {
    const source = "c.claim('a', x);";

    expect(claimsOf({ ...code(source), execution_count: null })).toEqual([]);
    expect(claimsOf(code(source, { output_type: 'error', ename: 'E', evalue: '', traceback: [] }))).toEqual(
      [],
    );
  });
});

it.each<[string, string, CodeCell]>([
  ['nothing', 'nothing is claimed', code('1 + 1;', printed('2'))],
  ['claims', 'something is shown too', code("show(1); c.claim('a', x);", printed('1'))],
  ['cell', 'nothing is shown', code("c.claim('a', x);")],
  [
    'cell',
    'only a claim is said not to hold',
    code("c.claim('a', x);", printed('does not hold: a\n', 'stderr')),
  ],
  ['answers', 'answers are checked', code("c.claim('answer 2: a', x);", printed('1'))],
])('%s is folded where %s', (fold, _when, cell) => {
  expect(foldOf(cell)).toBe(fold);
});

it('a prediction is answered by the code behind it, up to the next text', () => {
  const cells = [
    prose('a', asks),
    prose('b'),
    code('1'),
    code('2'),
    prose('c'),
    code('3'),
    prose('d', asks),
    code('4'),
  ];

  expect([...answeringCells(cells)]).toEqual([
    [2, 0],
    [3, 0],
    [7, 6],
  ]);
  expect(predictionOf(prose('a', { ...asks, answer: 'perhaps' }))).toBeUndefined();
});

describe('a static page', () => {
  const notebook: Notebook = {
    cells: [
      prose('# A title\n\n**Your prediction:** so?', asks),
      code('show(1);', printed('one')),
      code('show(2);', printed('two')),
      code("c.claim('it is <so>', x);\nc.claim('not so', y);", printed('does not hold: not so\n', 'stderr')),
      prose('Then.'),
      code('show(3);', printed('three')),
    ],
    metadata: { language_info: { name: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const { document } = new JSDOM(notebookPage(notebook, {})).window;
  const textOf = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );

  it('has the choices, the answer in its first fold, and both outputs in folds', () => {
    expect(textOf('.predict li')).toEqual(['yes', 'no']);
    expect(textOf('details.answer')).toEqual(['See the answer no. It <is> so. one', 'See the answer two']);
    expect(textOf('.cell > .outputs')).toEqual(['three']);
  });

  it('has the claims with their code in a fold, open where one does not hold, and said once', () => {
    expect(textOf('details.claims > summary')).toEqual(['✗ 1 of 2 claims does not hold']);
    expect(textOf('.claimed li')).toEqual(['✓ it is <so>', '✗ not so']);
    expect(document.querySelector('details.claims')!.hasAttribute('open')).toBe(true);
    expect(document.querySelectorAll('.stderr')).toHaveLength(0);
    expect(document.querySelector('details.claims pre.code')).not.toBeNull();
  });
});
