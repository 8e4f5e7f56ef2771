/** Prices of a dax_io(): small ones by hand, and what must hold of all. */
import { describe, expect, it } from 'vitest';
import { NAMED_STRATEGIES } from '../../src/fluent/usual-strategies.js';
import {
  alias,
  COST_PARAMETERS,
  cache,
  congruent,
  daxFile,
  flushPlan,
  machine,
  none,
  type Priced,
  prices,
  processor,
  processors,
  prove,
  scenario,
} from '../../src/index.js';

const sh4 = processor('SH7750');
/** Two lines of 32 bytes at the user's, the second of them dirty; the kernel two colors on. */
const twoLines = prices(sh4).transferring('64 B');
const rowsOf = (priced: Priced) => priced.table().objects() as Record<string, unknown>[];
const columns = (priced: Priced, ...names: string[]) =>
  rowsOf(priced).map((row) => names.map((name) => row[name]));
const PARTS = [
  'hits',
  'fills',
  'refills',
  'write-backs',
  'past the cache',
  'maintenance',
  'mappings',
  'barriers',
];

describe('the price of a read of two lines, by hand', () => {
  const read = twoLines.reading().run();

  it('is that of the call and of the loads after it', () => {
    expect(columns(read, 'strategy', 'verdict', 'any run', 'in the call', 'afterwards', 'cycles')).toEqual([
      // Two fills of 25 by the kernel; the user hits its two lines.
      ['none', 'STALE', 'wrong', 50, 2, 52],
      // Two flushes of 2, one write-back of 8, two fills; the user's lines come back.
      ['the mail', 'fine', 'wrong', 62, 50, 112],
      // The user's lines cleaned, the kernel's invalidated: 4 more, and the user hits.
      ['four flushes', 'fine', 'fine', 66, 2, 68],
      // A window of 24, and two hits of lines that are there.
      ['congruent', 'fine', 'fine', 26, 2, 28],
      // Eight words of 25, twice.
      ['uncached', 'fine', 'fine', 200, 200, 400],
      // Three flushes of two lines, a write-back, two fills, a TLB entry; a fault, its mapping, and the lines again.
      ['revoke', 'fine', 'fine', 94, 1074, 1168],
    ]);
  });

  it('is split into what it goes to', () => {
    expect(
      columns(
        read,
        'strategy',
        'hits',
        'fills',
        'refills',
        'write-backs',
        'past the cache',
        'maintenance',
        'mappings',
      ),
    ).toEqual([
      ['none', 2, 50, 0, 0, 0, 0, 0],
      ['the mail', 0, 50, 50, 8, 0, 4, 0],
      ['four flushes', 2, 50, 0, 8, 0, 8, 0],
      ['congruent', 4, 0, 0, 0, 0, 0, 24],
      ['uncached', 0, 0, 0, 0, 400, 0, 0],
      ['revoke', 0, 50, 50, 8, 0, 12, 1048],
    ]);
  });

  it('leaves the write-back of dirty lines to be paid, and says of how many', () => {
    expect(columns(read, 'strategy', 'left dirty').filter(([, lines]) => lines !== 0)).toEqual([
      ['none', 1],
      ['congruent', 1],
    ]);
  });

  it('goes into a sentence', () => {
    expect(read.verdict()).toBe(
      '4 of 6 strategies are right in any run; the cheapest is congruent, with 28 cycles, 2 of them after the call.',
    );
    expect(
      twoLines
        .reading()
        .using({ none: none(), 'the plan': flushPlan({ beforeRead: { user: 'clean' } }) })
        .run()
        .verdict(),
    ).toBe('None of 2 strategies is right in any run.');
    const { 'four flushes': four } = NAMED_STRATEGIES;
    expect(twoLines.using({ 'four flushes': four!, none: none() }).run().verdict()).toBe(
      '1 of 2 strategies is right in any run: four flushes, with 208 cycles, 52 of them after the call. Cheaper, and wrong: none.',
    );
  });
});

describe('the price of a write of two lines, by hand', () => {
  it('has its barrier, and its flushes', () => {
    const write = twoLines.writing().run();

    expect(columns(write, 'strategy', 'verdict', 'in the call', 'afterwards', 'cycles')).toEqual([
      // Two fills for the stores and the barrier of 8.
      ['none', 'STALE', 58, 2, 60],
      // The kernel's two lines flushed, 4, and written back, 16; the user still has its own.
      ['the mail', 'STALE', 78, 2, 80],
      // The user's two flushed besides, 4, one written back, 8; they come back.
      ['four flushes', 'fine', 90, 50, 140],
      // A window, two hits, the barrier.
      ['congruent', 'fine', 34, 2, 36],
      // Eight words of 8 and the barrier; eight of 25.
      ['uncached', 'fine', 72, 200, 272],
      // Three flushes of two lines, three write-backs, two fills, a TLB entry, the barrier; a fault, its mapping, the lines.
      ['revoke', 'fine', 118, 1074, 1192],
    ]);
  });

  it('and that of a read add up, where nothing is said', () => {
    const [read, write, both] = [twoLines.reading(), twoLines.writing(), twoLines].map((each) => each.run());

    for (const name of Object.keys(NAMED_STRATEGIES)) {
      expect(both!.cycles(name)).toBe(read!.cycles(name) + write!.cycles(name));
    }
    expect(both!.rows.map(({ transfers }) => transfers.map(({ transfer }) => transfer.rw))).toEqual(
      Array.from({ length: 6 }, () => ['read', 'write']),
    );
  });
});

describe('a parameter', () => {
  it('that is replaced changes its own part, and nothing else', () => {
    const usual = twoLines.reading().run();
    const dear = twoLines.reading().costs({ flushLine: 40 }).run();

    const rest = PARTS.filter((part) => part !== 'maintenance' && part !== 'barriers');
    expect(columns(dear, ...rest)).toEqual(columns(usual, ...rest));
    // The mail's plan flushes two lines, revoke six; the four flushes of a read are cleans and invalidates.
    expect(columns(dear, 'maintenance').flat()).toEqual([0, 80, 8, 0, 0, 240]);
  });

  it('counts as often as it applied, each of them', () => {
    const asked = prices(sh4).transferring('256 B').resident(0.75);
    const usual = asked.run();
    for (const { name, cycles } of COST_PARAMETERS) {
      // A refill costs what a fill does, unless it is named.
      const dearer = asked.costs({ refill: 25, [name]: cycles + 1 }).run();
      const more = usual.rows.map((row) => dearer.cycles(row.name) - usual.cycles(row.name));
      const applied = usual.rows.map(({ transfers }) =>
        transfers.reduce((sum, { call, after }) => sum + call[name] + after[name], 0),
      );
      expect({ name, more }).toEqual({ name, more: applied });
      expect(Math.max(...more) > 0).toBe(name !== 'writeThrough');
    }
  });

  it('is shown, with its source or what it was before', () => {
    const priced = twoLines.costs({ flushLine: 40 }).run();
    const shown = priced.parameters().objects() as Record<string, unknown>[];

    expect(shown).toHaveLength(14);
    expect(shown[0]).toEqual({
      parameter: 'hit',
      cycles: 1,
      replaced: '',
      source: 'assumed: a pipeline takes one access a cycle',
    });
    expect(shown.find(({ parameter }) => parameter === 'flushLine')).toEqual({
      ...{ parameter: 'flushLine', cycles: 40, replaced: 'was 2', source: 'as given' },
    });
    expect(String(priced)).toContain(
      '\ncycles: hit 1 · fill 25 · refill 25 · writeBack 8 · writeThrough 8 · ',
    );
    expect(String(priced)).toContain(' · flushLine 40 (was 2) · ');
  });
});

describe('prices on other machines', () => {
  it('add up from their parts, and from the call and what comes after', () => {
    const through = machine(cache().vipt().size('16 KiB').ways(1).line(16).writeThrough().noWriteAllocate());
    for (const on of [sh4, through, processor('ARM926EJ-S'), processor('Cortex-A9')]) {
      const rows = rowsOf(prices(on).transferring('6000 B').resident(0.6).dirty(0.3).run());
      const sum = (row: Record<string, unknown>, names: string[]) =>
        names.reduce((total, name) => total + ((row[name] as number | undefined) ?? 0), 0);
      expect(rows.map((row) => sum(row, PARTS))).toEqual(rows.map(({ cycles }) => cycles));
      expect(rows.map((row) => sum(row, ['in the call', 'afterwards']))).toEqual(
        rows.map(({ cycles }) => cycles),
      );
    }
  });

  it('are all right, and nothing the cheapest, where the index is physical', () => {
    const priced = prices(processor('Cortex-A9')).run();

    expect(priced.coherent).toBe(true);
    expect(columns(priced, 'verdict', 'any run').flat()).toEqual(Array(12).fill('fine'));
    // 128 lines: two hits each for the read and the write, and the barrier.
    expect(priced.cycles('none')).toBe(520);
    expect(priced.verdict()).toBe(
      '6 of 6 strategies are right in any run; the cheapest is none, with 520 cycles, 256 of them after the call.',
    );
  });

  it('charge stores that go through', () => {
    const through = machine(cache().vipt().size('16 KiB').ways(1).line(32).writeThrough());
    const priced = prices(through).writing().transferring('64 B').using({ window: congruent() }).run();

    // A window of 24, two hits, two stores to memory of 8, the barrier; two hits.
    expect(priced.cycles('window')).toBe(24 + 2 + 16 + 8 + 2);
  });

  it('are right in any run exactly where a proof says so', () => {
    const file = daxFile().pages(1).startingAt(0x1002);
    const story = scenario(sh4).load(alias(file.page(0)), 1);
    const { rows } = twoLines.run();

    expect(rows.map(({ holds }) => holds)).toEqual([false, false, true, true, true, true]);
    expect(rows.map(({ strategy }) => prove(story.using(strategy)).run().coherent)).toEqual(
      rows.map(({ holds }) => holds),
    );
  });
});

describe('on every CPU of the atlas', () => {
  it('what is right in any run is fine in the story of its price, and some others are not', () => {
    const atlas = processors().table().objects() as { CPU: string; runnable: boolean }[];
    const cpus = atlas.filter(({ runnable }) => runnable).map(({ CPU }) => processor(CPU));

    const priced = cpus.map((on) => prices(on).transferring(200).resident(0.7).dirty(0.4).run());

    const rows = priced.flatMap((each) => columns(each, 'any run', 'verdict'));
    expect(cpus.length).toBeGreaterThan(90);
    expect(rows.filter(([always, here]) => always === 'fine' && here !== 'fine')).toEqual([]);
    expect(rows.filter(([always, here]) => always === 'wrong' && here === 'STALE').length).toBeGreaterThan(
      50,
    );
  });
});

describe('the story of a price', () => {
  const found = (asked: ReturnType<typeof prices>) => asked.reading().run().rows[0]!.transfers[0]!.found;

  it('has the asked share of lines at the user’s, and of these dirty', () => {
    const lines = twoLines.transferring('128 B');

    expect(found(lines)).toEqual({ resident: 4, dirty: 2 });
    expect(found(lines.resident(0))).toEqual({ resident: 0, dirty: 0 });
    expect(found(lines.resident(0.5).dirty(1))).toEqual({ resident: 2, dirty: 2 });
    expect(found(lines.transferring(3200).resident(0.29).dirty(0))).toEqual({ resident: 29, dirty: 0 });
  });

  it('has no more lines than the cache', () => {
    expect(found(prices(sh4).transferring('64 KiB'))).toEqual({ resident: 512, dirty: 256 });
    expect(String(prices(sh4).transferring('64 KiB').run())).toContain(
      ' · 512 lines there when the call comes, 256 dirty\n',
    );
  });

  it('spans pages: a slot of the window for each color, pointed from page to page', () => {
    const asked = prices(sh4).reading().transferring('32 KiB').using({ window: congruent() });

    const { call } = asked.run().rows[0]!.transfers[0]!;

    // Eight pages of four colors.
    expect([call.windowSetUp, call.tlbInvalidate]).toEqual([8, 4]);
  });

  it('takes no care where the direct map has the user’s color', () => {
    const priced = twoLines.apart(0).using({ none: none(), window: congruent() }).run();

    expect(priced.coherent).toBe(true);
    // The window's two openings are all the difference.
    expect(priced.cycles('window') - priced.cycles('none')).toBe(48);
  });
});

describe('prices over a length or a share', () => {
  it('have a row for each value and strategy, as if each was asked alone', () => {
    const over = twoLines.reading().over('length', ['64 B', 128]);

    const rows = over.table().objects() as Record<string, unknown>[];
    expect(rows).toHaveLength(12);
    expect(rows.filter(({ strategy }) => strategy === 'congruent')).toEqual([
      {
        bytes: 64,
        strategy: 'congruent',
        verdict: 'fine',
        'any run': 'fine',
        'in the call': 26,
        afterwards: 2,
        cycles: 28,
      },
      {
        bytes: 128,
        strategy: 'congruent',
        verdict: 'fine',
        'any run': 'fine',
        'in the call': 28,
        afterwards: 4,
        cycles: 32,
      },
    ]);
    expect(over.cycles('four flushes', 128)).toBe(
      twoLines.reading().transferring(128).run().cycles('four flushes'),
    );
  });

  it('say where which is the cheapest', () => {
    const cures = { plan: NAMED_STRATEGIES['four flushes']!, uncached: NAMED_STRATEGIES.uncached! };
    const asked = twoLines.reading().costs({ fill: 150 });

    const over = asked.using(cures).over('resident', [0, 0.5, 1]);

    // Four instructions; two lines of the kernel's, and the user's as far as it has none.
    expect(over.cycles('plan', 0)).toBe(8 + 300 + 300);
    expect(over.cycles('plan', 0.5)).toBe(8 + 300 + 150 + 1);
    // One of the user's is dirty: eight more for its write-back.
    expect(over.cycles('plan', 1)).toBe(8 + 8 + 300 + 2);
    expect(over.cycles('uncached', 0)).toBe(400);
    expect(over.verdict()).toBe(
      '2 of 2 strategies are right in any run; the cheapest is uncached from 0 to 0.5, plan at 1.',
    );
    expect(asked.using({ none: none() }).over('dirty', [0, 1]).verdict()).toBe(
      'None of 1 strategy is right in any run.',
    );
  });

  it('are a curve a strategy, dotted where it is wrong', () => {
    const figure = twoLines.over('resident', [0, 1]).figure();

    expect(figure.data.map(({ name }) => name)).toEqual([
      'none (wrong)',
      'the mail (wrong)',
      'four flushes',
      'congruent',
      'uncached',
      'revoke',
    ]);
    expect(figure.data.map(({ line }) => (line as { dash: string }).dash)).toEqual([
      'dot',
      'dot',
      'solid',
      'solid',
      'solid',
      'solid',
    ]);
    expect(figure.data[3]).toMatchObject({ x: [0, 1], y: [160, 64], text: ['fine', 'fine'] });
    expect(figure.layout.meta.alt).toContain('Cycles at 0, 1: none 208, 112; ');
  });
});

describe('a price', () => {
  it('is text, a table, a figure and plain data', () => {
    const priced = twoLines.reading().run();
    const figure = priced.figure();

    expect(String(priced).split('\n')[0]).toBe(
      'prices  dax_io read of 64 B · 100 % of it at the user’s, 50 % of that dirty · 2 colors apart on SH7750 · 2 lines there when the call comes, 1 dirty',
    );
    expect(figure.data.map(({ name }) => name)).toEqual(PARTS.slice(0, 7));
    expect(figure.data[0]!.y).toEqual([
      'none (STALE)',
      'the mail (wrong in some run)',
      'four flushes',
      'congruent',
      'uncached',
      'revoke',
    ]);
    expect(figure.layout.meta.caption).toBe(priced.verdict());
    const plain = JSON.parse(JSON.stringify(priced));
    expect(plain.rows[3].cycles).toEqual({ call: 26, after: 2, all: 28 });
    expect(plain.costs.fill).toBe(25);
    expect(JSON.stringify(twoLines.reading().run())).toBe(JSON.stringify(priced));
  });

  it('reads as a sentence before it is asked', () => {
    expect(String(prices())).toBe(
      'prices  dax_io read and write of 4 KiB · 100 % of it at the user’s, 50 % of that dirty · 2 colors apart on SH7750 · under none, the mail, four flushes, congruent, uncached, revoke · VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB',
    );
  });
});
