/** What caches did with a trace: as a table, as text, and as a Plotly figure. */
import { table } from 'arquero';
import type { CacheDescription } from '../hardware/cache-description.js';
import type { ReplayCounts } from '../replay/replay-counts.js';
import type { Table } from './arquero-table.js';
import { distinctLabels } from './distinct-labels.js';
import { type Figure, figureText } from './figure.js';
import { MISSED } from './palette.js';
import { describeCache } from './words.js';

/** A cache, and what it did. */
export interface ReplayRow {
  /** What it is called, where it has a name. */
  readonly name?: string;
  readonly cache: CacheDescription;
  readonly counts: ReplayCounts;
}

/** References that missed, of all. */
export function missRatio({ reads, writes, readMisses, writeMisses }: ReplayCounts): number {
  const all = reads + writes;
  return all === 0 ? 0 : (readMisses + writeMisses) / all;
}

function labelsOf(rows: readonly ReplayRow[]): string[] {
  const usual = ({ name, cache }: ReplayRow) => name ?? describeCache(cache);
  return distinctLabels(rows, usual, ({ name, cache }) => `${name ?? 'cache'}, ${describeCache(cache)}`);
}

/** A row a cache. */
export function replayTable(rows: readonly ReplayRow[]): Table {
  const column = <T>(value: (counts: ReplayCounts) => T) => rows.map(({ counts }) => value(counts));
  return table({
    cache: labelsOf(rows),
    reads: column(({ reads }) => reads),
    writes: column(({ writes }) => writes),
    'read misses': column(({ readMisses }) => readMisses),
    'write misses': column(({ writeMisses }) => writeMisses),
    'misses per 1000': column((counts) => Math.round(missRatio(counts) * 1e6) / 1000),
    evictions: column(({ evictions }) => evictions),
    'write-backs': column(({ writebacks }) => writebacks),
    'dirty at the end': column(({ dirtyAtEnd }) => dirtyAtEnd),
  });
}

/** Misses of each cache, reads and writes on top of each other. */
export function replayFigure(rows: readonly ReplayRow[], trace: string, verdict: string): Figure {
  const labels = labelsOf(rows).map(figureText);
  const bar = (which: keyof typeof MISSED, misses: (counts: ReplayCounts) => number) => ({
    type: 'bar',
    orientation: 'h',
    name: `${which} misses`,
    y: labels,
    x: rows.map(({ counts }) => misses(counts)),
    marker: { color: MISSED[which].color, pattern: { shape: MISSED[which].shape } },
    hovertemplate: `%{x} ${which} misses<extra>%{y}</extra>`,
  });
  return {
    data: [bar('read', ({ readMisses }) => readMisses), bar('write', ({ writeMisses }) => writeMisses)],
    layout: {
      title: { text: `Misses of ${figureText(trace)}` },
      barmode: 'stack',
      xaxis: { title: { text: 'references that missed' } },
      yaxis: { autorange: 'reversed', automargin: true },
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
      width: 760,
      height: 180 + 34 * rows.length,
      meta: {
        alt: `${verdict} ${rows.map(({ counts }, i) => `${labels[i]}: ${counts.readMisses} read and ${counts.writeMisses} write misses`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}

/** How often the best and the worst cache missed, in a sentence. */
export function replayVerdict(rows: readonly ReplayRow[]): string {
  const ratios = rows.map(({ counts }) => missRatio(counts));
  const words = (ratio: number) => `${(ratio * 100).toFixed(2)} %`;
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const { reads, writes } = rows[0]!.counts;
  const all = (reads + writes).toLocaleString('en-US');
  if (least === most) return `${words(least)} of ${all} references missed.`;
  const labels = labelsOf(rows);
  const named = (ratio: number) => labels[ratios.indexOf(ratio)];
  return `From ${words(least)} (${named(least)}) to ${words(most)} (${named(most)}) of ${all} references missed.`;
}
