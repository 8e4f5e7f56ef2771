/** Takes one step of a story on the running kernel: what the CPU does itself, and what a process calls. */
import type { MissingBytes } from '../../hardware/promises.js';
import type { AliasDescription } from '../alias.js';
import { newTransfer } from '../dax/copy-pages.js';
import { daxIo } from '../dax/dax-io.js';
import { daxIomapRw } from '../dax/dax-iomap.js';
import { upTo } from '../linux-description.js';
import { isRefused } from '../mm/mmap.js';
import { mappedMemory } from '../mm/user-access.js';
import { type DaxIoDescription, lengthOf, type Step, startOf } from '../steps.js';
import type { System } from '../system/system.js';
import { makeCachetlbCall } from './cachetlb-step.js';
import { type Outcome, processMemory, readOf } from './outcome.js';
import { takeProgramStep } from './program.js';

const NOTHING: Outcome = Object.freeze({});

export function takeStep(system: System, step: Step): Outcome {
  const { machine, pageSize } = system;
  switch (step.do) {
    case 'store':
      machine.store(opened(system, step.alias), step.at, Uint8Array.from(step.bytes));
      return NOTHING;
    case 'load':
      return {
        read: machine.load(opened(system, step.alias), step.at, lengthOf(step, pageSize)),
      };
    case 'fetch':
      machine.fetch(opened(system, step.alias), step.at, lengthOf(step, pageSize));
      return NOTHING;
    case 'barrier':
      machine.barrier(opened(system, step.alias), step.at, lengthOf(step, pageSize));
      return NOTHING;
    case 'clean':
    case 'invalidate':
    case 'flush':
    case 'evict':
      machine.maintain(step.do, opened(system, step.alias), step.at, lengthOf(step, pageSize));
      return NOTHING;
    case 'crash':
      return { missing: crash(system, step.inFlight) };
    case 'clean cache':
    case 'invalidate cache':
    case 'flush cache': {
      const action = step.do === 'clean cache' ? 'clean' : step.do === 'flush cache' ? 'flush' : 'invalidate';
      if (step.set === undefined || step.way === undefined) machine.maintainAll(action);
      else machine.maintainWay(action, step.set, step.way);
      return NOTHING;
    }
    case 'dax_io':
      return transfer(system, step.io);
    case 'cachetlb':
      makeCachetlbCall(system, step);
      return NOTHING;
    default:
      return takeProgramStep(system, step);
  }
}

/** A bare dax_io(), or, from Linux 4.10 on, dax_iomap_rw(): no lock, no end_io, and the size stays as it is. */
function transfer(system: System, io: DaxIoDescription): Outcome {
  if (isRefused(system)) return { returned: 'EOPNOTSUPP' };
  if (io.preemptedBy) {
    const other = io.preemptedBy;
    system.ready(() => void transfer(system, other));
  }
  const file = system.file(io.file);
  const start = startOf(io, system.pageSize);
  const iov = io.iov ?? [{ length: io.length }];
  const iter = processMemory(io.rw, iov, io.bytes, mappedMemory(system));
  const moved = newTransfer(io.rw === 'read' ? io.length : 0);
  const isOld = upTo(system.linux.era, '4.9');
  const given = `${io.rw}, bytes ${start} to ${start + io.length}`;
  const returned = system.trace.within(isOld ? 'dax_io' : 'dax_iomap_rw', given, () =>
    isOld
      ? daxIo(system, file, iter, start, start + io.length, moved)
      : daxIomapRw(system, file, iter, start, moved),
  );
  system.letOthersRun();
  return { returned, ...(io.rw === 'read' && { read: readOf(iter, moved) }) };
}

/** A power cut: processes and the page cache are gone with DRAM; sizes and blocks are in the journal, and stay. */
function crash(system: System, inFlight: 'lost' | 'arrives'): readonly MissingBytes[] {
  for (const file of system.files.values()) {
    unmapMappingsAt(system, file.name);
    file.cached.clear();
    file.entries.clear();
    file.mappings.length = 0;
  }
  system.vmas.length = 0;
  system.owing.clear();
  return system.machine.crash(inFlight);
}

/** No flush: the lines are gone with the power. */
function unmapMappingsAt(system: System, name: string): void {
  for (const vma of system.files.get(name)!.mappings) {
    for (const { alias } of vma.present.values()) system.aliases.unmapUser(alias);
    vma.present.clear();
  }
}

/** The alias, ready for use; a window is opened with the care that the strategy takes. */
function opened(system: System, alias: AliasDescription): number {
  return system.aliases.opened(alias, system.behavior('dax_io').window).number;
}
