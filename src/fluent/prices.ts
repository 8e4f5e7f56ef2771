/** `prices()`: what one `dax_io()` costs under each coherence strategy, measured on stories that run. */

import { checkScenario } from '../linux/check-scenario.js';
import { checkLinux, type Era, type LinuxDescription, USUAL_LINUX } from '../linux/linux-description.js';
import { checkMachine, colorsOn } from '../linux/machine-description.js';
import { checkStrategy, completeStrategy, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import { type Costs, completeCosts } from '../price/costs.js';
import { type PricesDescription, priceRows, transferOf } from '../price/priced-strategies.js';
import { priceStory } from '../price/transfer-story.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { isPlainObject } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import { formatSize, parseSize, type Size } from '../units/size.js';
import { listed } from '../units/words.js';
import { PRICED_BY, type PricedBy } from '../views/prices-over.js';
import { describeMachine } from '../views/words.js';
import { Builder } from './builder.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { Priced, PricedOver } from './priced.js';
import { describePrices } from './prices-description.js';
import { processor } from './processor.js';
import { StrategyChoice } from './strategies.js';
import { NAMED_STRATEGIES } from './usual-strategies.js';

/** Strategies by the names that tables call them. */
export type NamedStrategies = Readonly<Record<string, StrategyChoice | Strategy>>;

interface PricesProps {
  readonly machine: MachineInput;
  readonly rw: PricesDescription['rw'];
  readonly length: Size;
  readonly resident: number;
  readonly dirty: number;
  /** Left out: as far as the colors can be. */
  readonly apart: number | undefined;
  readonly strategies: readonly (StrategyChoice | Strategy | NamedStrategies)[];
  readonly costs: Partial<Costs>;
  /** Left out: the usual one. */
  readonly linux: LinuxDescription | undefined;
}

const WORKING_LINE = `prices(processor('SH7750')).transferring('4 KiB').resident(1).dirty(0.5).run()`;

/** More than this would take minutes over a few values: every line of a transfer is touched some six times under each strategy. */
const LONGEST = 2 ** 20;

/** A question about prices. Each method gives a new one; what is wrong with it is said, all at once, when it runs. */
export class Prices extends Builder<PricesDescription> {
  readonly #props: PricesProps;

  constructor(props: PricesProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** On this machine; its first core does it all. */
  on(machine: MachineInput): Prices {
    return this.#with({ machine });
  }
  /** In this release of Linux: 4.5, where nothing is said. */
  era(era: Era): Prices {
    return this.#with({ linux: { ...USUAL_LINUX, era } });
  }
  /** Of a read() alone; of so many bytes, as `transferring()` says, where a length is given. */
  reading(length: Size = this.#props.length): Prices {
    return this.#with({ rw: 'read', length });
  }
  /** Of a write() alone; of so many bytes, where a length is given. */
  writing(length: Size = this.#props.length): Prices {
    return this.#with({ rw: 'write', length });
  }
  /** Of a read() and a write(), each from the same start: what is asked where nothing is said. Of so many bytes, where a length is given. */
  copying(length: Size = this.#props.length): Prices {
    return this.#with({ rw: 'both', length });
  }
  /** Of so many bytes, from the start of a page on: up to 1 MiB. */
  transferring(length: Size): Prices {
    return this.#with({ length });
  }
  /** The user has this share of the transfer's lines in the cache when the call comes, from 0 to 1. */
  resident(share: number): Prices {
    return this.#with({ resident: share });
  }
  /** This share of the lines that the user has is dirty, from 0 to 1. */
  dirty(share: number): Prices {
    return this.#with({ dirty: share });
  }
  /** The direct map is so many colors on from the user's address of each page: half of them, where nothing is said. */
  apart(difference: number): Prices {
    return this.#with({ apart: difference });
  }
  /** Under these strategies, `using(none(), congruent())`; or by the names that tables shall call them, `using({ window: congruent() })`. */
  using(...strategies: readonly (StrategyChoice | Strategy | NamedStrategies)[]): Prices {
    return this.#with({ strategies });
  }
  /** @deprecated The old name of `using()`. */
  strategies(strategies: NamedStrategies): Prices {
    renamed('prices().strategies()', 'prices().using()');
    return this.using(strategies);
  }
  /** What things cost, in cycles; the usual costs where nothing is said. */
  costs(costs: Partial<Costs>): Prices {
    return this.#with({ costs });
  }

  /**
   * Runs each story on the machine and counts. A user's loads and stores set the scene and cost nothing; the call, and the user's loads of
   * the same bytes afterwards, are what is paid for. Throws an InputError for what is wrong with the question.
   */
  run(): Priced {
    const description = this.describe();
    return new Priced(description, priceRows(description));
  }

  /**
   * The same over lengths (`'length'`), over the share of lines that the user has (`'resident'`), or of these over the share that is dirty
   * (`'dirty'`): where each strategy is cheap.
   * @example
   * prices().reading().over('length', ['64 B', '128 B']).table().numRows() // => 12
   */
  over(what: PricedBy, values: readonly Size[]): PricedOver {
    if (!PRICED_BY.includes(what) || !Array.isArray(values) || values.length === 0) {
      throw new InputError(
        [
          `prices over ${asTyped(what)} ${asTyped(values)}: ${listed(PRICED_BY, 'or')} with a list of values can be asked for`,
        ],
        `prices().over('length', ['64 B', '1 KiB', '4 KiB'])`,
      );
    }
    const problems = new Problems();
    const all = values.map((value) => problems.collect(() => this.#with({ [what]: value }).describe())!);
    problems.throwIfAny(WORKING_LINE);
    const points = all.map((description) => ({ value: description[what], rows: priceRows(description) }));
    return new PricedOver(all[0]!, what, points);
  }

  describe(): PricesDescription {
    const { rw, length, resident, dirty, apart, costs, linux } = this.#props;
    const problems = new Problems();
    const machine = problems.collect(() => {
      const description = machineOf(this.#props.machine);
      checkMachine(description, problems);
      return description;
    });
    const bytes = problems.collect(() => parseSize(length, 'transfer'));
    problems.unless(
      bytes === undefined || (bytes >= 1 && bytes <= LONGEST),
      `transfer ${asTyped(length)} is not from 1 B to ${formatSize(LONGEST)}`,
    );
    checkShare(resident, 'resident', problems);
    checkShare(dirty, 'dirty', problems);
    const strategies = this.#strategies(problems);
    const complete = completeCosts(costs, problems);
    if (linux) checkLinux(linux, problems);
    problems.throwIfAny(WORKING_LINE); // colors cannot be judged without a machine
    const colors = colorsOn(machine!);
    const difference = apart === undefined ? Math.floor(colors / 2) : apart;
    const those = colors === 1 ? 'there is one color' : `there are ${colors} colors`;
    problems.unless(
      Number.isInteger(difference) && difference >= 0 && difference < colors,
      `${asTyped(difference)} colors apart: ${those}, on ${machine!.name}`,
    );
    for (const { name, strategy } of strategies) {
      const found = new Problems();
      checkStrategy(strategy, colors, found);
      for (const problem of found.found) problems.add(`${name}: ${problem}`);
    }
    problems.throwIfAny(WORKING_LINE);
    const description: PricesDescription = {
      ...{ machine: machine!, ...(linux && { linux }), rw, length: bytes!, resident, dirty },
      ...{ apart: difference, strategies, costs: complete },
    };
    // What no address is left for is found before anything runs.
    checkScenario(priceStory(transferOf(description, 'read'), { kind: 'none' }).scenario, WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence(description: PricesDescription): string {
    const names = description.strategies.map(({ name }) => name).join(', ');
    return `prices  ${describePrices(description)} · under ${names} · ${describeMachine(description.machine)}`;
  }

  #strategies(problems: Problems): PricesDescription['strategies'] {
    const given = this.#props.strategies.flatMap((each): [string | undefined, StrategyChoice | Strategy][] =>
      isNamed(each) ? Object.entries(each) : [[undefined, each]],
    );
    problems.unless(given.length > 0, 'prices are those of strategies, and there are none');
    const strategies = given.map(([name, each]) => {
      const complete = () => (each instanceof StrategyChoice ? each.toJSON() : completeStrategy(each));
      const strategy = problems.collectAs(name ?? asTyped(each), complete)!;
      return { name: name ?? nameOf(strategy), strategy };
    });
    for (const [i, { name }] of strategies.entries()) {
      const isFirst = strategies.findIndex((other) => other.name === name) === i;
      problems.unless(isFirst, `two strategies are called ${asTyped(name)}: using({ … }) gives them names`);
    }
    return strategies;
  }

  #with(change: Partial<PricesProps>): Prices {
    return new Prices({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Prices, 'prices()', WORKING_LINE, {
  reading: 1,
  writing: 1,
  copying: 1,
  using: ANY_NUMBER,
});

/** Strategies by name are an object without a kind; one that has a kind is a strategy itself. */
function isNamed(given: StrategyChoice | Strategy | NamedStrategies): given is NamedStrategies {
  return isPlainObject(given) && typeof given.kind !== 'string';
}

/** What tables call a strategy that nobody named; what is none is only to be told of. */
function nameOf(strategy: Strategy): string {
  const problems = new Problems();
  checkStrategy(strategy, Number.POSITIVE_INFINITY, problems);
  return problems.count === 0 ? formatStrategy(strategy) : asTyped(strategy);
}

function checkShare(share: number, what: string, problems: Problems): void {
  problems.unless(
    typeof share === 'number' && share >= 0 && share <= 1,
    `${what} ${asTyped(share)} is not a share from 0 to 1`,
  );
}

/**
 * What one `dax_io()` costs under each coherence strategy: to begin with a read and a write of 4 KiB that the user has in the cache, half of
 * the lines dirty. The price is that of the call and of the user's loads of the same bytes afterwards, where what was flushed comes back.
 * Each story runs on the machine, and says what was stale in it; a proof says whether the strategy is right in any run. Cycles are counts
 * times the parameters of `COST_PARAMETERS`; nothing overlaps, a hit is a line and not a word, and what is left dirty is not paid for yet.
 * @example
 * prices().reading().transferring('64 B').run().cycles('congruent') // => 28
 */
export function prices(on: MachineInput = processor('SH7750')): Prices {
  refuseMore<typeof prices>(1, arguments, 'prices()', WORKING_LINE);
  return new Prices({
    machine: on,
    rw: 'both',
    length: '4 KiB',
    resident: 1,
    dirty: 0.5,
    apart: undefined,
    strategies: [NAMED_STRATEGIES],
    costs: {},
    linux: undefined,
  });
}
