/** Everything that can be wrong with a story, found before its first step. */
import { formatAddress } from '../units/address.js';
import { asTyped, Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import { type AliasDescription, formatAlias } from './alias.js';
import { checkDaxFile, type DaxFileDescription, frameRunsOf, pfnOf, sameFile } from './dax-file.js';
import { checkIov, iovLength } from './iov.js';
import { kernelAliasOf } from './kernel-alias.js';
import { Layout, type PlacedAlias } from './layout.js';
import { checkLinux } from './linux-description.js';
import { checkMachine, colorsOn, coresOf, type MachineDescription } from './machine-description.js';
import type { MappingDescription } from './mm/mapping.js';
import { clashesAmong, placeAliases } from './placement.js';
import { checkProgramStep, isProgramStep } from './program-steps.js';
import {
  aliasesOf,
  filesOf,
  filesOfStep,
  mappingsOf,
  type ScenarioDescription,
  userAliasesOf,
} from './scenario.js';
import { type DaxIoDescription, lengthOf, STEPPED_CALLS, type Step, startOf } from './steps.js';
import { checkStrategy } from './strategies/index.js';

/** Throws one InputError with everything that is wrong with a story; `workingLine` ends its message. */
export function checkScenario(scenario: ScenarioDescription, workingLine: string): void {
  const problems = new Problems();
  checkMachine(scenario.machine, problems);
  problems.throwIfAny(workingLine); // nothing below can be judged without a machine
  checkStrategy(scenario.strategy, colorsOn(scenario.machine), problems);
  if (scenario.linux !== undefined) checkLinux(scenario.linux, problems);
  if (scenario.linux?.mount === 'page cache') checkWithoutDax(scenario, problems);
  problems.unless(scenario.steps.length > 0, 'the scenario has no steps: nothing would happen');
  checkFiles(scenario, problems);
  problems.throwIfAny(workingLine); // addresses cannot be judged without files
  const layout = new Layout(scenario.machine);
  for (const alias of aliasesOf(scenario)) layout.check(alias, problems);
  for (const [index, step] of scenario.steps.entries())
    checkStep(step, index + 1, scenario.machine, problems);
  problems.throwIfAny(workingLine); // what a transfer reaches cannot be judged before its range is
  for (const io of scenario.steps.flatMap(transfersOf)) checkReach(io, layout, problems);
  for (const file of scenario.steps.flatMap((step) => (isProgramStep(step) ? filesOfStep(step) : []))) {
    for (const { page, pages } of frameRunsOf(file)) {
      layout.checkInDirectMap({ file, page }, problems);
      layout.checkInDirectMap({ file, page: page + pages - 1 }, problems);
    }
  }
  problems.throwIfAny(workingLine);
  checkAliasesDiffer(scenario, layout, problems);
  checkMappingsDiffer(scenario, problems);
  problems.throwIfAny(workingLine);
}

/** A mapping goes by its name: no other mapping, and no alias, may have it. */
function checkMappingsDiffer(scenario: ScenarioDescription, problems: Problems): void {
  const first = new Map<string, MappingDescription>();
  const aliases = aliasesOf(scenario).map(({ name }) => name);
  for (const mapping of mappingsOf(scenario)) {
    const other = first.get(mapping.name);
    if (!other) first.set(mapping.name, mapping);
    const isOther = other && JSON.stringify(other) !== JSON.stringify(mapping);
    const what = isOther ? `two mappings are both called '${mapping.name}'` : undefined;
    const clash = aliases.includes(mapping.name)
      ? `an alias and a mapping are both called '${mapping.name}'`
      : what;
    if (clash) {
      problems.add(
        `${clash}: tell them apart with .named('another')`,
        `scenario().mmap(mapping(daxFile('mail.dat')).named('another')).run()`,
      );
    }
  }
}

/** Without `-o dax` nobody maps a block or calls dax_io(): what a story says of those would be about another kernel. */
function checkWithoutDax({ steps }: ScenarioDescription, problems: Problems): void {
  for (const [index, step] of steps.entries()) {
    const where = `step ${index + 1} (${step.do})`;
    problems.unless(
      step.do !== 'dax_io',
      `${where}: a file system without -o dax calls no dax_io(): take .read() and .write()`,
      `scenario().write(daxFile('mail.dat'), 'HELLO').withoutDax().run()`,
    );
    problems.unless(
      !('alias' in step),
      `${where}: an alias() leads to the block itself, and without -o dax users map pages of the page cache: take mapping()`,
      `scenario().mmap(mapping(daxFile('mail.dat'))).withoutDax().run()`,
    );
  }
}

function checkFiles(scenario: ScenarioDescription, problems: Problems): void {
  const different: DaxFileDescription[] = [];
  for (const file of scenario.steps.flatMap(filesOfStep)) {
    if (!different.some((known) => sameFile(known, file))) different.push(file);
  }
  for (const [nth, file] of different.entries()) {
    checkDaxFile(file, scenario.machine.pageSize, problems);
    problems.unless(
      different.findIndex(({ name }) => name === file.name) === nth,
      `two different files are both called ${asTyped(file.name)}: an alias and a dax_io() must name the same one`,
    );
  }
  if (problems.found.length === 0) checkFilesApart(filesOf(scenario), problems);
}

/** Two files in one frame would be one page under two names: no file system allows it. */
function checkFilesApart(files: readonly DaxFileDescription[], problems: Problems): void {
  const stretches = files
    .flatMap((file) =>
      frameRunsOf(file).map(({ page, pages }) => ({ pfn: pfnOf(file, page), count: pages, name: file.name })),
    )
    .sort((a, b) => a.pfn - b.pfn);
  for (const [i, { pfn, name }] of stretches.entries()) {
    const before = stretches[i - 1];
    problems.unless(
      !before || before.pfn + before.count <= pfn,
      `${before?.name} and ${name} both lie in frame 0x${pfn.toString(16)}: one of them needs a place of its own`,
      `daxFile('other.dat').startingAt(0x2001)`,
    );
  }
}

/** More than this in one transfer would fill the memory of the machine that runs the story with events. */
const MOST_BYTES = 64 * 2 ** 20;

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isByte = (value: unknown) => isCount(value) && (value as number) <= 255;

function checkStep(step: Step, number: number, machine: MachineDescription, problems: Problems): void {
  const where = `step ${number} (${step.do})`;
  const { count } = coresOf(machine);
  problems.unless(
    step.core === undefined || (isCount(step.core) && step.core < count),
    `${where}: there is no core ${asTyped(step.core)}: the machine has ${count === 1 ? 'core 0 only' : `cores 0 to ${count - 1}`}`,
  );
  if (step.do === 'crash') {
    problems.unless(
      ['lost', 'arrives'].includes(step.inFlight),
      `${where}: what is in flight is 'lost' or 'arrives', and not ${asTyped(step.inFlight)}`,
    );
    return;
  }
  if ('io' in step) {
    checkDaxIo(step.io, `step ${number} (dax_io ${step.io.rw})`, machine.pageSize, problems);
    return;
  }
  if (step.do === 'cachetlb') {
    problems.unless(
      STEPPED_CALLS.includes(step.call),
      `${where}: ${asTyped(step.call)} is none of ${STEPPED_CALLS.join(', ')}`,
    );
    return;
  }
  if (isProgramStep(step)) {
    checkProgramStep(step, where, machine.pageSize, MOST_BYTES, problems);
    return;
  }
  if (!('alias' in step)) {
    checkSlot(step.set, step.way, where, machine, problems);
    return;
  }
  const length = isCount(step.at) ? lengthOf(step, machine.pageSize) : 0;
  const inPage = isCount(step.at) && isCount(length) && length > 0 && step.at + length <= machine.pageSize;
  problems.unless(
    inPage,
    `${where}: length ${asTyped(length)} at ${asTyped(step.at)} does not lie in the page of ${formatSize(machine.pageSize)}`,
  );
  if (step.do === 'store') checkBytes(step.bytes, where, problems);
}

function checkBytes(bytes: readonly number[], where: string, problems: Problems): void {
  const odd = bytes.findIndex((byte) => !isByte(byte));
  problems.unless(odd < 0, `${where}: ${asTyped(bytes[odd])} is not a byte, from 0 to 255`);
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

/** Adds to `problems` what is wrong with a transfer. */
function checkDaxIo(io: DaxIoDescription, where: string, pageSize: number, problems: Problems): void {
  const startOk = problems.unless(
    isCount(io.at) && isCount(io.page),
    `${where}: offset ${asTyped(io.at)} from page ${asTyped(io.page)} is not a byte of the file, from 0`,
  );
  const lengthOk = problems.unless(
    isCount(io.length) && io.length > 0,
    `${where}: length ${asTyped(io.length)} is not a whole number of bytes from 1 up`,
  );
  problems.unless(
    !lengthOk || io.length <= MOST_BYTES,
    `${where}: ${formatSize(io.length)} are more than the ${formatSize(MOST_BYTES)} of one transfer: a run keeps every event`,
  );
  checkBytes(io.bytes, where, problems);
  if (io.iov) checkIov(io.iov, where, pageSize, problems);
  const inSegments = io.iov ? iovLength(io.iov) : io.length;
  problems.unless(
    Number.isNaN(inSegments) || inSegments === io.length,
    `${where}: length ${asTyped(io.length)} comes with segments of ${inSegments} bytes`,
  );
  const fits = io.rw === 'read' ? io.bytes.length === 0 : io.bytes.length > 0 && io.bytes.length <= io.length;
  problems.unless(
    !lengthOk || fits || (io.iov?.every(({ mapping }) => mapping) ?? false),
    `${where}: length ${asTyped(io.length)} comes with ${io.bytes.length} bytes of data`,
  );
  if (startOk && lengthOk) checkEnd(io, where, pageSize, problems);
  if (io.preemptedBy) checkDaxIo(io.preemptedBy, `${where}, preempted`, pageSize, problems);
}

/** A read stops at the end of a file whose size was said; all else must lie in the room that the file has. */
function checkEnd(io: DaxIoDescription, where: string, pageSize: number, problems: Problems): void {
  const start = startOf(io, pageSize);
  const end = io.file.pages * pageSize;
  problems.unless(
    io.file.size !== undefined || start + io.length <= end,
    `${where}: ${io.length} bytes at ${start} pass the end of ${io.file.name}, which has ${formatSize(end)}`,
  );
}

/** The pages that a transfer touches, in order. */
function* pagesOf(io: DaxIoDescription, pageSize: number): Generator<number> {
  const start = startOf(io, pageSize);
  const end = Math.min(start + io.length, io.file.pages * pageSize);
  for (let page = Math.floor(start / pageSize); page * pageSize < end; page++) yield page;
}

/** A step's own transfer, and the one that preempts it. */
function transfersOf(step: Step): DaxIoDescription[] {
  if (!('io' in step)) return [];
  return step.io.preemptedBy ? [step.io, step.io.preemptedBy] : [step.io];
}

/** The kernel reaches each page of a transfer through its direct map, or would if it opened no window. */
function checkReach(io: DaxIoDescription, layout: Layout, problems: Problems): void {
  for (const page of pagesOf(io, layout.machine.pageSize)) {
    layout.checkInDirectMap({ file: io.file, page }, problems);
  }
}

/** No two aliases, those of dax_io() included, may have one address for two pages, or one name for two places. */
function checkAliasesDiffer(scenario: ScenarioDescription, layout: Layout, problems: Problems): void {
  const { steps, strategy, machine } = scenario;
  const users = placeAliases(layout, userAliasesOf(scenario));
  const kernels = aliasesOf(scenario).filter(({ who }) => who === 'kernel');
  const opened = steps
    .flatMap(transfersOf)
    .flatMap((io) =>
      [...pagesOf(io, machine.pageSize)].map((page) =>
        kernelAliasOf({ file: io.file, page }, strategy, layout, users),
      ),
    );
  const placed = [...users, ...[...kernels, ...opened].map((alias) => layout.place(alias))];
  for (const alias of users) layout.checkPlaced(alias, problems);
  for (const [one, other] of clashesAmong(placed)) problems.add(clash(one, other));
  checkNamesDiffer(
    placed.map(({ description }) => description),
    problems,
  );
}

function clash(one: PlacedAlias, other: PlacedAlias): string {
  const names = [one, other].map(({ description }) => `${description.name} (${formatAlias(description)})`);
  return `one address cannot lead to two pages: ${names.join(' and ')} are both at ${formatAddress(other.virtual)}`;
}

function checkNamesDiffer(aliases: readonly AliasDescription[], problems: Problems): void {
  const first = new Map<string, AliasDescription>();
  const told = new Set<string>();
  for (const alias of aliases) {
    const other = first.get(alias.name);
    if (!other) first.set(alias.name, alias);
    else if (mappingOf(other) !== mappingOf(alias) && !told.has(alias.name)) {
      told.add(alias.name);
      problems.add(
        `two aliases are both called '${alias.name}': ${formatAlias(other)}, and ${formatAlias(alias)}; tell them apart with .named('another')`,
      );
    }
  }
}

/** Direct map and window are one mapping each, of many pages; every other alias is a mapping of its own. */
function mappingOf({ who, process, of, at }: AliasDescription): string {
  return at.kind === 'direct map' || at.kind === 'window'
    ? at.kind
    : JSON.stringify([who, process, of.file.name, of.page, at]);
}
