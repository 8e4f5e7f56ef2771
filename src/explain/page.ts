/**
 * An executed notebook as one page: readable without JavaScript, without a network, on paper and in the dark; see safe-html.ts
 * for what may be in it. A live page carries scripts of ours beside it (live-parts.ts), a static one none, and the policy of
 * either forbids any other.
 */

import type { Notebook } from '../jupyter/notebook.js';
import { escapeHtml } from '../views/table-html.js';
import { cellHtml } from './cell-html.js';
import { isTypeScript } from './code-html.js';
import { footNav, headNav, markHtml, type PageMark, type PlaceInCourse } from './course-nav.js';
import { courseStyle } from './course-style.js';
import { type Beside, documentOf } from './document.js';
import { knobsOf } from './knobs/knob.js';
import { KnobWords } from './knobs/words.js';
import { liveParts } from './live-parts.js';
import { TEXT_ID } from './own-ids.js';
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
  /** Where a link of the text to a file leads; undefined for one that is nowhere, whose text names the file instead. */
  readonly links?: (address: string) => string | undefined;
  /** Where the page stands among others. */
  readonly place?: PlaceInCourse;
  /** What came of its notebook: a line at its head. `page` is the name by which a server speaks of it. */
  readonly mark?: PageMark & { readonly page: string };
  /** What a server adds to it. */
  readonly beside?: Beside;
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
  const drawings: string[] = [];
  const context = { headings, pictures, drawings, language, isLive, links: options.links };
  const cells: string[] = [];
  // The contents stand before the first section, so that title and first result share the first screen.
  let contentsAt: number | undefined;
  let codeCells = 0;
  const asking = answeringCells(notebook.cells);
  const answered = new Set<number>();
  const knobs = isLive ? knobsOf(notebook).map((knob, number) => ({ ...knob, number })) : [];
  for (const [at, cell] of notebook.cells.entries()) {
    if (cell.cell_type === 'code') codeCells++;
    const asked = asking.get(at);
    const answers = asked === undefined ? undefined : { at: asked, prediction: firstOf(asked) };
    const section = headings.found.filter(({ level }) => level === 2).at(-1);
    const isReaders = /^your turn/i.test(section?.text ?? '');
    const words = new KnobWords(knobs.filter((knob) => knob.at === at));
    const html = cellHtml(cell, { ...context, number: codeCells, at, answers, isReaders, knobs: words });
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
  const live = isLive ? liveParts(notebook, { pictures, drawings }, options.live!, knobs) : undefined;
  const { place, mark } = options;
  const around = [
    place === undefined ? '' : headNav(place),
    mark === undefined ? '' : markHtml(mark.page, mark),
    main,
    place === undefined ? '' : footNav(place),
  ];
  return documentOf(
    title,
    `${around.filter((html) => html !== '').join('\n')}
<footer>
${source}<p>Made by <strong>aliaslab</strong> from an executed notebook. The code on this page computed what stands below it${isLive ? '; where JavaScript is on, it can be changed and run here, and nothing leaves the page' : ''}.</p>
</footer>`,
    {
      live,
      beside: [
        ...(place === undefined && mark === undefined ? [] : [{ style: courseStyle }]),
        ...(options.beside === undefined ? [] : [options.beside]),
      ],
    },
  );
}

/** Whether the cells of a notebook can run in a page: they are TypeScript, or JavaScript. */
export function canBeLive(notebook: Notebook): boolean {
  return isTypeScript(languageOf(notebook));
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
