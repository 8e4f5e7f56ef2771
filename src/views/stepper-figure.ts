/**
 * A run, step by step, as a Plotly figure with a slider:
 *
 *     newest   h e l l o · · ·
 *     user     h e l l o · · ·   set 128 · way 0 · dirty
 *     kernel   · · · · · · · ·   set 384 · way 0 · clean, STALE
 *     memory   · · · · · · · ·
 *     ──●────────────────────    step
 *
 * Every step has its own traces, of which the slider shows one step's: data and layout are all that a viewer needs to
 * know, so that it works wherever Plotly does, without a kernel and without frames.
 */
import type { ScenarioRun } from '../linux/run-scenario.js';
import { type Figure, figureText } from './figure.js';
import type { LineStates, SeenByLoad, StateAfter } from './line-states.js';
import { AFTER_STEP } from './marks.js';
import { ownersOf } from './owners.js';
import { INK, OUTCOME, OWNER } from './palette.js';
import { copyState, laneName, placeOf, stepName, stepperWords, stepVerdict } from './stepper.js';
import { byteText, fitting } from './svg.js';

const WIDTH = 860;
/** Columns that the words beside the bytes take. */
const WORDS = 11;
/** Steps beyond these are not drawn: no slider has room for more. */
const MOST_STEPS = 60;

/** A row of cells. */
interface Row {
  readonly y: number;
  readonly bytes: Uint8Array;
  /** The first of its bytes in the line. */
  readonly at: number;
  readonly shouldBe: Uint8Array;
  /** What its bytes are that are not as they should be. */
  readonly wrong: 'stale' | 'foreign';
  readonly edge: string;
  readonly words: string;
}

/** The line at each step, and a slider that goes through them. */
export function stepperFigure(run: ScenarioRun, line: LineStates): Figure {
  const states = line.states.slice(0, MOST_STEPS + 1);
  const names = ['newest', ...line.lanes.map((lane) => laneName(run, lane)), 'memory', ...loadNames(states)];
  const { from, length } = line.shown;
  const last = states.length - 1;
  const ownerOf = ownersOf(run.aliases.map(({ description }) => description));
  const title = (state: StateAfter) => figureText(fitting(titleOf(run, state), 800, { size: 14 }));
  return {
    data: states.flatMap((state, nth) => tracesOf(rowsOf(line, state, names, ownerOf), line, nth === 0)),
    layout: {
      title: { text: title(states[0]!), font: { size: 14 } },
      xaxis: {
        title: { text: `${placeOf(line)}: □ newest, ○ old` },
        tickvals: Array.from({ length }, (_, i) => from + i),
        range: [from - 0.7, from + length + WORDS],
        showgrid: false,
        zeroline: false,
      },
      yaxis: {
        tickvals: names.map((_, i) => i),
        ticktext: names.map((name) => figureText(fitting(name, 170))),
        range: [names.length - 0.4, -0.6],
        showgrid: false,
        zeroline: false,
      },
      showlegend: false,
      sliders: [
        {
          // Whoever steps through wants to guess; a still picture shows the end.
          active: 0,
          currentvalue: { prefix: AFTER_STEP },
          pad: { t: 60 },
          steps: states.map((state, nth) => ({
            label: String(state.step),
            method: 'update',
            args: [
              { visible: states.flatMap((_, other) => [other === nth, other === nth]) },
              { 'title.text': title(state) },
            ],
          })),
        },
      ],
      margin: {
        l: Math.min(190, 30 + 8 * Math.max(...names.map((name) => name.length))),
        r: 10,
        t: 50,
        b: 130,
      },
      width: WIDTH,
      height: 190 + 36 * names.length,
      meta: { ...stepperWords(run, line), still: last },
    },
  };
}

/** `kernel saw`, once for each alias that ever loads of the line. */
function loadNames(states: readonly StateAfter[]): string[] {
  return [...new Set(states.flatMap(({ loads }) => loads.map(sawName)))];
}

const sawName = ({ who }: { readonly who: string }) => `${who} saw`;

function titleOf(run: ScenarioRun, state: StateAfter): string {
  const verdict = stepVerdict(run, state);
  const what = state.step === 0 ? 'before the first step' : `step ${state.step}: ${stepName(state)}`;
  return verdict ? `${what}: ${verdict}` : what;
}

function rowsOf(
  line: LineStates,
  state: StateAfter,
  names: readonly string[],
  ownerOf: ReturnType<typeof ownersOf>,
): Row[] {
  const { copies, memory, newest, loads } = state;
  const whole = { at: 0, shouldBe: newest, wrong: 'stale' } as const;
  const isBehind = memory.some((byte, i) => byte !== newest[i]);
  return [
    { ...whole, y: 0, bytes: newest, edge: OUTCOME.fine.color, words: '' },
    ...copies.map((copy) => {
      const [alias] = line.lanes[copy.lane]!.aliases;
      const edge = ownerOf(alias?.description).color;
      const words = `set ${copy.set} · way ${copy.way} · ${copyState(copy)}`;
      return { ...whole, y: 1 + copy.lane, bytes: copy.bytes, wrong: wrongIn(copy), edge, words };
    }),
    {
      ...whole,
      y: names.indexOf('memory', 1 + line.lanes.length),
      bytes: memory,
      edge: OWNER.memory.color,
      words: isBehind ? 'behind the newest' : '',
    },
    ...loads.map((load) => ({
      y: names.indexOf(sawName(load), 2 + line.lanes.length),
      bytes: load.bytes,
      at: load.at,
      shouldBe: load.shouldBe,
      wrong: wrongIn(load),
      edge: INK.text,
      words: wordsOf(load),
    })),
  ];
}

function wrongIn({ foreign }: { readonly foreign: boolean }): Row['wrong'] {
  return foreign ? 'foreign' : 'stale';
}

function wordsOf({ stale, foreign }: SeenByLoad): string {
  if (foreign) return `${OUTCOME.foreign.mark} FOREIGN`;
  return stale ? `${OUTCOME.stale.mark} STALE` : `${OUTCOME.fine.mark} newest`;
}

/** The color of words that say that something is wrong. */
function inkOf(words: string): string {
  if (words.includes('FOREIGN')) return OUTCOME.foreign.color;
  return words.includes('STALE') ? OUTCOME.stale.color : INK.text;
}

/** The cells of the rows, and the words beside them. A byte that is not the newest is round. */
function tracesOf(rows: readonly Row[], { shown: { from, length } }: LineStates, visible: boolean) {
  const cells = rows.flatMap((row) =>
    [...row.bytes].flatMap((byte, i) => {
      const x = row.at + i;
      if (x < from || x >= from + length) return [];
      const wrong = byte !== row.shouldBe[i] ? OUTCOME[row.wrong] : undefined;
      return { x, y: row.y, byte, wrong, edge: row.edge };
    }),
  );
  const spoken = rows.filter(({ words }) => words !== '');
  const fixed = { type: 'scatter', visible, hoverinfo: 'skip' };
  return [
    {
      ...fixed,
      mode: 'markers+text',
      x: cells.map(({ x }) => x),
      y: cells.map(({ y }) => y),
      text: cells.map(({ byte }) => figureText(byteText(byte))),
      textfont: { size: 12, color: INK.text },
      marker: {
        size: 25,
        symbol: cells.map(({ wrong }) => (wrong ? 'circle' : 'square')),
        color: cells.map(({ wrong }) => wrong?.ground ?? INK.ground),
        line: {
          width: 1.4,
          color: cells.map(({ wrong, edge }) => wrong?.color ?? edge),
        },
      },
    },
    {
      ...fixed,
      mode: 'text',
      x: spoken.map(() => from + length - 0.3),
      y: spoken.map(({ y }) => y),
      text: spoken.map(({ words }) => figureText(words)),
      textposition: 'middle right',
      textfont: {
        size: 12,
        color: spoken.map(({ words }) => inkOf(words)),
      },
    },
  ];
}
