/**
 * How wide a text is in DejaVu Sans: the advance widths of the font file (read by opentype.js), nothing more.
 * Not a shaping engine: no kerning, no ligatures, no right-to-left. Enough to lay out labels without a
 * browser, and the very font that static-image-png.ts draws with.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Widths and heights in units of the font size. */
export interface FontMetrics {
  /** Height above the base line. */
  readonly ascent: number;
  /** Depth below the base line, positive. */
  readonly descent: number;
  /** Width of `text` on one line. */
  width(text: string): number;
}

/** The faces that pictures are drawn with. No other font is ever looked at, so pictures look alike everywhere. */
const faces = {
  sans: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  oblique: 'DejaVuSans-Oblique.ttf',
  mono: 'DejaVuSansMono.ttf',
  monoBold: 'DejaVuSansMono-Bold.ttf',
} as const;

/** A face by its use: `sans`, `bold`, `oblique`, `mono`, `monoBold`. */
export type FontFace = keyof typeof faces;

/** Where the file of a face is, inside the package that brings the fonts along. */
export function fontFile(face: FontFace): string {
  return require.resolve(`dejavu-fonts-ttf/ttf/${faces[face]}`);
}

/** All font files, for a renderer that wants a list. */
export function fontFiles(): string[] {
  return (Object.keys(faces) as FontFace[]).map(fontFile);
}

const known = new Map<FontFace, FontMetrics>();

/** The metrics of a face; the file is read at the first question. */
export function fontMetrics(face: FontFace): FontMetrics {
  let metrics = known.get(face);
  if (metrics === undefined) {
    metrics = readMetrics(readFileSync(fontFile(face)));
    known.set(face, metrics);
  }
  return metrics;
}

/** What is used of an opentype.js font. */
interface Font {
  readonly unitsPerEm: number;
  readonly ascender: number;
  readonly descender: number;
  charToGlyph(character: string): { readonly advanceWidth?: number };
}

function readMetrics(file: Buffer): FontMetrics {
  // Loaded at the first picture, like everything that draws.
  const { parse } = require('opentype.js') as {
    parse(file: ArrayBuffer, options: { lowMemory: boolean }): Font;
  };
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  // Glyphs are read when asked for: a face of 6000 is ready four times as soon.
  const font = parse(bytes, { lowMemory: true });
  const { unitsPerEm, ascender, descender } = font;
  return {
    ascent: ascender / unitsPerEm,
    descent: -descender / unitsPerEm,
    width: (text) =>
      [...text].reduce((sum, character) => sum + (font.charToGlyph(character).advanceWidth ?? 0), 0) /
      unitsPerEm,
  };
}
