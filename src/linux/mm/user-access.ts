/** Loads and stores of a process through a mapping: a page at a time, with the faults that they meet. */
import { type Loaded, loadedTogether } from '../../hardware/loaded.js';
import { daxFault } from '../dax/dax-fault.js';
import { daxPfnMkwrite } from '../dax/insert-mapping.js';
import type { Signal } from '../errno.js';
import { filemapFault, pageMkwrite } from '../page-cache/filemap-fault.js';
import type { PresentPage, Vma } from '../system/file-state.js';
import type { MappedMemory } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import type { MappingDescription } from './mapping.js';

/** A part of a mapping that lies in one page. */
interface Piece {
  /** The page of the file. */
  readonly page: number;
  readonly at: number;
  readonly length: number;
}

/** The CPU loads through a mapping. A signal ends it; what was loaded before is lost with it. */
export function userLoad(system: System, vma: Vma, at: number, length: number): Loaded | Signal {
  const loaded: Loaded[] = [];
  for (const piece of piecesOf(system, vma, at, length)) {
    const present = touch(system, vma, piece.page, false);
    if (typeof present === 'string') return present;
    loaded.push(system.machine.load(present.alias.number, piece.at, piece.length));
  }
  return loadedTogether(loaded);
}

/** The CPU stores through a mapping; what it stored before a signal stays. */
export function userStore(system: System, vma: Vma, at: number, bytes: Uint8Array): Signal | 0 {
  let done = 0;
  for (const piece of piecesOf(system, vma, at, bytes.length)) {
    const present = touch(system, vma, piece.page, true);
    if (typeof present === 'string') return present;
    system.machine.store(present.alias.number, piece.at, bytes.subarray(done, done + piece.length));
    done += piece.length;
  }
  return 0;
}

/** The page table entry of a page, present and allowing what is asked; a fault brings that about, or a signal. */
export function touch(system: System, vma: Vma, page: number, write: boolean): PresentPage | Signal {
  const isDax = system.linux.mount === 'dax';
  if (!vma.present.has(page) || (write && needsCopy(vma, page))) {
    const signal = (isDax ? daxFault : filemapFault)(system, vma, page, write);
    if (signal) return signal;
  }
  const present = vma.present.get(page)!;
  if (!write || present.writable) return present;
  // A zeroed page that stands for a hole gives way to a block.
  if (isDax && present.cached) {
    const signal = daxFault(system, vma, page, true);
    if (signal) return signal;
    const mapped = vma.present.get(page)!;
    if (mapped.writable) return mapped;
  }
  if (isDax) daxPfnMkwrite(system, vma, page);
  else pageMkwrite(system, vma, page);
  return vma.present.get(page)!;
}

function needsCopy({ description, present }: Vma, page: number): boolean {
  return description.kind === 'private' && !present.get(page)?.isCopy;
}

function* piecesOf({ pageSize }: System, vma: Vma, at: number, length: number): Generator<Piece> {
  for (let done = 0; done < length; ) {
    const inPage = (at + done) % pageSize;
    const n = Math.min(length - done, pageSize - inPage);
    yield { page: vma.description.page + Math.floor((at + done) / pageSize), at: inPage, length: n };
    done += n;
  }
}

/** What a process has mapped, as the memory that it reads into and writes from. */
export function mappedMemory(system: System): MappedMemory {
  return {
    ready(mapping: MappingDescription, at: number, length: number, write: boolean): number {
      const vma = system.vma(mapping.name);
      if (!vma) return 0;
      let ready = 0;
      for (const piece of piecesOf(system, vma, at, length)) {
        if (typeof touch(system, vma, piece.page, write) === 'string') break;
        ready += piece.length;
      }
      return ready;
    },
    load(mapping, at, length) {
      const loaded = userLoad(system, system.vma(mapping.name)!, at, length);
      if (typeof loaded === 'string') throw new Error(`a page that was ready is not: ${loaded}`);
      return loaded.bytes;
    },
    store(mapping, at, bytes) {
      const signal = userStore(system, system.vma(mapping.name)!, at, bytes);
      if (signal !== 0) throw new Error(`a page that was ready is not: ${signal}`);
    },
  };
}
