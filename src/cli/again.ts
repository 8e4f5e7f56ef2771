/** `aliaslab again`: runs what stands at the end of a mail: a story, or a question of the prover's. */

import { Command, Option } from 'commander';
import { IN_FLIGHT, type InFlight } from '../hardware/memory.js';
import type { AliasDescription } from '../linux/alias.js';
import type { ScenarioDescription } from '../linux/story/normal-form.js';
import { asTyped, InputError } from '../units/problems.js';
import { EXAMPLES } from './examples.js';
import { resultText } from './fitting.js';
import { Failed, printJson } from './outcome.js';

interface Options {
  readonly sets?: string;
  readonly calls?: boolean;
  readonly step?: string;
  readonly split?: boolean;
  readonly colors?: 'all' | number[];
  readonly cost?: boolean;
  readonly cycles?: Readonly<Record<string, number>>;
  readonly powerCuts?: InFlight;
  readonly orders?: boolean;
  readonly mail?: boolean;
  readonly json?: boolean;
}

const WORKS = EXAMPLES.again;

const WORKS_COST = WORKS.replace('again', 'again --cost --cycles fill=60');

export function againCommand(): Command {
  return new Command('again')
    .description('run again what a mail tells; exit code 1 where a question is refuted')
    .argument('<story...>', 'the text in quotes at the end of the mail; several are put side by side')
    .option('--sets <core>', 'show what the cache of this core holds at the end')
    .option('--calls', 'show what the kernel called')
    .option('--step <number>', 'with --calls: of this step only')
    .option('--split', 'show how the machine takes the addresses of its aliases apart')
    .option('--colors <all or list>', 'run it for each pair of colors: all, or these: 0,1,3', colors)
    .option('--cost', 'show what each step costs')
    .option('--cycles <name=cycles>', 'with this parameter of the cost replaced; as often as wanted', cycles)
    .addOption(
      new Option('--power-cuts <in-flight>', 'show what a power cut after each step would leave').choices(
        IN_FLIGHT,
      ),
    )
    .option('--orders', 'tell it in every order of its steps, and whose store is lost in which')
    .option('--mail', 'print it as a mail')
    .option('--json', 'print JSON')
    .action(again);
}

/** `fill=60`, added to those before it. What is no cost is said with all else that is wrong, when it is counted. */
function cycles(option: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, name, number] = /^(\w+)=([\d.e+-]+)$/.exec(option) ?? [];
  if (name === undefined)
    throw new InputError([`--cycles ${asTyped(option)} is not a parameter and its cycles`], WORKS_COST);
  return { ...before, [name]: Number(number) };
}

function colors(option: string): 'all' | number[] {
  if (option === 'all') return option;
  if (/^\d+(,\d+)*$/.test(option)) return option.split(',').map(Number);
  throw new InputError(
    [`--colors ${asTyped(option)} is neither all nor a list of colors`],
    WORKS.replace('again', 'again --colors 0,1'),
  );
}

async function again([text, ...others]: [string, ...string[]], options: Options): Promise<void> {
  await import('../mail/index.js');
  const { readText } = await import('../fluent/read-story.js');
  if (others.length > 0) {
    refuseViews(options, 'one story', 'here are several');
    return await print(await comparisonOf([text, ...others]), options);
  }
  const read = readText(text);
  if ('steps' in read) return await print(await resultOf(read, options), options);
  refuseViews(options, 'a story', 'this is a question');
  const { prove } = await import('../fluent/prove.js');
  const proof = prove(read.question as never);
  if (read.asks === 'plans') return await print(proof.plans(), options);
  const verdict = proof.run();
  await print(verdict, options);
  if (!verdict.coherent) throw new Failed('');
}

/** What is to be seen of a run goes with nothing else. */
function refuseViews({ mail, json, ...views }: Options, goesWith: string, isOther: string): void {
  const useless = Object.keys(views).map(
    (name) => `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`,
  );
  if (useless.length > 0)
    throw new InputError([`${useless.join(', ')} goes with ${goesWith}, and ${isOther}`], WORKS);
}

async function comparisonOf(texts: readonly string[]): Promise<Result> {
  const { nameOfStory } = await import('../notation/read.js');
  const { readStory } = await import('../fluent/read-story.js');
  const { scenario } = await import('../fluent/scenario.js');
  const { Comparison } = await import('../fluent/compare.js');
  const stories = texts.map((text) => [nameOfStory(text), scenario(readStory(text))] as const);
  return new Comparison(stories.map(([name, story]) => [name, story.run()]));
}

interface Result {
  toMail(): string;
  toJSON(): unknown;
}

async function resultOf(told: ScenarioDescription, options: Options): Promise<Result> {
  const { sets, calls, step, split, colors, cost, cycles, powerCuts, orders } = options;
  if (split) return splitOf(told);
  const { scenario } = await import('../fluent/scenario.js');
  const story = scenario(told);
  if (colors !== undefined) return story.byColors(colors === 'all' ? undefined : colors);
  if (powerCuts !== undefined) return story.powerCuts(powerCuts);
  if (orders) return story.orders();
  const run = story.run();
  if (calls) return run.calls(step === undefined ? undefined : numberOr(step));
  if (step !== undefined)
    throw new InputError(['--step goes with --calls'], WORKS.replace('again', 'again --calls --step 2'));
  if (cost || cycles) return run.price(cycles);
  if (sets !== undefined) return run.sets(numberOr(sets));
  return run;
}

/** A number; else what was typed, so that it is said what is wrong with it. */
function numberOr(typed: string): number {
  return /^\d+$/.test(typed) ? Number(typed) : (typed as never);
}

/** Aliases stand side by side whether or not a story could have them all. */
async function splitOf(told: ScenarioDescription): Promise<Result> {
  const { split } = await import('../fluent/address-split.js');
  const { storedThings } = await import('../linux/story/normal-form.js');
  const aliasOf = storedThings({ ...told });
  return split(
    told.machine,
    ...Object.keys(told.aliases).map((key) => aliasOf(key, 'alias') as AliasDescription),
  );
}

async function print(result: Result, { mail, json }: Options): Promise<void> {
  if (json) printJson(result);
  else if (mail) process.stdout.write(result.toMail());
  else console.log(await resultText(result));
}
