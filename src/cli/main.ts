#!/usr/bin/env node
/** Where the `aliaslab` command starts. Only the check of Node's version is loaded before it has passed. */

import { nodeProblem } from './node-version.js';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  console.error(`aliaslab: standard output cannot be written (${error.code})`);
  process.exit(1);
});

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  console.error(`aliaslab: ${problem}`);
  process.exitCode = 1;
} else {
  const isQuick = ['prove', 'again'].includes(process.argv[2] ?? '');
  const { main } = await import(isQuick ? './quick.js' : './program.js');
  process.exitCode = await main(process.argv.slice(2));
}
