/**
 * A hand-made SVG text as a bundle: HTML with the picture in it, PNG, and one line of text. Its `<title>` is
 * the alternative text, its `<desc>` the caption.
 */

import { InputError } from '../units/problems.js';
import { pictureHtml } from './bundle-picture.js';
import type { MimeBundle } from './mime.js';
import { svgToPng } from './static-image.js';

/** Whether a value is a text that starts as an SVG document does. */
export function isSvgText(value: unknown): value is string {
  return typeof value === 'string' && /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(value);
}

/** An SVG text in all its forms. An {@link InputError} where it cannot be drawn. */
export function svgBundle(text: string): MimeBundle {
  const svg = text.includes('xmlns="http://www.w3.org/2000/svg"')
    ? text.trim()
    : text.trim().replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  const alt = elementText(svg, 'title') ?? 'a drawing';
  const png = draw(svg);
  return {
    'text/html': pictureHtml({ svg, png, alt, caption: elementText(svg, 'desc') }),
    'image/png': png.toString('base64'),
    'text/plain': `figure: ${alt}`,
  };
}

function draw(svg: string): Buffer {
  try {
    return svgToPng(svg);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      [`this SVG cannot be drawn: ${reason}`],
      `show('<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')`,
    );
  }
}

/** The text of the first `<title>` or `<desc>`: the one that names the whole drawing. */
function elementText(svg: string, name: 'title' | 'desc'): string | undefined {
  const inner = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(svg)?.[1];
  const text = inner === undefined ? '' : decode(inner).replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The character references that XML knows without a document type. */
function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (reference, hex, decimal, name) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? reference;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x10ffff ? reference : String.fromCodePoint(code);
    },
  );
}
