/**
 * What became of the bytes that each step of a run stored: where the newest of them are when it ends, and what may still happen to
 * them. Nothing is lost yet while a copy is left; it is at risk where a dirty line with other bytes may be written over it.
 */

import { ACTIONS } from '../hardware/event-log.js';
import type { Machine } from '../hardware/machine.js';
import type { Address } from '../units/address.js';
import { joined } from '../units/bytes.js';
import { allOf } from '../units/words.js';
import type { ScenarioRun } from './run-scenario.js';

/**
 * `lost`: no copy is left. `at risk`: a dirty line has other bytes in its place, or no line that is written back has it. `dirty`: in a dirty line,
 * and not in memory yet. `in memory`: there, and safe. `stored over`: by a later store. `not stored`: the step came to nothing.
 */
export type StoreFate = 'lost' | 'at risk' | 'dirty' | 'in memory' | 'stored over' | 'not stored';

/** The worst first: that of a store is the worst of its bytes. */
export const STORE_FATES = allOf<StoreFate>({
  lost: true,
  'at risk': true,
  dirty: true,
  'in memory': true,
  'stored over': true,
  'not stored': true,
});

/** The stores of one step. */
export interface StepStores {
  /** The name of the alias that it went through first; undefined where it stored nothing. */
  readonly by: string | undefined;
  readonly bytes: Uint8Array;
  readonly fate: StoreFate;
  /** The step in which the first of its bytes were lost, from 1; undefined where none were. */
  readonly lostIn: number | undefined;
}

const STORE = ACTIONS.indexOf('store');

/** What each step of a run that kept its events has stored; `not stored` for all others. */
export function storeFates({ machine, aliases, steps, scenario }: ScenarioRun): readonly StepStores[] {
  // The first of its bytes to go says when.
  const lostAt = new Map(machine.lost.map(({ store, lostAt }) => [store, lostAt] as const).reverse());
  const { action } = machine.log.held;
  const size = scenario.machine.cache.line;
  return steps.map(({ events: [first, end] }) => {
    const stored: Uint8Array[] = [];
    let by: string | undefined;
    let fate: StoreFate = 'not stored';
    let lostIn: number | undefined;
    for (let number = first; number < end; number++) {
      if (action[number] !== STORE) continue;
      const { physical, bytes, alias } = machine.log.event(number);
      by ??= aliases.find((each) => each.number === alias)?.description.name;
      stored.push(bytes);
      const ended = lostAt.get(number);
      if (ended !== undefined) lostIn ??= machine.log.event(ended).step;
      fate = worse(fate, ended === undefined ? fateOf(machine, number, physical!, bytes, size) : 'lost');
    }
    return { by, bytes: joined(stored), fate, lostIn };
  });
}

function worse(one: StoreFate, other: StoreFate): StoreFate {
  return STORE_FATES.indexOf(one) < STORE_FATES.indexOf(other) ? one : other;
}

/** The worst that can be said of the bytes of one event, of which none is lost. An event is about one line. */
function fateOf(
  machine: Machine,
  event: number,
  { page, offset }: Address,
  bytes: Uint8Array,
  size: number,
): StoreFate {
  const memory = machine.memory.page(page);
  const dirty = dirtyLines(machine, page, Math.floor(offset / size));
  const inLine = offset % size;
  return bytes.reduce<StoreFate>((fate, byte, i) => {
    if (machine.oracle.writerOf(page, offset + i) !== event) return worse(fate, 'stored over');
    const isInMemory = memory[offset + i] === byte;
    const held = dirty.map((line) => line[inLine + i]);
    if (held.some((other) => other !== byte) || !(isInMemory || held.length > 0))
      return worse(fate, 'at risk');
    return worse(fate, isInMemory ? 'in memory' : 'dirty');
  }, 'not stored');
}

/** The bytes of the dirty copies of a line, in whatever cache and under whatever name. */
function dirtyLines({ agents }: Machine, page: number, line: number): Uint8Array[] {
  return agents.flatMap(({ cache }) =>
    (cache?.copiesOf(page, line) ?? [])
      .map(({ set, way }) => cache!.lineAt(set, way)!)
      .flatMap(({ dirty, bytes }) => (dirty ? [bytes] : [])),
  );
}
