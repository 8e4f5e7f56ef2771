/** Tells a story to a machine of src/hardware or to the naive one, and gives back all that can be seen of either. */
import { type LogMode, Machine } from '../../src/hardware/machine.js';
import { MachineCheck } from '../../src/hardware/machine-check.js';
import { PageFault } from '../../src/hardware/page-table.js';
import { type Address, fromBigInt } from '../../src/units/address.js';
import { NaiveMachine, NaiveMachineCheck, NaivePageFault } from '../oracle/naive-machine.js';
import type { Command, Story } from './stories.js';

/** What a command gave: bytes loaded and whether they were stale or foreign, that nothing was mapped there, or that all ended there. */
export type Answer =
  | { bytes: number[]; expected: number[]; stale: boolean; foreign: boolean }
  | 'fault'
  | 'machine check'
  | 'done';

/** Both machines in the words of a story. */
interface Told {
  load(alias: number, offset: number, length: number): Answer;
  store(alias: number, offset: number, bytes: number[]): void;
  maintain(
    action: 'clean' | 'invalidate' | 'flush' | 'evict',
    alias: number,
    offset: number,
    n: number,
  ): void;
  maintainWay(action: 'clean' | 'invalidate' | 'flush', set: number, way: number): void;
  maintainAll(action: 'clean' | 'invalidate' | 'flush'): void;
  maintainPhysical(action: 'clean' | 'invalidate' | 'flush', smallPage: number): void;
  searchFor(action: 'clean' | 'invalidate' | 'flush', smallPage: number): void;
  maintainIndex(action: 'clean' | 'invalidate' | 'flush', from: bigint, length: number): void;
  map(alias: number, physical: bigint, cached: boolean): void;
  mapLastPage(alias: number, physical: bigint, cached: boolean): void;
  unmap(alias: number): void;
  /** What was mapped so far is the setting. */
  begin(): void;
  held(): { set: number; way: number }[];
}

/** The address as one number; written here again, so that the comparison does not trust what it compares. */
export function whole(address: Address): bigint {
  return BigInt(address.page) * 4096n + BigInt(address.offset);
}

export function pageAddress(story: Story, page: number): bigint {
  return story.physical + BigInt(page) * BigInt(story.pageSize);
}

export function tellMachine(story: Story, mode: LogMode = 'events'): { machine: Machine; answers: Answer[] } {
  const machine = new Machine(story.cache, story.pageSize, mode);
  story.aliases.forEach(({ space, virtual, pages }, i) => {
    const length = pages * story.pageSize;
    machine.addAlias({ name: `alias ${i}`, who: 'user', space, virtual: fromBigInt(virtual), length });
  });
  const told: Told = {
    load: (alias, offset, length) => {
      const { bytes, expected, stale, foreign } = machine.load(alias, offset, length);
      return { bytes: [...bytes], expected: [...expected], stale, foreign };
    },
    store: (alias, offset, bytes) => machine.store(alias, offset, Uint8Array.from(bytes)),
    maintain: (...all) => machine.maintain(...all),
    maintainWay: (...all) => machine.maintainWay(...all),
    maintainAll: (action) => machine.maintainAll(action),
    maintainPhysical: (action, smallPage) =>
      machine.maintainPhysical(action, fromBigInt(story.physical).page + smallPage),
    searchFor: (action, smallPage) =>
      machine.maintainPhysical(action, fromBigInt(story.physical).page + smallPage, 'by search'),
    maintainIndex: (action, from, length) => machine.maintainIndex(action, fromBigInt(from), length),
    map: (alias, physical, cached) => machine.map(alias, fromBigInt(physical), cached),
    mapLastPage: (alias, physical, cached) => {
      const offset = (story.aliases[alias]!.pages - 1) * story.pageSize;
      machine.mapPart(alias, offset, story.pageSize, fromBigInt(physical), cached);
    },
    unmap: (alias) => machine.unmap(alias),
    begin: () => {
      machine.step = 1;
    },
    held: () => machine.cache.lines(),
  };
  for (const { page, bytes } of story.preloaded) {
    machine.preload(fromBigInt(pageAddress(story, page)), Uint8Array.from(bytes));
  }
  return { machine, answers: tell(story, told, PageFault, MachineCheck) };
}

export function tellNaive(story: Story): { naive: NaiveMachine; answers: Answer[] } {
  const aliases = story.aliases.map(({ space, virtual, pages }) => {
    return { space, virtual, length: pages * story.pageSize };
  });
  const naive = new NaiveMachine(story.cache, story.pageSize, aliases);
  const told: Told = {
    load: (...all) => naive.load(...all),
    store: (...all) => naive.store(...all),
    maintain: (...all) => naive.maintain(...all),
    maintainWay: (...all) => naive.maintainWay(...all),
    maintainAll: (action) => naive.maintainAll(action),
    maintainPhysical: (action, smallPage) =>
      naive.maintainPhysical(action, story.physical + BigInt(smallPage) * 4096n),
    searchFor: (action, smallPage) => naive.searchFor(action, story.physical + BigInt(smallPage) * 4096n),
    maintainIndex: (...all) => naive.maintainIndex(...all),
    map: (...all) => naive.map(...all),
    mapLastPage: (...all) => naive.mapLastPage(...all),
    unmap: (alias) => naive.unmap(alias),
    begin: () => naive.begin(),
    held: () => naive.linesInOrder(),
  };
  for (const { page, bytes } of story.preloaded) naive.preload(pageAddress(story, page), bytes);
  return { naive, answers: tell(story, told, NaivePageFault, NaiveMachineCheck) };
}

/** After a machine check a story goes on here: the two models have to agree on what it has left. */
function tell(
  story: Story,
  told: Told,
  Fault: new (message: string) => Error,
  // biome-ignore lint/suspicious/noExplicitAny: the two models make theirs of different things
  Check: new (...of: any[]) => Error,
): Answer[] {
  story.aliases.forEach(({ leadsTo, cached }, i) => {
    told.map(i, pageAddress(story, leadsTo), cached);
  });
  told.begin();
  return story.commands.map((command) => {
    try {
      return obey(command, story, told) ?? 'done';
    } catch (error) {
      if (error instanceof Fault) return 'fault';
      if (error instanceof Check) return 'machine check';
      throw error;
    }
  });
}

function obey(command: Command, story: Story, told: Told): Answer | undefined {
  switch (command.do) {
    case 'load':
      return told.load(command.alias, command.offset, command.length);
    case 'store':
      told.store(command.alias, command.offset, command.bytes);
      return undefined;
    case 'slot':
      told.maintainWay(command.action, command.set, command.way);
      return undefined;
    case 'held line': {
      const held = told.held();
      const line = held[command.pick % Math.max(1, held.length)];
      if (line) told.maintainWay(command.action, line.set, line.way);
      return undefined;
    }
    case 'all':
      told.maintainAll(command.action);
      return undefined;
    case 'physical':
      told.maintainPhysical(command.action, command.smallPage);
      return undefined;
    case 'search':
      told.searchFor(command.action, command.smallPage);
      return undefined;
    case 'index':
      told.maintainIndex(command.action, command.from, command.length);
      return undefined;
    case 'map last page':
      told.mapLastPage(command.alias, pageAddress(story, command.leadsTo), command.cached);
      return undefined;
    case 'unmap':
      told.unmap(command.alias);
      return undefined;
    case 'map':
      told.map(command.alias, pageAddress(story, command.leadsTo), command.cached);
      return undefined;
    default:
      told.maintain(command.do, command.alias, command.offset, command.length);
      return undefined;
  }
}
