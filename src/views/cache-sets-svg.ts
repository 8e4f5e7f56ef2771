/**
 * The picture of cache sets: where the held lines lie among all sets and ways, and below it every physical line with its
 * copies and its memory, byte by byte, so that one sees which copy is old.
 */
import { setsOf } from '../hardware/cache-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { BYTE_WIDTH, byteCells } from './byte-cells.js';
import { LEFT, MAP_TOP, mapOf, RIGHT } from './cache-sets-map.js';
import { cacheSetsWords, looksIn, onCore } from './cache-sets-words.js';
import { type Copy, heldLines, type PhysicalLine, troubleOf, windowOf } from './held-lines.js';
import { marks } from './marks.js';
import { INK, OUTCOME, OWNER } from './palette.js';
import { badge, element, fittedLabel, label, type Markup, picture } from './svg.js';
import { count, describeCache } from './words.js';

const WIDTH = 860;
const ROW = 30;
const CELLS = 16;
const CELLS_AT = 346;
/** More physical lines than this are counted, not drawn. */
const MOST = 6;

/** The sets in bands of color with the held lines in place, and the bytes of each copy. */
export function cacheSetsSvg(run: ScenarioRun, core: number): string {
  const { machine } = run.scenario;
  const lines = heldLines(run, core);
  const drawn = lines.first(MOST);
  const mapHeight = Math.max(34, Math.min(96, machine.cache.ways * 22));
  let y = MAP_TOP + mapHeight + 52;
  const groups: Markup[] = [];
  for (const line of drawn) {
    groups.push(element('g', marks({ line: line.physical }), ...groupOf(run, line, y)));
    y += 34 + rowsOf(line) * ROW + 14;
  }
  const rest = lines.physicalCount - drawn.length;
  if (lines.count === 0) groups.push(label(LEFT, y, 'The cache holds no line.', { color: INK.quiet }));
  if (rest > 0) {
    groups.push(
      label(LEFT, y, `… ${count(rest, 'more physical line')}: .table() has all`, { color: INK.quiet }),
    );
  }
  const heading = `What the cache of ${machine.name}${onCore(run, core)} holds: ${describeCache(machine.cache)}`;
  return picture(
    WIDTH,
    y + (lines.count === 0 || rest > 0 ? 20 : 0),
    cacheSetsWords(run, core),
    fittedLabel(LEFT, 26, heading, 820, { size: 15, bold: true }),
    ...mapOf(run, lines, mapHeight),
    ...groups,
  );
}

// --- one physical line, its copies and its memory ---------------------------------------------------------------

function groupOf(run: ScenarioRun, line: PhysicalLine, top: number): Markup[] {
  const shown = windowOf(line, CELLS);
  const rows = rowsOf(line);
  const from =
    shown.from === 0 && shown.length === line.newest.length
      ? 'all'
      : `${shown.from}–${shown.from + shown.length - 1}`;
  const heading = `physical line ${formatAddress(line.physical)}`;
  const copies = line.copies.length > 1 ? `, held ${line.copies.length} times` : '';
  return [
    label(LEFT, top, `${heading}${copies}`, { bold: true }),
    label(CELLS_AT, top, `bytes ${from} of the line`, { size: 11, color: INK.quiet }),
    // The bracket that says: these are one and the same memory.
    element('path', {
      d: `M${LEFT + 4} ${top + 12}v${rows * ROW - 6}`,
      fill: 'none',
      stroke: line.copies.length > 1 ? INK.text : INK.edge,
      'stroke-width': line.copies.length > 1 ? 2 : 1,
      'stroke-dasharray': '4 3',
    }),
    ...line.copies.map((copy, i) =>
      element('g', marks({ sets: [copy.set] }), ...copyRow(run, line, copy, shown, top + 10 + i * ROW)),
    ),
    ...memoryRow(line, shown, top + 10 + line.copies.length * ROW),
    ...(isHeld(line) ? [] : nowhereRow(line, shown, top + 10 + (line.copies.length + 1) * ROW)),
  ];
}

/** Whether somebody has all of the newest bytes. */
function isHeld({ copies, memory, newest }: PhysicalLine): boolean {
  return copies.some(({ stale }) => !stale.includes(true)) || memory.every((byte, i) => byte === newest[i]);
}

/** Its copies, memory, and the newest bytes where nobody has them all. */
function rowsOf(line: PhysicalLine): number {
  return line.copies.length + (isHeld(line) ? 1 : 2);
}

function nowhereRow(line: PhysicalLine, shown: Shown, top: number): Markup[] {
  return [
    badge(LEFT + 24, top + 14, OUTCOME.lost.mark, OUTCOME.lost.color),
    label(LEFT + 42, top + 18, 'the newest bytes, whole nowhere', { bold: true }),
    ...byteCells({
      bytes: line.newest,
      newest: line.newest,
      shown,
      x: CELLS_AT,
      top,
      stroke: OUTCOME.lost.color,
    }),
  ];
}

type Shown = ReturnType<typeof windowOf>;

function copyRow(run: ScenarioRun, line: PhysicalLine, copy: Copy, shown: Shown, top: number): Markup[] {
  const look = looksIn(run)(copy);
  const name = copy.alias?.description.name ?? 'another alias';
  const color =
    run.layout.colors > 1
      ? ` · color ${Math.floor((copy.set * run.layout.colors) / setsOf(run.scenario.machine.cache))}`
      : '';
  const trouble = troubleOf(copy);
  return [
    badge(LEFT + 24, top + 14, look.letter, look.color),
    fittedLabel(LEFT + 42, top + 18, name, 92, { bold: true, color: look.color }),
    label(LEFT + 138, top + 18, `set ${copy.set} · way ${copy.way}${color}`, { size: 11 }),
    ...byteCells({
      bytes: copy.bytes,
      newest: line.newest,
      shown,
      x: CELLS_AT,
      top,
      stroke: look.color,
      trouble,
    }),
    label(CELLS_AT + CELLS * BYTE_WIDTH + 12, top + 18, copy.dirty ? 'dirty' : 'clean', {
      size: 11,
      bold: copy.dirty,
    }),
    ...(trouble
      ? [
          label(RIGHT, top + 18, `${OUTCOME[trouble].mark} ${trouble.toUpperCase()}`, {
            bold: true,
            color: OUTCOME[trouble].color,
            anchor: 'end',
          }),
        ]
      : [
          label(RIGHT, top + 18, `${OUTCOME.fine.mark} newest`, {
            size: 11,
            color: OUTCOME.fine.color,
            anchor: 'end',
          }),
        ]),
  ];
}

function memoryRow(line: PhysicalLine, shown: Shown, top: number): Markup[] {
  const old = line.memory.some((byte, i) => byte !== line.newest[i]);
  return [
    badge(LEFT + 24, top + 14, OWNER.memory.letter, OWNER.memory.color),
    label(LEFT + 42, top + 18, 'memory', { color: OWNER.memory.color, bold: true }),
    ...byteCells({ bytes: line.memory, newest: line.newest, shown, x: CELLS_AT, top, stroke: INK.line }),
    label(RIGHT, top + 18, old ? 'behind the newest' : `${OUTCOME.fine.mark} newest`, {
      size: 11,
      color: old ? INK.quiet : OUTCOME.fine.color,
      anchor: 'end',
    }),
  ];
}
