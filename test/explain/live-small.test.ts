/** A page on a phone, on paper and in the dark: words that can be read, targets for a finger, nothing cut, no white cards. */

import { join } from 'node:path';
import { decode } from 'fast-png';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { describeInChromium, type Open } from './chromium.js';

const names = ['01-the-kernel-reads-an-old-byte', '14-the-lost-store'];
const notebook = (name: string) => readNotebook(join(packageRoot, `notebooks/${name}.ipynb`));
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The page with all answers, and all plots drawn. */
async function whole(open: Open, name: string, opening: Parameters<Open>[1]): Promise<Page> {
  const { page } = await open(notebook(name), opening);
  await page.getByRole('button', { name: 'Show all answers' }).click();
  const plots = notebook(name).cells.filter(
    (cell) =>
      cell.cell_type === 'code' &&
      cell.outputs.some((each) => 'data' in each && 'application/vnd.plotly.v1+json' in each.data),
  );
  await expect
    .poll(
      async () => {
        for (const image of await page.locator('.outputs img:visible').all())
          await image.scrollIntoViewIfNeeded({ timeout: 2000 }).catch(() => {}); // A plot may have taken its place.
        return page.locator('.plot .main-svg').count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBeGreaterThanOrEqual(plots.length);
  return page;
}

/** Words that are seen smaller than `least` pixels: the words, and how small. */
const smallWords = `(least) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const holder = node.parentElement;
    if (node.data.trim() === '' || !holder.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest('script, style, title, .modebar-container, .skip')) continue;
    const { width } = holder.getBoundingClientRect();
    if (width === 0) continue;
    const svg = holder.closest('svg');
    const box = svg?.viewBox?.baseVal;
    const scale = svg ? svg.getBoundingClientRect().width / (box?.width || svg.clientWidth) : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * scale;
    if (size < least - 0.01) found.push(size.toFixed(1) + ': ' + node.data.trim().slice(0, 30));
  }
  return [...new Set(found)];
}`;

/** What a finger is to meet and is lower or narrower than `least`; links inside of sentences are not meant. */
const smallTargets = `(least) => [...document.querySelectorAll('button, summary, input, nav a')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => ({ each, box: each.getBoundingClientRect() }))
  .filter(({ box }) => box.width < least - 0.01 || box.height < least - 0.01)
  .map(({ each, box }) => each.textContent.slice(0, 30) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))`;

const asked = (page: Page, what: string, least: number) => page.evaluate(`(${what})(${least})`);

/** The share of what is nearly white: of a white card more than half; some marks are white in the dark. */
async function whiteness(picture: Locator): Promise<number> {
  const { data, channels } = decode(await picture.screenshot());
  let white = 0;
  for (let at = 0; at < data.length; at += channels)
    if (Math.min(data[at]!, data[at + 1]!, data[at + 2]!) > 225) white++;
  return (white * channels) / data.length;
}

describeInChromium('a page', (open) => {
  it.each(names)(
    'has words and targets of some size on a phone, and is not wider: %s',
    async (name) => {
      const page = await whole(open, name, phone);

      expect(await asked(page, smallWords, 11)).toEqual([]);
      expect(await asked(page, smallTargets, 44)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      // What would be found, were there a rule less (controls).
      expect(await asked(page, smallWords, 17)).not.toEqual([]);
      expect(await asked(page, smallTargets, 60)).not.toEqual([]);
    },
    120_000,
  );

  it('says on a phone what came of it first: verdicts in sight, captions before pictures', async () => {
    const page = await whole(open, names[0]!, phone);

    const verdicts = page.locator('.verdict-last td:last-child', { hasText: 'STALE' });
    const right = await verdicts.evaluateAll((cells) =>
      cells.map((cell) => Math.round(cell.getBoundingClientRect().right)),
    );
    expect(right.length).toBeGreaterThan(3);
    expect(right.filter((at) => at > 390)).toEqual([]);
    const tops = await page
      .locator('.rich > figure:has(figcaption)')
      .evaluateAll((figures) =>
        figures.map((figure) =>
          ['figcaption', '.pan'].map((part) => figure.querySelector(part)!.getBoundingClientRect().top),
        ),
      );
    expect(tops.length).toBeGreaterThan(3);
    for (const [caption, picture] of tops) expect(caption).toBeLessThan(picture!);
  }, 120_000);

  it.each(names)(
    'is printed with all columns and pictures: %s',
    async (name) => {
      // As wide as A4 is between its margins.
      const page = await whole(open, name, { viewport: { width: 718, height: 1000 } });
      const cut = () =>
        page.evaluate(`[...document.querySelectorAll('table, .drawing, .pan > img, .plot')]
        .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((each) => each.textContent.slice(0, 60))`);
      expect(await cut()).not.toEqual([]);

      await page.emulateMedia({ media: 'print' });

      expect(await cut()).toEqual([]);
      expect(await page.locator('.scrubber').filter({ visible: true }).count()).toBe(0);
    },
    120_000,
  );

  it('has no white cards in the dark, and keeps them on paper', async () => {
    const dark = await whole(open, names[1]!, { colorScheme: 'dark' });
    const pictures = dark.locator('.outputs :is(.drawing, .plot)');
    const many = await pictures.count();
    expect(many).toBeGreaterThan(3);
    for (let nth = 0; nth < many; nth++) expect(await whiteness(pictures.nth(nth))).toBeLessThan(0.25);

    await dark.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await whiteness(pictures.first())).toBeGreaterThan(0.7);
  }, 120_000);

  it('is as dark where no script runs', async () => {
    const { page } = await open(notebook(names[1]!), { colorScheme: 'dark', javaScriptEnabled: false });
    for (const fold of await page.locator('details.answer > summary').all()) await fold.click();
    const pictures = page.locator('.outputs :is(.drawing, img[src^="data:image/svg"])');
    expect(await pictures.count()).toBeGreaterThan(3);
    for (const picture of await pictures.all()) expect(await whiteness(picture)).toBeLessThan(0.25);
  }, 120_000);
});
