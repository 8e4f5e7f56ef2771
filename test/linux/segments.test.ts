/** Kernel addresses whose translation the architecture fixes: through the cache, or past it (KSEG0 and KSEG1, P1 and P2). */
import { describe, expect, it } from 'vitest';
import { alias, cache, daxFile, machine, memory, processor, prove, scenario } from '../../src/index.js';

const page = memory('word').placed({ page: 0, pfn: 0x0c123 }).page(0);
const cached = alias(page).directMap();

describe.each([
  ['24Kc', 'KSEG1', 0xac12_3000],
  ['SH7750', 'P2', 0xac12_3000],
] as const)('on %s an alias in %s', (cpu, name, address) => {
  const uncached = alias(page).kernel(address).named(name);
  const story = scenario(processor(cpu));

  it('is never cached: it misses what the cache holds dirty, and the cache misses what it stores', () => {
    const loads = story.store(cached, 'new!').load(uncached, 4).run();
    const stores = story.load(cached, 4).store(uncached, 'new!').load(cached, 4).run();

    expect([loads.staleLoads, loads.read()]).toEqual([1, '"····"']);
    expect([stores.staleLoads, stores.read()]).toEqual([1, '"····"']);
    expect(story.store(cached, 'new!').flush(cached).load(uncached, 4).run().coherent).toBe(true);
  });

  it('is never cached in a proof either, and a write-back cures what flushes cannot', () => {
    const asked = prove(story.store(cached, 'new!').load(uncached, 4)).run();

    expect(asked.coherent).toBe(false);
  });
});

describe('an alias of the kernel where hardware or the port translates', () => {
  it.each([
    ['24Kc', 0x8900_1000, 'the direct map of mips, and leads to frame 0x09001'],
    ['SH7750', 0x8900_1000, 'the direct map of sh, and leads to frame 0x09001'],
    ['ARM1136 32K', 0xc900_1000, 'the direct map of arm, and leads to frame 0x09001'],
    ['24Kc', 0xa900_1000, 'KSEG1 of mips, and leads to frame 0x09001'],
  ])('on %s at 0x%x is refused if it leads elsewhere', (cpu, address, says) => {
    const asked = () => scenario(processor(cpu)).store(alias(page).kernel(address), 'x').run();

    expect(asked).toThrow(`${says}: page 0 of word is in frame 0x0c123`);
  });

  it('is taken where it leads to the page, and where the port translates nothing', () => {
    const run = (address: number) =>
      scenario(processor('SH7750')).store(alias(page).kernel(address), 'x').run().coherent;

    expect([0x8c12_3000, 0xac12_3000, 0xc000_1000].map(run)).toEqual([true, true, true]);
  });

  it('is not judged on a port whose addresses are made up', () => {
    expect(
      scenario(machine(cache()).port('blackfin')).store(alias(page).kernel(0x8900_1000), 'x').run().coherent,
    ).toBe(true);
  });
});

it('one call places a page in one frame; a later call may move it', () => {
  const twice = () => daxFile('cell').placed({ page: 0, pfn: 0x1001 }, { page: 0, pfn: 0x9001 });

  expect(twice).toThrow('page 0 is placed in frame 0x01001 and in frame 0x09001: a page lies in one frame');
  expect(String(daxFile('cell').placed({ page: 0, pfn: 0x1001 }).placed({ page: 0, pfn: 0x9001 }))).toBe(
    'DAX file  cell  1 page · page 0 in frame 0x09001',
  );
});
