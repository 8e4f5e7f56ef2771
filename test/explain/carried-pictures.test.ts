/** What a page carries of its notebook comes back whole, whatever the notebook's texts look like. */
import { gunzipSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { DRAWN_AGAIN, putPicturesBack } from '../../src/explain/carried-pictures.js';
import { notebookPage } from '../../src/explain/page.js';
import type { Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { picture } from '../../src/views/svg.js';

const svg = (name: string) =>
  `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`).toString('base64')}`;

function shown(html: string, more = {}): NotebookCell {
  const outputs = [
    { output_type: 'display_data' as const, data: { 'text/html': html, ...more }, metadata: {} },
  ];
  return { cell_type: 'code', metadata: {}, source: '1', execution_count: 1, outputs };
}

/** A notebook as the script of its page reads it. */
function carried(notebook: Notebook): { json: string; notebook: Notebook } {
  const { document } = new JSDOM(notebookPage(notebook, { live: 'a.ipynb' })).window;
  const packed = document.getElementById('aliaslab:part-notebook')!.textContent;
  const json = gunzipSync(Buffer.from(packed, 'base64')).toString();
  const data = JSON.parse(json);
  putPicturesBack(
    data,
    [...document.querySelectorAll('main img')].map((image) => image.getAttribute('src')!),
  );
  return { json, notebook: data.notebook };
}

interface Shown {
  outputs: [{ data: { 'text/html': string } }];
}

const notebookOf = (...cells: NotebookCell[]): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

it('comes back with every picture in its place, and carries none twice', () => {
  const notebook = notebookOf(
    { cell_type: 'markdown', metadata: {}, source: `![prose](${svg('prose')})` },
    shown(
      `<p>one <img src="${svg('a')}" alt="a"> and <img alt="b" src="${svg('b')}"> and <img src="${svg('a')}"></p>`,
    ),
    shown(`<img src="${svg('prose')}"><img src="https://example.org/a.png"><img src="${svg('c')}">`),
  );

  const { json, notebook: back } = carried(notebook);

  expect(back).toEqual(notebook);
  for (const name of ['a', 'b', 'c']) expect(json).not.toContain(svg(name).slice(30));
});

it('comes back with the drawings that the page built anew, and carries each once, as text', () => {
  const drawing = (alt: string) => picture(40, 20, { alt, caption: 'A box.' });
  const address = (text: string) => `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`;
  // The same picture, in bytes that no program of ours writes.
  const odd = address(`\ufeff${drawing('odd')}`);
  const notebook = notebookOf(
    shown(`<img src="${address(drawing('é'))}"><img src="${svg('a')}"><img src="${odd}">`, {
      'image/png': 'AA',
    }),
    shown(`<img src="${address(drawing('é'))}"><img src="${address(drawing('two'))}">`),
  );

  const { json, notebook: back } = carried(notebook);

  expect(back).toEqual({
    ...notebook,
    cells: notebook.cells.map((cell, i) =>
      i === 0
        ? shown((cell as never as Shown).outputs[0].data['text/html'], { 'image/png': DRAWN_AGAIN })
        : cell,
    ),
  });
  expect(json.split(JSON.stringify(drawing('é')))).toHaveLength(2);
  expect(json).not.toContain(address(drawing('two')));
});

it.each([
  'aliaslab-picture:0:',
  '<p>aliaslab-picture:0: and aliaslab-picture:1:</p>',
  '<img src="aliaslab-picture:0:">',
  '<img alt="><img src=&quot;x" src="PICTURE">',
  '<img alt=\'<img src="x\' src="PICTURE">',
  '<img src="PICTURE" alt="> <img src=">',
  '<code>&lt;img src="PICTURE"</code><img src="PICTURE">',
  '<!-- <img src="PICTURE"> --><p>text</p>',
  '<script>"<img src=\\"PICTURE\\">"</script><img src="PICTURE">',
  '<div title="<img src=PICTURE>">text</div>',
  `${'<img '.repeat(50_000)}`,
])('leaves the text %# as it was, beside pictures', (html) => {
  const texts = html.replaceAll('PICTURE', svg('b'));
  const notebook = notebookOf(
    shown(`<img src="${svg('a')}">`),
    shown(texts),
    shown(`${texts}<img src="${svg('c')}">`),
  );

  expect(carried(notebook).notebook).toEqual(notebook);
});

it('leaves a PNG to be drawn again only where its picture is shown, and a text in its place alone', () => {
  const html = `<img src="${svg('a')}">`;
  const back = carried(
    notebookOf(
      shown(html, { 'image/png': 'AAAA' }),
      shown('<p>text</p>', { 'image/png': 'aliaslab-drawn-again' }),
      shown('<p>text</p>', { 'image/png': '' }),
    ),
  ).notebook;

  expect(back.cells.map((cell) => cell.cell_type === 'code' && cell.outputs[0])).toMatchObject([
    { data: { 'text/html': html, 'image/png': DRAWN_AGAIN } },
    { data: { 'image/png': 'aliaslab-drawn-again' } },
    { data: { 'image/png': '' } },
  ]);
});
