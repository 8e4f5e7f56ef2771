/** `mmap()` and `munmap()`: where a mapping goes, whether it may go there, and how it is taken away. */
import { type Address, addBytes, addressModulo, parseAddress, toBigInt } from '../../units/address.js';
import type { Errno } from '../errno.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import type { MappingDescription } from './mapping.js';
import { zapPages } from './user-pages.js';

/** Maps pages of a file into a process. Nothing is in the page table yet: the first access faults. */
export function mmap(system: System, description: MappingDescription): Address | Errno {
  const { name, process, pages, page, kind, fixed } = description;
  const flags = `${kind === 'shared' ? 'MAP_SHARED' : 'MAP_PRIVATE'}${fixed === undefined ? '' : ' | MAP_FIXED'}`;
  return system.trace.within(
    'mmap',
    `${name}: ${pages} pages from page ${page} of ${description.file.name}, ${flags}`,
    () => {
      if (isRefused(system)) return 'EOPNOTSUPP';
      const start =
        fixed === undefined ? placeFor(system, description) : fixedPlace(system, description, fixed);
      if (typeof start === 'string') return start;
      clearPlace(system, process, start, pages);
      const vma: Vma = { description, file: system.file(description.file), start, present: new Map() };
      system.vmas.push(vma);
      vma.file.mappings.push(vma);
      return start;
    },
    (start) => (typeof start === 'string' ? `-${start}` : `0x${toBigInt(start).toString(16)}`),
  );
}

/** Takes a mapping away: the cache, the page table, the TLB, in this order. */
export function munmap(system: System, vma: Vma): void {
  system.trace.within('munmap', vma.description.name, () => {
    zapPages(
      system,
      vma,
      [...vma.present.keys()].sort((a, b) => a - b),
    );
    forget(system.vmas, vma);
    forget(vma.file.mappings, vma);
  });
}

/** A file system that was not mounted with `-o dax`, because DAX was refused, has no DAX file to map. */
export function isRefused({ refused, linux }: System): boolean {
  return refused && linux.mount === 'dax';
}

/**
 * MAP_FIXED: a page boundary below the end of user space; and, for a shared mapping on a port that colors, of the color of
 * the offset in the file. A private one is taken at any color (arch_get_unmapped_area() of arm, mips, sh, sparc, …).
 */
function fixedPlace(
  system: System,
  { kind, page, pages }: MappingDescription,
  fixed: string,
): Address | Errno {
  const { layout, pageSize } = system;
  const start = parseAddress(fixed, 'fixed address');
  const last = toBigInt(start) + BigInt(pages * pageSize) - 1n;
  if (addressModulo(start, pageSize) !== 0) return 'EINVAL';
  if (last >= layout.port.userEnd) return 'ENOMEM';
  return kind === 'shared' && !layout.allowsShared(page, start) ? 'EINVAL' : start;
}

/** The first place of the right color that no mapping of the process is in. */
function placeFor(system: System, { kind, page, pages, process }: MappingDescription): Address | Errno {
  const { layout, pageSize } = system;
  for (let nth = 0; ; nth++) {
    const start = layout.mmap(page, nth, kind === 'shared');
    const last = toBigInt(start) + BigInt(pages * pageSize) - 1n;
    if (last >= layout.port.userEnd) return 'ENOMEM';
    if (!isTaken(system, process, start, pages)) return start;
  }
}

function isTaken(system: System, process: number, start: Address, pages: number): boolean {
  const first = toBigInt(start);
  const end = first + BigInt(pages * system.pageSize);
  const overlaps = (at: Address, its: number) => {
    const from = toBigInt(at);
    return from < end && from + BigInt(its * system.pageSize) > first;
  };
  return (
    system.vmas.some(
      (vma) => vma.description.process === process && overlaps(vma.start, vma.description.pages),
    ) ||
    system.aliases.all.some(
      ({ description, virtual }) =>
        description.who === 'user' && description.process === process && overlaps(virtual, 1),
    )
  );
}

/** MAP_FIXED takes the place of what was there: such a mapping is taken away whole, where Linux would cut it. */
function clearPlace(system: System, process: number, start: Address, pages: number): void {
  const first = toBigInt(start);
  const end = toBigInt(addBytes(start, pages * system.pageSize));
  const inTheWay = system.vmas.filter(({ description, start: from }) => {
    const its = toBigInt(from);
    const after = its + BigInt(description.pages * system.pageSize);
    return description.process === process && its < end && after > first;
  });
  for (const vma of inTheWay) munmap(system, vma);
}

function forget<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
