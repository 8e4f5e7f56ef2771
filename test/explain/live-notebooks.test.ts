/** Every committed notebook, run in its page: the same texts, tables and figures as on the kernel. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Notebook, NotebookOutput } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { describeInChromium, downloaded, runAll } from './chromium.js';

const folder = join(packageRoot, 'notebooks');
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/** What has to be the same: all but the bytes of pictures, which a browser draws with other fonts. */
function shown({ cells }: Notebook) {
  return cells.map((cell) => {
    if (cell.cell_type !== 'code') return cell.source;
    return { source: cell.source, count: cell.execution_count, outputs: cell.outputs.map(told) };
  });
}

function told(output: NotebookOutput) {
  if (!('data' in output)) return output;
  const { 'image/png': png, 'text/html': html, ...data } = output.data;
  const isPicture = png !== undefined;
  return {
    type: output.output_type,
    ...data,
    isPicture,
    html: isPicture ? wordsOf(String(html)) : html,
  };
}

/** Alternative text and caption of a picture, and the drawing itself where it was made by us. */
function wordsOf(html: string) {
  const [, source = ''] = /<img src="([^"]*)"/.exec(html) ?? [];
  const isDrawn = source.startsWith('data:image/svg') && !html.includes('data-aliaslab-plot');
  return {
    alt: / alt="([^"]*)"/.exec(html)?.[1],
    caption: /<figcaption>(.*?)<\/figcaption>/.exec(html)?.[1],
    ...(isDrawn && { drawing: Buffer.from(source.split(',')[1]!, 'base64').toString() }),
  };
}

describeInChromium('in the live page', (open) => {
  it.each(names)(
    '%s gives what it gives on the kernel',
    async (name) => {
      const saved = readNotebook(join(folder, name));
      const { page, said, asked } = await open(saved);

      const end = await runAll(page);
      const again = await downloaded(page);

      expect(end).toBe('All cells ran.');
      expect(withoutDrawingsOf(shown(again), shown(saved))).toEqual(shown(saved));
      expect(said).toEqual([]);
      expect(asked).toEqual([]);
    },
    60_000,
  );
});

/** A dense drawing is saved as a PNG on the kernel: then there is none to compare with. */
function withoutDrawingsOf<Shown>(ours: Shown, saved: Shown): Shown {
  const [text, other] = [ours, saved] as [unknown, unknown];
  if (Array.isArray(text) && Array.isArray(other))
    return text.map((item, i) => withoutDrawingsOf(item, other[i])) as Shown;
  if (typeof text !== 'object' || text === null || typeof other !== 'object' || other === null) return ours;
  const entries = Object.entries(text)
    .filter(([key]) => key !== 'drawing' || 'drawing' in other)
    .map(([key, value]) => [key, withoutDrawingsOf(value, (other as Record<string, unknown>)[key])]);
  return Object.fromEntries(entries) as Shown;
}
