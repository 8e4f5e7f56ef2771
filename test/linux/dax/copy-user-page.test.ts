/**
 * A private store to a DAX page copies the block by copy_user_page(), which is not the copy_user_highpage() that the page
 * cache calls: fs/dax.c: copy_user_bh(), Linux 4.5; copy_cow_page_dax(), 6.19.
 */
import { describe, expect, it } from 'vitest';
import { mapping } from '../../../src/fluent/mapping.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { calls, oldFile } from './programs.js';

const file = oldFile(4).placed({ page: 1, pfn: 0x0c124 });
const own = mapping(file).private();

/** Lines that a private store flushes: while the block is copied, and by update_mmu_cache() behind it. A page has `lines`. */
function flushed(cpu: string) {
  const { line } = processor(cpu).describe().cache;
  const run = scenario(processor(cpu)).mmap(own).store(own, 'a', 4096).run();
  return { pages: run.steps[1]!.counts.flushes / (4096 / line), maps: run.steps[1]!.counts.maps };
}

describe('the copy of a block', () => {
  it('on SH flushes nothing; update_mmu_cache() does (arch/sh/include/asm/page.h: copy_user_page(), 4.5 and 6.19)', () => {
    expect(flushed('SH7750')).toEqual({ pages: 1, maps: 1 });
  });

  it('on PA-RISC flushes the block at the user’s color, through a window, and the copy (arch/parisc/kernel/cache.c, 4.5)', () => {
    expect(flushed('PA-7300LC')).toEqual({ pages: 2, maps: 2 });
  });

  it('on NDS32 goes through the direct map, and is flushed there (arch/nds32/mm/cacheflush.c: copy_user_page(), 5.4)', () => {
    expect(flushed('AndesCore N13/N10/D10')).toEqual({ pages: 1, maps: 1 });
  });

  it('is called by its name in each release', () => {
    const named = (['4.5', '4.9', '5.4', '5.13', '7.1'] as const).map((era) =>
      calls(
        scenario(processor('SH7750')).mmap(own).store(own, 'a').era(era).run(),
        2,
        'copy_user_bh',
        'copy_user_dax',
        'copy_cow_page_dax',
      ).join(),
    );

    expect(named).toEqual([
      'copy_user_bh: page 0 → ',
      'copy_user_dax: page 0 → ',
      'copy_user_dax: page 0 → ',
      'copy_cow_page_dax: page 0 → ',
      'copy_cow_page_dax: page 0 → ',
    ]);
  });

  it('on PA-RISC has what another process stored through a mapping of its own', () => {
    const other = mapping(file).named('other').process(2);
    const run = scenario(processor('PA-7300LC'))
      .mmap(other)
      .mmap(own)
      .store(other, 'S')
      .store(own, 'm', 2)
      .load(own, 4)
      .run();

    expect(run.read()).toBe('"Sxmx"');
  });
});
