/** Results that are tables, as mails: a heading, the rows, what came of it, and how to get it again. */
import type { InFlight } from '../hardware/memory.js';
import type { ColorPair } from '../linux/color-pairs.js';
import type { Layout, PlacedAlias } from '../linux/layout.js';
import { USUAL_LINUX } from '../linux/linux-description.js';
import { colorsOn } from '../linux/machine-description.js';
import type { StoryOrder } from '../linux/orders.js';
import type { PowerCut } from '../linux/power-cuts.js';
import { isCoherent, type ScenarioRun } from '../linux/run-scenario.js';
import { type Story, throughEach } from '../linux/story/story.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { KernelCall } from '../linux/system/call-trace.js';
import { replacedCosts } from '../price/costs.js';
import { addressSplitTable, addressSplitWords } from '../views/address-split.js';
import { colorGrid, colorMapTable, colorMapVerdict, hasChecks, hasForeign } from '../views/color-map.js';
import { type ComparedRun, comparisonTable } from '../views/comparison.js';
import { parameterLine } from '../views/cost-parts.js';
import { orderSteps, ordersTable, ordersVerdict } from '../views/orders.js';
import { powerCutsTable, powerCutsVerdict } from '../views/power-cuts.js';
import { type PricedRun, runCostTable, runCostVerdict } from '../views/run-cost.js';
import { count, describeCache, describeLinux, describeMachine } from '../views/words.js';
import { storiesCommand, storyCommand } from './command.js';
import { mailTable } from './table.js';
import { mailOf, sentence, wrapped } from './text.js';

/** More colors across are too wide for a grid, and a mail has a row a pair. */
const MOST_ACROSS = 10;
/** Stories that a mail has in full. */
const MOST_STORIES = 12;
const MOST_CALLS = 100;

interface ResultMail {
  readonly heading: string;
  readonly lines?: readonly string[];
  /** Paragraphs below. */
  readonly says?: readonly string[];
  /** What the last lines do: `To run it again:`. */
  readonly to: string;
  readonly again: readonly string[];
}

export function resultMail({ heading, lines = [], says = [], to, again }: ResultMail): string {
  const paragraphs = says.map((each) => wrapped(sentence(each)));
  return mailOf(wrapped(sentence(heading)), lines, ...paragraphs, [to, ...again]);
}

export function costMail(priced: PricedRun): string {
  const { run, costs } = priced;
  const cycles = Object.entries(replacedCosts(costs)).map(([name, each]) => `--cycles ${name}=${each}`);
  return resultMail({
    heading: `cost of a run on ${setting(run.scenario)}`,
    lines: mailTable(runCostTable(priced)),
    says: [parameterLine(costs), runCostVerdict(priced)],
    to: 'To count it again:',
    again: storyCommand(run.scenario, '--cost', ...cycles),
  });
}

export function powerCutsMail(story: Story, cuts: readonly PowerCut[], inFlight: InFlight): string {
  return resultMail({
    heading: `power cuts on ${setting(story)}`,
    lines: mailTable(powerCutsTable(cuts)),
    says: [powerCutsVerdict(cuts)],
    to: 'To see them again:',
    again: storyCommand(story, `--power-cuts ${inFlight}`),
  });
}

export function ordersMail(story: Story, orders: readonly StoryOrder[]): string {
  return resultMail({
    heading: `every order of ${count(story.steps.length, 'step')} on ${setting(story)}`,
    lines: [
      ...orderSteps(story).flatMap(({ letter, does }) =>
        wrapped(does, { first: `  ${letter}  `, rest: '       ' }),
      ),
      '',
      ...mailTable(ordersTable(orders), orders.length),
    ],
    says: [ordersVerdict(orders)],
    to: 'To see them again:',
    again: storyCommand(story, '--orders'),
  });
}

export function colorMapMail(story: Story, pairs: readonly ColorPair[]): string {
  const colors = [...new Set(pairs.map(({ user }) => user))];
  const isAll = colors.length === colorsOn(story.machine);
  return resultMail({
    heading: `pairs of colors on ${setting(story)}`,
    lines: mailTable(colors.length <= MOST_ACROSS ? colorGrid(pairs) : colorMapTable(pairs)),
    says: [
      `ok is coherent, S a stale load,${hasForeign(pairs) ? ' F a foreign load,' : ''} L a lost store,${hasChecks(pairs) ? ' M a machine check,' : ''} and how many there are`,
      colorMapVerdict(pairs),
    ],
    to: 'To run the pairs again:',
    again: storyCommand(story, `--colors ${isAll ? 'all' : colors.join(',')}`),
  });
}

export function comparisonMail(compared: readonly ComparedRun[]): string {
  const good = compared.filter(({ run }) => isCoherent(run)).length;
  const shown = compared.slice(0, MOST_STORIES);
  const which = shown.length < compared.length ? `the first ${shown.length}` : 'them';
  const runs = count(compared.length, 'run');
  const caches = new Map(compared.map(({ run }) => cacheOf(run)));
  const table = comparisonTable(compared);
  // The cache of a machine is said once, where its name tells which.
  const isClear = compared.every(({ run }) => caches.get(cacheOf(run)[0]) === cacheOf(run)[1]);
  const columns = table.columnNames().filter((name) => !(isClear && name === 'cache'));
  return resultMail({
    heading: `${runs} side by side`,
    lines: mailTable(table.select(...columns)),
    says: [
      ...(isClear ? [[...caches].map(([machine, cache]) => `${machine} is ${cache}`).join('; ')] : []),
      `${good} of ${runs} ${good === 1 ? 'is' : 'are'} coherent`,
    ],
    to: compared.length === 1 ? 'To run it again:' : `To compare ${which} again:`,
    again: storiesCommand(shown.map(({ story, run }) => ({ name: story, story: run.scenario }))),
  });
}

function cacheOf({ scenario: { machine } }: ScenarioRun): [machine: string, cache: string] {
  return [machine.name, describeCache(machine.cache)];
}

/** Aliases are in a story when something goes through them. */
export function splitMail(layout: Layout, aliases: readonly PlacedAlias[]): string {
  const { machine } = layout;
  const named = aliases.map(({ description }) => description);
  return resultMail({
    heading: `addresses on ${machine.name}: ${describeMachine(machine)}`,
    lines: mailTable(addressSplitTable(layout, aliases)),
    says: [addressSplitWords(layout, aliases)],
    to: 'To take them apart again:',
    again: storyCommand(throughEach(machine, named), '--split'),
  });
}

/** The callee below its caller, and further in. */
export function callTreeMail(
  { scenario }: ScenarioRun,
  calls: readonly KernelCall[],
  step: number | undefined,
): string {
  const lines = calls.slice(0, MOST_CALLS).flatMap(({ step, call, given, result, depth }, i) => {
    const number = calls[i - 1]?.step === step ? '    ' : `${step}.`.padStart(4);
    const first = `${number} ${'  '.repeat(Math.min(depth, 12))}`;
    const what = `${call}(${given})${result === '' ? '' : ` = ${result}`}`;
    return wrapped(what, { first, rest: `${' '.repeat(first.length)}    ` });
  });
  const more = calls.length - MOST_CALLS;
  return resultMail({
    heading: `${count(calls.length, 'call')} of the kernel's on ${scenario.machine.name}, ${describeLinux(scenario.linux ?? USUAL_LINUX)}`,
    lines: [...lines, ...(more > 0 ? [`     [${more} more]`] : [])],
    to: 'To see them again:',
    again: storyCommand(scenario, '--calls', ...(step === undefined ? [] : [`--step ${step}`])),
  });
}

function setting({ machine, strategy, linux }: Story): string {
  const release = linux ? ` · ${describeLinux(linux)}` : '';
  return `${machine.name}: ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}${release}`;
}
