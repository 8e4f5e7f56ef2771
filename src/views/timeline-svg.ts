/**
 * The picture of a run: time goes down, every alias has a lane, memory the last one. A bar in a lane is the time that the
 * cache holds the line under that name, filled while it is dirty; arrows are bytes that move; a load says what it saw.
 */
import { hasColor } from '../linux/alias.js';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { formatAddress } from '../units/address.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import { marks } from './marks.js';
import { ownersOf } from './owners.js';
import { INK, OUTCOME, OWNER, type OwnerLook } from './palette.js';
import { runRows } from './run-rows.js';
import { formatSets } from './run-table.js';
import { badge, element, fittedLabel, fitting, label, type Markup, picture } from './svg.js';
import { timelineWords } from './timeline.js';
import { type Stay, type TimelineRow, type TimelineStory, timelineStory } from './timeline-story.js';
import { describeMachine } from './words.js';

const WIDTH = 860;
const TOP = 116;
const ROW = 62;
const FIRST_LANE = 64;
const MEMORY = 800;
/** Narrower boxes hold no words. */
const LEAST_BOX = 190;
/** More rows than this are counted, not drawn. */
const MOST = 16;

/** The timeline of a run; rows after the sixteenth are counted. */
export function timelineSvg(run: ScenarioRun): string {
  const story = timelineStory(run, MOST);
  const { machine, strategy } = run.scenario;
  const shown = story.rows;
  const bottom = TOP + shown.length * ROW;
  const rest = runRows(run).length - shown.length;
  const lanes = new Lanes(run, story);
  return picture(
    WIDTH,
    bottom + (rest > 0 ? 40 : 18),
    timelineWords(run),
    fittedLabel(20, 24, `${machine.name} · strategy: ${formatStrategy(strategy)}`, 820, {
      size: 14,
      bold: true,
    }),
    label(20, 42, fitting(describeMachine(machine), 820, { size: 11 }), { size: 11, color: INK.quiet }),
    ...headings(run, story, lanes, bottom),
    ...story.stays.filter(({ from }) => from < shown.length).map((stay) => stayBar(stay, lanes, shown)),
    ...shown.map((row, number) =>
      element(
        'g',
        marks({ step: row.step, sets: row.sets, ...row.touched }),
        ...arrows(row, number, lanes),
        ...box(row, number, lanes, row.step !== shown[number - 1]?.step),
      ),
    ),
    rest > 0 ? label(20, bottom + 18, `… ${rest} more: .table() has all`, { color: INK.quiet }) : undefined,
  );
}

/** Where lanes lie: a bar on the left of each, and a box beside it. */
class Lanes {
  readonly width: number;

  readonly #ownerOf: ReturnType<typeof ownersOf>;

  constructor(
    run: ScenarioRun,
    readonly story: TimelineStory,
  ) {
    this.#ownerOf = ownersOf(run.aliases.map(({ description }) => description));
    this.width = (MEMORY - 40 - FIRST_LANE) / Math.max(1, story.lanes.length);
  }

  bar(lane: number): number {
    return FIRST_LANE + 12 + Math.max(lane, 0) * this.width;
  }

  box(lane: number): { x: number; width: number } {
    // Where lanes are narrow, boxes reach over their neighbors: a row has one box only. The last lanes' go left.
    const width = Math.max(LEAST_BOX, Math.min(this.width - 46, 284));
    const right = this.bar(lane) + 20;
    return { x: right + width <= MEMORY - 48 ? right : this.bar(lane) - 20 - width, width };
  }

  look(lane: number): OwnerLook {
    return this.#ownerOf(this.story.lanes[lane]?.alias.description);
  }
}

function headings(
  run: ScenarioRun,
  { lanes: acting }: TimelineStory,
  lanes: Lanes,
  bottom: number,
): Markup[] {
  return [
    ...acting.flatMap(({ alias, core }, lane) => {
      const look = lanes.look(lane);
      const where = coresOf(run.scenario.machine).count > 1 ? ` · core ${core}` : '';
      const color = run.layout.colors > 1 && hasColor(alias.description) ? ` · color ${alias.color}` : '';
      return [
        badge(lanes.bar(lane), 74, look.letter, look.color),
        fittedLabel(lanes.bar(lane) + 18, 72, `${nameOf(acting, lane)}${where}`, lanes.width - 36, {
          bold: true,
          color: look.color,
        }),
        label(
          lanes.bar(lane) + 18,
          87,
          fitting(`${formatAddress(alias.virtual)}${color}`, lanes.width - 24, { size: 10 }),
          {
            size: 10,
            color: INK.quiet,
          },
        ),
        element('line', {
          x1: lanes.bar(lane),
          y1: 90,
          x2: lanes.bar(lane),
          y2: bottom,
          stroke: INK.faint,
          'stroke-width': 2,
        }),
      ];
    }),
    badge(MEMORY, 74, OWNER.memory.letter, OWNER.memory.color),
    label(MEMORY, 100, 'memory', { size: 10, color: OWNER.memory.color, anchor: 'middle', bold: true }),
    element('line', {
      x1: MEMORY,
      y1: 106,
      x2: MEMORY,
      y2: bottom,
      stroke: OWNER.memory.color,
      'stroke-width': 2,
    }),
  ];
}

/**
 * What heads a lane: a window and the direct map are called the same for every page, so theirs says which page; and which
 * frame, where a page of a file has one in the page cache as well.
 */
function nameOf(lanes: TimelineStory['lanes'], lane: number): string {
  const { alias } = lanes[lane]!;
  const { name, of } = alias.description;
  const others = lanes
    .map((each) => each.alias)
    .filter((each) => each !== alias && each.description.name === name);
  if (others.length === 0) return name;
  const isThisPage = (other: typeof of) => other.file.name === of.file.name && other.page === of.page;
  if (others.some(({ description }) => isThisPage(description.of))) {
    return `${name}, pfn 0x${alias.physical.page.toString(16)}`;
  }
  const isOneFile = others.every(({ description }) => description.of.file.name === of.file.name);
  return isOneFile ? `${name}, page ${of.page}` : `${name}, ${of.file.name}`;
}

const middleOf = (row: number) => TOP + row * ROW + ROW / 2 - 6;

/** The time that the cache holds the line: hollow while it is clean, filled while it is dirty. */
function stayBar(
  { lane, from, to, changes, set, way }: Stay,
  lanes: Lanes,
  shown: readonly TimelineRow[],
): Markup {
  const rows = shown.length;
  const look = lanes.look(lane);
  const x = lanes.bar(lane) - 5;
  const start = middleOf(from);
  const end = to === undefined || to >= rows ? TOP + rows * ROW : middleOf(to);
  const bar = (top: number, bottom: number, dirty: boolean) =>
    element('rect', {
      x,
      y: top,
      width: 10,
      height: Math.max(4, bottom - top),
      rx: 3,
      fill: dirty ? look.color : INK.ground,
      stroke: look.color,
      'stroke-width': 1.4,
    });
  const known = changes.filter(({ row }) => row < rows && (to === undefined || row < to));
  const parts = known.map(({ row, dirty }, i) =>
    bar(middleOf(row), i + 1 < known.length ? middleOf(known[i + 1]!.row) : end, dirty),
  );
  const last = shown[Math.min(to ?? rows, rows - 1)]!.step;
  return element(
    'g',
    marks({ step: [shown[from]!.step, last], sets: [set] }),
    element('title', {}, `set ${set} way ${way}`),
    bar(start, end, false),
    ...parts,
  );
}

function arrows(row: TimelineRow, number: number, lanes: Lanes): Markup[] {
  const y = middleOf(number);
  const own = lanes.bar(row.lane);
  const { x, width } = lanes.box(row.lane);
  const found: Markup[] = [];
  if (row.fetched) found.push(...arrow(MEMORY - 3, x + width + 4, y + 9, INK.quiet, 'fill'));
  for (const lane of row.wroteBack) {
    const from = lane === row.lane ? x + width : lanes.bar(lane) + 6;
    // What another lane writes back passes behind the box: its words stand before that.
    const end = lane !== row.lane && from < x ? x : MEMORY - 4;
    found.push(...arrow(from, MEMORY - 4, y - 9, lanes.look(lane).color, 'write back', (from + end) / 2));
  }
  if (row.through === 'memory') {
    const isLoad = row.saw !== undefined;
    found.push(
      ...(isLoad
        ? arrow(MEMORY - 3, x + width + 4, y, OWNER.memory.color, 'load')
        : arrow(x + width, MEMORY - 4, y, OWNER.memory.color, 'store')),
    );
  } else if (row.through !== undefined && row.through !== row.lane) {
    // A hit on the line that another alias brought: one line, two names.
    found.push(
      ...arrow(
        lanes.bar(row.through) + 6,
        x < own ? x - 4 : own - 8,
        y,
        lanes.look(row.through).color,
        'the same line',
      ),
    );
  }
  return found;
}

function arrow(
  from: number,
  to: number,
  y: number,
  color: string,
  words: string,
  middle = (from + to) / 2,
): Markup[] {
  const back = from > to ? 7 : -7;
  return [
    element('line', { x1: from, y1: y, x2: to, y2: y, stroke: color, 'stroke-width': 1.5 }),
    element('path', { d: `M${to} ${y}l${back} -4v8z`, fill: color }),
    label(middle, y - 3, words, { size: 9, color, anchor: 'middle' }),
  ];
}

/** What was done and what came of it; the number of a step stands at its first row. */
function box(row: TimelineRow, number: number, lanes: Lanes, first: boolean): Markup[] {
  const { x, width } = lanes.box(row.lane);
  const top = TOP + number * ROW;
  const bad = row.outcome !== 'fine';
  const outcome = OUTCOME[row.outcome];
  const from = row.saw && row.shouldBe ? excerptStart(row.saw, row.shouldBe) : 0;
  const what = row.saw ? `${row.does} → ${formatBytes(row.saw, from)}` : row.does;
  const where = row.sets ? `set ${formatSets(row.sets)} · ` : '';
  const words =
    row.outcome === 'stale' || row.outcome === 'foreign'
      ? `${outcome.mark} ${row.wrong}: should be ${formatBytes(row.shouldBe!, from)}`
      : `${outcome.mark} ${row.verdict}`;
  return [
    label(20, top + 29, first ? String(row.step) : '', { size: 13, bold: true, color: INK.quiet }),
    element('rect', {
      x,
      y: top,
      width,
      height: bad ? 52 : 46,
      rx: 4,
      fill: bad ? outcome.ground : INK.ground,
      stroke: bad ? outcome.color : INK.line,
      'stroke-width': bad ? 2 : 1,
    }),
    fittedLabel(x + 8, top + 16, what, width - 14, { bold: true }),
    fittedLabel(x + 8, top + 31, `${where}${row.cache}`, width - 14, { size: 10, color: INK.quiet }),
    ...(bad
      ? [fittedLabel(x + 8, top + 46, words, width - 14, { size: 11, bold: true, color: outcome.color })]
      : []),
  ];
}
