/** mmap(), munmap() and context switches (facts 2.2, 3): where mappings may lie, and what is flushed in which order. */
import { describe, expect, it } from 'vitest';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { calls, oldFile, order, returned, sh4, story } from './programs.js';

const file = daxFile('mail.dat').pages(8);
const m = mapping(file);
/** Page 5 at an address whose color is not that of page 5 on any port that colors. */
const wrong = m.from(5).fixed(0x2955_0000);
/** What mmap() gives for the wrong color: shared, private. */
const told = (name: string) =>
  [wrong, wrong.private()].map((each) => scenario(processor(name)).mmap(each).run().returned());

describe('MAP_FIXED at an address of the wrong color', () => {
  it.each([
    'SH7750',
    '24Kc',
    'UltraSPARC I/II',
    'ARM1136 32K',
    'hyperSPARC 128K',
    'PA-7300LC',
    'CK610',
    'test_mmuhifi_c3',
  ])('3: on %s is EINVAL for a shared mapping, and accepted for a private one', (name) => {
    expect(told(name)).toEqual(['EINVAL', 0]);
  });

  it.each(['ARM926EJ-S', 'Nios II/f (10m50 devboard)', 'Cortex-A53', 'Ice Lake'])(
    '3: on %s is accepted: the port does not color',
    (name) => {
      expect(told(name)).toEqual([0, 0]);
    },
  );
});

describe('mmap()', () => {
  it('3: puts a page at the color of its offset in the file', () => {
    const run = scenario(sh4).mmap(m).mmap(mapping(file).named('again').from(3, 2)).run();

    expect(run.steps.map(({ address }) => Number(address) % 0x4000)).toEqual([0, 0x3000]);
  });

  it('of a mapping that is in nobody’s way leaves the others; MAP_FIXED takes the place of one', () => {
    const over = mapping(file).from(0).fixed(0x2955_0000).named('over');
    const first = mapping(file).from(0, 2).fixed(0x2955_0000);
    const run = scenario(sh4).mmap(first).store(first, 'x').mmap(over).load(over, 1).load(first, 1).run();

    expect(returned(run)).toEqual([0, undefined, 0, undefined, 'SIGSEGV']);
    expect(order(run, 3, 'mmap', 'munmap', 'flush_cache_range', 'flush_tlb_range')).toEqual([
      'mmap',
      'munmap',
      'flush_cache_range',
      'flush_tlb_range',
    ]);
  });

  it('of an address inside a page is EINVAL, and beyond user space ENOMEM', () => {
    const run = story.mmap(m.fixed(0x2955_0004)).mmap(m.named('high').fixed('0xfffffffffffff000')).run();

    expect(returned(run)).toEqual(['EINVAL', 'ENOMEM']);
  });

  it('that failed leaves nothing mapped', () => {
    const run = scenario(sh4).mmap(wrong).load(wrong, 1).munmap(wrong).run();

    expect(returned(run)).toEqual(['EINVAL', 'SIGSEGV', 0]);
    expect(run.engine.system.file(file.describe()).isMapped).toBe(false);
  });
});

describe('munmap()', () => {
  it('2.2, ordering rule: flushes the cache, then changes the page table, then the TLB', () => {
    const run = scenario(sh4).mmap(m).store(m, 'x', 4096).load(m, 1, 8192).munmap(m).run();

    expect(calls(run, 4, 'flush_cache_range', 'flush_tlb_range')).toEqual([
      'flush_cache_range: user, 2 pages → ',
      'flush_tlb_range: user, 2 pages → ',
    ]);
    expect(order(run, 4, 'flush_cache_range', 'flush_tlb_range')).toEqual([
      'flush_cache_range',
      'flush_tlb_range',
    ]);
  });

  it('2.2, flush_cache_range: leaves no line of the user’s color, so that the next one sees what was stored', () => {
    const again = mapping(file).from(5).named('again').private().fixed(0x2955_2000);
    const run = scenario(sh4).mmap(m).store(m, 'hello', '20 KiB').munmap(m).mmap(again).load(again, 5).run();

    expect(run.read()).toBe('"hello"');
    expect(run.coherent).toBe(true);
  });

  it('of what was never touched flushes nothing', () => {
    const run = scenario(sh4).mmap(m).munmap(m).run();

    expect(run.calls(2).calls.map(({ call }) => call)).toEqual(['munmap']);
  });
});

describe('a context switch', () => {
  const arm9 = processor('ARM926EJ-S');
  const [one, two] = [oldFile(1, 'one.dat').startingAt(0x5001), daxFile('two.dat').startingAt(0x5002)];
  const at = 0x2955_0000;
  const ones = mapping(one).fixed(at);
  const twos = mapping(two).fixed(at).process(2);
  const before = scenario(arm9).mmap(ones).mmap(twos).load(ones, 3);

  it('3: flushes a cache with virtual tags and no address-space ids, so that no process sees the lines of another', () => {
    const run = before.switchTo(2).load(twos, 3).run();

    expect(run.read()).toBe('"···"');
    expect(calls(run, 4, 'switch_mm')).toEqual(['process 2 → the whole cache is cleaned and invalidated']);
    expect(run.coherent).toBe(true);
  });

  it('3: that forgets to flush shows a homonym: one address, two pages, one line', () => {
    const run = before.switchTo(2, { flush: false }).load(twos, 3).run();

    expect(run.read()).toBe('"xxx"');
    expect([run.staleLoads, run.foreignLoads, run.coherent]).toEqual([0, 1, false]);
    expect(run.steps.at(-1)).toMatchObject({ stale: false, foreign: true });
  });

  it('3: writes back what the process before had stored', () => {
    const run = before.store(ones, 'abc').switchTo(2).store(twos, 'def').switchTo(1).load(ones, 3).run();

    expect(run.read()).toBe('"abc"');
    expect(run.coherent).toBe(true);
  });

  it.each(['SH7750', '24Kc', 'Cortex-A9'])('3: needs nothing on %s, whose tags are physical', (name) => {
    const run = before.on(processor(name)).switchTo(2).load(twos, 3).run();

    expect(calls(run, 4, 'switch_mm')).toEqual(['process 2 → nothing is flushed']);
    expect(run.read()).toBe('"···"');
  });

  it('to the process that runs already flushes nothing', () => {
    expect(calls(before.switchTo(1).run(), 4, 'switch_mm')).toEqual(['process 1 → nothing is flushed']);
  });
});
