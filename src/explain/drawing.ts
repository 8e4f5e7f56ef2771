/**
 * A picture that the library's own renderer could have made (views/svg.ts), as a tree that may stand in a page itself, where its words
 * can be found and its parts light up. Whatever has one element, attribute or value more stays an `<img>`, in which nothing runs. An
 * output may be anyone's, so nothing of its text is passed on: page and export build elements anew from this tree. Runs in a browser too.
 */

import { type SvgElement, scanSvg } from '../jupyter/svg-scan.js';

/** An element that may stand in a page; it has text or other elements in it, never both. */
export interface DrawnElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly children: readonly DrawnElement[];
}

/** Ours have hundreds. */
const MOST_ELEMENTS = 5000;
/** Words are never seen smaller than this, in pixels. */
const LEAST_TEXT = 11;

/** A picture with words so small that it would have to grow more than this is none of ours, and could be of any size. */
const MOST_GROWTH = 2;
/** What fits on any screen, and what no picture of ours is wider than. */
const NARROWEST = 340;
const WIDEST = 1600;

const NUMBER = /^-?\d{1,5}(?:\.\d{1,2})?$/;
const COLOR = /^(?:none|#[\da-f]{6}(?:[\da-f]{2})?)$/;
const RANGES = /^\d{1,9}(?:–\d{1,9})?(?:, \d{1,9}(?:–\d{1,9})?)*$/;

type Values = Readonly<Record<string, RegExp>>;
/** What any part may say of what it shows: see page/scrub/parts.ts. */
const MARKS: Values = {
  'data-step': RANGES,
  'data-set': RANGES,
  'data-byte': RANGES,
  'data-line': /^0x[\da-f]{1,16}$/,
};
const STROKE: Values = {
  stroke: COLOR,
  'stroke-width': NUMBER,
  'stroke-dasharray': /^\d{1,3}(?: \d{1,3})*$/,
};

/** Elements, and the values that their attributes may have. No name, and so nothing that could name another; no address. */
const ALLOWED: Readonly<Record<string, Values>> = {
  svg: {
    xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
    viewBox: /^0 0 \d{1,5} \d{1,5}$/,
    width: /^\d{1,5}$/,
    height: /^\d{1,5}$/,
    role: /^img$/,
    'aria-label': /\S/,
  },
  g: {},
  title: {},
  desc: {},
  rect: { x: NUMBER, y: NUMBER, width: NUMBER, height: NUMBER, rx: NUMBER, fill: COLOR, ...STROKE },
  circle: { cx: NUMBER, cy: NUMBER, r: NUMBER, fill: COLOR, ...STROKE },
  line: { x1: NUMBER, y1: NUMBER, x2: NUMBER, y2: NUMBER, ...STROKE },
  path: { d: /^[MLHVZmlhvz\d .,-]{1,2000}$/, fill: COLOR, ...STROKE },
  text: {
    x: NUMBER,
    y: NUMBER,
    'font-family': /^'DejaVu Sans(?:', Verdana, sans-serif| Mono', Menlo, monospace)$/,
    'font-size': NUMBER,
    'font-weight': /^bold$/,
    'text-anchor': /^(?:middle|end)$/,
    'xml:space': /^preserve$/,
    fill: COLOR,
  },
};

/** Elements that hold words; in others there are only elements. */
const WORDS: ReadonlySet<string> = new Set(['text', 'title', 'desc']);

/** Whether a picture of this width keeps it on a small screen, in a box: its words would be too small else. A photograph need not. */
export function keepsWidth(width: unknown): boolean {
  return Number(width) > NARROWEST && Number(width) <= WIDEST;
}

/** An SVG text as a drawing, as large as it takes for its smallest words to be read; undefined where it may not stand in a page. */
export function drawingOf(svg: string): DrawnElement | undefined {
  // No renderer of ours writes remarks, instructions, escapes of style sheets, or letters by their numbers.
  if (/<[!?]|\\|&#/.test(svg)) return undefined;
  const elements = scanSvg(svg);
  if (typeof elements === 'string' || elements.length > MOST_ELEMENTS) return undefined;
  const [outermost, ...inner] = elements;
  if (outermost?.name !== 'svg' || inner.some(({ name }) => name === 'svg')) return undefined;
  if (!elements.every(isAllowed)) return undefined;
  const width = Number(outermost.attributes.get('width'));
  const height = Number(outermost.attributes.get('height'));
  const alt = outermost.attributes.get('aria-label');
  const box = `0 0 ${width} ${height}`;
  if (alt === undefined || !(width > 0 && height > 0) || outermost.attributes.get('viewBox') !== box)
    return undefined;
  const sizes = inner.flatMap(({ attributes }) => Number(attributes.get('font-size') ?? []));
  const scale = Math.max(1, LEAST_TEXT / Math.min(LEAST_TEXT, ...sizes.filter((size) => size > 0)));
  if (scale > MOST_GROWTH) return undefined;
  return {
    name: 'svg',
    attributes: [
      ['class', 'drawing'],
      ['viewBox', box],
      ['width', String(Math.ceil(width * scale))],
      ['height', String(Math.ceil(height * scale))],
      ['role', 'img'],
      ['aria-label', alt],
    ],
    text: '',
    // A title of the whole would be a tooltip wherever the pointer is; its label and the caption below say it.
    children: outermost.children.filter(({ name }) => name !== 'title' && name !== 'desc').map(drawn),
  };
}

function isAllowed({ name, attributes, children, text }: SvgElement): boolean {
  const values = Object.hasOwn(ALLOWED, name) ? ALLOWED[name]! : undefined;
  if (values === undefined) return false;
  if (WORDS.has(name) ? children.length > 0 : text.trim() !== '') return false;
  return [...attributes].every(([attribute, value]) => {
    if (Object.hasOwn(values, attribute)) return values[attribute]!.test(value);
    return Object.hasOwn(MARKS, attribute) && MARKS[attribute]!.test(value);
  });
}

function drawn({ name, attributes, children, text }: SvgElement): DrawnElement {
  return {
    name,
    // Spaces are kept by the page's style sheet.
    attributes: [...attributes].filter(([attribute]) => attribute !== 'xml:space'),
    text: WORDS.has(name) ? text : '',
    children: children.map(drawn),
  };
}

/** The box that a picture is scrolled in where it is wider than its page, and how it is called where a keyboard comes to it. */
export const PICTURE_BOX = { class: 'pan', role: 'group', 'aria-label': 'Picture', tabindex: '0' } as const;
