/** dax_io() under each coherence strategy, on the three organizations: whole run tables, compared as text. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan, uncached } from '../../src/fluent/strategies.js';
import { file, kernel, read, sh4, story, user, write } from './stories.js';

/** A table as text, without the spaces that end its lines. */
const text = (run: unknown) => `\n${String(run).replace(/ +$/gm, '')}\n`;

describe('the story of the mail', () => {
  test('on an SH7750 the kernel reads zeros through its own alias', () => {
    const run = story.run();

    expect(text(run)).toBe(`
run  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
step  who     does           address     color  set  way  cache       saw      should be  verdict
────  ──────  ─────────────  ──────────  ─────  ───  ───  ──────────  ───────  ─────────  ───────
   1  user    store "hello"  0x29551000  1      128  0    miss, fill
   2  kernel  dax_io load 5  0x8c123000  3      384  0    miss, fill  "·····"  "hello"    STALE
STALE: 1 of 1 loads read old bytes
`);
  });

  test('a congruent window makes the kernel hit the line of the user', () => {
    const run = story.using(congruent()).run();

    expect(text(run)).toBe(`
run  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: congruent window
step  who     does           address     color  set  way  cache       saw      should be  verdict
────  ──────  ─────────────  ──────────  ─────  ───  ───  ──────────  ───────  ─────────  ───────
   1  user    store "hello"  0x29551000  1      128  0    miss, fill
   2  window  dax_io load 5  0xdfff9000  1      128  0    hit         "hello"  "hello"
coherent: the load read the newest bytes; no store was lost
`);
  });

  test('a PIPT cache is coherent without any care', () => {
    expect(story.on(processor('Cortex-A9')).run().coherent).toBe(true);
  });

  test('on a set-associative VIVT cache the congruent window lies in the same set and another way', () => {
    const arm9 = processor('ARM926EJ-S');
    const run = scenario(arm9).load(user, 1).store(user, 'hello').daxIo(read).using(congruent()).run();

    expect(run.log().map(({ set, way, hit }) => ({ set, way, hit }))).toEqual([
      { set: 0, way: 0, hit: false },
      { set: 0, way: 0, hit: true },
      { set: 0, way: 1, hit: false },
    ]);
    expect(run.read()).toBe('"·····"');
    expect(run.staleLoads).toBe(1);
  });

  test('on a cache that allocates on loads only, a store that misses reaches memory at once', () => {
    const run = story.on(processor('ARM926EJ-S')).run();

    expect(run.log()[0]).toMatchObject({ hit: false, filled: false, wroteThrough: true });
    expect(run.coherent).toBe(true);
  });

  test('on a direct-mapped VIVT cache the two names push each other out, and agree', () => {
    const direct = story.on(machine(cache().vivt()).port('sh')).using(congruent()).run();

    expect(direct.coherent).toBe(true);
    expect(direct.log()[1]).toMatchObject({ hit: false, evicted: true, wroteBack: true });
  });
});

describe('a flush plan', () => {
  test('treats the user first before the access, and the kernel first after it', () => {
    const everything = flushPlan({
      beforeRead: { kernel: 'invalidate', user: 'clean' },
      afterRead: { user: 'flush', kernel: 'invalidate' },
    });

    const run = story.using(everything).run();

    expect(run.log().map(({ action, alias }) => `${alias} ${action}`)).toEqual([
      '0 store',
      '0 clean',
      '1 invalidate',
      '1 load',
      '1 invalidate',
      '0 flush',
    ]);
    expect(run.coherent).toBe(true);
  });

  test('treats every user alias of the page, and no alias of another page', () => {
    const second = alias(file.page(5)).user(0x2a00_2000).process(2);
    const elsewhere = alias(file.page(4)).user(0x2a00_0000).named('elsewhere');
    const plan = flushPlan({ beforeRead: { user: 'clean' } });

    const run = story.store(second, '!', 8).load(elsewhere, 1).daxIo(read).using(plan).run();

    const cleaned = run.log().filter(({ step, action }) => step === 5 && action === 'clean');
    expect(cleaned.map((event) => run.engine.aliases[event.alias]!.description.name)).toEqual([
      'user',
      'user 2',
    ]);
  });

  test('of a write stands at the points of a write only', () => {
    const plan = flushPlan({ afterWrite: { kernel: 'flush' } });

    expect(story.using(plan).run().log().length).toBe(2);
    expect(
      scenario(sh4)
        .daxIo(write)
        .using(plan)
        .run()
        .log()
        .map(({ action }) => action),
    ).toEqual(['store', 'flush']);
  });
});

describe('two dirty copies of one line', () => {
  const bothStore = scenario(sh4).store(user, '!', 8).daxIo(write);

  test('lose the store that is written back first', () => {
    const run = bothStore.evict(kernel).evict(user).load(kernel, 5).run();

    expect(run.verdict()).toBe('STALE, LOST: 1 of 1 loads read old bytes; lost for good: "HELLO" of step 2');
    expect(run.lost).toHaveLength(1);
    expect(run.lost[0]).toMatchObject({ store: 1, physical: { page: 0x0c123, offset: 0 } });
    expect([...run.lost[0]!.instead]).toEqual([0, 0, 0, 0, 0]);
  });

  test('lose the other store in the other order', () => {
    expect(bothStore.evict(user).evict(kernel).run().verdict()).toBe('LOST: lost for good: "!" of step 1');
  });

  test('lose nothing as long as a copy of each is somewhere', () => {
    expect(bothStore.run().lost).toEqual([]);
    expect(bothStore.evict(kernel).run().lost).toEqual([]);
  });
});

describe('uncached', () => {
  test('for everyone goes past the cache on both sides', () => {
    const run = story.using(uncached()).run();

    expect(run.coherent).toBe(true);
    expect(run.log().every((event) => event.uncached)).toBe(true);
    expect(run.sets().lines()).toEqual([]);
  });

  test('for the user alone leaves the kernel a cached line that grows old, as with make_coherent()', () => {
    const run = scenario(sh4).daxIo(read).store(user, 'hello').daxIo(read).using(uncached('user')).run();

    expect(run.log().map(({ uncached, hit }) => ({ uncached, hit }))).toEqual([
      { uncached: false, hit: false },
      { uncached: true, hit: false },
      { uncached: false, hit: true },
    ]);
    expect(run.staleLoads).toBe(1);
  });

  test('for the kernel alone leaves the dirty line of the user where the kernel does not look', () => {
    expect(story.using(uncached('kernel')).run().staleLoads).toBe(1);
  });
});

describe('a transfer over several pages', () => {
  const long = daxFile('long.dat').pages(4).startingAt(0x0c200).placed({ page: 1, pfn: 0x0c301 });
  const bytes = Array.from({ length: 8192 }, (_, i) => i % 251);

  test('goes through one kernel alias a page, wherever the frames are', () => {
    const run = scenario(sh4)
      .daxIo(daxIo().write(bytes).to(long).at(100))
      .daxIo(daxIo().read(8192).from(long).at(100))
      .run();

    expect(run.coherent).toBe(true);
    expect([...run.steps[1]!.read!]).toEqual(bytes);
    expect(run.engine.aliases.map(({ virtual }) => virtual.page)).toEqual([0x8c200, 0x8c301, 0x8c202]);
  });

  test('through one window at a time is coherent with users of every color, on a VIPT cache', () => {
    const users = [0, 1, 2].map((page) => alias(long.page(page)).user().named(`user ${page}`));
    const filled = users.reduce((so, each, page) => so.store(each, [page + 1], 200), scenario(sh4));

    const run = filled
      .daxIo(
        daxIo()
          .read(3 * 4096)
          .from(long),
      )
      .using(congruent())
      .run();

    expect(run.coherent).toBe(true);
    expect([200, 4296, 8392].map((at) => run.steps[3]!.read![at])).toEqual([1, 2, 3]);
  });

  test('flushes the window of a VIVT cache before it leads to another page of the same color', () => {
    const run = scenario(processor('ARM926EJ-S'))
      .daxIo(daxIo().write(bytes).to(long))
      .using(congruent())
      .run();
    const back = scenario(run.toJSON().scenario).daxIo(daxIo().read(8192).from(long)).run();

    expect(back.coherent).toBe(true);
    expect(run.log().filter(({ action }) => action === 'flush').length).toBe(4096 / 32);
  });
});

test('a file on a RAM disk lies in DRAM, one on pmem in persistent memory; the cache treats both alike', () => {
  const disk = daxFile('disk.dat').onRamDisk();
  const onDisk = alias(disk.page(0)).user(0x2955_1000);

  const run = scenario(sh4).store(onDisk, 'hello').daxIo(daxIo().read(5)).run();

  expect(run.events().array('memory')).toEqual(['DRAM', 'DRAM']);
  expect(story.run().events().array('memory')).toEqual(['persistent memory', 'persistent memory']);
  expect(String(disk)).toBe('DAX file  disk.dat  1 page · on a RAM disk');
});

describe('a fetch that hardware makes of its own accord', () => {
  test('leaves the line as a load would, and nobody has looked at it', () => {
    const run = scenario(sh4).fetch(user, { length: 32 }).daxIo(write).load(user, 5).run();

    expect(run.log()[0]).toMatchObject({ action: 'fetch', filled: true, stale: false });
    expect(run.table().array('cache')[0]).toBe('miss, fill');
    expect(run.loads).toBe(1);
    expect(run.staleLoads).toBe(1);
  });

  test('of a line that is there already changes nothing, and past the cache nothing happens', () => {
    expect(scenario(sh4).load(user, 1).fetch(user, { length: 32 }).run().table().array('cache')).toEqual([
      'miss, fill',
      'hit',
    ]);
    expect(scenario(sh4).fetch(user).using(uncached()).run().log()).toEqual([]);
  });
});
