/** The atlas as a map: cache size against ways, a mark a CPU, one series a kind of cache. */
import type { ProcessorRow } from '../processors/index.js';
import { formatSize } from '../units/size.js';
import { type Figure, figureText } from './figure.js';
import { count } from './words.js';

/** Colors of Okabe and Ito's palette, and a mark of its own for each kind, so that color is never all there is. */
const KINDS = [
  { kind: 'VIPT-aliasing', color: '#D55E00', symbol: 'diamond' },
  { kind: 'VIVT', color: '#CC79A7', symbol: 'square' },
  { kind: 'VIPT-hwfix', color: '#E69F00', symbol: 'triangle-up' },
  { kind: 'VIPT-nonaliasing', color: '#56B4E9', symbol: 'circle' },
  { kind: 'PIPT', color: '#0072B2', symbol: 'x' },
  { kind: 'unknown', color: '#999999', symbol: 'cross' },
] as const;

/** Size of the data cache against its ways; CPUs of one geometry share a mark that names them all. */
export function atlasFigure(rows: readonly ProcessorRow[]): Figure {
  const drawn = rows.filter(({ geometry }) => geometry.size !== undefined && geometry.ways !== undefined);
  const aliasing = rows.filter(({ kind }) => kind === 'VIPT-aliasing' || kind === 'VIVT').length;
  const series = KINDS.flatMap((look) => {
    const mine = drawn.filter(({ kind }) => kind === look.kind);
    return mine.length === 0 ? [] : [seriesOf(look, mine)];
  });
  return {
    data: series,
    layout: {
      title: { text: 'Where aliases are possible: size against ways' },
      xaxis: { title: { text: 'data cache' }, type: 'log', ...sizeTicks(drawn) },
      yaxis: {
        title: { text: 'ways' },
        type: 'log',
        tickvals: [1, 2, 4, 8, 16, 32, 64],
        ticktext: ['1', '2', '4', '8', '16', '32', '64'],
      },
      legend: { orientation: 'h', y: -0.25 },
      width: 760,
      height: 460,
      meta: {
        alt: `${count(drawn.length, 'CPU')} by cache size and ways; ${aliasing} of ${rows.length} have a VIVT or an aliasing VIPT data cache.`,
        caption: `Few ways and a large cache make a way larger than a page: ${aliasing} of ${rows.length} CPUs can hold one byte twice.`,
      },
    },
  };
}

function seriesOf(look: (typeof KINDS)[number], rows: readonly ProcessorRow[]): Record<string, unknown> {
  const places = new Map<string, ProcessorRow[]>();
  for (const row of rows) {
    const place = `${row.geometry.size} ${row.geometry.ways}`;
    places.set(place, [...(places.get(place) ?? []), row]);
  }
  const groups = [...places.values()];
  return {
    type: 'scatter',
    mode: 'markers',
    name: look.kind,
    x: groups.map(([row]) => row!.geometry.size),
    y: groups.map(([row]) => row!.geometry.ways),
    text: groups.map((group) => group.map(({ name }) => figureText(name)).join('<br>')),
    hovertemplate: '%{text}<extra></extra>',
    marker: {
      color: look.color,
      symbol: look.symbol,
      size: groups.map((group) => 8 + 3 * Math.min(group.length, 6)),
      opacity: 0.8,
    },
  };
}

function sizeTicks(rows: readonly ProcessorRow[]): { tickvals: number[]; ticktext: string[] } {
  const largest = Math.max(256, ...rows.map(({ geometry }) => geometry.size ?? 0));
  const tickvals: number[] = [];
  for (let size = 256; size <= largest; size *= 4) tickvals.push(size);
  return { tickvals, ticktext: tickvals.map(formatSize) };
}
