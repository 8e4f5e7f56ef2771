/** Runs of millions of events, and caches of millions of lines: views count all of it, and make what they show. */
import { describe, expect, it, test, vi } from 'vitest';
import type { MachineInput } from '../../src/fluent/machine-input.js';
import { EventLog } from '../../src/hardware/event-log.js';
import { cache, daxFile, daxIo, machine, processor, type Run, scenario } from '../../src/index.js';
import { heldLines } from '../../src/views/held-lines.js';
import { file, read, sh4, story, user } from '../linux/stories.js';

const large = daxFile('large.dat').pages(512);
const transfer = (size: `${number} KiB`, on: MachineInput = processor('SH7750')): Run =>
  scenario(on).daxIo(daxIo().read(size).from(large)).run();

/** How often an event is taken out of the log while something is done. */
function eventsTaken(act: () => unknown): number {
  const event = vi.spyOn(EventLog.prototype, 'event');
  act();
  const { length } = event.mock.calls;
  event.mockRestore();
  return length;
}

describe('the table of events', () => {
  it('is made as it is read: to have it takes no event', () => {
    const run = transfer('64 KiB');

    expect(eventsTaken(() => run.events())).toBe(0);
    expect(run.events().numRows()).toBe(2048);
    expect(eventsTaken(() => run.events().get('saw', 2047))).toBe(1);
  });

  it('says what the events say', () => {
    const run = story.flush(user).run();
    const events = run.log();
    const table = run.events();

    expect(table.array('action')).toEqual(events.map(({ action }) => action));
    expect(table.array('set')).toEqual(events.map(({ set }) => set));
    expect(table.array('way')).toEqual(events.map(({ way }) => way));
    expect(table.array('length')).toEqual(events.map(({ length }) => length));
    expect(table.array('wrote back')).toEqual(events.map(({ wroteBack }) => wroteBack));
    expect(table.array('dropped')).toEqual(
      events.map(({ action, evicted }) => evicted && action === 'flush'),
    );
    expect(table.array('stale')).toEqual(events.map(({ stale }) => stale));
    expect([...table.column('event')!]).toEqual(events.map(({ event }) => event));
  });

  it('can be filtered, sorted and derived from as any other', () => {
    const table = story.run().events();

    const loads = table.filter((row: { action: string }) => row.action === 'load').orderby('set');

    expect(loads.numRows()).toBeGreaterThan(0);
    expect(loads.objects().length).toBe(loads.numRows());
  });
});

describe('a long run', () => {
  it('has its rows made by looking at each event once', () => {
    const [short, long] = ['128 KiB', '256 KiB'].map((size) => {
      const run = transfer(size as '128 KiB');
      return [run.log().length, eventsTaken(() => run.table())] as const;
    });

    expect(short![1]).toBe(short![0]);
    expect(long![1]).toBe(long![0]);
  });

  it('is drawn by the rows and the lanes that are shown', () => {
    const short = transfer('128 KiB');
    const long = transfer('1024 KiB');
    for (const run of [short, long]) run.table();

    const taken = [short, long].map((run) => eventsTaken(() => run.svg()));

    expect(taken[1]).toBe(taken[0]);
    expect(long.svg().length).toBeLessThan(2 * short.svg().length);
    expect(long.svg()).toContain('… 240 more: .table() has all');
  });

  it('is stepped through by the line that is followed', () => {
    const run = transfer('256 KiB');

    run.table();

    expect(eventsTaken(() => run.stepper().table())).toBeLessThan(100);
  });
});

describe('the sets of a large cache', () => {
  const on = machine(cache().vipt().size('1 MiB').line(32).ways(1));
  const full = transfer('1024 KiB', on).sets();
  const held = 32_768;

  it('are counted, all of them', () => {
    expect(String(full)).toContain(`${held} lines are held, none of them twice; all hold the newest bytes.`);
    expect(full.table().numRows()).toBe(held);
    expect(full.lines()).toHaveLength(held);
  });

  it('are drawn as far as one can see them', () => {
    expect(full.svg().length).toBeLessThan(1_500_000);
    expect(full.svg()).toContain(`… ${held - 6} more physical lines`);
    const { data, layout } = full.figure();
    expect(data.reduce((sum, { x }) => sum + (x as unknown[]).length, 0)).toBe(4096);
    expect(layout.title).toEqual({ text: expect.stringContaining(`, 4096 of ${held} lines`) });
    expect(full.toMail()).toContain(`[${held - 24} more lines]`);
  });

  it('are put together one by one, as the table is read', () => {
    const lines = heldLines(transfer('1024 KiB', on).engine, 0);
    const copy = vi.spyOn(lines, 'copy');

    const { set, way, alias } = lines.copy(5);

    expect([set, way, alias?.description.name]).toEqual([5, 0, 'kernel']);
    expect(copy).toHaveBeenCalledTimes(1);
  });
});

test('sets of few lines are as they were: in the order of memory, with the copies of a line together', () => {
  const sets = scenario(sh4).store(user, 'hello').daxIo(read).run().sets();

  expect(sets.figure().data.map(({ name }) => name)).toEqual(['user', 'kernel']);
  expect(sets.table().array('stale')).toEqual(['', 'STALE']);
  expect(file.describe().name).toBe('mail.dat');
});
