/** A map of CPUs: cache size across, ways up, a mark a geometry, as large as the CPUs that share it are many. */
import type { ProcessorRow } from '../ports/processors/index.js';
import { formatSize } from '../units/size.js';
import { type Figure, figureText } from './figure.js';
import { sheer } from './palette.js';

/** CPUs of one look. */
export interface MapSeries {
  readonly name: string;
  readonly color: string;
  readonly symbol: string;
  readonly rows: readonly ProcessorRow[];
}

/** The map; CPUs whose size or ways are not known are left out, and so is a series without any other. */
export function atlasMap(
  title: string,
  series: readonly MapSeries[],
  meta: { readonly alt: string; readonly caption: string },
): Figure {
  const drawn = series.map((each) => ({ ...each, rows: each.rows.filter(hasPlace) }));
  return {
    data: drawn.filter(({ rows }) => rows.length > 0).map(marksOf),
    layout: {
      title: { text: title },
      xaxis: { title: { text: 'data cache' }, type: 'log', ...sizeTicks(drawn.flatMap(({ rows }) => rows)) },
      yaxis: {
        title: { text: 'ways' },
        type: 'log',
        tickvals: [1, 2, 4, 8, 16, 32, 64],
        ticktext: ['1', '2', '4', '8', '16', '32', '64'],
      },
      legend: { orientation: 'h', y: -0.25 },
      width: 760,
      height: 460,
      meta,
    },
  };
}

/** Whether a CPU can be drawn. */
export function hasPlace({ geometry }: ProcessorRow): boolean {
  return geometry.size !== undefined && geometry.ways !== undefined;
}

function marksOf({ name, color, symbol, rows }: MapSeries): Record<string, unknown> {
  const places = new Map<string, ProcessorRow[]>();
  for (const row of rows) {
    const place = `${row.geometry.size} ${row.geometry.ways}`;
    places.set(place, [...(places.get(place) ?? []), row]);
  }
  const groups = [...places.values()];
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: groups.map(([row]) => row!.geometry.size),
    y: groups.map(([row]) => row!.geometry.ways),
    text: groups.map((group) => group.map((row) => figureText(nameOf(row))).join('<br>')),
    hovertemplate: '%{text}<extra></extra>',
    marker: {
      color: sheer(color),
      symbol,
      size: groups.map((group) => 8 + 3 * Math.min(group.length, 6)),
      // What lies below shows through, and every edge is as strong as the palette says.
      opacity: 1,
      line: { color, width: 1.5 },
    },
  };
}

/** The name, and what of its place is assumed. */
function nameOf({ name, source }: ProcessorRow): string {
  const assumed = source.unverified.filter((part) => part === 'size' || part === 'ways');
  return assumed.length === 0 ? name : `${name} (${assumed.join(', ')} assumed)`;
}

function sizeTicks(rows: readonly ProcessorRow[]): { tickvals: number[]; ticktext: string[] } {
  const largest = Math.max(256, ...rows.map(({ geometry }) => geometry.size ?? 0));
  const tickvals: number[] = [];
  for (let size = 256; size <= largest; size *= 4) tickvals.push(size);
  return { tickvals, ticktext: tickvals.map(formatSize) };
}
