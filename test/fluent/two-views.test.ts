/** Two views of a program: by hand, and as the same story told step by step on the machine says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alias,
  COST_PARAMETERS,
  cache,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  knownPlan,
  machine,
  none,
  processor,
  type ReferenceInput,
  type StrategyChoice,
  sampleTrace,
  scenario,
  traceOf,
  twoViews,
  uncached,
} from '../../src/index.js';

const sh4 = processor('SH7750');
const PAGE = 0x2955_1000;
const store = (at = 0, size = 8): ReferenceInput => ({ kind: 'store', address: PAGE + at, size });
const load = (at = 0, size = 8): ReferenceInput => ({ kind: 'load', address: PAGE + at, size });

describe('two views, by hand', () => {
  it('a store that the kernel reads is stale where colors differ', async () => {
    const apart = await twoViews(traceOf([store()]))
      .on(sh4)
      .reading('8 B')
      .every(1)
      .byColor();

    expect(apart.rows.map(({ counts }) => counts.staleKernelLoads)).toEqual([0, 1, 1, 1]);
    expect(apart.rows.every(({ counts }) => counts.staleLoads === 0)).toBe(true);
    expect(apart.rows.every(({ calls }) => calls === 1)).toBe(true);
    expect(apart.verdict()).toBe('1 of 4 ways leaves no load stale in 1 call of the kernel: 0 colors apart.');
  });

  it('a kernel write is not seen by a program that has the line, where colors differ', async () => {
    const trace = traceOf([load(), load()]);
    const apart = await twoViews(trace).on(sh4).writing('8 B').every(1).byColor();

    expect(apart.rows.map(({ counts }) => counts.staleLoads)).toEqual([0, 1, 1, 1]);
  });

  it('a physical index has one color, and nothing is stale', async () => {
    const one = await twoViews(sampleTrace('words')).on(processor('Cortex-A9')).run();
    expect(one.coherent).toBe(true);
    await expect(twoViews(sampleTrace('words')).on(processor('Cortex-A9')).apart(1).run()).rejects.toThrow(
      '1 colors apart: there is one color, on Cortex-A9',
    );
  });

  it('each strategy does what it says', async () => {
    const trace = traceOf([store(), load(64), store(), load(64)]);
    const views = twoViews(trace).on(sh4).copying('8 B').every(1);
    const { rows } = await views.using(none(), congruent(), uncached(), knownPlan('the page cache')).run();
    const [nothing, window, past, plan] = rows.map(({ counts }) => counts);

    expect(nothing!.staleLoads + nothing!.staleKernelLoads).toBeGreaterThan(0);
    for (const counts of [window!, past!, plan!]) {
      expect(counts.staleLoads + counts.staleKernelLoads).toBe(0);
    }
    expect(nothing!.maintained + window!.maintained + past!.maintained).toBe(0);
    // Both aliases before each of four calls, and after the two writes; each is one line.
    expect(plan!.maintained).toBe(12);
    expect([plan!.cleans, plan!.invalidates, plan!.flushes]).toEqual([0, 0, 12]);
    // Four references, and the kernel's four.
    expect(past!.uncachedReads + past!.uncachedWrites).toBe(8);
  });

  it('under several strategies is the same as under each of them, side by side', async () => {
    const views = twoViews(traceOf([store(), load(64)]))
      .on(sh4)
      .copying('8 B')
      .every(1);
    const one = async (strategy: StrategyChoice) => (await views.using(strategy).run()).rows[0];

    const both = views.using(none(), congruent());

    expect(String(both)).toContain(' · strategy: none, congruent window · ');
    expect((await both.run()).rows).toEqual([await one(none()), await one(congruent())]);
    expect((await both.prices()).rows).toEqual((await both.run()).rows);
  });

  it('costs what the parameters say', async () => {
    const views = twoViews(traceOf([load(), load()]))
      .on(sh4)
      .apart(0)
      .reading('8 B')
      .every(2);
    const free = Object.fromEntries(COST_PARAMETERS.map(({ name }) => [name, 0]));

    // Two loads of the program, one of the kernel's and its store to a buffer; two of them fetch a line, and two hit.
    expect((await views.costs({ ...free, hit: 1 }).run()).cycles('none')).toBe(2);
    expect((await views.costs({ ...free, fill: 10, refill: 10 }).run()).cycles('none')).toBe(20);
    const price = (
      await views
        .costs({ ...free, tlbInvalidate: 3, windowSetUp: 4 })
        .using(congruent())
        .run()
    ).prices[0]!;
    expect(price).toEqual({
      hits: 0,
      fills: 0,
      refills: 0,
      'write-backs': 0,
      'past the cache': 0,
      maintenance: 0,
      // The slot led nowhere before: there is no translation to take out.
      mappings: 4,
      barriers: 0,
    });
  });

  it('over the size of a copy, and the time between two, has a row for each strategy', async () => {
    const views = twoViews(sampleTrace('matrix')).on(sh4);
    const sizes = await views.using(none(), congruent()).over('length', ['64 B', '1 KiB']);

    expect(sizes.rows.map(({ length, strategy }) => [length, strategy.kind])).toEqual([
      [64, 'none'],
      [64, 'congruent'],
      [1024, 'none'],
      [1024, 'congruent'],
    ]);
    const alone = await views.reading('1 KiB').copying('1 KiB').using(congruent()).run();
    expect(sizes.cycles('congruent window', { length: 1024 })).toBe(alone.cycles('congruent window'));
    expect(sizes.figure().data).toHaveLength(2);
    expect(sizes.table().columnNames()[0]).toBe('bytes a call');
    const times = await views.using(none()).over('every', [100, 1000]);
    expect(times.rows.map(({ calls }) => calls)).toEqual([1380, 138]);
  });

  it('gives text, a table, a figure and plain data', async () => {
    const result = await twoViews(traceOf([store()]))
      .on(sh4)
      .reading('8 B')
      .every(1)
      .run();

    expect(String(result)).toContain('0 loads of the program and 1 call of the kernel read old bytes.');
    expect(result.table().numRows()).toBe(1);
    expect(result.figure().layout.meta.caption).toBe(result.verdict());
    expect(JSON.parse(JSON.stringify(result)).rows[0].counts.staleKernelLoads).toBe(1);
  });
});

const anyMachine = fc
  .record({
    // Four colors or eight: the program's is 1 and the kernel's 2 then, and its buffer, which a story has not, falls elsewhere.
    shape: fc.constantFrom([16, 1] as const, [32, 1] as const, [32, 2] as const),
    line: fc.constantFrom(16, 32),
    through: fc.boolean(),
    allocate: fc.boolean(),
    fifo: fc.boolean(),
  })
  .map(({ shape, line, through, allocate, fifo }) => {
    const [kib, ways]: readonly [number, number] = shape;
    let made = cache().vipt().size(`${kib} KiB`).ways(ways).line(line);
    if (through) made = made.writeThrough();
    if (!allocate) made = made.noWriteAllocate();
    if (fifo) made = made.fifo();
    return machine(made);
  });
const anyAction = fc.constantFrom('none', 'clean', 'invalidate', 'flush');
const anyPoint = fc.record({ user: anyAction, kernel: anyAction });
const anyPlan = fc.record({
  beforeRead: anyPoint,
  afterRead: anyPoint,
  beforeWrite: anyPoint,
  afterWrite: anyPoint,
});
const anyReference = fc.record({
  kind: fc.constantFrom('load' as const, 'store' as const),
  address: fc.integer({ min: 0, max: 3 }).map((slot) => PAGE + slot * 8),
  size: fc.constant(8),
});

describe('two views, and the same story on the machine', () => {
  it('have the same stale loads, whatever the plan', () => {
    let stale = 0;
    return fc
      .assert(
        fc.asyncProperty(
          anyMachine,
          anyPlan,
          fc.array(anyReference, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 3 }),
          fc.constantFrom('read' as const, 'write' as const),
          async (on, plan, references, every, rw) => {
            const colors = on.describe().cache.size / on.describe().cache.ways / 4096;
            const views = twoViews(traceOf(references)).on(on).using(flushPlan(plan)).every(every).apart(1);
            const { counts } = await (rw === 'read' ? views.reading('8 B') : views.writing('8 B')).run();

            // The kernel's alias of a story lies where its frame says.
            const color = (0x2_9551 + 1) % colors;
            const file = daxFile('program').placed({ page: 0, pfn: 0x1000 + color });
            const user = alias(file.page(0)).user(PAGE);
            let story = scenario(on).using(flushPlan(plan));
            references.forEach(({ kind, address }, i) => {
              const at = address - PAGE;
              // Each store has bytes of its own, as each of a replay has.
              const bytes = String.fromCharCode(
                ...Array.from({ length: 8 }, (_, b) => 33 + ((i * 8 + b) % 90)),
              );
              story = kind === 'load' ? story.load(user, 8, at) : story.store(user, bytes, at);
              if ((i + 1) % every !== 0) return;
              const call =
                rw === 'read'
                  ? daxIo().read(8).from(file)
                  : daxIo()
                      .write(`${i % 10}kernel${i % 7}`)
                      .to(file);
              story = story.daxIo(call.at(at));
            });
            const told = story.run();
            const isStale = told.steps.map(({ asked, stale: was }) => [asked.do, was] as const);
            const of = (what: string) =>
              isStale.filter(([does, was]) => was && (does === 'dax_io') === (what === 'kernel')).length;
            expect([counts.staleLoads, counts.staleKernelLoads]).toEqual([of('user'), of('kernel')]);
            stale += told.staleLoads;
          },
        ),
        { numRuns: 200 },
      )
      .then(() => expect(stale).toBeGreaterThan(50));
  });
});
