/** What a step of a run is charged for: what its events show, and the faults of mappings that were taken away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alias,
  cache,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  machine,
  mapping,
  none,
  processor,
  revoke,
  scenario,
  uncached,
} from '../../src/index.js';
import { sumOf } from '../../src/price/charges.js';
import { COST_PARAMETERS } from '../../src/price/costs.js';
import { chargesOf } from '../../src/price/run-charges.js';

const sh4 = processor('SH7750');
const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
const user = alias(file.page(5)).user(0x2955_1000);
const read = daxIo().read(64).at(file.page(5));
const write = daxIo().write('HELLO').at(file.page(5));
const nothing = Object.fromEntries(COST_PARAMETERS.map(({ name }) => [name, 0]));

describe('a step is charged', () => {
  it('for hits, fills and what it writes back', () => {
    const story = scenario(sh4).store(user, 'hello').load(user, 64).clean(user, { length: 64 });

    expect(chargesOf(story.run().engine)).toEqual([
      { ...nothing, fill: 1 },
      { ...nothing, hit: 1, fill: 1 },
      { ...nothing, cleanLine: 2, writeBack: 1 },
    ]);
  });

  it('for lines that come back after maintenance, apart from all others', () => {
    const story = scenario(sh4).load(user, 32).flush(user, { length: 64 }).load(user, 64);

    expect(chargesOf(story.run().engine)).toEqual([
      { ...nothing, fill: 1 },
      { ...nothing, flushLine: 2 },
      { ...nothing, fill: 1, refill: 1 },
    ]);
  });

  it('for words past the cache', () => {
    const story = scenario(sh4).using(uncached()).load(user, 64).store(user, 'hello', 6);

    expect(chargesOf(story.run().engine)).toEqual([
      { ...nothing, uncachedRead: 8 },
      { ...nothing, uncachedWrite: 2 },
    ]);
  });

  it('for the barrier of a write, and for no mapping of the direct map', () => {
    const story = scenario(sh4).daxIo(read).daxIo(write);

    expect(chargesOf(story.run().engine)).toEqual([
      { ...nothing, fill: 2 },
      { ...nothing, hit: 1, barrier: 1 },
    ]);
  });

  it('for a window when it is opened, and for the TLB entry when it is pointed elsewhere', () => {
    const next = daxIo().read(32).at(file.page(1));
    const [first, again, elsewhere] = chargesOf(
      scenario(sh4).using(congruent()).daxIo(read).daxIo(read).daxIo(next).run().engine,
    );

    expect(first).toEqual({ ...nothing, fill: 2, windowSetUp: 1 });
    expect(again).toEqual({ ...nothing, hit: 2 });
    expect(elsewhere).toEqual({ ...nothing, fill: 1, windowSetUp: 1, tlbInvalidate: 1 });
  });
});

describe('a mapping that was taken away', () => {
  const bare = revoke({});
  const faults = (story: ReturnType<typeof scenario>) =>
    chargesOf(story.using(bare).run().engine).map(({ tlbInvalidate, fault, windowSetUp }) => [
      tlbInvalidate,
      fault,
      windowSetUp,
    ]);

  it('is taken once, and comes back with the fault of the next access', () => {
    const story = scenario(sh4).load(user, 4).daxIo(read).daxIo(read).load(user, 4).load(user, 4);

    expect(faults(story)).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
  });

  it('is each of the users’, of the pages that are reached', () => {
    const other = alias(file.page(5)).user().process(2);
    const elsewhere = alias(file.page(6)).user().named('elsewhere');
    const story = scenario(sh4).load(user, 4).load(other, 4).load(elsewhere, 4).daxIo(read);

    expect(faults(story.load(elsewhere, 4).load(other, 4)).slice(3)).toEqual([
      [2, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
    ]);
    expect(
      faults(
        scenario(sh4)
          .load(elsewhere, 4)
          .daxIo(daxIo().read(4097).at(file.page(5))),
      )[1],
    ).toEqual([1, 0, 0]);
  });

  it('is not missed by what hardware does of its own accord', () => {
    const story = scenario(sh4).load(user, 4).daxIo(read).evict(user, { length: 32 });

    expect(faults(story)[2]).toEqual([0, 0, 0]);
  });

  it('stays where a plan does not revoke', () => {
    const story = scenario(sh4).load(user, 4).daxIo(read).load(user, 4);

    expect(
      faults(story)
        .flat()
        .reduce((sum, n) => sum + n),
    ).toBe(3);
    for (const strategy of [none(), flushPlan({})]) {
      expect(sumOf(chargesOf(story.using(strategy).run().engine)).fault).toBe(0);
    }
  });
});

const anyAction = fc.constantFrom('none', 'clean', 'invalidate', 'flush');
const anyPoint = fc.record({ user: anyAction, kernel: anyAction });

describe('what is charged', () => {
  it('is what the event log shows, step by step', () => {
    const anyCache = fc
      .record({ through: fc.boolean(), allocate: fc.boolean(), ways: fc.constantFrom(1, 2) })
      .map(({ through, allocate, ways }) => {
        const made = cache().vipt().size('8 KiB').ways(ways).line(32);
        const written = through ? made.writeThrough() : made;
        return machine(allocate ? written : written.noWriteAllocate());
      });
    const anyPlan = fc.record({
      beforeRead: anyPoint,
      afterRead: anyPoint,
      beforeWrite: anyPoint,
      afterWrite: anyPoint,
    });
    const anySteps = fc.array(fc.constantFrom('load', 'store', 'read', 'write', 'flush', 'evict'), {
      minLength: 1,
      maxLength: 8,
    });

    fc.assert(
      fc.property(anyCache, anyPlan, anySteps, (on, plan, steps) => {
        let story = scenario(on).using(flushPlan(plan));
        for (const [i, step] of steps.entries()) {
          const bytes = `${i}`.repeat(40);
          if (step === 'load') story = story.load(user, 70, 10);
          else if (step === 'store') story = story.store(user, bytes, 20);
          else if (step === 'read') story = story.daxIo(daxIo().read(90).at(file.page(5)));
          else if (step === 'write') story = story.daxIo(daxIo().write(bytes).at(file.page(5)));
          else if (step === 'flush') story = story.flush(user, { length: 64 });
          else story = story.evict(user, { length: 64 });
        }
        const run = story.run();

        const log = run.log();
        const shown = run.steps.map(({ events: [first, end] }) => {
          const events = log.slice(first, end);
          const all = (action: string) => events.filter((event) => event.action === action).length;
          return {
            ...nothing,
            hit: events.filter(({ action, hit }) => hit && (action === 'load' || action === 'store')).length,
            fill: events.filter(({ filled }) => filled).length,
            writeBack: events.filter(({ wroteBack }) => wroteBack).length,
            writeThrough: events.filter(({ wroteThrough }) => wroteThrough).length,
            cleanLine: all('clean'),
            invalidateLine: all('invalidate'),
            flushLine: all('flush'),
          };
        });
        const charged = chargesOf(run.engine);
        expect(
          charged.map(({ refill, ...each }) => ({
            ...each,
            refill: 0,
            barrier: 0,
            fill: each.fill + refill,
          })),
        ).toEqual(shown);
        expect(charged.map(({ barrier }) => barrier)).toEqual(
          steps.map((step) => (step === 'write' ? 1 : 0)),
        );
      }),
    );
  });
});

describe('the faults of a mapping', () => {
  it.each([
    // A load, then a store through an entry that can only be read: __dax_fault() and dax_pfn_mkwrite(), or one handler twice.
    ['4.5', [1, 1], [2]],
    ['4.10', [1, 1], [2]],
    // Since 5.4 the entry of a store can be written through at once: mm/memory.c: insert_pfn() with mkwrite.
    ['5.4', [1, 1], [1]],
    ['7.1', [1, 1], [1]],
  ] as const)('are counted by what handles them in %s', (era, loadThenStore, storeAlone) => {
    const told = (first: 'load' | 'store') => {
      const user = mapping(daxFile('mail.dat').pages(2));
      const mapped = scenario(processor('SH7750')).mmap(user).era(era);
      const story = first === 'load' ? mapped.load(user, 1).store(user, 'a') : mapped.store(user, 'a');
      return chargesOf(story.run().engine)
        .slice(1)
        .map(({ fault }) => fault);
    };

    expect([told('load'), told('store')]).toEqual([loadThenStore, storeAlone]);
  });
});
