/**
 * The notebook of a page as a file that Jupyter opens: with the reader's cells, and the outputs that they made. Figures and
 * drawings get the still pictures that untrusted notebooks show, drawn by the browser.
 */

import { wordsOfFigure } from '../../jupyter/figure-words.js';
import { isTextType, type MimeBundle } from '../../jupyter/mime.js';
import { pixelsProblem } from '../../jupyter/picture-size.js';
import { svgProblem } from '../../jupyter/svg-problems.js';
import { wordsOfSvg } from '../../jupyter/svg-words.js';
import { doesNotHold } from '../../jupyter/unheld-claims.js';
import { INK } from '../../views/palette.js';
import { escapeHtml } from '../../views/table-html.js';
import { DRAWN_AGAIN, svgAddress } from '../carried-pictures.js';
import type { Claim } from '../claims-words.js';
import type { Book } from './book.js';
import { element } from './dom.js';
import { figureOf } from './figure-work.js';
import type { PageOutput } from './messages.js';
import { plotlyMime, plotPicture } from './plot.js';

/** A notebook file, as it was when the page was made. */
export interface NotebookFile {
  cells: Record<string, unknown>[];
  [field: string]: unknown;
}

/** As many dots a unit of a drawing as the kernel's pictures have. */
const SCALE = 2;

/** The notebook with what the book has now. */
export async function notebookOf(file: NotebookFile, book: Book): Promise<NotebookFile> {
  const cells = [...file.cells];
  for (const { at, source, outputs, count, shown, claims } of book.cells) {
    // Outputs that another text made would say something that is not so.
    const kept = source === shown ? [...outputs, ...unheldOutputs(claims)] : [];
    cells[at] = {
      ...cells[at],
      source,
      execution_count: source === shown ? count : null,
      outputs: await Promise.all(kept.map((output) => portable(output, count))),
    };
  }
  return { ...file, cells };
}

/** What a kernel says of claims that do not hold. */
function unheldOutputs(claims: readonly Claim[] = []): PageOutput[] {
  const unheld = claims.filter(({ holds }) => !holds);
  if (unheld.length === 0) return [];
  return [
    { output_type: 'stream', name: 'stderr', text: unheld.map(({ claim }) => doesNotHold(claim)).join('') },
  ];
}

/** Saves a text as a file. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function portable(output: PageOutput, count: number | null): Promise<PageOutput> {
  if (output.output_type === 'stream' || output.output_type === 'error') return output;
  const { data, metadata } = await withPictures(output.data);
  const shown = { ...output, data: inTexts(data), metadata: { ...output.metadata, ...metadata } };
  return shown.output_type === 'execute_result' ? { ...shown, execution_count: count } : shown;
}

/** A cell may show anything as a text: what is none is kept as its JSON, since no notebook has it otherwise. */
function inTexts(bundle: MimeBundle): MimeBundle {
  const kept = Object.entries(bundle).map(([type, value]) => [
    type,
    isTextType(type) && !isText(value) ? JSON.stringify(value) : value,
  ]);
  return Object.fromEntries(kept) as MimeBundle;
}

function isText(value: unknown): boolean {
  return [value].flat().every((line) => typeof line === 'string');
}

/** A bundle with pictures of its figure or drawing. */
async function withPictures(
  bundle: MimeBundle,
): Promise<{ data: MimeBundle; metadata: Record<string, unknown> }> {
  if (bundle['image/png'] === DRAWN_AGAIN) {
    const source = /<img\b[^>]*?\ssrc="([^"]*)"/.exec(String(bundle['text/html']))?.[1] ?? '';
    const png = source.startsWith('data:image/png') ? { address: source } : await pngOf(source);
    const { 'image/png': _, ...others } = bundle;
    return {
      data: png === undefined ? others : { ...bundle, 'image/png': base64Of(png.address) },
      metadata: {},
    };
  }
  if ('image/png' in bundle) return { data: bundle, metadata: {} };
  const { 'image/svg+xml': svg, ...rest } = bundle;
  const figure = figureOf(bundle[plotlyMime]);
  if (typeof svg === 'string') {
    const address = svgAddress(svg);
    const png = svgProblem(svg) === undefined ? await pngOf(address) : undefined;
    return png === undefined ? { data: bundle, metadata: {} } : pictured(rest, address, png, wordsOfSvg(svg));
  }
  const png = figure && (await plotPicture(figure, SCALE));
  if (figure === undefined || png === undefined) return { data: bundle, metadata: {} };
  return pictured(rest, png.address, png, wordsOfFigure(figure));
}

interface Png {
  address: string;
  width: number;
  height: number;
}

function pictured(
  rest: MimeBundle,
  source: string,
  { address, width, height }: Png,
  { alt, caption }: { alt: string; caption: string | undefined },
): { data: MimeBundle; metadata: Record<string, unknown> } {
  const image = `<img src="${source}" alt="${escapeHtml(alt)}" width="${width}" height="${height}" style="max-width:100%;height:auto;background:${INK.ground}">`;
  const words = caption === undefined ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  const data = {
    'text/html': `<figure style="margin:0.5em 0">${image}${words}</figure>`,
    'image/png': base64Of(address),
    ...rest,
  };
  return { data, metadata: { 'image/png': { width, height } } };
}

function base64Of(address: string): string {
  return address.slice(address.indexOf(',') + 1);
}

/** A picture drawn by the browser; undefined where the browser cannot read it. */
async function pngOf(address: string): Promise<Png | undefined> {
  const image = element('img', { src: address });
  try {
    await image.decode();
  } catch {
    // A cell may show an SVG that is none: the notebook keeps its text all the same.
    return undefined;
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!(width > 0 && height > 0 && pixelsProblem(width, height) === undefined)) return undefined;
  const canvas = element('canvas', { width: String(width * SCALE), height: String(height * SCALE) });
  const drawing = canvas.getContext('2d')!;
  drawing.fillStyle = INK.ground;
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { address: canvas.toDataURL('image/png'), width, height };
}
