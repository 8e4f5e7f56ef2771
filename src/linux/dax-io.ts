/**
 * `dax_io()`: the copy between a process and a DAX file that goes past the page cache, through the kernel's own alias
 * of each page (fs/dax.c, Linux 4.3 to 4.9). The loop over pages is here, with what each coherence strategy adds to it,
 * and the write barrier at its end (4.3 to 4.5). Extents, holes and faults are not.
 */
import type { Machine, Maintenance } from '../hardware/machine.js';
import { type Address, addBytes } from '../units/address.js';
import type { FilePage } from './dax-file.js';
import type { PlanAlias, PlanMoment } from './flush-plan.js';
import { kernelAliasOf } from './kernel-alias.js';
import type { Layout } from './layout.js';
import type { MachineAliases, MappedAlias } from './machine-aliases.js';
import { type DaxIoDescription, startOf } from './steps.js';
import type { Strategy } from './strategy.js';

/** What a transfer gave: the bytes that a read copied to the process, and what they should have been. */
export interface Transferred {
  readonly bytes: Uint8Array;
  readonly expected: Uint8Array;
  readonly stale: boolean;
}

/** The part of a transfer that lies in one page. */
interface Piece {
  readonly page: FilePage;
  readonly at: number;
  readonly length: number;
  /** How much of the transfer came before. */
  readonly done: number;
}

/** Carries out a transfer on the machine. */
export function daxIo(
  io: DaxIoDescription,
  machine: Machine,
  layout: Layout,
  aliases: MachineAliases,
  strategy: Strategy,
): Transferred {
  const bytes = io.rw === 'write' ? new Uint8Array(io.bytes) : new Uint8Array(io.length);
  const expected = io.rw === 'write' ? bytes : bytes.slice();
  const written: { physical: Address; length: number }[] = [];
  let stale = false;
  for (const piece of piecesOf(io, layout.machine.pageSize)) {
    const users = aliases.usersOf(piece.page);
    const kernel = aliases.opened(kernelAliasOf(piece.page, strategy, layout, users));
    treat(io.rw === 'read' ? 'beforeRead' : 'beforeWrite', ['user', 'kernel'], piece, kernel, users);
    transfer(piece, kernel);
    treat(io.rw === 'read' ? 'afterRead' : 'afterWrite', ['kernel', 'user'], piece, kernel, users);
    written.push({ physical: addBytes(kernel.physical, piece.at), length: piece.length });
  }
  if (io.rw === 'write') {
    // One wmb_pmem() for the whole call; whoever called write() takes what it wrote to be safe then.
    machine.memory.barrier();
    for (const { physical, length } of written) machine.promise(physical, length);
  }
  return { bytes, expected, stale };

  function transfer(piece: Piece, kernel: MappedAlias): void {
    if (io.rw === 'write') {
      machine.store(kernel.number, piece.at, bytes.subarray(piece.done, piece.done + piece.length));
      return;
    }
    const loaded = machine.load(kernel.number, piece.at, piece.length);
    bytes.set(loaded.bytes, piece.done);
    expected.set(loaded.expected, piece.done);
    stale ||= loaded.stale;
  }

  function treat(
    moment: PlanMoment,
    order: readonly PlanAlias[],
    piece: Piece,
    kernel: MappedAlias,
    users: readonly MappedAlias[],
  ): void {
    if (strategy.kind !== 'flush plan') return;
    for (const alias of order) {
      const action = strategy.plan[moment][alias];
      if (action === 'none') continue;
      for (const { number } of alias === 'kernel' ? [kernel] : users) {
        machine.maintain(action satisfies Maintenance, number, piece.at, piece.length);
      }
    }
  }
}

/** A transfer, cut at page boundaries. */
function* piecesOf(io: DaxIoDescription, pageSize: number): Generator<Piece> {
  const start = startOf(io, pageSize);
  for (let done = 0; done < io.length; ) {
    const at = (start + done) % pageSize;
    const length = Math.min(io.length - done, pageSize - at);
    yield { page: { file: io.file, page: Math.floor((start + done) / pageSize) }, at, length, done };
    done += length;
  }
}
