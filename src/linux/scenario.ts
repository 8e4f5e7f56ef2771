/** A story as plain data: a machine, steps and a coherence strategy; and everything that can be wrong with one. */
import { asTyped, Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import type { AliasDescription } from './alias.js';
import { checkDaxFile, type DaxFileDescription } from './dax-file.js';
import { Layout } from './layout.js';
import { sameAlias } from './machine-aliases.js';
import { checkMachine, colorsOn, type MachineDescription } from './machine-description.js';
import { type DaxIoDescription, lengthOf, type Step } from './steps.js';
import { checkStrategy, type Strategy } from './strategy.js';

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

/** Throws one InputError with everything that is wrong with a story; `workingLine` ends its message. */
export function checkScenario(scenario: ScenarioDescription, workingLine: string): void {
  const problems = new Problems();
  checkMachine(scenario.machine, problems);
  problems.throwIfAny(workingLine); // nothing below can be judged without a machine
  checkStrategy(scenario.strategy, colorsOn(scenario.machine), problems);
  problems.unless(scenario.steps.length > 0, 'the scenario has no steps: nothing would happen');
  checkFiles(scenario, problems);
  problems.throwIfAny(workingLine); // addresses cannot be judged without files
  const layout = new Layout(scenario.machine);
  for (const alias of aliasesOf(scenario)) layout.check(alias, problems);
  for (const [index, step] of scenario.steps.entries())
    checkStep(step, index + 1, scenario.machine, problems);
  problems.throwIfAny(workingLine); // a transfer's pages cannot be judged before its range is
  for (const step of scenario.steps) if ('io' in step) checkReach(step.io, layout, problems);
  problems.throwIfAny(workingLine);
}

function checkFiles(scenario: ScenarioDescription, problems: Problems): void {
  for (const file of filesOf(scenario)) checkDaxFile(file, scenario.machine.pageSize, problems);
  const texts = new Map<string, string>();
  for (const step of scenario.steps) {
    const file = 'alias' in step ? step.alias.of.file : 'io' in step ? step.io.file : undefined;
    if (!file) continue;
    const text = JSON.stringify(file);
    problems.unless(
      !texts.has(file.name) || texts.get(file.name) === text,
      `two different files are both called '${file.name}': an alias and a dax_io() must name the same one`,
    );
    texts.set(file.name, text);
  }
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

function checkStep(step: Step, number: number, machine: MachineDescription, problems: Problems): void {
  const where = `step ${number} (${step.do})`;
  if ('io' in step) {
    checkDaxIo(step.io, `step ${number} (dax_io ${step.io.rw})`, machine.pageSize, problems);
    return;
  }
  if (!('alias' in step)) {
    checkSlot(step.set, step.way, where, machine, problems);
    return;
  }
  const length = lengthOf(step, machine.pageSize);
  const inPage = isCount(step.at) && isCount(length) && length > 0 && step.at + length <= machine.pageSize;
  problems.unless(
    inPage,
    `${where}: length ${asTyped(length)} at ${asTyped(step.at)} does not lie in the page of ${formatSize(machine.pageSize)}`,
  );
}

function checkSlot(
  set: number | undefined,
  way: number | undefined,
  where: string,
  { cache }: MachineDescription,
  problems: Problems,
): void {
  if (set === undefined && way === undefined) return;
  const sets = cache.size / (cache.ways * cache.line);
  const exists = isCount(set) && isCount(way) && set! < sets && way! < cache.ways;
  problems.unless(
    exists,
    `${where}: there is no set ${asTyped(set)} way ${asTyped(way)}: sets are 0 to ${sets - 1}, ways 0 to ${cache.ways - 1}`,
  );
}

/** The kernel reaches each page of a transfer through its direct map, or would if it opened no window. */
function checkReach({ file, at, length }: DaxIoDescription, layout: Layout, problems: Problems): void {
  const { pageSize } = layout.machine;
  for (let page = Math.floor(at / pageSize); page * pageSize < at + length; page++) {
    layout.checkInDirectMap({ file, page }, problems);
  }
}

/** Adds to `problems` what is wrong with a transfer. */
export function checkDaxIo(io: DaxIoDescription, where: string, pageSize: number, problems: Problems): void {
  const end = io.file.pages * pageSize;
  const startOk = problems.unless(
    isCount(io.at),
    `${where}: offset ${asTyped(io.at)} is not a byte of the file, from 0`,
  );
  const lengthOk = problems.unless(
    isCount(io.length) && io.length > 0,
    `${where}: length ${asTyped(io.length)} is not a whole number of bytes from 1 up`,
  );
  if (!startOk || !lengthOk) return;
  problems.unless(
    io.at + io.length <= end,
    `${where}: ${io.length} bytes at ${io.at} pass the end of ${io.file.name}, which has ${formatSize(end)}`,
  );
}
