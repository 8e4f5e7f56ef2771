/**
 * The elements of an SVG text, as far as it takes to know what they ask for: names, attributes, texts, who is in whom. No parser
 * of XML is in a page; this reads tags, strictly and in one pass: what is not plainly well-formed is a problem. Runs in a browser too.
 */

import { decodeReferences } from './svg-words.js';

/** Elements that are drawn, repetitions counted. Ours have hundreds; a browser needs a second for as many as this. */
export const MOST_ELEMENTS = 100_000;
/** Elements inside each other, and names that lead to names. */
export const DEEPEST = 256;

export const TOO_MANY = `draws more than ${MOST_ELEMENTS.toLocaleString('en-US')} elements, repetitions counted`;
const TOO_DEEP = `has more than ${DEEPEST} elements inside each other`;
const BROKEN = 'is no XML that ends as it begins';
const ELSEWHERE_STYLED = 'loads a style sheet from elsewhere';
const ENTITIES = 'declares entities: a few of them stand for any amount of text';

/** An element. */
export interface SvgElement {
  /** Without its prefix. */
  readonly name: string;
  /** Values without the escapes of XML and of style sheets, by names as they were written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: SvgElement[];
  /** What stands in it beside other elements, without escapes too. */
  text: string;
}

/** All elements in the order of the text, the outermost first, or why it cannot be read, to follow "it". */
export function scanSvg(svg: string): SvgElement[] | string {
  const scan = new Scan(svg);
  for (let at = svg.indexOf('<'); at >= 0; at = svg.indexOf('<', at)) {
    const next = svg[at + 1] === '!' || svg[at + 1] === '?' ? scan.apart(at) : scan.tag(at);
    if (typeof next === 'string') return next;
    scan.text(next);
    at = next;
  }
  return scan.elements ?? BROKEN;
}

/** What begins so and ends so is no element; the first that fits counts. */
const APART = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '?>'],
] as const;

class Scan {
  readonly #svg: string;
  readonly #found: SvgElement[] = [];
  readonly #open: SvgElement[] = [];

  constructor(svg: string) {
    this.#svg = svg;
  }

  /** What was found; undefined where it did not end as it began. */
  get elements(): SvgElement[] | undefined {
    if (this.#open.length > 0 || this.#found.length === 0) return undefined;
    for (const element of this.#found) element.text = unescaped(element.text);
    return this.#found;
  }

  /** Skips what is no element; gives where it ends, or a problem. */
  apart(at: number): number | string {
    const [begin, end] = APART.find(([mark]) => this.#svg.startsWith(mark, at))!;
    const until = this.#svg.indexOf(end, at + begin.length);
    if (until < 0) return BROKEN;
    const text = this.#svg.slice(at + begin.length, until);
    if (begin === '<![CDATA[') this.#addText(text);
    if (begin === '<!' && text.includes('[')) return ENTITIES;
    return begin === '<?' && text.startsWith('xml-stylesheet') ? ELSEWHERE_STYLED : until + end.length;
  }

  /** Reads a tag; gives where it ends, or a problem. */
  tag(at: number): number | string {
    const [whole, isEnd, tag] = matchAt(/<(\/?)([^\s/<>"'=]+)/y, this.#svg, at) ?? [];
    if (whole === undefined || tag === undefined) return BROKEN;
    let next = at + whole.length;
    const attributes = new Map<string, string>();
    for (;;) {
      const [read, name = '', double, single = ''] = matchAt(ATTRIBUTE, this.#svg, next) ?? [];
      if (read === undefined) break;
      if (attributes.has(name)) return BROKEN;
      attributes.set(name, unescaped(double ?? single));
      next += read.length;
    }
    const [end, isEmpty] = matchAt(/\s*(\/?)>/y, this.#svg, next) ?? [];
    if (end === undefined) return BROKEN;
    next += end.length;
    if (isEnd === '/') return this.#open.pop() === undefined ? BROKEN : next;
    if (this.#open.length === 0 && this.#found.length > 0) return BROKEN;
    if (this.#found.length === MOST_ELEMENTS) return TOO_MANY;
    if (this.#open.length === DEEPEST) return TOO_DEEP;
    const element: SvgElement = { name: localName(tag), attributes, children: [], text: '' };
    this.#found.push(element);
    this.#open.at(-1)?.children.push(element);
    if (isEmpty === '') this.#open.push(element);
    return next;
  }

  /** Reads the text from here to the next tag, whatever stood before it. */
  text(at: number): void {
    const until = this.#svg.indexOf('<', at);
    this.#addText(this.#svg.slice(at, until < 0 ? undefined : until));
  }

  #addText(text: string): void {
    const inside = this.#open.at(-1);
    if (inside) inside.text += text;
  }
}

const ATTRIBUTE = /\s+([^\s/<>"'=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** A text without the escapes of XML and of style sheets. */
function unescaped(text: string): string {
  const decoded = text.includes('&') ? decodeReferences(text) : text;
  if (!decoded.includes('\\')) return decoded;
  return decoded.replace(/\\(?:([\da-f]{1,6})\s?|(.))/gi, (_, hex?: string, letter = '') =>
    hex === undefined ? letter : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  );
}
