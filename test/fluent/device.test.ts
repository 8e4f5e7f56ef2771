/**
 * Devices: whoever transfers past the caches. Expected values are those of public reports: NuttX 19506 (invalidated before the
 * transfer only) and 5062 (after it only), libdragon 116 (one line too few), KallistiOS 928 (a flush that wrote nothing back), and
 * bb91bc7b ("dm io: flush cpu cache with vmapped io", PA-RISC).
 */
import { describe, expect, it } from 'vitest';
import {
  alias,
  cache,
  daxFile,
  device,
  machine,
  memory,
  processor,
  prove,
  type Run,
  type Scenario,
  scenario,
} from '../../src/index.js';

const page = memory('buffer').placed({ page: 0, pfn: 0x0c010 }).page(0);
const buffer = alias(page).directMap();
const disk = device('disk');
const m7 = machine(cache().pipt().size('16 KiB').ways(4).line(32)).port('arm').named('Cortex-M7');
const n64 = machine(cache().vipt().size('8 KiB').ways(1).line(16)).port('mips').named('VR4300');

const came = (run: Run) =>
  [run.staleLoads > 0 && 'stale', run.lost.length > 0 && 'lost'].filter(Boolean).join(', ') || 'coherent';
const cameOf = (story: Scenario) => came(story.run());

describe('a device that no cache sees', () => {
  const sector = { length: 512 };
  it.each<[string, string, Scenario]>([
    [
      'invalidated before, and fetched by itself since',
      'stale',
      scenario(m7)
        .load(buffer, 4)
        .invalidate(buffer, sector)
        .fetch(buffer)
        .dmaFrom(disk, page, 'SECT')
        .load(buffer, 4),
    ],
    [
      'invalidated before and after',
      'coherent',
      scenario(m7)
        .load(buffer, 4)
        .invalidate(buffer, sector)
        .fetch(buffer)
        .dmaFrom(disk, page, 'SECT')
        .invalidate(buffer, sector)
        .load(buffer, 4),
    ],
    [
      'invalidated after only, and a dirty line evicted since',
      'stale, lost',
      scenario(m7)
        .store(buffer, 'FAT1')
        .dmaFrom(disk, page, 'SECT')
        .evict(buffer, { length: 32 })
        .invalidate(buffer, sector)
        .load(buffer, 4),
    ],
    [
      '16 bytes from byte 2 on, and one line written back',
      'stale',
      scenario(n64)
        .store(buffer, '0123456789abcdef', 2)
        .flush(buffer, { at: 0, length: 16 })
        .dmaTo(disk, page, 16, 2),
    ],
    [
      'both lines written back',
      'coherent',
      scenario(n64)
        .store(buffer, '0123456789abcdef', 2)
        .flush(buffer, { at: 2, length: 16 })
        .dmaTo(disk, page, 16, 2),
    ],
    [
      'a flush of all that writes nothing back',
      'stale, lost',
      scenario('SH7750').store(buffer, 'list').maintainCache('invalidate').dmaTo(disk, page, 4),
    ],
    [
      'a flush of all that does',
      'coherent',
      scenario('SH7750').store(buffer, 'list').maintainCache('flush').dmaTo(disk, page, 4),
    ],
  ])('%s: %s', (_, expected, story) => {
    expect(cameOf(story)).toBe(expected);
  });

  it('sees what vmalloc() memory holds after flush_kernel_vmap_range() alone', () => {
    const there = memory('buffer').placed({ page: 0, pfn: 0x0c123 }).page(0);
    const vmalloc = alias(there).kernel(0x0780_2000).named('vmalloc');
    const direct = alias(there).directMap();
    const to = scenario('PA-7300LC').store(vmalloc, 'meta');
    const from = scenario('PA-7300LC').load(vmalloc, 4);

    expect(cameOf(to.flush(direct).dmaTo(disk, there, 4))).toBe('stale');
    expect(cameOf(to.cachetlb('flush_kernel_vmap_range', vmalloc).dmaTo(disk, there, 4))).toBe('coherent');
    expect(cameOf(from.invalidate(direct).dmaFrom(disk, there, 'meta').load(vmalloc, 4))).toBe('stale');
    expect(
      cameOf(
        from
          .cachetlb('flush_kernel_vmap_range', vmalloc)
          .fetch(vmalloc)
          .dmaFrom(disk, there, 'meta')
          .cachetlb('invalidate_kernel_vmap_range', vmalloc)
          .load(vmalloc, 4),
      ),
    ).toBe('coherent');
  });

  it('has no color, costs the cores nothing, and is named in table, picture and mail', () => {
    const run = scenario('SH7750').store(buffer, 'list').dmaTo(disk, page, 4).run();
    const [, row] = run.table().objects() as { who: string; does: string; color: unknown; address: string }[];

    expect(row).toMatchObject({ who: 'disk', does: 'DMA load 4', address: '0x0c010000' });
    expect(row!.color).toBe('–');
    expect(run.price().cycles).toEqual([25, 0]);
    expect(String(run.svg())).toContain('>D<');
    expect(run.toMail()).toContain('disk    0x0c010000 is page 0 of buffer (0x0c010000)\n');
  });
});

describe('a device that the caches see', () => {
  const seen = disk.coherent();
  it.each([
    ['reads what is dirty', scenario('SH7750').store(buffer, 'list').dmaTo(seen, page, 4)],
    [
      'drops the copies of what it writes',
      scenario('SH7750').load(buffer, 4).dmaFrom(seen, page, 'new').load(buffer, 4),
    ],
    [
      'leaves the rest of a dirty line',
      scenario('SH7750').store(buffer, 'mine', 8).dmaFrom(seen, page, 'new').load(buffer, 12),
    ],
    [
      'finds copies of any color, and of any core',
      scenario(machine(processor('24Kc').describe()).cores(2))
        .onCore(1)
        .store(alias(page).user(0x2955_1000), 'list')
        .dmaTo(seen, page, 4),
    ],
  ])('%s', (_, story) => {
    expect(cameOf(story)).toBe('coherent');
  });
});

describe('a proof', () => {
  const story = (by: typeof disk) =>
    scenario('SH7750').store(buffer, 'a').load(buffer, 1).dmaFrom(by, page, 'x').dmaTo(by, page, 1);

  it('refutes a device past the caches, and the run replays', () => {
    const verdict = prove(story(disk)).run();

    expect(verdict.coherent).toBe(false);
    const run = verdict.replay()!;

    expect(run.table().array('does')).toEqual(['store "A"', 'DMA load 1']);
    expect(came(run)).toBe('stale');
  });
  it('proves one that the caches see', () => {
    expect(prove(story(disk.coherent())).run().coherent).toBe(true);
  });
  it.each<[string, Scenario]>([
    ['a user of another color', scenario('SH7750').store(alias(page).user(0x2955_1000), 'a')],
    ['a flush of the whole cache', scenario('SH7750').load(buffer, 1).maintainCache('flush')],
    [
      'a switch between processes',
      scenario('ARM926EJ-S')
        .store(alias(page).user(0x2955_1000), 'a')
        .switchTo(2)
        .load(alias(page).user(0x2955_1000).process(2), 1),
    ],
  ])('tells of a device beside %s', (_, before) => {
    const seen = prove(before.dmaFrom(disk.coherent(), page, 'x').dmaTo(disk.coherent(), page, 1)).run();
    const past = prove(before.dmaFrom(disk, page, 'x').dmaTo(disk, page, 1)).run();

    expect(seen.coherent).toBe(true);
    expect(past.coherent).toBe(false);
    expect(came(past.replay()!)).toContain('stale');
  });
});

it('is written and read again with its story', () => {
  const story = scenario('SH7750').dmaFrom(disk, page, 'SECT', 8).dmaTo(disk, page, 4);
  const mailed = story.run().toMail();
  const text = mailed.slice(mailed.indexOf("again '") + 7, mailed.lastIndexOf("'"));

  expect(scenario(text).toJSON()).toEqual(story.toJSON());
  expect(scenario(JSON.parse(JSON.stringify(story))).toJSON()).toEqual(story.toJSON());
});

describe('knows what is wrong', () => {
  it.each<[string, () => unknown, string]>([
    [
      'no device',
      () =>
        scenario()
          .dmaTo('disk' as never, page, 4)
          .run(),
      `a transfer is of a device, not of 'disk'`,
    ],
    [
      'no page',
      () =>
        scenario()
          .dmaTo(disk, 5 as never, 4)
          .run(),
      'a device transfers a part of a page, and 5 is none',
    ],
    [
      'a whole memory',
      () =>
        scenario()
          .dmaTo(disk, memory('a') as never, 4)
          .run(),
      'a device transfers a part of a page, and this is all of the memory: take .page(0)',
    ],
    [
      'a range past the page',
      () => scenario().dmaTo(disk, page, 8, 4092).run(),
      'length 8 at 4092 does not lie in the page',
    ],
    [
      'a load of a device',
      () => scenario().load(disk.at(page), 4).run(),
      'a device does nothing but transfer',
    ],
    [
      'a transfer by an alias',
      () =>
        scenario(JSON.parse(JSON.stringify(scenario().store(buffer, 'x'))) as never).run() &&
        scenario({
          ...scenario().dmaTo(disk, page, 4).describe(),
          aliases: { disk: { ...buffer.describe(), of: { file: 'buffer', page: 0 } } },
        } as never).run(),
      'is an alias of the kernel, and no device',
    ],
    [
      'two devices of one name',
      () => scenario().dmaTo(disk, page, 4).dmaTo(disk.coherent(), page, 4).run(),
      `two aliases are both called 'disk'`,
    ],
    ['no name', () => device('').at(page), `a device's name '' is not a text`],
  ])('%s', (_, asked, message) => {
    expect(asked).toThrow(message);
  });
});

it('also transfers blocks of files', () => {
  const block = daxFile('mail.dat').pages(8).page(5);

  expect(cameOf(scenario('SH7750').store(alias(block).directMap(), 'x').dmaTo(disk, block, 1))).toBe('stale');
});
