/**
 * How soon a live page answers, in Chromium from a file, by the page's own clock: a change until all that depends on it has run and is
 * painted, and a bit that is flipped until its verdict is there. Part of `npm run bench`; says so where there is no Chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { notebookPage } from '../../dist/explain/page.js';

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const said = (values) => `median ${median(values).toFixed(1)} ms of ${values.length}`;

/** A press of Run until nothing runs any more, and the frame behind it has been drawn. */
const runUntilPainted = `(cell) => new Promise((resolve) => {
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (document.documentElement.dataset.live !== 'ready') return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  });
  seen.observe(document.documentElement, { attributes: true });
  document.querySelector('[aria-label="Run cell ' + cell + '"]').click();
})`;

/** A bit that is pressed until the verdict is another: pointers are events of the page here, with nothing between. */
const flipUntilSaid = `() => new Promise((resolve) => {
  const bit = document.querySelector('.hand [data-alive=bits] [data-bit], .hand[data-alive=bits] [data-bit]');
  const verdict = bit.closest('.hand').querySelector('.verdict');
  const start = performance.now();
  const seen = new MutationObserver(() => { seen.disconnect(); resolve(performance.now() - start); });
  seen.observe(verdict, { childList: true, subtree: true, characterData: true });
  const press = (type) => bit.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1 }));
  press('pointerdown');
  press('pointerup');
})`;

/** `changed`: the cell of the first notebook that is changed, a text in it, and what stands there instead in turns. */
export async function benchLiveAnswers(first, changed, notebooks, runs = 9) {
  const where = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
  if (where === '') return console.log('answers of live pages: not measured, Chromium is not installed');
  const bits = notebooks.find((notebook) =>
    JSON.stringify(notebook).includes('"text/vnd.aliaslab.hand":"bits '),
  );
  if (bits === undefined) throw new Error('no notebook shows bits that can be flipped');
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-bench-'));
  const browser = await chromium.launch({ executablePath: where, args: ['--no-sandbox'] });
  try {
    const opened = async (name, notebook) => {
      writeFileSync(join(folder, name), notebookPage(notebook, { live: 'live.ipynb' }));
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(folder, name)).href);
      await page.waitForSelector('html[data-live=ready]');
      await page.waitForTimeout(2500); // the worker and Plotly start when the page is idle
      return page;
    };
    const page = await opened('first.html', first);
    const times = [];
    const code = first.cells.filter(({ cell_type }) => cell_type === 'code');
    await page.getByRole('button', { name: `Edit cell ${changed.cell}`, exact: true }).click();
    const editor = page.getByRole('textbox', { name: `Code of cell ${changed.cell}`, exact: true });
    for (let i = 0; i < runs; i++) {
      const text = changed.instead[i % changed.instead.length];
      await editor.focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(code[changed.cell - 1].source.replace(changed.text, text));
      await page.waitForTimeout(300);
      times.push(await page.evaluate(`(${runUntilPainted})(${changed.cell})`));
    }
    const ran = await page.locator('.said').innerText();
    console.log(
      `a change to all that depends on it, first notebook (${ran}): first ${times[0].toFixed(0)} ms, later ${said(times.slice(1))}`,
    );
    const withBits = await opened('bits.html', bits);
    await withBits.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    await withBits.locator('[data-hand^=bits]').first().scrollIntoViewIfNeeded();
    await withBits.locator('[data-alive=bits]').first().waitFor();
    const flips = [];
    for (let i = 0; i <= 4 * runs; i++) flips.push(await withBits.evaluate(`(${flipUntilSaid})()`));
    console.log(`a bit that is flipped, to the new verdict: ${said(flips.slice(1))} (a frame has 16)`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
