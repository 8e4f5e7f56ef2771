/** What HTML may be is decided once: export and mail hold to it here, pages in live-hostile.test.ts. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { isAllowedLink, isAllowedPicture } from '../../src/explain/allowed-html.js';
import { notebookMail } from '../../src/explain/mail/notebook-mail.js';
import { notebookPage } from '../../src/explain/page.js';
import type { Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { attacks } from './attacks.js';

const notebookOf = (...cells: NotebookCell[]): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});
const text = (source: string): NotebookCell => ({ cell_type: 'markdown', metadata: {}, source });
const shown = (html: string): NotebookCell => ({
  cell_type: 'code',
  metadata: {},
  source: '',
  execution_count: 1,
  outputs: [{ output_type: 'display_data', data: { 'text/html': html }, metadata: {} }],
});
const open = (...cells: NotebookCell[]) =>
  new JSDOM(notebookPage(notebookOf(...cells), {})).window.document.querySelector('main')!;

describe('a link', () => {
  it.each([
    'https://example.org/a?b#c',
    'HTTP://example.org',
    'mailto:linux-mm@kvack.org',
    '#The-kernel-reads',
    '02-which-flushes.ipynb',
    '../notes/a%20b.html?x=1:2',
    '/notes.html',
    '',
    '?x=a:b',
  ])('may lead to %s', (address) => {
    expect(isAllowedLink(address)).toBe(true);
    expect(
      open(text(`<a href="${address}">x</a>`))
        .querySelector('a')
        ?.getAttribute('href'),
    ).toBe(address);
  });

  it.each([
    '//host/x',
    ' //host/x',
    '/\t/host/x',
    '/\\host/x',
    '\\\\host\\x',
    'https:host',
    'https:/host',
    'https:\\\\host',
    'http:///host',
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'blob:null/1',
    'file:///etc/hostname',
    'x:y',
  ])('may not lead to %j', (address) => {
    const html = `<a href="${address.replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}">x</a>`;

    expect(isAllowedLink(address)).toBe(false);
    for (const cell of [text(html), shown(html)])
      expect(open(cell).querySelector('a:not([href])')?.textContent).toBe('x');
    expect(notebookMail(notebookOf(text(html)), 'a.ipynb')).not.toContain('[1]');
  });

  it('is one in a mail where it is one on a page, in each of the attacks', () => {
    for (const attack of attacks) {
      const onPage = [...open(shown(attack)).querySelectorAll('a[href]')].map((a) => a.getAttribute('href'));
      const mail = notebookMail(notebookOf(shown(attack)), 'a.ipynb');
      const inMail = [...mail.matchAll(/^\[\d+\] (.*)$/gm)].map(([, address]) => address);

      expect(inMail, attack).toEqual([...new Set(onPage)]);
      expect(mail, attack).not.toMatch(/pwned = 1|@import/);
    }
  });
});

describe('a picture', () => {
  const svg = (inside: string) =>
    `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`).toString('base64')}`;
  const bomb = Array.from(
    { length: 30 },
    (_, i) => `<g id="l${i + 1}">${`<use href="#l${i}"/>`.repeat(9)}</g>`,
  );
  const refused = [
    svg(`<rect id="l0"/>${bomb.join('')}`),
    svg('<image href="/etc/hostname"/>'),
    'data:image/svg+xml,<svg/>',
    'data:image/svg+xml;base64,=',
    'https://example.org/a.png',
    '//example.org/a.png',
    'a.png',
  ];

  it('is shown where it carries its bytes and can be drawn, and else gives way to its words', () => {
    expect(isAllowedPicture(svg('<rect/>'))).toBe(true);
    for (const address of refused) {
      const html = `<img src="${address}" alt="a rectangle">`;
      expect(isAllowedPicture(address), address).toBe(false);
      for (const cell of [text(html), shown(html)])
        expect(open(cell).textContent, address).toContain('[picture: a rectangle]');
    }
  });

  it('is shown however large it is', () => {
    const png = 'A'.repeat(6_000_000);
    const data = { 'image/png': png, 'text/plain': 'large' };
    const cell = shown('');
    if (cell.cell_type === 'code') cell.outputs = [{ output_type: 'display_data', data, metadata: {} }];

    for (const each of [cell, text(`<img src="data:image/png;base64,${png}" alt="large">`)])
      expect(open(each).querySelector('img[alt=large]')?.getAttribute('src')).toHaveLength(6_000_022);
  });

  it('that is not drawn as an output of its own is said by its words too', () => {
    const data = {
      'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg"><image href="/a"/></svg>`,
      'text/plain': 'a rectangle',
    };
    const cell = shown('');
    if (cell.cell_type === 'code') cell.outputs = [{ output_type: 'display_data', data, metadata: {} }];

    expect(open(cell).querySelector('.outputs')?.textContent).toContain('[picture: a rectangle]');
  });

  it.each(['%zz', '%', 'a%20b.png', '%ff.png'])('attached under the odd name %s is found by it', (name) => {
    const attachments = { [name]: { 'image/png': 'AAAA' } };
    const cell = { ...text(`<img src="attachment:${name}" alt="x">`), attachments } as NotebookCell;
    const isEscaped = name === 'a%20b.png';

    expect(open(cell).querySelector('img')?.getAttribute('src') ?? '').toBe(
      isEscaped ? '' : 'data:image/png;base64,AAAA',
    );
  });

  it.each([null, 7, { a: null }, { a: 7 }, { a: { 'image/png': 7 } }, []])(
    'attached as %j is none, and its words stand',
    (attachments) => {
      const cell = { ...text('![a rectangle](attachment:a)'), attachments } as unknown as NotebookCell;

      expect(open(cell).textContent).toContain('[picture: a rectangle]');
    },
  );
});

describe('HTML that nests', () => {
  it('deeper than anything readable stands as the text that it is, or says why it is not there', () => {
    for (const tag of ['div', 'b', 'blockquote', 'ul><li', 'table><tr><td', 'x-y']) {
      const deep = `<${tag}>`.repeat(20_000);
      expect(open(text(deep)).textContent).toContain(`<${tag}><${tag}>`);
      expect(open(shown(deep)).textContent).toContain(
        'This HTML is not shown: it has more than 256 elements inside each other.',
      );
    }
  });

  it('or has too many elements gives way to another form, or says why it is not there', () => {
    const many = shown('<b>x</b>'.repeat(50_001));
    const both = structuredClone(many);
    if (both.cell_type === 'code' && both.outputs[0]?.output_type === 'display_data')
      both.outputs[0].data = { ...both.outputs[0].data, 'text/plain': 'many x' };

    expect(open(many).querySelector('.outputs')?.textContent?.trim()).toBe(
      'This HTML is not shown: it has more than 50,000 elements.',
    );
    expect(open(both).querySelector('.outputs')?.textContent?.trim()).toBe('many x');
  });

  it('as people write it is HTML, also where they close nothing', () => {
    const list = `<ul>${'<li>a'.repeat(1000)}</ul><table>${'<tr><td>b'.repeat(1000)}</table>${'<p>c<br>'.repeat(1000)}`;

    expect(open(shown(list)).querySelectorAll('li, td, p')).toHaveLength(3000);
  });
});
