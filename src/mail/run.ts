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
import { hasColor } from '../linux/alias.js';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { describeStep } from '../linux/steps/index.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { formatAddress } from '../units/address.js';
import { type RunRow, runRows } from '../views/run-rows.js';
import { formatSets } from '../views/run-table.js';
import { daxNotes, runVerdict } from '../views/run-text.js';
import { describeLinux, describeMachine } from '../views/words.js';
import { differingLines, mailBytes } from './bytes.js';
import { storyCommand } from './command.js';
import { ascii, mailOf, sentence, wrapped } from './text.js';

/** Rows that are told, troubles aside. */
const MOST_ROWS = 40;
const MOST_TROUBLES = 20;
const MOST_ALIASES = 12;
const INDENT = '     ';

/** The run as a mail. */
export function runMail(run: ScenarioRun): string {
  const { machine, strategy, linux } = run.scenario;
  return mailOf(
    [
      ...wrapped(`${machine.name}: ${describeMachine(machine)}.`),
      ...wrapped(`Strategy: ${formatStrategy(strategy)}.${linux ? ` ${describeLinux(linux)}.` : ''}`),
      ...daxNotes(run).flatMap((note) => wrapped(`${note}.`)),
    ],
    aliasLines(run),
    stepLines(run),
    wrapped(sentence(runVerdict(run))),
    ['To run it again:', ...storyCommand(run.scenario)],
  );
}

function aliasLines({ aliases }: ScenarioRun): string[] {
  const shown = aliases.slice(0, MOST_ALIASES);
  const width = Math.min(16, Math.max(0, ...shown.map(({ description }) => ascii(description.name).length)));
  const lines = shown.flatMap(({ description, virtual, physical, color }) =>
    wrapped(
      `${formatAddress(virtual)} is page ${description.of.page} of ${description.of.file.name} (${formatAddress(physical)})${hasColor(description) ? `, color ${color}` : ''}`,
      { first: `  ${ascii(description.name).padEnd(width)}  `, rest: ' '.repeat(width + 4) },
    ),
  );
  const more = aliases.length - shown.length;
  return [...lines, ...(more > 0 ? [`  [${more} more]`] : [])];
}

/** Each step with its number. Of very many rows the first are told, and those where something went wrong. */
export function stepLines(run: ScenarioRun): string[] {
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
  const add = (more: readonly string[]) => {
    if (left > 0) lines.push(`${INDENT}[${left} more]`);
    left = 0;
    lines.push(...more);
  };
  for (const { step, asked } of run.steps) {
    const own = ofStep.get(step) ?? [];
    // A step that touched nothing is told as it was asked for.
    if (own.length === 0 && step <= MOST_ROWS) add(wrapped(describeStep(asked), startOf(step)));
    let isFirst = true;
    for (const row of own) {
      if (!shown.has(row)) left++;
      else {
        add(rowLines(run, row, isFirst));
        isFirst = false;
      }
    }
  }
  add([]);
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
  if (outcome === 'fine') return [`${INDENT}saw        ${mailBytes(saw).shown}`];
  return differingLines('saw', saw, 'should be', shouldBe, outcome === 'missing' ? 'MISSING' : wrong).map(
    (line) => INDENT + line,
  );
}
