/**
 * A run as a mail: which addresses there are, what each step did at which address and set, and under what a load saw the
 * bytes that are wrong, marked with carets.
 *
 *     2. kernel: dax_io load 5
 *        at 0x8c123000, color 3, set 384, way 0: miss, fill
 *        saw        |.....|
 *                    ^^^^^ STALE
 *        should be  |hello|
 */
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { describeStep } from '../linux/steps/index.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { formatAddress } from '../units/address.js';
import { ascii, mailOf, sentence, wrapped } from './mail-text.js';
import { type RunRow, runRows } from './run-rows.js';
import { formatSets } from './run-table.js';
import { runVerdict } from './run-text.js';
import { describeLinux, describeMachine } from './words.js';

/** Rows that are told, troubles aside. */
const MOST_ROWS = 40;
const MOST_TROUBLES = 20;
const MOST_ALIASES = 12;
const INDENT = '     ';

/** The run as a mail; `again` are the lines that run it again. */
export function runMail(run: ScenarioRun, again: readonly string[]): string {
  return mailOf(
    runMailHeading(run),
    aliasLines(run),
    runMailSteps(run),
    wrapped(sentence(runVerdict(run))),
    againLines(again),
  );
}

/** Machine and strategy. */
export function runMailHeading({ scenario }: ScenarioRun): string[] {
  const { machine, strategy, linux } = scenario;
  return [
    ...wrapped(`${machine.name}: ${describeMachine(machine)}.`),
    ...wrapped(`Strategy: ${formatStrategy(strategy)}.${linux ? ` ${describeLinux(linux)}.` : ''}`),
  ];
}

/** How to see it for oneself. */
export function againLines(again: readonly string[], what = 'To run it again:'): string[] {
  return again.length === 0 ? [] : [what, ...again];
}

function aliasLines({ aliases }: ScenarioRun): string[] {
  const shown = aliases.slice(0, MOST_ALIASES);
  const width = Math.min(16, Math.max(0, ...shown.map(({ description }) => ascii(description.name).length)));
  const lines = shown.flatMap(({ description, virtual, physical, color }) =>
    wrapped(
      `${formatAddress(virtual)} is page ${description.of.page} of ${description.of.file.name} (${formatAddress(physical)}), color ${color}`,
      { first: `  ${ascii(description.name).padEnd(width)}  `, rest: ' '.repeat(width + 4) },
    ),
  );
  const more = aliases.length - shown.length;
  return [...lines, ...(more > 0 ? [`  [${more} more]`] : [])];
}

/** Each step with its number. Of very many rows the first are told, and those where something went wrong. */
export function runMailSteps(run: ScenarioRun): string[] {
  const rows = runRows(run);
  const late = rows.filter(({ outcome }, i) => i >= MOST_ROWS && outcome !== 'fine');
  const shown = new Set([...rows.slice(0, MOST_ROWS), ...late.slice(0, MOST_TROUBLES)]);
  const ofStep = new Map<number, RunRow[]>();
  for (const row of rows) {
    const own = ofStep.get(row.step);
    if (own) own.push(row);
    else ofStep.set(row.step, [row]);
  }
  const lines: string[] = [];
  let left = 0;
  const tell = (told: readonly string[]) => {
    if (left > 0) lines.push(`${INDENT}[${left} more]`);
    left = 0;
    lines.push(...told);
  };
  for (const { step, asked } of run.steps) {
    const own = ofStep.get(step) ?? [];
    // A step that touched nothing is told as it was asked for.
    if (own.length === 0 && step <= MOST_ROWS) tell(wrapped(describeStep(asked), startOf(step)));
    let isFirst = true;
    for (const row of own) {
      if (!shown.has(row)) left++;
      else {
        tell(rowLines(run, row, isFirst));
        isFirst = false;
      }
    }
  }
  tell([]);
  if (lines.length === 0) return ['[no steps]'];
  return rows.some(({ does }) => does.includes('·'))
    ? [...lines, '', 'A dot in quotes is a zero byte.']
    : lines;
}

function startOf(step: number | undefined) {
  return { first: `${step === undefined ? '' : `${step}. `}`.padStart(5), rest: `${INDENT}  ` };
}

function rowLines(run: ScenarioRun, row: RunRow, isFirst: boolean): string[] {
  const core = coresOf(run.scenario.machine).count > 1 ? ` on core ${row.core}` : '';
  const head = wrapped(`${row.who}${core}: ${row.does}`, startOf(isFirst ? row.step : undefined));
  const place = [
    row.virtual && `at ${formatAddress(row.virtual)}`,
    row.color !== undefined && `color ${row.color}`,
    row.sets && `${row.sets.length === 1 ? 'set' : 'sets'} ${formatSets(row.sets).replace(/ sets$/, '')}`,
    row.way !== undefined && `way ${row.way}`,
  ].filter(Boolean);
  const effect = place.length > 0 ? `${place.join(', ')}: ${row.cache}` : row.cache;
  const isLoadVerdict = row.saw && row.shouldBe && row.outcome !== 'fine';
  const verdict =
    row.verdict && !(isLoadVerdict && row.verdict === row.wrong)
      ? wrapped(row.verdict, { first: INDENT })
      : [];
  return [...head, ...wrapped(effect, { first: INDENT, rest: `${INDENT}  ` }), ...sawLines(row), ...verdict];
}

function sawLines({ saw, shouldBe, outcome, wrong = 'STALE' }: RunRow): string[] {
  if (!saw || !shouldBe) return [];
  if (outcome === 'fine') return [`${INDENT}saw        ${mailBytes(saw, saw).shown}`];
  return differingLines('saw', saw, 'should be', shouldBe, outcome === 'missing' ? 'MISSING' : wrong).map(
    (line) => INDENT + line,
  );
}

/** What is there, carets under the bytes that differ, and what should be. */
export function differingLines(
  what: string,
  bytes: Uint8Array,
  other: string,
  shouldBe: Uint8Array,
  mark: string,
): string[] {
  const width = Math.max(what.length, other.length) + 2;
  const { shown, at } = mailBytes(bytes, shouldBe);
  const { shown: right } = mailBytes(shouldBe, bytes);
  const carets = at('^');
  return [
    `${what.padEnd(width)}${shown}`,
    ...(carets.trim() === '' ? [] : [`${' '.repeat(width)}${carets} ${mark}`]),
    `${other.padEnd(width)}${right}`,
  ];
}

/** Whether all bytes are letters or zeros, and none is a dot, which stands for a zero. */
function isReadable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0 || (byte >= 0x20 && byte < 0x7f && byte !== 0x2e));
}

/** Bytes as text between bars, a dot for each zero, where that can be told apart; else in hexadecimal. */
export function mailBytes(
  bytes: Uint8Array,
  beside: Uint8Array,
): { shown: string; at(mark: string): string } {
  const isText = isReadable(bytes) && isReadable(beside);
  const most = isText ? 16 : 12;
  const differs = bytes.findIndex((byte, i) => byte !== beside[i]);
  const from = differs < most ? 0 : differs;
  const part = bytes.subarray(from, from + most);
  const place = from > 0 ? `+${from}: ` : '';
  const rest = bytes.length > from + most ? ` ... (${bytes.length} bytes)` : '';
  const cells = [...part].map((byte) =>
    isText ? (byte === 0 ? '.' : String.fromCharCode(byte)) : byte.toString(16).padStart(2, '0'),
  );
  const gap = isText ? '' : ' ';
  const edge = isText ? '|' : '';
  return {
    shown: `${place}${edge}${cells.join(gap)}${edge}${rest}`,
    at: (mark) =>
      ' '.repeat(place.length + edge.length) +
      cells
        .map((cell, i) => (part[i] === beside[from + i] ? ' ' : mark).repeat(cell.length))
        .join(gap)
        .trimEnd(),
  };
}
