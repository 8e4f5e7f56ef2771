/** The timeline of a run as a Plotly figure, and its words. The picture is timeline-svg.ts. */
import type { ScenarioRun } from '../linux/run-scenario.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import { type Figure, figureText, ticksAt } from './figure.js';
import { OUTCOME } from './palette.js';
import { type Outcome, type RunRow, runRows } from './run-rows.js';
import { runHeading, runVerdict } from './run-text.js';
import { fitting, type PictureWords } from './svg.js';
import { count } from './words.js';

/** What a timeline shows. */
export function timelineWords(run: ScenarioRun): PictureWords {
  const trouble = runRows(run).filter(({ outcome }) => outcome !== 'fine');
  const sentences = trouble
    .slice(0, 3)
    .map(({ step, who, saw, shouldBe, outcome, verdict }) =>
      (outcome !== 'stale' && outcome !== 'foreign') || !saw || !shouldBe
        ? `step ${step}: ${verdict}`
        : `in step ${step} the ${who} alias read ${formatBytes(saw, excerptStart(saw, shouldBe))} and should have read ${formatBytes(shouldBe, excerptStart(saw, shouldBe))}`,
    );
  const verdict = runVerdict(run);
  const alt = `Timeline of ${count(run.steps.length, 'step')} on ${run.scenario.machine.name}. ${[...sentences, verdict].join('; ')}.`;
  return { alt, caption: `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.` };
}

const SYMBOL: Readonly<Record<Outcome, string>> = {
  fine: 'circle',
  stale: 'x',
  foreign: 'triangle-up',
  lost: 'square',
  missing: 'diamond',
  'machine check': 'star',
};
const OUTCOMES = Object.keys(SYMBOL) as readonly Outcome[];

/** Steps across, who acts down, a mark for what came of each call. */
export function timelineFigure(run: ScenarioRun): Figure {
  const rows = runRows(run);
  const actors = [...new Set(rows.map(({ who }) => who))];
  const places = new Map(rows.map((row, place) => [row, place + 1]));
  const order = (row: RunRow) => places.get(row)!;
  return {
    data: OUTCOMES.flatMap((outcome) => {
      const mine = rows.filter((row) => row.outcome === outcome);
      if (mine.length === 0) return [];
      return {
        type: 'scatter',
        mode: 'markers+text',
        name: outcome,
        x: mine.map(order),
        y: mine.map(({ who }) => figureText(who)),
        text: mine.map(({ does }) => figureText(fitting(does, 130))),
        textposition: 'top center',
        hovertext: mine.map(({ cache, verdict }) => figureText([cache, verdict].filter(Boolean).join('; '))),
        hoverinfo: 'text',
        marker: { color: OUTCOME[outcome].color, symbol: SYMBOL[outcome], size: 15 },
      };
    }),
    layout: {
      title: {
        text: figureText(fitting(runHeading(run).replace(/^run {2}/, ''), 720, { size: 13 })),
        font: { size: 13 },
      },
      xaxis: {
        title: { text: 'step' },
        ...ticksAt(
          rows.map(order),
          rows.map(({ step }) => String(step)),
        ),
        range: [0.3, rows.length + 0.7],
        zeroline: false,
      },
      yaxis: {
        type: 'category',
        categoryorder: 'array',
        categoryarray: actors.map(figureText).reverse(),
        range: [-0.6, actors.length - 0.3],
      },
      margin: {
        l: Math.min(300, 40 + 7 * actors.reduce((most, { length }) => Math.max(most, length), 0)),
        r: 20,
        t: 50,
        b: 50,
      },
      width: 760,
      height: 160 + 70 * actors.length,
      meta: timelineWords(run),
    },
  };
}
