/** A story as plain data: a machine, steps and a coherence strategy. What can be wrong with one is check-scenario.ts. */
import type { AliasDescription } from './alias.js';
import type { DaxFileDescription } from './dax-file.js';
import { sameAlias } from './machine-aliases.js';
import type { MachineDescription } from './machine-description.js';
import type { Step } from './steps.js';
import type { Strategy } from './strategy.js';

/** A story, complete: plain JSON-able data, to store, mail and run again. */
export interface ScenarioDescription {
  readonly machine: MachineDescription;
  readonly steps: readonly Step[];
  readonly strategy: Strategy;
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

/** The files that the steps name, each once. */
export function filesOf(scenario: ScenarioDescription): DaxFileDescription[] {
  const files = scenario.steps.flatMap((step) =>
    'alias' in step ? step.alias.of.file : 'io' in step ? step.io.file : [],
  );
  return [...new Map(files.map((file) => [file.name, file])).values()];
}
