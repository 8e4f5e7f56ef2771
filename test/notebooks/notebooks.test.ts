/** Every committed notebook: it runs again to the same bytes, and is written as agreed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { notebookPage } from '../../src/explain/page.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { CodeCell, NotebookOutput } from '../../src/jupyter/notebook.js';
import { notebookText, readNotebook } from '../../src/jupyter/notebook-text.js';
import { runNotebook } from '../../src/jupyter/run-notebook.js';
import { pythonWith } from '../jupyter/jupyter-installed.js';

const folder = join(packageRoot, 'notebooks');
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/**
 * nbconvert runs every notebook on the same kernel and compares it with the same file (under-nbconvert.test.ts). Where it is
 * installed, our own runner has only to show that it does the same, on the first notebook and on one that reads files and
 * writes progress.
 */
const repeated = pythonWith('nbconvert, nbclient') !== undefined;
const always = ['01-the-kernel-reads-an-old-byte.ipynb', '06-a-real-program-meets-an-aliasing-cache.ipynb'];

test('there are notebooks', () => {
  expect(names).toEqual(expect.arrayContaining(always));
});

describe.each(names)('%s', (name) => {
  const path = join(folder, name);
  const saved = readNotebook(path);
  const code = saved.cells.filter((cell): cell is CodeCell => cell.cell_type === 'code');
  const outputs = code.flatMap((cell) => cell.outputs);

  const skipped = repeated && !always.includes(name);
  test.skipIf(skipped)(
    `runs again to the same file, byte for byte${skipped ? ' (skipped: nbconvert runs it on the same kernel)' : ''}`,
    async () => {
      const { notebook, failure } = await runNotebook(saved, { cwd: folder });

      expect(failure).toBeUndefined();
      expect(notebookText(notebook)).toBe(readFileSync(path, 'utf8'));
    },
    120_000,
  );

  test('ends by saying how many claims were checked', () => {
    expect(code.at(-1)!.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: expect.stringMatching(/^[1-9]\d* claims checked\n$/) },
    ]);
  });

  test('has a title, short cells, and less than a megabyte', () => {
    expect(saved.cells[0]!.source).toMatch(/^# .{20,}\n/);
    expect(code.filter(({ source }) => source.split('\n').length > 6).map(({ source }) => source)).toEqual(
      [],
    );
    expect(statSync(path).size).toBeLessThan(1_000_000);
  });

  test('shows its first picture by the third cell', () => {
    const pictured = code
      .slice(0, 3)
      .flatMap((cell) => cell.outputs)
      .filter(isPicture);

    expect(pictured.length).toBeGreaterThan(0);
  });

  test('has an image, alternative text and a caption for every picture', () => {
    const pictures = outputs.filter(isPicture);

    for (const { data } of pictures) {
      const { document } = new JSDOM(String(data['text/html'])).window;
      expect(document.querySelector('img')?.alt.length).toBeGreaterThan(20);
      expect(document.querySelector('img')?.src).toMatch(/^data:image\/(svg\+xml|png);base64,/);
      expect(document.querySelector('figcaption')?.textContent?.length).toBeGreaterThan(10);
      expect(data['image/png']).toMatch(/^iVBOR/);
    }
    expect(pictures.length).toBeGreaterThan(3);
  });

  test('has an image for everything that is drawn, where scripts and their data are gone', () => {
    const drawn = outputs.filter(
      (output): output is Shown =>
        'data' in output &&
        ['application/vnd.plotly.v1+json', 'image/svg+xml'].some((type) => type in output.data),
    );

    for (const { data } of drawn) {
      const { document } = new JSDOM(String(data['text/html'])).window;
      for (const element of document.querySelectorAll('script, style, svg')) element.remove();
      expect(document.querySelectorAll('img')).toHaveLength(1);
    }
    expect(outputs.filter((output) => 'data' in output && 'image/svg+xml' in output.data)).toEqual([]);
    expect(drawn.length).toBeGreaterThan(0);
  });

  test('makes a page that asks for nothing from anywhere', () => {
    const { document } = new JSDOM(notebookPage(saved, { source: name })).window;

    const asked = [...document.querySelectorAll('[src], link, script')].map(
      (element) => element.getAttribute('src') ?? element.outerHTML,
    );
    expect(asked.filter((address) => !address.startsWith('data:'))).toEqual([]);
    expect(document.querySelectorAll('img, main svg').length).toBe(outputs.filter(isPicture).length);
  });
});

type Shown = Extract<NotebookOutput, { data: unknown }>;

function isPicture(output: NotebookOutput): output is Shown {
  return 'data' in output && 'image/png' in output.data;
}
