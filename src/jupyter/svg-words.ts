/**
 * What a hand-made SVG text says, without drawing it: its `<title>` is the alternative text, its `<desc>` the caption. Runs
 * in a browser too.
 */

import { printable } from '../units/printable.js';

/** Whether a value is a text that starts as an SVG document does. */
export function isSvgText(value: unknown): value is string {
  return typeof value === 'string' && /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(value);
}

/** The text as a document of its own. */
export function wholeSvg(text: string): string {
  return text.includes('xmlns="http://www.w3.org/2000/svg"')
    ? text.trim()
    : text.trim().replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** What is said of a drawing: to those who do not see it, and below it. */
export function wordsOfSvg(svg: string): { alt: string; caption: string | undefined } {
  return { alt: elementText(svg, 'title') ?? 'a drawing', caption: elementText(svg, 'desc') };
}

/** The text of the first `<title>` or `<desc>`: the one that names the whole drawing. */
function elementText(svg: string, name: 'title' | 'desc'): string | undefined {
  const inner = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(svg)?.[1];
  const text = inner === undefined ? '' : decodeReferences(inner).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : printable(text);
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The character references that XML knows without a document type. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (reference, hex, decimal, name) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? reference;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x10ffff ? reference : String.fromCodePoint(code);
    },
  );
}
