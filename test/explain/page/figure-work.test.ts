/** What a figure asks for is counted before Plotly draws it, and its ticks when its axes are known. */
import { describe, expect, it } from 'vitest';
import {
  figureOf,
  figureProblem,
  type PlainFigure,
  stepsProblem,
  withoutSteps,
} from '../../../src/explain/page/figure-work.js';

const figure = (layout: object, ...data: object[]): PlainFigure => ({ data, layout }) as PlainFigure;
const many = (length: number) => Array.from({ length }, (_, i) => i);

describe('a value', () => {
  it.each([null, 7, 'x', [], {}, { data: 7 }, { data: [7] }, { data: [{}], layout: 7 }])(
    '%j is no figure',
    (value) => {
      expect(figureOf(value)).toBeUndefined();
    },
  );

  it('is one with traces, and has a layout then', () => {
    expect(figureOf({ data: [{ x: [1] }] })).toEqual({ data: [{ x: [1] }], layout: {} });
  });
});

describe('a figure is drawn', () => {
  it.each([
    [
      'as people make them',
      figure({ width: 760, xaxis: { tickvals: many(200), dtick: 1 } }, { x: many(50_000) }),
    ],
    ['with a heat map of many cells', figure({}, { type: 'heatmap', z: many(900).map(() => many(900)) })],
    [
      'with a slider',
      figure(
        { sliders: [{ steps: many(200).map((i) => ({ args: [{ y: [[i]] }, { title: 'a' }] })) }] },
        { y: [1] },
      ),
    ],
  ])('%s', (_what, drawn) => {
    expect(figureProblem(drawn)).toBeUndefined();
  });

  it.each([
    [
      'is larger than what is drawn: 1,000,000,000 × 400 pixels, and at most 16,384 a side and 8,388,608 in all',
      figure({ width: 1e9 }),
    ],
    ['has a side that is no number above 0', figure({ height: '9' as unknown as number })],
    ['has a side that is no number above 0', figure({ height: -1 })],
    [
      'has 1,001 traces, shapes and annotations, more than the 1,000 that are drawn',
      figure({}, ...many(1001).map(() => ({}))),
    ],
    [
      'has 50,001 points, more than the 50,000 that are drawn',
      figure({}, { marker: { size: many(50_001) } }),
    ],
    [
      'has 60,000 points, more than the 50,000 that are drawn',
      figure({}, { x: many(30_000) }, { y: many(30_000) }),
    ],
    [
      'has 4,500,000 values, more than the 2,000,000 that are drawn',
      figure({}, { z: many(5).map(() => many(900_000)) }),
    ],
    [
      'has 1,001 traces, shapes and annotations, more than the 1,000 that are drawn',
      figure({ shapes: many(1001).map(() => ({})) }),
    ],
    [
      'has 1,001 sliders, more than the 1,000 that are drawn',
      figure({ sliders: many(1001).map(() => ({})) }),
    ],
    [
      'has 1,001 traces, more than the 1,000 that are drawn',
      figure({}, ...many(1001).map(() => ({ visible: false }))),
    ],
    ['has 1,000,000 ticks of xaxis, more than the 200 that are drawn', figure({ xaxis: { nticks: 1e6 } })],
    [
      'has 301 ticks of yaxis, more than the 200 that are drawn',
      figure({ template: { layout: { yaxis: { tickvals: many(301) } } } }),
    ],
    ['leaves parts of an axis out', figure({ xaxis: { rangebreaks: [{ values: [1] }] } })],
    [
      'changes its ticks',
      figure({ sliders: [{ steps: [{ method: 'relayout', args: [{ 'xaxis.dtick': 1e-6 }] }] }] }),
    ],
    ['changes its ticks', figure({ updatemenus: [{ buttons: [{ args: [{ xaxis: { minor: {} } }] }] }] })],
  ])('not where it %s', (problem, refused) => {
    expect(figureProblem(refused)).toBe(problem);
  });
});

describe('steps', () => {
  const full = figure(
    {
      xaxis: { range: [0, 10] },
      yaxis2: { range: ['2020-01-01', '2021-01-01'] },
      xaxis3: { range: [0, 3] },
      coloraxis: { cmin: 0, cmax: 100 },
    },
    { type: 'histogram', zmin: 0, zmax: 9, xaxis: 'x3' },
  );

  it.each([
    [{ xaxis: { dtick: 0.1 } }, {}, true],
    [{ xaxis: { dtick: 1e-6 } }, {}, false],
    [{ xaxis: { dtick: '1e-6' } }, {}, false],
    [{ xaxis: { dtick: -1e-6 } }, {}, false],
    [{ xaxis: { dtick: 0 } }, {}, false],
    [{ xaxis: { minor: { dtick: 1e-6 } } }, {}, false],
    [{ yaxis2: { dtick: 'M1' } }, {}, true],
    [{ yaxis2: { dtick: 86_400_000 } }, {}, false],
    [{ yaxis2: { dtick: 'M0.001' } }, {}, false],
    [{ xaxis3: { dtick: 'L10' } }, {}, true],
    [{ xaxis3: { dtick: 'L0.001' } }, {}, false],
    [{ xaxis3: { dtick: 'D1' } }, {}, true],
    [{ coloraxis: { colorbar: { dtick: 10 } } }, {}, true],
    [{ coloraxis: { colorbar: { dtick: 0.01 } } }, {}, false],
    [{ template: { layout: { xaxis: { dtick: 1 } } } }, {}, false],
    [{}, { xbins: { size: 0.1 } }, true],
    [{}, { xbins: { size: 1e-9 } }, false],
    [{}, { contours: { size: 1 } }, true],
    [{}, { contours: { size: 1e-9 } }, false],
    [{}, { colorbar: { dtick: 1e-9 } }, false],
    [{ xaxis: { dtick: [1] } }, { colorbar: { dtick: {} } }, false],
  ])('%j %j are looked at by what the axis reaches: %s', (layout, trace, isFine) => {
    const asked = figure(layout, trace);

    const what = 'xbins' in trace ? '2,000 bins' : '200 ticks';
    expect(stepsProblem(asked, full)).toBe(isFine ? undefined : `has more than ${what}`);
    expect(JSON.stringify(withoutSteps(asked))).not.toMatch(/dtick|"size"/);
  });

  it('are left out of a copy, and a figure without any is itself', () => {
    const plain = figure({ xaxis: { title: 'a' } }, { x: [1] });
    const asked = figure({ xaxis: { title: 'a', dtick: 2 } }, { x: [1] });

    expect(withoutSteps(plain)).toBe(plain);
    expect(withoutSteps(asked)).toEqual(plain);
    expect(asked.layout).toEqual({ xaxis: { title: 'a', dtick: 2 } });
  });
});
