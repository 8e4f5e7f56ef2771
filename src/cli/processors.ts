/** `aliaslab processors`: the atlas. */

import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { tableLines } from './fitting.js';
import { printJson } from './outcome.js';

export function processorsCommand(): Command {
  return new Command('processors')
    .description('what was decided of every CPU of the atlas, or all facts of one with their sources')
    .argument('[name]', 'a CPU, such as SH7750; or a Linux port, such as sh, for all CPUs of it')
    .option('--facts', 'the facts alone, without the verdicts')
    .option('--json', 'print JSON')
    .action(async (name: string | undefined, { json, facts }: { json?: boolean; facts?: boolean }) => {
      const { processor } = await import('../fluent/processor.js');
      const { processors } = await import('../fluent/atlas.js');
      const isList = name === undefined || processors().rows.some(({ arch }) => arch === name);
      if (isList && !facts) return printVerdicts(json === true, name);
      const asked = isList ? processors(name) : processor(name);
      if (json) printJson(asked);
      else console.log(await tableLines(asked.table()));
    });
}

async function printVerdicts(json: boolean, port: string | undefined): Promise<void> {
  const { processors } = await import('../fluent/atlas.js');
  const bar = new SingleBar({
    format: '{bar}  {value} of {total} CPUs, {eta} s left',
    stream: process.stderr,
  });
  const isSeen = process.stderr.isTTY;
  const verdicts = processors(port).verdicts((done, of) => {
    if (!isSeen) return;
    if (done === 0) bar.start(of, 0);
    bar.update(done);
  });
  if (isSeen) bar.stop();
  if (json) return printJson(verdicts);
  const { atlasVerdictsShortTable } = await import('../views/atlas-verdicts.js');
  console.log(await tableLines(verdicts.table(), atlasVerdictsShortTable(verdicts.verdicts)));
  console.log(verdicts.verdict());
}
