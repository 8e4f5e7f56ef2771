/** What holds for every story: which caches are coherent, and what no choice of a cache changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLAG } from '../../src/hardware/event-log.js';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { anyCache, anyStory, type Story } from './stories.js';
import { tellMachine, whole } from './tell.js';

const numRuns = 100;
/** VIPT caches whose ways span 16 KiB: 4 colors of 4 KiB pages, 1 of 64 KiB pages. */
const colored = anyCache({ organization: 'VIPT', resolvesSynonyms: false }).map((cache) => ({
  ...cache,
  size: cache.ways * 16384,
}));
const MEMORY_ONLY = { uncached: false, invalidate: false } as const;

describe('a cache is coherent', () => {
  it('when it is physically indexed and tagged, whatever aliases there are', () => {
    const cache = anyCache({ organization: 'PIPT' });

    holdCoherent(anyStory({ ...MEMORY_ONLY, cache }));
  });

  it('when hardware resolves its synonyms', () => {
    const cache = anyCache({ organization: 'VIPT', resolvesSynonyms: true });

    holdCoherent(anyStory({ ...MEMORY_ONLY, cache }));
  });

  it('when it is VIPT and all aliases of a page are congruent', () => {
    holdCoherent(anyStory({ ...MEMORY_ONLY, cache: colored, remap: false, placed: congruently }));
  });

  it('but not always when they are not congruent', () => {
    const placed = (_cache: unknown, pageSize: number, alias: number) =>
      0x2955_0000n + BigInt(alias * pageSize);
    const stories = fc.sample(anyStory({ ...MEMORY_ONLY, cache: colored, remap: false, placed }), {
      numRuns: 50,
      seed: 1,
    });

    const stale = stories.filter((story) => tellMachine(story).machine.counts.staleLoads > 0);
    const lost = stories.filter((story) => tellMachine(story).machine.counts.lostStores > 0);

    expect(stale.length).toBeGreaterThan(10);
    expect(lost.length).toBeGreaterThan(3);
  });

  it('when it is VIVT, direct-mapped and write-allocate, and all aliases of a page are congruent', () => {
    const cache = anyCache({ organization: 'VIVT', writeAllocate: true }).map((shape) => {
      return { ...shape, size: shape.size / shape.ways, ways: 1 };
    });

    holdCoherent(anyStory({ ...MEMORY_ONLY, cache, remap: false, placed: congruently }));
  });

  it('when each page has one address', () => {
    holdCoherent(anyStory({ ...MEMORY_ONLY, remap: false, onePerPage: true, placed: apart }));
  });
});

describe('a write-through cache', () => {
  it('never loses a store, though a load may be stale', () => {
    fc.assert(
      fc.property(anyStory({ cache: anyCache({ write: 'through' }) }), (story) => {
        const { machine } = tellMachine(story);

        expect(machine.lost).toEqual([]);
        expect(machine.counts.writeBacks).toBe(0);
      }),
      { numRuns },
    );
  });
});

describe('what a program reads', () => {
  it('does not depend on the cache where each page has one address', () => {
    const stories = anyStory({ ...MEMORY_ONLY, remap: false, onePerPage: true, placed: apart });
    fc.assert(
      fc.property(stories, anyCache(), (story, cache) => {
        // Which line is held where is the cache's own affair, so what picks a held line is left out.
        const commands = story.commands.filter((command) => command.do !== 'held line');

        const here = tellMachine({ ...story, commands });
        const there = tellMachine({ ...story, commands, cache });

        expect(there.answers).toEqual(here.answers);
      }),
      { numRuns },
    );
  });
});

describe('the event log', () => {
  it('changes no count, no answer and no lost store when it is switched off', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        const kept = tellMachine(story, 'events');
        const counted = tellMachine(story, 'counts');

        expect(counted.machine.log.length).toBe(0);
        expect(counted.machine.counts).toEqual(kept.machine.counts);
        expect(counted.machine.lost).toEqual(kept.machine.lost);
        expect(counted.answers).toEqual(kept.answers);
      }),
      { numRuns },
    );
  });

  it('has columns that say the same as its events', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        const { log } = tellMachine(story).machine;

        const columns = log.columns();

        expect(Object.values(columns).map(({ length }) => length)).toEqual(
          Object.values(columns).map(() => log.length),
        );
        for (const event of log.events()) {
          const at = (column: keyof typeof columns) => columns[column][event.event]!;
          const is = (flag: keyof typeof FLAG) => (at('flags') & FLAG[flag]) !== 0;
          const actions = ['load', 'store', 'clean', 'invalidate', 'flush', 'evict'];
          expect({
            action: actions[at('action')],
            step: at('step'),
            alias: at('alias') === 0xffff ? -1 : at('alias'),
            physical: { page: at('physicalPage'), offset: at('offset') },
            agent: at('agent'),
            core: at('core'),
            length: at('lengthLessOne') + 1,
            set: at('set'),
            way: at('way') === 0xffff ? -1 : at('way'),
            hit: is('hit'),
            filled: is('filled'),
            evicted: is('evicted'),
            wroteBack: is('wroteBack'),
            wroteThrough: is('wroteThrough'),
            uncached: is('uncached'),
            stale: is('stale'),
            foreign: is('foreign'),
            lost: is('lost'),
          }).toEqual(only(event));
          if (event.virtual) expect(at('virtualPage')).toBe(event.virtual.page);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('joins set, way and line back to the address that was split', () => {
    const cache = anyCache({ organization: 'PIPT' });
    const anywhere = fc.record({ page: fc.bigInt(0n, 2n ** 52n - 1n), offset: fc.nat(4095) });
    fc.assert(
      fc.property(cache, anywhere, (shape, { page, offset }) => {
        const machine = new Machine(shape, 4096);
        const virtual = fromBigInt(0x1000n);
        const alias = machine.addAlias({ name: 'a', who: 'user', space: 1, virtual, length: 4096 });
        machine.map(alias, fromBigInt(page * 4096n));

        machine.load(alias, offset, 1);

        const [event] = machine.log.events();
        const [line] = machine.cache.lines();
        const physical = page * 4096n + BigInt(offset);
        const sets = BigInt(shape.size / shape.ways / shape.line);
        expect(whole(event!.physical!)).toBe(physical);
        expect(BigInt(event!.set)).toBe((physical / BigInt(shape.line)) % sets);
        expect(BigInt(line!.homePage) * 4096n + BigInt(line!.line * shape.line + (offset % shape.line))).toBe(
          physical,
        );
      }),
    );
  });
});

function only<T extends object>(event: T): object {
  const {
    event: _event,
    virtual: _virtual,
    other: _other,
    bytes: _bytes,
    expected: _expected,
    ...rest
  } = event as T & Record<'event' | 'virtual' | 'other' | 'bytes' | 'expected', unknown>;
  return rest;
}

function holdCoherent(stories: fc.Arbitrary<Story>): void {
  let shared = 0;
  fc.assert(
    fc.property(stories, (story) => {
      const { machine, answers } = tellMachine(story);

      expect(answers.filter((answer) => typeof answer === 'object' && answer.stale)).toEqual([]);
      expect(machine.lost).toEqual([]);
      shared += machine.counts.hits + machine.counts.misses;
    }),
    { numRuns },
  );
  expect(shared).toBeGreaterThan(1000);
}

/** Different addresses for all aliases, and the same color for those of one page. */
function congruently(
  cache: { size: number; ways: number },
  pageSize: number,
  alias: number,
  leadsTo: number,
) {
  const way = Math.max(pageSize, cache.size / cache.ways);
  const step = Math.ceil(way / pageSize) * pageSize;
  return 0xffff_8880_0000_0000n + BigInt((alias * 4 + leadsTo) * step * 4 + leadsTo * pageSize);
}

/** An address for each page, each with its own color where there are several. */
function apart(_cache: unknown, pageSize: number, _alias: number, leadsTo: number) {
  return 0x2955_0000n + BigInt(leadsTo * pageSize);
}
