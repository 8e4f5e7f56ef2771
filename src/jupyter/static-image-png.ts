/**
 * From SVG to PNG, by resvg and the fonts of this package only, so that the bytes do not depend on what is
 * installed on a machine. Knows nothing of Plotly.
 */

import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import { InputError } from '../units/problems.js';
import { INK } from '../views/palette.js';
import { pixelsProblem } from './picture-size.js';
import { fontFiles } from './static-image-font.js';
import { palettePng } from './static-image-palette.js';

/** How {@link svgToPng} draws. */
export interface PngOptions {
  /** Pixels per SVG unit, 2 unless said: crisp on fine screens. */
  readonly scale?: number;
  /** The ground to draw on, white unless said. `'transparent'` for none. */
  readonly background?: string;
}

const require = createRequire(import.meta.url);

/**
 * Draws an SVG text as a PNG, the same bytes on every machine.
 *
 * The PNG carries its density (`pHYs`), so that {@link pngSize} can tell the size it is meant to be seen at.
 * Throws an Error where the text is not a drawable SVG, an InputError where the picture would be too large.
 */
export function svgToPng(svg: string, options: PngOptions = {}): Buffer {
  const { scale = 2, background = INK.ground } = options;
  // Loaded at the first picture: a native module that a kernel without pictures need not wait for.
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const drawing = new Resvg(inWordsOfResvg(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: fontFiles(),
      defaultFontFamily: 'DejaVu Sans',
    },
    ...(background === 'transparent' ? {} : { background }),
  });
  // What it takes its own size for is asked of whoever draws: a pixel is there before it is drawn.
  const problem = pixelsProblem((drawing.width * scale) / 2, (drawing.height * scale) / 2);
  if (problem !== undefined)
    throw new InputError([`this picture ${problem}`], `svgToPng('<svg width="40" height="40"/>')`);
  const image = drawing.render();
  return withDensity(palettePng(image) ?? image.asPng(), scale);
}

/**
 * The generic family `monospace` by the name of its font, as resvg draws every unknown family in its default font; and
 * CSS's `pixelated` by the word of SVG 1.1, the only one for sharp pixels that resvg knows.
 */
function inWordsOfResvg(svg: string): string {
  return svg
    .replace(/font-family\s*[:=][^;>]*/g, (families) =>
      families.replace(/(?<![-\w])monospace(?![-\w])/g, 'DejaVu Sans Mono'),
    )
    .replace(/(<image\b[^>]*\bimage-rendering\s*[:=]["'\s]*)pixelated\b/g, '$1optimizeSpeed');
}

/** Dots per meter at which one SVG unit is one CSS pixel (96 per inch). */
const cssDensity = 96 / 0.0254;
const headerEnd = 8 + 25;

function withDensity(png: Buffer, scale: number): Buffer {
  const density = Buffer.alloc(9);
  density.writeUInt32BE(Math.round(cssDensity * scale), 0);
  density.writeUInt32BE(Math.round(cssDensity * scale), 4);
  density[8] = 1;
  return Buffer.concat([png.subarray(0, headerEnd), pngChunk('pHYs', density), png.subarray(headerEnd)]);
}

/** The size in CSS pixels at which a PNG of {@link svgToPng} is meant to be seen; of another PNG, its size in pixels. */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (bytes.length < headerEnd || bytes.toString('latin1', 1, 4) !== 'PNG')
    throw new Error('these bytes are not a PNG');
  const dense =
    bytes.length > headerEnd + 16 && bytes.toString('latin1', headerEnd + 4, headerEnd + 8) === 'pHYs';
  const scale = dense ? bytes.readUInt32BE(headerEnd + 8) / cssDensity : 1;
  return {
    width: Math.round(bytes.readUInt32BE(16) / scale),
    height: Math.round(bytes.readUInt32BE(20) / scale),
  };
}

/** One chunk of a PNG file: length, name, data, checksum. */
function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, checksum]);
}
