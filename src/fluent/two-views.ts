/** `twoViews()`: a real program's data, seen by the program and by the kernel at addresses of chosen colors. */

import { isVirtuallyIndexed } from '../hardware/cache-description.js';
import { type Costs, completeCosts } from '../linux/costs.js';
import { checkMachine, colorsOn } from '../linux/machine-description.js';
import { checkStrategy, completeStrategy, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import type { KernelCalls } from '../replay/two-views/kernel-calls.js';
import type { TwoViewsDescription } from '../replay/two-views/two-views-description.js';
import { TwoViewsPass } from '../replay/two-views/two-views-pass.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { formatSize, isPowerOfTwo, parseSize, type Size } from '../units/size.js';
import type { TwoViewsRow } from '../views/two-views.js';
import { describeMachine } from '../views/words.js';
import { Builder } from './builder.js';
import { tooLarge, windowOf } from './data-window.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { processor } from './processor.js';
import { type RunOptions, watched } from './run-options.js';
import { none, StrategyChoice } from './strategies.js';
import { Trace } from './trace.js';
import { type TwoViewsOutcome, TwoViewsResult } from './two-views-result.js';
import { USUAL_STRATEGIES } from './usual-strategies.js';

interface TwoViewsProps {
  readonly trace: Trace;
  readonly machine: MachineInput;
  /** Left out: as far as the colors can be. */
  readonly difference: number | undefined;
  readonly strategy: StrategyChoice | Strategy;
  readonly rw: KernelCalls['rw'];
  readonly length: Size;
  readonly every: number;
  readonly costs: Partial<Costs>;
  readonly window: Size;
}

const WORKING_LINE = `await twoViews(sampleTrace('words')).on(processor('SH7750')).apart(2).copying('1 KiB').every(500).run()`;

/** Two views of a program's data. Each method gives a new one; what is wrong with it is said, all at once, when it runs. */
export class TwoViews extends Builder<TwoViewsDescription> {
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
  /** Under this coherence strategy. A congruent window is 0 colors apart, whatever was said. */
  using(strategy: StrategyChoice | Strategy): TwoViews {
    return this.#with({ strategy });
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
   * What things cost, in cycles; the usual costs where nothing is said. `refill` and `barrier` have no say here: a program's misses are
   * all priced as fills, and its calls wait for nothing.
   */
  costing(costs: Partial<Costs>): TwoViews {
    return this.#with({ costs });
  }
  /** How much memory the program may use: 64 MiB, where nothing is said. Data is kept of all of it. */
  window(window: Size): TwoViews {
    return this.#with({ window });
  }

  /** Reads the trace once. Throws an InputError for what is wrong with the question or the trace. */
  async run(options: RunOptions = {}): Promise<TwoViewsResult> {
    const description = this.describe();
    return this.#run([description], 'one', options);
  }

  /** The same at every difference of colors, in one pass. */
  async byColor(options: RunOptions = {}): Promise<TwoViewsResult> {
    const description = this.describe();
    const differences = Array.from({ length: colorsOn(description.machine) }, (_, i) => i);
    const all = differences.map((difference) => ({ ...description, difference }));
    return this.#run(all, 'color', options);
  }

  /** The same under each of these strategies, in one pass; under the usual ones, where none is named. */
  async prices(
    strategies: readonly (StrategyChoice | Strategy)[] = USUAL_STRATEGIES,
    options: RunOptions = {},
  ) {
    if (!Array.isArray(strategies) || strategies.length === 0) {
      throw new InputError(
        [`${asTyped(strategies)} is no list of strategies`],
        `await twoViews(sampleTrace('words')).prices([none(), congruent()])`,
      );
    }
    const problems = new Problems();
    const all = strategies.map((strategy) => problems.collect(() => this.using(strategy).describe()));
    problems.throwIfAny(WORKING_LINE);
    return this.#run(all as TwoViewsDescription[], 'strategy', options);
  }

  /**
   * The same under each strategy while the kernel copies so many bytes at a time (`'length'`), or calls after so many references of the
   * program (`'every'`): where each cure is cheap, in one pass.
   */
  async pricesOver(
    what: 'length' | 'every',
    values: readonly Size[],
    strategies: readonly (StrategyChoice | Strategy)[] = USUAL_STRATEGIES,
    options: RunOptions = {},
  ): Promise<TwoViewsResult> {
    const isList =
      Array.isArray(values) && values.length > 0 && Array.isArray(strategies) && strategies.length > 0;
    if (!isList || (what !== 'length' && what !== 'every')) {
      throw new InputError(
        [
          `prices over ${asTyped(what)} ${asTyped(values)}: 'length' or 'every' with its values can be asked for`,
        ],
        `await twoViews(sampleTrace('words')).pricesOver('length', ['64 B', '1 KiB'])`,
      );
    }
    const problems = new Problems();
    const all = values.flatMap((value) =>
      strategies.map((strategy) => {
        const change = what === 'length' ? { length: value } : { every: value as number };
        return problems.collect(() => this.#with({ ...change, strategy }).describe());
      }),
    );
    problems.throwIfAny(WORKING_LINE);
    return this.#run(all as TwoViewsDescription[], what, options);
  }

  async #run(
    all: readonly TwoViewsDescription[],
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
      const { machine, difference, strategy, calls } = all[i]!;
      const { length, every } = calls;
      const asked = { cache: machine.cache, difference, strategy, length, every };
      return { ...asked, counts: pass.counts(), calls: pass.calls };
    });
    const { references, pages } = passes[0]!;
    return new TwoViewsResult({ ...all[0]!, by, rows, references, pages });
  }

  describe(): TwoViewsDescription {
    const { trace, machine, difference, strategy, rw, length, every, costs, window } = this.#props;
    const problems = new Problems();
    const onMachine = problems.collect(() => {
      const description = machineOf(machine);
      checkMachine(description, problems);
      return description;
    });
    const plain = problems.collect(() => {
      const complete = strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy);
      // Colors of a window are looked at below.
      checkStrategy(complete, Number.POSITIVE_INFINITY, problems);
      return complete;
    });
    const bytes = problems.collect(() => parseSize(length, 'length')) ?? 1;
    problems.unless(
      isPowerOfTwo(bytes) && bytes <= 4096,
      `length ${asTyped(length)} is not a power of two of at most 4 KiB`,
    );
    const isEvery = Number.isInteger(every) && every >= 1;
    problems.unless(isEvery, `every ${asTyped(every)} references: it is a whole number from 1`);
    const complete = completeCosts(costs, problems);
    problems.throwIfAny(WORKING_LINE);
    const colors = colorsOn(onMachine!);
    const apart = difference === undefined ? Math.floor(colors / 2) : difference;
    const isApart = Number.isInteger(apart) && apart >= 0 && apart < colors;
    const those = colors === 1 ? 'there is one color' : `there are ${colors} colors`;
    problems.unless(isApart, `${asTyped(apart)} colors apart: ${those}, on ${onMachine!.name}`);
    const room = problems.collect(() => windowOf(window, onMachine!.pageSize));
    const isUsual = plain!.kind !== 'congruent' || plain!.color === 'user';
    problems.unless(isUsual, `${formatStrategy(plain!)}: here a window has the color of the program’s page`);
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({
      trace: trace.name,
      machine: onMachine!,
      difference: plain!.kind === 'congruent' ? 0 : apart,
      strategy: plain!,
      calls: { rw, length: bytes, every },
      costs: complete,
      window: room!,
    });
  }

  protected sentence({ trace, machine, difference, strategy, calls }: TwoViewsDescription): string {
    const what = { read: 'reads', write: 'writes', both: 'reads and writes in turn' }[calls.rw];
    const kernel = `the kernel ${what} ${formatSize(calls.length)} every ${calls.every} references`;
    return `two views of ${trace}  ${difference} colors apart · ${kernel} · strategy: ${formatStrategy(strategy)} · ${describeMachine(machine)}`;
  }

  #with(change: Partial<TwoViewsProps>): TwoViews {
    return new TwoViews({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(TwoViews, 'twoViews(…)', WORKING_LINE, { run: 1, byColor: 1, prices: 2, pricesOver: 4 });

function passOptions({ trace, machine, difference, strategy, calls, window }: TwoViewsDescription) {
  const { cache, pageSize } = machine;
  const pages = Math.floor(window / pageSize);
  const full = () =>
    tooLarge(trace, window, (larger) => `twoViews(traceFile('program.altr')).window('${larger}')`);
  return {
    ...{ cache, pageSize, strategy, calls, full },
    // A physical index has no colors, and two views are one line there.
    difference: isVirtuallyIndexed(cache) ? difference : 0,
    window: pages,
  };
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
    strategy: none(),
    rw: 'both',
    length: '1 KiB',
    every: 500,
    costs: {},
    window: '64 MiB',
  });
}
