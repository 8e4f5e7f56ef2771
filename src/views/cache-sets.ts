/** The sets of a cache as a run left them: as a table and as a Plotly figure. The picture is cache-sets-svg.ts. */
import { table } from 'arquero';
import { setsOf } from '../hardware/cache-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import { cacheSetsWords, looksIn, onCore } from './cache-sets-words.js';
import { type Figure, figureText } from './figure.js';
import { type Copy, heldLines, troubleOf } from './held-lines.js';
import { madeColumn } from './made-column.js';
import { INK, OUTCOME } from './palette.js';
import { describeCache } from './words.js';

/** More marks than this would cover each other. */
const MOST_MARKS = 4096;

/** A row a held line, by set and way; what it holds beside the newest bytes and those in memory. */
export function cacheSetsTable(run: ScenarioRun, core: number): Table {
  const held = heldLines(run, core);
  const column = <T>(value: (copy: Copy) => T) => madeColumn(held.count, (row) => value(held.copy(row)));
  const excerpt = (copy: Copy, of: 'bytes' | 'newest' | 'memory') => {
    const line = held.lineOf(copy);
    return formatBytes(of === 'bytes' ? copy.bytes : line[of], excerptStart(copy.bytes, line.newest));
  };
  return table({
    set: column(({ set }) => set),
    way: column(({ way }) => way),
    alias: column(({ alias }) => alias?.description.name ?? '–'),
    tag: column(({ tagPage }) => `0x${tagPage.toString(16).padStart(5, '0')}`),
    physical: column((copy) => formatAddress(held.lineOf(copy).physical)),
    state: column(({ dirty }) => (dirty ? 'dirty' : 'clean')),
    bytes: column((copy) => excerpt(copy, 'bytes')),
    newest: column((copy) => excerpt(copy, 'newest')),
    memory: column((copy) => excerpt(copy, 'memory')),
    stale: column((copy) => (troubleOf(copy) === 'stale' ? 'STALE' : '')),
    ...(held.foreign > 0 && { foreign: column(({ foreign }) => (foreign ? 'FOREIGN' : '')) }),
  });
}

/** The machine, the core and its cache. */
export function cacheSetsHeading(run: ScenarioRun, core: number): string {
  const { machine } = run.scenario;
  return `cache sets  ${machine.name}${onCore(run, core)}  ${describeCache(machine.cache)}`;
}

/** Sets across, ways up, a mark a held line. */
export function cacheSetsFigure(run: ScenarioRun, core: number): Figure {
  const { cache } = run.scenario.machine;
  const held = heldLines(run, core);
  const copies = held.first(MOST_MARKS).flatMap((line) => line.copies);
  const drawn = copies.length < held.count ? `, ${copies.length} of ${held.count} lines` : '';
  const lookOf = looksIn(run);
  const owners = [...new Set(copies.map(ownerName))];
  const foreign = copies.some((copy) => copy.foreign) ? `, ${OUTCOME.foreign.mark} is foreign` : '';
  return {
    data: owners.map((owner) => {
      const mine = copies.filter((copy) => ownerName(copy) === owner);
      return {
        type: 'scatter',
        mode: 'markers+text',
        name: figureText(owner),
        x: mine.map(({ set }) => set),
        y: mine.map(({ way }) => way),
        text: mine.map((copy) => `${lookOf(copy).letter}${markOf(copy)}`),
        textposition: 'top center',
        hovertext: mine.map(({ bytes, dirty }) =>
          figureText(`${formatBytes(bytes)}, ${dirty ? 'dirty' : 'clean'}`),
        ),
        hoverinfo: 'x+y+text+name',
        marker: {
          color: mine.map((copy) => (copy.dirty ? lookOf(copy).color : INK.ground)),
          line: { color: mine.map((copy) => lookOf(copy).color), width: 2 },
          symbol: 'square',
          size: 14,
        },
      };
    }),
    layout: {
      title: { text: `What the cache holds: filled is dirty, ✗ is stale${foreign}${drawn}` },
      xaxis: {
        title: { text: 'set' },
        zeroline: false,
        range: [-0.02 * setsOf(cache) - 1, 1.02 * setsOf(cache)],
      },
      yaxis: {
        title: { text: 'way' },
        range: [-0.7, cache.ways - 0.3],
        dtick: Math.max(1, Math.ceil(cache.ways / 8)),
      },
      showlegend: true,
      width: 760,
      height: Math.min(520, 240 + 30 * cache.ways),
      meta: cacheSetsWords(run, core),
    },
  };
}

function markOf(copy: Copy): string {
  const trouble = troubleOf(copy);
  return trouble ? OUTCOME[trouble].mark : '';
}

function ownerName({ alias }: Copy): string {
  return alias?.description.name ?? 'another alias';
}
