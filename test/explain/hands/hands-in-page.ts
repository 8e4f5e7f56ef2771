/** Pages with something to take hold of, for tests in Chromium: notebooks that show values of the library. */
import type { Page } from 'playwright-core';
import { bundleMetadata, displayBundle } from '../../../src/jupyter/bundle.js';
import type { MimeBundle } from '../../../src/jupyter/mime.js';
import type { Notebook, NotebookCell } from '../../../src/jupyter/notebook.js';

/** A notebook with a cell a bundle, which showed it. */
export function showing(...bundles: readonly MimeBundle[]): Notebook {
  const cells = bundles.map((data, i): NotebookCell => {
    const output = { output_type: 'display_data' as const, data, metadata: bundleMetadata(data) };
    return { cell_type: 'code', metadata: {}, source: `${i}`, execution_count: i + 1, outputs: [output] };
  });
  return { cells, metadata: { language_info: { name: 'typescript' } }, nbformat: 4, nbformat_minor: 4 };
}

export const bundleOf = (value: unknown): MimeBundle => displayBundle(value)!;

/** Waits until the hand of a cell lives. */
export async function alive(page: Page, cell = 1): Promise<void> {
  await page.locator(`[data-cell="${cell}"] [data-hand]`).scrollIntoViewIfNeeded();
  await page.locator(`[data-cell="${cell}"] [data-hand][data-alive]`).waitFor();
}

export const verdict = (page: Page) => page.locator('.hand .verdict').innerText();

/** Buttons and inputs of hands that are too small for a thumb, and how wide the page is. */
export async function measures(page: Page): Promise<{ small: string[]; wide: number }> {
  const small = (await page.evaluate(
    `Array.from(document.querySelectorAll('.hand button, .hand input, .hand select'), (each) => [each.outerHTML.slice(0, 60), each.getBoundingClientRect()]).filter(([, { width, height }]) => width < 44 || height < 44).map(([html]) => html)`,
  )) as string[];
  return { small, wide: (await page.evaluate('document.documentElement.scrollWidth')) as number };
}
