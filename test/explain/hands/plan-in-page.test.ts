/** A plan of a page, in Chromium: painted by mouse, by finger and by keyboard. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { knownPlan, prove } from '../../../src/index.js';
import { describeInChromium } from '../chromium.js';
import { alive, bundleOf, measures, showing, verdict } from './hands-in-page.js';

const bundle = bundleOf(prove('SH7750').plans().plan(knownPlan('the mail')));

describeInChromium('a plan of a page', (open) => {
  const choice = (page: Page, point: string, action: string) =>
    page.getByRole('radiogroup', { name: point }).getByRole('radio', { name: action });
  const written = (page: Page) => page.locator('.hand code').innerText();

  test('two choices mend it: the verdict follows, the run goes, and the plan moves', async () => {
    const opened = await open(showing(bundle));
    const { page } = opened;
    await alive(page);
    expect(await verdict(page)).toContain('✗ Some run goes wrong. Refuted; missing: after read: kernel');
    const lattice = page.locator('.lattice svg.drawing');
    const before = await lattice.innerHTML();

    await choice(page, 'after read: kernel', 'invalidate').click();
    await choice(page, 'before write: user', 'flush').click();

    await expect.poll(() => verdict(page)).toContain('✓ Every run is right. Coherent; more than it needs');
    await expect.poll(() => page.locator('.hand table').count()).toBe(0);
    expect(await lattice.innerHTML()).not.toBe(before);
    // A picture in an image has one look, by day and in the dark.
    expect(await page.locator('.hand img').count()).toBe(0);
    expect(opened.said).toEqual([]);
    expect(opened.asked).toEqual([]);
  });

  test('a mouse that is drawn down a column paints it', async () => {
    const { page } = await open(showing(bundle));
    await alive(page);
    const middle = async (point: string) => {
      const { x, y, width, height } = (await choice(page, point, 'clean').boundingBox())!;
      return [x + width / 2, y + height / 2] as const;
    };

    await page.mouse.move(...(await middle('before read: user')));
    await page.mouse.down();
    for (const point of ['before read: kernel', 'after read: kernel', 'after read: user'])
      await page.mouse.move(...(await middle(point)));
    await page.mouse.up();

    await expect
      .poll(() => written(page))
      .toBe(
        'before-read:user=clean,before-read:kernel=clean,after-read:kernel=clean,after-read:user=clean,after-write:kernel=flush',
      );
  });

  test('a finger and arrow keys choose too, and nothing is too small for a thumb', async () => {
    const { page } = await open(showing(bundle), { hasTouch: true, viewport: { width: 390, height: 844 } });
    await alive(page);

    await choice(page, 'before write: user', 'flush').tap();
    await choice(page, 'before read: user', 'flush').focus();
    await page.keyboard.press('ArrowLeft');

    await expect
      .poll(() => written(page))
      .toBe('before-read:user=invalidate,before-write:user=flush,after-write:kernel=flush');
    expect(await measures(page)).toEqual({ small: [], wide: 390 });
  });

  test('the run plays to its last step, at once where motion is not wanted', async () => {
    const { page } = await open(showing(bundle), { reducedMotion: 'reduce' });
    await alive(page);

    expect(await page.locator('.hand tr.now').innerText()).toContain('STALE');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.evaluate(`
      globalThis.marked = [];
      const rows = [...document.querySelectorAll('.hand tbody tr')];
      const look = (changes) => changes.forEach(({ target }) => target.className === 'now' && marked.push(rows.indexOf(target)));
      new MutationObserver(look).observe(rows[0].parentElement, { attributes: true, subtree: true });
    `);
    const again = page.getByRole('button', { name: 'Play it again' });
    await again.click();

    await expect.poll(() => page.evaluate('marked'), { timeout: 20_000 }).toEqual([0, 1, 2, 3]);
    expect(await page.locator('.hand tr.now').innerText()).toContain('STALE');
  });

  test('axe finds nothing, by light and in the dark', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(showing(bundle), { colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
      await alive(page);
      await page.addScriptTag({ path: axe });

      const found = await page.evaluate(
        `axe.run({ exclude: ['.cell-tools'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
      );

      expect(found).toEqual([]);
    }
  });
});
