/** Whose lines a call reaches, by looking: made on one CPU of each port, and told as table, sentence and map. */
import { describe, expect, it } from 'vitest';
import { alias } from '../../../src/fluent/alias.js';
import { cache } from '../../../src/fluent/cache.js';
import { cachetlb } from '../../../src/fluent/cachetlb.js';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { machine } from '../../../src/fluent/machine.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import '../../../src/mail/index.js';
import { HOLDERS, type Holder } from '../../../src/linux/call-reach.js';

const reach = cachetlb().across('flush_dcache_page').reach();
const gone = (name: string): Holder[] => {
  const { fates } = reach.of(name);
  return HOLDERS.filter((holder) => fates[holder] === 'flushed' || fates[holder] === 'dropped');
};

describe('flush_dcache_page, made on one CPU of each port, takes away', () => {
  it.each<[cpu: string, gone: Holder[]]>([
    ['ARM11 64K maximum config', ['kernel', 'file’s color', 'other process']],
    ['SA-110 (ARMv4)', ['kernel', 'file’s color']],
    ['arc', ['file’s color', 'other process']],
    ['csky', ['kernel', 'file’s color', 'other process', 'other page', 'other page, kernel’s color']],
    ['microblaze', ['kernel', 'file’s color', 'other process']],
    ['nios2', ['kernel', 'file’s color', 'third color', 'other page', 'other page, kernel’s color']],
    ['sparc32', ['kernel']],
    ['mips', ['kernel']],
    ['sh', ['kernel', 'other page, kernel’s color']],
    ['SH7705 32K mode', ['kernel', 'file’s color', 'other process']],
    ['68030', []],
    ['68040', ['kernel', 'file’s color', 'other process']],
    [
      'ColdFire V4e MCF547x',
      ['kernel', 'file’s color', 'other process', 'other page', 'other page, kernel’s color'],
    ],
    // It writes the line back, and keeps it.
    ['68060', []],
    ['nds32', ['kernel', 'file’s color', 'other process']],
    ['parisc', ['kernel', 'file’s color', 'third color', 'other process']],
    ['UltraSPARC I/II', ['kernel', 'file’s color', 'other process']],
    ['UltraSPARC III (Cheetah)', ['kernel', 'file’s color', 'other process']],
    ['xtensa', ['kernel', 'file’s color', 'other process']],
  ])('on %s %j', (cpu, expected) => {
    expect(gone(cpu)).toEqual(expected);
  });

  it('on all of these and no more', () => {
    expect(reach.rows.map(({ machine: { port } }) => port)).toEqual([
      ...['arm', 'arm', 'arc', 'csky', 'microblaze', 'nios2', 'sparc32', 'mips', 'sh', 'sh', 'sh'],
      ...['m68k', 'm68k', 'm68k', 'm68k', 'nds32', 'parisc', 'sparc64', 'sparc64', 'xtensa'],
    ]);
  });
});

describe('what became of a line', () => {
  const fatesOf = (call: Parameters<ReturnType<typeof cachetlb>['across']>[0], cpu: string) => {
    return cachetlb()
      .across(call)
      .reach([processor(cpu)]).rows[0]!.fates;
  };

  it('tells a line that was dropped unwritten from one that was written back', () => {
    expect(fatesOf('invalidate_kernel_vmap_range', 'SH7750').kernel).toBe('dropped');
    expect(fatesOf('invalidate_kernel_vmap_range', 'R5000').kernel).toBe('flushed');
  });

  it('tells one that was cleaned from one that stays dirty', () => {
    expect(fatesOf('flush_kernel_vmap_range', 'SH7750')).toMatchObject({
      kernel: 'cleaned',
      'file’s color': 'stays',
    });
  });

  it('is that of a page which a fault has mapped: nothing is owed for it any more', () => {
    expect(fatesOf('flush_cache_page', 'SH7750')).toMatchObject({
      kernel: 'stays',
      'file’s color': 'flushed',
    });
    expect(fatesOf('update_mmu_cache', 'SH7750')).toMatchObject({ kernel: 'flushed' });
  });

  it('says nothing of a third color where there are two, nor of a process whose lines were flushed on the switch', () => {
    expect(fatesOf('flush_dcache_page', 'ARM1136 32K (OMAP2420)')['third color']).toBeUndefined();
    expect(fatesOf('flush_dcache_page', 'ARM926EJ-S')['other process']).toBeUndefined();
  });

  it('leaves out what a tiny cache did not hold any more when the call was made', () => {
    const tiny = machine(cache().vipt().size('64 B').ways(1).line('32 B')).port('sh');

    const { fates } = cachetlb().across('flush_dcache_page').reach([tiny]).rows[0]!;

    expect(fates.kernel).toBeUndefined();
  });
});

describe('what calls reach', () => {
  it('is told in a sentence, with the third color only where there is one', () => {
    const two = cachetlb()
      .across('flush_dcache_page')
      .reach([processor('ARM1136 32K (OMAP2420)')]);

    expect(reach.verdict()).toBe(
      'flush_dcache_page takes away the kernel’s line on 17 of 20 CPUs, the line of the file’s color on 15, a third color’s on 2 of 6, and one of another page on 4',
    );
    expect(two.verdict()).toBe(
      'flush_dcache_page takes away the kernel’s line on 1 of 1 CPUs, the line of the file’s color on 1, and one of another page on 0',
    );
  });

  it('reads as text', () => {
    const text = String(
      cachetlb()
        .across('flush_dcache_page')
        .reach([processor('SH7750')]),
    );

    expect(text.split('\n').slice(0, 3)).toEqual([
      'port  CPU     cache          kernel  file’s color  third color  other process  other page  other page, kernel’s color',
      '────  ──────  ─────────────  ──────  ────────────  ───────────  ─────────────  ──────────  ──────────────────────────',
      'sh    SH7750  VIPT-aliasing  gone    stays         stays        stays          stays       gone',
    ]);
  });

  it('is a map, with a mark and a word in each cell, and the same in words', () => {
    const { data, layout } = cachetlb()
      .across('flush_dcache_page')
      .reach([processor('SH7750'), processor('CK610 (ABIv1)')])
      .figure();

    expect(data[0]).toMatchObject({
      y: ['sh  SH7750', 'csky  CK610'],
      text: [
        ['✓ gone', '✗ stays', '✗ stays', '✗ stays', '· stays', '! gone'],
        ['✓ gone', '✓ gone', '', '✓ gone', '! gone', '! gone'],
      ],
    });
    expect(layout.meta.alt).toContain(
      'sh  SH7750: kernel, other page, kernel’s color gone; csky  CK610: kernel, file’s color',
    );
  });

  it.each([
    [() => cachetlb().across('copy_user_page').reach(), 'copy_user_page moves bytes'],
    [
      () =>
        cachetlb()
          .across('flush_dcache_page')
          .reach('sh' as never),
      `'sh' is not a list of machines`,
    ],
    [
      () =>
        cachetlb()
          .across('flush_dcache_page')
          .reach([3 as never]),
      '3 is not a machine',
    ],
    [() => reach.of('vax'), `there is no row of 'vax': machines are 'ARM11 64K maximum config'`],
  ])('%s is an error that says why', (ask, why) => {
    expect(ask).toThrow(why);
  });
});

describe('a file that a story maps by an alias', () => {
  it('is mapped: a call that is put off while no user maps the file is made', () => {
    const file = daxFile('mail.dat').pages(8);
    const user = alias(file.page(5)).user();
    const kernel = alias(file.page(5)).directMap();
    const story = scenario(processor('PA-7300LC')).store(user, 'hello').cachetlb('flush_dcache_page', user);

    const run = story.load(kernel, 5).run();

    expect(run.coherent).toBe(true);
  });
});

describe('a story that says what the page of a call is', () => {
  const file = daxFile('mail.dat').pages(8);
  const user = alias(file.page(5)).user();
  const kernel = alias(file.page(5)).directMap();
  const story = scenario(processor('N13')).store(user, 'hello');

  it('has flush_anon_page() do what it does to pages without a file alone: arch/nds32/mm/cacheflush.c, 5.4', () => {
    const about = (...page: { page: 'page cache' | 'anonymous' }[]) =>
      story
        .cachetlb('flush_anon_page', user, ...page)
        .load(kernel, 5)
        .run().coherent;

    // Who says nothing means a page that the call is about.
    expect([about({ page: 'page cache' }), about({ page: 'anonymous' }), about()]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is the same story at the end of its mail', () => {
    const told = story.cachetlb('flush_anon_page', user, { page: 'anonymous' });
    const letters = /again [^']*'([^']*)'\n$/.exec(told.run().toMail())![1]!;

    expect(scenario(letters).toJSON()).toEqual(told.toJSON());
  });

  it.each([
    [
      { page: 'anon' },
      `page 'anon' is none of page cache, anonymous, fresh, DAX with a folio, DAX without a struct page`,
    ],
    [{ kind: 'anonymous' }, `'kind' is none of page`],
  ])('is told that %j is none', (options, why) => {
    expect(() => story.cachetlb('flush_anon_page', user, options as never).run()).toThrow(why);
  });

  it('is told so where the step is plain data', () => {
    const { steps, ...rest } = story.cachetlb('flush_anon_page', user).describe();
    const told = {
      ...rest,
      steps: steps.map((step) => ({ ...step, ...(step.do === 'cachetlb' && { page: 'anon' }) })),
    };

    expect(() => scenario(told as never).run()).toThrow(`page 'anon' is none of page cache`);
  });
});
