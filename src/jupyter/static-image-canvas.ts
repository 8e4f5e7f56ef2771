/**
 * The few canvas calls that Plotly's heatmap makes, on a plain array of pixels. Not a canvas: it fills
 * rectangles, takes pixels, and gives a PNG. Twice as fine as asked, so that cells keep sharp edges on
 * pictures drawn at double size.
 */

import { crc32, deflateSync, constants as zlib } from 'node:zlib';

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
      fillStyle: 'rgba(0,0,0,1)',
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
    toDataURL: () => `data:image/png;base64,${encodePng(columns, rows, pixels).toString('base64')}`,
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

/**
 * Eight bits a channel with alpha. Each row is stored as its difference to the row above (PNG filter 2) and run lengths
 * (Z_RLE): small for cells, and free of the hashing in which zlib builds for different machines differ.
 */
function encodePng(width: number, height: number, pixels: Uint8Array): Buffer {
  const stride = width * 4;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const out = y * (stride + 1);
    rows[out] = 2;
    for (let i = 0; i < stride; i++) {
      const above = y === 0 ? 0 : pixels[(y - 1) * stride + i]!;
      rows[out + 1 + i] = pixels[y * stride + i]! - above;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { strategy: zlib.Z_RLE })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One chunk of a PNG file: length, name, data, checksum. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, checksum]);
}
