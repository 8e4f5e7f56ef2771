/** A power cut after each step: what a story finds that is told anew up to there, and the work of telling it once. */
import { expect, test } from 'vitest';
import { NextPowerCut } from '../../src/hardware/next-power-cut.js';
import { alias, daxFile, mapping, processor, type Scenario, scenario } from '../../src/index.js';
import { runScenario } from '../../src/linux/run-scenario.js';

const sh4 = processor('SH7750');
const file = daxFile('mail.dat').pages(64);
const map = mapping(file);

/** A step on a page of its own: a store, and every third time a flush and a barrier. */
function storesTo(pages: number): Scenario {
  return Array.from({ length: pages }, (_, page) => page).reduce((story, page) => {
    const user = alias(file.page(page)).user().named(`user ${page}`);
    const stored = story.store(user, `page ${page}`);
    return page % 3 === 0 ? stored.flush(user).barrier(user) : stored;
  }, scenario(sh4));
}

/** The story up to each step, with a power cut there. */
function toldAnew(story: Scenario, inFlight: 'lost' | 'arrives') {
  const { steps } = story.run();
  return steps.map((_, last) => {
    const { machine, strategy } = story.describe();
    const whole = { machine, strategy, steps: steps.slice(0, last + 1).map(({ asked }) => asked) };
    return scenario(whole).crash(inFlight).run().missing;
  });
}

const STORIES: Readonly<Record<string, Scenario>> = {
  'stores to many pages, some of them promised': storesTo(12),
  'a promise, and a store over it': storesTo(1).store(alias(file.page(0)).user().named('user 0'), 'PAGE'),
  'a program that syncs': scenario(sh4)
    .mmap(map)
    .store(map, 'hello')
    .fsync(file)
    .store(map, 'HELLO')
    .msync(map),
  'writes by the kernel': scenario(sh4).write(file, 'hello').fsync(file).write(file, 'x'.repeat(9000)),
  'a barrier before the bytes have left the cache': scenario(sh4)
    .store(alias(file.page(3)), 'hello')
    .barrier(alias(file.page(3)))
    .flush(alias(file.page(3)))
    .load(alias(file.page(3)), 5),
  'power cuts in the story itself': storesTo(3)
    .crash()
    .store(alias(file.page(5)), 'x')
    .crash('arrives'),
};

for (const inFlight of ['lost', 'arrives'] as const) {
  test.each(Object.entries(STORIES))(`what is in flight ${inFlight}: %s`, (_what, story) => {
    const { cuts } = story.powerCuts(inFlight);

    expect(cuts.map(({ missing }) => missing)).toEqual(toldAnew(story, inFlight));
  });
}

test('some of these take away what was promised, and some do not', () => {
  const missing = Object.values(STORIES).flatMap((story) =>
    story.powerCuts().cuts.map((cut) => cut.missing.length),
  );

  expect(missing).toContain(0);
  expect(missing.some((bytes) => bytes > 0)).toBe(true);
});

test('bytes that were stored and kept are counted as the story goes on', () => {
  const cuts = storesTo(2)
    .powerCuts()
    .cuts.map(({ stored, kept }) => [stored, kept]);

  expect(cuts).toEqual([
    [6, 0],
    [6, 0],
    [6, 6],
    [12, 6],
  ]);
});

test('each step has the pages looked at that it has changed, however long the story is', () => {
  const looks = [16, 32].map((pages) => {
    let next: NextPowerCut | undefined;
    runScenario(storesTo(pages).story(), 'events', ({ machine }) => {
      next ??= new NextPowerCut(machine, 'lost');
      next.look();
    });
    return next!.looks;
  });

  expect(looks[0]).toBeGreaterThanOrEqual(16);
  expect(looks[1]).toBeLessThanOrEqual(2 * looks[0]! + 2);
});
