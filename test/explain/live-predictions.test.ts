/** Predictions in a live page: guess, then see; by mouse and keyboard, kept for the page, summed up at its end. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { describeInChromium, edit, ended, notebookOf, outputOf, run, runAll } from './chromium.js';

function asking(): Notebook {
  const notebook = notebookOf(
    '# First\n\n**Your prediction:** how many ways?',
    { source: 'let ways = 2; console.log(ways);', text: '2' },
    { source: 'console.log(ways * 10);', text: '20' },
    '# Second\n\n**Your prediction:** and sets?',
    { source: "console.log('sets', ways * 4);", text: 'sets 8' },
    '# Third\n\nNobody is asked.',
    { source: "console.log('open');", text: 'open' },
  );
  const ask = (at: number, prediction: object) =>
    Object.assign(notebook.cells[at]!, { metadata: { aliaslab: { prediction } } });
  ask(0, { choices: ['one', 'two', 'four'], answer: 'two', because: 'The cell says so.' });
  ask(3, { question: 'How many sets?', choices: ['8', '16'], answer: '8' });
  return notebook;
}

const choice = (page: Page, name: string) => page.getByRole('radio', { name });
const verdicts = (page: Page) => page.locator('.predict [role=status]').allInnerTexts();
const sum = (page: Page) => page.locator('.predicted p').innerText();
const isSeen = (page: Page) =>
  page.locator('.outputs').evaluateAll((all) => all.map((each) => each.checkVisibility()));

describeInChromium('a prediction', (open) => {
  it('hides its answer until a guess is taken, then says what came of it', async () => {
    const { page, said } = await open(asking());
    expect(await isSeen(page)).toEqual([false, false, false, true]);
    expect(await page.locator('.predict').nth(1).innerText()).toContain('How many sets?');
    expect(await sum(page)).toBe('This page asks for 2 predictions.');

    await choice(page, 'four').click();
    expect(await isSeen(page)).toEqual([true, true, false, true]);
    await choice(page, '8').click();

    expect(await isSeen(page)).toEqual([true, true, true, true]);
    expect(await verdicts(page)).toEqual([
      'You guessed “four”; it is: two. The cell says so.',
      'You guessed it: 8.',
    ]);
    expect(await sum(page)).toBe('You predicted 1 of 2.');
    expect(said).toEqual([]);
  });

  it('takes one guess, and keeps it for this page until the reader wants it forgotten', async () => {
    const { page } = await open(asking());
    await choice(page, 'four').click();
    await choice(page, 'two').click({ force: true });

    await page.reload();
    await page.waitForSelector('html[data-live=ready]');
    expect((await verdicts(page))[0]).toContain('You guessed “four”');
    expect(await choice(page, 'four').getAttribute('aria-checked')).toBe('true');
    expect(await sum(page)).toBe('You predicted 0 of 1. 1 is still open.');
    await page.getByRole('button', { name: 'Forget my guesses' }).click();

    expect(await isSeen(page)).toEqual([false, false, false, true]);
    await page.reload();
    await page.waitForSelector('html[data-live=ready]');
    expect(await verdicts(page)).toEqual(['', '']);
  });

  it('is taken with a keyboard: arrows go, Enter takes', async () => {
    const { page } = await open(asking());
    await choice(page, 'one').focus();

    await page.keyboard.press('ArrowRight');
    expect(await verdicts(page)).toEqual(['', '']);
    await page.keyboard.press('Enter');

    expect((await verdicts(page))[0]).toBe('You guessed it: two. The cell says so.');
  });

  it('is over for whoever opens the fold, runs the cell, or wants all answers', async () => {
    const { page } = await open(asking());

    await page.getByText('See the answer').first().click();
    await expect
      .poll(() => sum(page))
      .toBe('This page asks for 2 predictions. 1 is seen without a guess. 1 is still open.');
    expect((await verdicts(page))[0]).toBe('Seen without a guess; it is: two. The cell says so.');
    await run(page, 3);
    await expect.poll(() => sum(page)).toBe('This page asks for 2 predictions. 2 are seen without a guess.');
    await page.reload();
    await page.waitForSelector('html[data-live=ready]');
    await page.getByRole('button', { name: 'Show all answers' }).click();

    expect(await isSeen(page)).toEqual([true, true, true, true]);
  });

  it('stays hidden when all runs, but for what fails', async () => {
    const { page } = await open(asking());

    await runAll(page);
    expect(await isSeen(page)).toEqual([false, false, false, true]);
    await edit(page, 1, 'let ways = none;');
    await page.keyboard.press('Shift+Enter');
    await ended(page);

    expect(await outputOf(page, 1)).toContain('none is not defined');
    expect(await isSeen(page)).toEqual([true, true, false, true]);
  });

  it('without a script is a plain list, with its answer in a plain fold', async () => {
    const { page } = await open(asking(), { javaScriptEnabled: false });

    expect(await page.locator('.predict li').allInnerTexts()).toEqual(['one', 'two', 'four', '8', '16']);
    expect(await isSeen(page)).toEqual([false, false, false, true]);
    await page.getByText('See the answer').first().click();

    expect(await page.locator('details.answer').first().innerText()).toBe(
      'See the answer\n\ntwo. The cell says so.\n\n2',
    );
  });

  it('is forgotten in peace by a browser that keeps nothing', async () => {
    const { page, said } = await open(asking());
    await page.evaluate(
      "Object.defineProperty(Storage.prototype, 'setItem', { value() { throw new Error('full'); } })",
    );

    await choice(page, 'two').click();

    expect((await verdicts(page))[0]).toContain('You guessed it');
    expect(said).toEqual([]);
  });
});
