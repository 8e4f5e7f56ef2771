/** What became of two views of a program's data: by color difference, or by coherence strategy with its price. */
import { table } from 'arquero';
import type { CacheDescription } from '../hardware/cache-description.js';
import type { Costs } from '../linux/costs.js';
import { formatStrategy, type Strategy } from '../linux/strategy.js';
import type { DataCounts } from '../replay/data/accesses.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { count } from './words.js';

/** One way to have two views, and what came of it. */
export interface TwoViewsRow {
  readonly cache: CacheDescription;
  /** Colors that the kernel's view is on from the program's. */
  readonly difference: number;
  readonly strategy: Strategy;
  readonly counts: DataCounts;
  /** How often the kernel read or wrote. */
  readonly calls: number;
}

/** Cycles, by what they go to. */
export interface Price {
  readonly hits: number;
  readonly fills: number;
  readonly 'write-backs': number;
  readonly 'past the cache': number;
  readonly maintenance: number;
  readonly mappings: number;
}

/** What a row costs. */
export function priceOf({ cache, strategy, counts, calls }: TwoViewsRow, costs: Costs): Price {
  const fills = counts.readMisses + (cache.writeAllocate ? counts.writeMisses : 0);
  const revokes = strategy.kind === 'flush plan' && strategy.revokes === true;
  return {
    hits: (counts.reads + counts.writes) * costs.hit,
    fills: fills * costs.fill,
    'write-backs': (counts.writebacks + counts.cleaned) * costs.writeBack,
    'past the cache':
      counts.writeThroughs * costs.writeThrough +
      counts.uncachedReads * costs.uncachedRead +
      counts.uncachedWrites * costs.uncachedWrite,
    maintenance: counts.maintained * costs.maintainLine,
    mappings:
      (strategy.kind === 'congruent' ? calls * costs.remapPage : 0) +
      (revokes ? calls * (costs.remapPage + costs.fault) : 0),
  };
}

export function totalOf(price: Price): number {
  return Object.values(price).reduce((sum, cycles) => sum + cycles, 0);
}

const isStale = ({ counts }: TwoViewsRow) => counts.staleLoads + counts.staleKernelLoads > 0;

/** A row each; cycles as by the costs that are given. */
export function twoViewsTable(rows: readonly TwoViewsRow[], costs: Costs): Table {
  const column = <T>(value: (row: TwoViewsRow) => T) => rows.map(value);
  const cycles = column((row) => totalOf(priceOf(row, costs)));
  return table({
    'colors apart': column(({ difference }) => difference),
    strategy: column(({ strategy }) => formatStrategy(strategy)),
    'stale loads of the program': column(({ counts }) => counts.staleLoads),
    'stale reads of the kernel': column(({ counts }) => counts.staleKernelLoads),
    verdict: column((row) => (isStale(row) ? 'STALE' : 'never stale')),
    calls: column(({ calls }) => calls),
    misses: column(({ counts }) => counts.readMisses + counts.writeMisses),
    'write-backs': column(({ counts }) => counts.writebacks + counts.cleaned),
    'lines maintained': column(({ counts }) => counts.maintained),
    'past the cache': column(
      ({ counts }) => counts.uncachedReads + counts.uncachedWrites + counts.writeThroughs,
    ),
    cycles,
    'of the cheapest': cycles.map((each) => Math.round((each / Math.min(...cycles)) * 1000) / 1000),
  });
}

/** Stale loads over the difference of colors, the program's and the kernel's. */
export function staleFigure(rows: readonly TwoViewsRow[], title: string, verdict: string): Figure {
  const bar = (name: string, color: string, shape: string, value: (row: TwoViewsRow) => number) => ({
    type: 'bar',
    name,
    x: rows.map(({ difference }) => difference),
    y: rows.map(value),
    marker: { color, pattern: { shape } },
    hovertemplate: `%{y} ${name}<extra>%{x} colors apart</extra>`,
  });
  return {
    data: [
      bar('stale loads of the program', '#D55E00', '', ({ counts }) => counts.staleLoads),
      bar('stale reads of the kernel', '#0072B2', '/', ({ counts }) => counts.staleKernelLoads),
    ],
    layout: {
      title: { text: figureText(title) },
      barmode: 'group',
      xaxis: { title: { text: 'colors between the two views' }, dtick: 1 },
      yaxis: { title: { text: 'loads that read an old byte' } },
      legend: { orientation: 'h', y: -0.25 },
      width: 760,
      height: 400,
      meta: {
        alt: `${verdict} ${rows.map(({ difference, counts }) => `${difference} apart: ${counts.staleLoads} and ${counts.staleKernelLoads}`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** Okabe and Ito's colors, and a pattern for each part, so that color is never all there is. */
const PARTS: readonly (readonly [part: keyof Price, color: string, shape: string])[] = [
  ['hits', '#56B4E9', ''],
  ['fills', '#0072B2', '/'],
  ['write-backs', '#009E73', '\\'],
  ['past the cache', '#D55E00', 'x'],
  ['maintenance', '#E69F00', '-'],
  ['mappings', '#CC79A7', '+'],
];

/** What each strategy costs, and what the cycles go to; strategies that leave stale loads say so. */
export function priceFigure(
  rows: readonly TwoViewsRow[],
  costs: Costs,
  title: string,
  verdict: string,
): Figure {
  const prices = rows.map((row) => priceOf(row, costs));
  const labels = rows.map(
    (row) => `${figureText(formatStrategy(row.strategy))}${isStale(row) ? ' (STALE)' : ''}`,
  );
  return {
    data: PARTS.map(([part, color, shape]) => ({
      type: 'bar',
      orientation: 'h',
      name: part,
      y: labels,
      x: prices.map((price) => price[part]),
      marker: { color, pattern: { shape } },
      hovertemplate: `%{x} cycles: ${part}<extra>%{y}</extra>`,
    })),
    layout: {
      title: { text: figureText(title) },
      barmode: 'stack',
      xaxis: { title: { text: 'cycles' } },
      yaxis: { autorange: 'reversed', automargin: true },
      legend: { orientation: 'h', y: -0.2 },
      width: 860,
      height: 200 + 40 * rows.length,
      meta: {
        alt: `${verdict} ${prices.map((price, i) => `${labels[i]}: ${totalOf(price)} cycles`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** What came of it, in a sentence or two. */
export function twoViewsVerdict(rows: readonly TwoViewsRow[], costs: Costs): string {
  const fine = rows.filter((row) => !isStale(row));
  const [first] = rows;
  const calls = `${count(first!.calls, 'call')} of the kernel`;
  if (rows.length === 1) {
    const { staleLoads, staleKernelLoads } = first!.counts;
    if (fine.length === 1) return `No load was stale, of the program or in ${calls}.`;
    return `${count(staleLoads, 'load')} of the program and ${count(staleKernelLoads, 'read')} of the kernel were stale, in ${calls}.`;
  }
  if (fine.length === 0) return `All ${rows.length} ways leave stale loads, in ${calls}.`;
  const sorted = [...fine].sort((a, b) => totalOf(priceOf(a, costs)) - totalOf(priceOf(b, costs)));
  const best = sorted[0]!;
  const isByStrategy = rows.some(({ strategy }) => strategy !== first!.strategy);
  const words = isByStrategy ? formatStrategy(best.strategy) : `${count(best.difference, 'color')} apart`;
  return `${fine.length} of ${rows.length} ways leave no load stale in ${calls}; the cheapest of them is ${words}.`;
}
