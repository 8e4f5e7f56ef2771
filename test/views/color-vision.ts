/**
 * How colors look: their contrast, and how far apart two of them are for people with the three common deficiencies of
 * color vision. A second opinion on the palette, which has no such arithmetic.
 */

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/**
 * What light becomes for a viewer who lacks one kind of cones, in linear sRGB: the matrices for severity 1.0 of Machado,
 * Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
 * Visualization and Computer Graphics 15(6), 2009, with the usual vision beside them.
 */
const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** From linear sRGB to CIE XYZ, D65 (IEC 61966-2-1). */
const TO_XYZ: Matrix = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE: Vector = [0.9505, 1, 1.089];

/** `#rrggbb`, or `#rrggbbaa` over a ground, as light. */
function lightOf(color: string, ground = '#ffffff'): Vector {
  const part = (of: string, at: number) => Number.parseInt(of.slice(at, at + 2), 16) / 255;
  const opacity = color.length > 7 ? part(color, 7) : 1;
  return [1, 3, 5].map((at) =>
    linear(opacity * part(color, at) + (1 - opacity) * part(ground, at)),
  ) as unknown as Vector;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function times(matrix: Matrix, [a, b, c]: Vector): Vector {
  return matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Vector;
}

/** Contrast ratio as WCAG 2.1 defines it; a color with opacity lies on a white ground. */
export function contrast(one: string, other: string): number {
  const luminance = (color: string) => times(TO_XYZ, lightOf(color))[1];
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** CIE 1976 L*a*b*. */
function labOf(light: Vector): Vector {
  const [x, y, z] = times(TO_XYZ, light).map((value, i) => {
    const share = value / WHITE[i]!;
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/**
 * How far apart two colors are (CIE 1976 ΔE; 2.3 can just be noticed) for the viewer who can tell them least, and who
 * that is.
 */
export function apart(one: string, other: string): { readonly distance: number; readonly vision: string } {
  const distances = Object.entries(VISIONS).map(([vision, matrix]) => {
    const [a, b] = [one, other].map((color) =>
      labOf(times(matrix, lightOf(color)).map((part) => Math.min(1, Math.max(0, part))) as unknown as Vector),
    ) as [Vector, Vector];
    return { vision, distance: Math.hypot(...a.map((part, i) => part - b[i]!)) };
  });
  return distances.sort((a, b) => a.distance - b.distance)[0]!;
}
