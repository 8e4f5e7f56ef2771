/** Who may have DAX at all (facts 5): a list of ports from 4.0 to 6.8, which was wrong both ways, and the cache since. */
import { describe, expect, it } from 'vitest';
import '../../../src/mail/index.js';
import { cache } from '../../../src/fluent/cache.js';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { machine } from '../../../src/fluent/machine.js';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { refuse } from '../../../src/fluent/strategies.js';
import { lackOfPages } from '../../../src/linux/refusal.js';
import { ERAS, RELEASES } from '../../../src/linux/releases/index.js';
import { allProcessors } from '../../../src/ports/processors/index.js';
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

describe('the fence, release by release', () => {
  const refusedIn = (name: string) =>
    ERAS.filter(
      (era) => scenario(processor(name)).mmap(m).using(refuse()).era(era).run().returned(1) === 'EOPNOTSUPP',
    );
  const LIST = ['4.3', '4.4', '4.5', '4.9', '4.10', '5.4', '5.13', '6.6'];

  it.each([
    // fs/Kconfig: FS_DAX depends on !(ARM || MIPS || SPARC) in 4.3, 4.5, 4.9, 4.10, 5.4, 5.12, 5.15 and 6.8 alike.
    ['Cortex-A9', LIST],
    ['4Kc', LIST],
    // drivers/dax/super.c: alloc_dax() asks cpu_dcache_is_aliasing() in 6.9, 6.19 and 7.1.
    ['SH7750', ['6.9', '6.19', '7.1']],
    ['PA-7300LC', ['6.9', '6.19', '7.1']],
    ['ARM926EJ-S', [...ERAS]],
    ['24Kc', [...ERAS]],
    ['Ice Lake', []],
  ])('refuses %s in %j', (name, eras) => {
    expect(refusedIn(name)).toEqual(eras);
  });

  it('is what a mail says of ARMv7 in 5.13: a list, whatever the cache is', () => {
    const mail = scenario(processor('Cortex-A9'))
      .mmap(m)
      .using(refuse())
      .era('5.13')
      .run()
      .toMail()
      .replaceAll('\n', ' ');

    expect(mail).toContain(
      'Linux 5.13 refuses DAX here: FS_DAX depends on !(ARM || MIPS || SPARC): it cannot be configured on arm.',
    );
  });
});

describe('a struct page behind the memory of a device', () => {
  const lackOn = (name: string) =>
    ERAS.filter((era) => lackOfPages(processor(name).describe(), era) !== undefined);
  const SINCE_5_4 = ['5.4', '5.13', '6.6', '6.9', '6.19', '7.1'];

  it.each([
    // mm/Kconfig: ZONE_DEVICE depends on ARCH_HAS_PTE_DEVMAP in 5.4 to 6.9, on MEMORY_HOTPLUG and 64BIT in 6.19.
    ['SH7750', SINCE_5_4],
    ['Cortex-A9', SINCE_5_4],
    ['24Kc', SINCE_5_4],
    ['Cortex-A53', []],
    ['Ice Lake', []],
  ])('is missing on %s in %j', (name, eras) => {
    expect(lackOn(name)).toEqual(eras);
  });

  it('is asked for by the driver first, then by Kconfig', () => {
    const sh = processor('SH7750').describe();

    expect((['4.10', '5.13', '6.9', '7.1'] as const).map((era) => lackOfPages(sh, era))).toEqual([
      undefined,
      'generic_fsdax_supported() asks for a struct page behind the memory of the device, and sh has none',
      'FS_DAX depends on ZONE_DEVICE || FS_DAX_LIMITED, and sh has none',
      'FS_DAX depends on ZONE_DEVICE, and sh has none',
    ]);
  });

  it('is asked of no port in particular in vain', () => {
    expect(lackOfPages(machine(cache().vivt()).describe(), '7.1')).toBeUndefined();
  });

  it('has a mail say that the story is told as if it were there', () => {
    const mail = (era: '4.10' | '7.1') =>
      scenario(processor('SH7750')).mmap(m).era(era).run().toMail().replaceAll('\n', ' ');

    expect(mail('4.10')).not.toContain('no DAX here');
    expect(mail('7.1')).toContain(
      'Linux 7.1 has no DAX here: FS_DAX depends on ZONE_DEVICE, and sh has none; the story is told as if it had.',
    );
  });

  it('is all that keeps DAX from caches that alias where dax_set_ops() goes around the fence (drivers/dax/fsdev.c, 7.1)', () => {
    const aliasing = allProcessors().filter(({ cache, port }) => cache && port.selectsCacheAliasing);

    expect([RELEASES['6.19'].dax.passedBy, RELEASES['7.1'].dax.passedBy]).toEqual([
      'nothing',
      'dax_set_ops()',
    ]);
    expect(aliasing.length).toBeGreaterThan(20);
    expect(
      aliasing.filter(({ arch }) => RELEASES['7.1'].dax.portsWithPages.some((port) => port === arch)),
    ).toEqual([]);
  });
});
