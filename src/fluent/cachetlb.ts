/** `cachetlb()`: the kernel's calls for caches whose addresses alias, what they promise, and what each port makes of them. */

import {
  allStepsOf,
  apartIn,
  CACHETLB_CALLS,
  type CachetlbCall,
  DATA_CALL_NAMES,
  findDataCall,
  portCallsOf,
  reachedIn,
} from '../linux/cachetlb/index.js';
import { checkMachine } from '../linux/machine-description.js';
import { allPortCalls, type DataCallName, type PortCalls, portCalls } from '../ports/calls/index.js';
import { checkPort, knownPorts } from '../ports/space/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { acrossPortsTable, cachetlbCallsTable, portCallsTable } from '../views/cachetlb-table.js';
import { tableText } from '../views/table-text.js';
import { count } from '../views/words.js';
import { CachetlbReach, oneCpuOfEachPort } from './cachetlb-reach.js';
import { isCpu, type MachineInput, machineOf } from './machine-input.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

const WORKS = `cachetlb().on('mips')`;

/** The calls of Documentation/core-api/cachetlb.rst: what each is given, who makes it, what holds afterwards. */
export class Cachetlb extends Shown {
  readonly calls: readonly CachetlbCall[] = CACHETLB_CALLS;

  /**
   * What each call does on a Linux port, `'mips'`, or on a machine: its port's calls on its kind of cache. A CPU's name
   * stands for its machine. An unknown port is an error that lists the nearest ones.
   * @example
   * cachetlb().on('mips').does('flush_dcache_page') // => 'flush kernel address'
   */
  on(port: MachineInput): CachetlbOn {
    const problems = new Problems();
    if (typeof port === 'string' && !isCpu(port)) {
      checkPort(port, problems);
      problems.throwIfAny(WORKS);
      const entries = allPortCalls().filter(({ arch }) => arch === port);
      return new CachetlbOn(port, entries.length > 0 ? entries : [portCalls(port, 'non-aliasing')]);
    }
    const machine = machineOf(port);
    checkMachine(machine, problems);
    problems.throwIfAny(WORKS);
    return new CachetlbOn(`${machine.name} (${machine.port})`, [portCallsOf(machine)]);
  }

  /**
   * What one call does on every port, and whose lines it reaches: the kernel's color, the file's, or every alias. An
   * unknown call is an error that lists the nearest ones.
   * @example
   * cachetlb().across('flush_dcache_page').reachesUsers('mips') // => false
   */
  across(call: DataCallName): CachetlbAcross {
    return new CachetlbAcross(findDataCall(call));
  }

  /** A row a call. */
  table(): Table {
    return cachetlbCallsTable(this.calls);
  }
  toString(): string {
    const short = this.table().select('call', 'given', 'guarantee');
    return `${this.#caption()}\n${tableText(short, { limit: this.calls.length })}`;
  }
  toJSON(): readonly CachetlbCall[] {
    return this.calls;
  }
  #caption(): string {
    return `cachetlb  ${count(this.calls.length, 'call')}, ${DATA_CALL_NAMES.length} of them on data caches`;
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      ...tableForms(this.table(), { caption: this.#caption() }),
    };
  }
}

refuseMoreInMethods(Cachetlb, 'cachetlb()', WORKS);

/** What each call does on one port. */
export class CachetlbOn extends Shown {
  /** The port, or the machine and its port. */
  readonly name: string;
  /** The port's calls: one entry, or more where it tells kinds of cache, or CPUs, apart. */
  readonly entries: readonly PortCalls[];

  constructor(name: string, entries: readonly PortCalls[]) {
    super();
    this.name = name;
    this.entries = entries;
  }

  /** A row a call and kind of cache. */
  table(): Table {
    return portCallsTable(this.entries, DATA_CALL_NAMES);
  }

  /** What one call does, in words. */
  does(call: DataCallName): string {
    const found = DATA_CALL_NAMES.indexOf(findDataCall(call));
    const apart = apartIn(call, this.entries);
    return apart
      .map((entry) => portCallsTable([entry], DATA_CALL_NAMES).get('does', found))
      .join(`; or, by kind of cache${apart.some(({ cpus }) => cpus) ? ' or CPU' : ''}: `);
  }

  toString(): string {
    const columns = this.entries.length > 1 ? ['call', 'cache', 'does'] : ['call', 'does'];
    const shown = this.table().select(...columns, 'put off', 'window');
    return `${this.#caption()}\n${tableText(shown, { limit: shown.numRows() })}`;
  }
  toJSON(): readonly PortCalls[] {
    return this.entries;
  }
  #caption(): string {
    const busy = DATA_CALL_NAMES.filter((call) => {
      return this.entries.some((entry) => allStepsOf(entry, call).length > 0);
    });
    const does =
      busy.length === 0
        ? 'no call touches'
        : `${count(busy.length, 'call')} of ${DATA_CALL_NAMES.length} touch`;
    return `cachetlb on ${this.name}  ${does} the data cache`;
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      ...tableForms(this.table(), { caption: this.#caption() }),
    };
  }
}

refuseMoreInMethods(CachetlbOn, 'cachetlb().on(…)', `${WORKS}.does('flush_dcache_page')`);

/** What one call does on every port. */
export class CachetlbAcross extends Shown {
  readonly call: DataCallName;
  /** Ports that do something to data caches first, then those that never do. */
  readonly ports: readonly PortCalls[];

  constructor(call: DataCallName) {
    super();
    this.call = call;
    const busy = allPortCalls();
    const others = knownPorts().filter(({ arch }) => !busy.some((entry) => entry.arch === arch));
    const all = [...busy, ...others.map(({ arch }) => portCalls(arch, 'non-aliasing'))];
    this.ports = Object.freeze(apartIn(call, all));
  }

  /** Whether the call reaches the lines of the users' color on this port, on one kind of cache or one CPU at least. */
  reachesUsers(port: string): boolean {
    const problems = new Problems();
    checkPort(port, problems);
    problems.throwIfAny(`cachetlb().across('flush_dcache_page').reachesUsers('mips')`);
    const entries = this.ports.filter(({ arch }) => arch === port);
    return entries.some((entry) => reachedIn(entry, this.call).users);
  }

  /**
   * The call, made on machines: what became of a dirty line at each address of a page, by looking. One CPU of each port and
   * kind of cache or CPU treated by itself, where no machines are named. A call that moves bytes is an error.
   * @example
   * const { fates } = cachetlb().across('flush_dcache_page').reach([sh4]).of('sh');
   * fates // => { kernel: 'flushed', 'file’s color': 'stays', 'third color': 'stays', 'other process': 'stays', 'other page': 'stays', 'other page, kernel’s color': 'flushed' }
   */
  reach(machines: readonly MachineInput[] = oneCpuOfEachPort(this.call)): CachetlbReach {
    return new CachetlbReach(this.call, machines);
  }

  /** A row a port and kind of cache. */
  table(): Table {
    return acrossPortsTable(this.ports, this.call);
  }
  toString(): string {
    const short = this.table().select('port', 'cache', 'does', 'kernel color', 'file color', 'every alias');
    return `${this.#caption()}\n${tableText(short, { limit: short.numRows() })}`;
  }
  toJSON() {
    return {
      call: this.call,
      ports: this.ports.map(({ arch, caches, ...port }) => {
        return { arch, caches, does: allStepsOf({ arch, caches, ...port }, this.call) };
      }),
    };
  }
  #caption(): string {
    const reached = this.ports.map((port) => reachedIn(port, this.call));
    const some = (what: 'kernel' | 'users' | 'everyAlias') => reached.filter((of) => of[what]).length;
    return `${this.call}  ${this.ports.length} ports and kinds of cache: ${some('kernel')} reach the kernel’s color, ${some('users')} the users’, ${some('everyAlias')} every alias`;
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      ...tableForms(this.table(), { caption: this.#caption() }),
    };
  }
}

refuseMoreInMethods(
  CachetlbAcross,
  'cachetlb().across(…)',
  `cachetlb().across('flush_dcache_page').reachesUsers('mips')`,
  { reach: 1 },
);

/**
 * The cachetlb calls: `.on('mips')` says what each does on a port, `.across('flush_dcache_page')` what one does on all.
 * @example
 * cachetlb().table().numRows() // => 21
 */
export function cachetlb(): Cachetlb {
  refuseMore<typeof cachetlb>(0, arguments, 'cachetlb()', WORKS);
  return new Cachetlb();
}
