/** The sets of a cache as a run left them: as a table and as a Plotly figure. The picture is cache-sets-svg.ts. */
import { table } from 'arquero';
import { setsOf } from '../hardware/cache-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import { cacheSetsWords, looksIn, onCore } from './cache-sets-words.js';
import { type Figure, figureText } from './figure.js';
import { type Copy, type PhysicalLine, physicalLines, troubleOf } from './held-lines.js';
import { INK, OUTCOME } from './palette.js';
import { describeCache } from './words.js';

/** A row a held line, by set and way; what it holds beside the newest bytes and those in memory. */
export function cacheSetsTable(run: ScenarioRun, core: number): Table {
  const rows = physicalLines(run, core)
    .flatMap((line) => line.copies.map((copy) => ({ line, copy })))
    .sort((a, b) => a.copy.set - b.copy.set || a.copy.way - b.copy.way);
  const column = <T>(value: (row: { line: PhysicalLine; copy: Copy }) => T) => rows.map(value);
  return table({
    set: column(({ copy }) => copy.set),
    way: column(({ copy }) => copy.way),
    alias: column(({ copy }) => copy.alias?.description.name ?? '–'),
    tag: column(({ copy }) => `0x${copy.tagPage.toString(16).padStart(5, '0')}`),
    physical: column(({ line }) => formatAddress(line.physical)),
    state: column(({ copy }) => (copy.dirty ? 'dirty' : 'clean')),
    bytes: column(({ line, copy }) => formatBytes(copy.bytes, excerptStart(copy.bytes, line.newest))),
    newest: column(({ line, copy }) => formatBytes(line.newest, excerptStart(copy.bytes, line.newest))),
    memory: column(({ line, copy }) => formatBytes(line.memory, excerptStart(copy.bytes, line.newest))),
    stale: column(({ copy }) => (troubleOf(copy) === 'stale' ? 'STALE' : '')),
    ...(rows.some(({ copy }) => copy.foreign) && {
      foreign: column(({ copy }) => (copy.foreign ? 'FOREIGN' : '')),
    }),
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
  const copies = physicalLines(run, core).flatMap((line) => line.copies);
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
      title: { text: `What the cache holds: filled is dirty, ✗ is stale${foreign}` },
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
