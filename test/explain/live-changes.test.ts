/** What a reader's change comes to in a live page: what depends on it runs again, claims turn over, and nothing is lost. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import {
  describeInChromium,
  downloaded,
  edit,
  ended,
  notebookOf,
  outputOf,
  run,
  runAll,
} from './chromium.js';

const first = readNotebook(join(packageRoot, 'notebooks/01-the-kernel-reads-an-old-byte.ipynb'));

const claiming = notebookOf(
  "import { claims } from 'aliaslab';\nconst checked = claims();",
  'let ways = 2;',
  {
    source:
      "console.log(ways);\nchecked.claim('two ways are few', ways < 4);\nchecked.claim('ways are', ways > 0);",
    text: '2',
  },
  "checked.claim('nothing else is claimed', checked !== undefined);",
  { source: "checked.claim('answer 1: twice two', ways * 2 === 4);", text: '' },
  { source: 'console.log(String(checked));', text: '4 claims checked' },
);

const said = (page: Page) => page.locator('.said').innerText();
const note = (page: Page, cell: number) => page.locator(`[data-cell="${cell}"] .note`).innerText();
const fold = (page: Page, cell: number) => page.locator(`[data-cell="${cell}"] details.claims`);

describeInChromium('a change', (open) => {
  it('runs what depends on it, in order, and nothing else', async () => {
    const { page } = await open(
      notebookOf(
        'let a = 1;',
        { source: 'const b = a + 1; b', text: '2' },
        { source: "'alone'", text: 'as it was' },
        { source: 'b * 10', text: '20' },
      ),
    );

    await edit(page, 1, 'let a = 5;');
    await page.keyboard.press('Shift+Enter');
    await ended(page);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', '6', 'as it was', '60']);
    expect(await said(page)).toBe('Cell 1 ran, and 2 cells with it.');
    expect(await page.locator('.stale').count()).toBe(0);
  });

  it('leaves what is shown again where it is, as the reader left it', async () => {
    const { page } = await open(
      notebookOf(
        "import { table } from 'arquero';\nimport { show } from 'aliaslab';\nlet a = 1;",
        'show(table({ n: [1, 2, 3, 4, 5, 6] }));\nconsole.log(a > 0);',
        'a',
      ),
    );
    await runAll(page);
    const numbers = page.locator('[data-cell="2"] tbody td:last-child');
    const sort = page.locator('[data-cell="2"] th:last-child button');
    await sort.click();
    await sort.click();
    expect(await numbers.allInnerTexts()).toEqual(['6', '5', '4', '3', '2', '1']);

    await edit(page, 1, "import { table } from 'arquero';\nimport { show } from 'aliaslab';\nlet a = 2;");
    await page.keyboard.press('Shift+Enter');
    await ended(page);

    expect(await numbers.allInnerTexts()).toEqual(['6', '5', '4', '3', '2', '1']);
    expect(await outputOf(page, 3)).toBe('2');

    await edit(page, 1, "import { table } from 'arquero';\nimport { show } from 'aliaslab';\nlet a = 0;");
    await page.keyboard.press('Shift+Enter');
    await ended(page);

    expect(await outputOf(page, 2)).toMatch(/false$/);
    expect(await numbers.allInnerTexts()).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  it('counts no claim twice, and what was counted in place is counted anew', async () => {
    const { page } = await open(
      notebookOf('let n = 0;', { source: 'n += 1;', text: '' }, { source: 'n', text: '1' }),
    );
    await runAll(page);

    await edit(page, 2, 'n += 4;');
    await run(page, 2);
    await run(page, 2);

    expect(await outputOf(page, 3)).toBe('4');
  });

  it('that fails keeps back what needs it, says so there, and mending it runs that', async () => {
    const { page } = await open(
      notebookOf('let a = 1;', { source: 'a + 1', text: '2' }, { source: "'alone'", text: 'alone' }),
    );

    await edit(page, 1, 'let a = nothing;');
    await run(page, 1);
    expect(await said(page)).toBe('Cell 1 failed; 1 cell that needs it did not run.');
    expect(await note(page, 2)).toBe('not run: cell 1 failed');
    expect(await note(page, 3)).toBe('');
    await edit(page, 1, 'let a = 2;');
    await run(page, 1);

    expect(await outputOf(page, 2)).toBe('3');
    expect(await note(page, 2)).toBe('');
  });

  it('that fails counts each cell that needs it once, whoever needs that', async () => {
    const { page } = await open(
      notebookOf('let a = 1;', 'const b = a + 1;', 'const c = b + a;', { source: 'c + b', text: '5' }),
    );

    await edit(page, 1, 'let a = nothing;');
    await run(page, 1);

    expect(await said(page)).toBe('Cell 1 failed; 3 cells that need it did not run.');
  });

  it('that fails keeps back what needs a name that it gives no more', async () => {
    const { page } = await open(notebookOf('let a = 1;', { source: 'a + 1', text: '2' }));

    await edit(page, 1, 'null.x;');
    await run(page, 1);

    expect(await note(page, 2)).toBe('not run: cell 1 failed');
    expect(await page.locator('.error').count()).toBe(1);
  });

  it('of a name keeps no old value alive', async () => {
    const { page } = await open(notebookOf('let a = 1;', { source: 'a + 1', text: '2' }));
    await runAll(page);

    await edit(page, 1, 'let b = 2;');
    await run(page, 1);

    expect(await outputOf(page, 2)).toContain('a is not defined');
  });

  it('of two cells at once is run with whichever is run', async () => {
    const { page } = await open(
      notebookOf('let a = 1;', { source: 'a', text: '1' }, { source: 'a + 1', text: '2' }),
    );
    await edit(page, 1, 'let a = 5;');

    await edit(page, 3, 'a + 2');
    await run(page, 3);

    expect(await page.locator('.outputs').allInnerTexts()).toEqual(['', '5', '7']);
  });

  it('turns claims over, says so at the top and there, and the page goes on', async () => {
    const { page } = await open(claiming);
    expect(await fold(page, 3).locator('summary').innerText()).toBe('✓ 2 claims checked');
    expect(await fold(page, 5).locator('summary').innerText()).toBe('✓ 1 answer checked');
    expect(await page.locator('.flips').isVisible()).toBe(false);

    await edit(page, 2, 'let ways = 8;');
    await run(page, 2);

    expect(await outputOf(page, 6)).toBe('2 of 4 claims hold');
    expect(await page.locator('.flips').innerText()).toBe(
      'With your change, 2 of 4 claims flipped: cell 3, cell 5',
    );
    expect(await fold(page, 3).innerText()).toBe(
      '✗ 1 of 2 claims does not hold\n✗ two ways are few held as published; with your change it does not\n✓ ways are',
    );
    expect(await fold(page, 5).getAttribute('open')).toBe('');
    expect(await fold(page, 4).getAttribute('open')).toBe(null);
    await page.locator('.flips a').first().click();
    expect(await page.evaluate('document.activeElement.dataset.cell')).toBe('3');
    expect(page.url()).toContain('#edits=');
  });

  it('that is undone turns them back', async () => {
    const { page } = await open(claiming);
    await edit(page, 2, 'let ways = 8;');
    await run(page, 2);

    await page.getByRole('button', { name: 'Undo edits of cell 2' }).click();
    await ended(page);

    expect(await page.locator('.flips').isVisible()).toBe(false);
    expect(await outputOf(page, 6)).toBe('4 claims checked');
    expect(await fold(page, 3).locator('summary').innerText()).toBe('✓ 2 claims checked');
  });

  it('is taken home with the claims that do not hold', async () => {
    const { page } = await open(claiming);
    await edit(page, 2, 'let ways = 8;');
    await run(page, 2);

    const { cells } = await downloaded(page);

    expect(cells[2]).toMatchObject({
      outputs: [
        { output_type: 'stream', name: 'stdout', text: '8\n' },
        { output_type: 'stream', name: 'stderr', text: 'does not hold: two ways are few\n' },
      ],
    });
  });
});

describeInChromium('a worker that does not answer', (open) => {
  it('is stopped, and the next one answers', async () => {
    const { page } = await open(notebookOf('1', { source: 'const later = 2; later', text: '2' }));
    await edit(page, 1, 'setTimeout(() => { for (;;); }, 50);');
    await run(page, 1);
    await page.waitForTimeout(200);

    await edit(page, 2, 'const later = 3; later');
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForSelector('html[data-live=running]', { state: 'attached' });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);
    await run(page, 2);

    expect(await outputOf(page, 2)).toBe('3');
  });
});

describeInChromium('Reset', (open) => {
  it('can be taken back, with what the edits have made, until the next edit', async () => {
    const { page } = await open(claiming);
    await edit(page, 2, 'let ways = 8;');
    await run(page, 2);

    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    expect(await outputOf(page, 3)).toBe('2');
    expect(await page.locator('.flips').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Undo reset' }).click();

    expect(await outputOf(page, 3)).toBe('8');
    expect(await page.locator('.flips').isVisible()).toBe(true);
    expect(await page.locator('[data-cell="2"] .code').innerText()).toBe('let ways = 8;');
    expect(await page.locator('.stale').count()).toBe(0);
    await expect.poll(() => page.url()).toContain('#edits=');
    expect(await page.getByRole('button', { name: 'Undo reset' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await edit(page, 4, '1;');
    expect(await page.getByRole('button', { name: 'Undo reset' }).count()).toBe(0);
    expect(await outputOf(page, 3)).toBe('2');
  });
});

describeInChromium('no button', (open) => {
  it('moves when a cell is edited, runs, is stopped or is undone', async () => {
    const { page } = await open(notebookOf('1', '2'));
    const places = () =>
      page
        .locator('.tools > button:visible, .cell-tools > button:visible')
        .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().left)));
    const ofTools = async () => (await places()).slice(0, 5);
    const before = await ofTools();
    const [edits, runs] = (await places()).slice(-2);

    await edit(page, 2, 'for (;;);');
    await page.getByRole('button', { name: 'Run cell 2' }).click();
    await page.waitForSelector('[data-cell="2"].running');
    expect(await ofTools()).toEqual(before);
    expect((await places()).slice(-2)).toEqual([edits, runs]);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended(page);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();

    expect(await ofTools()).toEqual(before);
    expect(await page.getByRole('button', { name: 'Stop', exact: true }).isDisabled()).toBe(true);
  });
});

/** The name of a CPU becomes another's, or a number one more; `undefined` where there is neither. A place in a list stays. */
function withOneWordChanged(source: string): string | undefined {
  const changed = source.replace(/'SH7750'|'ARM926EJ-S'|'Cortex-A9'/, "'24Kc'");
  if (changed !== source) return changed;
  const number = source.replace(/(?<![\w.'[])[1-8](?![\w.'_])/, (digit) => String(Number(digit) + 1));
  return number === source ? undefined : number;
}

describeInChromium('notebook 01', (open) => {
  const code = (first as Notebook).cells.filter(({ cell_type }) => cell_type === 'code');
  it('with one word changed in every cell has no dead cells', async () => {
    const { page } = await open(first);
    const changes = code.flatMap(({ source }, i) => {
      const text = withOneWordChanged(source);
      return text === undefined || source.startsWith('import') ? [] : [{ cell: i + 1, text }];
    });
    expect(changes.length).toBeGreaterThan(8);

    for (const { cell, text } of changes) await edit(page, cell, text);
    const end = await runAll(page);

    expect(end).toMatch(/^All cells ran\. \d+ of \d+ claims flipped\.$/);
    expect(await page.locator('.error').allInnerTexts()).toEqual([]);
    expect(await page.locator('.stale').count()).toBe(0);
    expect(await page.locator('.flips').innerText()).toMatch(
      /^With your change, \d+ of \d+ claims flipped: cell/,
    );
    expect(await outputOf(page, code.length)).toMatch(/^\d+ of \d+ claims hold$/);
  }, 120_000);

  it.each([...code.keys()].slice(1))(
    'with one word changed in its code cell %i goes on',
    async (i) => {
      const text = withOneWordChanged(code[i]!.source);
      if (text === undefined) return;
      const { page } = await open(first);

      await edit(page, i + 1, text);
      await run(page, i + 1);

      expect(await page.locator('.error').allInnerTexts()).toEqual([]);
      expect(await page.locator('.stale').count()).toBe(0);
    },
    60_000,
  );
});
