/** Several runs side by side: as a table, and as a grid of machines and strategies. */
import { table } from 'arquero';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategy.js';
import type { Table } from './arquero-table.js';
import type { Figure } from './figure.js';
import { isCoherent } from './run-text.js';
import { count, describeCache } from './words.js';

/** A row a run. */
export function comparisonTable(runs: readonly ScenarioRun[]): Table {
  return table({
    machine: runs.map(({ scenario }) => scenario.machine.name),
    cache: runs.map(({ scenario }) => describeCache(scenario.machine.cache)),
    strategy: runs.map(({ scenario }) => formatStrategy(scenario.strategy)),
    loads: runs.map(({ machine }) => machine.counts.loads),
    'stale loads': runs.map(({ machine }) => machine.counts.staleLoads),
    'lost stores': runs.map(({ machine }) => machine.lost.length),
    verdict: runs.map(verdictOf),
  });
}

const OUTCOMES = [
  { verdict: 'coherent', color: '#009E73', symbol: 'circle', letter: '✓' },
  { verdict: 'STALE', color: '#E69F00', symbol: 'diamond', letter: 'S' },
  { verdict: 'LOST', color: '#000000', symbol: 'square', letter: 'L' },
  { verdict: 'STALE, LOST', color: '#CC79A7', symbol: 'square', letter: 'S L' },
] as const;

/** What came of a run, in a word or two. */
function verdictOf(run: ScenarioRun): (typeof OUTCOMES)[number]['verdict'] {
  if (isCoherent(run)) return 'coherent';
  if (run.machine.lost.length === 0) return 'STALE';
  return run.machine.counts.staleLoads > 0 ? 'STALE, LOST' : 'LOST';
}

/** Machines down, strategies across, a mark with a letter for what came of each run. */
export function comparisonFigure(runs: readonly ScenarioRun[]): Figure {
  const strategies = [...new Set(runs.map(({ scenario }) => formatStrategy(scenario.strategy)))];
  const machines = [...new Set(runs.map(({ scenario }) => scenario.machine.name))];
  const data = OUTCOMES.flatMap(({ verdict, color, symbol, letter }) => {
    const mine = runs.filter((run) => verdictOf(run) === verdict);
    if (mine.length === 0) return [];
    return {
      type: 'scatter',
      mode: 'markers+text',
      name: verdict,
      x: mine.map(({ scenario }) => formatStrategy(scenario.strategy)),
      y: mine.map(({ scenario }) => scenario.machine.name),
      text: mine.map(() => letter),
      textfont: { color: '#ffffff', size: 14 },
      hovertext: mine.map(
        ({ machine }) =>
          `${count(machine.counts.staleLoads, 'stale load')}, ${count(machine.lost.length, 'lost store')}`,
      ),
      hoverinfo: 'x+y+text',
      marker: { color, symbol, size: 34 },
    };
  });
  const good = runs.filter(isCoherent).length;
  return {
    data,
    layout: {
      title: { text: 'The same story, machine by machine and strategy by strategy' },
      xaxis: {
        type: 'category',
        categoryorder: 'array',
        categoryarray: strategies,
        range: [-0.6, strategies.length - 0.4],
      },
      yaxis: {
        type: 'category',
        categoryorder: 'array',
        categoryarray: [...machines].reverse(),
        range: [-0.6, machines.length - 0.4],
      },
      margin: { l: 170, r: 20, t: 60, b: 60 },
      legend: { orientation: 'h', y: -0.2 },
      width: 760,
      height: 200 + 62 * machines.length,
      meta: {
        alt: `${count(runs.length, 'run')} on ${count(machines.length, 'machine')} under ${count(strategies.length, 'strategy').replace('strategys', 'strategies')}: ${runs.map((run) => `${run.scenario.machine.name}, ${formatStrategy(run.scenario.strategy)}: ${verdictOf(run)}`).join('; ')}.`,
        caption: `${good} of ${runs.length} runs are coherent.`,
      },
    },
  };
}
