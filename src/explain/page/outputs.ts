/**
 * Outputs of a cell as elements, looking as they do at export (cell-html.ts). Text is set as text, HTML is cleaned, a drawing of
 * ours is built anew, any other SVG stands in an image, where nothing in it can run, and a figure is drawn by Plotly.
 */

import { HAND_MIME } from '../../fluent/hands.js';
import type { MimeBundle } from '../../jupyter/mime.js';
import { svgProblem } from '../../jupyter/svg-problems.js';
import { wordsOfSvg } from '../../jupyter/svg-words.js';
import { insteadOfPicture, isAllowedPicture } from '../allowed-html.js';
import { svgAddress } from '../carried-pictures.js';
import { errorWords } from '../error-words.js';
import { readForm } from '../hands/form.js';
import { htmlNotShown, outputProblem } from '../html-limits.js';
import { cleanHtml } from './clean-html.js';
import { element } from './dom.js';
import { boxed, drawnBox } from './drawn.js';
import { figureOf } from './figure-work.js';
import { takeHold } from './hands/take-hold.js';
import type { PageOutput } from './messages.js';
import { plotElement, plotlyMime } from './plot.js';

/** As in cell-html.ts. */
const mostText = 200_000;

/** An output as an element; undefined where there is nothing to see. Never throws: an output may be anyone's. */
export function outputElement(output: PageOutput): HTMLElement | undefined {
  try {
    return elementOf(output);
  } catch (error) {
    return textElement(`This output cannot be shown: ${(error as Error).message}`);
  }
}

function elementOf(output: PageOutput): HTMLElement | undefined {
  switch (output.output_type) {
    case 'stream': {
      const text = plainText(output.text);
      if (text === '') return undefined;
      if (output.name === 'stdout') return textElement(text);
      return element('div', { class: 'stderr' }, element('p', {}, 'stderr'), textElement(text));
    }
    case 'error': {
      const { ename, evalue, traceback } = output;
      const { headline, rest } = errorWords(plainText(ename), plainText(evalue), traceback.map(plainText));
      return element(
        'div',
        { class: 'error' },
        element('p', {}, `This cell failed: ${headline}`),
        ...(rest === '' ? [] : [textElement(rest)]),
      );
    }
    default:
      return inHand(bundleElement(output.data), output.data[HAND_MIME]);
  }
}

/** A picture that can be taken hold of, as cell-html.ts has it. */
function inHand(shown: HTMLElement | undefined, form: unknown): HTMLElement | undefined {
  if (shown === undefined || readForm(form) === undefined) return shown;
  const hand = element('div', { class: 'hand', 'data-hand': String(form) }, shown);
  takeHold(hand);
  return hand;
}

/** A bundle in its richest safe form. */
function bundleElement(data: MimeBundle): HTMLElement | undefined {
  const text = (type: string): string | undefined => {
    const value = data[type];
    return typeof value === 'string' ? value : undefined;
  };
  const plain = plainText(text('text/plain') ?? '');
  const figure = figureOf(data[plotlyMime]);
  if (figure !== undefined) return plotElement(figure, plain);
  const svg = text('image/svg+xml');
  if (svg !== undefined) return svgElement(svg, plain);
  const html = text('text/html');
  const problem = outputProblem(html ?? '');
  if (html !== undefined && problem === undefined) {
    const rich = element('div', { class: 'rich' }, cleanHtml(html));
    if (rich.querySelector('img') !== null || rich.textContent.trim() !== '') return rich;
  }
  for (const type of ['image/png', 'image/jpeg']) {
    const base64 = text(type);
    if (base64 === undefined) continue;
    const src = `data:${type};base64,${base64.replaceAll(/\s/g, '')}`;
    const image = isAllowedPicture(src) ? element('img', { src, alt: plain }) : insteadOfPicture(plain);
    return element('div', { class: 'rich' }, image);
  }
  const markdown = text('text/markdown');
  if (markdown !== undefined) return textElement(markdown);
  if (plain !== '') return textElement(plain);
  return problem === undefined ? undefined : textElement(htmlNotShown(problem));
}

function svgElement(svg: string, plain: string): HTMLElement {
  const problem = svgProblem(svg);
  if (problem !== undefined) return textElement(`${plain} (it ${problem}, and is not drawn)`.trim());
  const { alt, caption } = wordsOfSvg(svg);
  const size = /<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"/.exec(svg);
  const shown =
    drawnBox(svg) ??
    boxed(element('img', { src: svgAddress(svg), alt, width: size?.[1], height: size?.[2] }));
  const words = caption === undefined ? [] : [element('figcaption', {}, caption)];
  return element('div', { class: 'rich' }, element('figure', {}, shown, ...words));
}

function textElement(text: string): HTMLElement {
  const wide = text.split('\n').some((line) => line.length > 40);
  const box = { tabindex: '0', role: 'group', 'aria-label': 'Text output' };
  const cut = text.length - mostText;
  const shown =
    cut > 0 ? `${text.slice(0, mostText)}\n… ${cut.toLocaleString('en-US')} more characters` : text;
  return element('pre', { class: 'text', ...(wide ? box : {}) }, shown);
}

/** What a terminal would show at the end: without colors, and with the last text of a line that was written over. */
function plainText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
      .replace(/\r\n/g, '\n')
      .replace(/^.*\r(?=.)/gm, '')
      .trimEnd()
  );
}
