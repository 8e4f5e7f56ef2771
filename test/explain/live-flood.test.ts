/** Workers that say too much, or what none of ours says, in a real browser: the page goes on, Stop is heard, and nothing is lost. */
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
  withWorker,
} from './chromium.js';

/** A worker that does this when it is to run a cell; `report(parts)` says that the run has shown them. */
const worker = (running: string) =>
  withWorker(`onmessage = ({ data }) => {
  if (data.type === 'start') return postMessage('{"run":0,"parts":[]}');
  if (data.type !== 'run') return;
  const text = (text) => ({ output: { output_type: 'stream', name: 'stdout', text } });
  const html = (html) => ({ output: { output_type: 'display_data', data: { 'text/html': html }, metadata: {} } });
  const report = (parts, more = {}) => postMessage(JSON.stringify({ run: data.run, parts, ...more }));
  ${running}
};`);

describeInChromium('a worker', (open) => {
  it.each([
    ['small ones', "for (;;) report([text('again')]);"],
    ['of things', "for (;;) report([html('<p>again</p>')]);"],
    ['large ones', "const large = html('<p>' + 'x'.repeat(4_000_000) + '</p>'); for (;;) report([large]);"],
    ['changes', "for (let i = 0; ; i++) report([{ id: 'a', data: { 'text/plain': String(i) } }]);"],
    ['in one report', "report(Array.from({ length: 100_000 }, (_, i) => html('<p>' + i + '</p>')));"],
    ['that are none', 'for (;;) postMessage({});'],
  ])('that floods the page with messages is ended, and the page says why: %s', async (_what, flood) => {
    const { page } = await open(notebookOf('1', '2'), { change: worker(flood) });

    await run(page, 1);

    expect(await outputOf(page, 1)).toMatch(
      /Stopped: the cell was ended: it sent (more than a page can show|something that is no output of a cell)$/,
    );
    expect(await page.locator('.outputs').first().locator('> *').count()).toBeLessThan(2100);
    expect((await downloaded(page)).cells).toHaveLength(2);
  });

  it('is stopped at once, and nothing of what it has said is dealt with any more', async () => {
    const { page } = await open(notebookOf('1'), {
      change: worker(
        "for (let i = 0; i < 190; i++) report(Array.from({ length: 10 }, (_, j) => html('<p>' + i + '.' + j + '</p>' + '<b>x</b>'.repeat(2000)))); for (;;);",
      ),
    });
    await page.getByRole('button', { name: 'Run cell 1' }).click();
    await page.waitForSelector('[data-cell="1"] .outputs .rich');

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);
    const shown = await page.locator('[data-cell="1"] .outputs > *').count();
    await page.waitForTimeout(500);

    expect(shown).toBeLessThan(1900);
    expect(await page.locator('[data-cell="1"] .outputs > *').count()).toBe(shown);
    expect(await outputOf(page, 1)).toMatch(/Stopped: the cell was stopped$/);
  });

  it.each([
    ['no text', 'postMessage({ run: data.run, parts: [], end: "ok" });'],
    ['no JSON', "postMessage('{');"],
    ['too deep', "postMessage('['.repeat(5_000_000));"],
    ['a run that nobody asked for', 'postMessage(\'{"run":99,"parts":[],"end":"ok"}\');'],
    ['nothing', 'report([]);'],
    ['an output of no kind', "report([{ output: { output_type: 'x' } }]);"],
    ['data that is null', "report([{ output: { output_type: 'display_data', data: null, metadata: {} } }]);"],
    ['an error without lines', "report([{ output: { output_type: 'error', ename: 'a', evalue: 'b' } }]);"],
    ['an id that is none', 'report([{ id: 7, data: {} }]);'],
  ])('that says what ours never says is ended, and the page says so: %s', async (_what, forged) => {
    const { page } = await open(notebookOf({ source: '1', text: 'as it was' }), { change: worker(forged) });

    await run(page, 1);

    expect(await outputOf(page, 1)).toBe(
      'This cell failed: Stopped: the cell was ended: it sent something that is no output of a cell',
    );
    expect((await downloaded(page)).cells[0]).toMatchObject({ outputs: [{ output_type: 'error' }] });
  });

  it('may show anything in any form, and the notebook can be taken home', async () => {
    const odd = [
      null,
      7,
      [],
      {},
      [1],
      { data: 1 },
      { data: [] },
      { data: [{}], layout: 7 },
      { data: [{ x: 5 }], layout: { xaxis: 5 } },
    ];
    const types = [
      'text/html',
      'text/plain',
      'image/png',
      'image/svg+xml',
      'text/markdown',
      'application/vnd.plotly.v1+json',
    ];
    const parts = types.flatMap((type) =>
      odd.map((value) => ({
        output: { output_type: 'display_data', data: { [type]: value, 'text/plain': 'odd' }, metadata: {} },
      })),
    );
    const { page } = await open(notebookOf('1'), {
      change: worker(`report(${JSON.stringify(parts)}, { end: 'ok' });`),
    });

    await run(page, 1);
    const { cells } = await downloaded(page);

    expect(await page.locator('.said').innerText()).toBe('page.ipynb is downloaded.');
    expect(cells[0]).toMatchObject({ outputs: { length: parts.length } });
  });
});

describeInChromium('a cell of ours', (open) => {
  it.each([
    [
      'prints to both streams in turn',
      'for (let i = 0; i < 100_000; i++) { console.log(i); console.error(i); }',
    ],
    ['shows thing after thing', "for (let i = 0; i < 100_000; i++) show({ toString: () => '', i });"],
  ])('that %s shows no more than a page can, and says so', async (_what, source) => {
    const { page } = await open(notebookOf("import { show } from 'aliaslab';", source));

    expect(await runAll(page)).toBe('All cells ran.');

    expect(await outputOf(page, 2)).toContain('… more than a page can show');
    expect(await page.locator('[data-cell="2"] .outputs > *').count()).toBeLessThan(1010);
  });

  it('shows at once what it prints before it computes, and how far it is, though it lets nobody in', async () => {
    const { page } = await open(notebookOf("import { progressBar } from 'aliaslab';", '2'));
    await edit(
      page,
      2,
      "console.log('begun'); const bar = progressBar('loop'); for (let done = 0; ; done++) bar({ done, fraction: 0.5, unit: 'turns', ended: false } as any);",
    );
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForFunction(
      '/begun[^]*loop: \\d/.test(document.querySelector(\'[data-cell="2"] .outputs\').innerText)',
    );
    const [before] = await page
      .locator('[data-cell="2"] .outputs > *')
      .allInnerTexts()
      .then((all) => all.slice(-1));
    await page.waitForFunction(
      `document.querySelector('[data-cell="2"] .outputs').innerText.includes(${JSON.stringify(before)}) === false`,
    );

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);

    expect(await page.locator('[data-cell="2"] .outputs > *').count()).toBe(3);
  });
});

/** A drawing of ten lines or so that draws a billion billion elements. */
const BOMB = `'<svg width="9" height="9">' + Array.from({ length: 30 }, (_, i) => '<g id="l' + (i + 1) + '">' + ('<use href="#l' + i + '"/>').repeat(9) + '</g>').join('') + '<rect id="l0"/></svg>'`;

describeInChromium('a page', (open) => {
  it('draws no more than it can: it says what it leaves out, goes on, and is taken home', async () => {
    const layouts = [
      '{ xaxis: { dtick: 1e-6 } }',
      '{ yaxis: { minor: { dtick: 1e-6 } } }',
      '{ xaxis: { dtick: 5 } }',
      '{ width: 1e9 }',
      '{ xaxis: 5 }',
    ];
    const figures = layouts.map((layout) => `{ data: [{ x: [0, 10], y: [0, 1] }], layout: ${layout} }`);
    const { page } = await open(notebookOf('1'), {
      // Our own worker refuses these before they are sent.
      change: worker(`const shown = (type, value) => ({
        output: { output_type: 'display_data', data: { [type]: value, 'text/plain': 'a picture' }, metadata: {} },
      });
      report(
        [...[${figures}].map((figure) => shown('application/vnd.plotly.v1+json', figure)), shown('image/svg+xml', ${BOMB})],
        { end: 'ok' },
      );`),
    });

    await run(page, 1);
    await page.waitForFunction(
      "document.querySelectorAll('.xtick').length >= 3 && document.querySelectorAll('.plot').length === 3",
    );
    const said = await page.locator('.outputs p, .outputs pre').allInnerTexts();

    expect(said.sort()).toEqual([
      'Its own ticks are left out: it has more than 200 ticks.',
      'Its own ticks are left out: it has more than 200 ticks.',
      "a picture (Plotly cannot draw it: Cannot use 'in' operator to search for 'domain' in 5)",
      'a picture (it draws more than 100,000 elements, repetitions counted, and is not drawn)',
      'a picture (it is larger than what is drawn: 1,000,000,000 × 400 pixels, and at most 16,384 a side and 8,388,608 in all, and is not drawn)',
    ]);
    const [cell] = (await downloaded(page)).cells;
    const outputs = cell?.cell_type === 'code' ? cell.outputs : [];
    expect(outputs.map((output) => 'data' in output && 'image/png' in output.data)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ]);
  });

  it.each([
    [
      `show({ data: [{ type: 'scatter', x: [0, 10], y: [0, 1] }], layout: { xaxis: { dtick: 1e-6 } } });`,
      'InputError: this figure cannot be drawn: it has 12,000,000 ticks of xaxis, one every 0.000001, more than the 200 that are drawn',
    ],
    [
      `show(${BOMB});`,
      'InputError: this SVG cannot be drawn: it draws more than 100,000 elements, repetitions counted',
    ],
  ])('refuses in its cells what the kernel refuses, in the same words: %s', async (source, why) => {
    const { page } = await open(notebookOf("import { show } from 'aliaslab';", source));

    await runAll(page);

    expect(await outputOf(page, 2)).toContain(why);
  });
});
