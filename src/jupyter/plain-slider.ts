/**
 * A stepper's slider for viewers without Plotly, which Jupyter by itself is: a script that draws the cells and words of each step
 * from the figure's own data, and a range input, which mouse, finger and arrow keys move. Knows scatter traces, and nothing more.
 */

import { INK } from '../views/palette.js';
import type { PlotlyFigure } from './static-image.js';

interface Slider {
  readonly steps?: readonly { readonly method?: unknown; readonly args?: readonly unknown[] }[];
}

/** Whether every trace is of cells or words, and every step of the slider says which of them are seen. */
export function hasPlainSlider({ data, layout }: PlotlyFigure): boolean {
  const { sliders, xaxis, yaxis, width, height } = (layout ?? {}) as Record<string, unknown>;
  const steps = (sliders as readonly Slider[] | undefined)?.[0]?.steps ?? [];
  const isSized = [width, height].every((each) => typeof each === 'number');
  const isRanged = [xaxis, yaxis].every((axis) => Array.isArray((axis as { range?: unknown } | null)?.range));
  const isDrawn = data.every((trace) => {
    const { type, mode } = trace as { type?: unknown; mode?: unknown };
    return type === 'scatter' && (mode === 'text' || mode === 'markers+text');
  });
  const isSeen = steps.every(
    ({ method, args }) =>
      method === 'update' && Array.isArray((args?.[0] as { visible?: unknown } | undefined)?.visible),
  );
  return steps.length > 0 && isSized && isRanged && isDrawn && isSeen;
}

/** `slide(live, plot)`: fills the element `live`. Texts go in as text. */
export const plainSliderScript = `function slide(live, plot) {
    var layout = plot.layout, slider = layout.sliders[0], margin = layout.margin;
    var width = layout.width, bottom = layout.height - margin.b, x = layout.xaxis, y = layout.yaxis;
    var across = function (at) { return margin.l + (at - x.range[0]) / (x.range[1] - x.range[0]) * (width - margin.l - margin.r); };
    var down = function (at) { return margin.t + (y.range[1] - at) / (y.range[1] - y.range[0]) * (bottom - margin.t); };
    var of = function (value, i) { return Array.isArray(value) ? value[i] : value; };
    var make = function (name, attributes, text) {
      var made = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (var key in attributes) made.setAttribute(key, attributes[key]);
      if (text !== undefined) made.textContent = String(text).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
      svg.appendChild(made);
      return made;
    };
    var write = function (text, at, height, size, anchor, color) {
      return make('text', { x: at, y: height + size * 0.36, 'font-size': size, 'text-anchor': anchor, fill: color || '${INK.text}' }, text);
    };
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + (bottom + 60));
    svg.setAttribute('style', 'display:block;width:100%;background:${INK.ground};font-family:DejaVu Sans,Verdana,sans-serif');
    svg.setAttribute('aria-hidden', 'true');
    var draw = function (nth) {
      var args = slider.steps[nth].args;
      svg.replaceChildren();
      var title = write(args[1]['title.text'], width / 2, 24, 14, 'middle').textContent;
      x.tickvals.forEach(function (at) { write(at, across(at), bottom + 14, 12, 'middle'); });
      y.tickvals.forEach(function (at, i) { write(y.ticktext[i], margin.l - 8, down(at), 12, 'end'); });
      write(x.title.text, across((x.range[0] + x.range[1]) / 2), bottom + 42, 13, 'middle');
      plot.data.forEach(function (trace, i) {
        if (args[0].visible[i]) trace.x.forEach(function (_, j) { point(trace, j); });
      });
      range.setAttribute('aria-valuetext', title);
    };
    var point = function (trace, i) {
      var at = across(trace.x[i]), height = down(trace.y[i]), marker = trace.marker;
      if (marker) {
        var side = of(marker.size, i), look = { fill: of(marker.color, i), stroke: of(marker.line.color, i), 'stroke-width': marker.line.width };
        var shape = of(marker.symbol, i) === 'circle' ? { cx: at, cy: height, r: side / 2 }
          : { x: at - side / 2, y: height - side / 2, width: side, height: side };
        for (var key in look) shape[key] = look[key];
        make('r' in shape ? 'circle' : 'rect', shape);
      }
      write(trace.text[i], at, height, trace.textfont.size, marker ? 'middle' : 'start', of(trace.textfont.color, i));
    };
    var range = document.createElement('input');
    var attributes = { type: 'range', min: 0, max: slider.steps.length - 1, step: 1, 'aria-label': 'Step', style: 'display:block;width:100%' };
    for (var name in attributes) range.setAttribute(name, attributes[name]);
    range.value = slider.active;
    range.addEventListener('input', function () { draw(Number(range.value)); });
    live.setAttribute('style', 'max-width:' + width + 'px');
    // A notebook has arrow keys of its own.
    live.setAttribute('data-lm-suppress-shortcuts', 'true');
    range.addEventListener('keydown', function (event) { event.stopPropagation(); });
    live.appendChild(svg);
    live.appendChild(range);
    draw(slider.active);
  }`;
