/**
 * A Plotly figure as a bundle: Plotly's own format for viewers that know it, HTML with a still picture,
 * PNG, and one line of text.
 */

import { pictureHtml } from './bundle-picture.js';
import { plainFigure, plotlyMime, wordsOfFigure } from './figure-words.js';
import type { MimeBundle } from './mime.js';
import { figureToSvg, type PlotlyFigure, svgToPng } from './static-image.js';
import { stillFigure } from './still-figure.js';

/** A Plotly figure in all its forms. The same figure gives the same bytes. */
export function figureBundle(figure: PlotlyFigure): MimeBundle {
  const plain = plainFigure(figure);
  const { alt, caption } = wordsOfFigure(plain);
  const svg = figureToSvg(stillFigure(plain));
  const png = svgToPng(svg);
  return {
    [plotlyMime]: plain,
    'text/html': pictureHtml({ svg, png, alt, caption }, plain),
    'image/png': png.toString('base64'),
    'text/plain': `figure: ${alt}`,
  };
}
