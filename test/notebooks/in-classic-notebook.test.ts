/**
 * Every committed notebook in the classic notebook, where nobody trusts it and it never ran: each output is to be seen all
 * the same, and no script of it runs. And a small one that is run there, on the aliaslab kernel.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processors } from '../../src/fluent/atlas.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { installKernelspec } from '../../src/jupyter/kernelspec.js';
import type { CodeCell, Notebook, NotebookOutput } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { unlessChromium } from '../chromium-installed.js';
import { unless } from '../jupyter/jupyter-installed.js';
import { ClassicNotebook, classicNotebook, imagesAreThere, turnTo } from './classic-notebook.js';

const names = readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb'));
const missing = unlessChromium || unless(classicNotebook, 'the classic jupyter-notebook');

describe.skipIf(missing !== '')(`the classic notebook${missing}`, () => {
  let classic: ClassicNotebook;
  beforeAll(async () => {
    classic = await ClassicNotebook.start();
  });
  afterAll(() => classic?.close());

  describe('where nobody trusts a notebook', () => {
    let page: Page;
    beforeAll(async () => {
      page = await classic.open(names[0]!);
    });
    afterAll(() => page?.close());

    test.each(names)('shows every output of %s, and runs nothing of it', async (name) => {
      await turnTo(page, name);

      const meant = outputsOf(readNotebook(join(classic.notebooks, name))).map(meantBy);
      expect(await shownBy(page)).toEqual(meant);
      expect(meant.filter(({ pictures, text }) => pictures.length === 0 && text === '')).toEqual([]);
      expect(meant.flatMap(({ pictures }) => pictures).length).toBeGreaterThan(3);
      expect(await stateOf(page)).toMatchObject({ trusted: false, ran: null, sorts: null });
    });

    test('runs no script, no handler and no JavaScript of outputs that have them', async () => {
      const script = "<script>window.ran = 'a script'</script><b>kept</b>";
      const handler = `<img src="none:" onerror="window.ran = 'a handler'"><b>kept</b>`;
      const shown: Record<string, string>[] = [
        { 'text/html': script },
        { 'text/html': handler },
        { 'application/javascript': "window.ran = 'JavaScript'", 'text/plain': 'kept' },
      ];
      write('hostile.ipynb', codeCell('1;', ...shown));

      await turnTo(page, 'hostile.ipynb');

      expect((await shownBy(page)).map(({ text }) => text)).toEqual(['kept', 'kept', 'kept']);
      expect(await stateOf(page)).toMatchObject({ trusted: false, ran: null });
    });
  });

  test('runs a notebook on the aliaslab kernel, whose name and logo it shows', async () => {
    await installKernelspec({ prefix: classic.folder });
    write(
      'small.ipynb',
      codeCell("import { alias, daxFile, daxIo, processor, processors, scenario } from 'aliaslab';"),
      codeCell("const file = daxFile('mail.dat').pages(8);"),
      codeCell('const user = alias(file.page(5)).user(0x2955_1000);'),
      codeCell("const story = scenario(processor('SH7750')).store(user, 'hello');"),
      codeCell("const run = story.daxIo(daxIo().read(5).from(file).at('20 KiB')).run();"),
      codeCell('run.figure()'),
      codeCell("processors().where(({ arch }) => arch === 'xtensa').table()"),
      codeCell('run.stepper()'),
      codeCell("console.log('the last cell ran')"),
    );

    const page = await classic.open('small.ipynb');
    await page.waitForFunction('Jupyter.notebook.kernel?.is_connected()');
    await page.getByRole('link', { name: 'Cell', exact: true }).click();
    await page.locator('#run_all_cells').click();
    await page.locator('.output_stdout, .output_error').waitFor();
    await imagesAreThere(page);

    const [figure, table, , last, ...others] = await shownBy(page);
    expect(figure).toMatchObject({ pictures: [expect.stringMatching(/^Timeline of 2 steps/)], scripts: 1 });
    expect(table).toMatchObject({
      rows: processors().where(({ arch }) => arch === 'xtensa').rows.length + 1,
      scripts: 1,
    });
    expect([last, ...others]).toEqual([{ pictures: [], rows: 0, scripts: 0, text: 'thelastcellran' }]);
    expect(await stateOf(page)).toMatchObject({
      sorts: true,
      kernel: 'aliaslab (TypeScript)',
      logo: 64,
      colored: true,
    });

    const live = page.getByRole('group', { name: /^A slider over 2 steps/ });
    await live.getByRole('slider').press('ArrowRight');

    expect(await live.locator('svg').textContent()).toMatch(/^step 1: store "hello" through user/);
    expect(await live.locator('xpath=..').locator('img').isVisible()).toBe(false);
  });

  function write(name: string, ...cells: CodeCell[]): void {
    const kernelspec = { name: 'aliaslab', display_name: 'aliaslab (TypeScript)', language: 'typescript' };
    const notebook: Notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 4 };
    writeFileSync(join(classic.notebooks, name), JSON.stringify(notebook));
  }
});

/** What there is of an output, or should be: the words of its loaded pictures, its table's rows, its scripts and its text. */
interface Shown {
  readonly pictures: readonly string[];
  readonly rows: number;
  readonly scripts: number;
  /** Without the space between words, which differs by how it is laid out. */
  readonly text: string;
}

function shownBy(page: Page): Promise<Shown[]> {
  return page.evaluate(`Array.from(document.querySelectorAll('.code_cell .output_subarea'), (output) => ({
    pictures: Array.from(output.querySelectorAll('img'), (image) =>
      image.naturalWidth > 50 && image.offsetWidth > 50 ? image.alt : 'an image that is not there'),
    rows: output.querySelectorAll('table tr').length,
    scripts: output.querySelectorAll('script').length,
    text: output.innerText.replace(/\\s/g, ''),
  }))`);
}

/** Whether the notebook is trusted, what its scripts have left in the page, and what the page says of the kernel. */
function stateOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(`({
    trusted: Jupyter.notebook.trusted,
    ran: window.ran ?? null,
    sorts: window.aliaslabSorts ?? null,
    kernel: document.querySelector('.kernel_indicator_name').innerText,
    logo: document.querySelector('#kernel_logo_widget img').naturalWidth,
    colored: document.querySelector('.code_cell .cm-keyword') !== null,
  })`);
}

/** What is to be seen of an output by who runs no scripts. */
function meantBy(output: NotebookOutput): Shown {
  const data: Record<string, unknown> =
    'data' in output ? output.data : { 'text/plain': 'text' in output ? output.text : output.evalue };
  const { document } = new JSDOM(String(data['text/html'] ?? `<pre></pre>`)).window;
  for (const script of document.querySelectorAll('script, style')) script.remove();
  if (data['text/html'] === undefined)
    document.querySelector('pre')!.textContent = String(data['text/plain']);
  return {
    pictures: Array.from(document.querySelectorAll('img'), ({ alt }) => alt),
    rows: document.querySelectorAll('table tr').length,
    scripts: 0,
    text: document.body.textContent!.replace(/\s/g, ''),
  };
}

function outputsOf({ cells }: Notebook): NotebookOutput[] {
  return cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
}

function codeCell(source: string, ...shown: Record<string, string>[]): CodeCell {
  const outputs = shown.map((data) => ({ output_type: 'display_data' as const, data, metadata: {} }));
  return { cell_type: 'code', metadata: {}, source, execution_count: null, outputs };
}
