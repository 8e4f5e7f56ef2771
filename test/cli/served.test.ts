/** Pages that are served while their notebooks run, in Chromium: the marks follow, and a page may ask for nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PageLinks } from '../../src/cli/page-links.js';
import { Job } from '../../src/cli/run-all.js';
import { serve } from '../../src/cli/serve.js';
import { servedPages } from '../../src/cli/served-pages.js';
import { chromiumOptions, chromiumPath, unlessChromium } from '../chromium-installed.js';
import { notebookOf } from '../explain/chromium.js';

describe.skipIf(chromiumPath === undefined)(`a served page${unlessChromium}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aliaslab-served-'));
    browser = await chromium.launch(chromiumOptions);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function started() {
    const paths = ['one', 'two'].map((name) => join(folder, `${name}.ipynb`));
    const notebooks = new Map(paths.map((path) => [path, notebookOf(`# Notebook ${path.at(-7)}`, '1 + 1')]));
    const jobs = paths.map((path) => new Job(path, notebooks.get(path)!));
    const links = new PageLinks(notebooks, { hasList: true });
    const all = { kind: 'running', text: '0 of 2 have run.' } as const;
    const { server, address } = await serve(
      servedPages(jobs, links, () => all),
      0,
    );
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const said: string[] = [];
    const asked = new Set<string>();
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => asked.add(request.url()));
    return { jobs, address, page, said, asked };
  }

  test('says that it is as it was saved, that it runs, and what came of it, without being loaded again', async () => {
    const { jobs, address, page, said } = await started();
    await page.goto(`${address}one.html`);
    const mark = page.locator('.mark');

    expect(await mark.innerText()).toBe('As it was saved: it has not run here yet.');
    jobs[0]!.mark = { kind: 'running', text: 'Cell 1 of 1 runs.' };
    await expect.poll(() => mark.innerText()).toBe('Cell 1 of 1 runs.');
    jobs[0]!.mark = { kind: 'checked', text: 'It has just run here.' };
    await expect.poll(() => mark.innerText()).toBe('It has just run here.');
    expect(await mark.getAttribute('class')).toBe('mark checked');
    expect(said).toEqual([]);
  });

  test('stands in the list with its mark, which stops to ask once all is done', async () => {
    const { jobs, address, page, asked } = await started();
    await page.goto(address);
    expect(await page.locator('main > .mark').innerText()).toBe('0 of 2 have run.');

    jobs[0]!.mark = { kind: 'checked', text: 'Ran.' };
    jobs[1]!.mark = { kind: 'failed', text: 'It did not run: cell 1.' };

    await expect
      .poll(() => page.locator('li .mark').allInnerTexts())
      .toEqual(['Ran.', 'It did not run: cell 1.']);
    expect([...asked].filter((url) => !url.startsWith('data:'))).toEqual([address, `${address}state.json`]);
    // What is said afterwards is not asked for any more.
    jobs[0]!.mark = { kind: 'checked', text: 'Later.' };
    await page.waitForTimeout(2500);
    expect(await page.locator('li .mark').first().innerText()).toBe('Ran.');
  });

  test('may ask for its state, and for no other address of the server', async () => {
    const { address, page } = await started();
    await page.goto(`${address}one.html`);

    const outcome = (path: string) =>
      page.evaluate(`fetch('${path}').then(({ status }) => status, () => 'refused')`);

    expect(await outcome('/state.json')).toBe(200);
    expect(await outcome('/two.html')).toBe('refused');
    expect(await outcome('https://example.org/')).toBe('refused');
  });
});
