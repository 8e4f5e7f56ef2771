/** Runs a story on its machine. The description must have passed `checkScenario`. */
import { type Counts, countsSince } from '../hardware/counts.js';
import { Machine } from '../hardware/machine.js';
import type { MissingBytes } from '../hardware/promises.js';
import { addBytes, SMALL_PAGE } from '../units/address.js';
import type { DaxFileDescription } from './dax-file.js';
import { frameRunsOf, physicalAddressOf } from './dax-file.js';
import { daxIo } from './dax-io.js';
import { Layout } from './layout.js';
import { MachineAliases, type MappedAlias } from './machine-aliases.js';
import { coresOf } from './machine-description.js';
import { filesOf, type ScenarioDescription, userAliasesOf } from './scenario.js';
import { lengthOf, type Step } from './steps.js';

/** What one step did. */
export interface StepResult {
  /** From 1. */
  readonly step: number;
  readonly asked: Step;
  /** The numbers of its first event and of the one after its last. */
  readonly events: readonly [number, number];
  /** How often things happened in it. */
  readonly counts: Readonly<Counts>;
  /** What a load or a dax_io read gave. */
  readonly read?: Uint8Array;
  /** What it should have given. */
  readonly expected?: Uint8Array;
  readonly stale: boolean;
  /** What was promised and is not there after a crash; undefined for all other steps. */
  readonly missing?: readonly MissingBytes[];
}

/** A story that was run: the machine as it is at the end, with its log, and what each step did. */
export interface ScenarioRun {
  readonly scenario: ScenarioDescription;
  readonly layout: Layout;
  readonly machine: Machine;
  readonly aliases: readonly MappedAlias[];
  readonly steps: readonly StepResult[];
}

/** Runs a story from its first step to its last. */
export function runScenario(scenario: ScenarioDescription): ScenarioRun {
  const layout = new Layout(scenario.machine);
  const { cache, pageSize } = scenario.machine;
  const machine = new Machine(cache, pageSize, 'events', coresOf(scenario.machine));
  const aliases = new MachineAliases(machine, layout, scenario.strategy, userAliasesOf(scenario));
  for (const file of filesOf(scenario)) layOut(file, machine, pageSize);
  const steps = scenario.steps.map((asked, index) => {
    machine.step = index + 1;
    machine.core = asked.core ?? 0;
    const first = machine.log.length;
    const before = { ...machine.counts };
    const outcome = take(asked);
    const missing = asked.do === 'crash' ? machine.crash(asked.inFlight) : undefined;
    return Object.freeze({
      step: index + 1,
      asked,
      events: Object.freeze([first, machine.log.length] as const),
      counts: Object.freeze(countsSince(before, machine.counts)),
      ...(outcome && { read: outcome.bytes, expected: outcome.expected }),
      stale: outcome?.stale ?? false,
      ...(missing && { missing }),
    });
  });
  return Object.freeze({ scenario, layout, machine, aliases: aliases.all, steps });

  function take(step: Step) {
    switch (step.do) {
      case 'store':
        machine.store(aliases.opened(step.alias).number, step.at, Uint8Array.from(step.bytes));
        return undefined;
      case 'load':
        return machine.load(aliases.opened(step.alias).number, step.at, lengthOf(step, pageSize));
      case 'fetch':
        machine.fetch(aliases.opened(step.alias).number, step.at, lengthOf(step, pageSize));
        return undefined;
      case 'barrier':
        machine.barrier(aliases.opened(step.alias).number, step.at, lengthOf(step, pageSize));
        return undefined;
      case 'clean':
      case 'invalidate':
      case 'flush':
      case 'evict':
        machine.maintain(step.do, aliases.opened(step.alias).number, step.at, lengthOf(step, pageSize));
        return undefined;
      case 'crash':
        return undefined;
      case 'clean cache':
      case 'invalidate cache':
      case 'flush cache': {
        const action =
          step.do === 'clean cache' ? 'clean' : step.do === 'flush cache' ? 'flush' : 'invalidate';
        if (step.set === undefined || step.way === undefined) machine.maintainAll(action);
        else machine.maintainWay(action, step.set, step.way);
        return undefined;
      }
      case 'dax_io': {
        const transferred = daxIo(step.io, machine, layout, aliases, scenario.strategy);
        return step.io.rw === 'read' ? transferred : undefined;
      }
    }
  }
}

function layOut(file: DaxFileDescription, machine: Machine, pageSize: number): void {
  for (const { page, pages } of file.medium === 'persistent memory' ? frameRunsOf(file) : []) {
    const first = physicalAddressOf(file, page, pageSize).page;
    machine.memory.plugPersistent(first, (pages * pageSize) / SMALL_PAGE);
  }
  for (const { at, bytes } of file.contents) {
    bytes.forEach((byte, index) => {
      const where = at + index;
      const start = physicalAddressOf(file, Math.floor(where / pageSize), pageSize);
      machine.preload(addBytes(start, where % pageSize), Uint8Array.of(byte));
    });
  }
}
