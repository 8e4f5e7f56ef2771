/**
 * One story, told for pairs of colors: the user's first alias is moved to an address of each color, and so is the kernel's.
 * Where the kernel has a mapping of its own of the page, that one is moved; its address in the direct map is as the frame is,
 * so without such a mapping the file moves to other frames. Nothing else changes.
 */
import { type Address, addBytes, formatAddress } from '../units/address.js';
import { asTyped, Problems } from '../units/problems.js';
import { type AliasDescription, samePage } from './alias.js';
import { checkScenario } from './check-scenario.js';
import type { DaxFileDescription } from './dax-file.js';
import { Layout, type PlacedAlias } from './layout.js';
import { placeAliases } from './placement.js';
import { runScenario, type ScenarioRun } from './run-scenario.js';
import { replaced, type Story, usersIn } from './story/story.js';

/** What came of the story for one pair of colors. */
export interface ColorPair {
  /** The color of the user's alias. */
  readonly user: number;
  /** The color of the kernel's own mapping of the page; of the page's address in the direct map, where the story has none. */
  readonly kernel: number;
  readonly loads: number;
  readonly staleLoads: number;
  readonly foreignLoads: number;
  readonly lostStores: number;
  /** 1 where the story ended in one. */
  readonly machineChecks: number;
}

/** More than these would be a thousand stories, and a map that nobody reads. */
const MOST_COLORS = 32;

const WORKS = `scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).byColors()`;

/**
 * A run for each pair of `wanted` colors: of all that pages have on the machine, where none are named. Throws an InputError
 * for a story without a user alias, for colors that there are not, and for places where another alias or file lies.
 */
export function colorPairs(scenario: Story, wanted?: readonly number[]): readonly ColorPair[] {
  const layout = new Layout(scenario.machine);
  const users = usersIn(scenario);
  const all = Array.from({ length: layout.colors }, (_, color) => color);
  const colors = wanted === undefined ? all : wanted;
  checkColors(colors, users, layout);
  const [user] = placeAliases(layout, users);
  const own = ownMapping(scenario, user!, layout);
  const now = own?.color ?? layout.colorOf(layout.directMap(user!.physical));
  const upTo = (color: number, from: number) => (color - from + layout.colors) % layout.colors;
  return Object.freeze(
    colors.flatMap((kernel) =>
      colors.map((color) => {
        const moved = movedAlias(user!.description, user!.virtual, upTo(color, user!.color), layout);
        const story = withKernelUp(withAlias(user!.description, moved), upTo(kernel, now));
        checkScenario(story, `${WORKS.slice(0, -1)}[${[...new Set([color, kernel])].join(', ')}])`);
        return pairOf(color, kernel, runScenario(story, 'counts'));
      }),
    ),
  );

  function withAlias(from: AliasDescription, to: AliasDescription): (thing: object) => object {
    return (thing) => (thing === from ? to : thing);
  }

  /** Both are moved at once: of a file all pages move, so that they stay apart. */
  function withKernelUp(withUser: (thing: object) => object, pages: number): Story {
    if (pages === 0) return replaced(scenario, withUser);
    if (own) {
      const to = movedAlias(own.description, own.virtual, pages, layout);
      return replaced(scenario, (thing) => (thing === own.description ? to : withUser(thing)));
    }
    const { file } = user!.description.of;
    return replaced(scenario, (thing) => (thing === file ? fileUp(file, pages) : withUser(thing)));
  }
}

/** The kernel's first mapping of the user's page beside the direct map. */
function ownMapping(scenario: Story, user: PlacedAlias, layout: Layout): PlacedAlias | undefined {
  const own = scenario.aliases.find(
    ({ who, at, of }) => who === 'kernel' && at.kind === 'address' && samePage(of, user.description.of),
  );
  return own && layout.place(own);
}

function checkColors(colors: readonly number[], users: readonly AliasDescription[], layout: Layout): void {
  const problems = new Problems();
  const { name } = layout.machine;
  problems.unless(
    users.length > 0,
    'no step goes through an alias of a user, so there is no color of the user to change',
    WORKS,
  );
  const areList = problems.unless(
    Array.isArray(colors) && colors.length > 0 && new Set(colors).size === colors.length,
    `${asTyped(colors)} are not colors, each once`,
  );
  for (const color of areList ? colors : []) {
    problems.unless(
      Number.isInteger(color) && color >= 0 && color < layout.colors,
      `there is no color ${asTyped(color)}: pages have ${layout.colors} on ${name}`,
    );
  }
  if (areList && colors.length > MOST_COLORS) {
    problems.add(
      `${colors.length} colors make ${colors.length ** 2} pairs: name up to ${MOST_COLORS} of those that pages have on ${name}`,
      `${WORKS.slice(0, -1)}[0, 1, 2, 3])`,
    );
  }
  problems.throwIfAny(WORKS);
}

function movedAlias(
  description: AliasDescription,
  virtual: Address,
  pages: number,
  { machine }: Layout,
): AliasDescription {
  if (pages === 0) return description;
  const address = formatAddress(addBytes(virtual, pages * machine.pageSize));
  return { ...description, at: { kind: 'address', address } };
}

function fileUp(file: DaxFileDescription, frames: number): DaxFileDescription {
  return {
    ...file,
    firstPfn: file.firstPfn + frames,
    placed: file.placed.map(({ page, pfn }) => ({ page, pfn: pfn + frames })),
  };
}

function pairOf(user: number, kernel: number, { machine }: ScenarioRun): ColorPair {
  const { loads, staleLoads, foreignLoads, machineChecks } = machine.counts;
  const lostStores = machine.lost.length;
  return Object.freeze({ user, kernel, loads, staleLoads, foreignLoads, lostStores, machineChecks });
}
