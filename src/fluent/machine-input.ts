/** A machine as it is typed: one of one's own, a CPU of the atlas, its plain data, or a CPU's name alone. */
import type { CacheDescription } from '../hardware/cache-description.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { findProcessor, type ProcessorRow } from '../ports/processors/index.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { InputError } from '../units/problems.js';
import { type Describable, described } from './builder.js';
import type { CpuName } from './names.js';

/** A machine or a processor, its plain data, or a processor's name. */
export type MachineInput = MachineDescription | Describable<MachineDescription> | CpuName;

/** A cache, or a machine or processor that has one. */
export type CacheInput = CacheDescription | Describable<CacheDescription> | MachineInput;

/** The machine that was typed. What is none comes back as it is, to be judged later; an unknown name is an InputError. */
export function machineOf(input: MachineInput): MachineDescription {
  if (typeof input !== 'string') return described(input);
  const { row, name } = findCpu(input);
  return machineOfCpu(row, name);
}

/** The CPU of this name, and the name that tables call it: as it was asked for, in the atlas's capitals. */
export function findCpu(asked: string): { readonly row: ProcessorRow; readonly name: string } {
  const row = findProcessor(asked);
  const names = [row.name, row.name.replace(/ \(.*$/, ''), ...row.names];
  const known = names.find((other) => other.toLowerCase() === asked.trim().toLowerCase());
  return { row, name: known ?? row.name };
}

/** Whether the atlas has one CPU of this name. */
export function isCpu(name: string): boolean {
  try {
    findProcessor(name);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** The machine that a CPU's facts make. Throws an InputError where its geometry is not known. */
export function machineOfCpu(row: ProcessorRow, name: string): MachineDescription {
  const { cache, geometry, pageSize, shmlba, arch } = row;
  if (!cache) {
    const why = geometry.known ? `whether it is indexed by virtual addresses is not known` : geometry.why;
    throw new InputError(
      [`${row.name} cannot be run: ${why}`],
      `machine(cache().vipt().size('64 KiB')).named('like it')`,
    );
  }
  return deepFreeze({
    name,
    cache: { ...cache, seed: 1, addressSpaceIds: false },
    pageSize,
    shmlba: shmlba.bytes,
    port: arch,
  });
}
