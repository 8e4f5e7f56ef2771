import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/explain/live-parts.js';
import { notebookPage } from '../../src/explain/page.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Notebook, NotebookCell, NotebookOutput } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';

const committed = readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb'));

function notebook(...cells: NotebookCell[]): Notebook {
  const metadata = { language_info: { name: 'typescript' } };
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

function text(source: string): NotebookCell {
  return { cell_type: 'markdown', metadata: {}, source };
}

function code(source: string, ...outputs: NotebookOutput[]): NotebookCell {
  return { cell_type: 'code', metadata: {}, source, execution_count: 3, outputs };
}

function shown(data: Record<string, unknown>): NotebookOutput {
  return { output_type: 'display_data', data, metadata: {} };
}

/** The page as a browser without JavaScript parses it. */
function open(...cells: NotebookCell[]): Document {
  return new JSDOM(notebookPage(notebook(...cells), { source: 'notebooks/01.ipynb' })).window.document;
}

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('the page of a notebook', () => {
  it('shows text, code, prompts and outputs in the order of the cells', () => {
    const page = open(
      text('# Two names\n\nof one *byte*.'),
      code('const ways = 4;', { output_type: 'stream', name: 'stdout', text: 'four ways\n' }),
      text('The end.'),
    );

    expect(page.title).toBe('Two names');
    expect(page.querySelector('main')?.textContent?.replace(/\s+/g, ' ').trim()).toBe(
      'Two names of one byte. [3]sets up waysconst ways = 4; four ways The end.',
    );
    expect(page.querySelector('footer')?.textContent).toContain('notebooks/01.ipynb');
    expect(page.querySelector('.tok-keyword')?.textContent).toBe('const');
  });

  it('has language, title, one main and a policy that allows this style sheet, pictures in the page, and nothing else', () => {
    const page = open(text('# A title'));
    const style = page.querySelector('style')?.textContent ?? '';
    const hash = createHash('sha256').update(style).digest('base64');

    expect(page.documentElement.lang).toBe('en');
    expect(page.querySelectorAll('main')).toHaveLength(1);
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.querySelectorAll('script, [style], link')).toHaveLength(0);
  });

  it('prefers HTML, then PNG, then Markdown, then text', () => {
    const all = {
      'text/html': '<em>html</em>',
      'image/png': pixel,
      'text/markdown': '**md**',
      'text/plain': 'plain',
    };
    const { 'text/html': _, ...withoutHtml } = all;
    const { 'image/png': __, ...prose } = withoutHtml;
    const outputs = (data: Record<string, unknown>): string =>
      open(code('', shown(data)))
        .querySelector('.outputs')
        ?.innerHTML.trim() ?? '';

    expect(outputs(all)).toBe('<div class="rich"><em>html</em></div>');
    expect(outputs(withoutHtml)).toBe(
      `<div class="rich"><img src="data:image/png;base64,${pixel}" alt="plain" loading="lazy"></div>`,
    );
    expect(outputs(prose)).toBe('<div class="prose"><p><strong>md</strong></p>\n</div>');
    expect(outputs({ 'text/plain': '<b>plain</b>' })).toBe(
      '<pre class="text">&lt;b&gt;plain&lt;/b&gt;</pre>',
    );
  });

  it('shows the still picture where the HTML was nothing but a script', () => {
    const page = open(
      code('', shown({ 'text/html': '<script>plot()</script><div></div>', 'image/png': pixel })),
    );

    expect(page.querySelector('.outputs img')?.getAttribute('src')).toContain('image/png');
  });

  it('keeps figures with captions, folded answers, and tables that a keyboard can scroll', () => {
    const image = `<img src="data:image/png;base64,${pixel}" alt="one pixel" width="1" height="1" style="x">`;
    const page = open(
      text('<details><summary>Answer</summary>\n\nIt *is* stale.\n\n</details>\n\n| n |\n|--:|\n| 1 |'),
      code('', shown({ 'text/html': `<figure>${image}<figcaption>See.</figcaption></figure>` })),
      code(
        '',
        shown({
          'text/html':
            '<table><caption>Loads</caption><thead><tr><th scope="col">n</th></tr></thead><tr><td>1</td></tr></table>',
        }),
      ),
    );
    const boxes = [...page.querySelectorAll('[role="group"][tabindex="0"]')];

    expect(page.querySelector('details em')?.textContent).toBe('is');
    expect(page.querySelector('figure > img[alt="one pixel"][width="1"] + figcaption')?.textContent).toBe(
      'See.',
    );
    expect(boxes.map((box) => box.getAttribute('aria-label'))).toEqual(['Table', 'Table: Loads']);
    expect(page.querySelector('th[align=right]')?.textContent).toBe('n');
    expect(page.querySelector('th[scope=col]:not([align])')?.textContent).toBe('n');
  });

  it('makes errors visible, without the colors of a terminal', () => {
    const error: NotebookOutput = {
      output_type: 'error',
      ename: 'InputError',
      evalue: "'3 KiB' is not a power of two",
      traceback: ['\u001b[31mInputError\u001b[39m: …', '    at cell 3:1:1'],
    };

    const shownError = open(code('cache()', error)).querySelector('.error');

    expect(shownError?.querySelector('p')?.textContent).toBe(
      "This cell failed: InputError: '3 KiB' is not a power of two",
    );
    expect(shownError?.querySelector('pre')?.textContent).toBe('InputError: …\n    at cell 3:1:1');
  });

  it('tells stderr from stdout, and shows only the last state of a progress line', () => {
    const page = open(
      code(
        '',
        { output_type: 'stream', name: 'stdout', text: 'states 1\rstates 2\rstates 3\ndone\r\n' },
        { output_type: 'stream', name: 'stderr', text: 'careful' },
      ),
    );

    expect(page.querySelector('.outputs > pre')?.textContent).toBe('states 3\ndone');
    expect(page.querySelector('.stderr')?.textContent).toBe('stderrcareful');
  });

  it('gives headings ids as Jupyter does, each once, and lists the sections where there are some', () => {
    const page = open(
      text('# Title\n\n[go](#What-we-see)'),
      text('## What we see\n\n## What we see\n\n## Why `it` is so'),
    );
    const links = [...page.querySelectorAll<HTMLAnchorElement>('nav[aria-label=Contents] a')];

    expect([...page.querySelectorAll('h2')].map(({ id }) => id)).toEqual([
      'What-we-see',
      'What-we-see-2',
      'Why-it-is-so',
    ]);
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '#What-we-see',
      '#What-we-see-2',
      '#Why-it-is-so',
    ]);
    expect(open(text('## One\n\n## Two')).querySelector('nav')).toBeNull();
  });

  it('stands after the title and the first result, before the first section', () => {
    const sections = '## One\n\n## Two\n\n## Three';
    const order = (page: Document) =>
      [...page.querySelectorAll('h1, h2, nav, p')].map(({ localName, textContent }) =>
        localName === 'nav' ? 'nav' : textContent!.trim(),
      );

    const apart = order(open(text('# Title'), text('the first result'), text(sections)));
    const together = order(open(text(`# Title\n\n${sections}`)));

    expect(apart.slice(0, 4)).toEqual(['Title', 'the first result', 'nav', 'One']);
    expect(together.slice(0, 2)).toEqual(['Title', 'One']);
    expect(together).toContain('nav');
  });

  it('has a title where the notebook has none', () => {
    const page = new JSDOM(notebookPage(notebook(text('text')), { title: 'Mine & yours' })).window.document;

    expect([page.title, page.querySelector('h1')?.textContent]).toEqual(['Mine & yours', 'Mine & yours']);
  });

  it('shows pictures that are attached to a cell', () => {
    const cell: NotebookCell = {
      cell_type: 'markdown',
      metadata: {},
      source: '![a pixel](attachment:my%20pixel.png)',
      attachments: { 'my pixel.png': { 'image/png': pixel } },
    };

    expect(open(cell).querySelector('img')?.getAttribute('src')).toBe(`data:image/png;base64,${pixel}`);
  });

  it('is the same byte for byte every time', () => {
    const book = notebook(text('# A\n\n## B'), code('1 + 1', shown({ 'text/plain': '2' })));

    expect(notebookPage(book, {})).toBe(notebookPage(structuredClone(book), {}));
  });

  it('leaves plain what is not TypeScript', () => {
    const python = { ...notebook(code('const = 1')), metadata: { language_info: { name: 'python' } } };

    expect(notebookPage(python, {})).toContain('<code>const = 1</code>');
  });
});

describe('the live page of a notebook', () => {
  const live = (made: Notebook) => notebookPage(made, { live: 'two-names.ipynb' });

  it('allows the scripts it carries, by hash, a worker of its own, and nothing from anywhere', () => {
    const page = new JSDOM(live(notebook(text('# A title'), code('1')))).window.document;
    const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    const script = page.querySelector('script:not([type])')?.textContent ?? '';
    const styles = [...page.querySelectorAll('style')].map(({ textContent }) => hashOf(textContent ?? ''));
    const scripts = ['page', 'editor', 'plotly-basic'].map((name) =>
      hashOf(
        new TextDecoder().decode(
          decompress(
            Buffer.from(page.querySelector(`[id="aliaslab:part-${name}"]`)?.textContent ?? '', 'base64'),
          ),
        ),
      ),
    );

    const renderings = ['optimizeSpeed', '-moz-crisp-edges', '-o-crisp-edges', '-webkit-optimize-contrast'];
    const pixelated = [...renderings, 'optimize-contrast', 'crisp-edges', 'pixelated']
      .map((how) => `image-rendering: ${how}; `)
      .join('');

    expect(policy).toBe(
      `default-src 'none'; script-src ${[hashOf(script), ...scripts].join(' ')} 'unsafe-eval'; worker-src blob:; img-src data: blob:; style-src ${styles.join(' ')} 'nonce-cm'; style-src-attr 'unsafe-hashes' ${hashOf(pixelated)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page.head.firstElementChild?.nextElementSibling?.getAttribute('http-equiv')).toBe(
      'Content-Security-Policy',
    );
  });

  it('carries the bundle of plots that its figures need, and the traces that it names', () => {
    const heatmap = { 'application/vnd.plotly.v1+json': { data: [{ type: 'heatmap' }], layout: {} } };
    const parts = (...cells: NotebookCell[]) =>
      [...new JSDOM(live(notebook(...cells))).window.document.querySelectorAll('script[id]')].map(
        ({ id }) => id,
      );

    expect(parts(code('1'))).toContain('aliaslab:part-plotly-basic');
    expect(parts(code('1', shown(heatmap)))).toContain('aliaslab:part-plotly-cartesian');
    expect(parts(code('1'))).not.toContain('aliaslab:part-trace-words');
    expect(parts(code("sampleTrace('words')"))).toContain('aliaslab:part-trace-words');
  });

  it('is the same bytes every time', () => {
    const page = live(notebook(text('# A title'), code('1')));

    expect(live(notebook(text('# A title'), code('1')))).toBe(page);
  });

  it.each(committed)('of %s is under 1.5 MB, with all that its cells need', (name) => {
    const page = live(readNotebook(join(packageRoot, 'notebooks', name)));

    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
  });

  it('has a place for a cell without code', () => {
    const page = new JSDOM(live(notebook(code(''), code('2')))).window.document;

    expect(page.querySelectorAll('[data-cell] pre.code')).toHaveLength(2);
  });

  it('of another language is static', () => {
    const python = { ...notebook(code('print(1)')), metadata: { language_info: { name: 'python' } } };

    expect(live(python)).toBe(notebookPage(python, {}));
  });
});

describe('an enormous output', () => {
  it('is cut on the page, which says by how much, and kept in the notebook that it carries', () => {
    const output = { output_type: 'stream' as const, name: 'stdout' as const, text: 'x'.repeat(3_000_000) };
    const page = new JSDOM(notebookPage(notebook(code('1', output)), { live: 'big.ipynb' })).window.document;
    const carried = gunzipSync(
      Buffer.from(page.querySelector('[id="aliaslab:part-notebook"]')?.textContent ?? '', 'base64'),
    ).toString();

    expect(page.querySelector('.outputs')?.textContent).toMatch(
      /^\s*x{200000}\n… 2,800,000 more characters\s*$/,
    );
    expect(JSON.parse(carried).notebook.cells[0].outputs).toEqual([output]);
  });

  it('of HTML gives way to its text', () => {
    const html = `<p>${'y'.repeat(5_000_000)}</p>`;

    expect(
      open(code('1', shown({ 'text/html': html, 'text/plain': 'many' }))).querySelector('.outputs')
        ?.textContent,
    ).toBe('\nmany\n');
  });
});
