/** What a cell does, in a sentence, and the code that a page folds behind it. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { sentenceOf, sentenceOfCode } from '../../src/explain/code-sentence.js';
import { notebookPage } from '../../src/explain/page.js';
import type { CodeCell, Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { describeInChromium, edit, notebookOf } from './chromium.js';

const code = (source: string, metadata: CodeCell['metadata'] = {}): CodeCell => ({
  cell_type: 'code',
  metadata,
  source,
  execution_count: 1,
  outputs: [],
});
const prose = (source: string): NotebookCell => ({ cell_type: 'markdown', source, metadata: {} });
const pageOf = (...cells: NotebookCell[]) => {
  const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  return new JSDOM(notebookPage(notebook, {})).window.document;
};

describe('a sentence', () => {
  it.each([
    [
      "show(scenario(processor('SH7750')).store(user, 'hello').read(file, 5).run().svg());",
      'the user stores, the kernel reads; shown: a picture; SH7750',
    ],
    [
      'const read = daxIo().read(5);\nconst told = story.store(user, "a").daxIo(read).daxIo(daxIo().write("b"));',
      'the user stores, the kernel reads, the kernel writes',
    ],
    ['story.store(a.b, 1).load(alias(page).kernel(2), 3)', 'a user stores, the kernel loads'],
    ['story.load(user, 1).load(user, 2).evict(mine)', 'the user loads, a line of mine is evicted'],
    [
      "story.dmaMap(buffer, 'from device').dmaFrom(disk, page, 'x').dmaUnmap(buffer, 'from device').dmaTo(device('nic'), page, 1)",
      'buffer is given to a device, disk writes memory, buffer is taken back, a device reads memory',
    ],
    [
      "prove(sh4).using(knownPlan('the reply')).concurrent().run();",
      'while the user runs, all runs are asked, with the plan “the reply”',
    ],
    ["'a b'.split(' ').map(prove);", 'code'],
    [
      "import { cache } from 'aliaslab';\nconst sh4 = 1, [a, b] = [2, 3];\nfunction f() { const c = 1; }",
      'imports what the page uses; sets up sh4, a, b, f',
    ],
    ['const a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;', 'sets up a, b, c, d, e and more'],
    ['story.toString().constructor()', 'code'],
    ['', 'code'],
    ['((((', 'code'],
    ['a;'.repeat(3000), 'a long cell'],
  ])('of %s', (source, says) => {
    expect(sentenceOfCode(source)).toBe(says);
  });

  it('is what the author says, where that is a text', () => {
    const said = (says: unknown) => sentenceOf(code('story.read(file)', { aliaslab: { says } }));

    expect([said('A read.'), said(''), said(3), said(undefined)]).toEqual([
      'A read.',
      'the kernel reads',
      'the kernel reads',
      'the kernel reads',
    ]);
  });
});

describe('a page', () => {
  it('folds code behind its sentence, which is escaped', () => {
    const fold = pageOf(code('1;', { aliaslab: { says: '<b>bold</b>' } })).querySelector(
      'details.code-fold',
    )!;

    expect(fold.hasAttribute('open')).toBe(false);
    expect(fold.querySelector('summary')!.innerHTML).toBe('&lt;b&gt;bold&lt;/b&gt;');
    expect(fold.querySelector('pre.code')!.textContent).toBe('1;');
  });

  it('leaves code open that the reader is asked to change, and that of no TypeScript', () => {
    const open = pageOf(prose('## Your turn'), code('1;'), prose('## Conclusions'), code('2;'));
    const python: Notebook = {
      cells: [code('1')],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    };

    expect([...open.querySelectorAll('pre.code')].map((each) => each.closest('details') !== null)).toEqual([
      false,
      true,
    ]);
    expect(notebookPage(python, {})).not.toContain('<details class="code-fold"');
  });
});

describeInChromium('folded code', (open) => {
  const three = notebookOf("story.store(user, 'a');", 'const b = 1;', { source: '3', text: '3' });

  it('is shown and folded all at once', async () => {
    const { page } = await open(three);
    const shown = () => page.locator('details.code-fold[open]').count();
    const press = () => page.getByRole('button', { name: 'Show code' }).click();

    expect(await shown()).toBe(0);
    await press();
    expect(await shown()).toBe(3);
    await press();
    expect(await shown()).toBe(0);
  });

  it('opens for an edit, says what is written, and again what it said when that is undone', async () => {
    const { page } = await open(three);
    const fold = page.locator('[data-cell="1"] details.code-fold');
    const says = () => fold.locator('summary').innerText();

    await edit(page, 1, 'story.read(file);');
    expect([await fold.getAttribute('open'), await says()]).toEqual(['', 'the kernel reads']);

    await page.getByRole('button', { name: 'Undo edits of cell 1' }).click();
    expect(await says()).toBe('the user stores');
  });
});
