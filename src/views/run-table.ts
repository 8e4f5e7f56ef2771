/** A run as arquero tables: a row a call (what the text shows too), or a row an event. */
import { type ColumnTable, table } from 'arquero';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { formatBytes } from '../units/bytes.js';
import { type RunRow, runRows } from './run-rows.js';

/** `128`, `128–255`, or nothing for an uncached access. */
export function formatSets(sets: RunRow['sets']): string {
  if (!sets) return '–';
  return sets[0] === sets[1] ? String(sets[0]) : `${sets[0]}–${sets[1]}`;
}

/** Whether a cell says that something went wrong. */
export function isTrouble(column: string, text: string): boolean {
  return column === 'verdict' && /STALE|LOST/.test(text);
}

/** A row a call, in order: who, does, address, color, set, cache, saw, should be, verdict. */
export function runTable(run: ScenarioRun): ColumnTable {
  const rows = runRows(run);
  const column = <T>(value: (row: RunRow) => T) => rows.map(value);
  return table({
    step: column((row) => row.step),
    who: column((row) => row.who),
    does: column((row) => row.does),
    address: column((row) => (row.virtual ? formatAddress(row.virtual) : '–')),
    color: column((row) => (row.color === undefined ? '–' : String(row.color))),
    set: column((row) => formatSets(row.sets)),
    way: column((row) => (row.way === undefined ? '–' : String(row.way))),
    cache: column((row) => row.cache),
    saw: column((row) => (row.saw ? formatBytes(row.saw) : '')),
    'should be': column((row) => (row.shouldBe ? formatBytes(row.shouldBe) : '')),
    verdict: column((row) => row.verdict),
  });
}

/** A row an event, a line that was touched each. */
export function eventTable(run: ScenarioRun): ColumnTable {
  const events = run.machine.log.events();
  const names = new Map(run.aliases.map(({ number, description }) => [number, description.name]));
  return table({
    event: events.map(({ event }) => event),
    step: events.map(({ step }) => step),
    alias: events.map(({ alias }) => names.get(alias) ?? '–'),
    action: events.map(({ action }) => action),
    virtual: events.map(({ virtual }) => (virtual ? formatAddress(virtual) : '–')),
    physical: events.map(({ physical }) => formatAddress(physical)),
    memory: events.map(({ physical }) => run.machine.memory.kindOf(physical.page)),
    length: events.map(({ length }) => length),
    set: events.map(({ set }) => set),
    way: events.map(({ way }) => way),
    hit: events.map(({ hit }) => hit),
    filled: events.map(({ filled }) => filled),
    evicted: events.map(({ evicted }) => evicted),
    'wrote back': events.map(({ wroteBack }) => wroteBack),
    other: events.map(({ other }) => (other ? formatAddress(other) : '–')),
    read: events.map(({ action, bytes }) => (action === 'load' ? formatBytes(bytes) : '')),
    'should be': events.map(({ action, expected }) => (action === 'load' ? formatBytes(expected) : '')),
    stored: events.map(({ action, bytes }) => (action === 'store' ? formatBytes(bytes) : '')),
    stale: events.map(({ stale }) => stale),
    lost: events.map(({ lost }) => lost),
  });
}
