/** Everything that can be wrong with a story, found before its first step. */
import { formatAddress } from '../units/address.js';
import { asTyped, Problems } from '../units/problems.js';
import { type AliasDescription, formatAlias } from './alias.js';
import {
  checkDaxFile,
  type DaxFileDescription,
  type FilePage,
  frameRunsOf,
  isDaxFile,
  pfnOf,
} from './dax-file.js';
import { kernelAliasOf } from './kernel-alias.js';
import { Layout, type PlacedAlias } from './layout.js';
import { checkLinux, USUAL_LINUX } from './linux-description.js';
import { checkMachine, colorsOn } from './machine-description.js';
import { clashesAmong, placeAliases } from './placement.js';
import { isEra, RELEASES } from './releases/index.js';
import { checkStep, reachedPages } from './steps/index.js';
import { checkData } from './story/data-limit.js';
import { checkFieldNames } from './story/field-names.js';
import { type Story, usersIn } from './story/story.js';
import { checkStrategy } from './strategies/index.js';

/** Throws one InputError with everything that is wrong with a story; `workingLine` ends its message. */
export function checkScenario(scenario: Story, workingLine: string): void {
  const problems = new Problems();
  checkMachine(scenario.machine, problems);
  problems.throwIfAny(workingLine); // nothing below can be judged without a machine
  checkStrategy(scenario.strategy, colorsOn(scenario.machine), problems);
  if (scenario.linux !== undefined) checkLinux(scenario.linux, problems);
  if (scenario.linux?.mount === 'page cache') checkWithoutDax(scenario, problems);
  problems.unless(scenario.steps.length > 0, 'the scenario has no steps: nothing would happen');
  checkFiles(scenario, problems);
  checkMemoryIsNoFile(scenario, problems);
  checkFolios(scenario, problems);
  if (problems.count === 0) checkData(scenario, problems);
  checkFieldNames(scenario, problems);
  problems.throwIfAny(workingLine); // addresses cannot be judged without files
  const layout = new Layout(scenario.machine);
  for (const alias of scenario.aliases) layout.check(alias, problems);
  for (const [index, step] of scenario.steps.entries())
    checkStep(step, index + 1, scenario.machine, problems);
  problems.throwIfAny(workingLine); // what a transfer reaches cannot be judged before its range is
  for (const page of reachedBy(scenario)) layout.checkInDirectMap(page, problems);
  problems.throwIfAny(workingLine);
  checkAliasesDiffer(scenario, layout, problems);
  checkMappingsDiffer(scenario, problems);
  problems.throwIfAny(workingLine);
}

/** A mapping goes by its name: no other mapping, and no alias, may have it. */
function checkMappingsDiffer({ aliases, mappings }: Story, problems: Problems): void {
  const ofAliases = new Set(aliases.map(({ name }) => name));
  const before = new Set<string>();
  for (const { name } of mappings) {
    const what = before.has(name) ? `two mappings are both called '${name}'` : undefined;
    before.add(name);
    const clash = ofAliases.has(name) ? `an alias and a mapping are both called '${name}'` : what;
    if (clash) {
      problems.add(
        `${clash}: tell them apart with .named('another')`,
        `scenario().mmap(mapping(daxFile('mail.dat')).named('another')).run()`,
      );
    }
  }
}

/** Without `-o dax` nobody maps a block or calls dax_io(): what a story says of those would be about another kernel. */
function checkWithoutDax({ steps }: Story, problems: Problems): void {
  for (const [index, step] of steps.entries()) {
    const where = `step ${index + 1} (${step.do})`;
    problems.unless(
      step.do !== 'dax_io',
      `${where}: a file system without -o dax calls no dax_io(): take .read() and .write()`,
      `scenario().write(daxFile('mail.dat'), 'HELLO').withoutDax().run()`,
    );
    problems.unless(
      !('alias' in step) || step.alias.of.file.memory !== undefined,
      `${where}: an alias() leads to the block itself, and without -o dax users map pages of the page cache: take mapping()`,
      `scenario().mmap(mapping(daxFile('mail.dat'))).withoutDax().run()`,
    );
  }
}

/** Folios of several pages are the page cache's, and not of every release. */
function checkFolios({ files, linux = USUAL_LINUX }: Story, problems: Problems): void {
  if (!isEra(linux?.era)) return;
  for (const { name, folio } of files) {
    const fits = linux.mount === 'page cache' && RELEASES[linux.era].pageCache.hasLargeFolios;
    problems.unless(
      folio === undefined || folio === 1 || fits,
      `${name}: folios of several pages are the page cache's, from Linux 6.6 on, and this is Linux ${linux.era}${linux.mount === 'dax' ? ' with -o dax' : ''}`,
      `scenario().read(daxFile('mail.dat').pages(8).folios(4), 5).withoutDax().era('6.6').run()`,
    );
  }
}

/** Memory of no file has aliases, and nothing else: no system call knows it by a name. */
function checkMemoryIsNoFile({ steps, mappings }: Story, problems: Problems): void {
  const complain = (where: string, { memory, name }: DaxFileDescription) => {
    problems.unless(
      memory === undefined,
      `${where}: ${name} is memory and no file: only an alias() leads to it, or a daxFile() is meant`,
      `scenario().store(alias(memory('${name}').page(0)).user(), 'hello').run()`,
    );
  };
  for (const { name, file } of mappings) complain(`mapping ${name}`, file);
  for (const [index, step] of steps.entries()) {
    const where = `step ${index + 1} (${step.do})`;
    if ('file' in step && isDaxFile(step.file)) complain(where, step.file);
    if (step.do === 'dax_io') complain(where, step.io.file);
  }
}

function checkFiles({ files, machine }: Story, problems: Problems): void {
  const before = new Set<string>();
  for (const file of files) {
    checkDaxFile(file, machine.pageSize, problems);
    problems.unless(
      !before.has(file.name),
      `two different files are both called ${asTyped(file.name)}: an alias and a dax_io() must name the same one`,
    );
    before.add(file.name);
  }
  if (problems.count === 0) checkFilesApart(files, problems);
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

/** The pages that the kernel reaches, each once. */
function reachedBy({ steps, machine }: Story): FilePage[] {
  const pages = steps.flatMap((step) => reachedPages(step, machine.pageSize));
  return [...new Map(pages.map((page) => [`${page.page} ${page.file.name}`, page])).values()];
}

/** No two aliases, those of dax_io() included, may have one address for two pages, or one name for two places. */
function checkAliasesDiffer(scenario: Story, layout: Layout, problems: Problems): void {
  const { strategy, steps } = scenario;
  const users = placeAliases(layout, usersIn(scenario));
  const others = scenario.aliases.filter(({ who }) => who !== 'user');
  const transfers = { ...scenario, steps: steps.filter((step) => step.do === 'dax_io') };
  const opened = reachedBy(transfers).map((page) => kernelAliasOf(page, strategy, layout, users));
  const placed = [...users, ...[...others, ...opened].map((alias) => layout.place(alias))];
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
  const reported = new Set<string>();
  for (const alias of aliases) {
    const other = first.get(alias.name);
    if (!other) first.set(alias.name, alias);
    else if (mappingOf(other) !== mappingOf(alias) && !reported.has(alias.name)) {
      reported.add(alias.name);
      problems.add(
        `two aliases are both called '${alias.name}': ${formatAlias(other)}, and ${formatAlias(alias)}; tell them apart with .named('another')`,
      );
    }
  }
}

/** Direct map, window and a device's bus are one mapping each, of many pages; every other alias is a mapping of its own. */
function mappingOf({ who, process, of, at }: AliasDescription): string {
  if (at.kind === 'bus') return JSON.stringify(at);
  return at.kind === 'direct map' || at.kind === 'window'
    ? at.kind
    : JSON.stringify([who, process, of.file.name, of.page, at]);
}
