/** Every color that words, letters or marks are drawn in can be read on its ground. */
import { expect, test } from 'vitest';
import { INK, OUTCOME, OWNER } from '../../src/views/palette.js';

/** Contrast ratio as WCAG 2.1 defines it. */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other].map(luminance).sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const inks = [
  ...Object.entries(OWNER).map(([name, { color }]) => [`owner ${name}`, color, INK.ground]),
  ...Object.entries(OUTCOME).map(([name, { color }]) => [`outcome ${name}`, color, INK.ground]),
  ...Object.entries(OUTCOME).map(([name, { color, ground }]) => [`outcome ${name}`, color, ground]),
  ['text', INK.text, INK.ground],
  ['quiet text', INK.quiet, INK.ground],
  ['memory', INK.memory, INK.ground],
] as [string, string, string][];

test.each(inks)('%s, %s on %s, can be read', (_, color, ground) => {
  expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5);
});

test('no two owners and no two outcomes have one color, letter or mark', () => {
  for (const look of [
    Object.values(OWNER).map(({ color }) => color),
    Object.values(OWNER).map(({ letter }) => letter),
    Object.values(OUTCOME).map(({ color }) => color),
    Object.values(OUTCOME).map(({ mark }) => mark),
  ] as string[][]) {
    expect(new Set(look).size).toBe(look.length);
  }
});
