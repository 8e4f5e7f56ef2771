/**
 * How wide a text is in DejaVu Sans: the advance widths read from the font file itself, nothing more.
 * Not a shaping engine: no kerning, no ligatures, no right-to-left. Enough to lay out labels without a
 * browser, and the very font that static-image-png.ts draws with.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

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
  return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${faces[face]}`);
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

/** Reads the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of a TrueType file; see the OpenType specification. */
function readMetrics(font: Buffer): FontMetrics {
  const tables = new Map<string, number>();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + 16 * i;
    tables.set(font.toString('latin1', record, record + 4), font.readUInt32BE(record + 8));
  }
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`the font has no table '${name}'`);
    return offset;
  };

  const em = font.readUInt16BE(table('head') + 18);
  const longMetrics = font.readUInt16BE(table('hhea') + 34);
  const glyphOf = characterMap(font, table('cmap'));
  const advance = (glyph: number): number =>
    font.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, longMetrics - 1)) / em;

  return {
    ascent: font.readInt16BE(table('hhea') + 4) / em,
    descent: -font.readInt16BE(table('hhea') + 6) / em,
    width(text) {
      let sum = 0;
      for (const character of text) sum += advance(glyphOf(character.codePointAt(0) ?? 0));
      return sum;
    },
  };
}

/** From a code point to a glyph, by the segments of the font's Basic Multilingual Plane map. */
function characterMap(font: Buffer, cmap: number): (codePoint: number) => number {
  let map: number | undefined;
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const offset = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(offset) === 4) map = offset;
  }
  if (map === undefined) throw new Error('the font has no character map of format 4');

  const start = map;
  const segments = font.readUInt16BE(start + 6) / 2;
  const column = (n: number, i: number): number => start + 14 + (n > 0 ? 2 : 0) + 2 * (n * segments + i);
  return (codePoint) => {
    for (let i = 0; i < segments; i++) {
      if (codePoint > font.readUInt16BE(column(0, i))) continue;
      const first = font.readUInt16BE(column(1, i));
      if (codePoint < first) return 0;
      const delta = font.readUInt16BE(column(2, i));
      const rangeOffset = font.readUInt16BE(column(3, i));
      if (rangeOffset === 0) return (codePoint + delta) & 0xffff;
      const glyph = font.readUInt16BE(column(3, i) + rangeOffset + 2 * (codePoint - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
