/** A story as plain data: a machine, steps and a coherence strategy. What can be wrong with one is check-scenario.ts. */
import type { AliasDescription } from './alias.js';
import type { DaxFileDescription } from './dax-file.js';
import type { IovSegment } from './iov.js';
import type { LinuxDescription } from './linux-description.js';
import { sameAlias } from './machine-aliases.js';
import type { MachineDescription } from './machine-description.js';
import type { MappingDescription } from './mm/mapping.js';
import { fileOfStep, type ProgramStep } from './program-steps.js';
import type { DaxIoDescription, Step } from './steps.js';
import type { Strategy } from './strategies/index.js';

/** A story, complete: plain JSON-able data, to store, mail and run again. */
export interface ScenarioDescription {
  readonly machine: MachineDescription;
  readonly steps: readonly Step[];
  readonly strategy: Strategy;
  /** Which Linux runs, and how its file system is mounted; left out, 4.5 with `-o dax`. */
  readonly linux?: LinuxDescription;
}

/** The aliases that the steps name, in order of appearance, each once. */
export function aliasesOf(scenario: Pick<ScenarioDescription, 'steps'>): AliasDescription[] {
  const found: AliasDescription[] = [];
  for (const step of scenario.steps) {
    if ('alias' in step && !found.some((known) => sameAlias(known, step.alias))) found.push(step.alias);
  }
  return found;
}

/** The user aliases among them. */
export function userAliasesOf(scenario: ScenarioDescription): AliasDescription[] {
  return aliasesOf(scenario).filter(({ who }) => who === 'user');
}

/** The mappings that the steps name, those of iovecs included, as often as they are named. */
export function mappingsOf(scenario: Pick<ScenarioDescription, 'steps'>): MappingDescription[] {
  const inMemory = (iov: readonly IovSegment[] = []) => iov.flatMap(({ mapping }) => mapping ?? []);
  return scenario.steps.flatMap((step) => {
    if ('mapping' in step) return [step.mapping];
    if ('iov' in step) return inMemory(step.iov);
    return 'io' in step ? [...inMemory(step.io.iov), ...inMemory(step.io.preemptedBy?.iov)] : [];
  });
}

/** The files that a step names. */
export function filesOfStep(step: Step): DaxFileDescription[] {
  if ('alias' in step) return [step.alias.of.file];
  if ('io' in step) return filesOfTransfer(step.io);
  return fileOfStep(step as ProgramStep);
}

function filesOfTransfer({ file, iov = [], preemptedBy }: DaxIoDescription): DaxFileDescription[] {
  const mapped = iov.flatMap(({ mapping }) => mapping?.file ?? []);
  return [file, ...mapped, ...(preemptedBy ? filesOfTransfer(preemptedBy) : [])];
}

/** The files that the steps name, each once. */
export function filesOf(scenario: Pick<ScenarioDescription, 'steps'>): DaxFileDescription[] {
  return [...new Map(scenario.steps.flatMap(filesOfStep).map((file) => [file.name, file])).values()];
}
