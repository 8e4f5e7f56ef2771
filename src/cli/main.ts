#!/usr/bin/env node
/** Where the `aliaslab` command starts. Only the check of Node's version is loaded before it has passed. */

import { nodeProblem } from './node-version.js';

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
  console.error(`aliaslab: ${problem}`);
  process.exitCode = 1;
} else {
  const { main } = await import('./program.js');
  process.exitCode = await main(process.argv.slice(2));
}
