/** A real machine that is put into a state of the line, made to do one thing, and looked at. */
import type { LineName } from '../hardware/cache.js';
import { type Agent, KERNEL_SPACE, type Loaded, Machine } from '../hardware/machine.js';
import { MachineCheck } from '../hardware/machine-check.js';
import { PageFault } from '../hardware/page-table.js';
import { switchFlushes } from '../linux/calls/context-switch.js';
import { addDevice } from '../linux/machine-aliases.js';
import { coresOf } from '../linux/machine-description.js';
import { openWindow } from '../linux/window.js';
import type { Address } from '../units/address.js';
import { type LineAction, ruleOf } from './line-actions.js';
import { LineBytes } from './line-bytes.js';
import { type LineQuestion, namesOf } from './line-question.js';
import { ABSENT, type StateDigits, StateShape } from './line-state.js';

/** A place in the cache of a core where the line can lie; `alias` is the first that leads there. */
export interface Place {
  readonly core: number;
  readonly alias: number;
}

/** What came of an action. */
export type Happened = 'fine' | 'a stale load' | 'a foreign load' | 'a machine check' | 'cannot happen here';

export class LineBench {
  /** For each alias the place that it leads to, counted in the cache of one core. */
  readonly placeOf: readonly number[];
  /** The places of all cores, core by core. */
  readonly places: readonly Place[];
  readonly shape: StateShape;
  /** What came of the latest action. */
  happened: Happened = 'fine';

  readonly #machine: Machine;
  readonly #line: LineQuestion;
  readonly #cores: number;
  readonly #levels: LineBytes;
  /** For each place in one cache, its names: the first is its own, others lead there for another page. */
  readonly #names: readonly (readonly LineName[])[];
  /** The same, by the page that a name is of. */
  readonly #nameOfPage: readonly (readonly (LineName | undefined)[])[];
  /** Where in a state slots begin, behind memory and copies, and where the processes that run do. */
  readonly #firstSlot: number;
  readonly #firstRunning: number;
  /** Where the two bytes lie in the line. */
  readonly #bytes: readonly [number, number];
  /** The frames of the pages. */
  readonly #frames: readonly Address[];
  /** The alias of each page whose slot takes turns; none where no slot does. */
  readonly #slots: readonly number[];
  /** The agent of each alias that is a device's. */
  readonly #devices: readonly (Agent | undefined)[];
  readonly #scratch = new Uint8Array(1);
  /** The process that runs on each core, counted in those of the question. */
  readonly #running: number[];
  /** The state that the machine was last seen to come into: it does so again. */
  #verified: StateDigits = [];

  constructor(line: LineQuestion) {
    const { question, aliases, pages, takesTurns } = line;
    const { machine: on, durable } = question;
    const { count } = coresOf(on);
    const machine = new Machine(on.cache, on.pageSize, 'counts', coresOf(on));
    this.#machine = machine;
    this.#line = line;
    this.#cores = count;
    this.#bytes = [0, on.cache.line / 2];
    this.#frames = pages.map((_, page) => aliases.find((alias) => alias.page === page)!.physical);
    this.#running = Array.from({ length: count }, () => 0);
    if (durable) for (const { page } of this.#frames) machine.memory.plugPersistent(page, 1);
    for (const { description, virtual, physical, cached, role } of aliases) {
      const { name, who, process } = description;
      const space = who === 'user' ? process : KERNEL_SPACE;
      const turns = takesTurns && role === 'kernel';
      const number = machine.addAlias({
        ...{ name, who, space, virtual, length: on.pageSize },
        ...(turns && { takesTurns: true }),
      });
      machine.map(number, physical, cached);
    }
    this.#devices = aliases.map(({ description: { who, at } }) =>
      who === 'device' ? addDevice(machine, at) : undefined,
    );
    this.#slots = takesTurns
      ? pages.map((_, page) => aliases.findIndex((alias) => alias.role === 'kernel' && alias.page === page))
      : [];
    const names = aliases.map((alias) => namesOf(line, alias));
    const leading = names.map(([own]) => names.findIndex(([other]) => this.#shareALine(other!, own!)));
    const own = [...new Set(leading)];
    this.placeOf = leading.map((first) => own.indexOf(first));
    this.#names = own.map((first) => {
      const all = names.flat().filter((name) => this.#shareALine(names[first]![0]!, name));
      return [names[first]![0]!, ...all];
    });
    this.places = Array.from({ length: count }, (_, core) => own.map((alias) => ({ core, alias }))).flat();
    this.#nameOfPage = this.#names.map((all) =>
      this.#frames.map(({ page }) => all.find(({ physicalPage }) => physicalPage === page)),
    );
    this.#firstSlot = pages.length + this.places.length;
    this.#firstRunning = this.#firstSlot + (this.#slots.length > 0 ? 1 + count : 0);
    this.shape = new StateShape(pages.length, this.places.length, durable);
    this.#levels = new LineBytes(machine, this.#bytes, this.#frames, this.shape);
  }

  /** The state of empty caches before memory with the newest bytes; slots lead nowhere, and the first process runs. */
  get start(): StateDigits {
    const { shape } = this;
    const memory = this.#frames.map((_, page) => shape.pair(shape.newest(page), shape.newest(page)));
    const slots = this.#slots.length > 0 ? Array.from({ length: 1 + this.#cores }, () => ABSENT) : [];
    const running = this.#line.processes.length > 0 ? this.#running.map(() => 0) : [];
    return [...memory, ...this.places.map(() => ABSENT), ...slots, ...running];
  }

  /** Does one thing in a state, and gives the state that it leads to. `subject` is an alias, or a process for a switch. */
  execute(state: StateDigits, core: number, subject: number, action: LineAction): StateDigits {
    this.#establish(state);
    this.happened = this.#actUpToCheck(core, subject, action);
    return this.happened === 'cannot happen here' ? state : this.#look();
  }

  #actUpToCheck(core: number, subject: number, action: LineAction): Happened {
    try {
      return this.#act(core, subject, action) ?? 'fine';
    } catch (error) {
      if (!(error instanceof MachineCheck)) throw error;
      return 'a machine check';
    }
  }

  #act(core: number, subject: number, action: LineAction): Happened | undefined {
    const machine = this.#machine;
    const { aliases, behavior, processes } = this.#line;
    machine.core = core;
    const { byte = 0, maintains, whoeverRuns } = ruleOf(action);
    const at = this.#bytes[byte];
    if (action === 'switch' || action === 'switch without a flush') {
      return this.#switchTo(core, subject, action === 'switch');
    }
    const alias = aliases[subject]!;
    const { process, who } = alias.description;
    const mustRun = processes.length > 0 && who === 'user' && !whoeverRuns;
    if (mustRun && processes[this.#running[core]!] !== process) return 'cannot happen here';
    switch (action) {
      case 'load 0':
      case 'load 1':
        machine.agent = this.#devices[subject] ?? machine.agent;
        return lookedAt(machine.load(subject, at, 1));
      case 'store 0':
      case 'store 1':
        machine.agent = this.#devices[subject] ?? machine.agent;
        machine.store(subject, at, this.#levels.stored(alias.page));
        return 'fine';
      case 'barrier 0':
      case 'barrier 1':
        machine.promise({ page: alias.physical.page, offset: at }, 1);
        return 'fine';
      case 'fetch':
        this.#fetch(subject);
        return 'fine';
      case 'evict':
        for (const name of this.#names[this.placeOf[subject]!]!) machine.cache.flush(name);
        return 'fine';
      case 'open':
        openWindow(machine, subject, alias.physical, behavior.window!);
        return 'fine';
      case 'clean cache':
      case 'invalidate cache':
      case 'flush cache':
        machine.maintainAll(maintains!);
        return 'fine';
      default:
        machine.maintain(maintains!, subject, 0, 1);
        return 'fine';
    }
  }

  #switchTo(core: number, process: number, flushes: boolean): Happened {
    if (this.#running[core] === process) return 'cannot happen here';
    if (flushes && switchFlushes(this.#line.question.machine)) this.#machine.maintainAll('flush');
    this.#running[core] = process;
    return 'fine';
  }

  /** An address that leads nowhere fetches nothing. */
  #fetch(alias: number): void {
    try {
      this.#machine.fetch(alias, 0, 1);
    } catch (error) {
      if (!(error instanceof PageFault)) throw error;
    }
  }

  /** Whether a line that came under one name is found under the other. */
  #shareALine(one: LineName, other: LineName): boolean {
    const { cache } = this.#machine;
    cache.load(one, 0, 1, this.#scratch, 0);
    const found = cache.wayOf(other) >= 0 && cache.setOf(other) === cache.setOf(one);
    cache.invalidate(one);
    return found;
  }

  #establish(state: StateDigits): void {
    const machine = this.#machine;
    const pages = this.#frames.length;
    for (const { core, alias } of this.places) {
      for (const name of this.#names[this.placeOf[alias]!]!) machine.dataCache(core).invalidate(name);
    }
    if (this.#slots.length > 0) this.#setSlots(state.slice(this.#firstSlot, this.#firstRunning));
    for (let place = 0; place < this.places.length; place++) {
      const digit = state[pages + place]!;
      if (digit !== ABSENT) this.#fill(place, digit);
    }
    for (let page = 0; page < pages; page++) {
      this.#levels.setMemory(page, page, state[page]!);
      this.#levels.setNewest(page);
    }
    for (let at = this.#firstRunning; at < state.length; at++)
      this.#running[at - this.#firstRunning] = state[at]!;
    if (state === this.#verified) return;
    if (this.#look().some((digit, i) => digit !== state[i])) {
      throw new Error(`the machine cannot be put into state ${state.join()}`);
    }
    this.#verified = state;
  }

  /** Brings a line into its place, with these bytes. */
  #fill(place: number, digit: number): void {
    const { core, alias } = this.places[place]!;
    const { page, pair, dirty } = this.shape.copyOf(digit);
    const cache = this.#machine.dataCache(core);
    const name = this.#nameOfPage[this.placeOf[alias]!]![page]!;
    this.#levels.setMemory(page, page, pair);
    cache.load(name, 0, 1, this.#scratch, 0);
    if (!dirty) return;
    // A store of the byte that is there already makes the line dirty and changes nothing else.
    this.#scratch[0] = this.#levels.byteOf(page, this.shape.level(pair, 0));
    cache.store(name, this.#bytes[0], 1, this.#scratch, 0);
  }

  /** The page table first leads to each page that some TLB still knows, and at last where it leads now. */
  #setSlots([table = ABSENT, ...tlbs]: StateDigits): void {
    const machine = this.#machine;
    const [slot] = this.#slots as [number];
    machine.unmap(slot);
    for (const [page, alias] of this.#slots.entries()) {
      if (!tlbs.includes(page + 1)) continue;
      machine.map(alias, this.#frames[page]!, true, { tlb: 'kept' });
      for (const [core, known] of tlbs.entries()) {
        if (known !== page + 1) continue;
        machine.core = core;
        machine.maintain('clean', alias, 0, 1);
      }
    }
    if (table === ABSENT) machine.unmap(slot, { tlb: 'kept' });
    else machine.map(this.#slots[table - 1]!, this.#frames[table - 1]!, true, { tlb: 'kept' });
  }

  /** The state that the machine is in. */
  #look(): number[] {
    const machine = this.#machine;
    const { memory } = machine;
    const digits = this.#frames.map(({ page }, nth) => this.#levels.pairOf(nth, memory.page(page)));
    for (const { core, alias } of this.places) {
      const cache = machine.dataCache(core);
      let digit = ABSENT;
      for (const name of this.#names[this.placeOf[alias]!]!) {
        const held = cache.lineAt(cache.setOf(name), cache.wayOf(name));
        if (!held) continue;
        const home = this.#frames.findIndex(({ page }) => page === held.homePage);
        digit = this.shape.copy(home, this.#levels.pairOf(home, held.bytes), held.dirty);
        break;
      }
      digits.push(digit);
    }
    if (this.#slots.length > 0) this.#lookAtSlots(digits);
    if (this.#line.processes.length > 0) digits.push(...this.#running);
    return digits;
  }

  #lookAtSlots(digits: number[]): void {
    const machine = this.#machine;
    const [slot] = this.#slots as [number];
    const digitOf = (page: number | undefined) =>
      page === undefined ? ABSENT : 1 + this.#frames.findIndex((frame) => frame.page === page);
    digits.push(digitOf(machine.physicalPageOf(slot)));
    for (let core = 0; core < this.#cores; core++) digits.push(digitOf(machine.tlbPageOf(slot, core)));
  }
}

function lookedAt({ stale, foreign }: Loaded): Happened {
  if (foreign) return 'a foreign load';
  return stale ? 'a stale load' : 'fine';
}
