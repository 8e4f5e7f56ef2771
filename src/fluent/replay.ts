/** `replay()`: a real program's references through caches. */

import type { CacheDescription } from '../hardware/cache-description.js';
import { checkCache, waySizeOf } from '../hardware/cache-description.js';
import { checkLines, MOST_LINES, MOST_LINES_WITH_DATA } from '../hardware/cache-room.js';
import { checkMachine, type MachineDescription } from '../linux/machine-description.js';
import { CONVENTIONS, type Convention } from '../replay/convention.js';
import { TranslatedPass } from '../replay/data/translated-pass.js';
import { MissKindsPass } from '../replay/miss-kinds.js';
import { ReplayPass, replayTrace } from '../replay/replay-trace.js';
import { TraceError } from '../replay/trace-error.js';
import { SMALL_PAGE } from '../units/address.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import type { Size } from '../units/size.js';
import { describeCache } from '../views/words.js';
import { Builder } from './builder.js';
import { memoryFrom, tooLarge } from './data-window.js';
import { type CacheInput, type MachineInput, machineOf } from './machine-input.js';
import { MissesByColor, ReplayError, Replayed } from './replayed.js';
import { type RunOptions, watched } from './run-options.js';
import { Trace } from './trace.js';

/** What is replayed, as plain data. */
export interface ReplayDescription {
  readonly trace: string;
  readonly caches: readonly NamedCache[];
  readonly convention: Convention;
  /** Set where the data is carried and pages are translated: bytes of memory that the trace may use. */
  readonly window?: number;
}

/** A cache, under the name of the machine that it belongs to. */
export interface NamedCache {
  readonly name?: string;
  readonly cache: CacheDescription;
  /** Bytes in a page of that machine. */
  readonly pageSize?: number;
}

const WORKING_LINE = `await replay(traceOf(' L 1000,8')).on(cache().pipt().size('32 KiB').ways(8).line(64)).run()`;

interface ReplayProps {
  readonly trace: Trace;
  readonly caches: readonly CacheInput[];
  readonly convention: Convention;
  readonly window: Size | undefined;
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
   * With everything on: caches carry the data and take their index from where their organization says, and pages are translated
   * to frames in the order of first touch. The trace may use so much memory.
   */
  carryingData(memory: Size = '64 MiB'): Replay {
    return this.#with({ window: memory });
  }

  /**
   * Reads the trace, once for all caches. Throws an InputError for what is wrong with the question, and a ReplayError, with
   * what had been counted, for what is wrong with the trace.
   */
  async run(options: RunOptions = {}): Promise<Replayed> {
    const description = this.describe();
    const { caches, convention, trace, window } = description;
    const watch = watched(options, 'references');
    const pass = passOf(description);
    const result = (isComplete: boolean) => {
      const counts = pass.counts();
      const rows = caches.map((each, i) => ({ ...each, counts: counts[i]! }));
      const { references } = pass;
      return new Replayed({
        trace,
        convention,
        carriesData: window !== undefined,
        rows,
        references,
        isComplete,
      });
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

  /**
   * Why references miss in the first cache, by the color of their page: for the first time, for want of room, or because other
   * lines fell into the same set. Each read and each write of a line counts, as where every line is counted.
   */
  async misses(options: RunOptions = {}): Promise<MissesByColor> {
    const { caches, trace } = this.describe();
    const { cache, pageSize = SMALL_PAGE } = caches[0]!;
    const colors = Math.max(1, waySizeOf(cache) / pageSize);
    const pass = new MissKindsPass(cache, pageSize, colors);
    const watch = watched(options, 'references');
    try {
      await replayTrace(pass, this.#props.trace.source, watch);
    } finally {
      watch.end();
    }
    return new MissesByColor({ trace, ...caches[0]!, pageSize, kinds: pass.kinds() });
  }

  describe(): ReplayDescription {
    const { trace, caches, convention, window } = this.#props;
    const problems = new Problems();
    const bytes = window === undefined ? undefined : problems.collect(() => memoryFrom(window));
    problems.unless(
      window === undefined || convention !== 'cachegrind',
      'caches that carry data count every line, and not as cachegrind does',
    );
    problems.unless(
      CONVENTIONS.includes(convention),
      `counting ${asTyped(convention)} is none of ${CONVENTIONS.map(asTyped).join(', ')}`,
    );
    problems.unless(caches.length > 0, 'a replay through no cache');
    const named = caches.map((each) => problems.collect(() => namedCache(each)));
    problems.throwIfAny(WORKING_LINE);
    const all = (named as NamedCache[]).map(({ cache }) => cache);
    const whose = `${all.length === 1 ? 'a cache' : `${all.length} caches`}${window === undefined ? '' : ' with data'}`;
    checkLines(all, whose, problems, window === undefined ? MOST_LINES : MOST_LINES_WITH_DATA);
    problems.throwIfAny(WORKING_LINE);
    const asked = { trace: trace.name, caches: named as NamedCache[], convention };
    return deepFreeze({ ...asked, ...(bytes !== undefined && { window: bytes }) });
  }

  protected sentence({ trace, caches, convention }: ReplayDescription): string {
    const through = caches.map(({ cache }) => describeCache(cache)).join('; ');
    return `replay  ${trace} through ${through}, counting ${convention === 'cachegrind' ? 'as cachegrind does' : 'every line'}`;
  }

  #with(change: Partial<ReplayProps>): Replay {
    return new Replay({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Replay, 'replay(…)', WORKING_LINE, {
  on: ANY_NUMBER,
  carryingData: 1,
  run: 1,
  misses: 1,
});

function passOf({ trace, caches, convention, window }: ReplayDescription): ReplayPass | TranslatedPass {
  if (window === undefined) {
    return new ReplayPass(
      caches.map(({ cache }) => cache),
      convention,
    );
  }
  const line = (larger: string) => `replay(traceFile('program.altr')).on(cache()).carryingData('${larger}')`;
  return new TranslatedPass(caches, window / SMALL_PAGE, () => tooLarge(trace, window, line));
}

/** The cache that is meant. Throws an InputError for what cannot exist. */
function namedCache(input: CacheInput): NamedCache {
  const value: unknown = machineOf(input as MachineInput);
  const problems = new Problems();
  if (typeof value === 'object' && value !== null && 'organization' in value) {
    checkCache(value as CacheDescription, problems);
    problems.throwIfAny(WORKING_LINE);
    return { cache: value as CacheDescription };
  }
  const isMachine = typeof value === 'object' && value !== null && 'cache' in value;
  problems.unless(isMachine, `${asTyped(value)} is neither a cache nor a machine`);
  if (isMachine) checkMachine(value as MachineDescription, problems);
  problems.throwIfAny(WORKING_LINE);
  const { name, cache, pageSize } = value as MachineDescription;
  return { name, cache, pageSize };
}

/**
 * Sends a trace through caches and counts, exactly as Dinero IV does, or cachegrind. `run()` gives a promise: a trace may
 * be larger than memory, and is read as it comes.
 * @example
 * String(replay(traceOf(' L 1000,8')).on(cache().size('8 KiB'))) // => 'replay  typed through VIPT 8 KiB 1-way 32 B lines, counting every line'
 */
export function replay(trace: Trace): Replay {
  refuseMore<typeof replay>(1, arguments, 'replay()', WORKING_LINE);
  if (!(trace instanceof Trace)) {
    throw new InputError([`${asTyped(trace)} is no trace: traceFile('program.lackey') is one`], WORKING_LINE);
  }
  return new Replay({ trace, caches: [], convention: 'every line', window: undefined });
}
