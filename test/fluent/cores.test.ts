/** Stories on several cores and with power cuts, as they are typed: what they show, and what they refuse. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { compare } from '../../src/fluent/compare.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan } from '../../src/fluent/strategies.js';
import { InputError } from '../../src/units/problems.js';
import { timelineStory } from '../../src/views/timeline-story.js';
import { file, sh4, user } from '../linux/stories.js';

const text = (value: unknown) => `\n${String(value).replace(/ +$/gm, '')}\n`;
const read = daxIo().read(5).at(file.page(5));
const write = daxIo().write('HE').at(file.page(5));
const apart = scenario(sh4.cores(2))
  .onCore(1)
  .store(user, 'hello')
  .onCore(0)
  .daxIo(read)
  .daxIo(write)
  .load(user, 5);

describe('a story on two cores', () => {
  test('says on which core each step ran, and what the snoops did to the other', () => {
    expect(text(apart.run())).toBe(`
run  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · 2 cores whose snoops carry the physical address · strategy: none
step  core  who     does               address     color  set  way  cache         saw      should be  verdict
────  ────  ──────  ─────────────────  ──────────  ─────  ───  ───  ────────────  ───────  ─────────  ───────
   1     1  user    store "hello"      0x29551000  1      128  0    miss, fill
   2     1  cache   snoop              –           –      128  0    written back
   2     0  kernel  dax_io load 5      0x8c123000  3      384  0    miss, fill    "hello"  "hello"
   3     1  cache   snoop              –           –      128  0    dropped
   3     0  kernel  dax_io store "HE"  0x8c123000  3      384  0    hit
   4     0  user    load 5             0x29551000  1      128  0    miss, fill    "hello"  "HEllo"    STALE
STALE: 1 of 2 loads read old bytes
`);
  });

  test('is the same story without the cores, one word away', () => {
    const { steps } = apart.on(sh4.cores(2, { snoops: 'none' })).run();

    expect(steps.map(({ asked: { core = 0 } }) => core)).toEqual([1, 0, 0, 0]);
    expect(String(apart.on(sh4.cores(2, { snoops: 'none' })).run())).toContain('2 of 2 loads read old bytes');
  });

  test('can be stored and mailed', () => {
    const mailed = scenario(JSON.parse(JSON.stringify(apart)));

    expect(String(mailed.run())).toBe(String(apart.run()));
  });

  test('has a lane for each core that uses an alias, and draws a snoop where it strikes', () => {
    const { lanes, rows, stays } = timelineStory(apart.run().engine);

    expect(lanes.map(({ alias: { description }, core }) => `${description.name} ${core}`)).toEqual([
      'user 0',
      'user 1',
      'kernel 0',
    ]);
    expect(rows.map(({ lane }) => lane)).toEqual([1, 1, 2, 1, 2, 0]);
    expect(stays.map(({ core, from, to }) => [core, from, to])).toEqual([
      [1, 0, 3],
      [0, 2, undefined],
      [0, 5, undefined],
    ]);
    expect(apart.run().svg()).toContain('user · core 1');
  });

  test('leaves a cache for each core to look at', () => {
    const run = apart.run();

    expect(run.sets(0).lines()).toHaveLength(2);
    expect(run.sets(1).lines()).toEqual([]);
    expect(String(run.sets(1))).toContain('SH7750, core 1,');
    expect(run.events().array('core')).toEqual([1, 1, 0, 1, 0, 0]);
  });
});

describe('a power cut', () => {
  const cut = scenario(sh4).load(user, 5).daxIo(write).crash().load(user, 2);

  test('shows what was promised and is gone; what is left is the truth from then on', () => {
    const run = cut.run();

    expect(text(run)).toBe(`
run  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
step  who     does               address     color  set  way  cache           saw      should be  verdict
────  ──────  ─────────────────  ──────────  ─────  ───  ───  ──────────────  ───────  ─────────  ──────────────────────
   1  user    load 5             0x29551000  1      128  0    miss, fill      "·····"  "·····"
   2  kernel  dax_io store "HE"  0x8c123000  3      384  0    miss, fill
   3  cache   power cut          –           –      –    –    all lines gone  "··"     "HE"       MISSING "HE" of step 2
   4  user    load 2             0x29551000  1      128  0    miss, fill      "··"     "··"
MISSING: promised, and gone after the crash: "HE" of step 2
`);
    expect(run.coherent).toBe(true);
    expect(run.toJSON().missing).toEqual([
      { physical: '0x0c123000', promisedIn: 2, promised: [72, 69], found: [0, 0] },
    ]);
  });

  test('is harmless where the write was cleaned behind, and in DRAM nobody is promised anything', () => {
    const cleaned = cut.using(flushPlan({ afterWrite: { kernel: 'clean' } })).run();
    const inDram = daxFile('ram.dat').onRamDisk().page(0);
    const forgotten = scenario(sh4)
      .daxIo(daxIo().write('HE').at(inDram))
      .crash()
      .load(alias(inDram), 2)
      .run();

    expect(cleaned.missing).toEqual([]);
    expect(cleaned.verdict()).toBe(
      'coherent: both loads read the newest bytes; no store was lost; nothing promised is missing',
    );
    expect([forgotten.missing, forgotten.read()]).toEqual([[], '"··"']);
  });

  test('tells flushing for durability from flushing for coherence, side by side', () => {
    const compared = compare(cut.using(congruent()).run(), cut.on(processor('Cortex-A9')).run());

    expect(compared.table().array('missing after a crash')).toEqual([1, 1]);
    expect(compared.table().array('verdict')).toEqual(['MISSING', 'MISSING']);
    expect(compared.figure().layout.meta).toMatchObject({
      caption: '2 of 2 runs are coherent; 2 lost to a crash what was promised.',
    });
  });

  test('keeps what a program cleaned and waited for', () => {
    const program = scenario(sh4).store(user, 'safe').clean(user).barrier(user, { length: 4 });

    expect(program.store(user, 'lost').crash().load(user, 4).run().read()).toBe('"safe"');
    expect(scenario(sh4).store(user, 'safe').barrier(user).crash().run().missing).toHaveLength(1);
    expect(program.crash('arrives').run().missing).toEqual([]);
  });
});

describe('what cannot be', () => {
  const scope = { alias, cache, daxFile, daxIo, machine, processor, scenario };
  const told = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      new Function(...Object.keys(scope), `return String(${error.tryThis})`)(...Object.values(scope));
      return error.problems;
    }
    return 'nothing';
  };

  test('a step on a core that the machine has not', () => {
    expect(told(() => scenario(sh4).onCore(1).store(user, 'x').onCore(1.5).load(user, 1).run())).toEqual([
      'step 1 (store): there is no core 1: the machine has core 0 only',
      'step 2 (load): there is no core 1.5: the machine has core 0 only',
    ]);
    expect(told(() => apart.onCore(2).load(user, 1).run())).toEqual([
      'step 5 (load): there is no core 2: the machine has cores 0 to 1',
    ]);
  });

  test.each([0, 9, 1.5])('%s cores', (count) => {
    expect(told(() => machine(cache()).cores(count).describe())).toEqual([
      `${count} cores: a machine has 1 to 8`,
    ]);
  });

  test('snoops that nobody knows, and an option that nobody reads', () => {
    expect(
      told(() =>
        machine(cache())
          .cores(2, { snoop: 'none' } as never)
          .describe(),
      ),
    ).toEqual(["cores: 'snoop' is none of snoops"]);
    expect(told(() => sh4.cores(2, { snoops: 'tags' as never }).describe())).toEqual([
      "snoops 'tags' carry none of 'none', 'virtual index', 'physical address'",
    ]);
  });

  test('a power cut that does something else', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(user, 'x')
          .crash('maybe' as never)
          .run(),
      ),
    ).toEqual(["step 2 (crash): what is in flight is 'lost' or 'arrives', and not 'maybe'"]);
  });

  test('the cache of a core that is not there', () => {
    expect(told(() => apart.run().sets(5))).toEqual(['there is no core 5: the machine has cores 0 to 1']);
  });
});
