/** One story for each pair of colors: on an aliasing cache it is coherent on the diagonal, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent } from '../../src/fluent/strategies.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { file, kernel, read, sh4, story, user, write } from '../linux/stories.js';

const lostStory = scenario(sh4).store(user, '!', 8).daxIo(write).evict(kernel).evict(user).load(kernel, 5);
const text = (value: unknown) => `\n${value}\n`;

describe('the map of colors', () => {
  test('says for each pair whether loads are stale, and how often equal colors help', () => {
    expect(text(story.byColors())).toBe(`
colors  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
          user 0  user 1  user 2  user 3
────────  ──────  ──────  ──────  ──────
kernel 0  ✓       S       S       S
kernel 1  S       ✓       S       S
kernel 2  S       S       ✓       S
kernel 3  S       S       S       ✓
NOT COHERENT: stale loads or lost stores in 12 of 12 with different colors, and in 0 of 4 with equal ones
`);
  });

  test('has the pair of the story itself, told as it is', () => {
    const run = lostStory.run();

    expect(lostStory.byColors().of(1, 3)).toEqual({
      user: 1,
      kernel: 3,
      loads: run.loads,
      staleLoads: run.staleLoads,
      foreignLoads: 0,
      machineChecks: 0,
      lostStores: run.lost.length,
    });
    expect(lostStory.byColors().of(1, 3)).toMatchObject({ staleLoads: 1, lostStores: 1 });
  });

  test('moves the user by its address, as a story with that address has it', () => {
    const there = alias(file.page(5)).user(0x2955_3000);

    expect(story.byColors().of(3, 3).staleLoads).toBe(0);
    expect(story.with(there).run().staleLoads).toBe(0);
  });

  test('is all coherent through a window of the color of the user', () => {
    expect(story.using(congruent()).byColors().coherent).toBe(true);
    expect(story.byColors().coherent).toBe(false);
  });

  test('has one cell on a cache that is indexed by the physical address', () => {
    const map = story.on(processor('Cortex-A9')).byColors();

    expect(map.pairs).toHaveLength(1);
    expect(map.verdict()).toBe('coherent: no stale load or lost store with both on one color');
  });

  test('is of the colors that are named, where there are too many', () => {
    const many = story.on(processor('PA-8500'));

    expect(() => many.byColors()).toThrow('64 colors make 4096 pairs: name up to 32 of those');
    expect(many.byColors([0, 63]).table().array('verdict')).toEqual([
      'coherent',
      'STALE',
      'STALE',
      'coherent',
    ]);
  });

  test('moves the first of several users only, and the one whose address Linux chooses too', () => {
    const mapped = alias(file.page(5)).user().named('first');

    const map = scenario(sh4).store(mapped, 'hello').load(user, 5).byColors();

    expect(map.of(1, 0).staleLoads).toBe(0);
    expect(map.of(2, 0).staleLoads).toBe(1);
  });

  test('moves a mapping of the kernel’s own, where the story has one, and leaves the page in its frame', () => {
    const vmap = (color: number) => alias(file.page(5)).kernel(0xc000_0000 + color * 0x1000);
    const through = (color: number) =>
      scenario(sh4).load(vmap(color), 5).store(user, 'hello').load(vmap(color), 5);

    const map = through(2).byColors();

    expect(map.table().array('stale loads')).toEqual([0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
    expect(map.pairs).toEqual(through(3).byColors().pairs);
    // Whatever the direct map's color is: that of the frame has no say.
    const elsewhere = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c122 }).page(5);
    const there = alias(elsewhere).user(0x2955_1000);
    const other = alias(elsewhere).kernel(0xc000_0000);
    expect(scenario(sh4).load(other, 5).store(there, 'hello').load(other, 5).byColors().pairs).toEqual(
      map.pairs,
    );
  });

  test('moves the frame, where the mapping of the kernel’s own is of another page', () => {
    const far = alias(file.page(1)).kernel(0xc000_0000);

    expect(story.load(far, 1).byColors().of(1, 3).staleLoads).toBe(1);
    expect(story.load(far, 1).byColors().table().array('verdict')).toEqual(
      story.byColors().table().array('verdict'),
    );
  });

  test.each([
    ['no user', () => scenario(sh4).daxIo(read).byColors(), 'no step goes through an alias of a user'],
    ['a color that there is not', () => story.byColors([4]), 'there is no color 4: pages have 4 on SH7750'],
    ['a color twice', () => story.byColors([1, 1]), '[1, 1] are not colors, each once'],
    ['no list', () => story.byColors('1' as never), "'1' are not colors, each once"],
    [
      'a pair that was not asked for',
      () => story.byColors([1]).of(0, 1),
      'there is no pair of the colors 0 and 1',
    ],
  ])('of %s is an error that says so', (_what, made, message) => {
    expect(made).toThrow(message);
  });
});

describe('the figure of the map', () => {
  const figure = lostStory.byColors().figure();

  test('has user colors across, kernel colors down, and what went wrong in each cell', () => {
    expect(figure.data[0]).toMatchObject({
      type: 'heatmap',
      x: ['0', '1', '2', '3'],
      y: ['0', '1', '2', '3'],
    });
    expect((figure.data[0] as { z: number[][] }).z).toEqual([
      [0, 2, 2, 2],
      [2, 0, 2, 2],
      [2, 2, 0, 2],
      [2, 2, 2, 0],
    ]);
  });

  test('has a letter in each cell, so that no color is needed to read it', () => {
    const letters = figure.data.slice(1).flatMap(({ text: of }) => of as string[]);

    expect(letters.filter((each) => each === '✓')).toHaveLength(4);
    expect(letters.filter((each) => each === 'S L')).toHaveLength(12);
  });

  test('says in words which pairs go wrong', () => {
    expect(figure.layout.meta.alt).toContain('user 1, kernel 0: STALE, LOST');
    expect(figure.layout.meta.caption).toMatch(/^NOT COHERENT: .* S stale loads, L lost stores\.$/);
  });

  test('is what a notebook shows of the map, with an image for viewers without Plotly', () => {
    const bundle = displayBundle(lostStory.byColors())!;

    expect(bundle['text/html']).toMatch(/<img src="data:image\//);
    expect(bundle['text/plain']).toMatch(/^colors {2}SH7750/);
  });
});
