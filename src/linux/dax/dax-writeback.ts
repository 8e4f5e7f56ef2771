/**
 * `dax_writeback_mapping_range()`: what msync() and fsync() do with a DAX file. Linux 4.5 writes back the kernel's alias of
 * each dirty page, by `wb_cache_pmem()`, which is empty off x86-64; a user's dirty line of another color stays in the
 * cache. From 4.10 on users' addresses are flushed and write-protected first (dax_mapping_entry_mkclean(), fs/dax.c).
 */
import { flushUserPage, flushUserPages } from '../mm/flush-user-pages.js';
import type { DaxEntry, FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { wmbPmem } from './clear-blocks.js';
import { PMD_SIZE } from './dax-pmd-fault.js';
import { hasPmemApi, kernelAlias } from './kernel-access.js';

/** Writes back the dirty pages from `first` to `end`; before 4.5 there is nothing that knows of them. */
export function daxWritebackMappingRange(system: System, file: FileState, first: number, end: number): void {
  const { trace, pageSize, release } = system;
  if (release.faults.remembersBy === 'nothing') {
    trace.note('filemap_write_and_wait_range', file.name, 'no page of the page cache is dirty');
    return;
  }
  trace.within('dax_writeback_mapping_range', `pages ${first} to ${end - 1} of ${file.name}`, () => {
    // Widened to the PMD that covers the start.
    const widened = first - (first % (PMD_SIZE / pageSize));
    const dirty = [...file.entries].filter(
      ([page, entry]) => entry.dirty && page < end && page >= (entry.huge ? widened : first),
    );
    for (const [page, entry] of dirty.sort(([a], [b]) => a - b)) writebackOne(system, file, page, entry);
    wmbPmem(system);
  });
}

function writebackOne(system: System, file: FileState, page: number, entry: DaxEntry): void {
  const { machine, pageSize, layout, trace } = system;
  const { by, protectsBy } = system.release.writeback;
  const pages = pagesOf(system, entry);
  trace.within('dax_writeback_one', `page ${page}${entry.huge ? ', PMD' : ''}`, () => {
    if (protectsBy !== 'nothing') {
      const given = `page ${page}${entry.huge ? ', PMD' : ''}`;
      trace.within(protectsBy, given, () => mkclean(system, file, page, entry));
    }
    const isEmpty = !hasPmemApi(system);
    trace.note(by, `${pages * pageSize} bytes`, isEmpty ? `empty on ${layout.machine.port}` : '');
    for (let each = page; !isEmpty && each < page + pages; each++) {
      machine.maintain('clean', kernelAlias(system, 'every path', file, each).number, 0, pageSize);
    }
    // In 4.5 and 4.9 users can go on writing unseen, so the entry stays dirty.
    if (protectsBy !== 'nothing') entry.dirty = false;
  });
}

/**
 * Flushes the lines of users' addresses, then write-protects them. Up to 5.15 a PMD had only the first of its pages flushed
 * (flush_cache_page(); in 6.8 flush_cache_range()).
 */
function mkclean(system: System, file: FileState, page: number, entry: DaxEntry): void {
  const pages = pagesOf(system, entry);
  for (const vma of file.mappings) {
    if (vma.description.kind !== 'shared') continue;
    const there = Array.from({ length: pages }, (_, i) => page + i).filter((each) => vma.present.has(each));
    if (there.length === 0) continue;
    if (entry.huge && system.release.writeback.flushesHuge === 'flush_cache_range')
      flushUserPages(system, vma, there);
    else flushUserPage(system, vma, there[0]!);
    for (const each of there) vma.present.get(each)!.writable = false;
    system.trace.note('pte_wrprotect', `${vma.description.name}, ${there.length} pages`);
  }
}

function pagesOf({ pageSize }: System, { huge }: DaxEntry): number {
  return huge ? PMD_SIZE / pageSize : 1;
}
