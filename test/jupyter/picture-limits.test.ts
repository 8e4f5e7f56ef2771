/** What asks for more work than anybody waits for is refused before it is drawn, in words. */
import { describe, expect, it, test } from 'vitest';
import { InputError } from '../../src/index.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { checkFigure } from '../../src/jupyter/figure-limits.js';
import { svgToPng } from '../../src/jupyter/static-image.js';
import { checkSvg } from '../../src/jupyter/svg-limits.js';
import { scanSvg } from '../../src/jupyter/svg-scan.js';
import { timelineSvg } from '../../src/views/timeline-svg.js';
import { story } from '../linux/stories.js';

const svg = (inside: string, size = 'width="40" height="40"') => `<svg ${size}>${inside}</svg>`;

/** Each level refers to the one before ten times. */
function nested(
  levels: number,
  refer: (to: string) => string,
  around: (id: string, inside: string) => string,
): string {
  const all = Array.from({ length: levels }, (_, level) =>
    around(`a${level + 1}`, refer(`a${level}`).repeat(10)),
  );
  return svg(`<defs><g id="a0"><rect width="1" height="1"/></g>${all.join('')}</defs>${refer(`a${levels}`)}`);
}

const filter = (inside: string) =>
  `<filter id="f">${inside}</filter><rect width="9" height="9" filter="url(#f)"/>`;
const PNG = 'data:image/png;base64,iVBORw0KGgo=';

describe('an SVG', () => {
  it.each([
    [
      'is too wide',
      svg('', 'width="100000" height="100"'),
      'an SVG of 100,000 × 100 pixels is larger than what is drawn: at most 16,384 a side',
    ],
    ['is large beyond numbers', svg('', 'width="1e9" height="1e9"'), '1,000,000,000 × 1,000,000,000 pixels'],
    ['is large in inches', svg('', "width='900in' height='1in'"), '86,400 × 96 pixels'],
    ['has the size of its box', svg('', 'viewBox="0 0 1e6 1e6"'), '1,000,000 × 1,000,000 pixels'],
    ['has too many pixels in all', svg('', 'width="9000" height="9000"'), '8,388,608 in all'],
    [
      'uses what uses what is used',
      nested(
        8,
        (to) => `<use href="#${to}"/>`,
        (id, inside) => `<g id="${id}">${inside}</g>`,
      ),
      'elements, each as often as something refers to it, is more than the 100,000',
    ],
    [
      'uses it by an escaped address',
      nested(
        8,
        (to) => `<use xlink:href="&#x23;${to}"/>`,
        (id, inside) => `<g id="${id}">${inside}</g>`,
      ),
      'more than the 100,000',
    ],
    [
      'fills patterns with patterns',
      nested(
        8,
        (to) => `<rect fill="url(#${to})"/>`,
        (id, inside) => `<pattern id="${id}">${inside}</pattern>`,
      ),
      'more than the 100,000',
    ],
    ['refers to itself', svg('<g id="a"><use href="#a"/></g>'), 'endlessly many elements'],
    ['has very many elements', svg('<g/>'.repeat(100_001)), 'more than 100,000 elements'],
    ['nests very deep', svg('<g>'.repeat(20_000)), 'endlessly many elements'],
    [
      'blurs without an end',
      svg(filter('<feGaussianBlur stdDeviation="5000"/>')),
      'a filter spreads over 5,000 units, more than the 500',
    ],
    [
      'blurs so by a style',
      svg('<style>rect { filter: blur(9999px) }</style><rect/>'),
      'a filter spreads over 9,999 units',
    ],
    [
      'filters large pictures often',
      svg(filter('<feFlood/>'.repeat(40)), 'width="2000" height="2000"'),
      'its filters go over 160,000,000 pixels, more than the 67,108,864',
    ],
    [
      'widens by a large radius',
      svg(filter('<feMorphology radius="1000"/>'), 'width="400" height="400"'),
      'its filters go over',
    ],
    ['has entities', `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svg('&a;')}`, 'entities of its own'],
    [
      'reads a file',
      svg('<image href="/etc/hostname"/>'),
      "an image in an SVG carries its own bytes, as data:image/png;base64,… does, and '/etc/hostname' does not",
    ],
    [
      'has a drawing in it',
      svg('<image xlink:href="data:image/svg+xml,%3Csvg%3E"/>'),
      'carries its own bytes',
    ],
  ])('that %s is refused', (_what, text, why) => {
    expect(() => checkSvg(text)).toThrow(InputError);
    expect(() => checkSvg(text)).toThrow(why);
    expect(() => checkSvg(text)).toThrow(`try: show('<svg width="40" height="40">`);
  });

  it.each([
    ['of this library', timelineSvg(story.run().engine)],
    ['without a size', '<svg><circle r="5"/></svg>'],
    [
      'with a shadow',
      svg(filter('<feGaussianBlur stdDeviation="3"/><feOffset dx="2"/>'), 'width="760" height="400"'),
    ],
    ['with a picture of its own', svg(`<image href="${PNG}"/>`)],
    ['with a comment that names elements', svg('<!-- <g><g><g> --><![CDATA[<g>]]><rect/>')],
    ['that ends too early', '<svg width="40"><rect'],
    ['with a gradient that many use', svg(`<linearGradient id="l"/>${'<rect fill="url(#l)"/>'.repeat(500)}`)],
  ])('%s is not', (_what, text) => {
    expect(() => checkSvg(text)).not.toThrow();
  });

  it('is looked at once: as many elements are noted as there are', () => {
    const elements = scanSvg(svg('<g><rect/><!-- < --></g>'.repeat(1000)), 10_000)!;

    expect(elements).toHaveLength(2001);
    expect(elements.reduce((sum, { children }) => sum + children.length, 0)).toBe(2000);
    expect(scanSvg(svg('<g/>'.repeat(10)), 10)).toBeUndefined();
  });

  it('is shown or refused through the same door', () => {
    expect(() => displayBundle(svg('', 'width="1e9"'))).toThrow('larger than what is drawn');
    expect(() =>
      displayBundle({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': svg('', 'width="1e9"') }) }),
    ).toThrow('larger than what is drawn');
  });

  it('is measured again by whoever draws it', () => {
    expect(() => svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="5"/>')).toThrow(
      'a picture of 20,000 × 5 pixels is larger than what is drawn',
    );
  });
});

describe('a figure', () => {
  const scatter = { type: 'scatter', x: [1, 2], y: [3, 4] };
  const many = (length: number) => Array.from({ length }, (_, nth) => nth);

  it.each([
    ['is too large', [scatter], { width: 30_000, height: 30_000 }, 'a figure of 30,000 × 30,000 pixels'],
    [
      'has ticks without number',
      [scatter],
      { xaxis: { dtick: 1e-9 } },
      'xaxis has 1,200,000,000 ticks, one every 1e-9: more than the 200',
    ],
    [
      'has them in its range',
      [scatter],
      { yaxis2: { dtick: 1, range: [0, 1e6] } },
      'yaxis2 has 1,000,000 ticks',
    ],
    ['has small ones', [scatter], { xaxis: { minor: { dtick: 1e-6 } } }, 'minor has'],
    [
      'has months of a millisecond',
      [{ ...scatter, x: ['2020-01-01', '2030-01-01'] }],
      { xaxis: { dtick: 1000 } },
      'xaxis has',
    ],
    [
      'has ticks of a color bar',
      [{ type: 'heatmap', z: [[1, 2]], colorbar: { dtick: 1e-7 } }],
      {},
      'colorbar has',
    ],
    ['names all ticks', [scatter], { xaxis: { tickvals: many(201) } }, 'xaxis has 201 ticks: more'],
    ['wants many ticks', [scatter], { xaxis: { nticks: 1000 } }, 'xaxis has 1,000 ticks'],
    [
      'has bins without number',
      [{ type: 'histogram', x: [1, 2], xbins: { size: 1e-9 } }],
      {},
      'xbins of 1e-9 are 1,200,000,000 bins',
    ],
    [
      'wants many bins',
      [{ type: 'histogram', x: [1, 2], nbinsx: 1e6 }],
      {},
      'xbins of 1000000 are 1,000,000 bins',
    ],
    [
      'has very many marks',
      [{ type: 'bar', x: many(20_001), y: many(20_001) }],
      {},
      'a figure of 20,001 marks and texts',
    ],
    [
      'has very many traces',
      Array(1001).fill(scatter),
      {},
      'a figure of 1,001 traces, shapes and annotations',
    ],
    [
      'has very many values',
      [{ type: 'heatmap', z: Array(2001).fill(many(1000)) }],
      {},
      'a figure of 2,001,000 values',
    ],
  ])('that %s is refused', (_what, data, layout, why) => {
    expect(() => checkFigure({ data, layout })).toThrow(InputError);
    expect(() => checkFigure({ data, layout })).toThrow(why);
  });

  it.each([
    ['of this library', [], story.run().figure().layout],
    ['whose ticks are chosen', [scatter], { xaxis: { tickmode: 'auto', dtick: 1e-9 } }],
    ['by the month', [{ ...scatter, x: ['2020-01-01', '2021-01-01'] }], { xaxis: { dtick: 'M1' } }],
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
