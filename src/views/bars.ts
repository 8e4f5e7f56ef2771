/**
 * Counts as bars: a place for each name, a bar for each part, side by side or one upon the other. Parts are told apart by
 * hatching, and not by color alone.
 */
import { table } from 'arquero';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { JUDGED, type Judged, WORK } from './palette.js';

/** Bars as they are typed. */
export interface BarsInput {
  readonly title: string;
  /** One sentence: what to see in them. */
  readonly caption: string;
  readonly names: readonly (string | number)[];
  /** Of each part, a count for each name: `{ coherent: [3, 1], stale: [0, 2] }`. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  /** What is counted. */
  readonly unit: string;
  /** Parts one upon the other; side by side, where nothing is said. */
  readonly stacked?: boolean;
  /** What parts mean, by which they are colored. */
  readonly means?: Readonly<Record<string, Judged>>;
}

const SHAPES: Readonly<Record<Judged, string>> = {
  fine: '',
  stale: '/',
  foreign: '\\',
  lost: 'x',
  missing: '-',
  'machine check': '+',
  needless: '.',
};

/** A row a name, a column a part. */
export function barsTable({ names, parts }: BarsInput): Table {
  return table({ ' ': names.map(String), ...parts });
}

export function barsFigure(input: BarsInput): Figure {
  const { title, caption, names, parts, unit, stacked = false, means = {} } = input;
  const plain = Object.values(WORK);
  const x = names.map((name) => figureText(String(name)));
  return {
    data: Object.entries(parts).map(([part, counts], nth) => {
      const judged = Object.hasOwn(means, part) ? means[part] : undefined;
      const { color, shape } = judged
        ? { color: JUDGED[judged].color, shape: SHAPES[judged] }
        : plain[nth % plain.length]!;
      return {
        type: 'bar',
        name: figureText(part),
        x,
        y: counts,
        ...(stacked ? {} : { text: counts.map((n) => (n ? String(n) : '')), textposition: 'outside' }),
        marker: { color, pattern: { shape } },
      };
    }),
    layout: {
      title: { text: figureText(title) },
      barmode: stacked ? 'stack' : 'group',
      width: Math.min(
        760,
        Math.max(480, 160 + 45 * names.length * (stacked ? 1 : Object.keys(parts).length)),
      ),
      height: 340,
      xaxis: { type: 'category' },
      yaxis: { title: { text: figureText(unit) }, rangemode: 'tozero' },
      meta: { caption, alt: barsWords(input) },
    },
  };
}

/** `write-back: no plan 31, some plan 0; …` */
export function barsWords({ names, parts, unit, title }: BarsInput): string {
  const of = (at: number) =>
    Object.entries(parts)
      .map(([part, counts]) => `${part} ${counts[at]}`)
      .join(', ');
  return `${title}, in ${unit}: ${names.map((name, at) => `${name}: ${of(at)}`).join('; ')}.`;
}
