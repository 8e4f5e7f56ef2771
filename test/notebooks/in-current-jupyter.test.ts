/**
 * Notebook 01 and a small one in JupyterLab 4 and Notebook 7, as people have them: outputs that nobody trusts are seen, and their
 * figures live; cells run, are completed, explained and interrupted.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { CodeCell, Notebook, NotebookOutput } from '../../src/jupyter/notebook.js';
import { parseNotebook } from '../../src/jupyter/notebook-parse.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { unlessChromium } from '../chromium-installed.js';
import { unless } from '../jupyter/jupyter-installed.js';
import { frontEnds, type OpenNotebook, start } from './current-jupyter.js';

const FIRST = '01-the-kernel-reads-an-old-byte.ipynb';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

for (const frontEnd of frontEnds) {
  const missing = unlessChromium || unless(frontEnd.program, frontEnd.name);

  describe.skipIf(missing !== '')(`${frontEnd.name}${missing}`, () => {
    let notebook: OpenNotebook;
    beforeAll(async () => {
      notebook = await start(frontEnd);
    });
    afterAll(() => notebook?.close());

    test('shows live figures of a notebook that nobody trusts, and runs no script of it', async () => {
      const hostile =
        "<script>window.ran = 'a script'</script><img src='none:' onerror='window.ran = 1'><b>kept</b>";
      const figure = outputsOf(readNotebook(join(packageRoot, 'notebooks', FIRST))).find(
        (output) => 'data' in output && 'application/vnd.plotly.v1+json' in output.data,
      );
      await shown(codeCell('1;', figure!), codeCell('2;', { 'text/html': hostile }));

      await notebook.page.locator('.js-plotly-plot[role="group"]').waitFor();
      await notebook.page.getByText('kept', { exact: true }).waitFor();

      expect(await notebook.page.locator('.js-plotly-plot').getAttribute('aria-label')).toMatch(/\w/);
      expect(await notebook.page.evaluate('window.ran')).toBeUndefined();
    });

    test('shows a figure as it stood where Plotly cannot be had, and says so', async () => {
      const data = {
        'application/vnd.plotly.v1+json': { data: [], layout: {} },
        'image/png': PIXEL,
        'text/plain': 'figure: a pixel',
      };
      await notebook.page.route('**/plotly.js', (route) => route.abort());
      await shown(codeCell('1;', data));

      await notebook.page.getByText('This figure stands still: plotly.js could not be loaded').waitFor();
      await notebook.page.unroute('**/plotly.js');

      const image = notebook.page.getByAltText('figure: a pixel');
      expect(
        await image.evaluate((found) => (found as unknown as { naturalWidth: number }).naturalWidth),
      ).toBe(1);
    });

    test('runs notebook 01, and comes to what was saved', async () => {
      const saved = outputsOf(readNotebook(join(packageRoot, 'notebooks', FIRST))).map(wordsOf);
      await notebook.open(FIRST);
      await notebook.command('notebook:clear-all-cell-outputs');
      await until(async () => (await outputs()).length === 0);

      await notebook.command('notebook:run-all-cells');
      await until(async () => (await outputs()).length >= saved.length);

      expect((await outputs()).map(wordsOf)).toEqual(saved);
    });

    test('steps through a live figure by the keyboard', async () => {
      await shown(
        codeCell("import { alias, daxFile, daxIo, processor, scenario } from 'aliaslab';"),
        codeCell("const file = daxFile('mail.dat').pages(8);"),
        codeCell(
          "const story = scenario(processor('SH7750')).store(alias(file.page(5)).user(0x2955_1000), 'hello');",
        ),
        codeCell("story.daxIo(daxIo().read(5).from(file).at('20 KiB')).run().stepper()"),
      );
      await notebook.command('notebook:run-all-cells');

      const title = notebook.page.locator('.js-plotly-plot .gtitle');
      await title.waitFor();
      const before = await title.textContent();
      await notebook.page.getByRole('slider', { name: 'Step' }).press('ArrowRight');
      await until(async () => (await title.textContent()) !== before);

      expect(await title.textContent()).toMatch(/^step 1: store "hello" through user/);
    });

    test('completes a name in quotes, and explains it', async () => {
      await shown(codeCell("import { processor } from 'aliaslab';"), codeCell("processor('SH775"));
      await notebook.command('notebook:run-cell-and-select-next');
      await until(idle);
      await notebook.page.locator('.jp-CodeCell').nth(1).locator('.cm-content').click();
      await notebook.page.keyboard.press('End');

      await notebook.page.keyboard.press('Tab');
      await notebook.page.locator('.jp-Completer-item').first().waitFor();
      const names = await notebook.page.locator('.jp-Completer-item .jp-Completer-match').allInnerTexts();
      await notebook.page.keyboard.press('Escape');
      await notebook.page.keyboard.press('Shift+Tab');

      expect(names).toEqual(expect.arrayContaining(['SH7750', 'SH7751', 'SH7750R', 'SH7751R']));
      await notebook.page.locator('.jp-Tooltip').getByText('A real CPU by name.').waitFor();
    });

    test('ends a cell that is interrupted, and runs the next', async () => {
      await shown(codeCell("console.log('begun'); while (true);"), codeCell("'after'"));
      await notebook.command('notebook:run-cell-and-select-next');
      await notebook.page.getByText('begun', { exact: true }).waitFor();

      await notebook.command('notebook:interrupt-kernel');
      await notebook.page.getByText('Interrupted: the cell was interrupted').waitFor();
      await notebook.command('notebook:run-cell-and-select-next');

      await until(async () => (await outputs()).some((each) => wordsOf(each) === 'after'));
    });

    /** Opens a notebook of these cells, which was never run here. */
    async function shown(...cells: CodeCell[]): Promise<void> {
      const kernelspec = { name: 'aliaslab', display_name: 'aliaslab (TypeScript)', language: 'typescript' };
      const small: Notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 4 };
      writeFileSync(join(notebook.notebooks, 'small.ipynb'), JSON.stringify(small));
      await notebook.open('small.ipynb');
    }

    /** What the notebook has now: a front end draws only the cells that are seen. */
    async function outputs(): Promise<NotebookOutput[]> {
      const text = await notebook.page.evaluate<string>(
        'JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.toJSON())',
      );
      return outputsOf(parseNotebook(text, 'the notebook'));
    }

    function idle(): Promise<boolean> {
      return notebook.page.evaluate(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'",
      );
    }
  });
}

/** Waits until something holds; the test's own limit ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

function outputsOf({ cells }: Notebook): NotebookOutput[] {
  return cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
}

/** An output's own words. */
function wordsOf(output: NotebookOutput): string {
  if ('data' in output) return String(output.data['text/plain']);
  return 'text' in output ? output.text : `${output.ename}: ${output.evalue}`;
}

function codeCell(source: string, ...shown: (NotebookOutput | Record<string, unknown>)[]): CodeCell {
  const outputs = shown.map((each) =>
    'output_type' in each
      ? (each as NotebookOutput)
      : { output_type: 'display_data' as const, data: each, metadata: {} },
  );
  return { cell_type: 'code', metadata: {}, source, execution_count: null, outputs };
}
