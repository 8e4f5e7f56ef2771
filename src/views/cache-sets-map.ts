/** The map of a cache: sets across in bands of color, ways down, a mark for each line that is held. */
import { setsOf } from '../hardware/cache-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { looksIn } from './cache-sets-words.js';
import type { Copy, HeldLines } from './held-lines.js';
import { marks } from './marks.js';
import { INK, type OwnerLook } from './palette.js';
import { element, label, type Markup } from './svg.js';

export const LEFT = 20;
export const RIGHT = 840;
export const MAP_TOP = 62;
/** More marks than this cover each other: of those within so many pixels one is drawn. */
const MOST_SPOTS = 4096;
const SPOT = 4;

/** The sets in bands of color, with the held lines in place. */
export function mapOf(run: ScenarioRun, lines: HeldLines, height: number): Markup[] {
  const { cache } = run.scenario.machine;
  const sets = setsOf(cache);
  const bands = Math.min(run.layout.colors, sets);
  const band = (RIGHT - LEFT) / bands;
  const way = height / cache.ways;
  const shown = bands <= 16 ? Array.from({ length: bands }, (_, i) => i) : [];
  const lookOf = looksIn(run);
  // Of very many, those that lie at one spot of the map are drawn as one.
  const spots = (RIGHT - LEFT) / SPOT;
  const spotOf = (set: number, at: number) =>
    Math.floor((at * height) / cache.ways / SPOT) * spots + Math.floor((set * spots) / sets);
  const places =
    lines.count <= MOST_SPOTS
      ? lines.first(lines.physicalCount).flatMap(({ copies }) => copies)
      : lines.copies(MOST_SPOTS, spotOf);
  return [
    element('rect', { x: LEFT, y: MAP_TOP, width: RIGHT - LEFT, height, fill: INK.panel, stroke: INK.line }),
    ...shown.flatMap((color) => [
      element('rect', {
        x: LEFT + color * band,
        y: MAP_TOP,
        width: band,
        height,
        fill: 'none',
        stroke: INK.line,
      }),
      label(LEFT + (color + 0.5) * band, MAP_TOP - 8, bands === 1 ? 'all sets' : `color ${color}`, {
        size: 11,
        color: INK.quiet,
        anchor: 'middle',
      }),
      label(LEFT + color * band + 3, MAP_TOP + height + 13, `set ${(color * sets) / bands}`, {
        size: 10,
        color: INK.quiet,
      }),
    ]),
    ...(shown.length > 0
      ? []
      : [
          label((LEFT + RIGHT) / 2, MAP_TOP - 8, `${bands} colors of ${sets / bands} sets each`, {
            size: 11,
            color: INK.quiet,
            anchor: 'middle',
          }),
          label(LEFT + 3, MAP_TOP + height + 13, 'set 0', { size: 10, color: INK.quiet }),
        ]),
    label(RIGHT, MAP_TOP + height + 13, String(sets - 1), { size: 10, color: INK.quiet, anchor: 'end' }),
    ...(cache.ways <= 8
      ? Array.from({ length: cache.ways - 1 }, (_, i) =>
          element('line', {
            x1: LEFT,
            y1: MAP_TOP + (i + 1) * way,
            x2: RIGHT,
            y2: MAP_TOP + (i + 1) * way,
            stroke: INK.faint,
          }),
        )
      : []),
    ...(cache.ways > 1 && cache.ways <= 8
      ? Array.from({ length: cache.ways }, (_, i) =>
          label(RIGHT - 4, MAP_TOP + (i + 0.5) * way + 3, `way ${i}`, {
            size: 9,
            color: INK.quiet,
            anchor: 'end',
          }),
        )
      : []),
    ...places.map((copy) => {
      // Never across the edge of its band, where it would seem to belong to two colors; nor out of the map.
      const start = band < 24 ? LEFT : LEFT + Math.floor((copy.set * bands) / sets) * band;
      const end = band < 24 ? RIGHT : start + band;
      const x = LEFT + ((copy.set + 0.5) / sets) * (RIGHT - LEFT);
      const y = MAP_TOP + (copy.way + 0.5) * way;
      return spot(
        copy,
        lookOf(copy),
        within(x, start + 11, end - 11),
        within(y, MAP_TOP + 4, MAP_TOP + height - 4),
        Math.min(way, 22),
      );
    }),
  ];
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** A held line on the map: filled where it is dirty. */
function spot(copy: Copy, look: OwnerLook, x: number, y: number, height: number): Markup {
  const side = Math.max(6, Math.min(18, height - 3));
  const fill = copy.dirty ? look.color : INK.ground;
  return element(
    'g',
    marks({ sets: [copy.set] }),
    element('rect', {
      x: x - 9,
      y: y - side / 2,
      width: 18,
      height: side,
      rx: 2,
      fill,
      stroke: look.color,
      'stroke-width': 1.6,
    }),
    side < 10
      ? undefined
      : label(x, y + side * 0.3, look.letter, {
          size: side * (look.letter.length > 1 ? 0.56 : 0.8),
          bold: true,
          anchor: 'middle',
          color: copy.dirty ? INK.ground : look.color,
        }),
  );
}
