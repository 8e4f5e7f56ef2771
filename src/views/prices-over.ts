/** Prices over the length of a transfer, or over the share of its lines that the user has: a curve a strategy. */
import { table } from 'arquero';
import type { Costs } from '../price/costs.js';
import type { PriceRow } from '../price/priced-strategies.js';
import { formatSize } from '../units/size.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText, ticksAt } from './figure.js';
import { CURVES } from './palette.js';
import { cyclesOfRow, isRight, verdictOf } from './prices.js';
import { count } from './words.js';

/** What prices can be asked over. */
export type PricedBy = 'length' | 'resident' | 'dirty';

/** The prices at one value: bytes, or a share. */
export interface PricePoint {
  readonly value: number;
  readonly rows: readonly PriceRow[];
}

const COLUMN: Readonly<Record<PricedBy, string>> = {
  length: 'bytes',
  resident: 'resident',
  dirty: 'dirty',
};
export const PRICED_BY = Object.keys(COLUMN) as readonly PricedBy[];

const AXIS: Readonly<Record<PricedBy, string>> = {
  length: 'bytes that dax_io() transfers',
  resident: 'share of the lines that the user has in the cache',
  dirty: 'share of the user’s lines that are dirty',
};

/** In long form: a row for each value and strategy. */
export function pricesOverTable(points: readonly PricePoint[], by: PricedBy, costs: Costs): Table {
  const all = points.flatMap(({ value, rows }) => rows.map((row) => ({ value, row })));
  const cycles = all.map(({ row }) => cyclesOfRow(row, costs));
  return table({
    [COLUMN[by]]: all.map(({ value }) => value),
    strategy: all.map(({ row }) => row.name),
    verdict: all.map(({ row }) => verdictOf(row)),
    'any run': all.map(({ row }) => (row.holds ? 'fine' : 'wrong')),
    'in the call': cycles.map(({ call }) => call),
    afterwards: cycles.map(({ after }) => after),
    cycles: cycles.map(({ all }) => all),
  });
}

/** Strategies that are right, and the cheapest of them where. */
export function pricesOverVerdict(points: readonly PricePoint[], by: PricedBy, costs: Costs): string {
  const names = points[0]!.rows.map(({ name }) => name);
  const right = names.filter((_, i) => points.every(({ rows }) => isRight(rows[i]!)));
  if (right.length === 0)
    return `None of ${count(names.length, 'strategy', 'strategies')} is right in any run.`;
  const stretches: { name: string; from: number; to: number }[] = [];
  for (const { value, rows } of points) {
    const those = rows.filter(({ name }) => right.includes(name));
    const [best] = those.sort((a, b) => cyclesOfRow(a, costs).all - cyclesOfRow(b, costs).all);
    const last = stretches.at(-1);
    if (last?.name === best!.name) last.to = value;
    else stretches.push({ name: best!.name, from: value, to: value });
  }
  const where = stretches.map(
    ({ name, from, to }) =>
      `${name} ${from === to ? `at ${worded(from, by)}` : `from ${worded(from, by)} to ${worded(to, by)}`}`,
  );
  return `${right.length} of ${count(names.length, 'strategy', 'strategies')} ${right.length === 1 ? 'is' : 'are'} right in any run; the cheapest is ${where.join(', ')}.`;
}

function worded(value: number, by: PricedBy): string {
  return by === 'length' ? formatSize(value) : String(value);
}

/** A curve a strategy; those that are wrong are dotted, and say so. */
export function pricesOverFigure(
  points: readonly PricePoint[],
  by: PricedBy,
  costs: Costs,
  title: string,
): Figure {
  const names = points[0]!.rows.map(({ name }) => name);
  const values = points.map(({ value }) => value);
  const cycles = names.map((_, i) => points.map(({ rows }) => cyclesOfRow(rows[i]!, costs).all));
  const verdict = pricesOverVerdict(points, by, costs);
  // Lengths and what they cost span powers of ten; shares lie from 0 to 1.
  const scale = by === 'length' ? { type: 'log' } : { rangemode: 'tozero' };
  const words = values.map((value) => worded(value, by));
  const ticks = ticksAt(values, words);
  return {
    data: names.map((name, i) => {
      const { color, symbol } = CURVES[i % CURVES.length]!;
      const wrong = points.some(({ rows }) => !isRight(rows[i]!));
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: `${figureText(name)}${wrong ? ' (wrong)' : ''}`,
        x: values,
        y: cycles[i],
        line: { color, dash: wrong ? 'dot' : 'solid' },
        marker: { symbol, size: 8 },
        text: points.map(({ rows }) => verdictOf(rows[i]!)),
        hovertemplate: '%{y} cycles, %{text}<extra>%{fullData.name}</extra>',
      };
    }),
    layout: {
      title: { text: figureText(title) },
      xaxis: { title: { text: AXIS[by] }, ...scale, ...ticks },
      yaxis: { title: { text: 'cycles, with the user’s loads afterwards' }, ...scale },
      width: 860,
      height: 460,
      meta: {
        alt: `${verdict} Cycles at ${words.join(', ')}: ${names
          .map((name, i) => `${name} ${cycles[i]!.join(', ')}`)
          .join('; ')}.`,
        caption: verdict,
      },
    },
  };
}
