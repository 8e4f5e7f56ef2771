/** What is typed wrong about traces, replays, sweeps and two views: every message whole, and never an error of JavaScript's own. */
import { describe, expect, test } from 'vitest';
import * as aliaslab from '../../src/index.js';
import {
  cache,
  congruent,
  InputError,
  mergeSweeps,
  none,
  processor,
  replay,
  sampleTrace,
  scenario,
  sweep,
  traceFile,
  traceOf,
  twoViews,
} from '../../src/index.js';

const trace = traceOf([
  { kind: 'store', address: 0x1000, size: 8 },
  { kind: 'load', address: 0x2000, size: 8 },
]);
const sh4 = processor('SH7750');
const small = () => sweep(trace).sizes('1 KiB').ways(1);
const through = () => replay(trace).on(cache());

const circle: unknown[] = [];
circle.push(circle);
const ODD: readonly unknown[] = [
  undefined,
  null,
  true,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1.5,
  2 ** 53,
  5n,
  Symbol('s'),
  '',
  'x',
  () => 1,
  {},
  Object.create(null),
  [],
  [Symbol('s')],
  circle,
  Float64Array.of(1),
  { describe: 5 },
  { describe: () => undefined },
  { describe: () => Symbol('s') },
  { describe: () => circle },
  { cache: 5 },
  { cache: null, name: Symbol('s') },
  cache(),
  sh4,
  trace,
  scenario(),
];

const TAKERS: Readonly<Record<string, (odd: never) => unknown>> = {
  'traceOf()': (odd) => replay(traceOf(odd)).on(cache()).run(),
  'traceOf([…])': (odd) =>
    replay(traceOf([odd]))
      .on(cache())
      .run(),
  'traceOf([{ kind }])': (odd) => traceOf([{ kind: odd, address: 1 }]),
  'traceOf([{ address }])': (odd) => traceOf([{ kind: 'load', address: odd }]),
  'traceOf([{ size }])': (odd) => traceOf([{ kind: 'load', address: 1, size: odd }]),
  'traceOf().named()': (odd) => String(trace.named(odd)),
  'traceFile()': (odd) => replay(traceFile(odd)).on(cache()).run(),
  'traceFile(…, options)': (odd) => replay(traceFile('no such file', odd)).on(cache()).run(),
  'traceFile(…, { format })': (odd) => traceFile('x', { format: odd }),
  'traceFile(…, { limit })': (odd) => traceFile('x', { limit: odd }),
  'sampleTrace()': (odd) => sampleTrace(odd),
  'replay()': (odd) => replay(odd).on(cache()).run(),
  'replay().on()': (odd) => replay(trace).on(odd).run(),
  'replay().on({ cache })': (odd) =>
    replay(trace)
      .on({ ...sh4.describe(), cache: odd })
      .run(),
  'replay().on({ name })': (odd) =>
    replay(trace)
      .on({ ...sh4.describe(), name: odd })
      .run(),
  'replay().misses()': (odd) => replay(trace).on(odd).misses(),
  'replay().on({ pageSize }).misses()': (odd) =>
    replay(trace)
      .on({ ...sh4.describe(), pageSize: odd })
      .misses(),
  'replay().carryingData()': (odd) => through().carryingData(odd).run(),
  'replay().counting()': (odd) => through().counting(odd).run(),
  'replay().run()': (odd) => through().run(odd),
  'replay().run({ signal })': (odd) => through().run({ signal: odd }),
  'replay().run({ progress })': (odd) => through().run({ progress: odd }),
  'replay().misses({ progress })': (odd) => through().misses({ progress: odd }),
  'sweep()': (odd) => sweep(odd).run(),
  'sweep().sizes()': (odd) => small().sizes(odd).run(),
  'sweep().ways()': (odd) => small().ways(odd).run(),
  'sweep().lines()': (odd) => small().lines(odd).run(),
  'sweep().replacing()': (odd) => small().replacing(odd).run(),
  'sweep().writing()': (odd) => small().writing(odd).run(),
  'sweep().allocating()': (odd) => small().allocating(odd).run(),
  'sweep().counting()': (odd) => small().counting(odd).run(),
  'sweep().shard()': (odd) => small().shard(odd, 2).run(),
  'sweep().shard(…, of)': (odd) => small().shard(1, odd).run(),
  'sweep().workers()': (odd) => small().workers(odd).run(),
  'sweep().run()': (odd) => small().run(odd),
  'mergeSweeps()': (odd) => mergeSweeps(odd),
  'mergeSweeps({ rows })': (odd) =>
    mergeSweeps({
      trace: 'x',
      references: 1,
      convention: 'every line',
      shard: 1,
      of: 1,
      caches: 1,
      rows: odd,
    }),
  'twoViews()': (odd) => twoViews(odd).run(),
  'twoViews().on()': (odd) => twoViews(trace).on(odd).run(),
  'twoViews().apart()': (odd) => twoViews(trace).apart(odd).run(),
  'twoViews().using()': (odd) => twoViews(trace).using(odd).run(),
  'twoViews().reading()': (odd) => twoViews(trace).reading(odd).run(),
  'twoViews().writing()': (odd) => twoViews(trace).writing(odd).run(),
  'twoViews().copying()': (odd) => twoViews(trace).copying(odd).run(),
  'twoViews().every()': (odd) => twoViews(trace).every(odd).run(),
  'twoViews().costs()': (odd) => twoViews(trace).costs(odd).run(),
  'twoViews().costs({ fill })': (odd) => twoViews(trace).costs({ fill: odd }).run(),
  'twoViews().memory()': (odd) => twoViews(trace).memory(odd).run(),
  'twoViews().run()': (odd) => twoViews(trace).run(odd),
  'twoViews().byColor()': (odd) => twoViews(trace).byColor(odd),
  'twoViews().prices()': (odd) => twoViews(trace).prices(odd),
  'twoViews().using(…, strategy).prices()': (odd) => twoViews(trace).using(none(), odd).prices(),
  'twoViews().over()': (odd) => twoViews(trace).over(odd, [8]),
  'twoViews().over(…, values)': (odd) => twoViews(trace).over('length', odd),
  'twoViews().over(…, [value])': (odd) => twoViews(trace).over('every', [odd]),
  'twoViews().over(…, options)': (odd) => twoViews(trace).using(none()).over('every', [8], odd),
  'cycles()': async (odd) => (await twoViews(trace).run()).cycles(odd),
  'cycles(…, where)': async (odd) => (await twoViews(trace).run()).cycles('none', odd),
  'cycles(…, { length })': async (odd) => (await twoViews(trace).run()).cycles('none', { length: odd }),
};

describe('an odd value', () => {
  test.each(Object.keys(TAKERS))('in %s is a result or an InputError', async (what) => {
    for (const odd of ODD) {
      try {
        await TAKERS[what]!(odd as never);
      } catch (error) {
        const isTold = error instanceof InputError;
        if (!isTold) throw new Error(`${what} of ${String(odd)} threw ${error}`, { cause: error });
      }
    }
  });
});

/** The message of the InputError that this comes to; the line that it ends in is tried, and has to work. */
async function told(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // Lines of a terminal are tried where the command is tested.
    if (!error.tryThis.startsWith('aliaslab ')) {
      const scope = { ...aliaslab, traceFile: () => trace };
      const run = new Function(...Object.keys(scope), `return (async () => String(${error.tryThis}))()`);
      await run(...Object.values(scope));
    }
    return error.message;
  }
  return 'nothing';
}

const REPLAY_LINE = `try: await replay(traceOf(' L 1000,8')).on(cache().pipt().size('32 KiB').ways(8).line(64)).run()`;
const SWEEP_LINE = `try: await sweep(traceOf(' L 1000,8')).sizes('8 KiB', '32 KiB').ways(1, 2, 4).lines(32, 64).run()`;
const VIEWS_LINE = `try: await twoViews(sampleTrace('words')).on(processor('SH7750')).apart(2).copying('1 KiB').every(500).run()`;

describe('a trace', () => {
  test('of references names each that is none', async () => {
    const odd = [
      { kind: 'loaf', address: -1, size: 0 },
      { kind: 'load', address: 2 ** 60 },
      { kind: 'load', at: 5 },
      7,
    ] as never;
    expect(await told(() => traceOf(odd))).toBe(`
  - reference 1: kind 'loaf' is none of load, store, modify, instruction
  - reference 1: size 0 is not from 1 to 65535 bytes
  - reference 1: address -1 is not an address from 0 to 0xffffffffffffffff
  - reference 2: address 1152921504606847000 is above 2^53 - 1, where a number is no longer exact; write a bigint, such as 0xffff_8880_0000_0000n, or text
  - reference 3: 'at' is none of kind, address, size
  - reference 3: address undefined is not an address from 0 to 0xffffffffffffffff
  - reference 4 7 is not { kind, address, size }
  try: traceOf([{ kind: 'store', address: 0x2955_1000, size: 8 }])`);
    expect(await told(() => traceOf([]))).toBe(`a trace without references
  try: traceOf([{ kind: 'store', address: 0x2955_1000, size: 8 }])`);
  });
  test('file has a name, a known form and a limit', async () => {
    expect(await told(() => traceFile('', { format: 'lacky', limit: '8 GB', more: 1 } as never))).toBe(`
  - path '' is not the name of a file
  - trace file: 'more' is none of format, limit
  - format 'lacky' is none of lackey, din, xdin, csv, compact
  - limit '8 GB' is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  try: traceFile('program.lackey.gz', { format: 'lackey', limit: '8 GiB' })`);
  });
  test('of a sample is one of those that there are', async () => {
    expect(await told(() => sampleTrace('sort' as never))).toBe(`sample 'sort' is none of words, matrix
  try: sampleTrace('words')`);
  });
});

describe('a replay', () => {
  test('needs a trace, caches and a convention', async () => {
    expect(
      await told(() => replay('x.lackey' as never)),
    ).toBe(`'x.lackey' is no trace: traceFile('program.lackey') is one
  ${REPLAY_LINE}`);
    expect(
      await told(() =>
        replay(trace)
          .counting('dinero' as never)
          .run(),
      ),
    ).toBe(`
  - counting 'dinero' is none of 'every line', 'cachegrind'
  - a replay through no cache
  ${REPLAY_LINE}`);
    expect(
      await told(() =>
        replay(trace)
          .on(5 as never, cache().ways(0))
          .run(),
      ),
    ).toBe(`
  - 5 is neither a cache nor a machine
  - ways 0 is not a whole number from 1 to 65535
  ${REPLAY_LINE}`);
    expect(await told(() => through().run({ signal: 5, progress: 'bar', more: 1 } as never))).toBe(`
  - run: 'more' is none of signal, progress
  - signal 5 is not an AbortSignal
  - progress 'bar' is not a function
  try: await replay(traceOf(' L 1000,8')).on(cache()).run({ progress: ({ done }) => console.log(done) })`);
  });
});

describe('a sweep', () => {
  test('needs a design space with caches in it', async () => {
    const odd = sweep(trace)
      .sizes()
      .ways(0)
      .lines(7)
      .replacing('mru' as never)
      .writing('around' as never);
    expect(
      await told(() =>
        odd
          .allocating(1 as never)
          .shard(3, 2)
          .workers(0)
          .run(),
      ),
    ).toBe(`
  - a sweep over no sizes
  - replacement 'mru' is none of lru, fifo, plru, round-robin, random
  - write policy 'around' is none of back, through
  - allocation 1 is none of true, false
  - ways 0 is not a whole number from 1
  - shard 3 of 2 is none: 1 of 16 is the first
  - workers 0 is not a whole number from 1 to 64
  ${SWEEP_LINE}`);
    expect(await told(() => sweep(trace).sizes('1 KiB').ways(64).run())).toBe(
      `none of these 1 cache can exist\n  ${SWEEP_LINE}`,
    );
    expect(await told(() => sweep(trace).sizes('1 KiB').ways(1).shard(2, 2).run())).toBe(
      `shard 2 of 2 has no caches: there are 1 in all\n  ${SWEEP_LINE}`,
    );
  });
});

describe('two views', () => {
  test('say all that is wrong with them', async () => {
    const odd = twoViews(trace)
      .reading('3 KiB')
      .every(0)
      .memory('3')
      .costs({ fill: -1, hits: 1 } as never);
    expect(await told(() => odd.run())).toBe(
      `
  - length '3 KiB' is not a power of two of at most 4 KiB
  - every 0 references: it is a whole number from 1
  - costs: 'hits' is none of hit, fill, refill, writeBack, writeThrough, uncachedRead, uncachedWrite, cleanLine, invalidateLine, flushLine, tlbInvalidate, windowSetUp, barrier, fault
  - cost fill -1 is not a number of cycles
  - cost hits is no cost
  ${VIEWS_LINE}`.replace('\n  - cost hits is no cost', ''),
    );
    expect(await told(() => twoViews(trace).apart(4).memory('1 KiB').run())).toBe(`
  - 4 colors apart: there are 4 colors, on SH7750
  - memory '1 KiB' is not from a page to 1 GiB
  ${VIEWS_LINE}`);
    expect(
      await told(() =>
        twoViews(trace)
          .using(congruent({ color: 4, without: 'TLB invalidated' }))
          .costing({ refill: 7 })
          .run(),
      ),
    ).toBe(`
  - a refill costs 7 and a fill 25: two views do not tell lines that come back from others
  - window color 4 is not 'user' or a whole number below 4
  - window of color 4 without “TLB invalidated”: two views keep no translations of another page, and cannot tell what comes of them: a story can
  ${VIEWS_LINE}`);
  });
  test('need a program, and memory that it fits into', async () => {
    expect(
      await told(() => twoViews(trace).memory('4 KiB').run()),
    ).toBe(`typed uses more than the 4 KiB of memory
  try: twoViews(traceFile('program.altr')).memory('16 KiB')`);
    const kernel = traceOf([{ kind: 'load', address: 0xffff_8880_0000_1000n }]);
    expect(await told(() => twoViews(kernel).run())).toBe(
      `0xffff8880… is an address of the kernel: two views need a program’s trace; 0 references had been read
  try: aliaslab replay program.trace --cache 32KiB:8:64`,
    );
  });
  test('are asked for prices that there are', async () => {
    expect(await told(() => twoViews(trace).using().prices())).toBe(
      `using() names no strategy\n  ${VIEWS_LINE}`,
    );
    expect(await told(() => twoViews(trace).using(none(), congruent()).byColor())).toBe(
      `byColor() asks about one strategy, and using() names 2
  try: await twoViews(sampleTrace('words')).using(none()).byColor()`,
    );
    expect(await told(() => twoViews(trace).over('size' as never, [8]))).toBe(
      `prices over 'size' [8]: 'length' or 'every' with its values can be asked for
  try: await twoViews(sampleTrace('words')).over('length', ['64 B', '1 KiB'])`,
    );
    const prices = await twoViews(trace).using(none(), congruent()).prices();
    expect(await told(() => prices.cycles('flush', { length: 7 }))).toBe(
      `no row has the strategy 'flush', length 7: there are none, congruent window
  try: (await twoViews(sampleTrace('words')).prices()).cycles('congruent window')`,
    );
  });
});
