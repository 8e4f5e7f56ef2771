/** `aliaslab sweep`: a trace through a design space; and `aliaslab merge`: the parts of a sweep put together. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Command } from 'commander';
import type { Swept } from '../fluent/swept.js';
import {
  REPLACEMENTS,
  type ReplacementName,
  WRITE_POLICIES,
  type WritePolicy,
} from '../hardware/cache-description.js';
import type { WriteRules } from '../node/write-file.js';
import { InputError } from '../units/problems.js';
import { parseSize } from '../units/size.js';
import { EXAMPLES } from './examples.js';
import { framedText } from './fitting.js';
import { printJson } from './outcome.js';
import { terminalProgress } from './progress.js';
import { conventionOf, inputOf, readsTrace, type TraceOptions, traceOf } from './trace-options.js';

interface Options extends TraceOptions {
  readonly sizes: string;
  readonly ways: string;
  readonly lines: string;
  readonly policies: string;
  readonly writes: string;
  readonly writeAllocate: string;
  readonly counting: string;
  readonly shard: string;
  readonly workers?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const WORKS = EXAMPLES.sweep;
const MOST_WORKERS = 64;

export function sweepCommand(): Command {
  return readsTrace(
    new Command('sweep')
      .description('send a trace through every cache of a design space; all LRU caches take one pass')
      .argument('<trace>', 'a file, plain, gzip or zstd'),
  )
    .option('--sizes <list>', 'sizes, or all powers of two of a range', '1KiB..1MiB')
    .option('--ways <list>', 'numbers of ways; full for fully associative', '1,2,4,8,16')
    .option('--lines <list>', 'line sizes', '64')
    .option('--policies <list>', REPLACEMENTS.join(', '), 'lru')
    .option('--writes <list>', WRITE_POLICIES.join(', '), 'back')
    .option('--write-allocate <list>', 'yes, no', 'yes')
    .option('--counting <tool>', "'every-line' as Dinero IV does, or 'cachegrind'", 'every-line')
    .option('--shard <i/n>', 'one of n parts, for aliaslab merge', '1/1')
    .option('--workers <n>', 'threads; as many as there are cores if nothing is said')
    .option('--out <file>', 'write .csv, .arrow or .json; a part of a sweep is merged from .json')
    .option('--json', 'print JSON')
    .action(sweep);
}

export function mergeCommand(): Command {
  return new Command('merge')
    .description('put the parts of a sweep together')
    .argument('<part...>', 'what aliaslab sweep --shard i/n --out part-i.json wrote')
    .option('--out <file>', 'write .csv, .arrow or .json')
    .option('--json', 'print JSON')
    .action(async (files: readonly string[], options: Pick<Options, 'out' | 'json'>) => {
      const { mergeNamed } = await import('../fluent/swept.js');
      await checkTarget(options.out, files);
      await give(mergeNamed(files.map((file) => [file, partIn(file)])), options, files);
    });
}

async function sweep(path: string, options: Options): Promise<void> {
  const { sweep: ask } = await import('../fluent/sweep.js');
  const inputs = [inputOf(path)];
  await checkTarget(options.out, inputs);
  const [, shard, of] = /^(\d+)\/(\d+)$/.exec(options.shard) ?? [];
  if (shard === undefined)
    throw new InputError([`--shard '${options.shard}' is not i/n`], `${WORKS} --shard 3/16`);
  const trace = await traceOf(path, options);
  const asked = ask(trace)
    .sizes(...sizesOf(options.sizes))
    .ways(...listed(options.ways).map(waysOf))
    .lines(...listed(options.lines).map(bytesOf))
    .replacing(...(listed(options.policies) as ReplacementName[]))
    .writePolicies(...(listed(options.writes) as WritePolicy[]))
    .allocating(...listed(options.writeAllocate).map(yesOrNo))
    .counting(conventionOf(options.counting, WORKS))
    .shard(Number(shard), Number(of))
    .workers(
      options.workers === undefined
        ? Math.min(MOST_WORKERS, availableParallelism())
        : waysOf(options.workers),
    );
  await give(await asked.run({ progress: terminalProgress(trace.name) }), options, inputs);
}

type Inputs = WriteRules['inputs'];

async function give(swept: Swept, { out, json }: Pick<Options, 'out' | 'json'>, inputs: Inputs) {
  if (out !== undefined) {
    const { writeFile } = await import('../node/write-file.js');
    const kind = extname(out);
    const content =
      kind === '.csv' ? swept.csv() : kind === '.arrow' ? swept.arrow() : `${JSON.stringify(swept)}\n`;
    await writeFile(out, content, { works: WORKS, inputs });
  }
  if (json) printJson(swept);
  else if (out === undefined) console.log(await framedText(swept));
  else {
    console.log(`${out}: ${swept.rows.length} caches. ${swept.verdict()}`);
    for (const what of swept.unchecked) console.log(`not checked: ${what}`);
  }
}

/** Before the work, which may take hours. */
async function checkTarget(out: string | undefined, inputs: Inputs): Promise<void> {
  if (out === undefined) return;
  if (!['.csv', '.arrow', '.json'].includes(extname(out)))
    throw new InputError([`--out '${out}' ends in none of .csv, .arrow, .json`], WORKS);
  const { checkWritable } = await import('../node/write-file.js');
  checkWritable(out, { works: WORKS, inputs });
}

function partIn(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new InputError([`${file} ${why}`], 'aliaslab merge part-*.json --out sweep.csv');
  }
}

function listed(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

/** A list, or `4KiB..64KiB`: all powers of two from the one to the other. */
function sizesOf(text: string): (number | string)[] {
  return listed(text).flatMap((part) => {
    const [from, to] = part.split('..');
    if (to === undefined) return [bytesOf(part)];
    const [least, most] = [from!, to].map((size) => parseSize(bytesOf(size), 'size')) as [number, number];
    const sizes = [];
    for (let size = Math.max(1, least); size <= most; size *= 2) sizes.push(size);
    if (sizes.length > 0) return sizes;
    throw new InputError([`--sizes '${part}' is an empty range`], WORKS);
  });
}

function bytesOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new InputError(
    [`--write-allocate '${text}' is neither 'yes' nor 'no'`],
    `${WORKS} --write-allocate yes,no`,
  );
}

/** What is no number is judged, as it was typed, where it is used. */
function waysOf(text: string): number {
  if (text.toLowerCase() === 'full') return Number.POSITIVE_INFINITY;
  return (/^\d+$/.test(text) ? Number(text) : text) as number;
}
