/** The event log as an arquero table in words and addresses: a row an event, a line that was touched each. */
import { table } from 'arquero';
import { ACTIONS, FLAG, NO_ALIAS, NOTHING } from '../hardware/event-log.js';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress, SMALL_PAGE } from '../units/address.js';
import { excerptStart, formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import { madeColumn } from './made-column.js';

/** A row an event. Nothing is copied: a cell is made of the log when it is read. */
export function eventTable({ machine, aliases, scenario }: ScenarioRun): Table {
  const { log, memory } = machine;
  const columns = log.columns();
  const cells = <T>(make: (event: number) => T) => madeColumn(log.length, make);
  const isMarked = (flag: number) => cells((event) => (columns.flags[event]! & flag) !== 0);
  const actionOf = (event: number) => ACTIONS[columns.action[event]!]!;
  const aliasOf = (event: number) => known(columns.alias[event]!);
  // What maintenance takes out of the cache is dropped; what makes room, or leaves of its own accord, is evicted.
  const isDropping = (event: number) => ['invalidate', 'flush'].includes(actionOf(event));
  const leaves = (event: number) => (columns.flags[event]! & FLAG.evicted) !== 0;
  const addressIn = (page: number, offset: number) =>
    page < 0 ? '–' : formatAddress({ page, offset: offset % SMALL_PAGE });
  const read = (event: number, which: 'bytes' | 'expected') => {
    const { action, bytes, expected } = log.event(event);
    const shown = which === 'bytes' ? bytes : expected;
    return action === 'load' ? formatBytes(shown, excerptStart(bytes, expected)) : '';
  };
  const named = new Map(aliases.map(({ number, description }) => [number, description]));
  return table({
    event: cells((event) => event),
    step: cells((event) => columns.step[event]!),
    ...(coresOf(scenario.machine).count > 1 && { core: cells((event) => log.coreOf(event)) }),
    who: cells((event) => named.get(aliasOf(event))?.who ?? 'cache'),
    alias: cells((event) => named.get(aliasOf(event))?.name ?? '–'),
    action: cells(actionOf),
    virtual: cells((event) =>
      aliasOf(event) === NO_ALIAS ? '–' : addressIn(columns.virtualPage[event]!, columns.offset[event]!),
    ),
    physical: cells((event) => addressIn(columns.physicalPage[event]!, columns.offset[event]!)),
    memory: cells((event) => {
      const page = columns.physicalPage[event]!;
      return page < 0 ? '–' : memory.kindOf(page);
    }),
    length: cells((event) => columns.lengthLessOne[event]! + 1),
    set: cells((event) => columns.set[event]!),
    way: cells((event) => known(columns.way[event]!)),
    hit: isMarked(FLAG.hit),
    filled: isMarked(FLAG.filled),
    evicted: cells((event) => leaves(event) && !isDropping(event)),
    dropped: cells((event) => leaves(event) && isDropping(event)),
    'wrote back': isMarked(FLAG.wroteBack),
    'to memory': isMarked(FLAG.wroteThrough),
    uncached: isMarked(FLAG.uncached),
    other: cells((event) =>
      addressIn(columns.otherPage[event]!, columns.otherLine[event]! * scenario.machine.cache.line),
    ),
    saw: cells((event) => read(event, 'bytes')),
    'should be': cells((event) => read(event, 'expected')),
    stored: cells((event) => (actionOf(event) === 'store' ? formatBytes(log.event(event).bytes) : '')),
    stale: isMarked(FLAG.stale),
    foreign: isMarked(FLAG.foreign),
    lost: isMarked(FLAG.lost),
  });
}

/** The number of an alias or a way; -1 where there is none. */
function known(inColumn: number): number {
  return inColumn === NOTHING ? NO_ALIAS : inColumn;
}
