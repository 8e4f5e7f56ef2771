import { table } from 'arquero';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { courseStyle } from '../../src/explain/course-style.js';
import { indexPage } from '../../src/explain/front-page.js';
import { notebookPage } from '../../src/explain/page.js';
import { pageStyle } from '../../src/explain/page-style.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import type { Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { picture } from '../../src/views/svg.js';
import { attacks } from './attacks.js';

function code(data: Record<string, unknown>, source = ''): NotebookCell {
  const outputs = [{ output_type: 'display_data' as const, data, metadata: {} }];
  return { cell_type: 'code', metadata: {}, source, execution_count: 1, outputs };
}

/** Opens a page as a browser that runs whatever there is to run, and lists what should not be there. */
function dangersOf(page: string): string[] {
  const { window } = new JSDOM(page, { runScripts: 'dangerously' });
  const everything = [...window.document.querySelectorAll('*')];
  // What is in a drawing of ours has a test of its own: drawing.test.ts.
  const drawn = (element: Element) =>
    element.closest('svg.drawing') !== null &&
    [...element.attributes].every(({ name }) => !/^on|href|style|^id$/.test(name)) &&
    ['svg', 'g', 'rect', 'circle', 'line', 'path', 'text', 'title'].includes(element.localName);
  const found = everything.flatMap((element) => {
    if (drawn(element)) return [];
    const name = element.localName;
    const attributes = [...element.attributes].flatMap(({ name: attribute, value }) => {
      const link = attribute === 'href' && !/^(#|https?:|mailto:|01\.html)/.test(value);
      const picture = attribute === 'src' && !/^data:image\/(png|svg\+xml);base64,[\w+/=]*$/.test(value);
      return attribute.startsWith('on') || attribute === 'style' || link || picture
        ? [`${name} ${attribute}=${value}`]
        : [];
    });
    const forbidden =
      'script iframe object embed svg math form input button link base template video audio'.split(' ');
    return [...(forbidden.includes(name) ? [name] : []), ...attributes];
  });
  const ids = everything.map(({ id }) => id).filter((id) => id !== '');
  if (new Set(ids).size < ids.length) found.push('an id twice');
  const sheets = [...window.document.querySelectorAll('style')].map(({ textContent }) => textContent);
  if (sheets.some((sheet) => sheet !== pageStyle && sheet !== courseStyle))
    found.push('a style sheet of its own');
  if (window.document.querySelectorAll('meta').length !== 5) found.push('a meta element of its own');
  if ((window as { pwned?: unknown }).pwned !== undefined) found.push('it ran');
  return found;
}

function pageOf(...cells: NotebookCell[]): string {
  const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  return notebookPage(notebook, {});
}

describe.each(attacks)('the attack %s', (attack) => {
  it('does not survive as Markdown', () => {
    expect(dangersOf(pageOf({ cell_type: 'markdown', metadata: {}, source: attack }))).toEqual([]);
    expect(
      dangersOf(pageOf({ cell_type: 'markdown', metadata: {}, source: `# ${attack}\n\n> ${attack}` })),
    ).toEqual([]);
  });

  it('does not survive as an output of any kind', () => {
    for (const type of ['text/html', 'text/markdown', 'text/plain', 'image/png', 'image/svg+xml'])
      expect(dangersOf(pageOf(code({ [type]: attack }))), type).toEqual([]);
  });

  it('does not survive as code, stream, error, raw text, name or title', () => {
    const outputs = [
      { output_type: 'stream' as const, name: 'stderr' as const, text: attack },
      { output_type: 'error' as const, ename: attack, evalue: attack, traceback: [attack] },
    ];
    const cells: NotebookCell[] = [
      { cell_type: 'code', metadata: {}, source: attack, execution_count: 1, outputs },
      {
        cell_type: 'code',
        metadata: {},
        source: `const x = \`${attack}\`;`,
        execution_count: 2,
        outputs: [],
      },
      { cell_type: 'raw', metadata: {}, source: attack },
      { cell_type: 'markdown', metadata: {}, source: `\`\`\`${attack}\n${attack}\n\`\`\`` },
    ];
    const notebook: Notebook = {
      cells,
      metadata: { language_info: { name: attack } },
      nbformat: 4,
      nbformat_minor: 5,
    };

    expect(dangersOf(notebookPage(notebook, { title: attack, source: attack }))).toEqual([]);
    const step = { name: attack, question: attack };
    const mark = { kind: 'failed', text: attack } as const;
    const entry = { href: '01.html', title: attack, summary: attack, audience: attack, step, mark };
    expect(dangersOf(indexPage([entry, { ...entry, step: undefined }], { mark }))).toEqual([]);
    const there = { href: '01.html', title: attack };
    const place = { contents: there, previous: there, next: there, number: 1, of: 3 };
    expect(dangersOf(notebookPage(notebook, { place, mark: { ...mark, page: attack } }))).toEqual([]);
  });

  it('does not survive as the name or the value of a column', () => {
    const bundle = displayBundle(table({ [attack]: [attack] })) as Record<string, unknown>;

    expect(dangersOf(pageOf(code(bundle)))).toEqual([]);
    expect(
      new JSDOM(`${bundle['text/html']}`).window.document.querySelectorAll('script, img, svg'),
    ).toHaveLength(0);
  });
});

describe('Markdown links', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    '&#106;avascript:alert(1)',
  ])('to %s lose their address', (address) => {
    const page = pageOf({
      cell_type: 'markdown',
      metadata: {},
      source: `[click](${address}) ![picture](${address})`,
    });

    expect(dangersOf(page)).toEqual([]);
    expect(page).toContain('click');
  });
});

describe('what is harmless', () => {
  it('survives: a figure of this library keeps its picture, words and nothing else', () => {
    const figure = {
      data: [{ type: 'bar', x: ['a'], y: [1] }],
      layout: { meta: { alt: 'one bar', caption: 'One.' } },
    };
    const page = pageOf(code(displayBundle(figure) as Record<string, unknown>));
    const { document } = new JSDOM(page).window;

    expect(dangersOf(page)).toEqual([]);
    expect(document.querySelector('figure img[alt="one bar"]')?.getAttribute('src')).toMatch(
      /^data:image\/svg/,
    );
    expect(document.querySelector('figcaption')?.textContent).toBe('One.');
  });

  it('survives: a drawing of this library stands in the page itself, and a picture in a text does not', () => {
    const svg = picture(40, 20, { alt: 'a box', caption: 'A box.' });
    const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    const prose = { cell_type: 'markdown' as const, metadata: {}, source: `![x](${address})` };
    const page = pageOf(code(displayBundle(svg) as Record<string, unknown>), prose);
    const { document } = new JSDOM(page).window;

    expect(dangersOf(page)).toEqual([]);
    expect(document.querySelector('figure svg')?.getAttribute('aria-label')).toBe('a box');
    expect(document.querySelector('figcaption')?.textContent).toBe('A box.');
    expect(document.querySelectorAll('img')).toHaveLength(1);
  });
});
