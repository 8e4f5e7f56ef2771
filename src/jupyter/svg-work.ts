/**
 * What an SVG text asks of whoever draws it, counted before anybody does. A few lines can ask for as much as they like, since a
 * `<use>`, a mask or a pattern draws what it names once more, and that may do the same:
 *
 *     a: 10 circles   b: 10 × use a   c: 10 × use b   …   one line more, ten times the work
 *
 * It also finds what a drawing would load. Runs in a browser too. No XML parser is in a page; this reads tags and names only.
 */

import { InputError } from '../units/problems.js';
import { decodeReferences } from './svg-words.js';

/** Elements that are drawn, repetitions counted. Ours have hundreds; a browser needs a second for as many as this. */
const MOST_ELEMENTS = 100_000;
/** Elements inside each other, and names that lead to names. */
const DEEPEST = 256;

const BROKEN = 'is no XML that ends as it begins';
const TOO_MANY = `draws more than ${MOST_ELEMENTS.toLocaleString('en-US')} elements, repetitions counted`;
const TOO_DEEP = `has more than ${DEEPEST} elements inside each other`;

/** An element, by what it draws: those inside of it, and those that it names. */
interface Drawn {
  readonly inside: Drawn[];
  readonly names: readonly string[];
  /** Whether it is a color, which has nothing inside that could name anything. */
  readonly isPaint: boolean;
  /** How many elements it draws; undefined until it was counted. */
  count?: number;
}

/** Why an SVG text should not be drawn, to follow "it"; undefined where nothing is against it. */
export function svgProblem(svg: string): string | undefined {
  return new Reading(svg).problem;
}

/** Throws an {@link InputError} for an SVG text that should not be drawn. */
export function refuseSvg(svg: string): void {
  const problem = svgProblem(svg);
  if (problem !== undefined) throw cannotBeDrawn(`it ${problem}`);
}

/** What is said of an SVG text that cannot be drawn. */
export function cannotBeDrawn(reason: string): InputError {
  return new InputError(
    [`this SVG cannot be drawn: ${reason}`],
    `show('<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')`,
  );
}

/** One pass over the text, from `<` to `<`. */
class Reading {
  readonly problem: string | undefined;
  readonly #svg: string;
  readonly #byName = new Map<string, Drawn>();
  readonly #open: Drawn[] = [{ inside: [], names: [], isPaint: false }];
  readonly #styled = new Set<string>();
  #elements = 0;

  constructor(svg: string) {
    this.#svg = svg;
    const root = this.#open[0]!;
    this.problem = this.#read() ?? (this.#drawnBy(root) > MOST_ELEMENTS ? TOO_MANY : undefined);
  }

  #read(): string | undefined {
    const svg = this.#svg;
    for (let at = svg.indexOf('<'); at >= 0; at = svg.indexOf('<', at)) {
      const next = svg[at + 1] === '!' || svg[at + 1] === '?' ? this.#apart(at) : this.#tag(at);
      if (typeof next === 'string') return next;
      at = next;
    }
    return this.#open.length === 1 && this.#elements > 0 ? undefined : BROKEN;
  }

  /** Skips what is no element; gives where it ends, or a problem. */
  #apart(at: number): number | string {
    const [begin, end] = APART.find(([mark]) => this.#svg.startsWith(mark, at))!;
    const until = this.#svg.indexOf(end, at + begin.length);
    if (until < 0) return BROKEN;
    const text = this.#svg.slice(at + begin.length, until);
    if (begin === '<![CDATA[') this.#text(text);
    return begin === '<!' && text.includes('[') ? 'declares entities' : until + end.length;
  }

  /** Reads a tag, and the text after it; gives where the tag ends, or a problem. */
  #tag(at: number): number | string {
    const [whole, isEnd, tag] = matchAt(/<(\/?)([^\s/<>"'=]+)/y, this.#svg, at) ?? [];
    if (whole === undefined || tag === undefined) return BROKEN;
    const names: string[] = [];
    const ids: string[] = [];
    let next = at + whole.length;
    for (;;) {
      const [read, name = '', double, single = ''] = matchAt(ATTRIBUTE, this.#svg, next) ?? [];
      if (read === undefined) break;
      next += read.length;
      const value = unescaped(double ?? single);
      const local = name.replace(/^.*:/, '');
      if (loads(tag, local, value)) return `loads something from elsewhere ('${value.slice(0, 60)}')`;
      if (local === 'id') ids.push(value);
      else if (!value.startsWith('data:')) names.push(...namesIn(value));
    }
    const [end, isEmpty] = matchAt(/\s*(\/?)>/y, this.#svg, next) ?? [];
    if (end === undefined) return BROKEN;
    next += end.length;
    const until = this.#svg.indexOf('<', next);
    this.#text(this.#svg.slice(next, until < 0 ? undefined : until));
    if (isEnd === '/') {
      this.#open.pop();
      return this.#open.length === 0 ? BROKEN : next;
    }
    if (++this.#elements > MOST_ELEMENTS) return TOO_MANY;
    if (this.#open.length > DEEPEST) return TOO_DEEP;
    const element: Drawn = { inside: [], names, isPaint: /(?:linear|radial)Gradient$/.test(tag) };
    for (const id of ids) this.#byName.set(id, element);
    this.#open.at(-1)!.inside.push(element);
    if (isEmpty === '') this.#open.push(element);
    return next;
  }

  /** Any text may be that of a style sheet. */
  #text(text: string): void {
    for (const name of namesIn(unescaped(text))) this.#styled.add(name);
  }

  /** How many elements are drawn, where a style sheet may have each of them draw what it names, and that again. */
  #drawnBy(root: Drawn): number {
    const named = [...this.#styled].flatMap((name) => this.#byName.get(name) ?? []);
    const drawings = named.filter(({ isPaint }) => !isPaint);
    return drawings.reduce((product, each) => product * (1 + this.#count(each)), this.#count(root));
  }

  #count(element: Drawn, depth = 0): number {
    if (element.count !== undefined) return element.count;
    if (depth > DEEPEST) return Number.POSITIVE_INFINITY;
    // What names itself in a circle is drawn without an end, or not at all.
    element.count = Number.POSITIVE_INFINITY;
    const named = element.names.flatMap((name) => this.#byName.get(name) ?? []);
    element.count = [...element.inside, ...named].reduce(
      (sum, each) => sum + this.#count(each, depth + 1),
      1,
    );
    return element.count;
  }
}

/** What begins so and ends so is no element; the first that fits counts. */
const APART = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '?>'],
] as const;

const ATTRIBUTE = /\s+([^\s/<>"'=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Whether an attribute has something loaded that the text does not carry as the bytes of a picture. */
function loads(tag: string, attribute: string, value: string): boolean {
  if (/url\(\s*["']?(?!\s*["']?(?:#|data:image\/(?:png|jpeg|gif|webp)[;,]))/i.test(value)) return true;
  if (attribute !== 'href' || /^(?:.*:)?a$/.test(tag)) return false;
  return !/^\s*(?:$|#|data:image\/(?:png|jpeg|gif|webp)[;,])/i.test(value);
}

/** Each `#name`. A color may look like one, and then is the name of nothing. */
function namesIn(text: string): string[] {
  return text.includes('#') ? [...text.matchAll(/#([^\s"'(),;#{}]+)/g)].map(([, name]) => name!) : [];
}

/** A text without the escapes of XML and of style sheets. */
function unescaped(text: string): string {
  const decoded = text.includes('&') ? decodeReferences(text) : text;
  if (!decoded.includes('\\')) return decoded;
  return decoded.replace(/\\(?:([\da-f]{1,6})\s?|(.))/gi, (_, hex?: string, letter = '') =>
    hex === undefined ? letter : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  );
}
