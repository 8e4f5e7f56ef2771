/** A stepper in a real browser, with and without Plotly, and no kernel: its slider goes through the run, back and forth. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { type Scenario, scenario } from '../../src/fluent/scenario.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { chromiumOptions, chromiumPath, unlessChromium } from '../chromium-installed.js';
import { sh4, story } from '../linux/stories.js';

const plotly = createRequire(import.meta.url).resolve('plotly.js-dist');

test('a stepper is a plot for viewers that know Plotly, and an image and a text for all others', () => {
  const bundle = displayBundle(story.run().stepper())!;

  expect(Object.keys(bundle).sort()).toEqual([
    'application/vnd.plotly.v1+json',
    'image/png',
    'text/html',
    'text/plain',
    'text/vnd.aliaslab.mail',
  ]);
  expect(bundle['text/html']).toMatch(/<img src="data:image\/svg\+xml;base64,/);
  expect(bundle['text/plain']).toMatch(/^stepper {2}SH7750/);
});

test.skipIf(chromiumPath === undefined)(
  `the slider of a stepper goes back and forth in Chromium${unlessChromium}`,
  async () => {
    const browser = await chromium.launch(chromiumOptions);
    try {
      const page = await browser.newPage();
      await page.setContent('<!doctype html><div id="output"></div>');
      await page.addScriptTag({ content: readFileSync(plotly, 'utf8') });
      await output(page, story);
      await page.locator('.slider-rail-touch-rect').waitFor();

      await toldOf(page, 'before the first step');
      await slideTo(page, 1);
      const atLast = await toldOf(page, 'step 2: dax_io read 5 at 20480 of mail.dat: STALE');
      await slideTo(page, 0.5);
      const atFirst = await toldOf(page, 'step 1: store "hello" through user');
      await slideTo(page, 0);
      const before = await toldOf(page, 'before the first step');
      await slideTo(page, 1);
      const again = await toldOf(page, 'step 2: dax_io read 5 at 20480 of mail.dat: STALE');

      expect(atLast).toContain('set 384 · way 0 · clean, STALE');
      expect(atFirst).toContain('set 128 · way 0 · dirty');
      expect(atFirst).not.toContain('set 384');
      expect(before).not.toContain('set 128');
      expect(again).toBe(atLast);
    } finally {
      await browser.close();
    }
  },
);

test.skipIf(chromiumPath === undefined)(
  `without Plotly, as in Jupyter by itself, a stepper has a slider all the same, for a mouse and for arrow keys${unlessChromium}`,
  async () => {
    const browser = await chromium.launch(chromiumOptions);
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
      await page.setContent('<!doctype html><div id="output"></div>');
      await output(page, scenario(sh4).store(alias(daxFile('mail.dat').page(0)).user(0x2955_1000), 'a<b'));
      const slider = page.getByRole('slider', { name: 'Step' });
      const told = async () => (await page.locator('#output svg text').allTextContents()).join('\n');

      const before = await told();
      await slider.focus();
      await page.keyboard.press('ArrowRight');
      const last = await told();
      const { x, y, width, height } = (await slider.boundingBox())!;
      await page.mouse.click(x + width - 3, y + height / 2);
      const again = await told();

      expect(last).toContain('step 1: store "a<b" through user');
      expect(last).toContain('set 128 · way 0 · dirty');
      expect(before).toContain('before the first step');
      expect(before).not.toContain('set 128');
      expect(again).toBe(last);
      expect(await slider.getAttribute('aria-valuetext')).toContain('step 1');
      expect(await page.locator('#output img').isVisible()).toBe(false);
    } finally {
      await browser.close();
    }
  },
);

/** As a notebook does: the HTML goes in, and then its scripts run. */
async function output(page: Page, told: Scenario): Promise<void> {
  await page.evaluate(
    `const output = document.getElementById('output');
    output.innerHTML = ${JSON.stringify(displayBundle(told.run().stepper())!['text/html'])};
    for (const old of output.querySelectorAll('script')) {
      const script = document.createElement('script');
      script.textContent = old.textContent;
      old.replaceWith(script);
    }`,
  );
}

/** Clicks on the rail of the slider, so far along it. */
async function slideTo(page: Page, part: number): Promise<void> {
  const { x, y, width, height } = (await page.locator('.slider-rail-touch-rect').boundingBox())!;
  await page.mouse.click(x + 2 + part * (width - 4), y + height / 2);
}

/** All that the plot says, but for the slider itself, once it has this title: Plotly follows with the next frame. */
async function toldOf(page: Page, title: string): Promise<string> {
  const told = async () => {
    return (await page.locator('.main-svg text:not(.slider-label)').allTextContents()).join('\n');
  };
  await expect.poll(told, { timeout: 10_000 }).toContain(title);
  return told();
}
