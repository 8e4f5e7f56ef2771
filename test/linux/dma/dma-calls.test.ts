/**
 * A driver has a device fill a buffer, or empty it, on the ports. The device is a user's alias that is never cached: it reads
 * and writes memory past the caches.
 */
import { describe, expect, it } from 'vitest';
import {
  alias,
  cache,
  daxFile,
  machine,
  memory,
  prove,
  type Range,
  type Scenario,
  scenario,
  uncached,
} from '../../../src/index.js';
import { runScenario } from '../../../src/linux/run-scenario.js';

const page = daxFile('mail.dat').page(0);
const buffer = alias(page).directMap().named('buffer');
const device = alias(page).user().named('device');
const past = uncached('user');
const LINE = { at: 64, length: 64 };

const on = (cpu: string) => scenario(cpu).using(past);
const lostIn = (story: Scenario) => runScenario(story.story()).machine.lost.length;
const saying = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};

describe('a device fills a buffer', () => {
  const filled = (cpu: string, range: Range = LINE) =>
    on(cpu)
      .load(buffer, 128, 0)
      .dmaMap(buffer, 'from device', range)
      .store(device, 'DISK', 64)
      .dmaUnmap(buffer, 'from device', range)
      .load(buffer, 4, 64);

  it.each([
    '24Kc',
    'R10000',
    'SH7750',
    'SH7708',
    'ARM920T',
    'ARM1136 32K (OMAP2420)',
    'Cortex-A9',
    'C906',
    'dc233c',
    'PPC460EX',
    'CK610',
    'CK810',
    '68040',
    '10m50',
    'OR1200',
    'HS38',
    'PA-7300LC',
    'Cortex-A53 (Juno)',
  ])('the CPU reads what it stored on %s', (cpu) => {
    expect(filled(cpu).run().coherent).toBe(true);
  });

  it('the CPU reads an old byte where the driver forgets the call', () => {
    const story = on('24Kc').load(buffer, 4, 64).store(device, 'DISK', 64).load(buffer, 4, 64);

    expect(story.run().staleLoads).toBe(1);
  });

  const prefetched = (cpu: string) =>
    on(cpu)
      .dmaMap(buffer, 'from device', LINE)
      .fetch(buffer, LINE)
      .store(device, 'DISK', 64)
      .dmaUnmap(buffer, 'from device', LINE)
      .load(buffer, 4, 64);

  it.each(['R10000', 'BMIPS5000', 'Cortex-A9', 'C910', 'dc233c', 'CK810', 'HS38', '10m50'])(
    'a line that the CPU fetched by itself meanwhile goes afterwards on %s',
    (cpu) => {
      expect(prefetched(cpu).run().coherent).toBe(true);
    },
  );

  it.each(['24Kc', 'SH7750', 'ARM920T', '68040', 'OR1200'])(
    'nothing is done afterwards on %s, whose CPU is taken to fetch nothing by itself',
    (cpu) => {
      expect(prefetched(cpu).run().staleLoads).toBe(1);
    },
  );

  it('a dirty line of the buffer goes over what the device stored on Xtensa, which does nothing before', () => {
    const dirty = (cpu: string) =>
      on(cpu)
        .store(buffer, 'old!', 64)
        .dmaMap(buffer, 'from device', LINE)
        .store(device, 'DISK', 64)
        .evict(buffer, LINE)
        .dmaUnmap(buffer, 'from device', LINE)
        .load(buffer, 4, 64);

    expect(dirty('dc233c').run().staleLoads).toBe(1);
    expect(dirty('24Kc').run().coherent).toBe(true);
  });

  it('what the driver had stored there before is not lost: it was given up', () => {
    const story = on('24Kc').store(buffer, 'old!', 64).dmaMap(buffer, 'from device', LINE);

    expect(lostIn(story)).toBe(0);
  });
});

describe('a neighbor in the line of a buffer', () => {
  /** Eight bytes before the buffer, which begins within a line. */
  const beside = (cpu: string) =>
    on(cpu)
      .store(buffer, 'neighbor', 64)
      .dmaMap(buffer, 'from device', { at: 72, length: 56 })
      .load(buffer, 8, 64);

  it.each(['24Kc', 'SH7750', '10m50', 'HS38', 'OR1200'])('loses its bytes on %s', (cpu) => {
    expect(lostIn(beside(cpu))).toBeGreaterThan(0);
  });

  it.each([
    'SH7708',
    'ARM920T',
    'FA526 (Gemini)',
    'ARM1136 32K (OMAP2420)',
    'Cortex-A9',
    'BMIPS5000',
    'PPC460EX',
    'CK610',
    '68040',
    'C906',
  ])('keeps them on %s', (cpu) => {
    expect(beside(cpu).run().coherent).toBe(true);
  });
});

describe('a device reads a buffer', () => {
  it.each(['24Kc', 'SH7750', 'ARM920T', 'Cortex-A9', 'dc233c', '68060', '10m50', 'OR1200', 'C906'])(
    'what the CPU stored on %s',
    (cpu) => {
      const story = on(cpu).store(buffer, 'mail', 64).dmaMap(buffer, 'to device', LINE).load(device, 4, 64);

      expect(story.run().coherent).toBe(true);
    },
  );

  it('but not the last line of a buffer that begins within one, on OpenRISC', () => {
    const story = (at: number) =>
      on('OR1200')
        .store(buffer, 'mail', 80)
        .dmaMap(buffer, 'to device', { at, length: 16 })
        .load(device, 4, 80);

    expect(story(80).run().coherent).toBe(true);
    expect(story(72).run().staleLoads).toBe(1);
  });
});

describe('a buffer of both', () => {
  it.each([
    ['24Kc', 0],
    ['SH7750', 0],
    ['Cortex-A9', 0],
    ['68060', 1],
    ['OR1200', 1],
  ])('that stays mapped: %s has %i stale loads', (cpu, stale) => {
    const story = on(cpu)
      .load(buffer, 4, 64)
      .dmaMap(buffer, 'both ways', LINE)
      .store(device, 'DISK', 64)
      .dmaSyncForCpu(buffer, 'both ways', LINE)
      .load(buffer, 4, 64)
      .dmaSyncForDevice(buffer, 'both ways', LINE);

    expect(story.run().staleLoads).toBe(stale);
  });
});

describe('rows', () => {
  const rows = (cpu: string) =>
    on(cpu)
      .dmaMap(buffer, 'to device', LINE)
      .dmaUnmap(buffer, 'to device', LINE)
      .run()
      .table()
      .objects()
      .map((row) => ['step', 'who', 'does', 'cache'].map((column) => row[column as never]).join(' · '));

  it('say which function of the port a call ended in, or that it does nothing', () => {
    expect(rows('24Kc')).toEqual([
      '1 · buffer · flush 2 lines · 0 held',
      '1 · kernel · dma_map_single buffer, to device · arch_sync_dma_for_device',
      '2 · kernel · dma_unmap_single buffer, to device · this port does nothing here',
    ]);
  });

  it('say that hardware does it', () => {
    expect(rows('Haswell')).toEqual([
      '1 · kernel · dma_map_single buffer, to device · nothing to do: hardware keeps devices coherent',
      '2 · kernel · dma_unmap_single buffer, to device · nothing to do: hardware keeps devices coherent',
    ]);
  });
});

it('no flush is owed on ARM for a page that a device has filled, and one is for a part', () => {
  const pcm = memory('pcm').page(0);
  const direct = alias(pcm).directMap();
  const owed = (range: Range) => {
    const story = scenario('ARM1136 32K (OMAP2420)').dmaUnmap(direct, 'from device', range);
    const { system } = runScenario(story.story());
    return [...system.owing.values()];
  };

  expect(owed({})).toEqual([false]);
  expect(owed({ at: 0, length: 64 })).toEqual([]);
});

it('no port in particular does what the table of directions says, which keeps no neighbor', () => {
  const story = scenario(machine(cache().vipt().size('16 KiB').line(32)))
    .using(past)
    .store(buffer, 'neighbor', 64)
    .dmaMap(buffer, 'from device', { at: 72, length: 56 });

  expect(lostIn(story)).toBe(1);
});

describe('what is refused', () => {
  it.each([
    ['a user’s address', alias(page).user().named('map')],
    [
      'a window',
      { ...alias(page).directMap().named('map').describe(), at: { kind: 'window', color: 1 } as const },
    ],
    ['an address of vmap()', alias(page).kernel(0xc123_4000).named('map')],
  ])('%s: is_vmalloc_addr() or no lowmem', (_what, wrong) => {
    expect(saying(() => scenario('SH7750').dmaMap(wrong, 'to device').run())).toContain(
      'map is no kernel address in the direct map, and dma_map_single() refuses all others',
    );
  });

  it('a port of which nothing was read', () => {
    expect(
      saying(() =>
        scenario(machine(cache().vipt().size('32 KiB')).port('score'))
          .dmaMap(buffer, 'to device')
          .run(),
      ),
    ).toContain('what score does around DMA was not read');
  });

  it('a range and a direction, at once, with a line that works', () => {
    const message = saying(() =>
      scenario()
        .dmaMap(buffer, 'sideways' as never, { at: -1 as never, lenght: 3 } as never)
        .run(),
    );

    expect(message).toContain("direction 'sideways' is none of to device, from device, both ways");
    expect(message).toContain("range: 'lenght' is none of at, length");
    expect(message).toContain('try: scenario().dmaMap(');
  });
});

describe('stories with such steps', () => {
  const story = scenario('24Kc')
    .store(buffer, 'mail', 64)
    .dmaMap(buffer, 'to device', LINE)
    .dmaSyncForCpu(buffer, 'to device')
    .dmaSyncForDevice(buffer, 'to device', { at: 32 })
    .dmaUnmap(buffer, 'to device', LINE);

  it('are read again from few letters, and from data', () => {
    const mail = story.run().toMail();
    const letters = mail.slice(mail.indexOf('@24Kc')).replaceAll('\n', ' ').split("'")[0]!;

    expect(letters).toContain('dma_map_single(buffer to_device 64 64)');
    expect(scenario(letters).describe()).toEqual(story.describe());
    expect(scenario(JSON.parse(JSON.stringify(story))).describe()).toEqual(story.describe());
  });

  it('are proved where the steps are operations on the alias', () => {
    const question = (cpu: string) =>
      String(prove(scenario(cpu).using(past).dmaMap(buffer, 'from device').load(device, 4)).run());

    expect(question('24Kc')).toContain('at any time: invalidate buffer');
    expect(question('SH7708')).toContain('at any time: flush buffer');
    expect(question('Haswell')).not.toContain('at any time');
  });

  it('are refused by a proof where they reach more than the alias', () => {
    expect(
      saying(() => prove(scenario('68040').using(past).dmaMap(buffer, 'to device').load(device, 4)).run()),
    ).toContain('dma_map_single treats every address of the page, on m68k');
  });
});
