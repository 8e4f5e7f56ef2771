/**
 * Pictures as text: elements with everything escaped, and the frame that gives a picture its alternative text and its
 * caption. No layout happens here.
 */
import { printable } from '../units/printable.js';
import { INK } from './palette.js';

/** Finished markup; plain strings are text, and are escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Child = Markup | string | undefined;
type Attributes = Readonly<Record<string, string | number | undefined>>;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What would end a text or an attribute; and letters that nobody sees, among which are all that XML does not know, by their numbers. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** An element. Numbers are rounded to hundredths, attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escaped(value!)}"`,
    );
  const inner = children
    .map((child) => (child instanceof Markup ? child.text : escaped(child ?? '')))
    .join('');
  return new Markup(
    inner === '' ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${inner}</${name}>`,
  );
}

/** How a line of text is set. */
export interface TextLook {
  readonly size?: number;
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly mono?: boolean;
}

const SANS = "'DejaVu Sans', Verdana, sans-serif";
const MONO = "'DejaVu Sans Mono', Menlo, monospace";

/** A line of text with its baseline at `y`. */
export function label(x: number, y: number, text: string, look: TextLook = {}): Markup {
  const { size = 12, color = INK.text, anchor, bold, mono } = look;
  const attributes = {
    x,
    y,
    'font-family': mono ? MONO : SANS,
    'font-size': size,
    fill: color,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    'font-weight': bold ? 'bold' : undefined,
    'xml:space': 'preserve',
  };
  return element('text', attributes, text);
}

/**
 * How wide characters of DejaVu Sans are at most, in hundredths of the size; Verdana's are nearly as wide. What is not here is
 * as wide as it is high.
 */
const WIDTHS = new Map(
  Object.entries({
    29: "'ijlIJ",
    36: ' ,.·’/:;|\\f-',
    42: '()[]tr!',
    50: '*_`–†"',
    56: 'sz“”?cL',
    64: '0123456789$abdeghknopquvxyEFPSTY{}',
    70: 'ABCKRVXZ',
    79: 'DGHNOQU&◆',
    84: 'w#+<=>^~→✓✗×',
  }).flatMap(([hundredths, characters]) =>
    [...characters].map((each) => [each, Number(hundredths)] as const),
  ),
);

/** How wide a line of text is at most; exact for the monospaced face. */
export function widthOf(text: string, { size = 12, mono = false, bold = false }: TextLook = {}): number {
  if (mono) return [...text].length * size * 0.602;
  const hundredths = [...text].reduce((sum, character) => sum + (WIDTHS.get(character) ?? 100), 0);
  return (hundredths / 100) * size * (bold ? 1.12 : 1);
}

/** `text`, shortened with an ellipsis to what fits into `width`. */
export function fitting(text: string, width: number, look: TextLook = {}): string {
  if (widthOf(text, look) <= width) return text;
  const characters = [...text];
  let most = characters.length - 1;
  while (most > 0 && widthOf(`${characters.slice(0, most).join('')}…`, look) > width) most--;
  return `${characters.slice(0, most).join('')}…`;
}

/** A label as wide as there is room: smaller by a fifth at most where that is enough, and shortened where it is not. */
export function fittedLabel(x: number, y: number, text: string, width: number, look: TextLook = {}): Markup {
  const { size = 12 } = look;
  const needed = Math.floor((10 * size * width) / widthOf(text, look)) / 10;
  const fitted = { ...look, size: needed < 0.8 * size ? size : Math.min(size, needed) };
  return label(x, y, fitting(text, width, fitted), fitted);
}

/** A byte in a box: a letter, a dot for zero, or two hexadecimal digits. */
export function byteText(byte: number): string {
  if (byte === 0) return '·';
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte.toString(16).padStart(2, '0');
}

/** What a picture says of itself. */
export interface PictureWords {
  /** What somebody who does not see it is told. */
  readonly alt: string;
  /** What somebody who sees it should look at. */
  readonly caption: string;
}

/** A whole picture on a white ground. */
export function picture(
  width: number,
  height: number,
  { alt, caption }: PictureWords,
  ...children: readonly Child[]
): string {
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
    role: 'img',
    'aria-label': alt,
  };
  const ground = element('rect', { width: Math.ceil(width), height: Math.ceil(height), fill: INK.ground });
  return element('svg', frame, element('title', {}, alt), element('desc', {}, caption), ground, ...children)
    .text;
}

/** A round badge with a letter, or with two that are smaller. */
export function badge(x: number, y: number, letter: string, color: string, radius = 10): Markup {
  return element(
    'g',
    {},
    element('circle', { cx: x, cy: y, r: radius, fill: color }),
    label(x, y + radius * (letter.length > 1 ? 0.33 : 0.42), letter, {
      size: radius * (letter.length > 1 ? 0.9 : 1.15),
      color: INK.ground,
      anchor: 'middle',
      bold: true,
    }),
  );
}
