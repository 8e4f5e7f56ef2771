/** `aliaslab prove`: decides one question, or all flush plans of it. */

import { Command } from 'commander';
import type { AliasInput } from '../fluent/hardware-steps.js';
import type { Proof } from '../fluent/prove.js';
import { ORGANIZATIONS } from '../hardware/cache-description.js';
import { SNOOPS, type Snoops } from '../hardware/cores.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { InputError } from '../units/problems.js';
import { listed } from '../units/words.js';
import { EXAMPLES } from './examples.js';
import { resultText } from './fitting.js';
import { optionWord, wordOf } from './option-words.js';
import { Failed, printJson } from './outcome.js';

interface Options {
  readonly cache?: string;
  readonly page?: string;
  readonly colors: string;
  readonly plan?: string;
  readonly concurrent?: boolean;
  readonly speculative?: boolean;
  readonly writeThrough?: boolean;
  readonly writeAllocate: boolean;
  readonly cores?: string;
  readonly snoops?: string;
  readonly durable?: boolean;
  readonly budget?: string;
  readonly promela?: boolean;
  readonly json?: boolean;
}

const WORKS = EXAMPLES.prove;

export function proveCommand(): Command {
  return new Command('prove')
    .description('decide whether any run has a stale load or loses a store; exit code 1 where one has')
    .argument('[cpu]', 'a CPU of the atlas, such as SH7750, in place of --cache')
    .option('--cache <kind:size:ways:line>', 'a data cache, such as vivt:16KiB:4:32')
    .option('--page <size>', 'bytes in a page, with --cache; 4KiB if nothing is said')
    .option('--colors <which>', "'same' or 'different' colors of user and kernel", 'different')
    .option('--plan <plan>', "a flush plan such as before-read:user=clean,after-write:kernel=flush, or 'all'")
    .option('--concurrent', 'the user may run between the kernel’s steps')
    .option('--speculative', 'hardware may fetch any alias at any time')
    .option('--write-through', 'a write-through cache')
    .option('--no-write-allocate', 'a store that misses fetches no line')
    .option('--cores <n>', 'so many cores with a cache each')
    .option('--snoops <what>', `what snoops carry: ${listed(SNOOPS.map(optionWord), 'or')}`)
    .option('--durable', 'what a write() has written must survive a power cut')
    .option('--budget <states>', 'how many states to visit at most')
    .option('--promela', 'print the question as a model for Spin, and decide nothing')
    .option('--json', 'print JSON')
    .action(prove);
}

async function prove(cpu: string | undefined, options: Options): Promise<void> {
  const { flushPlan } = await import('../fluent/strategies.js');
  const { parsePlan } = await import('../linux/strategies/flush-plan.js');
  const plan = options.plan === undefined || options.plan === 'all' ? undefined : parsePlan(options.plan);
  const asked = await question(cpu, options);
  const proof = plan ? asked.using(flushPlan(plan)) : asked;
  if (options.promela) process.stdout.write(proof.toPromela());
  else if (options.plan === 'all') await decideAll(proof, options);
  else await decideOne(proof, options);
}

async function decideAll(proof: Proof, { json }: Options): Promise<void> {
  const start = performance.now();
  const plans = proof.plans();
  const seconds = Math.round(performance.now() - start) / 1000;
  if (json) printJson({ ...plans.toJSON(), seconds });
  else console.log(await resultText(plans));
}

async function decideOne(proof: Proof, { json }: Options): Promise<void> {
  const verdict = proof.run();
  if (json) {
    const counterexample = verdict.witness.map(({ by, core, alias, action, rw }) => {
      const { name } = verdict.aliases[alias]!;
      return {
        by,
        ...(verdict.cores > 1 && { core }),
        alias: name,
        action,
        ...(rw && { during: `dax_io ${rw}` }),
      };
    });
    const { coherent, trouble, states } = verdict;
    printJson({ coherent, states, ...(trouble && { trouble }), counterexample });
  } else console.log(await resultText(verdict));
  if (!verdict.coherent) throw new Failed('');
}

async function question(cpu: string | undefined, options: Options): Promise<Proof> {
  const { prove: ask } = await import('../fluent/prove.js');
  const machine = await withCores(await machineOf(cpu, options), options);
  const user = await userOf(machine, options.colors);
  let proof = ask(machine).users(user);
  if (options.concurrent) proof = proof.concurrent();
  if (options.speculative) proof = proof.speculative();
  if (options.durable) proof = proof.durable();
  if (options.budget !== undefined) proof = proof.budget(numberOf(options.budget));
  return proof;
}

async function machineOf(cpu: string | undefined, options: Options): Promise<MachineDescription> {
  const { processor } = await import('../fluent/processor.js');
  const { machine } = await import('../fluent/machine.js');
  if ((cpu === undefined) === (options.cache === undefined)) {
    throw new InputError(['one CPU or one --cache is to be named'], WORKS);
  }
  if (cpu !== undefined) {
    const given = [
      options.page !== undefined && '--page',
      options.writeThrough && '--write-through',
      !options.writeAllocate && '--no-write-allocate',
    ].filter((option) => option !== false && option !== undefined);
    if (given.length > 0) {
      throw new InputError([`${cpu} has its own: ${given.join(', ')} goes with --cache`], WORKS);
    }
    return processor(cpu).describe();
  }
  const made = machine(await cacheOf(options))
    .pageSize(options.page ?? '4KiB')
    .named(options.cache!);
  return made.describe();
}

/** What is no number is judged, as it was typed, where it is used. */
function numberOf(text: string): number {
  return (/^[\d_]+$/.test(text) ? Number(text.replaceAll('_', '')) : text) as number;
}

async function withCores(
  machine: MachineDescription,
  { cores, snoops }: Options,
): Promise<MachineDescription> {
  const { MachineBuilder } = await import('../fluent/machine.js');
  if (cores === undefined && snoops === undefined) return machine;
  if (cores === undefined)
    throw new InputError(['--snoops goes with --cores'], `${WORKS} --cores 2 --snoops none`);
  // What is no word for it is judged, as it was typed, where it is used.
  const carried = snoops === undefined ? undefined : (wordOf(SNOOPS, snoops) ?? (snoops as Snoops));
  return MachineBuilder.from(machine)
    .cores(numberOf(cores), carried === undefined ? {} : { snoops: carried })
    .describe();
}

async function cacheOf({ cache: text, writeThrough, writeAllocate }: Options) {
  const { cache } = await import('../fluent/cache.js');
  const [kind, size, ways, line, ...more] = text!.split(':');
  const organization = ORGANIZATIONS.find((known) => known.toLowerCase() === kind?.toLowerCase());
  if (!organization || !size || !ways || !line || more.length > 0) {
    throw new InputError(
      [`cache '${text}' is not KIND:SIZE:WAYS:LINE with KIND ${ORGANIZATIONS.join(', ').toLowerCase()}`],
      WORKS,
    );
  }
  const lines = /^\d+$/.test(line) ? Number(line) : line;
  const bytes = /^\d+$/.test(size) ? Number(size) : size;
  let made = { VIVT: cache().vivt(), VIPT: cache().vipt(), PIPT: cache().pipt() }[organization]
    .size(bytes)
    .line(lines)
    .ways(Number(ways));
  if (writeThrough) made = made.writeThrough();
  if (!writeAllocate) made = made.noWriteAllocate();
  return made;
}

/** A user of the kernel's color, or of another one. */
async function userOf(machine: MachineDescription, colors: string): Promise<AliasInput> {
  const { alias } = await import('../fluent/alias.js');
  const { daxFile } = await import('../fluent/dax-file.js');
  const { congruentUser, otherUser } = await import('../prove/asked-users.js');
  if (colors !== 'same' && colors !== 'different') {
    throw new InputError([`colors '${colors}' are neither 'same' nor 'different'`], `${WORKS} --colors same`);
  }
  const page = daxFile().page(0);
  const address = (colors === 'same' ? congruentUser : otherUser)(machine, page);
  return alias(page).user(address);
}
