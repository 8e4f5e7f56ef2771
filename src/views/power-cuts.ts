/** Power cuts after each step of a story: as a table, as text and as a Plotly figure. */
import { table } from 'arquero';
import type { PowerCut } from '../linux/power-cuts.js';
import { describeStep } from '../linux/steps/index.js';
import type { Story } from '../linux/story/story.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { OUTCOME } from './palette.js';
import { describeMissing } from './run-rows.js';
import { tableText } from './table-text.js';
import { describeMachine } from './words.js';

/** A row a step: what was stored to persistent memory so far, what the medium would keep of it, what was promised and is gone. */
export function powerCutsTable(cuts: readonly PowerCut[]): Table {
  return table({
    'cut after': cuts.map(({ after }) => after),
    step: cuts.map(({ asked }) => describeStep(asked)),
    stored: cuts.map(({ stored }) => stored),
    kept: cuts.map(({ kept }) => kept),
    gone: cuts.map(({ stored, kept }) => stored - kept),
    verdict: cuts.map(({ missing }) =>
      missing.length > 0 ? `MISSING ${missing.map(describeMissing).join(', ')}` : '',
    ),
  });
}

/** The table as text, and what to see in it. */
export function powerCutsText(scenario: Story, cuts: readonly PowerCut[]): string {
  return [
    powerCutsHeading(scenario),
    tableText(powerCutsTable(cuts), { limit: 40 }),
    powerCutsVerdict(cuts),
  ].join('\n');
}

/** Machine and strategy. */
export function powerCutsHeading({ machine, strategy }: Story): string {
  return `power cuts  ${machine.name}  ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}`;
}

/** More steps are counted. */
const MOST_NAMED = 20;

/** What came of it, in a sentence. */
export function powerCutsVerdict(cuts: readonly PowerCut[]): string {
  const broken = cuts.filter(({ missing }) => missing.length > 0).map(({ after }) => after);
  if (broken.length === 0) return 'durable: after no step would a power cut take away what was promised';
  const more = broken.length > MOST_NAMED ? ` and ${broken.length - MOST_NAMED} more` : '';
  return `MISSING: a power cut after ${broken.length === 1 ? 'step' : 'steps'} ${broken.slice(0, MOST_NAMED).join(', ')}${more} takes away what was promised`;
}

/** Bytes kept and gone after each step, as bars. */
export function powerCutsFigure(cuts: readonly PowerCut[]): Figure {
  const steps = cuts.map(({ after, asked }) => figureText(`${after} ${describeStep(asked)}`));
  const broken = cuts.map(({ missing }) => (missing.length > 0 ? `${OUTCOME.missing.mark} promised` : ''));
  const verdict = powerCutsVerdict(cuts);
  const most = Math.max(1, ...cuts.map(({ stored }) => stored));
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        name: 'kept',
        y: steps,
        x: cuts.map(({ kept }) => kept),
        marker: { color: OUTCOME.fine.color },
      },
      {
        type: 'bar',
        orientation: 'h',
        name: 'gone',
        y: steps,
        x: cuts.map(({ stored, kept }) => stored - kept),
        text: broken,
        // Behind the bar: on a hatched one no words can be read.
        textposition: 'outside',
        cliponaxis: false,
        marker: { color: OUTCOME.missing.color, pattern: { shape: '/' } },
      },
    ],
    layout: {
      title: { text: 'What a power cut after each step would leave of the bytes stored' },
      barmode: 'stack',
      xaxis: { title: { text: 'bytes of persistent memory' }, range: [0, 1.2 * most] },
      yaxis: { autorange: 'reversed', automargin: true },
      legend: { traceorder: 'normal' },
      width: 760,
      height: 160 + 36 * cuts.length,
      meta: {
        caption: `${verdict}.`,
        alt: `Bars, one for each of ${cuts.length} steps: how many of the bytes stored so far the medium keeps, and how many are gone. ${verdict}.`,
      },
    },
  };
}
