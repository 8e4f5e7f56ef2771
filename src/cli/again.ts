/** `aliaslab again`: runs what stands at the end of a mail: a story, or a question of the prover's. */

import { Command, Option } from 'commander';
import type { Scenario } from '../fluent/scenario.js';
import { InputError } from '../units/problems.js';
import { Failed, printJson } from './outcome.js';

interface Options {
  readonly sets?: string;
  readonly calls?: boolean;
  readonly powerCuts?: 'lost' | 'arrives';
  readonly mail?: boolean;
  readonly json?: boolean;
}

const WORKS = `aliaslab again 'SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)'`;

export function againCommand(): Command {
  return new Command('again')
    .description('run again what a mail tells; exit code 1 where a question is refuted')
    .argument('<story>', 'the text in quotes at the end of the mail')
    .option('--sets <core>', 'show what the cache of this core holds at the end')
    .option('--calls', 'show what the kernel called')
    .addOption(
      new Option('--power-cuts <in-flight>', 'show what a power cut after each step would leave').choices([
        'lost',
        'arrives',
      ]),
    )
    .option('--mail', 'print it as a mail')
    .option('--json', 'print JSON')
    .action(again);
}

async function again(text: string, options: Options): Promise<void> {
  const { readAgain } = await import('../fluent/again.js');
  const { scenario } = await import('../fluent/scenario.js');
  const read = readAgain(text);
  if ('steps' in read) return print(resultOf(scenario(read), options), options);
  const given = Object.entries({
    '--sets': options.sets,
    '--calls': options.calls,
    '--power-cuts': options.powerCuts,
  });
  const useless = given.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (useless.length > 0)
    throw new InputError([`${useless.join(', ')} goes with a story, and this is a question`], WORKS);
  const { prove } = await import('../fluent/prove.js');
  const proof = prove(read.question as never);
  if (read.asks === 'plans') return print(proof.plans(), options);
  const verdict = proof.run();
  print(verdict, options);
  if (!verdict.coherent) throw new Failed('');
}

interface Result {
  toMail(): string;
  toJSON(): unknown;
}

function resultOf(story: Scenario, { sets, calls, powerCuts }: Options): Result {
  if (powerCuts !== undefined) return story.powerCuts(powerCuts);
  const run = story.run();
  if (calls) return run.calls();
  if (sets !== undefined) return run.sets(/^\d+$/.test(sets) ? Number(sets) : (sets as never));
  return run;
}

function print(result: Result, { mail, json }: Options): void {
  if (json) printJson(result);
  else if (mail) process.stdout.write(result.toMail());
  else console.log(String(result));
}
