/**
 * Private copies of DAX pages on every CPU of the atlas: a copy is an ordinary page with a struct page, and the port's
 * copy_user_page(), clear_user_page() and update_mmu_cache() see to it that its owner finds what was copied (facts 2.2, 3).
 */
import { describe, expect, it } from 'vitest';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { flushPlan, type StrategyChoice, uncached } from '../../../src/fluent/strategies.js';
import { allProcessors } from '../../../src/ports/processors/index.js';
import { calls } from './programs.js';

const NAMES = allProcessors()
  .filter(({ cache }) => cache)
  .map(({ name }) => name);
const STRATEGIES: readonly (readonly [string, StrategyChoice])[] = [
  ['uncached', uncached()],
  [
    'with flushes of both aliases',
    flushPlan({
      beforeRead: { user: 'flush', kernel: 'flush' },
      beforeWrite: { user: 'flush', kernel: 'flush' },
      afterWrite: { kernel: 'flush' },
    }),
  ],
];
const file = daxFile('mail.dat').pages(4).hole(2).containing('abcdefgh').describe();
const own = mapping(file).private().describe();
const shared = mapping(file).named('shared').describe();

describe.each(STRATEGIES)('%s', (_what, strategy) => {
  it.each(NAMES)('the owner of a copy sees it, and nobody else does: %s', (name) => {
    const run = scenario(processor(name))
      .mmap(own)
      .load(own, 8)
      .store(own, 'mine', 2)
      .load(own, 8)
      .write(file, 'X')
      .read(file, 8)
      .load(own, 8)
      .munmap(own)
      .mmap(own)
      .load(own, 8)
      .using(strategy)
      .run({ log: 'counts' });

    expect([4, 6, 7, 10].map((step) => run.read(step))).toEqual([
      '"abminegh"',
      '"Xbcdefgh"',
      '"abminegh"',
      '"Xbcdefgh"',
    ]);
    expect([run.staleLoads, run.lost]).toEqual([0, []]);
  });

  it.each(NAMES)('a copy has what others stored through shared mappings of its page: %s', (name) => {
    const run = scenario(processor(name))
      .mmap(shared)
      .mmap(own)
      .store(shared, 'S')
      .store(own, 'mine', 2)
      .load(own, 8)
      .load(shared, 8)
      .using(strategy)
      .run({ log: 'counts' });

    expect([run.read(5), run.read(6)]).toEqual(['"Sbminegh"', '"Sbcdefgh"']);
    expect([run.staleLoads, run.lost]).toEqual([0, []]);
  });

  it.each(NAMES)('a copy of a hole is clear but for what was stored to it: %s', (name) => {
    const hole = 2 * processor(name).describe().pageSize;
    const run = scenario(processor(name))
      .mmap(own)
      .load(own, 4, hole)
      .store(own, 'Y', hole + 1)
      .load(own, 4, hole)
      .using(strategy)
      .run({ log: 'counts' });

    expect(run.read()).toBe('"·Y··"');
    expect([run.staleLoads, run.lost]).toEqual([0, []]);
  });
});

describe('the end of a fault that maps a page with a struct page', () => {
  it('2.2, update_mmu_cache: makes the flush that clear_user_page() and copy_user_page() put off, on ARC', () => {
    const run = scenario(processor('ARC700 64K D$')).mmap(own).store(own, 'mine', 2).load(own, 8).run();

    expect(calls(run, 2, 'copy_user_bh', 'update_mmu_cache')).toEqual([
      'copy_user_bh: page 0 → ',
      'update_mmu_cache: page 0 → ',
    ]);
    expect(run.coherent).toBe(true);
  });

  it('2.2: is there for the zeroed page of a hole too, and not for a block', () => {
    const run = scenario(processor('ARC700 64K D$'))
      .mmap(shared)
      .load(shared, 1, '16 KiB')
      .load(shared, 1)
      .run();

    expect([2, 3].map((step) => run.calls(step).count('update_mmu_cache'))).toEqual([1, 0]);
  });
});

describe('uncached()', () => {
  it('is about blocks: copies are memory like any other, and lie in the cache', () => {
    const run = scenario(processor('SH7750'))
      .mmap(own)
      .load(own, 1)
      .store(own, 'mine')
      .load(own, 4)
      .using(uncached())
      .run();

    const [, loaded, , again] = run.steps;
    expect([loaded!.counts.uncachedLoads > 0, again!.counts.uncachedLoads > 0]).toEqual([true, false]);
  });
});
