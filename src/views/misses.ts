/** Why references missed, by the color of their page. */
import { table } from 'arquero';
import type { MissKinds } from '../replay/miss-kinds.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { MISS } from './palette.js';
import { count } from './words.js';

const sum = (rows: readonly MissKinds[], value: (row: MissKinds) => number) =>
  rows.reduce((all, row) => all + value(row), 0);

/** A row a color. */
export function missesTable(rows: readonly MissKinds[]): Table {
  const column = <T>(value: (row: MissKinds) => T) => rows.map(value);
  return table({
    'page color': column(({ color }) => color),
    'lines touched': column(({ touches }) => touches),
    misses: column(({ first, capacity, conflict }) => first + capacity + conflict),
    'for the first time': column(({ first }) => first),
    'no room': column(({ capacity }) => capacity),
    'same set': column(({ conflict }) => conflict),
  });
}

/** Misses over the color of the page, stacked by their reason. */
export function missesFigure(rows: readonly MissKinds[], title: string, verdict: string): Figure {
  const bar = (name: string, why: keyof typeof MISS) => ({
    type: 'bar',
    name,
    x: rows.map(({ color: page }) => page),
    y: rows.map((row) => row[why]),
    marker: { color: MISS[why].color, pattern: { shape: MISS[why].shape } },
    hovertemplate: `%{y} misses: ${name}<extra>color %{x}</extra>`,
  });
  return {
    data: [bar('for the first time', 'first'), bar('no room', 'capacity'), bar('same set', 'conflict')],
    layout: {
      title: { text: figureText(title) },
      barmode: 'stack',
      xaxis: { title: { text: 'color of the page' }, dtick: rows.length > 16 ? rows.length / 8 : 1 },
      yaxis: { title: { text: 'misses' } },
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
      width: 760,
      height: 400,
      meta: {
        alt: `${verdict} ${rows.map(({ color, conflict }) => `Color ${color}: ${conflict} for the same set`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** How many misses a fully associative cache would not have had, and which color has the most of them. */
export function missesVerdict(rows: readonly MissKinds[]): string {
  const conflicts = sum(rows, ({ conflict }) => conflict);
  const misses = sum(rows, ({ first, capacity, conflict }) => first + capacity + conflict);
  const touches = sum(rows, (row) => row.touches).toLocaleString('en-US');
  const [worst] = [...rows].sort((a, b) => b.conflict - a.conflict);
  const those =
    conflicts > 0 && rows.length > 1 ? `; color ${worst!.color} has the most, ${worst!.conflict}` : '';
  return `${count(misses, 'miss', 'misses')} in ${touches} lines touched, ${conflicts} of them because other lines took the same set${those}.`;
}
