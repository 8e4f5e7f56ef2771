/** Where the aliases of one story go: mmap() gives no address twice, on any machine. */
import { describe, expect, test, vi } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import type { MachineInput } from '../../src/fluent/machine-input.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent } from '../../src/fluent/strategies.js';
import { Layout } from '../../src/linux/layout.js';
import { placeAliases } from '../../src/linux/placement.js';
import { allProcessors } from '../../src/ports/processors/index.js';
import { formatAddress } from '../../src/units/address.js';
import { file, sh4 } from './stories.js';

/** Three pages of one file, which a colored port may all want at one address. */
const users = [1, 5].map((page) => alias(file.page(page)).named(`user of page ${page}`));

function addresses(on: MachineInput, ...more: Parameters<typeof alias>[0][]): string[] {
  const all = [...users, ...more.map((page, index) => alias(page).named(`more ${index}`))];
  const story = all.reduce((so, each) => so.load(each, 1), scenario(on));
  return story.run().engine.aliases.map(({ virtual }) => formatAddress(virtual));
}

describe('mmap()', () => {
  test('puts two pages of one color a way apart', () => {
    expect(addresses(sh4)).toEqual(['0x29551000', '0x29555000']);
  });

  test('keeps off an address that another mapping of the process states, before or after it', () => {
    const stated = alias(file.page(2)).user(0x2955_1000).named('stated');
    const first = scenario(sh4).load(users[0]!, 1).load(stated, 1).run();
    const second = scenario(sh4).load(stated, 1).load(users[0]!, 1).run();

    expect(first.engine.aliases.map(({ virtual }) => formatAddress(virtual))).toEqual([
      '0x29555000',
      '0x29551000',
    ]);
    expect(second.engine.aliases.map(({ virtual }) => formatAddress(virtual))).toEqual([
      '0x29551000',
      '0x29555000',
    ]);
  });

  test('gives another process the same address', () => {
    const story = scenario(sh4)
      .load(users[0]!, 1)
      .load(alias(file.page(1)).process(2), 1);

    expect(story.run().engine.aliases.map(({ virtual }) => formatAddress(virtual))).toEqual([
      '0x29551000',
      '0x29551000',
    ]);
  });
});

describe('on every CPU that can be run', () => {
  const runnable = allProcessors().filter(({ cache }) => cache !== undefined);

  test('a story at pages that mmap() places reads and writes the page that it names, coherent in a window', () => {
    for (const { name } of runnable) {
      const cpu = processor(name);
      const far = daxFile('far.dat').pages(8);
      const mine = alias(far.page(5)).user();
      const story = scenario(cpu)
        .store(mine, 'hello')
        .daxIo(daxIo().read(5).at(far.page(5)))
        .daxIo(daxIo().write('HELLO').at(far.page(5)))
        .load(mine, 5);

      const run = story.using(congruent()).run();
      // A physical tag makes congruent names one line; a virtual one only where a set has no room for both.
      const isSafe = !(cpu.describe().cache.organization === 'VIVT' && cpu.describe().cache.ways > 1);
      if (isSafe) expect([name, run.read(2), run.read(4)]).toEqual([name, '"hello"', '"HELLO"']);
      expect(story.run().steps[1]!.expected, name).toEqual(new TextEncoder().encode('hello'));
    }
  });
});

describe('a window of a port that has none', () => {
  test.each(['16 KiB', '64 MiB', '1 GiB'])('has room for the colors of a %s direct-mapped cache', (size) => {
    const on = machine(cache().size(size)).port('arm');
    const last = alias(daxFile('big.dat').pages(1001).page(1000)).user();

    const run = scenario(on)
      .store(last, 'hello')
      .daxIo(daxIo().read(5).at(last.describe().of))
      .using(congruent())
      .run();

    expect(run.coherent).toBe(true);
    expect(run.log()[1]!.hit).toBe(true);
  });
});

describe('very many aliases', () => {
  /** How often a place of mmap() is looked at for so many aliases of one color. */
  const looks = (pages: number) => {
    const big = daxFile('big.dat').pages(4 * pages);
    const aliases = Array.from({ length: pages }, (_, nth) => alias(big.page(4 * nth)).named(`user ${nth}`));
    const layout = new Layout(processor('SH7750').describe());
    const mmap = vi.spyOn(layout, 'mmap');
    placeAliases(
      layout,
      aliases.map((each) => each.describe()),
    );
    return mmap.mock.calls.length;
  };

  test('are placed one behind the other: twice as many take twice the looks', () => {
    expect(looks(400)).toBeLessThan(2.1 * looks(200));
  });

  test('are told apart by what they say', () => {
    const many = daxFile('many.dat').pages(300);
    const steps = Array.from({ length: 300 }, (_, page) => page).reduce(
      (story, page) => story.store(alias(many.page(page)).named(`user ${page}`), 'x'),
      scenario(),
    );
    // Whoever compares two things looks at the fields of both.
    const fields = vi.spyOn(Object, 'keys');
    const { aliases, files } = steps.story();
    const compared = fields.mock.calls.length;
    fields.mockRestore();

    expect([aliases.length, files.length]).toEqual([300, 1]);
    expect(compared).toBeLessThan(50 * 300);
  });
});
