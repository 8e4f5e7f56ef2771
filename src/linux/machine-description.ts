/** A machine as plain data: a cache, a page size, and the Linux port that decides where addresses lie. */
import { type CacheDescription, checkCache, colorsOf } from '../hardware/cache-description.js';
import { checkLines } from '../hardware/cache-room.js';
import { type CoresDescription, checkCores, ONE_CORE } from '../hardware/cores.js';
import { checkPageSize } from '../hardware/page-table.js';
import { checkPort } from '../ports/space/index.js';
import { checkNames } from '../units/options.js';
import { asTyped, type Problems } from '../units/problems.js';
import { isPowerOfTwo } from '../units/size.js';

/** A machine, complete: its cache, its pages, its cores and the port of Linux that runs on it. */
export interface MachineDescription {
  /** What tables and pictures call it: `'SH7750/SH7751 (SH-4)'`. */
  readonly name: string;
  readonly cache: CacheDescription;
  /** Bytes. */
  readonly pageSize: number;
  /** Bytes: the alignment of shared mappings that the port promises. */
  readonly shmlba: number;
  /** The Linux port: `'sh'`; `'generic'` for none in particular. */
  readonly port: string;
  /** Left out: one core. */
  readonly cores?: CoresDescription;
}

/** How many colors its pages have. */
export function colorsOn(machine: MachineDescription): number {
  return colorsOf(machine.cache, machine.pageSize);
}

/** All that a machine has. */
export const MACHINE_FIELDS: readonly string[] = Object.keys({
  ...{ name: true, cache: true, pageSize: true, shmlba: true, port: true, cores: true },
} satisfies Record<keyof MachineDescription, true>);

/** Its cores. */
export function coresOf(machine: MachineDescription): CoresDescription {
  return machine.cores ?? ONE_CORE;
}

/** Adds to `problems` everything that keeps this machine from existing. */
export function checkMachine(machine: MachineDescription, problems: Problems): void {
  const before = problems.count;
  if (!problems.unless(isMachine(machine), notAMachine(machine))) return;
  checkNames(machine, MACHINE_FIELDS, 'machine', problems);
  const hasCache = typeof machine.cache === 'object' && machine.cache !== null;
  if (problems.unless(hasCache, `${asTyped(machine.cache)} is not a cache`))
    checkCache(machine.cache, problems);
  problems.unless(typeof machine.name === 'string', `machine name ${asTyped(machine.name)} is not a text`);
  checkPort(machine.port, problems);
  if (machine.cores !== undefined) checkCores(machine.cores, problems);
  checkPageSize(machine.pageSize, problems);
  problems.unless(
    isPowerOfTwo(machine.shmlba),
    `SHMLBA ${asTyped(machine.shmlba)} is not a power of two of bytes`,
  );
  if (problems.count > before) return;
  const { count } = coresOf(machine);
  checkLines(Array(count).fill(machine.cache), count === 1 ? 'a cache' : `${count} caches`, problems);
}

function isMachine(value: unknown): value is MachineDescription {
  return typeof value === 'object' && value !== null && ('cache' in value || 'pageSize' in value);
}

/** What is not a machine may be the cache of one, or the name of a CPU that has one. */
function notAMachine(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'organization' in value) {
    return 'a cache is not a machine yet: machine(cache()) makes one of it';
  }
  const hint = typeof value === 'string' ? `: processor(${asTyped(value)}) makes one of a CPU’s name` : '';
  return `${asTyped(value)} is not a machine${hint}`;
}
