/** A run as arquero tables: a row a call (what the text shows too), or a row an event. */
import { table } from 'arquero';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import { stretchesOf } from './marks.js';
import { type RunRow, runRows } from './run-rows.js';

/** More stretches of neighboring sets than this are counted. */
const MOST_STRETCHES = 3;

/** `128`, `128–255`, `0–31, 480–511`, or a dash for an uncached access. */
export function formatSets(sets: RunRow['sets']): string {
  if (!sets) return '–';
  const stretches = stretchesOf(sets);
  return stretches.length > MOST_STRETCHES ? `${sets.length} sets` : stretches.join(', ');
}

/** Whether a cell says that something went wrong. */
export function isTrouble(column: string, text: string): boolean {
  return column === 'verdict' && /STALE|FOREIGN|LOST|MISSING|MACHINE CHECK/.test(text);
}

/** A row a call, in order: the core where there are several, who, does, address, color, set, cache, saw, should be, verdict. */
export function runTable(run: ScenarioRun): Table {
  const rows = runRows(run);
  const column = <T>(value: (row: RunRow) => T) => rows.map(value);
  return table({
    step: column((row) => row.step),
    ...(coresOf(run.scenario.machine).count > 1 && { core: column((row) => row.core) }),
    who: column((row) => row.who),
    does: column((row) => row.does),
    address: column((row) => (row.virtual ? formatAddress(row.virtual) : '–')),
    color: column((row) => (row.color === undefined ? '–' : String(row.color))),
    set: column((row) => formatSets(row.sets)),
    way: column((row) => (row.way === undefined ? '–' : String(row.way))),
    cache: column((row) => row.cache),
    saw: column(({ saw, shouldBe }) =>
      saw && shouldBe ? formatBytes(saw, excerptStart(saw, shouldBe)) : '',
    ),
    'should be': column(({ saw, shouldBe }) =>
      saw && shouldBe ? formatBytes(shouldBe, excerptStart(saw, shouldBe)) : '',
    ),
    verdict: column((row) => row.verdict),
  });
}
