/** What no proof can tell of a transfer, whoever asks for it. */
import { type FilePage, sizeOf } from '../dax-file.js';
import type { IovSegment } from '../iov.js';
import type { MachineDescription } from '../machine-description.js';

/** Why no proof can tell of a transfer between these pages and that memory; undefined where one can. */
export function untoldOf(
  pages: readonly FilePage[],
  iov: readonly IovSegment[],
  { cache, pageSize }: MachineDescription,
): string | undefined {
  const mapped = iov.find(({ mapping }) => mapping);
  if (mapped)
    return `its memory lies in a mapping, ${mapped.mapping!.name}: what faults do there is told by runs only`;
  for (const { file, page } of pages) {
    const extent = [...(file.extents ?? [])]
      .reverse()
      .find((each) => page >= each.page && page < each.page + each.pages);
    if (extent && extent.state !== 'written') {
      return `page ${page} of ${file.name} is ${extent.state}: what is zeroed or fails there is told by runs only`;
    }
    // A proof is about the first line of a page.
    if (sizeOf(file, pageSize) < page * pageSize + cache.line) {
      return `page ${page} of ${file.name} lies past its size of ${sizeOf(file, pageSize)} bytes: what is read there depends on what was written before, and is told by runs only`;
    }
  }
  return undefined;
}
