/** The front page in Chromium: bits are flipped by mouse, by finger and by keyboard; CPUs are found; nothing is asked of anybody. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PageLinks } from '../../../src/cli/page-links.js';
import { listOf, pageOf } from '../../../src/cli/pages.js';
import { packageRoot } from '../../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../../src/jupyter/notebook-text.js';
import { chromiumOptions, chromiumPath, unlessChromium } from '../../chromium-installed.js';

describe.skipIf(chromiumPath === undefined)(`the front page${unlessChromium}`, () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aliaslab-front-'));
    const notebooks = join(packageRoot, 'notebooks');
    const read = new Map(
      readdirSync(notebooks)
        .filter((name) => name.endsWith('.ipynb'))
        .map((name) => [join(notebooks, name), readNotebook(join(notebooks, name))]),
    );
    const links = new PageLinks(read, { hasList: true });
    const listed = links.paths.map((path) => ({ path, notebook: read.get(path)! }));
    writeFileSync(join(folder, 'index.html'), listOf(listed, links));
    const { path, notebook } = listed[0]!;
    writeFileSync(join(folder, links.hrefOf(path)), pageOf(path, notebook, { links }));
    browser = await chromium.launch(chromiumOptions);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(fragment = '', options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    context.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'index.html')).href + fragment);
    return { page, said, asked: () => asked.filter((url) => !url.startsWith('data:')) };
  }
  const bit = (page: Page, number: number, who: string) =>
    page.getByRole('button', { name: new RegExp(`^bit ${number}: [01], the ${who}’s address`) });
  const verdict = (page: Page) => page.locator('.two-names .verdict').innerText();

  test('a bit of the color is flipped by a click, and the verdict follows', async () => {
    const { page, said, asked } = await opened();
    expect(await verdict(page)).toContain('✗ Two bytes. Color 1 leads to set 128, color 3 to set 384');

    await bit(page, 13, 'user').click();

    expect(await verdict(page)).toContain('✓ One byte. Both have color 3, so both lead to set 384.');
    expect(await page.locator('[data-address=user]').innerText()).toBe('0x29553000');
    expect(said).toEqual([]);
    expect(asked()).toHaveLength(1);
  });

  test('a drag gives each bit that it reaches the value of the first', async () => {
    const { page } = await opened();
    const middle = async (number: number) => {
      const { x, y, width, height } = (await bit(page, number, 'kernel').boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };

    await page.mouse.move(...(await middle(16)));
    await page.mouse.down();
    for (const number of [15, 14, 13, 12]) await page.mouse.move(...(await middle(number)));
    await page.mouse.up();

    expect(await page.locator('[data-address=kernel]').innerText()).toBe('0x8c13f000');
    await page.mouse.move(...(await middle(19)));
    expect(await page.locator('[data-address=kernel]').innerText()).toBe('0x8c13f000');
  });

  test('a finger and the keyboard flip bits too', async () => {
    const { page } = await opened('', { hasTouch: true, viewport: { width: 390, height: 844 } });

    await bit(page, 12, 'user').tap();
    expect(await page.locator('[data-address=user]').innerText()).toBe('0x29550000');

    await bit(page, 12, 'user').focus();
    for (const key of ['ArrowLeft', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    expect(await page.locator('[data-address=kernel]').innerText()).toBe('0x8c121000');
  });

  test('nothing is too small for a thumb, and nothing wider than a phone', async () => {
    const { page } = await opened('#cpu=SH7750', { viewport: { width: 390, height: 844 } });
    await page.locator('.found h3').waitFor();

    const small = await page.evaluate(
      `Array.from(document.querySelectorAll('.two-names button, .find button, .find input'), (each) => each.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).length`,
    );
    const wide = await page.evaluate('document.documentElement.scrollWidth');

    expect({ small, wide }).toEqual({ small: 0, wide: 390 });
  });

  test('a CPU is found, put into the picture, and its link can be sent', async () => {
    const { page, said } = await opened();
    await page.getByRole('combobox').fill('24kc');
    await page.keyboard.press('Enter');
    await page.locator('.found h3').waitFor();

    expect(await page.locator('.found').innerText()).toMatch(/^24Kc\n.*2 colors.*Linux takes it for/s);
    expect(await page.locator('.two-names .hint').first().innerText()).toContain('24Kc: VIPT 32 KiB 4-way');
    expect(new URL(page.url()).hash).toBe('#cpu=24kc');
    const sent = await opened('#cpu=24kc');
    await sent.page.locator('.found h3').waitFor();
    expect(await sent.page.locator('.found h3').innerText()).toBe('24Kc');
    expect(said).toEqual([]);
  });

  test('a name that there is not leads to the nearest ones', async () => {
    const { page } = await opened('#cpu=SH775');

    await expect
      .poll(() => page.locator('.found').innerText())
      .toContain("'SH775' is not in the atlas; nearest are");
  });

  test('the story on it opens with the CPU in its cell, which is shown and not run', async () => {
    const { page } = await opened('#cpu=21264');
    await page.getByRole('link', { name: 'The story on 21264' }).click();
    await page.waitForSelector('html[data-live=ready]');

    expect(await page.locator('.notice').innerText()).toContain('This link brings edits to 1 cell');
    expect(await page.locator('[data-cell="2"] .code').innerText()).toContain("processor('21264')");
  });

  test('without scripts the picture stands still, and the map leads on', async () => {
    const { page } = await opened('', { javaScriptEnabled: false });

    expect(await page.locator('.still img').isVisible()).toBe(true);
    await page.locator('.pages a').first().click();
    expect(page.url()).toContain('01-the-kernel-reads-an-old-byte.html');
  });

  test('axe finds nothing, by light and in the dark', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await opened('#cpu=SH7750', { colorScheme, bypassCSP: true });
      await page.locator('.found h3').waitFor();
      await page.addScriptTag({ path: axe });

      const found = await page.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
      );

      expect(found).toEqual([]);
    }
  });
});
