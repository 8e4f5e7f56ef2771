/**
 * A picture as the HTML that every notebook viewer keeps: an `<img>` that carries its own bytes, in a
 * `<figure>`. Raw SVG would not do: untrusted viewers drop it and nbconvert 6.5 destroys it.
 */

import { createHash } from 'node:crypto';
import { INK } from '../views/palette.js';
import { escapeHtml } from '../views/table-html.js';
import { hasPlainSlider, plainSliderScript } from './plain-slider.js';
import type { PlotlyFigure } from './static-image.js';
import { pngSize } from './static-image-png.js';

/** A drawn picture with its words. */
export interface Picture {
  readonly svg: string;
  readonly png: Buffer;
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  /** One sentence below the picture that says what to see. */
  readonly caption?: string | undefined;
}

/** Beyond this many characters an SVG is dense, and gives way to its PNG if that is smaller. */
const denseSvg = 60_000;

/**
 * The figure element of a picture. With `plot`, a script in it makes the picture interactive where Plotly is at
 * hand, and a stepper everywhere.
 */
export function pictureHtml(picture: Picture, plot?: PlotlyFigure): string {
  const { svg, png, alt, caption } = picture;
  const { width, height } = pngSize(png);
  const source =
    svg.length > denseSvg && png.length < svg.length
      ? `data:image/png;base64,${png.toString('base64')}`
      : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const image = `<img src="${source}" alt="${escapeHtml(alt)}" width="${width}" height="${height}" style="max-width:100%;height:auto;background:${INK.ground}">`;
  const words = caption ? `<figcaption>${escapeHtml(caption)}</figcaption>` : '';
  if (plot === undefined) return `<figure style="margin:0.5em 0">${image}${words}</figure>`;
  const json = scriptJson(plot);
  const id = createHash('sha256').update(json).digest('hex').slice(0, 12);
  return `<figure data-aliaslab-plot="${id}" style="margin:0.5em 0">${image}${words}</figure>\n<script>${upgradeScript(id, json, hasPlainSlider(plot))}</script>`;
}

/** JSON that can stand in a script element: no `<` that could end it, no line separator of old JavaScript. */
function scriptJson(value: object): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => escapes[character] as string);
}

/**
 * Puts an interactive plot in the place of the image, in every copy of this figure on the page: Plotly's, or where there is
 * none the plain slider of a figure that has one. The style sheet of the classic notebook shows images that are hidden, and so
 * the image is not displayed either.
 */
function upgradeScript(id: string, json: string, isSlider: boolean): string {
  return `(function () {
  var amd = window.require && window.require.defined && window.require.defined('plotly');
  var Plotly = window.Plotly || (amd && window.require('plotly'));
  ${isSlider ? plainSliderScript : 'if (!Plotly) return;'}
  var plot = ${json};
  document.querySelectorAll('figure[data-aliaslab-plot="${id}"]').forEach(function (figure) {
    var image = figure.querySelector('img');
    if (!image || image.hidden) return;
    var live = document.createElement('div');
    live.setAttribute('role', 'group');
    live.setAttribute('aria-label', image.alt);
    figure.insertBefore(live, image);
    image.hidden = true;
    image.style.display = 'none';
    ${isSlider ? 'if (!Plotly) return slide(live, plot);\n    ' : ''}Plotly.newPlot(live, plot.data, plot.layout, { responsive: true });
  });
})();`;
}
