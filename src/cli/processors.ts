/** `aliaslab processors`: the atlas. */

import { Command } from 'commander';
import { printJson } from './outcome.js';

export function processorsCommand(): Command {
  return new Command('processors')
    .description('list the CPUs of the atlas, or all facts of one with their sources')
    .argument('[name]', 'a CPU, such as SH7750')
    .option('--json', 'print JSON')
    .action(async (name: string | undefined, { json }: { json?: boolean }) => {
      const { processor } = await import('../fluent/processor.js');
      const { processors } = await import('../fluent/atlas.js');
      const { tableText } = await import('../views/table-text.js');
      const asked = name === undefined ? processors() : processor(name);
      if (json) printJson(asked);
      else console.log(tableText(asked.table(), { limit: Number.POSITIVE_INFINITY }));
    });
}
