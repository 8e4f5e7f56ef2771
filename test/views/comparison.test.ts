/** Runs side by side: what is the same is drawn once, and what differs is told apart. */
import { describe, expect, test } from 'vitest';
import { split } from '../../src/fluent/address-split.js';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { compare } from '../../src/fluent/compare.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan } from '../../src/fluent/strategies.js';
import { allProcessors } from '../../src/ports/processors/index.js';
import { atlasFigure } from '../../src/views/atlas-figure.js';
import type { Figure } from '../../src/views/figure.js';
import { sh4, story, user, write } from '../linux/stories.js';

const writes = scenario(sh4).load(user, 5).daxIo(write).load(user, 5);
const marks = ({ data }: Figure) =>
  data.flatMap(({ x, y, text }) =>
    (x as string[]).map((at, i) => [(y as string[])[i], at, (text as string[])[i]]),
  );

describe('stories that have names', () => {
  const compared = compare({
    'the kernel reads': story.run(),
    'the kernel writes': [writes.run(), writes.using(congruent()).run()],
  });

  test('have a column, and a row of the figure each', () => {
    expect(compared.table().array('story')).toEqual([
      'the kernel reads',
      'the kernel writes',
      'the kernel writes',
    ]);
    expect(marks(compared.figure())).toEqual([
      ['the kernel writes · SH7750', 'congruent window', '✓'],
      ['the kernel reads · SH7750', 'none', '✗'],
      ['the kernel writes · SH7750', 'none', '✗'],
    ]);
  });

  test('are coherent together only where each is', () => {
    expect(compared.coherent).toBe(false);
    expect(compare({ reads: story.using(congruent()).run() }).coherent).toBe(true);
  });

  test('keep their names in plain data', () => {
    expect(compared.toJSON().map(({ story: name }) => name)).toEqual([
      'the kernel reads',
      'the kernel writes',
      'the kernel writes',
    ]);
  });
});

test('a run that read old bytes and then lost what was promised says both, and is drawn as both', () => {
  const cut = scenario(sh4).load(user, 5).daxIo(write).load(user, 5).crash();
  const both = compare(cut.run(), cut.using(congruent()).run());

  expect(both.table().array('verdict')).toEqual(['STALE, MISSING', 'MISSING']);
  expect(marks(both.figure())).toEqual([
    ['SH7750', 'congruent window', '∅'],
    ['SH7750', 'none', '✗∅'],
  ]);
});

test('runs without names have no column for them', () => {
  expect(compare(story.run()).table().columnNames()).not.toContain('story');
});

test('two runs of one machine and strategy are drawn at two places', () => {
  expect(marks(compare(story.run(), writes.run()).figure())).toEqual([
    ['SH7750', 'none', '✗'],
    ['SH7750 (2)', 'none', '✗'],
  ]);
});

test('two machines of one name, and two plans of one name, are told apart', () => {
  const [small, large] = ['16 KiB', '32 KiB'].map((size) => machine(cache().size(size)));
  const plans = [flushPlan({ beforeRead: { user: 'clean' } }), flushPlan({ afterRead: { user: 'clean' } })];
  const of = (on: typeof small) =>
    scenario(on!)
      .store(alias(daxFile().page(0)), 'x')
      .daxIo(daxIo().read(1));
  const figure = compare(of(small).run(), of(large).run()).figure();
  const named = compare(...plans.map((plan) => story.using(plan.named('mine')).run()));

  expect(new Set(marks(figure).map(([row]) => row)).size).toBe(2);
  expect(named.table().array('strategy')).toEqual([
    'mine (before-read:user=clean)',
    'mine (after-read:user=clean)',
  ]);
});

test('names that look like markup are text in every figure', () => {
  const hostile = '<b>x</b><img src=x onerror=1> & <a href="javascript:1">y</a>';
  const page = daxFile(hostile).page(0);
  const on = machine(cache()).named(hostile);
  const evil = alias(page).named(hostile);
  const run = scenario(on)
    .store(evil, '<i>')
    .daxIo(daxIo().read(3).at(page))
    .using(flushPlan({ beforeRead: { user: 'clean' } }).named(hostile))
    .run();
  const rows = allProcessors().map((row) => ({ ...row, name: hostile }));
  const figures = [
    run.figure(),
    run.sets().figure(),
    compare({ [hostile]: run }).figure(),
    split(on, evil).figure(),
    atlasFigure(rows),
  ];

  for (const { data, layout } of figures) {
    const { meta, ...drawn } = layout;
    const texts = JSON.stringify([data, drawn]).replaceAll('<br>', '').replaceAll('<extra></extra>', '');
    expect(meta.alt).not.toBe('');
    expect(texts.match(/<(b|i|a|img)\b/)).toBeNull();
    expect(texts).toContain('&lt;b&gt;');
  }
});

test('a processor compares by its name', () => {
  const runs = [sh4, processor('Cortex-A9')].map((cpu) => story.on(cpu).run());

  expect(marks(compare(...runs).figure()).map(([row]) => row)).toEqual(['Cortex-A9', 'SH7750']);
});
