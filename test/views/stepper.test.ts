/** A run, step by step: the state after each is that of the story told so far, in a table, a text and a slider. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { machine } from '../../src/fluent/machine.js';
import { mapping } from '../../src/fluent/mapping.js';
import { processor } from '../../src/fluent/processor.js';
import { type Scenario, scenario } from '../../src/fluent/scenario.js';
import { congruent, uncached } from '../../src/fluent/strategies.js';
import type { PlotlyFigure } from '../../src/jupyter/static-image.js';
import { stillFigure } from '../../src/jupyter/still-figure.js';
import { runScenario } from '../../src/linux/run-scenario.js';
import type { Figure } from '../../src/views/figure.js';
import { physicalLines } from '../../src/views/held-lines.js';
import { lineStates } from '../../src/views/line-states.js';
import { file, kernel, read, sh4, story, user, write } from '../linux/stories.js';

const lostStory = scenario(sh4).store(user, '!', 8).daxIo(write).evict(kernel).evict(user).load(kernel, 5);
const text = (value: unknown) => `\n${value}\n`;

/** What a slider step makes of a figure: the traces that are seen, and the title. */
function atStep(figure: Figure, step: number) {
  const [slider] = figure.layout.sliders as { steps: { method: string; args: [object, object] }[] }[];
  const { method, args } = slider!.steps[step]!;
  const { visible } = args[0] as { visible: boolean[] };
  return { method, visible, title: (args[1] as { 'title.text': string })['title.text'] };
}

const stepperOf = (told: Scenario) => told.run().stepper();

/** The cells of a row, as text; bytes that are drawn as old stand in parentheses. */
function cellsOf(trace: Record<string, unknown>, row: number): string {
  const {
    x,
    y,
    text: letters,
    marker,
  } = trace as {
    x: number[];
    y: number[];
    text: string[];
    marker: { symbol: string[] };
  };
  return x
    .map((_, i) => i)
    .filter((i) => y[i] === row)
    .map((i) => (marker.symbol[i] === 'circle' ? `(${letters[i]})` : letters[i]))
    .join('');
}

describe('the text of a stepper', () => {
  test('has the line under both aliases, memory and the newest bytes, a row a step', () => {
    expect(text(stepperOf(lostStory))).toBe(`
stepper  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
bytes 0–8 of the line at 0x0c123000, after each step
step  does                                       user                      kernel                    memory       newest       saw             verdict
────  ─────────────────────────────────────────  ────────────────────────  ────────────────────────  ───────────  ───────────  ──────────────  ──────────────────────
   0  before                                     –                         –                         "·········"  "·········"
   1  store "!" through user                     "········!" dirty         –                         "·········"  "········!"
   2  dax_io write "HELLO" at 20480 of mail.dat  "········!" dirty, STALE  "HELLO····" dirty, STALE  "·········"  "HELLO···!"
   3  evict kernel                               "········!" dirty, STALE  –                         "HELLO····"  "HELLO···!"
   4  evict user                                 –                         –                         "········!"  "HELLO···!"                  LOST "HELLO" of step 2
   5  load kernel                                –                         "········!" clean, STALE  "········!"  "HELLO···!"  kernel "·····"  STALE
STALE, LOST: 1 of 1 loads read old bytes; lost for good: "HELLO" of step 2
`);
  });

  test('gives aliases that lead to one place one column', () => {
    const table = stepperOf(story.using(congruent())).table();

    expect(table.columnNames()).toEqual([
      'step',
      'does',
      'user = window',
      'memory',
      'newest',
      'saw',
      'verdict',
    ]);
    expect(table.array('saw')).toEqual(['', '', 'window "hello"']);
  });

  test('has no column for a cache that never holds the line', () => {
    expect(stepperOf(scenario(sh4).daxIo(read).using(uncached())).table().columnNames()).toEqual([
      'step',
      'does',
      'memory',
      'newest',
      'saw',
      'verdict',
    ]);
  });

  test('says which core a line is in, where there are several', () => {
    const two = scenario(machine(cache()).cores(2)).store(user, 'hello').onCore(1).load(user, 5);

    expect(stepperOf(two).table().columnNames()).toContain('user, core 1');
  });

  test('shows the bytes that were touched, wherever they lie in the line', () => {
    const far = scenario(sh4).store(user, 'x', 4090).run().stepper();

    expect(String(far)).toContain('bytes 24–31 of the line at 0x0c123fe0');
    expect(far.table().array('user')).toEqual(['–', '"··x·····" dirty']);
  });
});

describe('the states of a stepper', () => {
  test('are those of the story told up to there', () => {
    const { scenario: whole } = lostStory.run().engine;
    const { states, physical } = lineStates(lostStory.run().engine)!;

    for (const { step, copies, memory, newest } of states.slice(1)) {
      const upTo = runScenario({ ...whole, steps: whole.steps.slice(0, step) });
      const line = physicalLines(upTo, 0).find((each) => each.physical.offset === physical.offset);
      expect(copies.map(({ set, dirty, bytes }) => ({ set, dirty, bytes }))).toEqual(
        (line?.copies ?? []).map(({ set, dirty, bytes }) => ({ set, dirty, bytes })),
      );
      if (line) expect({ memory, newest }).toEqual({ memory: line.memory, newest: line.newest });
    }
    expect(states).toHaveLength(6);
  });

  test('leave the run that they are of as it was', () => {
    const run = story.run();
    const before = JSON.stringify(run);

    run.stepper();

    expect(JSON.stringify(run)).toBe(before);
  });

  test('are there for a run that kept no events, and for a program', () => {
    const mapped = mapping(file.page(5));

    expect(story.run({ log: 'counts' }).stepper().states).toHaveLength(3);
    expect(scenario(sh4).mmap(mapped).store(mapped, 'hello').run().stepper().states).toHaveLength(3);
  });

  test('are plain data too', () => {
    const { line, steps } = JSON.parse(JSON.stringify(stepperOf(story)));

    expect(line).toBe('0x0c123000');
    expect(steps[2].copies.map(({ alias: name, set, stale }: never) => [name, set, stale])).toEqual([
      ['user', 128, false],
      ['kernel', 384, true],
    ]);
    expect(steps[2].saw).toEqual([
      { who: 'kernel', at: 0, bytes: [0, 0, 0, 0, 0], stale: true, foreign: false },
    ]);
  });

  test('of a run that touches no memory are an error that says so', () => {
    expect(() => scenario(sh4).maintainCache('flush').run().stepper()).toThrow(
      'no step of this run touches memory, so there is no line to follow',
    );
  });
});

describe('the slider of a stepper', () => {
  const figure = stepperOf(lostStory).figure();
  const seen = (step: number) => figure.data.filter((_, i) => atStep(figure, step).visible[i]);

  test('begins before the first step, and its still picture shows the last', () => {
    const visible = ({ data }: PlotlyFigure) => data.map((trace) => (trace as { visible?: boolean }).visible);
    const active = ({ layout }: PlotlyFigure) =>
      (layout as { sliders: { active: number }[] }).sliders[0]!.active;
    const still = stillFigure(figure);

    expect([active(figure), active(still)]).toEqual([0, 5]);
    expect(visible(figure)).toEqual(atStep(figure, 0).visible);
    expect(visible(still)).toEqual(atStep(figure, 5).visible);
    expect(figure.layout.title).toMatchObject({ text: 'before the first step' });
    expect(still.layout.title).toMatchObject({ text: atStep(figure, 5).title, font: { size: 14 } });
  });

  test('may be anything in the figure of somebody else, which is shown as it is', () => {
    for (const layout of [
      {},
      { meta: { still: 3 } },
      { meta: { still: 0 }, sliders: [{ steps: [{ method: 'restyle', args: [{}] }] }] },
    ]) {
      const theirs = { data: [{ x: [1] }], layout };
      expect(stillFigure(theirs)).toBe(theirs);
    }
  });

  test('shows the traces of one step at a time, in any order', () => {
    for (const step of [5, 2, 0, 3]) {
      expect(atStep(figure, step).method).toBe('update');
      expect(seen(step)).toHaveLength(2);
      expect(seen(step)[0]).toBe(figure.data[2 * step]);
    }
  });

  test('shows both copies after the store of the kernel, and which bytes of each are old', () => {
    const [cells, words] = seen(2);

    expect(cellsOf(cells!, 0)).toBe('HELLO···!');
    expect(cellsOf(cells!, 1)).toBe('(·)(·)(·)(·)(·)···!');
    expect(cellsOf(cells!, 2)).toBe('HELLO···(·)');
    expect(words!.text).toEqual([
      'set 128 · way 0 · dirty, STALE',
      'set 384 · way 0 · dirty, STALE',
      'behind the newest',
    ]);
  });

  test('shows what a load saw, and says in the title what went wrong', () => {
    const [cells, words] = seen(5);

    expect(cellsOf(cells!, 4)).toBe('(·)(·)(·)(·)(·)');
    expect(words!.text).toContain('✗ STALE');
    expect(atStep(figure, 4).title).toBe('step 4: evict user: LOST "HELLO" of step 2');
  });

  test('takes a name from outside as text', () => {
    const named = alias(daxFile('<b>x</b>').page(0)).user(0x2955_1000);

    const hostile = stepperOf(scenario(sh4).store(named, '<i>')).figure();

    expect(JSON.stringify(hostile.data)).not.toMatch(/<i|<b/);
    expect(JSON.stringify(hostile.layout.sliders)).not.toMatch(/<i|<b/);
  });

  test('stops at sixty steps, while the table has all', () => {
    let long = scenario(processor('Cortex-A9'));
    for (let i = 0; i < 70; i++) long = long.store(user, 'x', i);

    const stepper = stepperOf(long);

    expect((stepper.figure().layout.sliders as { steps: unknown[] }[])[0]!.steps).toHaveLength(61);
    expect(stepper.table().numRows()).toBe(71);
  });
});
