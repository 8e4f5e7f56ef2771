/** `sweep()`: a trace through a whole design space of caches. */

import type { CacheDescription, ReplacementName } from '../hardware/cache-description.js';
import { REPLACEMENTS, WRITE_POLICIES } from '../hardware/cache-description.js';
import { checkLines } from '../hardware/cache-room.js';
import { CONVENTIONS, type Convention } from '../replay/convention.js';
import { replayTrace } from '../replay/replay-trace.js';
import { cachesIn, checkCombinations, type DesignSpace } from '../replay/sweep/design-space.js';
import { compareCaches } from '../replay/sweep/merge-rows.js';
import { partOf } from '../replay/sweep/shards.js';
import { SweepPass } from '../replay/sweep/sweep-pass.js';
import type { SweepJob, SweepJobDone } from '../replay/trace-source.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import { parseSize, type Size } from '../units/size.js';
import { count } from '../views/words.js';
import { Builder } from './builder.js';
import { type RunOptions, watched } from './run-options.js';
import { Swept } from './swept.js';
import { Trace } from './trace.js';

/** A sweep, as plain data. */
export interface SweepDescription {
  readonly trace: string;
  readonly convention: Convention;
  readonly space: DesignSpace;
  /** All caches of the design space that can exist. */
  readonly caches: readonly CacheDescription[];
  /** How many combinations cannot exist. */
  readonly impossible: number;
  /** Which part of them is swept, from 1. */
  readonly shard: number;
  readonly of: number;
  /** How many threads share the work, where the trace is a file. */
  readonly workers: number;
}

interface SweepProps {
  readonly trace: Trace;
  readonly sizes: readonly Size[];
  readonly ways: readonly number[];
  readonly lines: readonly Size[];
  readonly replacements: readonly ReplacementName[];
  readonly writes: readonly CacheDescription['write'][];
  readonly writeAllocates: readonly boolean[];
  readonly convention: Convention;
  readonly shard: number;
  readonly of: number;
  readonly workers: number;
}

const WORKING_LINE = `await sweep(traceOf(' L 1000,8')).sizes('8 KiB', '32 KiB').ways(1, 2, 4).lines(32, 64).run()`;
const MOST_WORKERS = 64;

/** A sweep. Each method gives a new one; what is wrong with it is said, all at once, when it runs. */
export class Sweep extends Builder<SweepDescription> {
  readonly #props: SweepProps;

  constructor(props: SweepProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** All data bytes of a cache: these sizes. */
  sizes(...sizes: readonly Size[]): Sweep {
    return this.#with({ sizes });
  }
  /** These numbers of ways; `Infinity` is fully associative. */
  ways(...ways: readonly number[]): Sweep {
    return this.#with({ ways });
  }
  /** Bytes in a line. */
  lines(...lines: readonly Size[]): Sweep {
    return this.#with({ lines });
  }
  /** `'lru'`, `'fifo'`, `'plru'`, `'round-robin'`, `'random'`. LRU caches take one pass together. */
  replacing(...replacements: readonly ReplacementName[]): Sweep {
    return this.#with({ replacements });
  }
  /** `'back'`, `'through'`. */
  writePolicies(...writes: readonly CacheDescription['write'][]): Sweep {
    return this.#with({ writes });
  }
  /** @deprecated The old name of `writePolicies()`. */
  writing(...writes: readonly CacheDescription['write'][]): Sweep {
    renamed('sweep().writing()', 'sweep().writePolicies()');
    return this.writePolicies(...writes);
  }
  /** Whether a store that misses fetches the line: `true`, `false`, or both. */
  allocating(...writeAllocates: readonly boolean[]): Sweep {
    return this.#with({ writeAllocates });
  }
  /** As this tool counts; see `replay().counting()`. */
  counting(convention: Convention): Sweep {
    return this.#with({ convention });
  }
  /** One of several parts, from 1, to be merged later: `shard(3, 16)`. */
  shard(shard: number, of: number): Sweep {
    return this.#with({ shard, of });
  }
  /** So many threads, where the trace is a file; 2 where nothing is said. */
  workers(workers: number): Sweep {
    return this.#with({ workers });
  }

  /** Reads the trace, once a worker. Throws an InputError for what is wrong with the question or the trace. */
  async run(options: RunOptions = {}): Promise<Swept> {
    const description = this.describe();
    const { trace, convention, space, shard, of, workers } = description;
    const watch = watched(options, 'references');
    const caches = partOf(description.caches, shard, of);
    const dealt = Array.from({ length: workers }, (_, i) => partOf(caches, i + 1, workers));
    // Parts are merged, and have to show that they belong together.
    const job = (some: readonly CacheDescription[]): SweepJob => ({
      caches: some,
      convention,
      isDigested: of > 1,
    });
    const jobs = dealt.filter((part) => part.length > 0).map(job);
    const { source } = this.#props.trace;
    try {
      const inWorkers = jobs.length > 1 ? source.inWorkers : undefined;
      const done: readonly SweepJobDone[] = inWorkers
        ? await inWorkers(jobs, watch, options.signal)
        : [await inThisThread(this.#props.trace, job(caches), watch)];
      const order = inWorkers ? dealt.flat() : caches;
      const rows = done
        .flatMap(({ counts }) => counts)
        .map((counts, i) => ({ cache: order[i]!, counts }))
        .sort((a, b) => compareCaches(a.cache, b.cache));
      const { references, digest } = done[0]!;
      watch(references, 1);
      if (done.some((each) => each.references !== references || each.digest !== digest)) {
        throw new InputError(
          [`${trace} changed while it was read: its threads saw different references`],
          WORKING_LINE,
        );
      }
      const whole = description.caches.length;
      const read = { trace, references, ...(digest !== undefined && { digest }) };
      return new Swept({ ...read, convention, space, shard, of, caches: whole, rows });
    } finally {
      watch.end();
    }
  }

  describe(): SweepDescription {
    const {
      trace,
      sizes,
      ways,
      lines,
      replacements,
      writes,
      writeAllocates,
      convention,
      shard,
      of,
      workers,
    } = this.#props;
    const problems = new Problems();
    const listed = (what: string, values: readonly unknown[]) =>
      problems.unless(values.length > 0, `a sweep over no ${what}`);
    const all = [sizes, ways, lines, replacements, writes, writeAllocates];
    const names = ['sizes', 'ways', 'lines', 'replacements', 'write policies', 'allocation policies'];
    for (const [i, values] of all.entries()) listed(names[i]!, values);
    const oneOf = (what: string, values: readonly unknown[], known: readonly unknown[]) => {
      for (const value of values) {
        problems.unless(known.includes(value), `${what} ${asTyped(value)} is none of ${known.join(', ')}`);
      }
    };
    oneOf('replacement', replacements, REPLACEMENTS);
    oneOf('write policy', writes, WRITE_POLICIES);
    oneOf('allocation', writeAllocates, [true, false]);
    oneOf('counting', [convention], CONVENTIONS);
    for (const way of ways) {
      const isWay = way === Number.POSITIVE_INFINITY || (Number.isInteger(way) && way >= 1);
      problems.unless(isWay, `ways ${asTyped(way)} is not a whole number from 1`);
    }
    const inShards = Number.isInteger(of) && of >= 1 && Number.isInteger(shard) && shard >= 1 && shard <= of;
    problems.unless(inShards, `shard ${asTyped(shard)} of ${asTyped(of)} is none: 1 of 16 is the first`);
    const canWork = Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS;
    problems.unless(canWork, `workers ${asTyped(workers)} is not a whole number from 1 to ${MOST_WORKERS}`);
    const bytes = (values: readonly Size[], what: string) =>
      values.map((value) => problems.collect(() => parseSize(value, what)) ?? 0);
    const space = {
      sizes: bytes(sizes, 'size'),
      ways: ways.map((each) => (each === Number.POSITIVE_INFINITY ? ('full' as const) : each)),
      lines: bytes(lines, 'line'),
      ...{ replacements, writes, writeAllocates },
    };
    checkCombinations(space, problems);
    problems.throwIfAny(WORKING_LINE);
    const { caches, impossible } = cachesIn(space);
    problems.unless(caches.length > 0, `none of these ${count(impossible, 'cache')} can exist`);
    if (caches.length > 0) {
      const part = partOf(caches, shard, of);
      checkLines(part, `a sweep over ${count(part.length, 'cache')}`, problems);
      problems.unless(
        part.length > 0,
        `shard ${shard} of ${of} has no caches: there are ${caches.length} in all`,
      );
    }
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({ trace: trace.name, convention, space, caches, impossible, shard, of, workers });
  }

  protected sentence({ trace, caches, impossible, shard, of }: SweepDescription): string {
    const part = of > 1 ? ` · part ${shard} of ${of}` : '';
    const left = impossible > 0 ? ` · ${impossible} that cannot exist left out` : '';
    return `sweep  ${trace} through ${count(caches.length, 'cache')}${left}${part}`;
  }

  #with(change: Partial<SweepProps>): Sweep {
    return new Sweep({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Sweep, 'sweep(…)', WORKING_LINE, {
  sizes: ANY_NUMBER,
  ways: ANY_NUMBER,
  lines: ANY_NUMBER,
  replacing: ANY_NUMBER,
  writePolicies: ANY_NUMBER,
  writing: ANY_NUMBER,
  allocating: ANY_NUMBER,
  run: 1,
});

async function inThisThread(
  trace: Trace,
  job: SweepJob,
  watch: (references: number, fraction?: number) => void,
): Promise<SweepJobDone> {
  const pass = new SweepPass(job);
  await replayTrace(pass, trace.source, watch);
  return pass.done();
}

/**
 * Sends a trace through every cache of a design space; to begin with, LRU caches of 1 KiB to 1 MiB with 1 to 16 ways and 64 B lines.
 * All LRU caches of one line size take a single pass together.
 * @example
 * String(sweep(traceOf(' L 1000,8')).sizes('4 KiB').ways(1, 2)) // => 'sweep  typed through 2 caches'
 */
export function sweep(trace: Trace): Sweep {
  refuseMore<typeof sweep>(1, arguments, 'sweep()', WORKING_LINE);
  if (!(trace instanceof Trace)) {
    throw new InputError([`${asTyped(trace)} is no trace: traceFile('program.lackey') is one`], WORKING_LINE);
  }
  return new Sweep({
    trace,
    sizes: Array.from({ length: 11 }, (_, i) => 2 ** (10 + i)),
    ways: [1, 2, 4, 8, 16],
    lines: [64],
    replacements: ['lru'],
    writes: ['back'],
    writeAllocates: [true],
    convention: 'every line',
    shard: 1,
    of: 1,
    workers: 2,
  });
}
