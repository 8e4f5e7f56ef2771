/** `cachetlb().across('flush_dcache_page').reach()`: a call made on machines, and what became of lines of every color. */

import { allStepsOf, apartIn, cacheClassOf, isMoving, portCallsOf } from '../linux/cachetlb/index.js';
import { type CallReach, callReach } from '../linux/call-reach.js';
import { checkMachine, colorsOn } from '../linux/machine-description.js';
import { allPortCalls, type DataCallName, type SteppedCall } from '../ports/calls/index.js';
import { allProcessors, type ProcessorRow } from '../ports/processors/index.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { callReachFigure, callReachTable, callReachVerdict } from '../views/call-reach.js';
import type { Figure } from '../views/figure.js';
import { tableText } from '../views/table-text.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { Processor } from './processor.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

/** Not taken as an example of its port: by the atlas it raises an exception where data alias, which is not modeled. */
const UNLIKE_ITS_PORT = 'R4400SC';

const WORKS = `cachetlb().across('flush_dcache_page').reach([processor('SH7750')])`;

/** What became of a dirty line at each address of a page, on each machine. */
export class CachetlbReach extends Shown {
  readonly call: SteppedCall;
  readonly rows: readonly CallReach[];

  constructor(call: DataCallName, machines: readonly MachineInput[]) {
    super();
    const problems = new Problems();
    problems.unless(!isMoving(call), `${call} moves bytes, and is not maintenance alone`);
    const there = problems.unless(
      Array.isArray(machines) && machines.length > 0,
      `${asTyped(machines)} is not a list of machines`,
    );
    const those = there ? machines.map((machine) => machineOf(machine)) : [];
    for (const machine of those) checkMachine(machine, problems);
    problems.throwIfAny(WORKS);
    this.call = call as SteppedCall;
    this.rows = Object.freeze(those.map((machine) => callReach(machine, this.call)));
  }

  /** The row of a machine, by its name or its port. An unknown one is an error that lists those there are. */
  of(name: string): CallReach {
    const row = this.rows.find(({ machine }) => machine.name === name || machine.port === name);
    if (row) return row;
    const those = this.rows.map(({ machine }) => `'${machine.name}'`).join(', ');
    throw new InputError([`there is no row of ${asTyped(name)}: machines are ${those}`], `${WORKS}.of('sh')`);
  }
  /** A row a machine, a column an address: the line there stays, is cleaned, is gone, or is dropped unwritten. */
  table(): Table {
    return callReachTable(this.rows);
  }
  /** Machines down, addresses across. */
  figure(): Figure {
    return callReachFigure(this.call, this.rows);
  }
  /** How far the call gets on how many machines, in a sentence. */
  verdict(): string {
    return callReachVerdict(this.call, this.rows);
  }
  toString(): string {
    return `${tableText(this.table(), { limit: this.rows.length })}\n${this.verdict()}`;
  }
  toJSON() {
    return this.rows.map(({ machine, fates }) => ({ machine: machine.name, port: machine.port, fates }));
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      ...tableForms(this.table(), { caption: this.verdict() }),
    };
  }
}

refuseMoreInMethods(CachetlbReach, 'cachetlb().across(…).reach()', `${WORKS}.of('sh')`);

/**
 * A CPU for each port, and for each kind of cache or of CPU that it treats apart in this call: the first of the atlas with
 * three colors, so that a third one can be seen; otherwise the first whose data aliases; otherwise the first. Where data
 * never alias and flush_dcache_page is nothing, there is nothing to see.
 */
export function oneCpuOfEachPort(call: DataCallName): readonly Processor[] {
  return apartIn(call, allPortCalls()).flatMap((entry) => {
    const cpus = allProcessors()
      .filter(({ arch, cache, name }) => arch === entry.arch && cache && name !== UNLIKE_ITS_PORT)
      .map((row: ProcessorRow) => new Processor(row, row.name));
    const fitting = cpus.filter((cpu) => portCallsOf(cpu.describe()) === entry);
    const aliases = (cpu: Processor) => cacheClassOf(cpu.describe()) !== 'non-aliasing';
    const doesNothing = allStepsOf(entry, 'flush_dcache_page').length === 0;
    if (doesNothing && !fitting.some(aliases)) return [];
    const chosen = fitting.find((cpu) => colorsOn(cpu.describe()) > 2) ?? fitting.find(aliases) ?? fitting[0];
    return chosen ? [chosen] : [];
  });
}
