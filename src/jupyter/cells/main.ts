/**
 * The process in which cells run. The kernel starts it, tells it what to run, and hears what cells do; a thread beside (watch.ts)
 * takes the kernel's orders, so that they are taken while a cell computes.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { hearClaims } from '../../fluent/claim-hearer.js';
import { setWriteDisplay } from '../tslab/executor.js';
import { CLAIMS_VARIABLE, doesNotHold } from '../unheld-claims.js';
import { type CellEnd, CellRunner } from './cell-runner.js';
import { gate } from './gate.js';
import { lendModules } from './lend-modules.js';
import type { Interrupt, Order, Run } from './messages.js';
import { CellOutput } from './output.js';
import { own } from './own.js';
import { jsonOfNames, jsonOfThrown, tell, tellText } from './tell.js';
import { factsOf, interrupted } from './thrown.js';
import { ticksGoOn, UNWIND, unwound } from './unwind.js';

Object.defineProperty(globalThis, Symbol.for('aliaslab.log'), {
  value: (line: string) => tell('log', 0, own.stringify(line)),
});
const folder = process.cwd();
// It reaches the process beside the kernel's order, and ends what runs in the engine at once; nothing else is to be done.
process.on('SIGINT', () => {});
const output = new CellOutput();
lendModules(folder);
setWriteDisplay(output.writeDisplay as never);
const runner = new CellRunner(folder);
if (process.env[CLAIMS_VARIABLE] !== 'strict')
  hearClaims((sentence, holds) => {
    if (!holds) tellText(output.cell, 'stderr', doesNotHold(sentence));
  });
let running: number | undefined;

process.on('unhandledRejection', (reason) => report('Unhandled rejection', reason));
process.on('uncaughtException', (thrown) => {
  if (thrown !== unwound) report('Uncaught exception', thrown);
});

const watch = new Worker(new URL('./watch.js', import.meta.url), {
  argv: [UNWIND],
  workerData: gate,
});
watch.on('message', (order: Order) => {
  // Said first: it is how the watch knows that nothing computes here.
  watch.postMessage('taken');
  ticksGoOn();
  if (own.hasOwn(order, 'interrupt')) interrupt((order as Interrupt).interrupt);
  else void run(order as Run);
});
await once(watch, 'online');
tell('ready', 0, 'null');

async function run({ run: number, cell, as }: Run): Promise<void> {
  running = number;
  try {
    const end = await output.during(number, () => runner.run(cell, as));
    if (running === number) done(number, end);
  } catch (thrown) {
    // A cell has changed what this stands on.
    if (running === number) done(number, { thrown });
  }
}

/** The cell's end is told here and now: code of it that was cut off never comes to its own. */
function interrupt(cell: number): void {
  // It has ended meanwhile, and another one runs.
  if (running !== undefined && running !== cell) return;
  runner.interrupt();
  if (cell !== 0) done(cell, { thrown: undefined }, true);
}

function done(cell: number, end: CellEnd, isInterrupted = false): void {
  running = undefined;
  const { shown: json, thrown: what } = end as { shown?: string; thrown?: unknown };
  const shown = own.hasOwn(end, 'shown') ? `"shown":${json},` : '';
  const facts = isInterrupted ? interrupted : own.hasOwn(end, 'thrown') ? factsOf(what) : undefined;
  const thrown = facts === undefined ? '' : `"thrown":${jsonOfThrown(facts)},`;
  tell('done', cell, `{${shown}${thrown}"names":${jsonOfNames(runner.names)}}`);
}

function report(what: string, thrown: unknown): void {
  tell('unhandled', output.cell, `{"what":${own.stringify(what)},"thrown":${jsonOfThrown(factsOf(thrown))}}`);
}
