/** `aliaslab replay`: a trace through one or several caches, in one pass. */
import { Command } from 'commander';
import type { Replayed } from '../fluent/replayed.js';
import { InputError } from '../units/problems.js';
import { EXAMPLES } from './examples.js';
import { framedText } from './fitting.js';
import { printJson } from './outcome.js';
import { terminalProgress } from './progress.js';
import {
  type CacheOptions,
  cacheOf,
  conventionOf,
  readsTrace,
  type TraceOptions,
  traceOf,
} from './trace-options.js';

interface Options extends TraceOptions, CacheOptions {
  readonly cache: readonly string[];
  readonly counting: string;
  readonly json?: boolean;
}

const WORKS = EXAMPLES.replay;

export function replayCommand(): Command {
  return readsTrace(
    new Command('replay')
      .description('send a trace of a real program through caches and count')
      .argument('<trace>', 'a file, plain, gzip or zstd; - for standard input'),
  )
    .option(
      '--cache <size:ways:line[:policy]>',
      'a data cache, such as 32KiB:8:64 or 4KiB:full:32:fifo; several are done in one pass',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--counting <tool>', "'every-line' as Dinero IV does, or 'cachegrind'", 'every-line')
    .option('--write-through', 'a store that hits changes memory too')
    .option('--no-write-allocate', 'a store that misses fetches no line')
    .option('--json', 'print JSON')
    .action(replay);
}

async function replay(path: string, options: Options): Promise<void> {
  if (options.cache.length === 0) throw new InputError(['no --cache is named'], WORKS);
  const { replay: ask } = await import('../fluent/replay.js');
  const { ReplayError } = await import('../fluent/replayed.js');
  const caches = await Promise.all(options.cache.map((text) => cacheOf(text, options)));
  const trace = await traceOf(path, options);
  const asked = ask(trace)
    .on(...caches)
    .counting(conventionOf(options.counting, WORKS));
  const start = performance.now();
  try {
    await print(await asked.run({ progress: terminalProgress(trace.name) }), start, options);
  } catch (error) {
    // What had been counted is not lost, and says that it is not all.
    if (error instanceof ReplayError && error.partial.references > 0)
      await print(error.partial, start, options);
    throw error;
  }
}

async function print(replayed: Replayed, start: number, { cache, json }: Options): Promise<void> {
  if (!json) {
    console.log(await framedText(replayed));
    return;
  }
  const took = (performance.now() - start) / 1000;
  const seconds = Math.round(took * 1000) / 1000;
  const { references, complete, counts, rows } = replayed;
  const speed = { seconds, referencesPerSecond: Math.round(references / took) };
  const partial = complete ? {} : { partial: true };
  if (rows.length === 1) printJson({ ...counts, references, ...speed, ...partial });
  else
    printJson({
      caches: rows.map((row, i) => ({ cache: cache[i], ...row.counts })),
      references,
      ...speed,
      ...partial,
    });
}
