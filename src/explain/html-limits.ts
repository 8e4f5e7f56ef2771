/**
 * How much HTML is shown, counted before it is parsed: a browser stands still over very many elements, and what is done to a tree
 * of them calls itself for each level. Tags are counted in one look at the text; what is in doubt counts as open until the end.
 */

import { SelfClosing } from './html-drawings.js';

/** Letters of an output of HTML, all of which stands in a page twice. */
const MOST_OUTPUT = 5_000_000;
/** What a browser lays out without standing still. */
const MOST_ELEMENTS = 50_000;
/** Elements inside each other: nobody nests so deep, in a notebook or elsewhere. */
const DEEPEST = 256;
/** Elements that close those before them, or have nothing inside: many of them in a row nest no deeper. */
const FLAT: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
  ...['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot'],
]);

/** What stands in the place of HTML that is too much, given one of the problems below. */
export function htmlNotShown(problem: string): string {
  return `This HTML is not shown: it ${problem}.`;
}

/** Why HTML that is an output is too much for a page, to follow "it"; undefined where it is not. */
export function outputProblem(html: string): string | undefined {
  return html.length > MOST_OUTPUT ? 'has more than 5 MB' : htmlProblem(html);
}

/** Why HTML is too much for a page. */
export function htmlProblem(html: string): string | undefined {
  return problemIn(html, MOST_ELEMENTS);
}

/** Why HTML is too much for whoever leaves out what is too long, but follows what nests. */
export function nestingProblem(html: string): string | undefined {
  return problemIn(html, Number.POSITIVE_INFINITY);
}

function problemIn(html: string, most: number): string | undefined {
  const open = new Map<string, number>();
  const selfClosing = new SelfClosing(html);
  let [elements, depth] = [0, 0];
  for (const { 1: isEnd, 2: name, index } of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const tag = name!.toLowerCase();
    const closesItself = selfClosing.meets(index);
    const many = open.get(tag) ?? 0;
    if (isEnd === '/') {
      // An end without a beginning ends nothing.
      if (many > 0) depth--;
      open.set(tag, Math.max(0, many - 1));
      continue;
    }
    if (++elements > most) return `has more than ${most.toLocaleString('en-US')} elements`;
    if (FLAT.has(tag) || closesItself) continue;
    open.set(tag, many + 1);
    if (++depth > DEEPEST) return `has more than ${DEEPEST} elements inside each other`;
  }
  return undefined;
}
