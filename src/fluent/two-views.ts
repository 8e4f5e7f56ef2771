/** `twoViews()`: a real program's data, seen by the program and by the kernel at addresses of chosen colors. */

import type { Era } from '../linux/linux-description.js';
import { USUAL_LINUX } from '../linux/linux-description.js';
import { colorsOn } from '../linux/machine-description.js';
import { refusalOf } from '../linux/refusal.js';
import { behaviorOf, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import type { Costs } from '../price/costs.js';
import type { TwoViewsDescription } from '../replay/two-views/two-views-description.js';
import { TwoViewsPass } from '../replay/two-views/two-views-pass.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import { formatSize, type Size } from '../units/size.js';
import type { TwoViewsRow } from '../views/two-views.js';
import { describeMachine } from '../views/words.js';
import { Builder } from './builder.js';
import { tooLarge } from './data-window.js';
import type { MachineInput } from './machine-input.js';
import { processor } from './processor.js';
import { type RunOptions, watched } from './run-options.js';
import { none, type StrategyChoice } from './strategies.js';
import { Trace } from './trace.js';
import { describeTwoViews, type TwoViewsAsked, type TwoViewsProps, WORKING_LINE } from './two-views-asked.js';
import { type TwoViewsOutcome, TwoViewsResult } from './two-views-result.js';
import { USUAL_STRATEGIES } from './usual-strategies.js';

/** Two views of a program's data. Each method gives a new one; what is wrong with it is said, all at once, when it runs. */
export class TwoViews extends Builder<TwoViewsAsked> {
  readonly #props: TwoViewsProps;

  constructor(props: TwoViewsProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** On this machine; its first core does it all. */
  on(machine: MachineInput): TwoViews {
    return this.#with({ machine });
  }
  /** The kernel's view is so many colors on from the program's; 0 is congruent. */
  apart(difference: number): TwoViews {
    return this.#with({ difference });
  }
  /** In this release of Linux: 4.5, where nothing is said. */
  era(era: Era): TwoViews {
    return this.#with({ linux: { ...this.#props.linux, era } });
  }
  /** Under this coherence strategy, or several, side by side. A congruent window is 0 colors apart, whatever was said. */
  using(...strategies: readonly (StrategyChoice | Strategy)[]): TwoViews {
    return this.#with({ strategies });
  }
  /** The kernel reads so many bytes around what the program used last: a power of two, 4 KiB at most. */
  reading(length: Size): TwoViews {
    return this.#with({ rw: 'read', length });
  }
  /** The kernel writes so many bytes there. */
  writing(length: Size): TwoViews {
    return this.#with({ rw: 'write', length });
  }
  /** The kernel reads and writes so many bytes there, in turn. */
  copying(length: Size): TwoViews {
    return this.#with({ rw: 'both', length });
  }
  /** Each time that the program has made so many references. */
  every(references: number): TwoViews {
    return this.#with({ every: references });
  }
  /**
   * What things cost, in cycles; the usual costs where nothing is said. A line that comes back after a flush is a fill here: a cost of
   * its own for `refill` is an error.
   */
  costs(costs: Partial<Costs>): TwoViews {
    return this.#with({ costs });
  }
  /** @deprecated The old name of `costs()`. */
  costing(costs: Partial<Costs>): TwoViews {
    renamed('twoViews().costing()', 'twoViews().costs()');
    return this.costs(costs);
  }
  /** How much memory the program may use: 64 MiB, where nothing is said. Data is kept of all of it. */
  memory(memory: Size): TwoViews {
    return this.#with({ window: memory });
  }
  /** @deprecated The old name of `memory()`. */
  window(memory: Size): TwoViews {
    renamed('twoViews().window()', 'twoViews().memory()');
    return this.memory(memory);
  }

  /** Reads the trace once. Throws an InputError for what is wrong with the question or the trace. */
  async run(options: RunOptions = {}): Promise<TwoViewsResult> {
    const all = this.#underEach([none()]);
    return this.#run(all, all.length === 1 ? 'one' : 'strategy', options);
  }

  /** The same at every difference of colors, in one pass, under one strategy. */
  async byColor(options: RunOptions = {}): Promise<TwoViewsResult> {
    const [description, ...others] = this.#underEach([none()]);
    if (others.length > 0) {
      throw new InputError(
        [`byColor() asks about one strategy, and using() names ${others.length + 1}`],
        `await twoViews(sampleTrace('words')).using(none()).byColor()`,
      );
    }
    const differences = Array.from({ length: colorsOn(description!.machine) }, (_, i) => i);
    const all = differences.map((difference) => ({ ...description!, difference }));
    return this.#run(all, 'color', options);
  }

  /** The same under each strategy of `using()`, in one pass; under the usual ones, where none is named. */
  async prices(options?: RunOptions): Promise<TwoViewsResult>;
  /** @deprecated `using(…).prices()` takes the strategies. */
  async prices(
    strategies: readonly (StrategyChoice | Strategy)[],
    options?: RunOptions,
  ): Promise<TwoViewsResult>;
  async prices(
    first: RunOptions | readonly (StrategyChoice | Strategy)[] = {},
    second?: RunOptions,
  ): Promise<TwoViewsResult> {
    if (Array.isArray(first)) {
      renamed('twoViews().prices([…])', 'twoViews().using(…).prices()');
      return this.using(...first).prices(second);
    }
    refuseMore<(options: RunOptions) => unknown>(1, arguments, 'twoViews(…).prices()', WORKING_LINE);
    return this.#run(this.#underEach(USUAL_STRATEGIES), 'strategy', first as RunOptions);
  }

  /**
   * The same under each strategy of `using()`, or the usual ones, while the kernel copies so many bytes at a time (`'length'`), or calls
   * after so many references of the program (`'every'`): where each cure is cheap, in one pass.
   */
  async over(
    what: 'length' | 'every',
    values: readonly Size[],
    options: RunOptions = {},
  ): Promise<TwoViewsResult> {
    if (!Array.isArray(values) || values.length === 0 || (what !== 'length' && what !== 'every')) {
      throw new InputError(
        [
          `prices over ${asTyped(what)} ${asTyped(values)}: 'length' or 'every' with its values can be asked for`,
        ],
        `await twoViews(sampleTrace('words')).over('length', ['64 B', '1 KiB'])`,
      );
    }
    const problems = new Problems();
    const all = values.flatMap((value) => {
      const change = what === 'length' ? { length: value } : { every: value as number };
      return problems.collect(() => this.#with(change).#underEach(USUAL_STRATEGIES)) ?? [];
    });
    problems.throwIfAny(WORKING_LINE);
    return this.#run(all, what, options);
  }
  /** @deprecated The old name of `over()`, to which `using()` gives the strategies. */
  async pricesOver(
    what: 'length' | 'every',
    values: readonly Size[],
    strategies?: readonly (StrategyChoice | Strategy)[],
    options: RunOptions = {},
  ): Promise<TwoViewsResult> {
    renamed('twoViews().pricesOver()', 'twoViews().over()');
    const views = strategies === undefined ? this : this.using(...[strategies].flat());
    return views.over(what, values, options);
  }

  /** What is asked, under each strategy by itself. */
  #underEach(usual: readonly StrategyChoice[]): readonly TwoViewsAsked[] {
    const { strategies = usual } = this.#props;
    if (strategies.length === 0) return [this.describe()]; // which says so
    const problems = new Problems();
    const all = strategies.map((strategy) => problems.collect(() => this.using(strategy).describe())!);
    problems.throwIfAny(WORKING_LINE);
    return all;
  }

  async #run(
    all: readonly TwoViewsAsked[],
    by: TwoViewsOutcome['by'],
    options: RunOptions,
  ): Promise<TwoViewsResult> {
    const { source } = this.#props.trace;
    const watch = watched(options, 'references');
    const passes = all.map((description) => new TwoViewsPass(passOptions(description)));
    let part: number | undefined;
    try {
      const stream = source.open(undefined, (fraction) => {
        part = fraction;
      });
      for await (const references of stream) {
        for (const pass of passes) pass.feed(references);
        watch(passes[0]!.references, part);
      }
    } finally {
      watch.end();
    }
    const rows: TwoViewsRow[] = passes.map((pass, i) => {
      const { machine, linux, difference, strategy, calls } = all[i]!;
      const { length, every } = calls;
      const { window, refusesAsLinuxDoes } = behaviorOf(strategy);
      const isOwn = window && (strategy as { color?: unknown }).color !== 'user';
      const counts = pass.counts();
      return {
        cache: machine.cache,
        ...(isOwn ? {} : { difference }),
        ...{ strategy, length, every, counts, calls: counts.calls },
        refused: refusesAsLinuxDoes && refusalOf(machine, linux.era) !== undefined,
      };
    });
    const { references, pages } = passes[0]!;
    return new TwoViewsResult({ ...all[0]!, by, rows, references, pages });
  }

  describe(): TwoViewsAsked {
    return describeTwoViews(this.#props);
  }

  protected sentence(description: TwoViewsAsked): string {
    const { trace, machine, difference, strategy, others = [], calls } = description;
    const what = { read: 'reads', write: 'writes', both: 'reads and writes in turn' }[calls.rw];
    const kernel = `the kernel ${what} ${formatSize(calls.length)} every ${calls.every} references`;
    const under = [strategy, ...others].map(formatStrategy).join(', ');
    return `two views of ${trace}  ${difference} colors apart · ${kernel} · strategy: ${under} · ${describeMachine(machine)}`;
  }

  #with(change: Partial<TwoViewsProps>): TwoViews {
    return new TwoViews({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(TwoViews, 'twoViews(…)', WORKING_LINE, {
  using: ANY_NUMBER,
  ...{ run: 1, byColor: 1, prices: 2, over: 3, pricesOver: 4 },
});

function passOptions({ trace, window, ...asked }: TwoViewsDescription) {
  const pages = Math.floor(window / asked.machine.pageSize);
  const full = () =>
    tooLarge(trace, window, (larger) => `twoViews(traceFile('program.altr')).memory('${larger}')`);
  return { ...asked, window: pages, full };
}

/**
 * A program's data with two views of it: the program's own addresses, and the kernel's, which are so many colors on. Every so often a
 * dax_io() reads or writes around what the program used last. Loads are compared with the newest bytes, as in a story.
 * @example
 * String(twoViews(traceOf(' L 1000,8')).apart(1)).slice(0, 37) // => 'two views of typed  1 colors apart · '
 */
export function twoViews(trace: Trace): TwoViews {
  refuseMore<typeof twoViews>(1, arguments, 'twoViews()', WORKING_LINE);
  if (!(trace instanceof Trace)) {
    throw new InputError([`${asTyped(trace)} is no trace: sampleTrace('words') is one`], WORKING_LINE);
  }
  return new TwoViews({
    trace,
    machine: processor('SH7750'),
    difference: undefined,
    strategies: undefined,
    rw: 'both',
    length: '1 KiB',
    every: 500,
    costs: {},
    window: '64 MiB',
    linux: USUAL_LINUX,
  });
}
