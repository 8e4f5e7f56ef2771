import { Resvg } from '@resvg/resvg-js';
import { convertIndexedToRgb, decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { figureToSvg, type PlotlyFigure, pngSize, svgToPng } from '../../src/jupyter/static-image.js';
import { fontFiles, fontMetrics } from '../../src/jupyter/static-image-font.js';

const pngOf = (figure: PlotlyFigure) => svgToPng(figureToSvg(figure));

const bars: PlotlyFigure = {
  data: [
    { type: 'bar', name: 'user alias', x: ['VIPT', 'PIPT'], y: [12, 0], marker: { color: '#0072B2' } },
    {
      type: 'bar',
      name: 'kernel alias',
      x: ['VIPT', 'PIPT'],
      y: [7, 1],
      marker: { pattern: { shape: '/' } },
    },
  ],
  layout: { title: { text: 'Stale loads' }, yaxis: { title: { text: 'loads' } } },
};

const byType: Record<string, object> = {
  scatter: { x: [1, 2], y: [3, 4] },
  bar: { x: ['a', 'b'], y: [3, 4] },
  histogram: { x: [1, 1, 2, 3] },
  box: { y: [1, 2, 3, 9] },
  pie: { labels: ['hit', 'miss'], values: [7, 1] },
  waterfall: { x: ['a', 'b'], y: [2, -1] },
  funnel: { y: ['a', 'b'], x: [5, 2] },
  candlestick: { x: [1, 2], open: [1, 2], close: [2, 3], high: [3, 4], low: [0, 1] },
  ohlc: { x: [1, 2], open: [1, 2], close: [2, 3], high: [3, 4], low: [0, 1] },
  heatmap: {
    z: [
      [1, 2],
      [3, null],
    ],
  }, // prettier to read than one cell a line
  histogram2d: { x: [1, 1, 2, 3], y: [1, 2, 2, 3] },
  contour: {
    z: [
      [1, 2, 3],
      [2, 4, 6],
      [3, 6, 9],
    ],
  },
  histogram2dcontour: { x: [1, 1, 2, 3, 4], y: [1, 2, 2, 3, 4] },
  scatterpolar: { r: [1, 2], theta: [0, 90] },
  barpolar: { r: [1, 2], theta: [0, 90] },
  table: { header: { values: ['a'] }, cells: { values: [[1, 2]] } },
  sankey: { node: { label: ['a', 'b'] }, link: { source: [0], target: [1], value: [3] } },
};

/** The texts of a picture, in the order they stand in it. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, inner]) =>
    (inner ?? '').replace(/<[^>]+>/g, ''),
  );
}

function colorAt(svg: string, x: number, y: number): number[] {
  const image = new Resvg(svg, { background: 'white', font: { loadSystemFonts: false } }).render();
  return [...image.pixels.subarray((y * image.width + x) * 4, (y * image.width + x) * 4 + 3)];
}

describe('the still picture of a Plotly figure', () => {
  it('shows title, axis titles, categories, numbers and legend', () => {
    const texts = textsOf(figureToSvg(bars));

    expect(texts).toEqual(
      expect.arrayContaining([
        'VIPT',
        'PIPT',
        '0',
        '2',
        '10',
        '12',
        'Stale loads',
        'loads',
        'user alias',
        'kernel alias',
      ]),
    );
  });

  it('is 760 × 400 unless the layout says otherwise', () => {
    expect(pngSize(pngOf(bars))).toEqual({ width: 760, height: 400 });
    expect(pngSize(pngOf({ ...bars, layout: { width: 300, height: 200 } }))).toEqual({
      width: 300,
      height: 200,
    });
  });

  it('has room for long category names where the axis asks for it', () => {
    const long = 'a cache with a very long name indeed';
    const figure = {
      data: [{ type: 'bar', orientation: 'h', y: [long], x: [1] }],
      layout: { yaxis: { automargin: true } },
    };

    const svg = figureToSvg(figure);

    const right = Number(new RegExp(`<text[^>]* x="([\\d.-]+)"[^>]*>${long}`).exec(svg)?.[1]);
    expect(right).toBeGreaterThan(fontMetrics('sans').width(long) * 12);
  });

  it('keeps patterns, shapes and annotations with arrows', () => {
    const svg = figureToSvg({
      data: bars.data,
      layout: {
        shapes: [{ type: 'rect', x0: 0, x1: 1, y0: 0, y1: 5, fillcolor: 'rgb(230, 159, 0)' }],
        annotations: [{ x: 0, y: 5, text: 'the <b>stale</b> load', showarrow: true }],
      },
    });

    expect(svg).toMatch(/fill: url\(#p[\w-]+\)/);
    expect(svg).toContain('fill: rgb(230, 159, 0)');
    expect(textsOf(svg)).toContain('the stale load');
  });

  it.each(Object.keys(byType))('draws a trace of type %s, the same bytes every time', (type) => {
    const figure = { data: [{ type, ...byType[type] }] };

    const first = figureToSvg(figure);
    figureToSvg(bars);
    const again = figureToSvg(figure);

    expect(first).toMatch(/^<svg [^>]*width="760" height="400"/);
    expect(first).toMatch(/<(path|image|rect)[^>]* (d|href|xlink:href|height)=/);
    expect(again).toBe(first);
    expect(svgToPng(again)).toEqual(svgToPng(first));
  });

  it('paints the cells of a heatmap in their own colors, and leaves a missing one open', () => {
    const colorscale = [
      [0, 'rgb(0,0,255)'],
      [1, 'rgb(255,0,0)'],
    ];
    const svg = figureToSvg({
      data: [
        {
          type: 'heatmap',
          colorscale,
          showscale: false,
          z: [
            [0, 1],
            [1, null],
          ],
        },
      ],
      layout: {
        width: 200,
        height: 200,
        margin: { l: 0, r: 0, t: 0, b: 0 },
        xaxis: { visible: false },
        yaxis: { visible: false },
      },
    });

    expect(colorAt(svg, 50, 150)).toEqual([0, 0, 255]);
    expect(colorAt(svg, 150, 150)).toEqual([255, 0, 0]);
    expect(colorAt(svg, 50, 50)).toEqual([255, 0, 0]);
    expect(colorAt(svg, 150, 50)).toEqual([255, 255, 255]);
  });

  it('keeps the cells of a heatmap sharp: the PNG has their colors and none between', () => {
    const png = pngOf({
      data: [
        {
          type: 'heatmap',
          colorscale: [
            [0, 'rgb(0,0,255)'],
            [1, 'rgb(255,0,0)'],
          ],
          showscale: false,
          z: [[0, 1, 0]],
        },
      ],
      layout: {
        width: 310,
        height: 200,
        margin: { l: 0, r: 0, t: 0, b: 0 },
        xaxis: { visible: false },
        yaxis: { visible: false },
      },
    });

    const image = decode(png);
    const { width } = image;
    const data = convertIndexedToRgb(image);
    const middle = Array.from({ length: width }, (_, x) =>
      data.slice((100 * width + x) * 3, (100 * width + x) * 3 + 3),
    );
    expect(new Set(middle.map(String))).toEqual(new Set(['0,0,255', '255,0,0']));
  });

  it('sets labels on the curves of a contour plot', () => {
    const svg = figureToSvg({
      data: [{ type: 'contour', ...byType.contour, contours: { showlabels: true } }],
    });

    const turned = /<text[^>]* transform="rotate\([^>]*>([\d.]+)<\/text>/g;
    expect([...svg.matchAll(turned)].map(([, label]) => label)).toEqual(['2', '3', '4', '5', '6', '7', '8']);
  });

  it('leaves the figure as it was', () => {
    const before = structuredClone(bars);

    figureToSvg(bars);

    expect(bars).toEqual(before);
  });

  it('keeps markup in data as text', () => {
    const svg = figureToSvg({ data: [{ type: 'bar', x: ['<script>alert(1)</script>'], y: [1] }] });

    expect(svg).not.toContain('<script');
  });

  it.each(['scattergl', 'surface', 'scattermap', 'no-such-type', 7])(
    'refuses a trace of type %s by name',
    (type) => {
      expect(() => figureToSvg({ data: [{ type, x: [1], y: [1] }] })).toThrow(
        typeof type === 'string' ? `'${type}' has no still picture` : `${type} has no still picture`,
      );
    },
  );

  it('refuses pictures from elsewhere', () => {
    const layout = { images: [{ source: 'https://example.org/x.png' }] };

    expect(() => figureToSvg({ data: [], layout })).toThrow('layout.images has no still picture');
  });
});

describe('a PNG from an SVG', () => {
  const drawing = (family: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><text x="5" y="25" font-family="${family}">line 7</text></svg>`;

  it('is drawn at double size and tells the size it is meant for', () => {
    const png = svgToPng(drawing('sans-serif'));

    expect(png.readUInt32BE(16)).toBe(240);
    expect(pngSize(png)).toEqual({ width: 120, height: 40 });
    expect(pngSize(svgToPng(drawing('sans-serif'), { scale: 3 }))).toEqual({ width: 120, height: 40 });
  });

  it('uses no font of the machine: every family is DejaVu Sans, or DejaVu Sans Mono for monospace', () => {
    const sans = svgToPng(drawing('DejaVu Sans'));
    const mono = svgToPng(drawing('DejaVu Sans Mono'));

    expect(svgToPng(drawing('Helvetica, sans-serif'))).toEqual(sans);
    expect(svgToPng(drawing('Consolas, monospace'))).toEqual(mono);
    expect(mono).not.toEqual(sans);
  });

  it('has a palette that gives a drawing of few colors back to the pixel, and is smaller for it', () => {
    const svg = drawing('sans-serif');
    const drawn = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: 2 },
      background: 'white',
      font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'DejaVu Sans' },
    }).render();

    const png = svgToPng(svg);

    const given = convertIndexedToRgb(decode(png));
    expect([...given]).toEqual([...drawn.pixels].filter((_, i) => i % 4 < 3));
    expect(png.length).toBeLessThan(drawn.asPng().length);
  });

  it('keeps all colors of a picture that has more than a palette', () => {
    const stops = ['red', 'lime', 'blue', 'black'].map(
      (color, i) => `<stop offset="${i / 3}" stop-color="${color}"/>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><linearGradient id="g">${stops.join('')}</linearGradient><rect width="400" height="40" fill="url(#g)"/></svg>`;

    const { channels, palette } = decode(svgToPng(svg));

    expect(channels).toBe(4);
    expect(palette).toBeUndefined();
  });

  it('keeps its ground open where that is asked for', () => {
    const { channels, data } = decode(svgToPng(drawing('sans-serif'), { background: 'transparent' }));

    expect(channels).toBe(4);
    expect(data[3]).toBe(0);
  });

  it('is refused for what is no SVG, and no size is guessed for what is no PNG', () => {
    expect(() => svgToPng('<p>not a drawing</p>')).toThrow();
    expect(() => pngSize(Buffer.from('not a picture at all, but long enough'))).toThrow('not a PNG');
  });
});

describe('what Plotly asks of a browser', () => {
  it.each(['Stale loads per 1000 reads', '0x8c12_3000', 'πß → ✓', ' '])(
    'measures %j as wide as it is drawn',
    (text) => {
      // Between two bars, because a drawing's box leaves out the space around its letters.
      const framed = `|${text}|`;
      const drawn = new Resvg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="0" y="40" font-size="20" font-family="DejaVu Sans" xml:space="preserve">${framed}</text></svg>`,
        { font: { loadSystemFonts: false, fontFiles: fontFiles() } },
      ).getBBox();

      const bar = fontMetrics('sans').width('|') * 20;
      expect(Math.abs(fontMetrics('sans').width(framed) * 20 - (drawn?.width ?? 0))).toBeLessThan(bar);
    },
  );

  it('knows where along a path a point lies, so that an annotation has its arrow head at the end of its line', () => {
    const svg = figureToSvg({
      data: [{ type: 'scatter', x: [0, 1], y: [0, 1] }],
      layout: { annotations: [{ x: 1, y: 1, text: 'here', ax: -60, ay: 0, arrowhead: 2 }] },
    });

    const line =
      /<path[^>]* d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)"[^>]*\/><path[^>]* transform="translate\(([\d.]+),([\d.]+)\)/.exec(
        svg,
      );
    expect(line).not.toBeNull();
    const [, , , endX, endY, headX, headY] = line!.map(Number);
    expect(Math.abs(endX! - headX!)).toBeLessThan(8);
    expect(Math.abs(endY! - headY!)).toBeLessThan(1);
  });
});
