/**
 * The elements of an SVG text, as far as it takes to know how much work they ask for: names, attributes, who is in whom. No
 * parser of XML: what it cannot read, whoever draws will refuse. One pass, whatever the text is. Runs in a browser too.
 */
import { decodeReferences } from './svg-words.js';

/** An element; its text is of interest for style sheets alone. */
export interface ScannedElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: ScannedElement[];
  /** How many elements it is inside of. */
  readonly depth: number;
  text: string;
}

/** All elements in the order of the text, the outermost first; undefined where there are more than `most`. */
export function scanSvg(svg: string, most: number): ScannedElement[] | undefined {
  const elements: ScannedElement[] = [];
  const open: ScannedElement[] = [];
  for (let at = svg.indexOf('<'); at >= 0; ) {
    const end = endOf(svg, at);
    if (end < 0) break;
    const tag = svg.slice(at, end);
    if (tag.startsWith('</')) open.pop();
    else if (!tag.startsWith('<!') && !tag.startsWith('<?')) {
      if (elements.length === most) return undefined;
      const element = elementOf(tag, open.length);
      elements.push(element);
      open.at(-1)?.children.push(element);
      if (!tag.endsWith('/>')) open.push(element);
    }
    const next = svg.indexOf('<', end);
    const inside = open.at(-1);
    if (inside?.name === 'style') inside.text += svg.slice(end, next < 0 ? svg.length : next);
    at = next;
  }
  return elements;
}

/** What stands between these marks is no element. */
const SKIPPED: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];
const TAG = /<\/?[^\s/>"']+(?:"[^"]*"|'[^']*'|[^"'>])*>/y;

/** Where what begins here ends; -1 where it does not. */
function endOf(svg: string, at: number): number {
  for (const [begin, mark] of SKIPPED) {
    if (!svg.startsWith(begin, at)) continue;
    const end = svg.indexOf(mark, at + begin.length);
    return end < 0 ? -1 : end + mark.length;
  }
  TAG.lastIndex = at;
  return TAG.test(svg) ? TAG.lastIndex : -1;
}

const ATTRIBUTE = /([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function elementOf(tag: string, depth: number): ScannedElement {
  const attributes = new Map<string, string>();
  for (const [, name, quoted, other] of tag.matchAll(ATTRIBUTE))
    attributes.set(name!, decodeReferences(quoted ?? other!));
  const name = /^<([^\s/>]+)/.exec(tag)![1]!;
  return { name: name.replace(/^.*:/, ''), attributes, children: [], depth, text: '' };
}
