/** What a reader does with a live page, in a real browser: edit, run, stop, reset, take home. */
import { expect, it } from 'vitest';
import {
  describeInChromium,
  downloaded,
  edit,
  ended,
  notebookOf,
  outputOf,
  run,
  runAll,
} from './chromium.js';

const small = notebookOf(
  '# A small cache\n\nRead me.',
  "import { cache } from 'aliaslab';\nlet ways = 2;",
  { source: 'console.log(String(cache().ways(ways)));', text: 'cache  as it was' },
  { source: 'ways * 10', text: 'as it was' },
);

describeInChromium('a live page', (open) => {
  it('reads without JavaScript: text, code, outputs, and no button', async () => {
    const { page } = await open(small, { javaScriptEnabled: false });

    const main = await page.locator('main').innerText();

    expect(main).toContain('Read me.');
    expect(main).toContain('sets up ways');
    await page.locator('details.code-fold > summary').first().click();
    expect(await page.locator('main').innerText()).toContain('let ways = 2;');
    expect(main).toContain('cache  as it was');
    expect(await page.locator('button').count()).toBe(0);
  });

  it('shows what was committed until a cell runs, and says nothing on the console', async () => {
    const { page, said, asked } = await open(small);

    expect(await outputOf(page, 2)).toBe('cache  as it was');
    expect(await page.getByRole('button', { name: 'Run cell 2' }).count()).toBe(1);
    expect(said).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('runs a cell on the library, after those that it needs, which show nothing new', async () => {
    const { page } = await open(small);

    await run(page, 2);

    expect(await outputOf(page, 2)).toBe('cache  VIPT 16 KiB 2-way 32 B lines (2 colors)');
    expect(await outputOf(page, 3)).toBe('as it was');
    await run(page, 3);
    expect(await outputOf(page, 3)).toBe('20');
  });

  it('runs what the reader typed, and marks what was made before', async () => {
    const { page } = await open(small);
    await runAll(page);

    await edit(page, 1, "import { cache } from 'aliaslab';\nlet ways: number = 4;");

    expect(await page.locator('.stale').count()).toBe(3);
    await page.keyboard.press('Shift+Enter');
    await ended(page);
    expect(await page.locator('.stale').count()).toBe(0);
    expect(await outputOf(page, 2)).toBe('cache  VIPT 16 KiB 4-way 32 B lines (1 color)');
    expect(await outputOf(page, 3)).toBe('40');
  });

  it('shows an error with the line of the cell, and goes on', async () => {
    const { page } = await open(small);

    await edit(page, 2, 'const bad = 1;\nJSON.stringify(cache().size("3 KiB"));');
    await run(page, 2);
    const input = await outputOf(page, 2);
    await edit(page, 2, 'const bad = 1;\n\nnull.x;');
    await run(page, 2);
    const thrown = await outputOf(page, 2);
    await edit(page, 2, 'const = 3;');
    await run(page, 2);
    const syntax = await outputOf(page, 2);
    await edit(page, 2, 'ways');
    await run(page, 2);

    expect(input).toMatch(/^This cell failed: InputError: .*3 KiB/);
    expect(input.match(/3 KiB/g)).toHaveLength(2);
    expect(input).toContain('line 2 of the cell:\n  JSON.stringify(cache().size("3 KiB"));');
    expect(input).toContain('try: ');
    expect(thrown).toMatch(
      /^This cell failed: TypeError: .*\n\nline 3 of the cell:\n {2}null\.x;\n {7}\^\n {4}at cell-2/,
    );
    expect(thrown).toContain('at cell-2.ts:3');
    expect(syntax).toBe(
      'This cell failed: SyntaxError: Unexpected token\n\nline 1 of the cell:\n  const = 3;\n        ^',
    );
    expect(await outputOf(page, 2)).toBe('2');
  });

  it('says what a mistyped name was meant to be, and shows all of a long line', async () => {
    const { page } = await open(small);
    const said = async (code: string) => {
      await edit(page, 3, code);
      await run(page, 3);
      return outputOf(page, 3);
    };

    expect(await said('cach()')).toContain('\n  cach()\n  ^\ndid you mean cache?');
    expect(await said("procesor('SH7750')")).toContain(
      "did you mean processor? import { processor } from 'aliaslab';",
    );
    expect(await said('const mine: unknown = cache(); (mine as any).wais(2);')).toContain(
      'did you mean mine.ways()?',
    );
    expect(await said('[cache()].map((each: any) => each.siez(2));')).toContain('did you mean each.size()?');
    expect(await said('nothingLikeIt')).not.toContain('did you mean');
    await said(`throw new Error('${'long '.repeat(60)}');`);
    const pre = page.locator('[data-cell="3"] .error pre');
    expect(await pre.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  });

  it('stops an endless loop, and replays what came before for the next run', async () => {
    const { page } = await open(small);
    await edit(page, 2, 'while (true);');
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForSelector('[data-cell="2"].running');

    await page.getByRole('button', { name: 'Stop cell 2' }).click();
    await ended(page);

    expect(await outputOf(page, 2)).toContain('Stopped: the cell was stopped');
    await edit(page, 2, 'ways + 1');
    await run(page, 2);
    expect(await outputOf(page, 2)).toBe('3');
  });

  it('stops what prints without end', async () => {
    const { page } = await open(small);
    await edit(page, 2, "for (;;) console.log('again and again');");
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForFunction(
      "document.querySelector('[data-cell=\"2\"] .outputs').innerText.includes('more than a page can show')",
    );

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);

    expect((await outputOf(page, 2)).length).toBeLessThan(160_000);
  });

  it('goes back to how it came', async () => {
    const { page } = await open(small);
    await edit(page, 2, '1 + 1');
    await run(page, 2);

    await page.getByRole('button', { name: 'Reset' }).click();

    expect(await outputOf(page, 2)).toBe('cache  as it was');
    expect(await page.locator('[data-cell="2"] .code').innerText()).toBe(
      'console.log(String(cache().ways(ways)));',
    );
    expect(await page.locator('.stale').count()).toBe(0);
    expect(page.url()).not.toContain('#edits=');
  });

  it('goes back while a cell runs, and nothing of that run is left', async () => {
    const { page } = await open(small);
    await edit(page, 2, "console.log('begun'); for (;;);");
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForSelector('[data-cell="2"].running');

    await page.getByRole('button', { name: 'Reset' }).click();
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'cache  as it was', 'as it was']);
    await run(page, 3);
    expect(await outputOf(page, 3)).toBe('20');
  });

  it('keeps what an earlier cell shows when its replay is stopped', async () => {
    const { page } = await open(
      notebookOf({ source: 'const one = 1;\nfor (;;);', text: 'as it was' }, 'one + 1'),
    );
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForSelector('[data-cell="1"].running');

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['as it was', '']);
    expect(await page.locator('.said').innerText()).toBe('Cell 1 was stopped.');
  });

  it('runs all in order, and all but what needs a cell that fails', async () => {
    const { page } = await open(small);

    expect(await runAll(page)).toBe('All cells ran.');
    await edit(page, 2, 'throw new Error("no");');
    expect(await runAll(page)).toBe('Cell 2 failed.');
    expect(await outputOf(page, 3)).toBe('20');

    await edit(page, 1, 'let ways = none;');
    expect(await runAll(page)).toBe('Cells 1 and 2 failed; 1 cell that needs them did not run.');
    expect(await outputOf(page, 3)).toBe('20');
    expect(await page.locator('[data-cell="3"].stale .note').innerText()).toBe('not run: cell 1 failed');
  });

  it('is taken home as a notebook with the edits and their outputs', async () => {
    const { page } = await open(small);
    await edit(
      page,
      3,
      'import { show } from \'aliaslab\';\nshow(\'<svg width="4" height="4"><title>four by four</title></svg>\');',
    );
    await run(page, 3);

    const { cells, nbformat, metadata } = await downloaded(page);

    expect(nbformat).toBe(4);
    expect(metadata).toEqual(small.metadata);
    expect(cells.slice(0, 3)).toEqual(small.cells.slice(0, 3));
    expect(cells[3]).toMatchObject({
      source: expect.stringContaining('four by four'),
      execution_count: 1,
      outputs: [
        {
          output_type: 'display_data',
          data: {
            'text/plain': 'figure: four by four',
            'image/png': expect.stringMatching(/^iVBOR/),
            'text/html': expect.stringContaining('alt="four by four"'),
          },
        },
      ],
    });
  });

  it('draws a figure that can be pointed at, in the room it has', async () => {
    const { page, said } = await open(
      notebookOf(
        "import { show } from 'aliaslab';\nshow({ data: [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }], layout: { width: 900, title: { text: 'Two' } } });",
      ),
      { viewport: { width: 500, height: 700 } },
    );

    await run(page, 1);
    await page.waitForSelector('.js-plotly-plot .bars path');

    expect(await page.locator('.js-plotly-plot .gtitle').textContent()).toBe('Two');
    expect((await page.locator('.plot').boundingBox())!.width).toBe(900);
    expect((await page.locator('.pan').boundingBox())!.width).toBeLessThanOrEqual(500);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(500);
    await page.setViewportSize({ width: 960, height: 700 });
    await expect.poll(async () => (await page.locator('.plot').boundingBox())!.width).toBeLessThan(900);
    expect(
      await page
        .locator('.js-plotly-plot .modebar-btn')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-title'))),
    ).toEqual(['Download plot as a PNG', 'Zoom', 'Pan', 'Reset axes']);
    expect(said).toEqual([]);
  });

  it('says what it does not have: files, samples of other notebooks, other packages', async () => {
    const { page } = await open(small);
    const said = async (code: string) => {
      await edit(page, 3, code);
      await run(page, 3);
      return outputOf(page, 3);
    };

    expect(await said("import { traceFile } from 'aliaslab';\ntraceFile('a.gz');")).toContain(
      "a page reads no files, so 'a.gz' needs aliaslab on Node",
    );
    expect(await said("import { sampleTrace } from 'aliaslab';\nsampleTrace('words');")).toContain(
      "sample 'words' is not part of this page; aliaslab on Node has it",
    );
    expect(await said("import { readFileSync } from 'node:fs';")).toContain(
      "'node:fs' is not part of this page (available: aliaslab, arquero)",
    );
    expect(await said("import { cach } from 'aliaslab';")).toContain("'aliaslab' has no export named cach");
  });

  it('lets cells call their things as the browser and the language call theirs', async () => {
    const { page } = await open(small);
    await edit(
      page,
      3,
      "import { machine, processor, alias, daxFile, scenario } from 'aliaslab';\nclass Set { readonly ways = 4; }\nconst postMessage = 1, self = 2, performance = 3, caches = [new Set().ways], Map = 5, name = 'x';\nscenario(processor('SH7750')).store(alias(daxFile().page(0)), name).run().verdict() + caches[0] + postMessage + self + performance + Map",
    );
    await run(page, 3);

    expect(await outputOf(page, 3)).toBe('coherent: nothing was loaded; no store was lost41235');
  });

  it('sorts a table by the column whose head is pressed, with a keyboard too, before and after its cell ran', async () => {
    const source =
      "import { table } from 'arquero';\ntable({ ways: [8, 10, 9], line: ['b', '1,024', 'a'], sets: [1, 2, 3] })";
    const rows = [
      [8, 'b', 1],
      [10, '1,024', 2],
      [9, 'a', 3],
    ].map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
    const html = `<table><thead><tr><th>ways</th><th>line</th><th>sets</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
    const notebook = notebookOf(source);
    const [cell] = notebook.cells;
    if (cell?.cell_type !== 'code') throw new Error('no code');
    cell.outputs = [{ output_type: 'display_data', data: { 'text/html': html }, metadata: {} }];
    const { page } = await open(notebook);
    const column = async (at: number) =>
      (await page.locator(`tbody td:nth-child(${at})`).allInnerTexts()).join(' ');

    for (const how of ['as it came', 'run']) {
      if (how === 'run') await run(page, 1);
      expect(await column(1), how).toBe('8 10 9');
      await page.getByRole('button', { name: 'ways' }).click();
      expect(await column(1), how).toBe('8 9 10');
      await page.keyboard.press('Enter');
      expect(await column(1), how).toBe('10 9 8');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      expect(await column(2), how).toBe('1,024 a b');
      expect(await page.locator('[aria-sort]').allInnerTexts(), how).toEqual(['line']);
    }
  });

  it('shows HTML of a run as the committed page does, with what aligns, spans and measures it', async () => {
    const html =
      '<table><caption>Sets</caption><thead><tr><th scope="col" align="right">sets</th><th scope="col">line</th></tr></thead>' +
      '<tbody><tr><td align="right" rowspan="2">12</td><td>a</td></tr><tr><td>b</td></tr></tbody>' +
      '<tfoot><tr><td colspan="2">more</td></tr></tfoot></table><ol start="3"><li lang="de">drei</li></ol>' +
      '<p>see <a href="https://example.org/a" title="there">there</a></p><details open=""><summary>more</summary>all</details>';
    const notebook = notebookOf(
      `({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': ${JSON.stringify(html)} }) })`,
    );
    const [cell] = notebook.cells;
    if (cell?.cell_type !== 'code') throw new Error('no code');
    cell.outputs = [{ output_type: 'display_data', data: { 'text/html': html }, metadata: {} }];
    const { page } = await open(notebook);
    const shown = async () => (await page.locator('.rich').innerHTML()).replaceAll(/\s*\n\s*/g, '');

    const committed = await shown();
    await run(page, 1);

    expect(await shown()).toBe(committed);
    for (const part of [
      'align="right"',
      'rowspan="2"',
      'colspan="2"',
      'scope="col"',
      'start="3"',
      'lang="de"',
      'title="there"',
    ])
      expect(committed).toContain(part);
  });

  it('has no button that sends a plot away, whatever its figure asks for', async () => {
    const { page } = await open(
      notebookOf(
        "import { show } from 'aliaslab';\nshow({ data: [{ type: 'bar', x: ['a'], y: [1] }], layout: { modebar: { add: ['sendChartToCloud', 'downloadJson'] } } });",
      ),
    );

    await run(page, 1);
    await page.waitForSelector('.js-plotly-plot .bars path');

    expect(await page.locator('.modebar').innerHTML()).not.toMatch(/cloud|share/i);
  });

  it('stops what shows large things without end', async () => {
    const { page } = await open(notebookOf("import { show } from 'aliaslab';", '2'));
    await edit(page, 2, "for (;;) show('x'.repeat(10_000_000));");
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForFunction(
      "document.querySelector('[data-cell=\"2\"] .outputs').innerText.includes('more than a page can show')",
    );

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);

    expect(await page.locator('[data-cell="2"] .outputs > *').count()).toBeLessThan(10);
  });

  it('is taken home with a picture that no browser can read', async () => {
    const { page } = await open(
      notebookOf(
        "({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': '<svg><no:name/></svg>', 'text/plain': 'broken' }) })",
      ),
    );
    await run(page, 1);

    const { cells } = await downloaded(page);

    expect(cells[0]).toMatchObject({ outputs: [{ data: { 'text/plain': 'broken' } }] });
  });

  it('imports when it is asked to, goes on without its own globals, and is not closed from inside', async () => {
    const { page } = await open(notebookOf('1', '2', '3', '4'));
    const shown = async (cell: number, code: string) => {
      await edit(page, cell, code);
      await run(page, cell);
      return outputOf(page, cell);
    };

    expect(await shown(1, "import('aliaslab').then(({ cache }) => typeof cache)")).toBe('function');
    expect(await shown(1, "import('nothing').catch(({ message }) => message)")).toContain(
      "'nothing' is not part",
    );
    await shown(2, 'const globalThis = 4;');
    expect(await shown(3, 'const three = 3; three + globalThis')).toBe('7');
    expect(await shown(4, 'self.close();')).toContain('Stop ends what runs');
    expect(await shown(4, '4 + 4')).toBe('8');
  });

  it('cuts a long print where the page is full, and says so', async () => {
    const { page } = await open(notebookOf('1'));
    await edit(page, 1, "console.log('y'.repeat(400_000)); console.log('after');");
    await run(page, 1);

    const output = await outputOf(page, 1);

    expect(output.match(/y/g)!.length).toBeGreaterThanOrEqual(150_000);
    expect(output).toMatch(/y\n… more than a page can show$/);
  });

  it('undoes the edits of a cell and what they made, does them again, and leaves the keyboard there', async () => {
    const { page } = await open(small);
    await edit(page, 1, "import { cache } from 'aliaslab';\nlet ways = 8;");
    await run(page, 1);
    expect(await outputOf(page, 3)).toBe('80');
    const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')");

    await page.getByRole('button', { name: 'Undo edits of cell 1' }).focus();
    await page.keyboard.press('Enter');
    await ended(page);
    expect(await page.locator('[data-cell="1"] .code').innerText()).toContain('let ways = 2;');
    expect(await outputOf(page, 3)).toBe('20');
    expect(await focused()).toBe('Redo edits of cell 1');
    await page.keyboard.press('Enter');
    await ended(page);

    expect(await outputOf(page, 3)).toBe('80');
    expect(await focused()).toBe('Undo edits of cell 1');
    expect(await page.locator('.stale').count()).toBe(0);
  });

  it('goes on after cells that the reader has seen fail, also where they are replayed', async () => {
    const { page } = await open(small);
    await edit(page, 2, 'throw new Error("seen");');
    await run(page, 2);
    await edit(page, 3, 'for (;;);');
    await page.getByRole('button', { name: 'Run cell 3' }).click();
    await page.waitForSelector('[data-cell="3"].running');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);

    await edit(page, 3, 'ways * 7');
    await run(page, 3);

    expect(await outputOf(page, 3)).toBe('14');
    expect(await outputOf(page, 2)).toContain('seen');
  });

  it('has its plots again after Reset', async () => {
    const figure = { data: [{ type: 'bar', x: ['a'], y: [1] }], layout: {} };
    const notebook = notebookOf('1');
    const [cell] = notebook.cells;
    if (cell?.cell_type !== 'code') throw new Error('no code');
    const data = { 'application/vnd.plotly.v1+json': figure, 'text/html': '<p>still</p>' };
    cell.outputs = [{ output_type: 'display_data', data, metadata: {} }];
    const { page } = await open(notebook);
    await page.waitForSelector('.js-plotly-plot .bars path');

    await page.getByRole('button', { name: 'Reset', exact: true }).click();

    await page.waitForSelector('.js-plotly-plot .bars path');
  });

  it('leaves texts alone that look like its own marks', async () => {
    const source = "const s = 'aliaslab-picture:0: stays'; s";
    const picture = '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a picture of nothing">';
    const notebook = notebookOf(source);
    const [cell] = notebook.cells;
    if (cell?.cell_type !== 'code') throw new Error('no code');
    cell.outputs = [{ output_type: 'display_data', data: { 'text/html': picture }, metadata: {} }];
    const { page } = await open(notebook);

    await run(page, 1);

    expect(await outputOf(page, 1)).toBe('aliaslab-picture:0: stays');
  });
});
