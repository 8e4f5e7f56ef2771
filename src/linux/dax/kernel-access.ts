/**
 * The kernel's loads and stores of a page of a DAX file, through its own alias of the page: the direct map, or a window.
 * What the coherence strategy does around them is done here, whichever path they are on.
 */
import { type Loaded, loadedTogether } from '../../hardware/loaded.js';
import { type Address, addBytes } from '../../units/address.js';
import { physicalAddressOf } from '../dax-file.js';
import type { MappedAlias } from '../machine-aliases.js';
import type { Release } from '../releases/index.js';
import type { Access, Care, Coverage } from '../strategies/index.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** A stretch of one page of a file. */
export interface BytesOfPage {
  readonly file: FileState;
  readonly page: number;
  /** The first byte in the page. */
  readonly at: number;
  readonly length: number;
}

/** Where in a stretch the copy is held up, and what happens there. */
export interface Pause {
  /** Bytes that were copied before. */
  readonly after: number;
  readonly act: () => void;
}

/** Loads through the kernel's alias; a bare `memcpy_from_pmem()`. */
export function kernelLoad(system: System, path: Coverage, stretch: BytesOfPage, pause?: Pause): Loaded {
  return around(system, path, 'read', stretch, ({ number }) => {
    const { machine } = system;
    const { at, length } = stretch;
    if (!pause) return machine.load(number, at, length);
    const before = pause.after > 0 ? [machine.load(number, at, pause.after)] : [];
    pause.act();
    return loadedTogether([...before, machine.load(number, at + pause.after, length - pause.after)]);
  });
}

/**
 * Stores through the kernel's alias, as `clear_pmem()` does: cached stores, and where there is a pmem API, the lines are
 * written back at once (include/linux/pmem.h and arch/x86/include/asm/pmem.h, Linux 4.5).
 */
export function kernelStore(system: System, path: Coverage, stretch: BytesOfPage, bytes: Uint8Array): void {
  kernelCopy(system, path, stretch, bytes, hasPmemApi(system) ? [0, stretch.length] : undefined);
}

/**
 * Stores through the kernel's alias what was copied from a process, as `copy_from_iter_pmem()` does. The bytes from
 * `sent[0]` up to `sent[1]` are written back before those behind them are stored; all others stay in the cache.
 */
export function kernelCopy(
  system: System,
  path: Coverage,
  stretch: BytesOfPage,
  bytes: Uint8Array,
  sent: readonly [from: number, to: number] | undefined,
  pause?: Pause,
): void {
  around(system, path, 'write', stretch, ({ number }) => {
    const { machine } = system;
    const { at } = stretch;
    let done = 0;
    if (sent) {
      storeUpTo(sent[1]);
      machine.maintain('clean', number, at + sent[0], sent[1] - sent[0]);
    }
    storeUpTo(bytes.length);

    function storeUpTo(end: number): void {
      if (pause && done <= pause.after && pause.after <= end && end > 0) {
        store(pause.after);
        pause.act();
        pause = undefined;
      }
      store(end);
    }

    function store(end: number): void {
      if (end > done) machine.store(number, at + done, bytes.subarray(done, end));
      done = end;
    }
  });
}

/** The kernel's alias of a page on a path, ready for use. */
export function kernelAlias(system: System, path: Coverage, file: FileState, page: number): MappedAlias {
  return open(system, path, file, page, frameOf(system, file, page));
}

/** Where the block of a page lies. */
export function frameOf(system: System, file: FileState, page: number): Address {
  return physicalAddressOf(file.description, page, system.pageSize);
}

/** Whether the port has functions that write lines back to persistent memory, in this release. */
export function hasPmemApi({ release, layout }: Pick<System, 'release' | 'layout'>): boolean {
  return pmemApiOn(layout.machine.port, release);
}

/** The same, of a port by its name. */
export function pmemApiOn(port: string, { dax }: Release): boolean {
  return dax.pmemApiOn.some((each) => each === port);
}

/** Where in memory a stretch lies. */
export function physicalOf(system: System, { file, page, at }: BytesOfPage): Address {
  return addBytes(frameOf(system, file, page), at);
}

function around<T>(
  system: System,
  path: Coverage,
  rw: Access,
  { file, page, at, length }: BytesOfPage,
  access: (kernel: MappedAlias) => T,
): T {
  const physical = frameOf(system, file, page);
  const kernel = open(system, path, file, page, physical);
  const { before, after } = system.behavior(path).around(rw);
  treat(before);
  const value = access(kernel);
  treat(after);
  return value;

  function treat(care: readonly Care[]): void {
    for (const { alias, action } of care) {
      for (const { number } of alias === 'kernel' ? [kernel] : system.aliases.usersOf(physical)) {
        system.machine.maintain(action, number, at, length);
      }
    }
  }
}

function open(system: System, path: Coverage, file: FileState, page: number, physical: Address): MappedAlias {
  const { aliases, layout } = system;
  const of = { file: file.description, page };
  const { window } = system.behavior(path);
  if (!window) return aliases.directMapOf(of, physical);
  const color = window.color(layout, page, aliases.usersOf(physical));
  return aliases.windowOf(of, physical, color, { care: window });
}
