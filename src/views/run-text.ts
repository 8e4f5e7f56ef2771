/** What a run is called, and a sentence that says what came of it. */
import { USUAL_LINUX } from '../linux/linux-description.js';
import { lackOfPages, refusalOf } from '../linux/refusal.js';
import { isCoherent, missingOf, type ScenarioRun } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { describeLost, describeMissing } from './run-rows.js';
import { count, describeLinux, describeMachine } from './words.js';

/** What came of a run, in one sentence. */
export function runVerdict(run: ScenarioRun): string {
  const { loads, staleLoads, foreignLoads, machineChecks, aliasTraps } = run.machine.counts;
  const { lost } = run.machine;
  const missing = missingOf(run);
  if (isCoherent(run) && missing.length === 0) {
    const all = loads === 1 ? 'the load' : loads === 2 ? 'both loads' : `all ${loads} loads`;
    const kept = run.steps.some((step) => step.missing) ? '; nothing promised is missing' : '';
    return `coherent: ${loads === 0 ? 'nothing was loaded' : `${all} read the newest bytes`}; no store was lost${kept}${trapsSaid(aliasTraps)}`;
  }
  const words = [
    { word: 'STALE', said: staleLoads > 0 && `${staleLoads} of ${loads} loads read old bytes` },
    {
      word: 'FOREIGN',
      said: foreignLoads > 0 && `${foreignLoads} of ${loads} loads read another page’s bytes`,
    },
    {
      word: 'LOST',
      said: lost.length > 0 && `lost for good: ${lost.map((store) => describeLost(run, store)).join(', ')}`,
    },
    {
      word: 'MISSING',
      said:
        missing.length > 0 &&
        `promised, and gone after the crash: ${missing.map(describeMissing).join(', ')}`,
    },
    { word: 'MACHINE CHECK', said: machineChecks > 0 && checkSaid(run) },
  ].filter(({ said }) => said);
  return `${words.map(({ word }) => word).join(', ')}: ${words.map(({ said }) => said).join('; ')}`;
}

/** What coherence was paid with, where hardware has called software to its aid. */
function trapsSaid(traps: number): string {
  if (traps === 0) return '';
  return `; ${traps === 1 ? '1 exception has' : `${traps} exceptions have`} put an alias right`;
}

/** Where it ended, and how much of the story it kept from happening. */
function checkSaid({ steps, scenario }: ScenarioRun): string {
  const left = scenario.steps.length - steps.length;
  const rest = left === 0 ? '' : `, and ${count(left, 'step')} did not happen`;
  return `step ${steps.length} met a line under another color${rest}`;
}

/**
 * What has to be said of DAX in this release on this port: that it is refused, and by what; or that the kernel could not have
 * it, and is told as if it could. Nothing where neither is so, and of files without DAX.
 */
export function daxNotes({ scenario, system }: ScenarioRun): string[] {
  const { machine, linux = USUAL_LINUX } = scenario;
  if (linux.mount !== 'dax') return [];
  if (system.refused) return [`Linux ${linux.era} refuses DAX here: ${refusalOf(machine, linux.era)}`];
  const lack = lackOfPages(machine, linux.era);
  return lack === undefined
    ? []
    : [`Linux ${linux.era} has no DAX here: ${lack}; the story is told as if it had`];
}

/** The heading of a run: machine, strategy, and which Linux, where it is not the usual one. */
export function runHeading(run: ScenarioRun): string {
  const { machine, strategy, linux } = run.scenario;
  const release = linux ? ` · ${describeLinux(linux)}` : '';
  return `run  ${machine.name}  ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}${release}`;
}
