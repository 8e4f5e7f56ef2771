/** What became of two views of a program's data: by color difference, or by coherence strategy with its price. */
import { table } from 'arquero';
import type { CacheDescription } from '../hardware/cache-description.js';
import { formatStrategy, type Strategy } from '../linux/strategies/index.js';
import { cyclesOf } from '../price/charges.js';
import type { Costs } from '../price/costs.js';
import { twoViewsCharges } from '../price/two-views-charges.js';
import type { TwoViewsCounts } from '../replay/two-views/two-views-pass.js';
import { formatSize } from '../units/size.js';
import type { Table } from './arquero-table.js';
import { COST_PARTS, cyclesOfPart, type PartName } from './cost-parts.js';
import { type Figure, figureText, MOST_TICKS, ticksAt } from './figure.js';
import { CURVES, OWNER } from './palette.js';
import { count } from './words.js';

/** One way to have two views, and what came of it. */
export interface TwoViewsRow {
  readonly cache: CacheDescription;
  /** Colors that the kernel's view is on from the program's; left out for a window that has a color of its own. */
  readonly difference?: number;
  readonly strategy: Strategy;
  readonly counts: TwoViewsCounts;
  /** Bytes that the kernel reads or writes each time, and references of the program between two times. */
  readonly length: number;
  readonly every: number;
  /** How often it did. */
  readonly calls: number;
  /** DAX is refused there: the calls came to nothing. */
  readonly refused: boolean;
}

/** Cycles, by what they go to. */
export type Price = Readonly<Record<PartName, number>>;

/** What a row costs. */
export function priceOf({ cache, counts }: TwoViewsRow, costs: Costs): Price {
  const cycles = cyclesOf(twoViewsCharges(counts, cache), costs);
  return Object.fromEntries(COST_PARTS.map((part) => [part.part, cyclesOfPart(part, cycles)])) as Price;
}

export function totalOf(price: Price): number {
  return Object.values(price).reduce((sum, cycles) => sum + cycles, 0);
}

const isStale = ({ counts }: TwoViewsRow) => counts.staleLoads + counts.staleKernelLoads > 0;
const isFine = (row: TwoViewsRow) => !isStale(row) && !row.refused;

function wordOf(row: TwoViewsRow): string {
  if (row.refused) return 'refused';
  return isStale(row) ? 'STALE' : 'fine';
}

/** How far apart the views are; a window with a color of its own is not so many colors from anything. */
const apartOf = ({ difference }: TwoViewsRow) => difference ?? '–';

/** A row each; cycles as by the costs that are given. */
export function twoViewsTable(rows: readonly TwoViewsRow[], costs: Costs): Table {
  const column = <T>(value: (row: TwoViewsRow) => T) => rows.map(value);
  const cycles = column((row) => totalOf(priceOf(row, costs)));
  const cheapest = ({ length, every }: TwoViewsRow) =>
    Math.min(
      ...cycles.filter((_, i) => rows[i]!.length === length && rows[i]!.every === every && !rows[i]!.refused),
    );
  const differs = (value: (row: TwoViewsRow) => unknown) =>
    rows.some((row) => value(row) !== value(rows[0]!));
  const isUsed = (value: (row: TwoViewsRow) => number) => rows.some((row) => value(row) > 0);
  const past = ({ counts }: TwoViewsRow) =>
    counts.uncachedReads + counts.uncachedWrites + counts.writeThroughs;
  return table({
    ...(differs(({ length }) => length) && { 'bytes a call': column(({ length }) => length) }),
    ...(differs(({ every }) => every) && { 'references between calls': column(({ every }) => every) }),
    'colors apart': column(apartOf),
    strategy: column(({ strategy }) => formatStrategy(strategy)),
    'stale loads of the program': column(({ counts }) => counts.staleLoads),
    'stale reads of the kernel': column(({ counts }) => counts.staleKernelLoads),
    verdict: column(wordOf),
    misses: column(({ counts }) => counts.readMisses + counts.writeMisses),
    'write-backs': column(({ counts }) => counts.writebacks + counts.cleaned),
    ...(isUsed(({ counts }) => counts.maintained) && {
      'lines maintained': column(({ counts }) => counts.maintained),
    }),
    ...(isUsed(past) && { 'past the cache': column(past) }),
    cycles,
    ...(rows.length > 1 && {
      'of the cheapest': cycles.map((each, i) => Math.round((each / cheapest(rows[i]!)) * 1000) / 1000),
    }),
  });
}

/** Above the plot: below it is the title of the axis. */
export const LEGEND = { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' };

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
      bar('stale loads of the program', OWNER.user.color, '', ({ counts }) => counts.staleLoads),
      bar('stale reads of the kernel', OWNER.kernel.color, '/', ({ counts }) => counts.staleKernelLoads),
    ],
    layout: {
      title: { text: figureText(title) },
      barmode: 'group',
      xaxis: {
        title: { text: 'colors between the two views' },
        dtick: Math.ceil(rows.length / MOST_TICKS) || 1,
      },
      yaxis: { title: { text: 'loads that read an old byte' } },
      legend: LEGEND,
      width: 760,
      height: 400,
      meta: {
        alt: `${verdict} ${rows.map(({ difference, counts }) => `${difference} apart: ${counts.staleLoads} and ${counts.staleKernelLoads}`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** What each strategy costs, and what the cycles go to; strategies that leave stale loads say so. */
export function priceFigure(
  rows: readonly TwoViewsRow[],
  costs: Costs,
  title: string,
  verdict: string,
): Figure {
  const prices = rows.map((row) => priceOf(row, costs));
  const used = COST_PARTS.filter(({ part }) => prices.some((price) => price[part] > 0));
  const labels = rows.map(
    (row) => `${figureText(formatStrategy(row.strategy))}${isFine(row) ? '' : ` (${wordOf(row)})`}`,
  );
  return {
    data: used.map(({ part, color, shape }) => ({
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
      legend: LEGEND,
      // The legend takes two lines.
      margin: { t: 120 },
      width: 860,
      height: 220 + 40 * rows.length,
      meta: {
        alt: `${verdict} ${prices.map((price, i) => `${labels[i]}: ${totalOf(price)} cycles`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** Cycles for each reference of the program, over the bytes of a call or the time between calls; a curve a strategy. */
export function priceCurves(
  rows: readonly TwoViewsRow[],
  costs: Costs,
  over: 'length' | 'every',
  references: number,
  title: string,
  verdict: string,
): Figure {
  const strategies = [...new Set(rows.map(({ strategy }) => formatStrategy(strategy)))];
  const values = [...new Set(rows.map((row) => row[over]))];
  const words = over === 'length' ? values.map(formatSize) : values.map(String);
  const perReference = (row: TwoViewsRow) =>
    Math.round((totalOf(priceOf(row, costs)) / references) * 1000) / 1000;
  return {
    data: strategies.map((strategy, i) => {
      const points = rows.filter((row) => formatStrategy(row.strategy) === strategy);
      const stale = points.some(isStale);
      const { color, symbol } = CURVES[i % CURVES.length]!;
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: `${figureText(strategy)}${stale ? ' (STALE)' : ''}`,
        x: points.map((row) => row[over]),
        y: points.map(perReference),
        line: { color, dash: stale ? 'dot' : 'solid' },
        marker: { symbol, size: 8 },
        hovertemplate: '%{y} cycles a reference<extra>%{fullData.name}</extra>',
      };
    }),
    layout: {
      title: { text: figureText(title) },
      xaxis: {
        title: {
          text:
            over === 'length'
              ? 'bytes that the kernel copies at a time'
              : 'references of the program between two calls',
        },
        type: 'log',
        ...ticksAt(values, words),
      },
      yaxis: { title: { text: 'cycles for each reference of the program' }, rangemode: 'tozero' },
      width: 860,
      height: 460,
      meta: {
        alt: `${verdict} Cycles a reference at ${words.join(', ')}: ${strategies
          .map((strategy) => {
            const points = rows.filter((row) => formatStrategy(row.strategy) === strategy);
            return `${strategy} ${points.map(perReference).join(', ')}`;
          })
          .join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** What came of it, in a sentence or two. */
export function twoViewsVerdict(rows: readonly TwoViewsRow[], costs: Costs): string {
  const fine = rows.filter(isFine);
  const [first] = rows;
  const calls = `${count(first!.calls, 'call')} of the kernel`;
  if (rows.length === 1) {
    if (first!.refused) return `DAX is refused: ${calls} came to nothing.`;
    const { staleLoads, staleKernelLoads } = first!.counts;
    if (fine.length === 1) return `No load was stale, in the program or in ${calls}.`;
    return `${count(staleLoads, 'load')} of the program and ${count(staleKernelLoads, 'call')} of the kernel read old bytes.`;
  }
  if (rows.some(({ length, every }) => length !== first!.length || every !== first!.every)) {
    return manyVerdict(rows, costs);
  }
  if (fine.length === 0 && rows.every(isStale))
    return `All ${rows.length} ways leave stale loads, in ${calls}.`;
  if (fine.length === 0) return `None of ${rows.length} ways serves ${calls} without a stale load.`;
  const sorted = [...fine].sort((a, b) => totalOf(priceOf(a, costs)) - totalOf(priceOf(b, costs)));
  const best = sorted[0]!;
  const isByStrategy = rows.some(({ strategy }) => strategy !== first!.strategy);
  const words = isByStrategy ? formatStrategy(best.strategy) : `${count(best.difference!, 'color')} apart`;
  const which =
    fine.length === 1
      ? `leaves no load stale in ${calls}: ${words}`
      : `leave no load stale in ${calls}; the cheapest of them is ${words}`;
  return `${fine.length} of ${rows.length} ways ${which}.`;
}

/** Which strategy is cheapest where, among those that never leave a stale load. */
function manyVerdict(rows: readonly TwoViewsRow[], costs: Costs): string {
  const strategies = [...new Set(rows.map(({ strategy }) => formatStrategy(strategy)))];
  const fine = strategies.filter((name) =>
    rows.every((row) => formatStrategy(row.strategy) !== name || isFine(row)),
  );
  const places = [...new Set(rows.map(({ length, every }) => `${length} ${every}`))];
  const wins = new Map<string, number>();
  for (const place of places) {
    const here = rows.filter(
      (row) => `${row.length} ${row.every}` === place && fine.includes(formatStrategy(row.strategy)),
    );
    const [best] = [...here].sort((a, b) => totalOf(priceOf(a, costs)) - totalOf(priceOf(b, costs)));
    if (best) wins.set(formatStrategy(best.strategy), (wins.get(formatStrategy(best.strategy)) ?? 0) + 1);
  }
  const won = [...wins].map(([name, times]) => `${name} ${times} times`).join(', ');
  if (wins.size === 0) return `Each of the ${strategies.length} strategies leaves stale loads somewhere.`;
  return `${fine.length} of ${strategies.length} strategies never leave a stale load; of ${places.length} places the cheapest of them is ${won}.`;
}
