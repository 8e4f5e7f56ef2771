/** The knobs of our own notebooks: each value that they offer leads to a page that goes on, and the first one back to what was. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knobsOf } from '../../../src/explain/knobs/knob.js';
import { packageRoot } from '../../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../../src/jupyter/notebook-text.js';
import { describeInChromium, ended } from '../chromium.js';

const folder = join(packageRoot, 'notebooks');
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => ({ name, notebook: readNotebook(join(folder, name)) }))
  .filter(({ notebook }) => knobsOf(notebook).length > 0);

it('has knobs in at least four notebooks, for CPU, ways, sizes and strategies', () => {
  const labels = new Set(all.flatMap(({ notebook }) => knobsOf(notebook).map(({ label }) => label)));

  expect(all.length).toBeGreaterThanOrEqual(4);
  expect([...labels]).toEqual(expect.arrayContaining(['CPU', 'ways', 'size of a page', 'strategy']));
});

describeInChromium('each value of a knob', (open) => {
  it.each(all)(
    'of $name leads on',
    async ({ notebook }) => {
      const { page, said, asked } = await open(notebook);
      const answers = page.getByRole('button', { name: 'Show all answers' });
      if ((await answers.count()) > 0) await answers.click();
      const knobs = knobsOf(notebook);
      expect(await page.locator('.knob select').count()).toBe(knobs.length);

      const died: string[] = [];
      for (const [i, { text, choices, cell }] of knobs.entries()) {
        const own = choices.find((choice) => choice.text === text)!;
        const root = page.locator(`[data-cell="${cell}"]`);
        for (const { text: value, code } of [...choices.filter((choice) => choice !== own), own]) {
          await page.locator('.knob select').nth(i).selectOption({ label: value });
          await root.locator('.code').filter({ hasText: code }).waitFor({ state: 'attached' });
          await expect.poll(() => root.getAttribute('class'), { timeout: 60_000 }).toBe('cell');
          await ended(page);
          const errors = await page.locator('.error').allTextContents();
          if (errors.length > 0) died.push(`${value}: ${errors[0]}`);
        }
      }

      expect(died).toEqual([]);
      expect(await page.locator('.flips').isHidden()).toBe(true);
      expect([said, asked]).toEqual([[], []]);
    },
    240_000,
  );

  it('turns claims over where the cause is taken away', async () => {
    const { page } = await open(all.find(({ name }) => name.startsWith('01'))!.notebook);
    await page.getByRole('button', { name: 'Show all answers' }).click();

    await page.locator('.knob select').first().selectOption({ label: 'Cortex-A9' });
    await page.locator('.flips').filter({ hasText: 'claims flipped' }).waitFor();
    await ended(page);

    expect(await page.locator('.flips').innerText()).toContain('With your change, 15 of 29 claims flipped');
  });
});
