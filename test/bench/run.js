/**
 * `npm run bench`: what aliaslab costs, side by side with something real in the same run. Each measure is taken several
 * times, its own turn and the other's in alternation, and given as medians and the ratio of the medians.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { from } from 'arquero';
import { processors } from '../../dist/fluent/atlas.js';
import { cache } from '../../dist/fluent/cache.js';
import { daxFile } from '../../dist/fluent/dax-file.js';
import { daxIo } from '../../dist/fluent/dax-io.js';
import { machine } from '../../dist/fluent/machine.js';
import { processor } from '../../dist/fluent/processor.js';
import { prove } from '../../dist/fluent/prove.js';
import { scenario } from '../../dist/fluent/scenario.js';
import { flushPlan } from '../../dist/fluent/strategies.js';
import { Machine } from '../../dist/hardware/machine.js';
import { KernelClient } from '../../dist/jupyter/client.js';
import { ownKernel } from '../../dist/jupyter/client-process.js';
import { readNotebook } from '../../dist/jupyter/notebook-text.js';
import { runNotebook } from '../../dist/jupyter/run-notebook.js';
import { figureToSvg, svgToPng, warmUp } from '../../dist/jupyter/static-image.js';
import { decideAllPlans } from '../../dist/prove/all-plans.js';
import { LineModel } from '../../dist/prove/line-model.js';
import { lineQuestionsOf } from '../../dist/prove/line-question.js';
import { PLANS, planOf } from '../../dist/prove/plan-number.js';
import { promelaOf } from '../../dist/prove/promela.js';
import { search } from '../../dist/prove/search.js';
import { parseAddress } from '../../dist/units/address.js';
import { eventColumns } from '../../dist/views/event-columns.js';
import { benchLiveAnswers } from './live-answers.js';
import { benchLivePage, benchPageSizes } from './live-page.js';
import { benchReplay } from './replay.js';

const require = createRequire(import.meta.url);
const notebooks = fileURLToPath(new URL('../../notebooks/', import.meta.url));
const firstNotebook = `${notebooks}01-the-kernel-reads-an-old-byte.ipynb`;
const tslabBin = require.resolve('tslab/bin/tslab');
/** The same runner drives either kernel. */
const stockTslab = {
  command: process.execPath,
  args: [tslabBin, 'kernel', '--config-path', '{connection_file}'],
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(act) {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** Runs `ours` and `other` in alternation and prints medians in ms and their ratio. */
async function compare(what, ours, other, otherName, runs) {
  const times = { ours: [], other: [] };
  for (let i = 0; i <= runs; i++) {
    const pair = [await timed(ours), await timed(other)];
    if (i === 0) continue; // the first turn warms up
    times.ours.push(pair[0]);
    times.other.push(pair[1]);
  }
  const [a, b] = [median(times.ours), median(times.other)];
  console.log(
    `${what.padEnd(58)} ${a.toFixed(1).padStart(9)} ms   ${otherName} ${b.toFixed(1)} ms   ratio ${(a / b).toFixed(2)}`,
  );
}

/** A machine with a kernel alias of so many bytes of persistent memory, before a cache of 32 KiB in 4 ways. */
function machineOf(mode, length, line = 32) {
  const { cache, pageSize } = processor('24Kc').describe();
  const machine = new Machine({ ...cache, size: 32 * 2 ** 10, ways: 4, line }, pageSize, mode);
  const alias = machine.addAlias({
    name: 'kernel',
    who: 'kernel',
    space: 0,
    virtual: parseAddress(0x8000_0000),
    length,
  });
  machine.map(alias, parseAddress(0));
  machine.memory.plugPersistent(0, length / pageSize);
  return { machine, alias };
}

const MiB = 2 ** 20;
const page = new Uint8Array(4096).map((_, i) => i * 7 + 1);

function copyThroughCache(mode, length, line) {
  const { machine, alias } = machineOf(mode, length, line);
  for (let at = 0; at < length; at += page.length) machine.store(alias, at, page);
  return machine;
}

function copyLineByLine(length, line) {
  const memory = new Uint8Array(length);
  for (let at = 0; at < length; at += line) {
    memory.set(page.subarray(at % 4096, (at % 4096) + line), at);
  }
}

/** A whole story of one `dax_io()` write through the direct map, as a notebook runs it: checked, the barrier and what it promises included. */
function daxIoThroughCache(length) {
  const on = machine(cache().vipt().size('32 KiB').ways(4).line(32)).port('mips');
  const file = daxFile('big.dat').pages(length / 4096);
  const write = daxIo().write(page, length).to(file);
  scenario(on).daxIo(write).run({ log: 'counts' });
}

/** Decides a question with Spin, where it is installed. */
function spin(promela) {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-bench-'));
  writeFileSync(join(folder, 'question.pml'), promela);
  for (const command of ['spin -a question.pml', 'cc -DSAFETY -w -o pan pan.c', './pan']) {
    spawnSync(command, { cwd: folder, shell: true });
  }
  rmSync(folder, { recursive: true });
}

const startAndStop = (kernel) => async () => {
  const client = await KernelClient.start({ kernel });
  await client.shutdown();
};

const question = prove(processor('SH7750')).describe();
const onTwoCores = prove(processor('SH7750').cores(2)).describe();
/** The one line that these questions are about, before a model that knows nothing yet. */
const lineOf = (asked) => lineQuestionsOf(asked)[0];
const decideAll = (asked) => decideAllPlans(new LineModel(lineOf(asked)), lineOf(asked), 1e9);
const decideOne = (asked) => search(new LineModel(lineOf(asked)), lineOf(asked), 1e7);

/** Every plan by a search of its own that finds a shortest run, over a model that is built once. */
function planByPlan() {
  const model = new LineModel(lineOf(question));
  for (let plan = 0; plan < PLANS; plan++) {
    search(model, lineOf({ ...question, strategy: { kind: 'flush plan', plan: planOf(plan) } }), 1e6);
  }
}

/** Millions of states a second, of a search that has its model. */
function rateOf(act) {
  act();
  const rates = Array.from({ length: 9 }, () => {
    const start = performance.now();
    const { states } = act();
    return states / (performance.now() - start) / 1000;
  });
  return median(rates);
}

const bars = { data: [{ type: 'bar', x: ['hit', 'miss'], y: [7, 1] }], layout: {} };

console.log(
  `${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}; ${process.platform} ${process.arch}`,
);
const versions = [
  'tslab',
  'plotly.js-dist',
  'jsdom',
  '@resvg/resvg-js',
  'zeromq',
  'watr',
  'fzstd',
  'tinypool',
];
const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
console.log(
  versions.map((name) => `${name} ${lock.packages[`node_modules/${name}`].version}`).join(', '),
  '\n',
);

for (const line of [32, 64]) {
  await compare(
    `64 MiB stored through a 32 KiB cache, ${line} B lines, counting`,
    () => copyThroughCache('counts', 64 * MiB, line),
    () => copyLineByLine(64 * MiB, line),
    'bare line copies',
    5,
  );
}
await compare(
  '64 MiB written by dax_io() through it, counting',
  () => daxIoThroughCache(64 * MiB),
  () => copyLineByLine(64 * MiB, 32),
  'bare line copies',
  3,
);
await compare(
  '16 MiB stored through it, every event kept',
  () => copyThroughCache('events', 16 * MiB),
  () => copyLineByLine(16 * MiB, 32),
  'bare line copies',
  5,
);
const million = copyThroughCache('events', 32 * MiB);
const columns = Object.values(million.log.columns());
const columnBytes = columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
console.log(
  `  ${million.log.length} events take ${columnBytes / million.log.length} bytes each in columns, and 32 of the line that each stored`,
);
await compare(
  'a million events as an arquero table over the columns',
  () => eventColumns({ machine: million }),
  () => from(million.log.events()),
  'over objects',
  3,
);
await compare(
  'all 65,536 flush plans of an SH7750, from nothing',
  () => decideAll(question),
  planByPlan,
  'a shortest run for each plan',
  3,
);
const model = new LineModel(lineOf(question));
const { states } = decideAllPlans(model, lineOf(question), 1e9);
const rate = rateOf(() => decideAllPlans(model, lineOf(question), 1e9));
console.log(`  they visit ${states} states, ${rate.toFixed(1)} million a second`);
await compare(
  'the same on two cores',
  () => decideAll(onTwoCores),
  () => decideAll(question),
  'on one',
  5,
);
const six = flushPlan({
  beforeRead: { user: 'clean', kernel: 'invalidate' },
  beforeWrite: { user: 'clean', kernel: 'invalidate' },
  afterWrite: { kernel: 'clean', user: 'invalidate' },
});
const proved = prove(processor('SH7750')).using(six).describe();
await compare(
  'one verdict: six points on an SH7750, from nothing',
  () => decideOne(proved),
  () => spin(promelaOf(proved)),
  'Spin, compiling included,',
  9,
);
await compare(
  'the atlas: verdicts and all plans in three modes, each CPU',
  () => processors().verdicts(),
  () => spin(promelaOf(question)),
  'Spin, for one verdict,',
  1,
);
await compare(
  'kernel: start, first answer, stop',
  startAndStop(ownKernel),
  startAndStop(stockTslab),
  'stock tslab',
  5,
);
const notebook = readNotebook(firstNotebook);
const codeCells = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
const opening = { ...notebook, cells: codeCells.slice(0, 2) };
await compare(
  'its first picture, kernel start included',
  () => runNotebook(opening, { cwd: notebooks }),
  () => runNotebook(opening, { cwd: notebooks, kernel: stockTslab }),
  'on stock tslab',
  3,
);
await compare(
  'the first notebook, kernel start included',
  () => runNotebook(notebook, { cwd: notebooks }),
  () => runNotebook(notebook, { cwd: notebooks, kernel: stockTslab }),
  'on stock tslab',
  3,
);

console.log();
const allNotebooks = readdirSync(notebooks)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => readNotebook(join(notebooks, name)));
benchPageSizes(allNotebooks);
await benchLivePage(notebook, 4);
const greeting = { cell: 2, text: "'hello'", instead: ["'Hello'", "'hellO'", "'HELLO'"] };
await benchLiveAnswers(notebook, greeting, allNotebooks);
await benchReplay();

const setUp = await timed(warmUp);
const drawing = [];
for (let i = 0; i < 10; i++) drawing.push(await timed(() => svgToPng(figureToSvg(bars))));
console.log(
  `\nPlotly in jsdom: set-up ${setUp.toFixed(0)} ms, a bar chart as SVG and PNG ${median(drawing).toFixed(1)} ms`,
);
const cli = spawnSync(process.execPath, [
  fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)),
  '--version',
]);
if (cli.status !== 0) throw new Error('the command does not start');
