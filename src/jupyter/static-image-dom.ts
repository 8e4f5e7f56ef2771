/**
 * A window without a screen for Plotly to draw in: jsdom, with the three things it lacks for this.
 * It measures text (by font metrics), offers the canvas of heatmaps, and counts instead of rolling dice.
 * Not a browser: no layout, no style sheets, no WebGL, no network.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DOMWindow } from 'jsdom';
import { type HeatmapCanvas, heatmapCanvas } from './static-image-canvas.js';
import { type Box, boxOf, boxOnScreen } from './static-image-text.js';

/** Plotly, as far as a still picture needs it. */
export interface PlotlyModule {
  newPlot(element: unknown, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(element: unknown): void;
  Snapshot: { toSVG(element: unknown, format: 'svg'): string };
}

/** A window with Plotly in it, and a way to make its ids start over. */
export interface PlotlyWindow {
  readonly plotly: PlotlyModule;
  readonly document: Document;
  /** From here on the window's "random" numbers are those of a fresh window. */
  startOver(): void;
}

const require = createRequire(import.meta.url);

/** Makes the window and loads Plotly into it: about a second, once per process. */
export function openPlotlyWindow(): PlotlyWindow {
  const { JSDOM } = require('jsdom') as typeof import('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
  const startOver = countInsteadOfRandom(window);
  measureText(window);
  followPaths(window);
  offerCanvas(window);
  // Asked for by parts of the bundle (maps) that a still picture never uses.
  window.URL.createObjectURL = () => 'blob:unused';

  window.eval(readFileSync(require.resolve('plotly.js-dist'), 'utf8'));
  return { plotly: window.Plotly as PlotlyModule, document: window.document, startOver };
}

/** Plotly names its clip paths by random numbers; a counter makes two runs give the same bytes. */
function countInsteadOfRandom(window: DOMWindow): () => void {
  let state = 1;
  // The multiplier of the "minimal standard" generator (Park and Miller 1988).
  window.Math.random = () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
  return () => {
    state = 1;
  };
}

function measureText(window: DOMWindow): void {
  const asDomRect = ({ left, top, right, bottom }: Box): DOMRect => {
    const box = { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
    return { ...box, toJSON: () => box };
  };
  const nothing = { left: 0, top: 0, right: 0, bottom: 0 };
  const svg = window.SVGElement.prototype as SVGGraphicsElement;
  svg.getBBox = function (this: Element) {
    return asDomRect(boxOf(this) ?? nothing);
  };
  svg.getBoundingClientRect = function (this: Element) {
    return asDomRect(boxOnScreen(this) ?? nothing);
  };
}

/** Plotly follows the line of an arrow by its length; jsdom's paths have none. */
function followPaths(window: DOMWindow): void {
  const path = window.SVGElement.prototype as SVGPathElement;
  const { svgPathProperties } = require('svg-path-properties') as typeof import('svg-path-properties');
  const of = (element: Element) => new svgPathProperties(element.getAttribute('d') ?? '');
  path.getTotalLength = function (this: Element) {
    return of(this).getTotalLength();
  };
  path.getPointAtLength = function (this: Element, distance: number) {
    return of(this).getPointAtLength(distance) as DOMPoint;
  };
}

/** Every canvas of the window is a {@link HeatmapCanvas}, and has no WebGL. */
function offerCanvas(window: DOMWindow): void {
  const canvases = new WeakMap<HTMLCanvasElement, HeatmapCanvas>();
  const canvasOf = (element: HTMLCanvasElement): HeatmapCanvas => {
    let canvas = canvases.get(element);
    if (canvas === undefined) {
      canvas = heatmapCanvas(element.width, element.height);
      canvases.set(element, canvas);
    }
    return canvas;
  };
  const prototype = window.HTMLCanvasElement.prototype as unknown as {
    getContext(this: HTMLCanvasElement, kind: string): unknown;
    toDataURL(this: HTMLCanvasElement): string;
  };
  prototype.getContext = function (kind) {
    return kind === '2d' ? canvasOf(this).context : null;
  };
  prototype.toDataURL = function () {
    return canvasOf(this).toDataURL();
  };
}
