/** Several runs side by side: as a table, and as a grid of stories and machines against strategies. */
import { table } from 'arquero';
import { isCoherent, missingOf, type ScenarioRun } from '../linux/run-scenario.js';
import { formatPlan } from '../linux/strategies/flush-plan.js';
import { formatStrategy, type Strategy } from '../linux/strategies/index.js';
import type { Table } from './arquero-table.js';
import { distinctLabels } from './distinct-labels.js';
import { type Figure, figureText } from './figure.js';
import { INK, OUTCOME } from './palette.js';
import { count, describeCache, describeMachine } from './words.js';
import { PIXELS_A_LETTER, wrapped } from './wrapped-label.js';

/** A run to compare, and the name of its story where it has one. */
export interface ComparedRun {
  readonly story?: string;
  readonly run: ScenarioRun;
}

/** A row a run; a column for the stories only where they have names. */
export function comparisonTable(compared: readonly ComparedRun[]): Table {
  const column = <T>(value: (run: ScenarioRun) => T) => compared.map(({ run }) => value(run));
  return table({
    ...(compared.some(({ story }) => story !== undefined) && {
      story: compared.map(({ story }) => story ?? '–'),
    }),
    machine: column(({ scenario }) => scenario.machine.name),
    cache: column(({ scenario }) => describeCache(scenario.machine.cache)),
    strategy: strategyLabels(compared),
    loads: column(({ machine }) => machine.counts.loads),
    'stale loads': column(({ machine }) => machine.counts.staleLoads),
    ...(compared.some(({ run }) => run.machine.counts.foreignLoads > 0) && {
      'foreign loads': column(({ machine }) => machine.counts.foreignLoads),
    }),
    'lost stores': column(({ machine }) => machine.lost.length),
    ...(compared.some(({ run }) => run.steps.some(({ missing }) => missing)) && {
      'missing after a crash': column((run) => missingOf(run).length),
    }),
    verdict: column(verdictOf),
  });
}

/** What a run can suffer, from what a later load may yet put right to what nothing does. */
const TROUBLES = [
  { word: 'STALE', color: OUTCOME.stale.color, symbol: 'diamond', mark: OUTCOME.stale.mark },
  { word: 'FOREIGN', color: OUTCOME.foreign.color, symbol: 'pentagon', mark: OUTCOME.foreign.mark },
  { word: 'LOST', color: OUTCOME.lost.color, symbol: 'square', mark: OUTCOME.lost.mark },
  { word: 'MISSING', color: OUTCOME.missing.color, symbol: 'hexagon', mark: OUTCOME.missing.mark },
  {
    word: 'MACHINE CHECK',
    color: OUTCOME['machine check'].color,
    symbol: 'star',
    mark: OUTCOME['machine check'].mark,
  },
] as const;
type Trouble = (typeof TROUBLES)[number];

/** How a verdict is drawn: several troubles have the shape and the edge of the first, and the color of the last. */
function lookOf(verdict: string): { color: string; edge: string; symbol: string; mark: string } {
  const its: readonly Trouble[] = TROUBLES.filter(({ word }) => verdict.includes(word));
  const [first, last] = [its[0], its.at(-1)];
  if (!first || !last) {
    return { ...OUTCOME.fine, edge: OUTCOME.fine.color, symbol: 'circle' };
  }
  return {
    color: last.color,
    edge: first.color,
    symbol: first.symbol,
    mark: its.map(({ mark }) => mark).join(''),
  };
}

/** In the order of the legend: the fewer words, the earlier. */
const VERDICTS = ['coherent', ...[1, 2, 3, 4, 5].flatMap((words) => verdictsOf(words))];

/** Verdicts of so many words, the words in order. */
function verdictsOf(words: number, from: readonly Trouble[] = TROUBLES): string[] {
  return from.flatMap(({ word }, i) =>
    words === 1 ? word : verdictsOf(words - 1, from.slice(i + 1)).map((rest) => `${word}, ${rest}`),
  );
}

/** What came of a run, in a word or a few. */
function verdictOf(run: ScenarioRun): string {
  const suffered = {
    STALE: run.machine.counts.staleLoads > 0,
    FOREIGN: run.machine.counts.foreignLoads > 0,
    LOST: run.machine.lost.length > 0,
    MISSING: missingOf(run).length > 0,
    'MACHINE CHECK': run.machine.counts.machineChecks > 0,
  };
  const words = TROUBLES.map(({ word }) => word).filter((word) => suffered[word]);
  return words.length === 0 ? 'coherent' : words.join(', ');
}

function strategyLabels(compared: readonly ComparedRun[]): string[] {
  const long = (strategy: Strategy) =>
    strategy.kind === 'flush plan' && strategy.name
      ? `${strategy.name} (${formatPlan(strategy.plan)})`
      : formatStrategy(strategy);
  return distinctLabels(
    compared.map(({ run }) => run.scenario.strategy),
    formatStrategy,
    long,
  );
}

/** Story and machine of each run, in words that no other story or machine here has. */
function rowLabels(compared: readonly ComparedRun[]): string[] {
  const machines = distinctLabels(
    compared.map(({ run }) => run.scenario.machine),
    ({ name }) => name,
    (machine) => `${machine.name}, ${describeMachine(machine)}`,
  );
  return compared.map(({ story }, i) => (story === undefined ? machines[i]! : `${story} · ${machines[i]}`));
}

/** Where each run is drawn; a second run at the same place gets a row of its own. */
function placesOf(compared: readonly ComparedRun[]): { row: string; strategy: string }[] {
  const strategies = strategyLabels(compared);
  const seen = new Map<string, number>();
  return rowLabels(compared).map((row, i) => {
    const strategy = strategies[i]!;
    const key = JSON.stringify([row, strategy]);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { row: figureText(nth === 1 ? row : `${row} (${nth})`), strategy: figureText(strategy) };
  });
}

const WIDTH = 760;
/** Room below the grid: a strategy's name in up to three lines, and the legend. */
const BELOW = 110;

/** Stories and machines down, strategies across, a mark for what came of each run. */
export function comparisonFigure(compared: readonly ComparedRun[]): Figure {
  const places = placesOf(compared);
  const rows = [...new Set(places.map(({ row }) => row))];
  const strategies = [...new Set(places.map(({ strategy }) => strategy))];
  const margin = Math.min(320, 30 + PIXELS_A_LETTER * Math.max(...rows.map((row) => row.length)));
  const each = (WIDTH - margin - 20) / strategies.length;
  const data = VERDICTS.flatMap((verdict) => {
    const { color, edge, symbol, mark } = lookOf(verdict);
    const mine = compared.flatMap(({ run }, i) =>
      verdictOf(run) === verdict ? [{ run, ...places[i]! }] : [],
    );
    if (mine.length === 0) return [];
    return {
      type: 'scatter',
      mode: 'markers+text',
      name: verdict,
      x: mine.map(({ strategy }) => strategy),
      y: mine.map(({ row }) => row),
      text: mine.map(() => mark),
      textfont: { color: INK.ground, size: 14 },
      hovertext: mine.map(({ run: { machine } }) => {
        const { staleLoads, foreignLoads } = machine.counts;
        const foreign = foreignLoads > 0 ? `, ${count(foreignLoads, 'foreign load')}` : '';
        const checked = machine.counts.machineChecks > 0 ? ', a machine check' : '';
        return `${count(staleLoads, 'stale load')}${foreign}, ${count(machine.lost.length, 'lost store')}${checked}`;
      }),
      hoverinfo: 'x+y+text',
      marker: { color, symbol, size: 32, line: { color: edge, width: 3 } },
    };
  });
  return {
    data,
    layout: {
      title: { text: titleOf(compared) },
      xaxis: {
        type: 'category',
        categoryorder: 'array',
        categoryarray: strategies,
        tickvals: strategies,
        ticktext: [...new Set(strategyLabels(compared))].map((strategy) => wrapped(strategy, each)),
        tickangle: 0,
        range: [-0.6, strategies.length - 0.4],
      },
      yaxis: {
        type: 'category',
        categoryorder: 'array',
        categoryarray: [...rows].reverse(),
        range: [-0.6, rows.length - 0.4],
      },
      margin: { l: margin, r: 20, t: 60, b: BELOW },
      legend: { orientation: 'h', yref: 'container', y: 0.01 },
      width: WIDTH,
      height: 70 + BELOW + 56 * rows.length,
      meta: wordsOf(compared, rows.length, strategies.length),
    },
  };
}

function titleOf(compared: readonly ComparedRun[]): string {
  const stories = new Set(compared.map(({ story }) => story)).size;
  return stories > 1 ? 'What came of each story' : 'What came of the story, strategy by strategy';
}

function wordsOf(compared: readonly ComparedRun[], rows: number, strategies: number) {
  const good = compared.filter(({ run }) => isCoherent(run)).length;
  const broken = compared.filter(({ run }) => missingOf(run).length > 0).length;
  const labels = rowLabels(compared);
  const names = strategyLabels(compared);
  const sentences = compared.map(({ run }, i) => `${labels[i]}, ${names[i]}: ${verdictOf(run)}`);
  const size = `${count(rows, 'row')} and ${count(strategies, 'strategy', 'strategies')}`;
  const among = (coherent: boolean) =>
    compared.flatMap(({ run }, i) => {
      const name = strategies === 1 ? labels[i]! : rows === 1 ? names[i]! : `${labels[i]} with ${names[i]}`;
      return isCoherent(run) === coherent ? name : [];
    });
  return {
    alt: `${count(compared.length, 'run')} in ${size}: ${sentences.join('; ')}.`,
    caption:
      broken > 0
        ? `${good} of ${compared.length} ${compared.length === 1 ? 'run is' : 'runs are'} coherent; ${broken} lost to a crash what was promised.`
        : captionOf(among(true), among(false)),
  };
}

/** How many are coherent, and which, where either are few enough to be named. */
function captionOf(coherent: readonly string[], wrong: readonly string[]): string {
  const all = coherent.length + wrong.length;
  if (coherent.length === 0) return `None of ${count(all, 'run')} is coherent.`;
  const share = `${coherent.length} of ${count(all, 'run')} ${coherent.length === 1 ? 'is' : 'are'} coherent`;
  if (wrong.length === 0) return `${share}.`;
  if (coherent.length <= FEW_NAMES) return `${share}: ${coherent.join('; ')}.`;
  return wrong.length <= FEW_NAMES ? `${share}; not so ${wrong.join('; ')}.` : `${share}.`;
}

const FEW_NAMES = 3;
