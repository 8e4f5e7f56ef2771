/**
 * The line that a run is about, after each step: its copies in the caches, memory, the newest bytes, and what each load
 * saw. Nobody remembers these while a story runs: it is told anew, which gives the same run, and looked at on the way.
 */
import { NO_CORE } from '../hardware/agents.js';
import type { MappedAlias } from '../linux/machine-aliases.js';
import { runScenario, type ScenarioRun } from '../linux/run-scenario.js';
import type { Step } from '../linux/steps/index.js';
import { type Address, SMALL_PAGE } from '../units/address.js';
import { aliasesTo, isForeign } from './held-lines.js';
import { followedByte } from './timeline-story.js';

/** A copy of the line in the cache of a core. */
export interface CopyAfter {
  /** The number of its lane. */
  readonly lane: number;
  readonly set: number;
  readonly way: number;
  readonly dirty: boolean;
  readonly bytes: Uint8Array;
  /** A byte of it is not the newest, and none is another page's. */
  readonly stale: boolean;
  /** A byte of it is not the newest, but another page's: stored here by an access that meant that page. */
  readonly foreign: boolean;
}

/** What a load saw of the line. */
export interface SeenByLoad {
  /** The name of the alias that it went through. */
  readonly who: string;
  /** The first byte in the line. */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly shouldBe: Uint8Array;
  /** It read old bytes of the page that was meant. */
  readonly stale: boolean;
  /** It read another page's bytes. */
  readonly foreign: boolean;
}

/** The line after a step; before the first, step is 0 and nothing was asked. */
export interface StateAfter {
  readonly step: number;
  readonly asked: Step | undefined;
  readonly copies: readonly CopyAfter[];
  readonly memory: Uint8Array;
  readonly newest: Uint8Array;
  readonly loads: readonly SeenByLoad[];
}

/** Where copies of the line can be: under these aliases, which lead to one place, in the cache of this core. */
export interface CopyLane {
  readonly core: number;
  /** Empty, where a copy was brought by no alias of the story. */
  readonly aliases: readonly MappedAlias[];
}

/** All of it. */
export interface LineStates {
  /** Where the line begins. */
  readonly physical: Address;
  readonly lanes: readonly CopyLane[];
  readonly states: readonly StateAfter[];
  /** The bytes of the line that loads and stores touched, from the first on: enough to see, and no more than a row holds. */
  readonly shown: { readonly from: number; readonly length: number };
}

const LEAST_BYTES = 8;
const MOST_BYTES = 16;

/** The line after each step of a run; undefined where no step touches memory. */
export function lineStates({ scenario }: ScenarioRun): LineStates | undefined {
  const run = runScenario(scenario);
  const followed = followedByte(run);
  if (!followed) return undefined;
  const bytes = scenario.machine.cache.line;
  const line = Math.floor(followed.offset / bytes);
  const physical = { page: followed.page, offset: line * bytes };
  const lanes = new Lanes();
  const states: StateAfter[] = [];
  runScenario(scenario, 'events', (soFar) => states.push(stateOf(soFar, physical, lanes)));
  return { physical, lanes: lanes.all, states, shown: shownBytes(run, physical) };
}

/** The lanes that were met so far. An alias that joins later, as a window does, is one more name of its lane. */
class Lanes {
  readonly all: { core: number; aliases: readonly MappedAlias[] }[] = [];

  of(core: number, aliases: readonly MappedAlias[]): number {
    const isSame = (lane: CopyLane) => lane.core === core && lane.aliases[0]?.number === aliases[0]?.number;
    const known = this.all.findIndex(isSame);
    if (known < 0) return this.all.push({ core, aliases }) - 1;
    if (aliases.length > this.all[known]!.aliases.length) this.all[known]!.aliases = aliases;
    return known;
  }
}

function stateOf(soFar: ScenarioRun, { page, offset }: Address, lanes: Lanes): StateAfter {
  const { machine, steps } = soFar;
  const { line } = soFar.scenario.machine.cache;
  const newest = machine.oracle.page(page).slice(offset, offset + line);
  const copies = machine.agents.flatMap(({ cache, core = NO_CORE }) =>
    (cache?.copiesOf(page, offset / line) ?? [])
      .map((slot) => cache!.lineAt(slot.set, slot.way)!)
      .map((held): CopyAfter => {
        const { set, way, dirty } = held;
        const bytes = held.bytes.slice();
        const foreign = isForeign(soFar, cache!, held, newest);
        const stale = !foreign && bytes.some((byte, i) => byte !== newest[i]);
        const lane = lanes.of(core, aliasesTo(soFar, cache!, held));
        return { lane, set, way, dirty, bytes, stale, foreign };
      }),
  );
  const last = steps.at(-1);
  return Object.freeze({
    step: steps.length,
    asked: last?.asked,
    copies,
    memory: machine.memory.page(page).slice(offset, offset + line),
    newest,
    loads: last ? loadsOf(soFar, last.events, { page, offset }) : [],
  });
}

function loadsOf(run: ScenarioRun, [first, end]: readonly [number, number], line: Address): SeenByLoad[] {
  const seen: SeenByLoad[] = [];
  for (let number = first; number < end; number++) {
    if (!isIn(run, number, line)) continue;
    const { action, physical, alias, bytes, expected, stale, foreign } = run.machine.log.event(number);
    if (action !== 'load' || !physical) continue;
    const who = run.aliases.find((each) => each.number === alias)?.description.name ?? 'cache';
    seen.push({ who, at: physical.offset - line.offset, bytes, shouldBe: expected, stale, foreign });
  }
  return seen;
}

/** Whether an event is about this line; by the columns, for there may be millions. */
function isIn({ scenario, machine }: ScenarioRun, event: number, { page, offset }: Address): boolean {
  const size = scenario.machine.cache.line;
  const columns = machine.log.held;
  const at = columns.offset[event]! % SMALL_PAGE;
  return columns.physicalPage[event] === page && at >= offset && at < offset + size;
}

function shownBytes(run: ScenarioRun, line: Address): LineStates['shown'] {
  const size = run.scenario.machine.cache.line;
  const { log } = run.machine;
  let first = size;
  let end = 0;
  for (let number = 0; number < log.length; number++) {
    if (!isIn(run, number, line)) continue;
    const { action, physical, length } = log.event(number);
    if (action !== 'load' && action !== 'store') continue;
    first = Math.min(first, physical!.offset - line.offset);
    end = Math.max(end, physical!.offset - line.offset + length);
  }
  const length = Math.min(size, MOST_BYTES, Math.max(LEAST_BYTES, end - first));
  return { from: Math.max(0, Math.min(first, size - length)), length };
}
