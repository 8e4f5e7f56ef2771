/**
 * The steps of a story in every order, and what became of each store. Steps go by letters, in the order in which they are told: the
 * order `BA` takes the second step first. Each name stays at the address that the told story gives it, whichever step comes first.
 */

import { formatAddress } from '../units/address.js';
import { InputError, Problems } from '../units/problems.js';
import type { AliasDescription } from './alias.js';
import { Layout } from './layout.js';
import { placeAliases } from './placement.js';
import { runScenario, type ScenarioRun } from './run-scenario.js';
import { type StoreFate, storeFates } from './store-fates.js';
import { replaced, type Story, usersIn } from './story/story.js';

/** What became of one step's bytes in one order. */
export interface StoreInOrder {
  /** The letter of the step that stored. */
  readonly step: string;
  /** The name of the alias that it stored through; undefined where it came to nothing. */
  readonly by: string | undefined;
  /** What it stored; nothing where it came to nothing. */
  readonly bytes: Uint8Array;
  readonly fate: StoreFate;
  /** The letter of the step in which the last copy went; undefined where none did. */
  readonly lostAt: string | undefined;
}

/** What came of a story in one order. */
export interface StoryOrder {
  /** The letters of the steps, as they were taken. */
  readonly order: string;
  /** Every step that stores in some order, as told. */
  readonly stores: readonly StoreInOrder[];
  readonly loads: number;
  readonly staleLoads: number;
  readonly foreignLoads: number;
  /** 1 where the story ended in one. */
  readonly machineChecks: number;
}

/** Six would be 720 runs, and a table that nobody reads. */
const MOST_STEPS = 5;
/** Events in all runs together: a second or two of work. */
const MOST_EVENTS = 300_000;

const FIRST_LETTER = 'A'.charCodeAt(0);

const WORKS = `scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders()`;

/** The letter of a step, from 0. */
export function letterOf(step: number): string {
  return String.fromCharCode(FIRST_LETTER + step);
}

/**
 * What came of each order of the steps, in the order of a dictionary, the told one first. Throws an InputError for a story of too few
 * or too many steps, with a power cut among them, or of so many events that all orders would take too long.
 */
export function storyOrders(story: Story): readonly StoryOrder[] {
  checkSteps(story);
  const placed = pinned(story);
  const told = story.steps.map((_, step) => letterOf(step)).join('');
  const runs = permuted([...told]).map((letters) => {
    const order = letters.join('');
    const run = runScenario(inOrder(placed, order));
    if (order === told) checkEvents(run);
    return { order, run: countsOf(run), stores: storesIn(run, order) };
  });
  const storing = [...told].filter((step) =>
    runs.some(({ stores }) => stores.get(step)?.fate !== 'not stored'),
  );
  return Object.freeze(
    runs.map(({ order, run, stores }) =>
      Object.freeze({ order, stores: Object.freeze(storing.map((step) => stores.get(step)!)), ...run }),
    ),
  );
}

/** A run of the story in one of its orders, each alias at the address that the told story gives it: only the order differs. */
export function runInOrder(story: Story, order: string): ScenarioRun {
  return runScenario(inOrder(pinned(story), order));
}

function inOrder(story: Story, order: string): Story {
  return { ...story, steps: [...order].map((letter) => story.steps[letter.charCodeAt(0) - FIRST_LETTER]!) };
}

/** The story with the address of each user stated: whoever tells it in another order finds them there as well. */
function pinned(story: Story): Story {
  const placed = placeAliases(new Layout(story.machine), usersIn(story));
  const stated = new Map<object, AliasDescription>(
    placed.map(({ description, virtual }) => [
      description,
      { ...description, at: { kind: 'address', address: formatAddress(virtual) } },
    ]),
  );
  return replaced(story, (thing) => stated.get(thing) ?? thing);
}

function countsOf({
  machine,
}: ScenarioRun): Pick<StoryOrder, 'loads' | 'staleLoads' | 'foreignLoads' | 'machineChecks'> {
  const { loads, staleLoads, foreignLoads, machineChecks } = machine.counts;
  return { loads, staleLoads, foreignLoads, machineChecks };
}

/** By the letters of the steps. A step that a machine check kept from happening has stored nothing. */
function storesIn(run: ScenarioRun, order: string): ReadonlyMap<string, StoreInOrder> {
  const fates = storeFates(run);
  return new Map(
    [...order].map((step, position) => {
      const { by, bytes = new Uint8Array(), fate = 'not stored', lostIn } = fates[position] ?? {};
      return [
        step,
        Object.freeze({
          step,
          by,
          bytes,
          fate,
          lostAt: lostIn === undefined ? undefined : order[lostIn - 1],
        }),
      ];
    }),
  );
}

function checkSteps({ steps }: Story): void {
  const problems = new Problems();
  problems.unless(
    steps.length >= 2 && steps.length <= MOST_STEPS,
    `a story of 2 to ${MOST_STEPS} steps is told in every order, and this one has ${steps.length}`,
  );
  problems.unless(
    steps.every((step) => step.do !== 'crash'),
    `a power cut has no place among orders: .powerCuts() tells what one would leave after each step`,
    `scenario().write(daxFile('mail.dat'), 'HELLO').powerCuts()`,
  );
  problems.throwIfAny(WORKS);
}

function checkEvents({ machine, steps }: ScenarioRun): void {
  const orders = permuted(steps).length;
  const most = Math.floor(MOST_EVENTS / orders);
  if (machine.log.length <= most) return;
  throw new InputError(
    [`the story has ${machine.log.length} events, and is told in ${orders} orders: up to ${most} are`],
    WORKS,
  );
}

/** In the order of a dictionary. */
function permuted<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first, i) =>
    permuted(things.filter((_, other) => other !== i)).map((rest) => [first, ...rest]),
  );
}
