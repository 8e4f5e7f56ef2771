/** `cachetlb()` in a notebook: the table of the calls, what they do on a port, and one of them on all ports. */
import { escape as expression } from 'arquero';
import { describe, expect, it } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { cachetlb } from '../../src/fluent/cachetlb.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { InputError } from '../../src/units/problems.js';

const rowsOf = (table: { objects(): object[] }) => table.objects() as Record<string, unknown>[];
const html = (shown: object) =>
  (shown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]!()['text/html']!;

describe('cachetlb()', () => {
  it('has a row a call, and says what each promises and where that is written', () => {
    const rows = rowsOf(cachetlb().table());

    expect(rows.map(({ call }) => call)).toEqual([
      'flush_cache_mm',
      'flush_cache_dup_mm',
      'flush_cache_range',
      'flush_cache_page',
      'flush_cache_kmaps',
      'flush_cache_vmap',
      'flush_cache_vunmap',
      'update_mmu_cache',
      'copy_user_page',
      'clear_user_page',
      'flush_dcache_page',
      'copy_to_user_page',
      'copy_from_user_page',
      'flush_anon_page',
      'flush_kernel_dcache_page',
      'flush_kernel_vmap_range',
      'invalidate_kernel_vmap_range',
      'flush_icache_range',
      'flush_icache_page',
      'kmap_coherent',
      'kunmap_coherent',
    ]);
    expect(rows.filter(({ source, guarantee }) => source === '' || guarantee === '')).toEqual([]);
    expect(rows.filter(({ about }) => about === 'data cache')).toHaveLength(17);
  });

  it('reads as text, as plain data and as a table of HTML', () => {
    expect(String(cachetlb())).toMatch(/^cachetlb {2}21 calls, 17 of them on data caches\ncall {24}/);
    expect(cachetlb().toJSON()[10]).toMatchObject({ name: 'flush_dcache_page', given: 'page' });
    expect(html(cachetlb())).toContain('<caption>cachetlb  21 calls');
  });
});

describe('cachetlb().on()', () => {
  it('says what each call does on a port', () => {
    const mips = cachetlb().on('mips');

    expect(mips.does('flush_dcache_page')).toBe('flush kernel address');
    expect(mips.does('update_mmu_cache')).toBe('flush kernel address if flush owed and colors differ');
    expect(mips.does('copy_user_page')).toBe(
      'old page: copy through window if mapped and no flush owed; new page: copy through direct map, then flush kernel address',
    );
    expect(rowsOf(mips.table())[10]).toEqual({
      call: 'flush_dcache_page',
      cache: 'VIPT-aliasing',
      does: 'flush kernel address',
      'found by': 'address',
      'put off': 'while no user maps the file',
      window: false,
      note: null,
      source:
        'arch/mips/mm/cache.c:102-124: __flush_dcache_folio_pages, Linux 6.19; arch/mips/mm/c-r4k.c:620-632: local_r4k_flush_data_cache_page, Linux 6.19',
    });
  });

  it('tells kinds of cache apart where the port does', () => {
    const arm = cachetlb().on('arm');

    // Two kinds of cache, and the copies of four CPUs.
    expect(arm.table().numRows()).toBe(2 * 17 + 4 * 2);
    expect(arm.does('flush_dcache_page')).toBe(
      'flush kernel address, flush file color if of a file; or, by kind of cache: flush kernel address, flush current shared mappings if of a file',
    );
    expect(cachetlb().on(processor('ARM926EJ-S')).does('flush_dcache_page')).toBe(
      'flush kernel address, flush current shared mappings if of a file',
    );
  });

  it('takes a machine: on a cache without aliases the same port does nothing', () => {
    expect(cachetlb().on(processor('24Kc')).does('flush_dcache_page')).toBe('flush kernel address');
    expect(cachetlb().on(processor('1004Kc')).does('flush_dcache_page')).toBe('nothing');
    expect(cachetlb().on(machine(cache())).does('flush_dcache_page')).toBe('flush physical page');
    expect(String(cachetlb().on('x86'))).toMatch(/^cachetlb on x86 {2}no call touches the data cache\n/);
  });

  it('marks what was not read', () => {
    const read = (port: string) =>
      rowsOf(cachetlb().on(port).table()).filter(({ source }) => `${source}`.endsWith('(assumed)'));

    expect(read('sparc64')).toEqual([]);
    expect(read('mips')).toEqual([]);
  });
});

describe('cachetlb().across()', () => {
  it('says whose lines flush_dcache_page reaches on which port', () => {
    const table = cachetlb().across('flush_dcache_page').table();
    const ports = (holds: (row: Record<string, unknown>) => boolean) =>
      rowsOf(table.filter(expression(holds as never))).map(({ port }) => port);

    expect(ports((row) => row['kernel color'] === true && row['file color'] === false)).toEqual([
      ...['sparc32', 'mips', 'sh', 'sh', 'm68k'],
    ]);
    expect(ports((row) => row['kernel color'] === false && row['file color'] === true)).toEqual(['arc']);
    expect(ports((row) => row['every alias'] === true)).toEqual([
      ...['csky', 'microblaze', 'sh', 'm68k', 'm68k', 'sparc64', 'sparc64'],
    ]);
    expect(ports((row) => row.does === 'nothing')).toEqual([
      'arc',
      'sh',
      'm68k',
      'alpha',
      'arm64',
      'hexagon',
      'loongarch',
      'openrisc',
      'powerpc',
      'riscv',
      's390',
      'x86',
    ]);
  });

  it('counts a window of the user’s color as reaching it', () => {
    const copies = cachetlb().across('copy_user_page');

    expect(copies.reachesUsers('sparc64')).toBe(true);
    expect(copies.reachesUsers('sparc32')).toBe(false);
  });

  it('reads as text and as a table of HTML', () => {
    const across = cachetlb().across('flush_dcache_page');

    expect(String(across).split('\n')[0]).toBe(
      'flush_dcache_page  31 ports and kinds of cache: 18 reach the kernel’s color, 14 the users’, 7 every alias',
    );
    expect(across.toJSON().ports.find(({ arch }) => arch === 'sparc32')).toEqual({
      arch: 'sparc32',
      caches: ['VIPT-aliasing'],
      does: [{ op: 'flush', reach: 'kernel address' }],
    });
    expect(html(across)).toContain('<caption>flush_dcache_page  31 ports');
  });
});

describe('what is typed wrong', () => {
  it.each<[what: string, act: () => unknown, message: string]>([
    [
      'a call',
      () => cachetlb().across('flush_dcache' as never),
      "call 'flush_dcache' is none of the cachetlb calls; nearest are 'flush_dcache_page', 'flush_cache_mm', 'flush_cache_page'\n  try: cachetlb().across('flush_dcache_page')",
    ],
    [
      'a call on instruction caches',
      () => cachetlb().across('flush_icache_page' as never),
      "flush_icache_page is about instruction caches, and not a call on data caches\n  try: cachetlb().across('flush_dcache_page')",
    ],
    [
      'a port',
      () => cachetlb().on('mipz'),
      "port 'mipz' is no Linux port; nearest are 'mips', 'm68k', 'tile', and 'generic' is no port in particular\n  try: cachetlb().on('mips')",
    ],
    [
      'a call of a port',
      () =>
        cachetlb()
          .on('sh')
          .does('copy_page' as never),
      "call 'copy_page' is none of the cachetlb calls; nearest are 'copy_user_page', 'copy_to_user_page', 'clear_user_page'\n  try: cachetlb().across('copy_user_page')",
    ],
    ['no machine', () => cachetlb().on(5 as never), "5 is not a machine\n  try: cachetlb().on('mips')"],
  ])('%s is told, with a line that works', (_what, act, message) => {
    const error = thrownBy(act);

    expect(error.message).toBe(message);
    expect(String(new Function('cachetlb', `return ${error.tryThis}`)(cachetlb))).not.toBe('');
  });
});

function thrownBy(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
