/** What the steps of a run cost: counts, cycles, and what they go to. */
import { table } from 'arquero';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { Step } from '../linux/steps/index.js';
import { type Charges, cyclesOf, sumOf, totalCycles } from '../price/charges.js';
import { COST_PARAMETERS, type Costs } from '../price/costs.js';
import type { Table } from './arquero-table.js';
import { COST_PARTS, COUNTED, cyclesOfPart } from './cost-parts.js';
import { type Figure, figureText } from './figure.js';
import { LEGEND } from './two-views.js';
import { count } from './words.js';

/** The price of a run: how often each parameter applied in each step. */
export interface PricedRun {
  readonly run: ScenarioRun;
  readonly steps: readonly Charges[];
  readonly costs: Costs;
}

/** `store user`, `dax_io read`, `flush kernel`. */
function nameOf(step: Step): string {
  if ('io' in step) return `dax_io ${step.io.rw}`;
  return 'alias' in step ? `${step.do} ${step.alias.name}` : step.do;
}

/** A row a step and one for all: what was counted, where anything was, and the cycles. */
export function runCostTable({ run, steps, costs }: PricedRun): Table {
  const total = sumOf(steps);
  const rows = [...steps, total];
  const counted = COST_PARAMETERS.filter(({ name }) => total[name] > 0);
  return table({
    step: [...run.steps.map(({ step }) => String(step)), 'all'],
    does: [...run.steps.map(({ asked }) => nameOf(asked)), ''],
    ...Object.fromEntries(counted.map(({ name }) => [COUNTED[name], rows.map((row) => row[name])])),
    cycles: rows.map((row) => totalCycles(row, costs)),
  });
}

/** Which step is the dearest, and what most of its cycles go to. */
export function runCostVerdict({ run, steps, costs }: PricedRun): string {
  const cycles = steps.map((step) => totalCycles(step, costs));
  const total = cycles.reduce((sum, each) => sum + each, 0);
  const dearest = cycles.indexOf(cycles.reduce((most, each) => Math.max(most, each), 0));
  const all = `${count(steps.length, 'step')}, ${count(total, 'cycle')}`;
  if (total === 0) return `${all}.`;
  const parts = COST_PARTS.map((part) => cyclesOfPart(part, cyclesOf(sumOf(steps), costs)));
  const most = COST_PARTS[parts.indexOf(Math.max(...parts))]!.part;
  const { step, asked } = run.steps[dearest]!;
  return `${all}: the dearest is step ${step}, ${nameOf(asked)}, with ${cycles[dearest]}; most cycles go to ${most}.`;
}

/** Steps down, cycles across, stacked by what they go to. */
export function runCostFigure(priced: PricedRun): Figure {
  const { run, steps, costs } = priced;
  const labels = run.steps.map(({ step, asked }) => figureText(`${step} ${nameOf(asked)}`));
  const cycles = steps.map((step) => cyclesOf(step, costs));
  const used = COST_PARTS.filter((part) => cycles.some((each) => cyclesOfPart(part, each) > 0));
  const verdict = runCostVerdict(priced);
  return {
    data: used.map((part) => ({
      type: 'bar',
      orientation: 'h',
      name: part.part,
      y: labels,
      x: cycles.map((each) => cyclesOfPart(part, each)),
      marker: { color: part.color, pattern: { shape: part.shape } },
      hovertemplate: `%{x} cycles: ${part.part}<extra>%{y}</extra>`,
    })),
    layout: {
      title: { text: figureText(`What each step costs on ${run.scenario.machine.name}`) },
      barmode: 'stack',
      xaxis: { title: { text: 'cycles' } },
      yaxis: { autorange: 'reversed', automargin: true, type: 'category' },
      legend: LEGEND,
      // The legend takes two lines.
      margin: { t: 120 },
      width: 860,
      height: 220 + 40 * labels.length,
      meta: {
        alt: `${verdict} ${labels.map((label, i) => `${label}: ${totalCycles(steps[i]!, costs)} cycles`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}
