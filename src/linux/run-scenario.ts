/** Runs a story on its machine. The description must have passed `checkScenario`. */
import { type Counts, countsSince } from '../hardware/counts.js';
import { type LogMode, Machine } from '../hardware/machine.js';
import { MachineCheck } from '../hardware/machine-check.js';
import type { MissingBytes } from '../hardware/promises.js';
import { addBytes, SMALL_PAGE } from '../units/address.js';
import type { StepOutcome } from './calls/step-outcome.js';
import type { DaxFileDescription } from './dax-file.js';
import { frameRunsOf, physicalAddressOf } from './dax-file.js';
import type { Returned } from './errno.js';
import { Layout } from './layout.js';
import { USUAL_LINUX } from './linux-description.js';
import { MachineAliases, type MappedAlias } from './machine-aliases.js';
import { coresOf } from './machine-description.js';
import { refusalOf } from './refusal.js';
import { type Step, takeStep } from './steps/index.js';
import { type Story, usersIn } from './story/story.js';
import { behaviorOf } from './strategies/index.js';
import type { KernelCall } from './system/call-trace.js';
import { System } from './system/system.js';

/** What one step did. */
export interface StepResult {
  /** From 1. */
  readonly step: number;
  readonly asked: Step;
  /** The numbers of its first event and of the one after its last. */
  readonly events: readonly [number, number];
  /** How often things happened in it. */
  readonly counts: Readonly<Counts>;
  /** What a load or a read gave; shorter than was asked where the read was short. */
  readonly read?: Uint8Array;
  /** What it should have given. */
  readonly expected?: Uint8Array;
  /** What a call returned: bytes, or an error; or the signal that an access ended in. */
  readonly returned?: Returned;
  /** Where mmap() put a mapping. */
  readonly address?: string;
  /** A load of it read old bytes. */
  readonly stale: boolean;
  /** A load of it read bytes of another page than the one that was meant. */
  readonly foreign: boolean;
  /** What was promised and is not there after a crash; undefined for all other steps. */
  readonly missing?: readonly MissingBytes[];
  /** What a call inside the kernel came to, in words: the port's function, or that nothing was done. */
  readonly came?: string;
  /** It ended in a machine check, and the story with it: what was to come after it did not come. */
  readonly machineCheck?: true;
}

/** A story that was run: the machine as it is at the end, with its log, and what each step did. */
export interface ScenarioRun {
  readonly scenario: Story;
  readonly layout: Layout;
  readonly machine: Machine;
  readonly aliases: readonly MappedAlias[];
  readonly steps: readonly StepResult[];
  /** What the kernel called, in order. */
  readonly calls: readonly KernelCall[];
  /** The kernel as it is at the end. */
  readonly system: System;
}

/**
 * Runs a story from its first step to its last, or to one that ends in a machine check; `counts` keeps no events, and takes less time and memory. `look` sees the
 * run before the first step and after each: to look only, for the machine goes on.
 */
export function runScenario(
  scenario: Story,
  log: LogMode = 'events',
  look?: (soFar: ScenarioRun) => void,
): ScenarioRun {
  const layout = new Layout(scenario.machine);
  const { cache, pageSize } = scenario.machine;
  const { strategy, linux = USUAL_LINUX } = scenario;
  const machine = new Machine(cache, pageSize, log, coresOf(scenario.machine));
  const aliases = new MachineAliases(machine, layout, strategy, usersIn(scenario));
  const { files } = scenario;
  const refused =
    behaviorOf(strategy).refusesAsLinuxDoes && refusalOf(scenario.machine, linux.era) !== undefined;
  const system = new System({ machine, layout, aliases, strategy, linux, files, refused });
  for (const file of files) layOut(file, machine, pageSize);
  const steps: StepResult[] = [];
  const soFar: ScenarioRun = Object.freeze({
    scenario,
    layout,
    machine,
    aliases: aliases.all,
    steps,
    calls: system.trace.calls,
    system,
  });
  look?.(soFar);
  for (const [index, asked] of scenario.steps.entries()) {
    machine.step = index + 1;
    machine.core = asked.core ?? 0;
    system.trace.step = index + 1;
    const first = machine.log.length;
    const before = { ...machine.counts };
    const outcome = takenUpToCheck(system, asked);
    const counts = countsSince(before, machine.counts);
    steps.push(resultOf(index + 1, asked, [first, machine.log.length], counts, outcome));
    look?.(soFar);
    if (outcome.machineCheck) break;
  }
  return soFar;
}

/** What came of a step; where it ended in a machine check, nothing but that. */
function takenUpToCheck(system: System, asked: Step): StepOutcome & Pick<StepResult, 'machineCheck'> {
  try {
    return takeStep(system, asked);
  } catch (error) {
    if (!(error instanceof MachineCheck)) throw error;
    return { machineCheck: true };
  }
}

function resultOf(
  step: number,
  asked: Step,
  events: readonly [number, number],
  counts: Counts,
  { read, returned, address, missing, came, machineCheck }: StepOutcome & Pick<StepResult, 'machineCheck'>,
): StepResult {
  return Object.freeze({
    step,
    asked,
    events: Object.freeze(events),
    counts: Object.freeze(counts),
    ...(read && { read: read.bytes, expected: read.expected }),
    ...(returned !== undefined && { returned }),
    ...(address !== undefined && { address }),
    stale: read?.stale ?? false,
    foreign: read?.foreign ?? false,
    ...(missing && { missing }),
    ...(came !== undefined && { came }),
    ...(machineCheck && { machineCheck }),
  });
}

function layOut(file: DaxFileDescription, machine: Machine, pageSize: number): void {
  for (const { page, pages } of file.medium === 'persistent memory' ? frameRunsOf(file) : []) {
    const first = physicalAddressOf(file, page, pageSize).page;
    machine.memory.plugPersistent(first, (pages * pageSize) / SMALL_PAGE);
  }
  for (const { at, bytes } of file.contents) {
    for (let done = 0; done < bytes.length; ) {
      const inPage = (at + done) % pageSize;
      const n = Math.min(bytes.length - done, pageSize - inPage);
      const start = physicalAddressOf(file, Math.floor((at + done) / pageSize), pageSize);
      machine.preload(addBytes(start, inPage), Uint8Array.from(bytes.slice(done, done + n)));
      done += n;
    }
  }
}

/** Whether a run had no stale load, no foreign one, lost no store, and came to its end. */
export function isCoherent({ machine }: ScenarioRun): boolean {
  const { staleLoads, foreignLoads, machineChecks } = machine.counts;
  return staleLoads + foreignLoads + machineChecks === 0 && machine.lost.length === 0;
}

/** Everything that was promised and that a crash has taken away. */
export function missingOf(run: ScenarioRun): MissingBytes[] {
  return run.steps.flatMap(({ missing = [] }) => missing);
}
