/** `replay()`: a real program's references through caches. */
import type { CacheDescription } from '../hardware/cache-description.js';
import { checkCache } from '../hardware/cache-description.js';
import { CONVENTIONS, type Convention } from '../replay/convention.js';
import { ReplayPass, replayTrace } from '../replay/replay-trace.js';
import { TraceError } from '../replay/trace-error.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { type ReplayRow, replayFigure, replayTable, replayVerdict } from '../views/replayed.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { count, describeCache } from '../views/words.js';
import { Builder, type Describable, described } from './builder.js';
import { type RunOptions, watched } from './run-options.js';
import type { MachineInput } from './scenario.js';
import { type DisplayBundle, Shown } from './shown.js';
import { Trace } from './trace.js';

/** A cache, or a machine or processor that has one. */
export type CacheInput = CacheDescription | Describable<CacheDescription> | MachineInput;

/** What is replayed, as plain data. */
export interface ReplayDescription {
  readonly trace: string;
  readonly caches: readonly NamedCache[];
  readonly convention: Convention;
}

/** A cache, under the name of the machine that it belongs to. */
export interface NamedCache {
  readonly name?: string;
  readonly cache: CacheDescription;
}

const WORKING_LINE = `await replay(traceOf(' L 1000,8')).on(cache().pipt().size('32 KiB').ways(8).line(64)).run()`;

interface ReplayProps {
  readonly trace: Trace;
  readonly caches: readonly CacheInput[];
  readonly convention: Convention;
}

/** A replay. Each method gives a new one; what is wrong with it is said, all at once, when it runs. */
export class Replay extends Builder<ReplayDescription> {
  readonly #props: ReplayProps;

  constructor(props: ReplayProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** Through these caches, each for itself, in one pass. */
  on(...caches: readonly CacheInput[]): Replay {
    return this.#with({ caches });
  }
  /**
   * As this tool counts: `'every line'`, as Dinero IV does, where each line that a reference touches is one, and a modify is a
   * read and then a write; or as `'cachegrind'` does, with at most one miss a reference, where a modify is a read.
   */
  counting(convention: Convention): Replay {
    return this.#with({ convention });
  }

  /**
   * Reads the trace, once for all caches. Throws an InputError for what is wrong with the question, and a ReplayError, with
   * what had been counted, for what is wrong with the trace.
   */
  async run(options: RunOptions = {}): Promise<Replayed> {
    const { caches, convention, trace } = this.describe();
    const watch = watched(options, 'references');
    const pass = new ReplayPass(
      caches.map(({ cache }) => cache),
      convention,
    );
    const result = (isComplete: boolean) => {
      const counts = pass.counts();
      const rows = caches.map((each, i) => ({ ...each, counts: counts[i]! }));
      return new Replayed({ trace, convention, rows, references: pass.references, isComplete });
    };
    try {
      await replayTrace(pass, this.#props.trace.source, watch);
    } catch (error) {
      throw error instanceof TraceError ? new ReplayError(error, result(false)) : error;
    } finally {
      watch.end();
    }
    return result(true);
  }

  describe(): ReplayDescription {
    const { trace, caches, convention } = this.#props;
    const problems = new Problems();
    problems.unless(
      CONVENTIONS.includes(convention),
      `counting ${asTyped(convention)} is none of ${CONVENTIONS.map(asTyped).join(', ')}`,
    );
    problems.unless(caches.length > 0, 'a replay through no cache');
    const named = caches.map((each) => problems.collect(() => namedCache(each)));
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({ trace: trace.name, caches: named as NamedCache[], convention });
  }

  protected sentence({ trace, caches, convention }: ReplayDescription): string {
    const through = caches.map(({ cache }) => describeCache(cache)).join('; ');
    return `replay  ${trace} through ${through}, counting ${convention === 'cachegrind' ? 'as cachegrind does' : 'every line'}`;
  }

  #with(change: Partial<ReplayProps>): Replay {
    return new Replay({ ...this.#props, ...change });
  }
}

/** The cache that is meant. Throws an InputError for what cannot exist. */
export function namedCache(input: CacheInput): NamedCache {
  const value = described<CacheDescription | object>(input as never);
  if (typeof value !== 'object' || value === null) {
    throw new InputError([`${asTyped(value)} is neither a cache nor a machine`], WORKING_LINE);
  }
  const isMachine = 'cache' in value;
  const cache = (isMachine ? value.cache : value) as CacheDescription;
  const problems = new Problems();
  checkCache(cache, problems);
  problems.throwIfAny(WORKING_LINE);
  const name = isMachine && 'name' in value ? String(value.name) : undefined;
  return { ...(name !== undefined && { name }), cache };
}

interface ReplayResult {
  readonly trace: string;
  readonly convention: Convention;
  readonly rows: readonly ReplayRow[];
  readonly references: number;
  readonly isComplete: boolean;
}

/** What the caches did with the trace. */
export class Replayed extends Shown {
  readonly #result: ReplayResult;

  constructor(result: ReplayResult) {
    super();
    this.#result = deepFreeze(result);
  }

  /** Whether the whole trace was read; false for what had been counted when it turned out to be damaged. */
  get complete(): boolean {
    return this.#result.isComplete;
  }
  /** How many references the trace has, instruction fetches among them. */
  get references(): number {
    return this.#result.references;
  }
  /** Each cache, and its counts. */
  get rows(): readonly ReplayRow[] {
    return this.#result.rows;
  }
  /** The counts of the first cache. */
  get counts(): ReplayRow['counts'] {
    return this.#result.rows[0]!.counts;
  }

  /** A row a cache: reads, writes, misses, evictions, write-backs. */
  table(): Table {
    return replayTable(this.rows);
  }
  /** The misses of each cache as a Plotly figure. */
  figure(): Figure {
    return replayFigure(this.rows, this.#result.trace, this.verdict());
  }
  /** How often references missed, in a sentence. */
  verdict(): string {
    return `${this.complete ? '' : 'partial: '}${replayVerdict(this.rows)}`;
  }
  toString(): string {
    return [this.#heading(), tableText(this.table()), this.verdict()].join('\n');
  }
  toJSON() {
    const { trace, convention, references, isComplete, rows } = this.#result;
    return { trace, convention, references, ...(!isComplete && { partial: true }), rows };
  }
  protected override bundle(): DisplayBundle {
    const caption = `${this.#heading()}. ${this.verdict()}`;
    return { 'text/plain': this.toString(), 'text/html': tableHtml(this.table(), { caption }) };
  }
  #heading(): string {
    const { trace, references, convention } = this.#result;
    const tool = convention === 'cachegrind' ? ' · counted as cachegrind does' : '';
    return `replay  ${trace} · ${count(references, 'reference')}${tool}`;
  }
}

/** A trace that could not be read to its end; what had been counted by then is in `partial`. */
export class ReplayError extends InputError {
  readonly partial: Replayed;

  constructor(cause: TraceError, partial: Replayed) {
    super(cause.problems, cause.tryThis);
    this.partial = partial;
  }
}

/**
 * Sends a trace through caches and counts, exactly as Dinero IV does, or cachegrind. `run()` gives a promise: a trace may
 * be larger than memory, and is read as it comes.
 * @example
 * String(replay(traceOf(' L 1000,8')).on(cache().size('8 KiB'))) // => 'replay  typed through VIPT 8 KiB 1-way 32 B lines, counting every line'
 */
export function replay(trace: Trace): Replay {
  if (!(trace instanceof Trace)) {
    throw new InputError([`${asTyped(trace)} is no trace: traceFile('program.lackey') is one`], WORKING_LINE);
  }
  return new Replay({ trace, caches: [], convention: 'every line' });
}
