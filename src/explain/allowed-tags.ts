/** The elements of foreign HTML that may stand in a page: at export (safe-html.ts) and, of what a cell shows, in the page itself. */

/** Those that stand within a line of text. */
export const INLINE_TAGS: readonly string[] = [
  ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'q', 'cite'],
  ...['abbr', 'span', 'code', 'kbd', 'samp', 'var'],
];

export const ALLOWED_TAGS: readonly string[] = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'section', 'blockquote', 'pre', 'hr', 'br'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'details', 'summary', 'figure', 'figcaption', 'img'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...INLINE_TAGS,
  ...['ruby', 'rt', 'rp'],
];
