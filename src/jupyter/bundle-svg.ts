/** A hand-made SVG text as a bundle: HTML with the picture in it, PNG, and one line of text. */

import { InputError } from '../units/problems.js';
import { pictureHtml } from './bundle-picture.js';
import type { MimeBundle } from './mime.js';
import { svgToPng } from './static-image.js';
import { wholeSvg, wordsOfSvg } from './svg-words.js';

/** An SVG text in all its forms. An {@link InputError} where it cannot be drawn. */
export function svgBundle(text: string): MimeBundle {
  const svg = wholeSvg(text);
  const { alt, caption } = wordsOfSvg(svg);
  const png = draw(svg);
  return {
    'text/html': pictureHtml({ svg, png, alt, caption }),
    'image/png': png.toString('base64'),
    'text/plain': `figure: ${alt}`,
  };
}

function draw(svg: string): Buffer {
  try {
    return svgToPng(svg);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      [`this SVG cannot be drawn: ${reason}`],
      `show('<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')`,
    );
  }
}
