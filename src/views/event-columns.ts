/** The event log as an arquero table over the log's own columns: a million events are a table at once, and none is copied. */
import { table } from 'arquero';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { Table } from './arquero-table.js';

/** A row an event, in numbers, over the very arrays that the log keeps. For words and addresses there is `eventTable()`. */
export function eventColumns({ machine }: ScenarioRun): Table {
  return table({ ...machine.log.columns() });
}
