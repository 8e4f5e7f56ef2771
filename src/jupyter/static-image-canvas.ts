/**
 * The few canvas calls that Plotly's heatmap makes, on a plain array of pixels. Not a canvas: it fills
 * rectangles, takes pixels, and gives a PNG. Twice as fine as asked, so that cells keep sharp edges on
 * pictures drawn at double size.
 */

import { createRequire } from 'node:module';
import { CANVAS_DEFAULT } from '../views/palette.js';

const require = createRequire(import.meta.url);

/** Backing pixels per canvas pixel, in each direction. */
const fineness = 2;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What a heatmap asks of a canvas: its context and, in the end, its picture. */
export interface HeatmapCanvas {
  readonly context: {
    fillStyle: string;
    fillRect(x: number, y: number, width: number, height: number): void;
    createImageData(width: number, height: number): Pixels;
    putImageData(image: Pixels, x: number, y: number): void;
  };
  /** A `data:` address with a PNG. */
  toDataURL(): string;
}

/** An empty, transparent canvas of `width` × `height`. */
export function heatmapCanvas(width: number, height: number): HeatmapCanvas {
  const [columns, rows] = [width * fineness, height * fineness];
  const pixels = new Uint8Array(columns * rows * 4);

  const fill = (x: number, y: number, w: number, h: number, rgba: readonly number[]): void => {
    const [left, right] = [x, x + w].map((edge) => clamp(Math.round(edge * fineness), columns));
    const [top, bottom] = [y, y + h].map((edge) => clamp(Math.round(edge * fineness), rows));
    for (let row = top!; row < bottom!; row++)
      for (let column = left!; column < right!; column++) pixels.set(rgba, (row * columns + column) * 4);
  };

  return {
    context: {
      fillStyle: CANVAS_DEFAULT,
      fillRect(x, y, w, h) {
        fill(x, y, w, h, parseRgba(this.fillStyle));
      },
      createImageData: (w, h) => ({ width: w, height: h, data: new Uint8ClampedArray(w * h * 4) }),
      putImageData(image, x, y) {
        for (let row = 0; row < image.height; row++)
          for (let column = 0; column < image.width; column++) {
            const at = (row * image.width + column) * 4;
            fill(x + column, y + row, 1, 1, [...image.data.subarray(at, at + 4)]);
          }
      },
    },
    toDataURL: () => `data:image/png;base64,${pngOf(columns, rows, pixels)}`,
  };
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(value, 0), limit);
}

/** `rgba(255,0,0,0.5)` → `[255, 0, 0, 128]`, the one notation that the heatmap uses. */
function parseRgba(color: string): number[] {
  const parts = /^rgba?\(([^)]*)\)$/.exec(color)?.[1]?.split(',').map(Number);
  if (parts === undefined || parts.length < 3 || parts.some(Number.isNaN))
    throw new Error(`a heatmap cell has the color '${color}', which cannot be read`);
  const [red, green, blue, alpha = 1] = parts;
  return [red!, green!, blue!, Math.round(alpha * 255)];
}

/** The pixels as a PNG in base64; fast-png compresses in plain JavaScript, so the bytes are the same on every machine. */
function pngOf(width: number, height: number, data: Uint8Array): string {
  const { encode } = require('fast-png') as typeof import('fast-png');
  return Buffer.from(encode({ width, height, data, channels: 4 }, { zlib: { level: 9 } })).toString('base64');
}
