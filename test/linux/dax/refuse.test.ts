/** Who may have DAX at all (facts 5): a list of ports from 4.0 to 6.8, which was wrong both ways, and the cache since. */
import { describe, expect, it } from 'vitest';
import { cache } from '../../../src/fluent/cache.js';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { machine } from '../../../src/fluent/machine.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { refuse } from '../../../src/fluent/strategies.js';
import { oldFile, returned } from './programs.js';

const file = oldFile(2);
const m = mapping(file);
const isRefused = (name: string, era: '4.5' | '6.19') =>
  scenario(processor(name)).read(file, 5).using(refuse()).era(era).run().returned() === 'EOPNOTSUPP';

describe('refuse()', () => {
  it.each([
    ['ARM926EJ-S', true, true],
    ['Cortex-A9', true, false],
    ['24Kc', true, true],
    ['UltraSPARC I/II', true, true],
    ['hyperSPARC 128K', true, true],
    ['SH7750', false, true],
    ['PA-7300LC', false, true],
    ['CK610', false, true],
    ['Nios II/f (10m50 devboard)', false, true],
    ['Cortex-A53', false, false],
    ['Ice Lake', false, false],
    // cpu_dcache_is_aliasing() of arc is false, though its cache aliases (facts 4, condensed table).
    ['ARC700 64K D$', false, false],
  ])('5: on %s by Kconfig of 4.5: %s, by the cache in 6.19: %s', (name, byList, byCache) => {
    expect([isRefused(name, '4.5'), isRefused(name, '6.19')]).toEqual([byList, byCache]);
  });

  it('5: on no port in particular asks the cache alone', () => {
    const told = (of: ReturnType<typeof cache>) =>
      scenario(machine(of)).read(file, 5).using(refuse()).era('6.19').run().returned();

    expect([
      told(cache().vipt().size('16 KiB').ways(1)),
      told(cache().pipt().size('16 KiB').ways(1)),
    ]).toEqual(['EOPNOTSUPP', 5]);
    expect(scenario(machine(cache().vivt())).read(file, 5).using(refuse()).run().returned()).toBe(5);
  });

  it('5: leaves no way to the file, and the file as it is', () => {
    const run = scenario(processor('ARM926EJ-S'))
      .mmap(m)
      .load(m, 1)
      .write(file, 'x')
      .append(file, 'x')
      .daxIo(daxIo().write('x').to(file))
      .truncate(file, 1)
      .zeroRange(file, 0, 4096)
      .punchHole(file, 0, 4096)
      .fsync(file)
      .using(refuse())
      .run();

    const refused = 'EOPNOTSUPP';
    expect(returned(run)).toEqual([refused, 'SIGSEGV', ...Array(7).fill(refused)]);
    expect(run.log()).toEqual([]);
    const { size, freeBlocks } = run.engine.system.file(file.describe());
    expect([size, freeBlocks]).toEqual([8192, 2]);
  });

  it('5: is about DAX: through the page cache the file is there', () => {
    const run = scenario(processor('ARM926EJ-S'))
      .mmap(m)
      .store(m, 'hello')
      .read(file, 5)
      .using(refuse())
      .withoutDax()
      .run();

    expect(run.read()).toBe('"hello"');
    expect(run.coherent).toBe(true);
  });

  it('5: where nothing is refused nothing is done for coherence either', () => {
    const run = scenario(processor('SH7750')).mmap(m).store(m, 'hello').read(file, 5).using(refuse()).run();

    expect(run.read()).toBe('"xxxxx"');
    expect(run.coherent).toBe(false);
  });
});
