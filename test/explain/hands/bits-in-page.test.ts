/** Bits in a page, in Chromium: flipped by mouse, by finger and by keyboard; what a notebook says is never run and never HTML. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { HAND_MIME } from '../../../src/fluent/hands.js';
import { alias, daxFile, processor, split } from '../../../src/index.js';
import { describeInChromium, edit, run } from '../chromium.js';
import { alive, bundleOf, measures, showing, verdict } from './hands-in-page.js';

const page5 = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 }).page(5);
const two = split(processor('SH7750'), alias(page5).user(0x2955_1000), alias(page5).directMap());

describeInChromium('bits of a page', (open) => {
  const bit = (page: Page, number: number, who: string) =>
    page.getByRole('button', { name: new RegExp(`^bit ${number}: [01], the ${who}’s address`) });
  const address = (page: Page, who: string) => page.locator(`[data-address=${who}]`).innerText();

  test('a click flips one, and the verdict follows', async () => {
    const opened = await open(showing(bundleOf(two)));
    const { page } = opened;
    await alive(page);
    expect(await verdict(page)).toContain('✗ Two bytes. Color 1 leads to set 128, color 3 to set 384');

    await bit(page, 13, 'user').click();

    await expect
      .poll(() => verdict(page))
      .toContain('✓ One byte. Both have color 3, so both lead to set 384.');
    expect(await address(page, 'user')).toBe('0x29553000');
    expect(opened.said).toEqual([]);
    expect(opened.asked).toEqual([]);
  });

  test('a drag gives each that it reaches the value of the first, and stays in its row', async () => {
    const { page } = await open(showing(bundleOf(two)));
    await alive(page);
    const middle = async (number: number, who: string) => {
      const { x, y, width, height } = (await bit(page, number, who).boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };

    await page.mouse.move(...(await middle(16, 'kernel')));
    await page.mouse.down();
    for (const number of [15, 14, 13, 12]) await page.mouse.move(...(await middle(number, 'kernel')));
    await page.mouse.move(...(await middle(12, 'user')));
    await page.mouse.up();
    await page.mouse.move(...(await middle(19, 'kernel')));

    await expect.poll(() => address(page, 'kernel')).toBe('0x8c13f000');
    expect(await address(page, 'user')).toBe('0x29551000');
  });

  test('a finger and the keyboard flip them too, and nothing is too small for a thumb', async () => {
    const { page } = await open(showing(bundleOf(two)), {
      hasTouch: true,
      viewport: { width: 390, height: 844 },
    });
    await alive(page);

    await bit(page, 12, 'user').tap();
    await expect.poll(() => address(page, 'user')).toBe('0x29550000');
    await bit(page, 12, 'user').focus();
    for (const key of ['ArrowLeft', 'ArrowDown', 'Space']) await page.keyboard.press(key);

    await expect.poll(() => address(page, 'kernel')).toBe('0x8c121000');
    expect(await measures(page)).toEqual({ small: [], wide: 390 });
  });

  test('a move that finds no answer says so, and the next one is answered', async () => {
    const { page } = await open(showing(bundleOf(two)));
    await alive(page);

    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = () => {
        Worker.prototype.postMessage = post;
        throw new Error('nobody listens');
      };
    });
    await bit(page, 13, 'user').click();
    await expect.poll(() => verdict(page)).toBe('No answer. nobody listens');
    await bit(page, 12, 'user').click();

    await expect.poll(() => verdict(page)).toContain('Color');
  });

  test('a cell that runs in the page shows such bits', async () => {
    const { page } = await open(showing(bundleOf(two)));
    await edit(
      page,
      1,
      `import { alias, daxFile, processor, show, split } from 'aliaslab';
const page = daxFile('f').pages(1).page(0);
show(split(processor('24Kc'), alias(page).user(0x2000_0000), alias(page).user(0x2000_1000).named('b')));`,
    );
    await run(page, 1);
    await alive(page);

    expect(await page.locator('.hand .hint').first().innerText()).toContain('24Kc: VIPT 32 KiB 4-way');
  });

  test('a form that the library refuses leaves the picture, and says why', async () => {
    const hostile = [
      `bits SH7750 f=file(1) user=alias(0 (mmap)) load(user 1)`,
      `bits "><img src=x onerror="console.log('ran')">`,
      `bits SH7750 f=file(1 name="<img src=x onerror=console.log(1)>") a=alias(0 (mmap)) prove([a])`,
    ];
    const opened = await open(showing(...hostile.map((form) => ({ ...bundleOf(two), [HAND_MIME]: form }))));
    const { page } = opened;
    for (const cell of [1, 2, 3]) {
      await page.locator(`[data-cell="${cell}"] .hand`).scrollIntoViewIfNeeded();
      await page.locator(`[data-cell="${cell}"] .hand .hint`).waitFor();
    }

    expect(await page.locator('.hand .hint').first().innerText()).toMatch(
      /^This picture stays still: .*bits are those of two names of one page/s,
    );
    expect(await page.locator('.hand figure svg').count()).toBe(3);
    expect(await page.locator('.hand img').count()).toBe(0);
    expect(opened.said).toEqual([]);
  });

  test('names of a notebook are text, whatever they are', async () => {
    const named = alias(page5).user(0x2000_1000).named('<img src=x onerror=console.log(1)>');
    const opened = await open(
      showing(bundleOf(split(processor('SH7750'), alias(page5).user(0x2955_1000), named))),
    );
    await alive(opened.page);

    expect(await opened.page.locator('.hand').innerText()).toContain('<img src=x');
    expect(await opened.page.locator('.hand img').count()).toBe(0);
    expect(opened.said).toEqual([]);
  });

  test('without scripts, and inside another page, the picture stands still', async () => {
    const without = await open(showing(bundleOf(two)), { javaScriptEnabled: false });
    expect(await without.page.locator('.hand figure').isVisible()).toBe(true);

    const framed = await open(showing(bundleOf(two)), { isFramed: true });
    const frame = framed.page.frameLocator('iframe');
    await frame.locator('html[data-live=framed]').waitFor();
    expect(await frame.locator('.hand button').count()).toBe(0);
  });

  test('only a page that shows such a picture carries the script', async () => {
    const part = (page: Page) => page.locator('[id="aliaslab:part-hands"]').count();
    const { [HAND_MIME]: _, ...still } = bundleOf(two);

    expect(await part((await open(showing(bundleOf(two)))).page)).toBe(1);
    expect(await part((await open(showing(still))).page)).toBe(0);
  });

  test('axe finds nothing, by light and in the dark', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(showing(bundleOf(two)), { colorScheme, bypassCSP: true });
      await alive(page);
      await page.addScriptTag({ path: axe });

      const found = await page.evaluate(
        `axe.run({ exclude: ['.cell-tools'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
      );

      expect(found).toEqual([]);
    }
  });
});
