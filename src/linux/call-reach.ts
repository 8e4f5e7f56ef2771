/**
 * Whose lines a cachetlb call really reaches on a machine: a line of a page is made dirty at each of its addresses, the
 * call is made, and the cache is asked what became of each line. What the port's data says that it reaches is not looked at.
 *
 *     kernel · file’s color · third color · other process · other page ──▶ call ──▶ stays, cleaned, flushed, dropped
 */

import type { SteppedCall } from '../ports/calls/index.js';
import { addBytes, formatAddress } from '../units/address.js';
import type { AliasDescription } from './alias.js';
import { CALLS } from './cachetlb/index.js';
import { type DaxFileDescription, physicalAddressOf } from './dax-file.js';
import { Layout } from './layout.js';
import type { MachineDescription } from './machine-description.js';
import { runScenario, type ScenarioRun } from './run-scenario.js';
import { usualKind } from './steps/cachetlb.js';
import type { Step } from './steps/index.js';
import { storyOf } from './story/story.js';

/** Whose line it is, by the address that it was made dirty through. */
export const HOLDERS = [
  'kernel',
  'file’s color',
  'third color',
  'other process',
  'other page',
  'other page, kernel’s color',
] as const;

/**
 * - `kernel`: the page's address in the direct map;
 * - `file’s color`: where mmap() maps the page for the running process;
 * - `third color`: the running process again, at an address of a color of its own: a fixed private mapping;
 * - `other process`: where mmap() may map it for a process that ran before: of the file's color, on ports that color;
 * - `other page`: another page of the running process, of the file's color;
 * - `other page, kernel’s color`: and one of the color that the page has in the direct map: operations by index take both.
 */
export type Holder = (typeof HOLDERS)[number];

/** What becomes of a dirty line: it stays as it is, is written back and kept, is written back and gone, or is just gone. */
export type Fate = 'stays' | 'cleaned' | 'flushed' | 'dropped';

/** What a call did on a machine. A line that was not in the cache any more when the call was made is missing. */
export interface CallReach {
  readonly machine: MachineDescription;
  readonly fates: Readonly<Partial<Record<Holder, Fate>>>;
}

const MARK = 1;
const PAGE = 5;

/** Makes the call about the page, and the running process's address of it, or the kernel's if it is about kernel ranges. */
export function callReach(machine: MachineDescription, call: SteppedCall): CallReach {
  const holders = holdersOn(machine);
  const alias = CALLS[call].given === 'kernel range' ? holders.kernel! : holders['file’s color']!;
  const page = { page: usualKind(call, alias.of.file) };
  // A page that is mapped went through a fault, which did what was put off; it is left to be done where that is the call.
  const fault: Step[] =
    call === 'update_mmu_cache'
      ? []
      : [{ do: 'cachetlb', call: 'update_mmu_cache', alias: holders['file’s color']!, ...page }];
  const setting = [...fault, ...settingOf(holders, machine.cache.line)];
  const before = tell(machine, setting);
  const after = tell(machine, [...setting, { do: 'cachetlb', call, alias, ...page }]);
  const fates: Partial<Record<Holder, Fate>> = {};
  for (const holder of HOLDERS) {
    const alias = holders[holder];
    const line = alias && lineOf(before, holder, alias);
    if (alias && line?.held) fates[holder] = fateOf(line, lineOf(after, holder, alias));
  }
  return { machine, fates };
}

function tell(machine: MachineDescription, steps: readonly Step[]): ScenarioRun {
  return runScenario(storyOf({ machine, steps, strategy: { kind: 'none' } }));
}

/** An alias for each holder; a cache of two colors has no third. */
function holdersOn(machine: MachineDescription): Partial<Record<Holder, AliasDescription>> {
  const layout = new Layout(machine);
  const file = fileOn(layout);
  const alias = (name: Holder, rest: Partial<AliasDescription>): AliasDescription => ({
    ...({ name, who: 'user', of: { file, page: PAGE }, at: { kind: 'mmap' }, process: 1 } as const),
    ...rest,
  });
  const other = layout.mmap(PAGE, 1);
  const taken = [layout.directMap(physicalAddressOf(file, PAGE, machine.pageSize)), layout.mmap(PAGE), other];
  const [kernelColor, fileColor, otherColor] = taken.map((address) => layout.colorOf(address));
  // Addresses go through the colors page by page, and each of these turns is far from all other mappings of the story.
  const inTurn = (turn: number, is: (color: number) => boolean) =>
    Array.from({ length: layout.colors }, (_, nth) => turn * layout.colors + nth)
      .map((pages) => addBytes(layout.mmap(PAGE), pages * machine.pageSize))
      .find((address) => is(layout.colorOf(address)));
  const free = inTurn(4, (color) => ![kernelColor, fileColor, otherColor].includes(color));
  const otherPage = (name: Holder, turn: number, color: number) =>
    alias(name, {
      of: { file, page: PAGE + 1 },
      at: { kind: 'address', address: formatAddress(inTurn(turn, (one) => one === color)!) },
    });
  return {
    kernel: alias('kernel', { who: 'kernel', at: { kind: 'direct map' }, process: 0 }),
    'file’s color': alias('file’s color', {}),
    ...(free && {
      'third color': alias('third color', { at: { kind: 'address', address: formatAddress(free) } }),
    }),
    'other process': alias('other process', {
      at: { kind: 'address', address: formatAddress(other) },
      process: 2,
    }),
    'other page': otherPage('other page', 6, fileColor!),
    'other page, kernel’s color': otherPage('other page, kernel’s color', 8, kernelColor!),
  };
}

/** The page lies in a frame whose direct-map color is not the file's. */
function fileOn(layout: Layout): DaxFileDescription {
  const { pageSize } = layout.machine;
  const color = layout.colorOf(layout.mmap(PAGE));
  const file = (firstPfn: number): DaxFileDescription => {
    return { name: 'reach.dat', pages: 8, firstPfn, placed: [], contents: [], medium: 'persistent memory' };
  };
  const frames = [0, 1].map((more) => file(layout.port.framePfn + more));
  return (
    frames.find(
      (one) => layout.colorOf(layout.directMap(physicalAddressOf(one, PAGE, pageSize))) !== color,
    ) ?? frames[0]!
  );
}

/** Each holder makes a line of its own dirty, so that none pushes out another's. The other process runs first. */
function settingOf(holders: Partial<Record<Holder, AliasDescription>>, line: number): Step[] {
  const touch = (holder: Holder): Step[] => {
    const alias = holders[holder];
    const at = HOLDERS.indexOf(holder) * line;
    // Loaded first: not every cache fetches a line for a store.
    return alias
      ? [
          { do: 'load', alias, at, length: 1 },
          { do: 'store', alias, at, bytes: [MARK] },
        ]
      : [];
  };
  return [
    { do: 'switch', process: 2, flushes: true },
    ...touch('other process'),
    { do: 'switch', process: 1, flushes: true },
    ...HOLDERS.filter((holder) => holder !== 'other process').flatMap(touch),
  ];
}

interface LineThere {
  readonly held: boolean;
  readonly dirty: boolean;
  readonly written: boolean;
}

/** The line of a holder, known by its place in memory. */
function lineOf({ machine, layout }: ScenarioRun, holder: Holder, { of }: AliasDescription): LineThere {
  const line = HOLDERS.indexOf(holder);
  const { page } = physicalAddressOf(of.file, of.page, layout.machine.pageSize);
  const held = machine
    .dataCache(0)
    .lines()
    .find((each) => each.homePage === page && each.line === line);
  const bytes = machine.memory.page(page);
  return {
    held: held !== undefined,
    dirty: held?.dirty === true,
    written: bytes[line * layout.machine.cache.line] === MARK,
  };
}

function fateOf(before: LineThere, { held, dirty, written }: LineThere): Fate {
  if (held) return before.dirty && !dirty ? 'cleaned' : 'stays';
  return written ? 'flushed' : 'dropped';
}
