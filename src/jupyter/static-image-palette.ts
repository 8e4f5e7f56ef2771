/**
 * A drawing's pixels as a PNG with a palette: a byte a pixel instead of four, which is less than half the size, and a notebook
 * is mostly pictures. A drawing has few colors; of those that the edges of letters make beyond 256, each takes the nearest.
 */

import { createRequire } from 'node:module';

/** As resvg draws: RGBA, four bytes a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Colors that fit into a palette. */
const MOST_COLORS = 256;
/** The share of pixels that may take the nearest color. A picture where more would have to is no drawing. */
const FEW = 1 / 1000;

const require = createRequire(import.meta.url);

/** The same picture as a PNG with a palette; undefined where it has too many colors for one, or is not opaque. */
export function palettePng({ width, height, pixels }: Pixels): Buffer | undefined {
  const words = new Uint32Array(pixels.slice().buffer);
  const used = colorsOf(words);
  const palette = used.slice(0, MOST_COLORS);
  const rest = used.slice(MOST_COLORS);
  const left = rest.reduce((sum, color) => sum + color.pixels, 0);
  if (left > words.length * FEW || used.some(({ rgba }) => rgba[3] !== 255)) return undefined;
  const indexOf = new Map(palette.map(({ word }, index) => [word, index]));
  for (const { word, rgba } of rest) indexOf.set(word, nearest(rgba, palette));
  const { encode } = require('fast-png') as typeof import('fast-png');
  const data = indicesOf(words, indexOf);
  const colors = palette.map(({ rgba: [red, green, blue] }): [number, number, number] => [red, green, blue]);
  return Buffer.from(
    encode({ width, height, data, channels: 1, depth: 8, palette: colors }, { zlib: { level: 6 } }),
  );
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** A color, as a machine word too, and how many pixels have it. */
interface Used {
  readonly word: number;
  readonly rgba: Rgba;
  readonly pixels: number;
}

/** The colors, most used first, in the same order every time. */
function colorsOf(words: Uint32Array): Used[] {
  const counts = new Map<number, number>();
  // Neighbors mostly have one color, and a map is dear.
  for (let i = 0; i < words.length; ) {
    const word = words[i]!;
    const from = i;
    while (words[i] === word) i++;
    counts.set(word, (counts.get(word) ?? 0) + i - from);
  }
  const colors = [...counts].map(([word, pixels]): Used => {
    const [red, green, blue, alpha] = new Uint8Array(Uint32Array.of(word).buffer);
    return { word, rgba: [red!, green!, blue!, alpha!], pixels };
  });
  return colors.sort((one, other) => other.pixels - one.pixels || order(one.rgba, other.rgba));
}

const order = (one: Rgba, other: Rgba): number => {
  const at = one.findIndex((part, i) => part !== other[i]);
  return at < 0 ? 0 : one[at]! - other[at]!;
};

function indicesOf(words: Uint32Array, indexOf: ReadonlyMap<number, number>): Uint8Array {
  const indices = new Uint8Array(words.length);
  for (let i = 0; i < words.length; ) {
    const word = words[i]!;
    const index = indexOf.get(word)!;
    while (words[i] === word) indices[i++] = index;
  }
  return indices;
}

function nearest(rgba: Rgba, palette: readonly Used[]): number {
  const distances = palette.map((each) =>
    each.rgba.reduce((sum, part, i) => sum + (part - rgba[i]!) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
