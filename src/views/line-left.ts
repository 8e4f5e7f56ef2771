/**
 * What a run leaves of the line that it is about: each copy that there was, memory, and the newest bytes where nobody has them all. Narrow
 * enough for a phone; the picture of orders has it beside the steps, and a page below those that are moved.
 */

import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatBytes } from '../units/bytes.js';
import { byteCells } from './byte-cells.js';
import { type CopyAfter, type LineStates, lineStates, type StateAfter } from './line-states.js';
import { marks } from './marks.js';
import { ownersOf } from './owners.js';
import { INK, OUTCOME, OWNER, type OwnerLook } from './palette.js';
import { copyState, laneName, placeOf } from './stepper.js';
import { badge, element, fittedLabel, label, type Markup, picture } from './svg.js';

/** Sixteen bytes, and no wider than the smallest screen. */
export const LINE_LEFT_WIDTH = 340;
const RIGHT = LINE_LEFT_WIDTH - 2;
const ROW = 56;
const EMPTY_ROW = 28;

/** What is left, ready to be drawn; undefined where no step touches memory. */
export interface LineLeft {
  readonly drawn: readonly Markup[];
  readonly height: number;
  /** The same in words. */
  readonly says: string;
}

/** The line after the last step of a run, from `x` and `top` on. */
export function lineLeft(run: ScenarioRun, x = 0, top = 0): LineLeft | undefined {
  const line = lineStates(run);
  if (line === undefined) return undefined;
  const last = line.states.at(-1)!;
  let y = top + 22;
  const rows = rowsOf(run, line, last).map((row) => {
    const drawn = drawnRow(row, line, last, x, y);
    y += row.bytes === undefined ? EMPTY_ROW : ROW;
    return drawn;
  });
  return {
    drawn: [
      label(x + 2, top + 12, placeOf(line), { size: 11, color: INK.quiet }),
      element('g', marks({ line: line.physical }), ...rows),
    ],
    height: y - top,
    says: saysOf(run, line, last),
  };
}

/** The same as a picture of its own. */
export function lineLeftSvg(run: ScenarioRun): string | undefined {
  const left = lineLeft(run);
  if (left === undefined) return undefined;
  const words = { alt: `${left.says}.`, caption: 'What is left of the line.' };
  return picture(LINE_LEFT_WIDTH, left.height, words, ...left.drawn);
}

interface Row {
  readonly look: Pick<OwnerLook, 'color' | 'letter'>;
  readonly name: string;
  readonly state: string;
  readonly stateColor: string;
  /** Undefined where nothing is held. */
  readonly bytes: Uint8Array | undefined;
  readonly trouble?: 'stale' | 'foreign' | undefined;
  readonly stroke: string;
}

function rowsOf(run: ScenarioRun, line: LineStates, { copies, memory, newest }: StateAfter): Row[] {
  const ownerOf = ownersOf(run.aliases.map(({ description }) => description));
  const lanes = line.lanes
    .map((lane, nth) => ({ lane, copy: copies.find((each) => each.lane === nth) }))
    // Whichever step comes first: each lane keeps its place.
    .sort(({ lane: one }, { lane: other }) => numberOf(one) - numberOf(other) || one.core - other.core)
    .map(({ lane, copy }): Row => {
      const look = ownerOf(lane.aliases[0]?.description);
      const name = `line of ${laneName(run, lane)}`;
      if (copy === undefined)
        return {
          look,
          name,
          state: 'not in the cache',
          stateColor: INK.quiet,
          bytes: undefined,
          stroke: look.color,
        };
      const trouble = troubleIn(copy);
      const stateColor = trouble === undefined ? INK.text : OUTCOME[trouble].color;
      return {
        look,
        name,
        state: copyState(copy),
        stateColor,
        bytes: copy.bytes,
        trouble,
        stroke: look.color,
      };
    });
  const inMemory: Row = {
    look: OWNER.memory,
    name: 'memory',
    ...(isSame(memory, newest)
      ? { state: `${OUTCOME.fine.mark} newest`, stateColor: OUTCOME.fine.color }
      : { state: 'behind the newest', stateColor: INK.quiet }),
    bytes: memory,
    stroke: INK.line,
  };
  const isWhole = [memory, ...copies.map(({ bytes }) => bytes)].some((bytes) => isSame(bytes, newest));
  const nowhere: Row = {
    look: { color: OUTCOME.lost.color, letter: OUTCOME.lost.mark },
    name: 'the newest bytes',
    state: 'whole nowhere',
    stateColor: OUTCOME.lost.color,
    bytes: newest,
    stroke: OUTCOME.lost.color,
  };
  return [...lanes, inMemory, ...(isWhole ? [] : [nowhere])];
}

function numberOf({ aliases }: LineStates['lanes'][number]): number {
  return aliases[0]?.number ?? Number.POSITIVE_INFINITY;
}

function troubleIn({ stale, foreign }: CopyAfter): 'stale' | 'foreign' | undefined {
  return foreign ? 'foreign' : stale ? 'stale' : undefined;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, i) => byte === other[i]);
}

function drawnRow(row: Row, { shown }: LineStates, { newest }: StateAfter, x: number, top: number): Markup {
  const { look, name, state, stateColor, bytes, stroke, trouble } = row;
  return element(
    'g',
    {},
    badge(x + 12, top + 12, look.letter, look.color),
    fittedLabel(x + 30, top + 16, name, 170, { bold: true, color: look.color }),
    label(x + RIGHT, top + 16, state, { size: 11, color: stateColor, anchor: 'end' }),
    ...(bytes === undefined
      ? []
      : byteCells({ bytes, newest, shown, x: x + 2, top: top + 22, stroke, trouble })),
  );
}

function saysOf(run: ScenarioRun, line: LineStates, { copies, memory, newest }: StateAfter): string {
  const { from, length } = line.shown;
  const excerpt = (bytes: Uint8Array) => formatBytes(bytes.slice(from, from + length));
  return [
    `${placeOf(line)[0]!.toUpperCase()}${placeOf(line).slice(1)}`,
    ...copies.map(
      (copy) =>
        `the line of ${laneName(run, line.lanes[copy.lane]!)} holds ${excerpt(copy.bytes)}, ${copyState(copy)}`,
    ),
    `memory holds ${excerpt(memory)}`,
    `the newest bytes are ${excerpt(newest)}`,
  ].join('; ');
}
