/** Links with edits, in a real browser: they are shown, and nothing of them runs before the reader says so. */
import { expect, it } from 'vitest';
import { notebookHash } from '../../src/explain/live-parts.js';
import { editsIn, fragmentOf } from '../../src/explain/page/link.js';
import { describeInChromium, edit, ended, notebookOf, outputOf, run } from './chromium.js';

const notebook = notebookOf('const ways = 2;', { source: 'ways', text: 'as it was' }, 'ways * 10');
const hash = notebookHash(notebook);
/** Edits of another notebook, and of this one: their run would be seen. */
const other = (await fragmentOf(new Map([[1, 'x']]), 'another'))!;
const foreign = (await fragmentOf(new Map([[1, "const ways = 7; console.log('FOREIGN RAN');"]]), hash))!;

describeInChromium('a link with edits', (open) => {
  it('shows them and runs nothing', async () => {
    const { page } = await open(notebook, { fragment: foreign });

    // Long enough for a worker to start and for a cell to run, had anybody asked for it.
    await page.waitForTimeout(1500);

    expect(await page.locator('.notice').innerText()).toContain(
      'This link brings edits to 1 cell by whoever sent it. They are shown, not run.',
    );
    expect(await page.locator('[data-cell="1"].foreign .code').innerText()).toContain('FOREIGN RAN');
    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
  });

  it('shows what it would run when the reader wants it to run, and runs it when he has seen it', async () => {
    const { page } = await open(notebook, { fragment: foreign });

    // Two clicks in one place, as whoever would hide the first wants them.
    await page.getByRole('button', { name: 'Run them' }).dblclick();
    await page.waitForTimeout(300);
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain("const ways = 7; console.log('FOREIGN RAN');");
    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
    await dialog.getByRole('button', { name: 'Run it' }).click();
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['FOREIGN RAN', '7', '70']);
    expect(await page.locator('.foreign').count()).toBe(0);
  });

  it.each([
    ['the cell itself', 1],
    ['a later one, for which it would be replayed', 3],
  ])('asks before it runs %s, and takes no for an answer', async (_what, cell) => {
    const { page } = await open(notebook, { fragment: foreign });

    await page.getByRole('button', { name: `Run cell ${cell}` }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('Cell 1 came with the link');
    await dialog.getByRole('button', { name: 'Do not run' }).click();
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
    expect(await page.locator('.said').innerText()).toBe('Cell 1 did not run.');
  });

  it('asks before Run all too, and Escape means no', async () => {
    const { page } = await open(notebook, { fragment: foreign });

    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
  });

  it('is not asked again about what was allowed, and is forgotten when discarded', async () => {
    const { page } = await open(notebook, { fragment: foreign });

    await page.getByRole('button', { name: 'Run cell 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run it' }).click();
    await ended(page);
    await run(page, 3);
    expect(await outputOf(page, 3)).toBe('70');
    await page.getByRole('button', { name: 'Discard' }).click();

    expect(await page.locator('[data-cell="1"] .code').innerText()).toBe('const ways = 2;');
    await run(page, 3);
    expect(await outputOf(page, 3)).toBe('20');
  });

  it('that comes while the page is open is treated the same', async () => {
    const { page } = await open(notebook);

    await page.evaluate(`location.hash = ${JSON.stringify(foreign)}`);
    await page.waitForSelector('.foreign');
    await page.waitForTimeout(500);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
  });

  it.each([
    ['another version of the notebook', other, 'another version'],
    ['garbage', '#edits=!!!', 'it is damaged'],
    ['too much', `#edits=${'A'.repeat(200_001)}`, 'it is too long'],
  ])('of %s changes nothing, and the page says so', async (_what, fragment, reason) => {
    const { page, said } = await open(notebook, { fragment });

    expect(await page.locator('.notice').innerText()).toContain(reason);
    expect(await page.locator('.code').allTextContents()).toEqual(['const ways = 2;', 'ways', 'ways * 10']);
    expect(said).toEqual([]);
  });

  it("is what the page's own address becomes, and brings the edits to the next reader", async () => {
    const { page } = await open(notebook);
    await edit(page, 1, 'const ways = 5; // é');
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    const { hash: fragment } = new URL(page.url());

    const next = await open(notebook, { fragment });

    expect(await next.page.locator('[data-cell="1"].foreign .code').innerText()).toBe('const ways = 5; // é');
  });

  it('is copied whole, also after the reader went to a section of the page', async () => {
    const { page } = await open(notebook, { permissions: ['clipboard-read', 'clipboard-write'] });
    await edit(page, 1, 'const ways = 6;');
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    await page.evaluate("location.hash = '#aliaslab:text'");

    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.waitForFunction("document.querySelector('.said').textContent !== ''");

    expect(await page.locator('.said').innerText()).toBe(
      'The link is copied: it brings your edits to this page.',
    );
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(await editsIn(new URL(copied).hash, hash, 3)).toEqual({
      edits: new Map([[1, 'const ways = 6;']]),
    });
  });

  it("keeps the reader's edits where the address becomes a place, goes back, or is read again", async () => {
    const { page } = await open(notebook);
    const code = () => page.locator('.code').allTextContents();
    await edit(page, 1, 'const ways = 6;');
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    await run(page, 2);

    await page.evaluate("location.hash = '#aliaslab:text'");
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    await edit(page, 3, 'ways * 100');
    await page.waitForTimeout(300);
    await page.goBack();
    await page.waitForTimeout(300);

    expect(await code()).toEqual(['const ways = 6;', 'ways', 'ways * 100']);
    expect(await outputOf(page, 2)).toBe('6');
    await page.reload();
    await ended(page);
    expect(await code()).toEqual(['const ways = 6;', 'ways', 'ways * 100']);
    expect(await page.locator('.notice').isVisible()).toBe(false);
    await run(page, 3);
    expect(await outputOf(page, 3)).toBe('600');
  });

  it("does not take a stranger's edits for the reader's, who changed another cell, after a reload", async () => {
    const { page } = await open(notebook, { fragment: foreign });
    const before = page.url();
    await edit(page, 3, 'ways * 1000');
    await page.waitForFunction(`location.href !== ${JSON.stringify(before)}`);

    await page.reload();
    await ended(page);
    await page.getByRole('button', { name: 'Run cell 3' }).click();

    expect(await page.getByRole('dialog').innerText()).toContain('Cell 1 came with the link');
    expect(await page.locator('.foreign').count()).toBe(1);
    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', 'as it was', '']);
  });

  it('runs nothing in a frame, where another page may hide what is pressed, and says so', async () => {
    const { page } = await open(notebook, { fragment: foreign, isFramed: true });
    const frame = page.frameLocator('iframe');

    expect(await frame.locator('.notice').innerText()).toContain(
      'This page stands inside another one, so its cells do not run here.',
    );
    expect(await frame.locator('.notice a').getAttribute('href')).not.toContain('#');
    expect(await frame.locator('button').count()).toBe(0);
    expect(await frame.locator('.outputs').allInnerTexts()).toEqual(['as it was']);
  });

  it('is not framed at all where our server has it', async () => {
    const { page, said } = await open(notebook, { fragment: foreign, isFramed: true, isServed: true });

    await expect.poll(() => said.join()).toMatch(/frame-ancestors|X-Frame-Options/);
    expect(await page.frameLocator('iframe').locator('main').count()).toBe(0);
  });

  it('keeps the edits before those that are too long for it, and says so', async () => {
    const { page } = await open(notebook);
    const noise = Array.from({ length: 60_000 }, (_, i) =>
      ((i * 2_654_435_761) % 4_294_967_296).toString(36),
    );
    await edit(page, 1, 'const ways = 6;');
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    const kept = page.url();

    await edit(page, 2, `// ${noise.join('')}`);
    await page.waitForFunction("document.querySelector('.said').textContent !== ''");

    expect(await page.locator('.said').innerText()).toBe(
      'Your edits are too long for the address, which keeps those before them; the download has all.',
    );
    expect(page.url()).toBe(kept);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect
      .poll(() => page.locator('.said').innerText())
      .toBe('These edits are too long for a link; download the notebook instead.');
    await edit(page, 2, 'ways + 2');
    await page.waitForFunction(`location.href !== ${JSON.stringify(kept)}`);
    expect(await page.locator('.said').innerText()).toBe('The address keeps your edits again.');
    await page.reload();
    await ended(page);
    expect(await page.locator('.code').allTextContents()).toEqual([
      'const ways = 6;',
      'ways + 2',
      'ways * 10',
    ]);
  });

  it('that comes over own edits can be left again, to them', async () => {
    const { page } = await open(notebook);
    await edit(page, 2, 'ways + 1');
    await page.waitForFunction("location.hash.startsWith('#edits=')");
    await page.evaluate(`location.hash = ${JSON.stringify(foreign)}`);
    await page.waitForSelector('.foreign');

    await page.goBack();
    await page.waitForFunction("document.querySelector('.foreign') === null");
    // The page is as it came first, and then has the edits of the address.
    await page.waitForFunction(
      "[...document.querySelectorAll('.code')].some(({ innerText }) => innerText === 'ways + 1')",
    );

    expect(await page.locator('.code').allTextContents()).toEqual([
      'const ways = 2;',
      'ways + 1',
      'ways * 10',
    ]);
  });
});
