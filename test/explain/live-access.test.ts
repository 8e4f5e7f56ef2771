/** A live page for everyone: assistive technology, keyboard, large print, paper, dark and light. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { describeInChromium, edit, ended, notebookOf, outputOf, run, runAll } from './chromium.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const first = readNotebook(join(packageRoot, 'notebooks/01-the-kernel-reads-an-old-byte.ipynb'));
const small = notebookOf('# Small\n\nRead me.', 'let ways = 2;', { source: 'ways', text: 'as it was' });

/** What axe finds, the smallest thing too, and for which elements. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${impact} ${id} ${target.join(' ')}`),
  );
}

describeInChromium('a live page, for everyone', (open) => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds, %s, run and edited',
    async (colorScheme) => {
      const { page } = await open(first, { colorScheme });
      await page.getByRole('radio', { name: 'An error' }).click();
      expect(await findings(page)).toEqual([]);

      await page.getByRole('button', { name: 'Show all answers' }).click();
      await page.getByRole('slider').first().focus();
      await page.keyboard.press('End');
      expect(await page.locator('.lit').count()).toBeGreaterThan(2);
      expect(await findings(page)).toEqual([]);
      await edit(page, 2, first.cells[4]!.source.replace('SH7750', '24Kc'));
      await runAll(page);
      expect(await page.locator('.flips').isVisible()).toBe(true);
      await edit(page, 4, 'null.x');
      await page.keyboard.press('Shift+Enter');
      await ended(page);
      await page.waitForSelector('.js-plotly-plot .modebar');

      expect(await page.locator('.error').count()).toBe(1);
      expect(await findings(page)).toEqual([]);
    },
    60_000,
  );

  it('would have something, if a button had no name (control)', async () => {
    const { page } = await open(small);
    await page.evaluate("document.querySelector('.tools button').textContent = ''");

    expect(await findings(page)).toEqual([expect.stringContaining('critical button-name')]);
  });

  it('has nothing that axe finds in what it asks', async () => {
    const { page } = await open(small);
    await page.evaluate("document.querySelector('footer button').click()");
    await page.getByRole('dialog').waitFor();

    expect(await page.getByRole('dialog').innerText()).toContain('Marijn Haverbeke');
    expect(await findings(page)).toEqual([]);
  });

  it('is edited, run and left with a keyboard alone', async () => {
    const { page } = await open(small);
    const focused = () =>
      page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
    const tabTo = async (name: string) => {
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press('Tab');
        if ((await focused()) === name) return;
      }
      throw new Error(`Tab does not come to ${name}`);
    };

    await tabTo('Run all');
    await tabTo('Edit cell 1');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Code of cell 1' }).waitFor();
    expect(await focused()).toBe('Code of cell 1');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('let ways = 8;');
    await page.keyboard.press('Shift+Enter');
    await ended(page);
    await tabTo('Run cell 2');
    await page.keyboard.press('Enter');
    await ended(page);

    expect(await outputOf(page, 2)).toBe('8');
  });

  it('goes through a run step by step, with a keyboard too', async () => {
    const { page } = await open(
      notebookOf(
        "import { alias, daxFile, daxIo, processor, scenario } from 'aliaslab';\nconst file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });\nscenario(processor('SH7750')).store(alias(file.page(5)).user(0x2955_1000), 'hello').daxIo(daxIo().read(5).at(file.page(5))).run().stepper()",
      ),
    );
    await run(page, 1);
    const title = () => page.locator('.gtitle').textContent();
    await expect.poll(title).toContain('before the first step');

    await page.getByRole('button', { name: 'Step forward' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(title).toContain('step 1');
    await page.keyboard.press('Enter');
    await expect.poll(title).toContain('step 2');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');

    await expect.poll(title).toContain('step 1');
    for (const [key, where] of [
      ['ArrowRight', 'step 2'],
      ['ArrowLeft', 'step 1'],
      ['Home', 'before the first step'],
      ['End', 'step 2'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(title).toContain(where);
    }
  });

  it('needs no sideways scrolling at 200 %, and prints without its tools', async () => {
    // 1280 points wide at 200 % are 640 of the page's.
    const { page } = await open(first, { viewport: { width: 640, height: 512 } });
    await run(page, 2);

    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    await page.emulateMedia({ media: 'print' });

    expect(overflow).toBe(0);
    expect(await page.locator('.tools, .cell-tools, footer button').filter({ visible: true }).count()).toBe(
      0,
    );
    expect(await page.locator('main .code').filter({ visible: true }).count()).toBe(
      first.cells.filter(({ cell_type }) => cell_type === 'code').length,
    );
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
