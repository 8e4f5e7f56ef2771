/** Knobs in a real page: chosen in the sentence, by mouse, keys and finger, the code follows; and the sentence follows the code. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Notebook } from '../../../src/jupyter/notebook.js';
import { describeInChromium, downloaded, edit, ended, notebookOf, outputOf, run } from '../chromium.js';

const SETS_UP =
  "import { cache, claims, machine, processor } from 'aliaslab';\nconst checked = claims(), it = machine(cache().size('16 KiB').ways(2));";

function turning(more: object = {}): Notebook {
  const notebook = notebookOf(
    '# A cache\n\nIt has 2 ways, each *line* of 32 bytes.',
    SETS_UP,
    '# What it is\n\nOn an SH7750, that is.',
    { source: "const on = processor('SH7750').cache();\nString(on)", text: 'as it was' },
    { source: 'String(it)', text: 'as it was' },
    {
      source:
        "checked.claim('a way is larger than a page', String(it).includes('colors'));\nconsole.log('claimed');",
      text: 'claimed',
    },
    { source: "'alone'", text: 'as it was' },
  );
  const say = (at: number, aliaslab: object) =>
    Object.assign(notebook.cells[at]!, { metadata: { aliaslab } });
  say(0, { knobs: [{ text: '2', sets: 'ways' }] });
  say(2, {
    knobs: [{ text: 'SH7750', sets: 'processor', choices: ['SH7750', '24Kc', 'Cortex-A9'] }],
    ...more,
  });
  return notebook;
}

const ways = (page: Page) => page.getByRole('combobox', { name: 'ways, changes cell 1' });
const cpu = (page: Page) => page.getByRole('combobox', { name: /^CPU/ });
const codeOf = (page: Page, cell: number) => page.locator(`[data-cell="${cell}"] .code`).textContent();
const sentence = (page: Page, cell: number) =>
  page.locator(`[data-cell="${cell}"] .code-fold summary`).innerText();
const shownBy = (page: Page) =>
  page
    .locator('.knob select')
    .evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).selectedOptions[0]?.text));

/** Chooses, and waits until all that follows has run. */
async function choose(page: Page, name: 'ways' | 'cpu', text: string): Promise<void> {
  await (name === 'ways' ? ways(page) : cpu(page)).selectOption({ label: text });
  await page.locator('.said').filter({ hasText: / ran/ }).waitFor();
  await ended(page);
}

describeInChromium('a knob', (open) => {
  it('edits its literal and nothing else; the cell and what depends on it run, and claims turn over', async () => {
    const { page, said, asked } = await open(turning());

    await choose(page, 'ways', '4');

    expect(await codeOf(page, 1)).toBe(SETS_UP.replace('ways(2)', 'ways(4)'));
    expect(await outputOf(page, 3)).toContain('16 KiB 4-way');
    expect(await outputOf(page, 5)).toBe('as it was');
    expect(await page.locator('.flips').innerText()).toContain('1 of 1 claims flipped');
    expect(await page.locator('.said').innerText()).toBe(
      'Cell 1 ran, and 3 cells with it. 1 of 1 claims flipped.',
    );
    expect([said, asked]).toEqual([[], []]);
  });

  it('leaves code folded, whose sentence says what it does now, and open code in its colors', async () => {
    const { page } = await open(turning());
    const fold = page.locator('[data-cell="2"] .code-fold');
    expect(await sentence(page, 2)).toContain('SH7750');

    await choose(page, 'cpu', 'Cortex-A9');

    expect(await fold.getAttribute('open')).toBeNull();
    expect(await sentence(page, 2)).toContain('Cortex-A9');
    expect(await page.locator('[data-cell="2"] .code .tok-string').allTextContents()).toEqual([
      "'Cortex-A9'",
    ]);
  });

  it('is turned with a keyboard, and keeps it', async () => {
    const { page } = await open(turning());
    await ways(page).focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('.said').filter({ hasText: / ran/ }).waitFor();
    await ended(page);

    expect(await codeOf(page, 1)).toContain('ways(8)');
    expect(await outputOf(page, 3)).toContain('8-way');
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      'ways, changes cell 1',
    );
  });

  it('is turned with a mouse', async () => {
    const { page } = await open(turning());

    await ways(page).click();
    await page.keyboard.press('8');
    await page.keyboard.press('Enter');
    await page.locator('.said').filter({ hasText: / ran/ }).waitFor();
    await ended(page);

    expect(await codeOf(page, 1)).toContain('ways(8)');
  });

  it('is undone, redone, reset and brought back as typing is, and follows each time', async () => {
    const { page } = await open(turning());
    await choose(page, 'ways', '4');

    const states: unknown[] = [];
    for (const name of ['Undo edits of cell 1', 'Redo edits of cell 1', 'Reset', 'Undo reset']) {
      await page.getByRole('button', { name, exact: true }).click();
      await ended(page);
      states.push((await shownBy(page))[0]);
    }

    expect(states).toEqual(['2', '4', '2', '4']);
    await choose(page, 'ways', '2');
    expect(await page.locator('.flips').isHidden()).toBe(true);
  });

  it('travels with the address and with the download', async () => {
    const { page } = await open(turning());
    await choose(page, 'ways', '4');
    await page.waitForFunction("location.hash.startsWith('#edits=')");

    expect((await downloaded(page)).cells[1]!.source).toContain('ways(4)');
    await page.reload();
    await page.waitForSelector('html[data-live=ready]');
    await expect.poll(() => shownBy(page)).toEqual(['4', 'SH7750']);
  });

  it('follows what is typed: a choice, something else, and nothing', async () => {
    const { page } = await open(turning());
    await edit(page, 1, SETS_UP.replace('ways(2)', 'ways( 8 )'));
    await expect.poll(() => shownBy(page)).toEqual(['8', 'SH7750']);
    await edit(page, 1, SETS_UP.replace('ways(2)', 'ways(3)'));
    await expect.poll(() => shownBy(page)).toEqual(['3', 'SH7750']);

    await edit(page, 1, SETS_UP.replace('.ways(2)', ''));
    const gone = page.getByRole('combobox', { name: 'ways, no longer in the code' });
    await gone.waitFor();
    expect(await gone.isDisabled()).toBe(true);
    expect(await page.locator('.knob').first().innerText()).toContain('(no longer in the code)');

    await edit(page, 1, `const before = cache().ways(1);\n${SETS_UP.replace('ways(2)', 'ways(4)')}`);
    await expect.poll(() => shownBy(page)).toEqual(['4', 'SH7750']);
    await choose(page, 'ways', '16');
    expect(await page.getByRole('textbox', { name: 'Code of cell 1' }).innerText()).toContain('ways(1);');
    expect(await page.getByRole('textbox', { name: 'Code of cell 1' }).innerText()).toContain('ways(16)');
  });

  it('is still until the prediction that its code answers is taken', async () => {
    const prediction = { choices: ['one', 'four'], answer: 'four' };
    const { page } = await open(turning({ prediction }));
    expect(await cpu(page).isDisabled()).toBe(true);
    expect(await cpu(page).getAttribute('aria-label')).toBe('CPU, after your prediction');
    expect(await ways(page).isDisabled()).toBe(false);

    await page.getByRole('radio', { name: 'four' }).click();
    await choose(page, 'cpu', '24Kc');

    expect(await outputOf(page, 2)).toContain('VIPT');
    await page.getByRole('button', { name: 'Forget my guesses' }).click();
    await expect.poll(() => cpu(page).isDisabled()).toBe(true);
  });

  it('asks before code of somebody else’s runs', async () => {
    const { page } = await open(turning());
    await edit(page, 1, `${SETS_UP}\nconsole.log('theirs');`);
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    const { hash } = new URL(page.url());
    const other = await open(turning(), { fragment: hash });

    await ways(other.page).selectOption({ label: '4' });
    const dialog = other.page.getByRole('dialog');
    await dialog.waitFor();

    expect(await dialog.innerText()).toContain("console.log('theirs');");
    expect(await outputOf(other.page, 3)).toBe('as it was');
  });

  it('is a word where no script runs', async () => {
    const { page } = await open(turning(), { javaScriptEnabled: false });

    expect(await page.locator('.prose').first().innerText()).toContain(
      'It has 2 ways, each line of 32 bytes.',
    );
    expect(await page.locator('select').count()).toBe(0);
  });

  it('shows code and choices as text, whatever they are', async () => {
    const markup = '</select><img src=x onerror="document.title = 1">';
    const { page, asked } = await open(turning());

    await edit(page, 2, `const on = processor('${markup}');`);
    await expect.poll(async () => (await shownBy(page))[1]).toContain('</select><img');
    await run(page, 2);

    expect(await page.locator('.knob img').count()).toBe(0);
    expect(await page.title()).toBe('A cache');
    expect(asked).toEqual([]);
    await cpu(page).selectOption({ label: '24Kc' });
    await expect.poll(() => outputOf(page, 2)).not.toContain('img');
    await ended(page);
    expect(await page.getByRole('textbox', { name: 'Code of cell 2' }).innerText()).toContain(
      "processor('24Kc')",
    );
  });

  it('has room for a finger on a small page, in its line', async () => {
    const { page } = await open(turning(), {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    const heights = await page
      .locator('.prose p')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));

    for (const select of await page.locator('.knob select').all()) {
      const box = (await select.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
    expect(Math.max(...heights.slice(0, 2))).toBeLessThan(66);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await cpu(page).tap();
    await cpu(page).selectOption({ label: '24Kc' });
    await page.locator('.said').filter({ hasText: / ran/ }).waitFor();
    await ended(page);
    expect(await outputOf(page, 2)).toContain('VIPT');
  });
});
