/** In a live page, what shows the same step, set or byte lights up together: by pointer, touch and keyboard, saved and run again. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { displayBundle } from '../../../src/jupyter/bundle.js';
import type { Notebook, NotebookCell } from '../../../src/jupyter/notebook.js';
import { story } from '../../linux/stories.js';
import { describeInChromium, notebookOf, run } from '../chromium.js';

const SOURCE = `import { alias, daxFile, daxIo, processor, scenario, show } from 'aliaslab';
const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
const result = scenario(processor('SH7750')).store(alias(file.page(5)).user(0x2955_1000), 'hello').daxIo(daxIo().read(5).at(file.page(5))).run();
show(result, result.svg(), result.sets().svg())`;

/** A cell that shows a run as a table, a timeline and sets, as a kernel has saved it. */
function shown(source: string): NotebookCell {
  const result = story.run();
  const bundles = [result, result.svg(), result.sets().svg()].map(displayBundle);
  const outputs = bundles.map((data) => ({
    output_type: 'display_data' as const,
    data: data!,
    metadata: {},
  }));
  return { cell_type: 'code', metadata: {}, source, execution_count: 1, outputs };
}

const heading = (text: string): NotebookCell => ({
  cell_type: 'markdown',
  metadata: {},
  source: `## ${text}`,
});
const book: Notebook = {
  ...notebookOf('# Steps'),
  cells: [
    heading('One'),
    shown(SOURCE),
    heading('Another'),
    shown(SOURCE),
    heading('None'),
    ...notebookOf('1').cells,
  ],
};

/** What is lit: of rows their step, of parts of drawings what they say. */
async function lit(page: Page, within = 'main'): Promise<string[]> {
  const found = await page
    .locator(`${within} .lit`)
    .evaluateAll((parts) =>
      parts.map((part) =>
        part.localName === 'tr'
          ? `row ${part.firstElementChild?.textContent}`
          : ['step', 'set', 'byte']
              .flatMap((name) => part.getAttribute(`data-${name}`)?.replace(/^/, `${name} `) ?? [])
              .join(' '),
      ),
    );
  return [...new Set(found)];
}

describeInChromium('the scrubber of a section', (open) => {
  it.each(['saved', 'run in the page'])('lights up what is of one step, %s', async (how) => {
    const { page } = await open(book);
    if (how !== 'saved') await run(page, 1);
    const row = page.locator('[data-cell="1"] tbody tr').nth(1);
    await row.hover();

    const first = await lit(page);
    expect(first).toContain('row 2');
    expect(first).toContain('set 384');
    expect(first.filter((text) => text.startsWith('step 2 '))).toHaveLength(2);
    expect(first).not.toContain('row 1');
    expect(first).not.toContain('set 128');
    expect(await lit(page, '[data-cell="2"]')).toEqual([]);

    await page.mouse.move(0, 0);
    await page.locator('h2').last().hover();
    expect(await lit(page)).toEqual([]);
  });

  it('steps on by arrow keys, and says where it is', async () => {
    const { page } = await open(book);
    const slider = page.getByRole('slider', { name: 'Step' }).first();
    await slider.focus();
    expect(await slider.getAttribute('aria-valuetext')).toBe('all steps');

    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^step 1 of 2: user store "hello"/);
    expect(await lit(page)).toContain('row 1');
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^step 2 of 2: kernel /);
    expect(await lit(page)).toContain('row 2');
    await page.keyboard.press('Home');

    expect(await lit(page)).toEqual([]);
    expect(await page.getByRole('slider').count()).toBe(2);
  });

  it('keeps what is touched, and follows a byte through copies and memory', async () => {
    const { page } = await open(book, { hasTouch: true, viewport: { width: 390, height: 800 } });
    await page.locator('[data-cell="1"] tbody tr').first().tap();
    expect(await page.getByRole('slider').first().inputValue()).toBe('1');
    expect(await lit(page)).toContain('row 1');

    await page.locator('[data-cell="1"] [data-byte="3"]').first().tap();
    const parts = await lit(page);
    expect(parts.filter((text) => text === 'byte 3')).toHaveLength(1);
    expect(parts).not.toContain('byte 4');
    expect(await page.locator('[data-cell="1"] .lit[data-byte="3"]').count()).toBe(3);
    expect(await page.getByRole('slider').first().inputValue()).toBe('0');
  });

  it('stays below a picture that was made again, and goes with one that is gone', async () => {
    const { page } = await open(book);
    await run(page, 1);
    expect(await page.locator('[data-cell="1"] .outputs + .scrubber').count()).toBe(1);

    await page.evaluate('document.querySelector(\'[data-cell="1"] .outputs\').replaceChildren()');
    await expect.poll(() => page.locator('[data-cell="1"] .scrubber').count()).toBe(0);
    expect(await page.locator('.scrubber').count()).toBe(1);
  });

  it('tells nothing of an answer that is folded', async () => {
    const prediction = { choices: ['old', 'new'], answer: 'old', because: 'it is old' };
    const asks: NotebookCell = {
      cell_type: 'markdown',
      metadata: { aliaslab: { prediction } },
      source: 'Your prediction?',
    };
    const seen = notebookOf('# Both').cells;
    const { page } = await open({ ...book, cells: [...seen, shown(SOURCE), asks, shown(SOURCE)] });
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('End');
    expect(await lit(page, '[data-cell="1"]')).toContain('row 2');
    expect(await lit(page, '[data-cell="2"]')).toEqual([]);

    await page.getByRole('radio', { name: 'new' }).click();

    await expect.poll(() => lit(page, '[data-cell="2"]')).toContain('row 2');
    expect(await slider.count()).toBe(1);
  });

  it('takes a stepper along, and is taken along', async () => {
    const { page } = await open({ ...book, cells: [{ ...shown(`${SOURCE};\nshow(result.stepper())`) }] });
    await run(page, 1);
    const title = () => page.locator('.gtitle').textContent();
    await expect.poll(title).toContain('before the first step');

    const slider = page.getByRole('slider', { name: 'Step', exact: true });
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(title).toContain('step 2');

    await page.getByRole('button', { name: 'Step back' }).click();
    await expect.poll(title).toContain('step 1');
    await expect.poll(() => slider.inputValue()).toBe('1');
    expect(await lit(page)).toContain('row 1');
  });
});
