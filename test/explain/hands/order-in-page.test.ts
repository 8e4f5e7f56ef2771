/** The order of a story in a page, in Chromium: changed by mouse, by finger and by keyboard. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { HAND_MIME } from '../../../src/fluent/hands.js';
import { alias, daxFile, scenario } from '../../../src/index.js';
import { orderVerdict } from '../../../src/views/orders.js';
import { kernel, sh4, user, write } from '../../linux/stories.js';
import { describeInChromium } from '../chromium.js';
import { alive, bundleOf, measures, showing, verdict } from './hands-in-page.js';

const orders = scenario(sh4).store(user, 'user', 8).daxIo(write).evict(kernel).evict(user).orders();
const bundle = bundleOf(orders);

describeInChromium('the order of a story in a page', (open) => {
  const order = (page: Page) =>
    page.locator('.hand li').evaluateAll((steps) => steps.map((step) => step.dataset.letter).join(''));
  const line = (page: Page) => page.locator('.hand .drawing').getAttribute('aria-label');
  const middle = async (page: Page, letter: string) => {
    const { x, y, width, height } = (await page
      .locator(`.hand li[data-letter=${letter}] .grip`)
      .boundingBox())!;
    return [x + width / 2, y + height / 2] as const;
  };

  test('a drag to another place changes who loses, while the mouse is down', async () => {
    const opened = await open(showing(bundle));
    const { page } = opened;
    await alive(page);
    expect(await verdict(page)).toBe(`✗ A store is lost. ${orderVerdict(orders.of('ABCD'))}.`);
    expect(await page.locator('.hand li .losses:not(:empty)').allInnerTexts()).toEqual([
      '† "HELLO" of B is lost here',
    ]);

    await page.mouse.move(...(await middle(page, 'D')));
    await page.mouse.down();
    const [x, y] = await middle(page, 'C');
    await page.mouse.move(x, y - 4);
    expect(await order(page)).toBe('ABDC');
    expect(await verdict(page)).toBe(`✗ A store is lost. ${orderVerdict(orders.of('ABDC'))}.`);
    // Past two at once.
    await page.mouse.move(x, (await middle(page, 'A'))[1] - 4);
    expect(await order(page)).toBe('DABC');
    await page.mouse.move(x, (await middle(page, 'A'))[1] + 4);
    await page.mouse.up();
    await page.mouse.move(...(await middle(page, 'C')));

    expect(await order(page)).toBe('ADBC');
    expect(await verdict(page)).toBe(`✓ No store is lost. ${orderVerdict(orders.of('ADBC'))}.`);
    await expect.poll(() => line(page)).toContain('memory holds "HELLO···user"');
    expect(opened.said).toEqual([]);
    expect(opened.asked).toEqual([]);
  });

  test('the keyboard moves a step, keeps the focus, and goes no further than the ends', async () => {
    const { page } = await open(showing(bundle));
    await alive(page);
    const up = page.getByRole('button', { name: 'Move C up: evict kernel' });

    await up.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Enter');

    expect(await order(page)).toBe('CABD');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Move C up: evict kernel');
    expect(await up.getAttribute('aria-disabled')).toBe('true');
    expect(await verdict(page)).toContain('✗ A store is at risk. ');
    await page.getByRole('button', { name: 'Move C down' }).click();
    expect(await order(page)).toBe('ACBD');
    await page.getByRole('button', { name: 'As it was told' }).click();
    expect(await order(page)).toBe('ABCD');
    await expect.poll(() => line(page)).toContain('memory holds "········user"');
  });

  test('every order has the verdict that the library gives in Node', async () => {
    const { page } = await open(showing(bundle));
    await alive(page);

    // Changes of neighbors, as bell ringers make them: through all orders of four.
    const seen = new Set<string>([await order(page)]);
    const steps = page.locator('.hand li');
    for (let round = 0; round < 4; round++)
      for (const place of [2, 1, 0, 2, 0, 1, 2, 0]) {
        await steps
          .nth(place)
          .getByRole('button', { name: / down:/ })
          .click();
        const now = await order(page);
        seen.add(now);
        expect(await verdict(page), now).toContain(`${orderVerdict(orders.of(now))}.`);
      }

    expect(seen.size).toBe(24);
  });

  test('a finger drags by the grip, and nothing is too small for a thumb', async () => {
    const { page } = await open(showing(bundle), { hasTouch: true, viewport: { width: 390, height: 844 } });
    await alive(page);
    await page.locator('.hand .order').scrollIntoViewIfNeeded();
    const touch = await page.context().newCDPSession(page);
    const at = async (type: string, points: readonly (readonly [number, number])[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y]) => ({ x, y })),
      } as never);

    const [x, y] = await middle(page, 'D');
    await at('touchStart', [[x, y]]);
    for (let moved = 10; moved <= 160; moved += 10) await at('touchMove', [[x, y - moved]]);
    await at('touchEnd', []);

    expect(await order(page)).toBe('ADBC');
    expect(await page.locator('.hand li.held').count()).toBe(0);
    // On a busy machine a tap can become a long press, which moves nothing; at the top another one moves nothing either.
    const tapped = async () => {
      await page.getByRole('button', { name: 'Move D up' }).tap();
      return order(page);
    };
    await expect.poll(tapped, { timeout: 20_000 }).toBe('DABC');
    expect(await measures(page)).toEqual({ small: [], wide: 390 });
  });

  test('names of a story are text, whatever they are, and a form that is refused leaves the picture', async () => {
    const odd = alias(daxFile('f').page(0)).user().named('<img src=x onerror=console.log(1)>\\');
    const hostile = { ...bundle, [HAND_MIME]: `order "><img src=x onerror="console.log('ran')">` };
    const named = scenario(sh4).store(odd, 'x').evict(odd).orders();
    const opened = await open(showing(bundleOf(named), hostile));
    const { page } = opened;
    await alive(page);
    await page.locator('[data-cell="2"] .hand').scrollIntoViewIfNeeded();
    await page.locator('[data-cell="2"] .hand .hint').waitFor();

    expect(await page.locator('.hand .order').innerText()).toContain('<img src=x');
    expect(await page.locator('.hand img[src=x]').count()).toBe(0);
    expect(await page.locator('[data-cell="2"] .hand .hint').innerText()).toMatch(
      /^This picture stays still: /,
    );
    expect(await page.locator('[data-cell="2"] .hand figure').count()).toBe(1);
    expect(opened.said).toEqual([]);
  });

  test('where no script runs, the picture stands still', async () => {
    const { page } = await open(showing(bundle), { javaScriptEnabled: false });

    expect(await page.locator('.hand figure').isVisible()).toBe(true);
    expect(await page.locator('.hand figcaption').innerText()).toContain(
      'In the order ABCD: kernel’s "HELLO" (B) is lost at D',
    );
  });

  test('axe finds nothing, by light and in the dark', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(showing(bundle), { colorScheme, bypassCSP: true });
      await alive(page);
      await page.addScriptTag({ path: axe });

      const found = await page.evaluate(
        `axe.run({ exclude: ['.cell-tools'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
      );

      expect(found).toEqual([]);
    }
  });
});
