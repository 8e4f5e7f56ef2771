/** The page of the first notebook in a real browser: whole, quiet, and asking nobody for anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { notebookPage } from '../../src/explain/page.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { chromiumOptions, chromiumPath, unlessChromium } from '../chromium-installed.js';

test.skipIf(chromiumPath === undefined)(
  `opens in Chromium without an error, a request or a picture that fails${unlessChromium}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aliaslab-browser-'));
    const file = join(folder, 'page.html');
    const notebook = readNotebook(join(packageRoot, 'notebooks/01-the-kernel-reads-an-old-byte.ipynb'));
    writeFileSync(file, notebookPage(notebook, { source: 'notebooks/01.ipynb' }));
    const browser = await chromium.launch(chromiumOptions);
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      page.on('request', (request) => asked.push(request.url().slice(0, 10)));

      await page.goto(pathToFileURL(file).href);
      // Those far below are read when they come near; this reads them all, and fails where one cannot be.
      const pictures = await page.evaluate(
        'Promise.all(Array.from(document.images, (picture) => (picture.loading = "eager", picture).decode().then(() => picture.naturalWidth > 0)))',
      );
      const main = await page.locator('main').innerText();

      expect(said).toEqual([]);
      expect(asked.filter((address) => !address.startsWith('data:'))).toEqual([
        pathToFileURL(file).href.slice(0, 10),
      ]);
      expect(pictures).toContain(true);
      expect(pictures).not.toContain(false);
      expect(main).toContain('STALE');
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
