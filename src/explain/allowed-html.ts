/**
 * What foreign HTML may be, decided once: elements, attributes, addresses of links and pictures. Export cleans by it
 * (safe-html.ts), the page whatever a cell shows (page/clean-html.ts), and a mail names the links that it allows.
 */

import { svgProblem } from '../jupyter/svg-problems.js';

/** Elements that may stand. Of others the tags go, and what is inside stays. */
export const ALLOWED_TAGS: readonly string[] = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'section', 'blockquote', 'pre', 'hr', 'br'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'details', 'summary', 'figure', 'figcaption', 'img'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'q', 'cite'],
  ...['abbr', 'span', 'code', 'kbd', 'samp', 'var', 'ruby', 'rt', 'rp', 'progress'],
];

/** Elements that go with all that is inside of them. */
export const DROPPED_TAGS: readonly string[] = [
  ...['script', 'style', 'svg', 'math', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'object'],
  ...['title', 'textarea', 'select', 'audio', 'video', 'xmp', 'plaintext'],
];

/** Attributes by element; those of `*` stand anywhere. */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  img: ['src', 'alt', 'width', 'height', 'title'],
  th: ['scope', 'align', 'colspan', 'rowspan'],
  td: ['align', 'colspan', 'rowspan'],
  ol: ['start'],
  details: ['open'],
  abbr: ['title'],
  progress: ['max', 'value'],
  '*': ['lang', 'dir'],
};

/** Whether an element may have an attribute. */
export function isAllowedAttribute(tag: string, attribute: string): boolean {
  const own = Object.hasOwn(ALLOWED_ATTRIBUTES, tag) ? ALLOWED_ATTRIBUTES[tag]! : [];
  return own.includes(attribute) || ALLOWED_ATTRIBUTES['*']!.includes(attribute);
}

/**
 * Whether a link may lead there: by http, https or mailto, to a place of the page, or to a file beside it. `//host/file` names
 * a host without a scheme: from a page that was opened as a file, some systems would log in there.
 */
export function isAllowedLink(address: string): boolean {
  // What browsers leave out when they read an address.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what they leave out
  const read = address.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '');
  if (/^(?:https?:\/\/[^\\/]|mailto:)/i.test(read)) return true;
  const [path = ''] = read.split(/[?#]/, 1);
  return !/^[^/]*:|^\/\/|\\/.test(path);
}

const OWN_BYTES = /^data:image\/(?:png|jpeg|gif|webp|(svg\+xml));base64,([\w+/=\s]+)$/;

/** The text of a picture that is an SVG and brings its bytes along; undefined for any other. */
export function svgOfPicture(address: string): string | undefined {
  const [, drawing, base64] = OWN_BYTES.exec(address) ?? [];
  return drawing === undefined || base64 === undefined ? undefined : textOfBase64(base64);
}

/** Whether a picture may be shown: it brings its bytes along, and a drawing is not more than a browser can draw. */
export function isAllowedPicture(address: string): boolean {
  const [, drawing, base64] = OWN_BYTES.exec(address) ?? [];
  if (base64 === undefined) return false;
  return drawing === undefined || svgProblem(textOfBase64(base64)) === undefined;
}

/** What stands in the place of a picture that may not be shown. */
export function insteadOfPicture(alt: string): string {
  return alt === '' ? '' : `[picture: ${alt}]`;
}

function textOfBase64(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  } catch {
    // Base64 that no browser could read either: what it holds is not a drawing.
    return '';
  }
}
