/** A sweep as a table of numbers and as curves. */
import { table } from 'arquero';
import { type CacheDescription, setsOf } from '../hardware/cache-description.js';
import { formatSize } from '../units/size.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText, ticksAt } from './figure.js';
import { CURVES } from './palette.js';
import { missRatio, type ReplayRow, replayVerdict } from './replayed.js';

/** A row a cache. Sizes in bytes; misses per 1000 references. */
export function sweepTable(rows: readonly ReplayRow[]): Table {
  const cache = <T>(value: (cache: CacheDescription) => T) => rows.map((row) => value(row.cache));
  const counts = <T>(value: (counts: ReplayRow['counts']) => T) => rows.map((row) => value(row.counts));
  return table({
    size: cache(({ size }) => size),
    ways: cache(({ ways }) => ways),
    line: cache(({ line }) => line),
    sets: cache(setsOf),
    replacement: cache(({ replacement }) => replacement),
    write: cache(({ write }) => write),
    'write-allocate': cache(({ writeAllocate }) => writeAllocate),
    reads: counts(({ reads }) => reads),
    writes: counts(({ writes }) => writes),
    'read misses': counts(({ readMisses }) => readMisses),
    'write misses': counts(({ writeMisses }) => writeMisses),
    'misses per 1000': counts((each) => Math.round(missRatio(each) * 1e6) / 1000),
    evictions: counts(({ evictions }) => evictions),
    'write-backs': counts(({ writebacks }) => writebacks),
    'dirty at the end': counts(({ dirtyAtEnd }) => dirtyAtEnd),
  });
}

/** Misses over size; a curve for each kind of cache that differs in something else. */
export function sweepFigure(rows: readonly ReplayRow[], trace: string, verdict: string): Figure {
  const curves = new Map<string, ReplayRow[]>();
  for (const row of rows) {
    const name = curveName(row.cache, rows);
    curves.set(name, [...(curves.get(name) ?? []), row]);
  }
  const sizes = [...new Set(rows.map(({ cache }) => cache.size))].sort((a, b) => a - b);
  return {
    data: [...curves].map(([name, points], i) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name,
      x: points.map(({ cache }) => cache.size),
      y: points.map(({ counts }) => Math.round(missRatio(counts) * 1e6) / 1000),
      text: points.map(({ cache }) => formatSize(cache.size)),
      hovertemplate: '%{text}: %{y} misses per 1000<extra>%{fullData.name}</extra>',
      line: { color: CURVES[i % CURVES.length]!.color },
      marker: { symbol: CURVES[i % CURVES.length]!.symbol, size: 8 },
    })),
    layout: {
      title: { text: `Misses of ${figureText(trace)}` },
      xaxis: { title: { text: 'size' }, type: 'log', ...ticksAt(sizes, sizes.map(formatSize)) },
      yaxis: { title: { text: 'misses per 1000 references' }, rangemode: 'tozero' },
      width: 760,
      height: 420,
      meta: { alt: `${verdict} One curve for each of ${[...curves.keys()].join(', ')}.`, caption: verdict },
    },
  };
}

/** Ways, and whatever else not all caches of the sweep share. */
function curveName(cache: CacheDescription, rows: readonly ReplayRow[]): string {
  const differs = (of: (cache: CacheDescription) => unknown) =>
    rows.some((row) => of(row.cache) !== of(rows[0]!.cache));
  const words = [
    setsOf(cache) === 1 && cache.ways > 16 ? 'fully associative' : `${cache.ways}-way`,
    differs(({ line }) => line) && `${cache.line} B lines`,
    differs(({ replacement }) => replacement) && cache.replacement,
    differs(({ write }) => write) && `write-${cache.write}`,
    differs(({ writeAllocate }) => writeAllocate) && `${cache.writeAllocate ? '' : 'no '}write-allocate`,
  ];
  return words.filter((word) => word !== false).join(', ');
}

/** How often the best and the worst cache missed. */
export const sweepVerdict = replayVerdict;
