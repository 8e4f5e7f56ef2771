/** `run.price()`: a row a step, all of them, and the parameters. */
import { describe, expect, it } from 'vitest';
import { alias, daxFile, daxIo, revoke, scenario } from '../../src/index.js';

const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
const user = alias(file.page(5)).user(0x2955_1000);
const story = scenario()
  .store(user, 'hello')
  .daxIo(daxIo().read(64).at(file.page(5)))
  .load(user, 64);

describe('the cost of a run', () => {
  it('reads as a table, a row a step, with the parameters below it', () => {
    expect(String(story.run().price())).toBe(
      `
cost of run  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: none
step  does         hits  fills  cycles
────  ───────────  ────  ─────  ──────
1     store user      0      1      25
2     dax_io read     0      2      50
3     load user       1      1      26
all                   1      4     101
cycles: hit 1 · fill 25 · refill 25 · writeBack 8 · writeThrough 8 · uncachedRead 25 · uncachedWrite 8 · cleanLine 2 · invalidateLine 2 · flushLine 2 · tlbInvalidate 24 · windowSetUp 24 · barrier 8 · fault 1000
3 steps, 101 cycles: the dearest is step 2, dax_io read, with 50; most cycles go to fills.
`.trim(),
    );
  });

  it('has a column for whatever happened anywhere', () => {
    const cost = story.using(revoke()).run().price();

    expect(cost.table().columnNames()).toEqual([
      ...[
        'step',
        'does',
        'fills',
        'refills',
        'write-backs',
        'flushes',
        'TLB invalidations',
        'mappings set',
        'faults',
      ],
      'cycles',
    ]);
    // Two fills, six flushes, a write-back, a TLB entry; a fill, a refill, a fault and its mapping.
    expect(cost.cycles).toEqual([25, 50 + 12 + 8 + 24, 25 + 25 + 1000 + 24]);
    expect(cost.total).toBe(1193);
  });

  it('has nothing for a mapping that leads where its address led before: a twin of the direct map', () => {
    const vmap = alias(file.page(5)).kernel(0x8c12_3000);
    const twin = scenario()
      .load(vmap, 5)
      .daxIo(daxIo().write('HELLO').at(file.page(5)))
      .load(user, 5);

    const cost = twin.run().cost();

    expect(cost.table().columnNames()).toEqual(['step', 'does', 'hits', 'fills', 'barriers', 'cycles']);
    expect(cost.cycles).toEqual([25, 1 + 8, 25]);
  });

  it('follows costs that are replaced, and says what they were', () => {
    const cost = story.run().price({ hit: 3 });

    expect(cost.total).toBe(103);
    expect(cost.costs.hit).toBe(3);
    expect(String(cost)).toContain('\ncycles: hit 3 (was 1) · fill 25 · ');
    expect((cost.parameters().objects() as { replaced: string }[])[0]!.replaced).toBe('was 1');
    expect(() => story.run().price({ fill: -1, hits: 2 } as never)).toThrow(`
  - costs: 'hits' is none of hit, fill, refill, writeBack, writeThrough, uncachedRead, uncachedWrite, cleanLine, invalidateLine, flushLine, tlbInvalidate, windowSetUp, barrier, fault
  - cost fill -1 is not a number of cycles
  try: scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().price({ fill: 60 })`);
  });

  it('is a figure and plain data', () => {
    const cost = story.run().price();

    expect(cost.figure().data.map(({ name, x, y }) => ({ name, x, y }))).toEqual([
      { name: 'hits', x: [0, 0, 1], y: ['1 store user', '2 dax_io read', '3 load user'] },
      { name: 'fills', x: [25, 50, 25], y: ['1 store user', '2 dax_io read', '3 load user'] },
    ]);
    expect(cost.figure().layout.meta.caption).toBe(cost.verdict());
    expect(JSON.parse(JSON.stringify(cost)).steps[1].counts.fill).toBe(2);
  });

  it('of a run that touched nothing is nothing', () => {
    const cost = scenario().evict(user, { length: 32 }).run().price();

    expect(cost.verdict()).toBe('1 step, 0 cycles.');
    expect(cost.figure().data).toEqual([]);
  });
});
