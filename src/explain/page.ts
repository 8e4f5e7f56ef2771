/**
 * An executed notebook as one page: readable without JavaScript, without a network, on paper and in the dark; see safe-html.ts
 * for what may be in it. A live page carries scripts of ours beside it (live-parts.ts), a static one none, and the policy of
 * either forbids any other.
 */

import type { Notebook } from '../jupyter/notebook.js';
import { escapeHtml } from '../views/table-html.js';
import { cellHtml } from './cell-html.js';
import { isTypeScript } from './code-html.js';
import { hashOf, type LiveParts, liveParts } from './live-parts.js';
import { TEXT_ID } from './own-ids.js';
import { pageStyle } from './page-style.js';
import { answeringCells, type Prediction, predictionOf } from './prediction.js';
import { type Heading, Headings } from './safe-html.js';

/** What a page says about itself. */
export interface PageOptions {
  /** Title of the window; the notebook's first heading unless said. */
  readonly title?: string;
  /** Where the notebook is, as a path or an address; named at the end of the page. */
  readonly source?: string;
  /**
   * Makes the page live: its cells can be edited and run in it, and the notebook can be downloaded under this name. A notebook
   * in another language than TypeScript or JavaScript has a static page all the same.
   */
  readonly live?: string;
}

/** One entry of {@link indexPage}. */
export interface PageLink {
  readonly href: string;
  readonly title: string;
  readonly summary: string;
}

/**
 * An executed notebook as a self-contained HTML page.
 *
 * Shows the outputs that the notebook holds, and runs nothing by itself. Scripts, styles and pictures from elsewhere are left
 * out; errors stay visible.
 *
 * @example
 * notebookPage(notebook, { source: 'notebooks/01-two-names.ipynb' }) // => '<!doctype html>…'
 */
export function notebookPage(notebook: Notebook, options: PageOptions): string {
  const headings = new Headings();
  const language = languageOf(notebook);
  const isLive = options.live !== undefined && canBeLive(notebook);
  const pictures: string[] = [];
  const context = { headings, pictures, language, isLive };
  const cells: string[] = [];
  // The contents stand before the first section, so that title and first result share the first screen.
  let contentsAt: number | undefined;
  let codeCells = 0;
  const asking = answeringCells(notebook.cells);
  const answered = new Set<number>();
  for (const [at, cell] of notebook.cells.entries()) {
    if (cell.cell_type === 'code') codeCells++;
    const asked = asking.get(at);
    const answers = asked === undefined ? undefined : { at: asked, prediction: firstOf(asked) };
    const html = cellHtml(cell, { ...context, number: codeCells, at, answers });
    if (asked !== undefined && html.includes('<details class="answer"')) answered.add(asked);
    if (html === '') continue;
    if (headings.found.some(({ level }) => level === 2)) contentsAt ??= cells.length;
    cells.push(html);
  }
  /** The prediction that a cell asks for, until a fold has told its answer. */
  function firstOf(at: number): Prediction | undefined {
    return answered.has(at) ? undefined : predictionOf(notebook.cells[at]!);
  }
  const first = headings.found.find(({ level }) => level === 1);
  cells.splice(Math.max(contentsAt ?? 0, first ? 1 : 0), 0, contentsHtml(headings.found));
  const title = options.title ?? first?.text ?? 'A notebook';
  const source = options.source === undefined ? '' : `<p>Source: ${sourceHtml(options.source)}</p>\n`;
  const opening = first === undefined ? [`<div class="prose"><h1>${escapeHtml(title)}</h1></div>`] : [];
  const main = `<main id="${TEXT_ID}">
${[...opening, ...cells].filter((html) => html !== '').join('\n')}
</main>`;
  const live = isLive ? liveParts(notebook, pictures, options.live!) : undefined;
  return documentOf(
    title,
    `${main}
<footer>
${source}<p>Made by <strong>aliaslab</strong> from an executed notebook. The code on this page computed what stands below it${isLive ? '; where JavaScript is on, it can be changed and run here, and nothing leaves the page' : ''}.</p>
</footer>`,
    live,
  );
}

/** Whether the cells of a notebook can run in a page: they are TypeScript, or JavaScript. */
export function canBeLive(notebook: Notebook): boolean {
  return isTypeScript(languageOf(notebook));
}

/** The page that lists the others, in the order given. */
export function indexPage(pages: readonly PageLink[]): string {
  const entries = pages.map(
    ({ href, title, summary }) =>
      `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  const list =
    entries.length === 0
      ? '<p>There is no page yet.</p>'
      : `<ol class="pages">\n${entries.join('\n')}\n</ol>`;
  return documentOf(
    'aliaslab: explanations that run',
    `<main id="${TEXT_ID}">
<div class="prose">
<h1>Explanations that run</h1>
<p>When two virtual addresses of one physical page disagree, and what makes them agree. Each page is a notebook as it was executed.</p>
${list}
</div>
</main>`,
  );
}

function documentOf(title: string, body: string, live?: LiveParts): string {
  const policy =
    live === undefined
      ? `default-src 'none'; img-src data:; style-src ${hashOf(pageStyle)}; base-uri 'none'; form-action 'none'`
      : // Cells are evaluated in the worker, which inherits the policy; nothing in the page is.
        `default-src 'none'; script-src ${live.scripts.join(' ')} 'unsafe-eval'; worker-src blob:; img-src data: blob:; style-src ${hashOf(pageStyle)} ${live.styles.join(' ')}; style-src-attr ${live.styleAttributes.join(' ')}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
${live === undefined ? '' : `${live.head}\n`}</head>
<body>
<a class="skip" href="#${TEXT_ID}">Skip to the text</a>
${body}
${live === undefined ? '' : `${live.body}\n`}</body>
</html>
`;
}

/** With fewer sections than this a page needs no list of them. */
const fewestSections = 3;

function contentsHtml(headings: readonly Heading[]): string {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < fewestSections) return '';
  const items = sections.map(
    ({ id, text }) => `<li><a href="#${encodeURIComponent(id)}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav aria-label="Contents">\n<ol>\n${items.join('\n')}\n</ol>\n</nav>`;
}

function languageOf(notebook: Notebook): string {
  const { language_info: info, kernelspec } = notebook.metadata as Record<
    string,
    { name?: unknown; language?: unknown } | undefined
  >;
  const name = info?.name ?? kernelspec?.language;
  return typeof name === 'string' ? name : 'typescript';
}

function sourceHtml(source: string): string {
  const text = escapeHtml(source);
  return /^https?:\/\//.test(source) ? `<a href="${text}">${text}</a>` : `<code>${text}</code>`;
}
