/**
 * One cell of an executed notebook as HTML: its text or code, then what it showed. Everything in it is
 * escaped or cleaned; nothing in it runs.
 */

import { stripVTControlCharacters } from 'node:util';
import MarkdownIt from 'markdown-it';
import { HAND_MIME } from '../fluent/hands.js';
import type { MimeBundle } from '../jupyter/mime.js';
import type { CodeCell, NotebookCell, NotebookOutput, TextCell } from '../jupyter/notebook.js';
import { escapeHtml } from '../views/table-html.js';
import { claimsHtml, foldOf, outputsToShow } from './claims-html.js';
import { codeHtml, isTypeScript } from './code-html.js';
import { sentenceOf } from './code-sentence.js';
import { errorWords } from './error-words.js';
import { readForm } from './hands/form.js';
import { htmlNotShown, outputProblem } from './html-limits.js';
import type { KnobWords } from './knobs/words.js';
import { ownId } from './own-ids.js';
import { type Prediction, predictionOf } from './prediction.js';
import { answerHtml, choicesHtml } from './prediction-html.js';
import { type Headings, safeHtml } from './safe-html.js';

/** HTML and links of every kind are let through here, because safe-html.ts cleans the whole. */
const markdown = new MarkdownIt({ html: true, linkify: true, highlight: codeHtml });
// Only what is written as an address becomes a link: `flush.sh` is a file.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = () => true;

/** What cells of one page share. */
export interface PageContext {
  /** Collects the headings of the text. */
  readonly headings: Headings;
  /** Collects the addresses of the pictures, in the order of the page. */
  readonly pictures: string[];
  /** Collects the addresses of the drawings that stand in the page themselves, in its order. */
  readonly drawings: string[];
  /** The language of the code cells, as notebooks name it. */
  readonly language: string;
  /** Where links of the text to files lead; see safe-html.ts. */
  readonly links?: ((address: string) => string | undefined) | undefined;
  /** Whether code cells can be run: each has its place then, also an empty one. */
  readonly isLive: boolean;
  /** Whether the code is there for the reader to change: it stands open then. */
  readonly isReaders: boolean;
  /** How many code cells there are up to this one. */
  readonly number: number;
  /** Where the cell stands in the notebook, from 0. */
  readonly at: number;
  /** The words of its text that a reader can turn. */
  readonly knobs?: KnobWords | undefined;
  /** The prediction that the cell answers, and whether it is the first that does. */
  readonly answers?: { readonly at: number; readonly prediction: Prediction | undefined } | undefined;
}

/** The HTML of a cell; empty for a cell with nothing to see. */
export function cellHtml(cell: NotebookCell, context: PageContext): string {
  if (cell.cell_type === 'code') return codeCellHtml(cell, context);
  if (cell.source.trim() === '') return '';
  if (cell.cell_type === 'raw') return `<pre class="raw">${escapeHtml(cell.source)}</pre>`;
  const html = safeHtml(markdown.render(cell.source), {
    headings: context.headings,
    pictures: context.pictures,
    attachments: attachmentsOf(cell),
    links: context.links,
    knobs: context.knobs,
  });
  const prediction = predictionOf(cell);
  const choices = prediction === undefined ? '' : `\n${choicesHtml(prediction, context.at)}`;
  return `<div class="prose">\n${html}</div>${choices}`;
}

function codeCellHtml(cell: CodeCell, context: PageContext): string {
  const { language, isLive, isReaders, number, answers } = context;
  const outputs = outputsToShow(cell)
    .map((output) => outputHtml(output, context))
    .filter((html) => html !== '');
  const isEmpty = cell.source.trim() === '';
  if (isEmpty && outputs.length === 0 && !isLive) return '';
  const prompt =
    cell.execution_count === null
      ? ''
      : `<span class="prompt" aria-hidden="true">[${cell.execution_count}]</span>`;
  const shown = outputs.length === 0 ? '' : `<div class="outputs">\n${outputs.join('\n')}\n</div>`;
  const fold = isTypeScript(language) ? foldOf(cell) : 'nothing';
  const isWhole = fold === 'cell' || fold === 'answers';
  const written = `<pre class="code"><code>${codeHtml(cell.source.trimEnd(), language)}</code></pre>`;
  const isFolded = isTypeScript(language) && !isWhole && !isReaders && !isEmpty;
  const code = isEmpty && !isLive ? '' : isFolded ? foldedCode(cell, written) : written;
  const told = fold === 'claims' ? `${shown}\n${claimsHtml(cell, fold)}` : shown;
  const seen = answers === undefined || told === '' ? told : answerHtml(told, answers.at, answers.prediction);
  const inside = isWhole ? claimsHtml(cell, fold, `${code}\n${shown}`) : `${code}\n${seen}`;
  const place = isLive ? ` id="${ownId(`cell-${number}`)}" data-cell="${number}" tabindex="-1"` : '';
  return `<div class="cell"${place}>${prompt}${inside}</div>`;
}

/** Code behind a sentence that says what it does. */
function foldedCode(cell: CodeCell, code: string): string {
  return `<details class="code-fold"><summary>${escapeHtml(sentenceOf(cell))}</summary>${code}</details>`;
}

type Shown = Pick<PageContext, 'pictures' | 'drawings'>;

/** An output in its richest safe form: HTML, PNG, SVG, Markdown, text. */
function outputHtml(output: NotebookOutput, shown: Shown): string {
  switch (output.output_type) {
    case 'stream':
      return streamHtml(output.name, output.text);
    case 'error':
      return errorHtml(output.ename, output.evalue, output.traceback);
    default:
      return handHtml(bundleHtml(output.data, output.metadata, shown), output.data[HAND_MIME]);
  }
}

function streamHtml(name: 'stdout' | 'stderr', text: string): string {
  const plain = plainText(text);
  if (plain === '') return '';
  return name === 'stderr' ? `<div class="stderr"><p>stderr</p>${textHtml(plain)}</div>` : textHtml(plain);
}

function errorHtml(name: string, message: string, traceback: readonly string[]): string {
  const { headline, rest } = errorWords(plainText(name), plainText(message), traceback.map(plainText));
  return `<div class="error"><p>This cell failed: ${escapeHtml(headline)}</p>${rest === '' ? '' : textHtml(rest)}</div>`;
}

/** A picture that a live page makes something to take hold of: the form is a text for its script, and nothing of it is HTML. */
function handHtml(shown: string, form: unknown): string {
  if (shown === '' || readForm(form) === undefined) return shown;
  return `<div class="hand" data-hand="${escapeHtml(String(form))}">${shown}</div>`;
}

function bundleHtml(
  data: MimeBundle,
  metadata: Readonly<Record<string, unknown>>,
  { pictures, drawings }: Shown,
): string {
  const text = (type: string): string | undefined => {
    const value = data[type];
    return typeof value === 'string' ? value : Array.isArray(value) ? value.join('') : undefined;
  };
  const plain = plainText(text('text/plain') ?? '');
  const rich = text('text/html') ?? '';
  const problem = outputProblem(rich);
  const html = problem === undefined ? safeHtml(rich, { pictures, drawings }).trim() : '';
  // HTML that was nothing but a script is empty by now; the still picture beside it is not.
  if (/<(?:img|svg)/.test(html) || html.replace(/<[^>]*>/g, '').trim() !== '')
    return `<div class="rich">${html}</div>`;
  const png = text('image/png');
  const picture = (image: string) => `<div class="rich">${safeHtml(image, { pictures, drawings })}</div>`;
  if (png !== undefined) return picture(pictureOf('image/png', png, plain, metadata['image/png']));
  const svg = text('image/svg+xml');
  if (svg !== undefined)
    return picture(pictureOf('image/svg+xml', Buffer.from(svg).toString('base64'), plain, undefined));
  const prose = text('text/markdown');
  if (prose !== undefined)
    return `<div class="prose">${safeHtml(markdown.render(prose), { pictures })}</div>`;
  if (plain !== '') return textHtml(plain);
  return problem === undefined ? '' : textHtml(htmlNotShown(problem));
}

function pictureOf(type: string, base64: string, alt: string, size: unknown): string {
  const { width, height } = (size ?? {}) as { width?: unknown; height?: unknown };
  const measures =
    typeof width === 'number' && typeof height === 'number' ? ` width="${width}" height="${height}"` : '';
  return `<img src="data:${type};base64,${escapeHtml(base64)}" alt="${escapeHtml(alt)}"${measures}>`;
}

/** More text is cut: a browser would stand still over it. The notebook keeps all. */
const mostText = 200_000;

/** Text in lines; where lines may be wider than a small page, a keyboard can scroll them. */
function textHtml(text: string): string {
  const wide = text.split('\n').some((line) => line.length > 40);
  const cut = text.length - mostText;
  const shown =
    cut > 0 ? `${text.slice(0, mostText)}\n… ${cut.toLocaleString('en-US')} more characters` : text;
  return `<pre class="text"${wide ? ' tabindex="0" role="group" aria-label="Text output"' : ''}>${escapeHtml(shown)}</pre>`;
}

/** What a terminal would show at the end: without colors, and with the last text of a line that was written over. */
function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n/g, '\n')
    .replace(/^.*\r(?=.)/gm, '')
    .trimEnd();
}

/** What a cell has attached, by name; what is no bundle of texts is no picture. */
function attachmentsOf({ attachments }: TextCell): ReadonlyMap<string, string> {
  const pictures = Object.entries(attachments ?? {}).flatMap(([name, bundle]) =>
    Object.entries(bundle ?? {}).flatMap(([type, base64]) =>
      typeof base64 === 'string' ? [[name, `data:${type};base64,${base64}`] as const] : [],
    ),
  );
  return new Map(pictures);
}
