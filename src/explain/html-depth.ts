/**
 * How deep HTML nests, before it is parsed: what is done to a tree of it calls itself for each level, and a few letters a
 * thousand times over would take the program's stack. One look at the text.
 */

/** Nobody nests so deep, in a notebook or elsewhere. */
const DEEPEST = 250;
/** They end with the next of their kind, and without it: none is in another but through an element that counts. */
const END_THEMSELVES = new Set(
  'p li dt dd tr td th tbody thead tfoot option optgroup colgroup rb rt rtc rp'.split(' '),
);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** What is shown in the place of HTML that nests deeper. */
export const TOO_DEEP_TEXT = `[HTML that nests deeper than ${DEEPEST} elements is not shown]`;
export const TOO_DEEP = `<p>${TOO_DEEP_TEXT}</p>`;

/** Elements of drawings and formulas, in which alone a tag may close itself, `<path/>`. */
const FOREIGN = new Set(['svg', 'math']);
/** With these the parser is back in HTML. */
const BACK_IN_HTML = new Set(
  `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
   pre ruby s small span strong strike sub sup table tt u ul var font foreignobject desc title annotation-xml mi mo mn ms mtext`
    .trim()
    .split(/\s+/),
);

/** Whether HTML nests deeper than that. Elements that are left open count until the end. */
export function nestsTooDeep(html: string): boolean {
  let depth = 0;
  let isForeign = false;
  let tagEnd = -1;
  for (const { 1: closes, 2: name, index } of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const tag = name!.toLowerCase();
    if (FOREIGN.has(tag)) isForeign = closes === '';
    else if (BACK_IN_HTML.has(tag)) isForeign = false;
    if (VOID.has(tag) || END_THEMSELVES.has(tag)) continue;
    if (isForeign) {
      if (tagEnd < index) tagEnd = html.indexOf('>', index);
      if (tagEnd < 0) return false; // no tag ends any more
      if (html[tagEnd - 1] === '/') continue;
    }
    depth = closes === '' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}
