/** A run as text: a heading, its table, and a sentence that says what came of it. */
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategy.js';
import { describeLost } from './run-rows.js';
import { runTable } from './run-table.js';
import { tableText } from './table-text.js';
import { describeMachine } from './words.js';

/** Whether a run had no stale load and lost no store. */
export function isCoherent(run: ScenarioRun): boolean {
  return run.machine.counts.staleLoads === 0 && run.machine.lost.length === 0;
}

/** What came of a run, in one sentence. */
export function runVerdict(run: ScenarioRun): string {
  const { loads, staleLoads } = run.machine.counts;
  const { lost } = run.machine;
  if (isCoherent(run)) {
    const all = loads === 1 ? 'the load' : loads === 2 ? 'both loads' : `all ${loads} loads`;
    return `coherent: ${loads === 0 ? 'nothing was loaded' : `${all} read the newest bytes`}; no store was lost`;
  }
  const parts = [
    staleLoads > 0 && `${staleLoads} of ${loads} loads read old bytes`,
    lost.length > 0 && `lost for good: ${lost.map((store) => describeLost(run, store)).join(', ')}`,
  ].filter(Boolean);
  return `${[staleLoads > 0 && 'STALE', lost.length > 0 && 'LOST'].filter(Boolean).join(', ')}: ${parts.join('; ')}`;
}

/** The heading of a run: machine and strategy. */
export function runHeading(run: ScenarioRun): string {
  const { machine, strategy } = run.scenario;
  return `run  ${machine.name}  ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}`;
}

/** A run, whole. */
export function runText(run: ScenarioRun): string {
  return [runHeading(run), tableText(runTable(run), { limit: 40 }), runVerdict(run)].join('\n');
}
