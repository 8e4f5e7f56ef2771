/** `processor()`: a real CPU from the atlas, as a machine to run stories on. */

import type { MachineDescription } from '../linux/machine-description.js';
import { assumedParts, type ProcessorRow } from '../ports/processors/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import { processorFactsTable } from '../views/processor-table.js';
import { describeMachine } from '../views/words.js';
import { CacheBuilder } from './cache.js';
import { type CoresOptions, MachineBuilder } from './machine.js';
import { findCpu, machineOfCpu } from './machine-input.js';
import type { CpuName } from './names.js';
import { Shown } from './shown.js';

const WORKING_LINE = `processor('SH7750').cores(2)`;

/** A CPU of the atlas: its facts, and the machine that they make. */
export class Processor extends Shown {
  /** The name it was asked for by. */
  readonly name: string;
  /** Everything that the atlas knows, each fact with its source. */
  readonly row: ProcessorRow;

  constructor(row: ProcessorRow, name: string) {
    super();
    this.row = row;
    this.name = name;
  }

  /** Its data cache, to change a thing or two. Throws an InputError where the geometry is not known. */
  cache(): CacheBuilder {
    return CacheBuilder.from(this.describe().cache);
  }

  /** The same with several cores, each with this cache of its own. Throws an InputError where the geometry is not known. */
  cores(count: number, options: CoresOptions = {}): MachineBuilder {
    return MachineBuilder.from(this.describe()).cores(count, options);
  }

  /**
   * The machine. Throws an InputError where the geometry is not known. Policies that no source was read for are the usual
   * ones, and the table says `assumed` of them.
   */
  describe(): MachineDescription {
    return machineOfCpu(this.row, this.name);
  }

  /** Its facts: a row a fact, with what it rests on. */
  table(): Table {
    return processorFactsTable(this.row);
  }

  toString(): string {
    const assumed = assumedParts(this.row);
    const rests = assumed.length === 0 ? '' : ` · assumed: ${assumed.join(', ')}`;
    if (this.row.cache) return `${this.name}  ${describeMachine(this.describe())}${rests}`;
    const { geometry, kind } = this.row;
    return `${this.name}  ${kind}  ${geometry.known ? 'organization not known' : geometry.why}`;
  }

  toJSON(): ProcessorRow {
    return this.row;
  }
}

refuseMoreInMethods(Processor, 'processor(…)', WORKING_LINE, { cores: 2 });

/**
 * A real CPU by name. An unknown name is an error that lists the nearest ones.
 * @example
 * String(processor('SH7750')) // => 'SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB'
 */
export function processor(name: CpuName): Processor {
  refuseMore<typeof processor>(1, arguments, 'processor()', WORKING_LINE);
  const { row, name: known } = findCpu(name);
  return new Processor(row, known);
}
