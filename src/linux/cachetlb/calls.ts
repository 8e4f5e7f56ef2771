/**
 * The calls of Documentation/core-api/cachetlb.rst, as data: what each is given, who makes it and when, and what holds
 * once it has returned. What a port does in them is in the port's file in src/ports. None of them takes a physical page
 * and a file offset without a struct page or a mapping: that is the call which the mail of January 2016 found missing.
 */
import type { CallName, DataCallName } from '../../ports/calls/index.js';
import { inFile, type PortValueSource, together } from '../../ports/source.js';
import { deepFreeze } from '../../units/deep-freeze.js';
import type { ArgumentKind, CallArguments } from './arguments.js';
import type { CachetlbKernel } from './carry-out.js';
import { flushDcachePage, flushKernelDcachePage, updateMmuCache } from './put-off.js';

/** What a call has to do with the model, which knows data caches only. */
export type CallScope = 'data cache' | 'instruction cache' | 'inside a port';

/** One call of the interface. */
export interface CachetlbCall {
  readonly name: CallName;
  readonly given: ArgumentKind;
  /** Who makes it, and when. */
  readonly calledBy: string;
  /** What holds after it has returned. */
  readonly guarantee: string;
  readonly scope: CallScope;
  /** Which releases of those that were read have it. */
  readonly linux: string;
  readonly source: PortValueSource;
}

const RST = inFile('6.19', 'Documentation/core-api/cachetlb.rst');
const MIPS_INIT_C = inFile('6.19', 'arch/mips/mm/init.c');
const SH_KMAP_C = inFile('6.19', 'arch/sh/mm/kmap.c');

/** A call as it is defined here: what the document says of it, and what it does beside the steps of the port. */
export interface CallDefinition<Kind extends ArgumentKind = ArgumentKind>
  extends Omit<CachetlbCall, 'name' | 'given'> {
  readonly given: Kind;
  /** Absent: a port's steps are all that it does. */
  act?(args: CallArguments[Kind], kernel: CachetlbKernel): unknown;
}

type CallDetails<Kind extends ArgumentKind> = Pick<
  CallDefinition<Kind>,
  'calledBy' | 'guarantee' | 'source' | 'act'
> &
  Partial<Pick<CallDefinition<Kind>, 'scope' | 'linux'>>;

function call<Kind extends ArgumentKind>(given: Kind, details: CallDetails<Kind>): CallDefinition<Kind> {
  return { scope: 'data cache', linux: '4.3 to 7.1', given, ...details };
}

/**
 * All calls, in the order of the document; last those that are outside the model. One that is left out does
 * not compile.
 */
export const CALLS = Object.freeze({
  flush_cache_mm: call('mm', {
    calledBy: 'exit and exec, before all page tables of a process go',
    guarantee: 'no line belongs to the process',
    source: RST('flush_cache_mm', 141, 148),
  }),
  flush_cache_dup_mm: call('mm', {
    calledBy: 'fork, before page tables are copied; apart from flush_cache_mm so that VIPT ports may do less',
    guarantee: 'no line belongs to the process, where the port needs that',
    source: RST('flush_cache_dup_mm', 150, 160),
  }),
  flush_cache_range: call('user range', {
    calledBy: 'munmap, mremap and mprotect, before the translations change',
    guarantee: 'no line was fetched under an address of the range',
    source: RST('flush_cache_range', 162, 177),
  }),
  flush_cache_page: call('page and user address', {
    calledBy: 'faults and write-protection, before one translation changes',
    guarantee: 'no line of the page was fetched under the address',
    source: RST('flush_cache_page', 179, 198),
  }),
  flush_cache_kmaps: call('nothing', {
    calledBy: 'highmem, before mappings of kmap() are used again',
    guarantee: 'no line was fetched through such a mapping',
    source: together(
      RST('flush_cache_kmaps', 200, 210),
      inFile('6.19', 'mm/highmem.c')('flush_cache_kmaps', 196, 201),
    ),
  }),
  flush_cache_vmap: call('kernel range', {
    calledBy: 'vmap() and vmalloc(), after the translations are there',
    guarantee: 'no line was fetched under an address of the range',
    source: RST('flush_cache_vmap', 212, 222),
  }),
  flush_cache_vunmap: call('kernel range', {
    calledBy: 'vunmap() and vfree(), before the translations go',
    guarantee: 'no line was fetched under an address of the range',
    source: RST('flush_cache_vunmap', 212, 222),
  }),
  update_mmu_cache: call('page and user address', {
    calledBy: 'the end of every fault, when the translation is there',
    guarantee: 'what the port wants: here the flush that flush_dcache_page put off',
    act: updateMmuCache,
    source: RST('update_mmu_cache', 91, 106),
  }),
  copy_user_page: call('page and user address', {
    calledBy: 'copy-on-write: a page is copied for a user who will see it at the address',
    guarantee: 'the user sees the copy at the address',
    source: RST('copy_user_page', 255, 274),
  }),
  clear_user_page: call('page and user address', {
    calledBy: 'a page of zeros is made for a user who will see it at the address',
    guarantee: 'the user sees zeros at the address',
    source: RST('clear_user_page', 256, 274),
  }),
  flush_dcache_page: call('page', {
    calledBy:
      'the kernel, after it stored to a page of the page cache, and before it loads from one that users may write',
    guarantee:
      'users see the kernel’s stores, and the kernel the users’; may be put off while no user maps the file',
    act: flushDcachePage,
    source: RST('flush_dcache_folio', 276, 332),
  }),
  copy_to_user_page: call('page and user address', {
    calledBy: 'ptrace and the like: bytes go into the page of another process',
    guarantee: 'that process sees the bytes',
    source: RST('copy_to_user_page', 334, 347),
  }),
  copy_from_user_page: call('page and user address', {
    calledBy: 'ptrace and the like: bytes come from the page of another process',
    guarantee: 'the bytes are what that process stored',
    source: RST('copy_from_user_page', 336, 347),
  }),
  flush_anon_page: call('page and user address', {
    calledBy: 'get_user_pages() on memory without a file, which flush_dcache_page leaves alone',
    guarantee: 'no line of the page was fetched under the address',
    source: RST('flush_anon_page', 349, 358),
  }),
  flush_kernel_dcache_page: call('page', {
    calledBy: 'the kernel, after it stored to a user’s page through kmap()',
    guarantee: 'the kernel’s lines of the page are in memory',
    linux: '4.3 to 5.12; in 5.15 inside PA-RISC alone',
    source: inFile('5.12', 'Documentation/core-api/cachetlb.rst')('flush_kernel_dcache_page', 354, 364),
    act: flushKernelDcachePage,
  }),
  flush_kernel_vmap_range: call('kernel range', {
    calledBy: 'I/O on an alias made by vmap(), before the device looks',
    guarantee: 'the alias’s lines are in memory; those of the direct map are left alone',
    source: RST('flush_kernel_vmap_range', 383, 390),
  }),
  invalidate_kernel_vmap_range: call('kernel range', {
    calledBy: 'I/O into an alias made by vmap(), after the device stored',
    guarantee: 'no old line is left under the alias',
    source: RST('invalidate_kernel_vmap_range', 392, 398),
  }),
  flush_icache_range: call('kernel range', {
    calledBy: 'whoever stored code, before it runs',
    guarantee: 'instruction fetches see the code',
    scope: 'instruction cache',
    source: RST('flush_icache_range', 360, 366),
  }),
  flush_icache_page: call('page', {
    calledBy: 'faults on pages of code, on ports that do not do it in the calls above',
    guarantee: 'instruction fetches see the page',
    scope: 'instruction cache',
    source: RST('flush_icache_page', 368, 372),
  }),
  kmap_coherent: call('page and user address', {
    calledBy: 'MIPS and SH only, inside the calls above',
    guarantee: 'a kernel address of the user address’s color leads to the page',
    scope: 'inside a port',
    source: together(MIPS_INIT_C('kmap_coherent', 131, 134), SH_KMAP_C('kmap_coherent', 28, 49)),
  }),
  kunmap_coherent: call('nothing', {
    calledBy: 'MIPS and SH only, after kmap_coherent',
    guarantee: 'the kernel address leads nowhere; SH flushes its lines first, MIPS does not',
    scope: 'inside a port',
    source: together(MIPS_INIT_C('kunmap_coherent', 141, 161), SH_KMAP_C('kunmap_coherent', 51, 66)),
  }),
} satisfies Record<CallName, CallDefinition>);

/** The same as a list. */
export const CACHETLB_CALLS: readonly CachetlbCall[] = deepFreeze(
  Object.entries<CallDefinition>(CALLS).map(([name, { act, ...call }]) => ({
    name: name as CallName,
    ...call,
  })),
);

/** The calls that do something to data caches. */
export const DATA_CALL_NAMES: readonly DataCallName[] = deepFreeze(
  CACHETLB_CALLS.filter(({ scope }) => scope === 'data cache').map(({ name }) => name as DataCallName),
);
