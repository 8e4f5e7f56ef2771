/** At which size an SVG is seen, by what its outermost element says. Runs in a browser too. */
import type { SvgElement } from './svg-scan.js';

/** Pixels of a unit of CSS. */
const UNITS: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54, em: 16, ex: 8, rem: 16 },
};
/** What has no size of its own. */
const USUAL = 100;

export function svgSize(root: SvgElement | undefined): { width: number; height: number } {
  const box = (root?.attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth, boxHeight] = box.length === 4 && box.every(Number.isFinite) ? box : [];
  return {
    width: pixelsOf(root?.attributes.get('width'), boxWidth),
    height: pixelsOf(root?.attributes.get('height'), boxHeight),
  };
}

/** A length in pixels; one that is not said, or a part of what is around it, is as long as the box of the drawing. */
function pixelsOf(length: string | undefined, inBox = USUAL): number {
  const [, number, unit] = /^\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([a-z%]*)\s*$/i.exec(length ?? '') ?? [];
  if (number === undefined) return inBox;
  const value = Math.abs(Number(number));
  return unit === '%' ? (inBox * value) / 100 : value * (UNITS[unit!.toLowerCase()] ?? 1);
}
