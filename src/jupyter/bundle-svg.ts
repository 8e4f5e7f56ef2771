/** A hand-made SVG text as a bundle: HTML with the picture in it, PNG, and one line of text. */

import { InputError } from '../units/problems.js';
import { pictureHtml } from './bundle-picture.js';
import type { MimeBundle } from './mime.js';
import { svgToPng } from './static-image.js';
import { cannotBeDrawn } from './svg-problems.js';
import { wholeSvg, wordsOfSvg } from './svg-words.js';

/** An SVG text, which `checkSvg()` has let pass, in all its forms. An {@link InputError} where it cannot be drawn. */
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
    throw cannotBeDrawn([error instanceof Error ? error.message : String(error)]);
  }
}
