/** What a live page costs a reader, in Chromium from a file: size, first paint, first and later runs, plots. Part of `npm run bench`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { notebookPage } from '../../dist/explain/page.js';

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** A click on a button until the outputs of that cell change, by the page's own clock. */
const clickUntilShown = `(label, cell) => new Promise((resolve) => {
  const outputs = document.querySelector('[data-cell="' + cell + '"] .outputs');
  const shown = () => !outputs.querySelector('.plot') || outputs.querySelector('.plot .main-svg .xtick, .plot .main-svg .imagelayer');
  const start = performance.now();
  const look = () => { if (shown()) { seen.disconnect(); resolve(performance.now() - start); } };
  const seen = new MutationObserver(look);
  seen.observe(outputs, { childList: true, subtree: true });
  document.querySelector('[aria-label="' + label + ' cell ' + cell + '"]').click();
})`;

/** How large the pages of some notebooks are. */
export function benchPageSizes(notebooks) {
  const sizes = notebooks.map((notebook) =>
    Buffer.byteLength(notebookPage(notebook, { live: 'live.ipynb' })),
  );
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) => (size / 1e6).toFixed(2));
  console.log(`live pages of ${notebooks.length} notebooks: ${least} to ${most} MB`);
}

/** Measures the page of a notebook: its cell `plain` shows text or a table, its last figure is the plot. Says so where there is no Chromium. */
export async function benchLivePage(notebook, plain, runs = 9) {
  const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
  const isPlot = ({ data }) => data !== undefined && 'application/vnd.plotly.v1+json' in data;
  const plot = 1 + code.findLastIndex(({ outputs }) => outputs.some(isPlot));
  const where = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
  if (where === '') return console.log('live page: not measured, Chromium is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-bench-'));
  const written = (name, options) => {
    writeFileSync(join(folder, name), notebookPage(notebook, options));
    return pathToFileURL(join(folder, name)).href;
  };
  const live = written('live.html', { live: 'live.ipynb' });
  const still = written('still.html', {});
  const times = { paint: [], stillPaint: [], first: [], later: [], plot: [], laterPlot: [] };
  const browser = await chromium.launch({ executablePath: where, args: ['--no-sandbox'] });
  const paint = (page) =>
    page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");
  for (let i = 0; i < runs; i++) {
    const reading = await browser.newPage();
    await reading.goto(still);
    await reading.waitForTimeout(500);
    times.stillPaint.push(await paint(reading));
    await reading.close();
    const page = await browser.newPage();
    await page.goto(live);
    await page.waitForSelector('html[data-live=ready]');
    await page.waitForTimeout(2500); // the worker and Plotly start when the page is idle
    times.paint.push(await paint(page));
    const took = async (cell) => {
      await page.waitForSelector('html[data-live=ready]'); // the run before has ended
      return page.evaluate(`(${clickUntilShown})('Run', ${cell})`);
    };
    times.first.push(await took(plain));
    times.later.push(await took(plain), await took(plain));
    await took(plot - 1);
    times.plot.push(await took(plot));
    times.laterPlot.push(await took(plot), await took(plot));
    await page.close();
  }
  await browser.close();
  const size = statSync(join(folder, 'live.html')).size;
  rmSync(folder, { recursive: true });
  const ms = (what) => `${median(times[what]).toFixed(0)} ms`;
  console.log(
    `live page of the first notebook, ${(size / 1e6).toFixed(2)} MB: readable after ${ms('paint')} (static page ${ms('stillPaint')}), ` +
      `first run of a plain cell ${ms('first')}, later ${ms('later')}; first plot ${ms('plot')}, later ${ms('laterPlot')}`,
  );
}
