/** A figure that asks for more work than anybody waits for is refused before it is drawn, in words. */
import { describe, expect, it, test } from 'vitest';
import { InputError } from '../../src/index.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { checkFigure } from '../../src/jupyter/figure-problems.js';
import { story } from '../linux/stories.js';

describe('a figure', () => {
  const scatter = { type: 'scatter', x: [1, 2], y: [3, 4] };
  const many = (length: number) => Array.from({ length }, (_, nth) => nth);

  it.each([
    [
      'is too large',
      [scatter],
      { width: 30_000, height: 30_000 },
      'this figure cannot be drawn: it is larger than what is drawn: 30,000 × 30,000 pixels, and at most',
    ],
    [
      'has ticks without number',
      [scatter],
      { xaxis: { dtick: 1e-9 } },
      'it has 1,200,000,000 ticks of xaxis, one every 1e-9, more than the 200 that are drawn',
    ],
    [
      'has them in its range',
      [scatter],
      { yaxis2: { dtick: 1, range: [0, 1e6] } },
      'has 1,000,000 ticks of yaxis2',
    ],
    [
      'has small ones',
      [scatter],
      { xaxis: { minor: { dtick: 1e-6 } } },
      'ticks of minor, one every 0.000001',
    ],
    [
      'has months of a millisecond',
      [{ ...scatter, x: ['2020-01-01', '2030-01-01'] }],
      { xaxis: { dtick: 1000 } },
      'ticks of xaxis, one every 1000',
    ],
    [
      'has ticks of a color bar',
      [{ type: 'heatmap', z: [[1, 2]], colorbar: { dtick: 1e-7 } }],
      {},
      'ticks of colorbar',
    ],
    ['names all ticks', [scatter], { xaxis: { tickvals: many(201) } }, 'has 201 ticks of xaxis, more'],
    ['wants many ticks', [scatter], { xaxis: { nticks: 1000 } }, 'has 1,000 ticks of xaxis'],
    [
      'has bins without number',
      [{ type: 'histogram', x: [1, 2], xbins: { size: 1e-9 } }],
      {},
      'has 1,200,000,000 xbins, one every 1e-9, more than the 2,000',
    ],
    [
      'has contours without number',
      [{ type: 'contour', z: [[1, 2]], contours: { size: 1e-9 } }],
      {},
      'has 1,200,000,000 contours, one every 1e-9, more than the 200',
    ],
    [
      'has ticks in a scale that is not seen yet',
      [scatter, { type: 'heatmap', visible: false, z: [[1, 2]], colorbar: { nticks: 1e6 } }],
      {},
      'has 1,000,000 ticks of colorbar',
    ],
    ['is wide in a text', [scatter], { width: '1e9' }, '1,000,000,000 × 400 pixels'],
    [
      'has steps of a logarithm',
      [{ ...scatter, x: [1, 1e6] }],
      { xaxis: { type: 'log', dtick: 'L10' } },
      "ticks of xaxis, one every 'L10'",
    ],
    ['wants many bins', [{ type: 'histogram', x: [1, 2], nbinsx: 1e6 }], {}, 'has 1,000,000 xbins, more'],
    [
      'has very many marks',
      [{ type: 'bar', x: many(20_001), y: many(20_001) }],
      {},
      'has 20,001 marks and texts, more than the 20,000',
    ],
    ['has very many traces', Array(1001).fill(scatter), {}, 'has 1,001 traces, shapes and annotations'],
    [
      'has very many values',
      [{ type: 'heatmap', z: Array(2001).fill(many(1000)) }],
      {},
      'has 2,001,000 values',
    ],
  ])('that %s is refused', (_what, data, layout, why) => {
    expect(() => checkFigure({ data, layout })).toThrow(InputError);
    expect(() => checkFigure({ data, layout })).toThrow(why);
  });

  it.each([
    ['of this library', [], story.run().figure().layout],
    ['whose ticks are chosen', [scatter], { xaxis: { tickmode: 'auto', dtick: 1e-9 } }],
    ['by the month', [{ ...scatter, x: ['2020-01-01', '2021-01-01'] }], { xaxis: { dtick: 'M1' } }],
    ['by the power of ten', [{ ...scatter, x: [1, 1e9] }], { xaxis: { type: 'log', dtick: 1 } }],
    [
      'beside one that reaches further',
      [scatter, { ...scatter, x: [0, 1e9], xaxis: 'x2' }],
      { xaxis: { dtick: 0.1 }, xaxis2: { dtick: 1e8 } },
    ],
    ['of a long line', [{ type: 'scatter', mode: 'lines', x: many(100_000), y: many(100_000) }], {}],
    ['with steps that are not seen', Array(2000).fill({ ...scatter, visible: false }), {}],
    ['of categories', [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }], { xaxis: { dtick: 1 } }],
  ])('%s is not', (_what, data, layout) => {
    expect(() => checkFigure({ data, layout })).not.toThrow();
  });

  test('that holds itself, or nests deeper than the stack, is refused in words', () => {
    const layout: Record<string, unknown> = {};
    layout.again = layout;
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);

    for (const odd of [layout, deep])
      expect(() => displayBundle({ data: [scatter], layout: odd })).toThrow('this figure is no plain data');
  });
});
