/** The event log as a table of its own columns: the same arrays, and what they say. */
import { expect, test } from 'vitest';
import { scenario } from '../../src/fluent/scenario.js';
import { ACTIONS, FLAG } from '../../src/hardware/event-log.js';
import { kernel, sh4, user } from '../linux/stories.js';

const run = scenario(sh4).store(user, 'hello').load(kernel, 5).maintainCache('flush').run();

test('every column of the log is a column of the table, and is not copied', () => {
  const columns = run.engine.machine.log.columns();

  const table = run.eventColumns();

  expect(table.columnNames()).toEqual(Object.keys(columns));
  expect(table.numRows()).toBe(4);
  for (const [name, column] of Object.entries(columns)) {
    const shown = table.column(name) as unknown as Uint8Array;
    expect(shown.constructor).toBe(column.constructor);
    expect(shown.buffer).toBe(column.buffer);
    expect(shown.byteOffset).toBe(column.byteOffset);
  }
});

test('its numbers say what the events say in words', () => {
  const rows = run.eventColumns().objects() as Record<string, number>[];

  const said = rows.map(({ action, flags, alias, set, physicalPage, offset }) => ({
    action: ACTIONS[action!],
    stale: (flags! & FLAG.stale) !== 0,
    wroteBack: (flags! & FLAG.wroteBack) !== 0,
    alias,
    set,
    physical: { page: physicalPage, offset },
  }));

  const physical = { page: 0x0c123, offset: 0 };
  expect(said).toEqual([
    { action: 'store', stale: false, wroteBack: false, alias: 0, set: 128, physical },
    { action: 'load', stale: true, wroteBack: false, alias: 1, set: 384, physical },
    { action: 'flush', stale: false, wroteBack: true, alias: 65_535, set: 128, physical },
    { action: 'flush', stale: false, wroteBack: false, alias: 65_535, set: 384, physical },
  ]);
});

test('a run without events is an empty table', () => {
  const table = scenario(sh4).maintainCache('flush').run().eventColumns();

  expect(table.numRows()).toBe(0);
  expect(table.columnNames()).toContain('action');
});
