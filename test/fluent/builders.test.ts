/** The builders start complete, are immutable and independent of order, and read as sentences. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { processors } from '../../src/fluent/atlas.js';
import { type CacheBuilder, cache } from '../../src/fluent/cache.js';
import { claimsBegin, hearClaims } from '../../src/fluent/claim-hearer.js';
import { ClaimError, claims } from '../../src/fluent/claims.js';
import { compare } from '../../src/fluent/compare.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent } from '../../src/fluent/strategies.js';
import { file, kernel, sh4, story, user } from '../linux/stories.js';

describe('cache()', () => {
  test('is a cache before anything is said', () => {
    expect(cache().describe()).toEqual({
      organization: 'VIPT',
      size: 16384,
      ways: 1,
      line: 32,
      write: 'back',
      writeAllocate: true,
      replacement: 'lru',
      seed: 1,
      addressSpaceIds: false,
      resolvesSynonyms: false,
    });
  });

  test('gives a new cache and leaves the old one as it was', () => {
    const before = cache();

    before.vivt().size('1 MiB').ways(16);

    expect(String(before)).toBe('cache  VIPT 16 KiB 1-way 32 B lines (4 colors)');
  });

  test('minds no order, and the last call wins', () => {
    const words: ((c: CacheBuilder) => CacheBuilder)[] = [
      (c) => c.fullyAssociative(),
      (c) => c.line('64 B'),
      (c) => c.size('4 KiB'),
      (c) => c.random(7),
    ];

    const forwards = words.reduce((c, word) => word(c), cache().line(16));
    const backwards = [...words].reverse().reduce((c, word) => word(c), cache());

    expect(forwards.describe()).toEqual(backwards.describe());
    expect(forwards.describe()).toMatchObject({ ways: 64, line: 64, seed: 7 });
  });

  test.each([
    [cache().vivt().addressSpaceIds(), 'cache  VIVT 16 KiB 1-way 32 B lines, address-space ids (4 colors)'],
    [cache().pipt().ways(4).fifo(), 'cache  PIPT 16 KiB 4-way 32 B lines, fifo (physical index: 1 color)'],
    [
      cache().writeThrough().noWriteAllocate(),
      'cache  VIPT 16 KiB 1-way 32 B lines, write-through, no write-allocate (4 colors)',
    ],
    [cache().fullyAssociative(), 'cache  VIPT 16 KiB fully associative 32 B lines (1 color)'],
    [
      cache().size('64 KiB').resolvingSynonyms(),
      'cache  VIPT 64 KiB 1-way 32 B lines, synonyms resolved in hardware (physical index: 1 color)',
    ],
  ])('reads as a sentence: %s', (built, sentence) => {
    expect(String(built)).toBe(sentence);
  });

  test('that cannot exist says so instead of drawing a wrong picture', () => {
    expect(String(cache().ways(3))).toMatch(/^cannot exist: 16 KiB in 3 ways of 32 B lines makes 170\.66/);
  });
});

test('descriptions are frozen through and through', () => {
  const description = story.describe() as unknown as { steps: { bytes: number[] }[] };

  expect(() => description.steps[0]!.bytes.push(1)).toThrow(TypeError);
});

test('a story survives being mailed: its JSON makes the same run again', () => {
  const mailed = JSON.parse(JSON.stringify(story.using(congruent())));

  expect(String(scenario(mailed).run())).toBe(String(story.using(congruent()).run()));
});

test('a counterfactual is one word', () => {
  expect(story.run().coherent).toBe(false);
  expect(story.on(processor('Cortex-A9')).run().coherent).toBe(true);
  expect(story.using(congruent()).run().coherent).toBe(true);
  expect(story.with(alias(file.page(5)).user(0x2955_3000)).run().coherent).toBe(true);
});

test('a dax_io() without a file takes that of the aliases', async () => {
  const { daxIo } = await import('../../src/fluent/dax-io.js');

  const run = scenario(sh4).store(user, 'hello').daxIo(daxIo().read(5).at('20 KiB')).run();

  expect(run.read()).toBe('"·····"');
});

test('an alias on a machine is a sentence: its addresses, color and sets', () => {
  expect(String(user.on(sh4))).toBe('user alias  va 0x29551000  pa 0x0c123000  color 1  sets 128–255');
  expect(String(kernel.on(sh4))).toBe('kernel alias  va 0x8c123000  pa 0x0c123000  color 3  sets 384–511');
});

test('addresses above 2^63 keep their last digit', () => {
  const high = alias(file.page(5)).kernel(0xffff_c900_0000_1000n);

  expect(String(high.on(processor('Ice Lake')))).toMatch('va 0xffffc90000001000');
});

test('a processor is found by its short name, and can be changed', () => {
  expect(String(sh4)).toBe('SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB');
  expect(String(machine(sh4.cache().ways(4)))).toMatch(
    'VIPT 16 KiB 4-way 32 B lines · 4 KiB pages · 1 color',
  );
});

test('a processor whose geometry is not known says so', () => {
  expect(String(processor('H8/300H'))).toMatch(/^H8\/300H {2}none {2}/);
  expect(() => processor('H8/300H').describe()).toThrow(/^H8\/300H cannot be run: /);
});

test('the atlas holds every CPU, and can be narrowed', () => {
  expect(processors().rows).toHaveLength(112);
  expect(processors().table().numRows()).toBe(112);
  expect(String(processors().where(({ arch }) => arch === 'sh'))).toMatch(/^atlas {2}7 CPUs: /);
});

test('a comparison is a row a run', () => {
  const both = compare(story.run(), story.using(congruent()).run());

  expect(both.table().array('verdict')).toEqual(['STALE', 'coherent']);
  expect(both.figure().layout.meta.caption).toBe('1 of 2 runs is coherent: congruent window.');
});

test('claims count what held, and restate what did not', () => {
  const list = claims();

  list.claim('the kernel reads zeros', true);

  expect(() => list.claim('the moon is a cache', false)).toThrow(ClaimError);
  expect(() => list.claim('the moon is a cache', false)).toThrow('this does not hold: the moon is a cache');
  expect(String(list)).toBe('1 claim checked');
});

describe('claims that somebody hears of', () => {
  const heard: string[] = [];
  beforeEach(() => hearClaims((sentence, holds) => heard.push(`${sentence}: ${holds}`)));
  afterEach(() => {
    hearClaims();
    heard.length = 0;
  });

  test('go on where one does not hold, and say how many do', () => {
    const list = claims();

    list.claim('the kernel reads zeros', true);
    list.claim('the moon is a cache', false);
    list.claim('a page has two names', true);

    expect(heard).toEqual([
      'the kernel reads zeros: true',
      'the moon is a cache: false',
      'a page has two names: true',
    ]);
    expect(String(list)).toBe('2 of 3 claims hold');
    expect(list.toJSON()).toEqual(['the kernel reads zeros', 'a page has two names']);
  });

  test.each([
    [[true], '1 claim checked'],
    [[false], '0 of 1 claim holds'],
    [[true, false], '1 of 2 claims holds'],
    [[false, false], '0 of 2 claims hold'],
  ])('are counted in plain English: %j', (all, said) => {
    const list = claims();

    for (const [i, holds] of all.entries()) list.claim(`claim ${i}`, holds);

    expect(String(list)).toBe(said);
  });

  test('count once where their cell runs again, and no more where it makes none then', () => {
    const list = claims();
    const run = (cell: number, ...made: boolean[]) => {
      claimsBegin(cell);
      for (const holds of made) list.claim(`of cell ${cell}`, holds);
      return String(list);
    };

    expect(run(1, true, true)).toBe('2 claims checked');
    expect(run(2, true)).toBe('3 claims checked');
    expect(run(1, true, false)).toBe('2 of 3 claims hold');
    expect(run(1)).toBe('1 claim checked');
  });
});
