/** `scenario()`: a story on a machine, step by step, under a coherence strategy. */

import type { LogMode } from '../hardware/machine.js';
import type { InFlight } from '../hardware/memory.js';
import { checkScenario } from '../linux/check-scenario.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import { type Era, type LinuxDescription, USUAL_LINUX } from '../linux/linux-description.js';
import { runScenario } from '../linux/run-scenario.js';
import { isDaxIo, isStep, type Step } from '../linux/steps/index.js';
import { normalForm, type ScenarioDescription, storedSteps } from '../linux/story/normal-form.js';
import { namedIn, replaced, type Story, type Telling } from '../linux/story/story.js';
import { completeStrategy, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import { isNotation } from '../notation/read.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { Chain } from '../units/chain.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkNames, checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { count, describeLinux } from '../views/words.js';
import { aliasOf } from './address-split.js';
import { ColorMap } from './color-map.js';
import type { DaxIo } from './dax-io.js';
import { DmaCalls } from './dma-calls.js';
import type { AliasInput } from './hardware-steps.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { Orders } from './orders.js';
import { PowerCuts } from './power-cuts.js';
import { processor } from './processor.js';
import { readStory } from './read-story.js';
import { checkReplacements, replacementOf } from './replacements.js';
import { Run } from './run.js';
import { none, StrategyChoice } from './strategies.js';

/** A step that is described when the story is run; a dax_io() without a file takes that of the other steps. */
type StepInput = (fallback: DaxFileDescription | undefined) => Step;

interface ScenarioProps {
  readonly machine: MachineInput;
  readonly steps: Chain<StepInput>;
  readonly strategy: StrategyChoice | Strategy;
  readonly replacements: readonly AliasInput[];
  /** The core that the next steps run on. */
  readonly core: number;
  readonly linux: LinuxDescription;
}

const WORKING_LINE = `scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`;

/** A story. Each method gives a new story; what is wrong with it is said, all at once, when it is run. */
export class Scenario extends DmaCalls<ScenarioDescription> {
  readonly #props: ScenarioProps;

  constructor(props: ScenarioProps) {
    super();
    this.#props = Object.freeze(props);
  }

  // --- steps ---

  /** A process calls read() or write() on the DAX file. */
  daxIo(io: DaxIo): Scenario {
    return this.#then((fallback) => {
      if (typeof io?.describe !== 'function')
        throw new InputError([`${asTyped(io)} is not a dax_io()`], WORKING_LINE);
      const description = io.describe(fallback);
      if (!isDaxIo(description)) throw new InputError([`${asTyped(io)} is not a dax_io()`], WORKING_LINE);
      return { do: 'dax_io', io: description };
    });
  }

  /** What follows runs on this core, from 0: the machine needs as many, `machine(cache()).cores(2)`. */
  onCore(core: number): Scenario {
    return this.#with({ core });
  }
  // --- counterfactuals: one word each ---

  /** The same story on another machine. */
  on(machine: MachineInput): Scenario {
    return this.#with({ machine });
  }
  /** The same story, with this alias in place of the one of the same name. */
  with(alias: AliasInput): Scenario {
    return this.#with({ replacements: [...this.#props.replacements, alias] });
  }
  /** The same story under another coherence strategy. */
  using(strategy: StrategyChoice | Strategy): Scenario {
    return this.#with({ strategy });
  }

  /**
   * The same story on this release of Linux: 4.5, where nothing is said. There are 4.3, 4.4, 4.5, 4.9, 4.10, 5.4, 5.13, 6.6, 6.9,
   * 6.19 and 7.1; for another, the error names the nearest before it that was read.
   * @example
   * const story = scenario().write(daxFile('mail.dat'), 'HELLO');
   * story.run().calls().count('dax_map_atomic') // => 1
   * story.era('7.1').run().calls().count('dax_direct_access') // => 1
   */
  era(era: Era): Scenario {
    return this.#with({ linux: { ...this.#props.linux, era } });
  }
  /** The same story on a file system that is mounted without `-o dax`: files go through the page cache. */
  withoutDax(): Scenario {
    return this.#with({ linux: { ...this.#props.linux, mount: 'page cache' } });
  }

  /**
   * Runs the story. Throws one InputError with everything that is wrong with it; nothing is half-done then. `{ log: 'counts' }`
   * counts what happens and keeps no events, for transfers of many megabytes.
   */
  run(options: { readonly log?: LogMode } = {}): Run {
    const problems = new Problems();
    if (checkOptions(options, ['log'], 'run', problems)) {
      const { log } = options;
      problems.unless(
        log === undefined || log === 'events' || log === 'counts',
        `log ${asTyped(log)} is neither 'events' nor 'counts'`,
      );
    }
    problems.throwIfAny(`scenario().load(alias(daxFile('mail.dat').page(0)), 5).run({ log: 'counts' })`);
    return new Run(runScenario(this.story(), options.log));
  }

  /** What a power cut would leave after each step: see {@link PowerCuts}. */
  powerCuts(inFlight: InFlight = 'lost'): PowerCuts {
    return new PowerCuts(this.story(), inFlight);
  }

  /**
   * The story with its 2 to 5 steps in every order, and whose store is lost in which: see {@link Orders}. Steps go by letters, as told.
   * @example
   * const page = daxFile('mail.dat').page(0), user = alias(page).user(0x2955_2000), kernel = alias(page).directMap();
   * const both = scenario(sh4).store(user, 'user', 8).store(kernel, 'KERN').evict(kernel).evict(user).orders();
   * both.of('ABCD').stores.map(({ fate }) => fate) // => ['in memory', 'lost']
   * both.of('ABDC').stores.map(({ fate }) => fate) // => ['lost', 'in memory']
   */
  orders(): Orders {
    return new Orders(this.story());
  }

  /**
   * The story for every pair of colors, the user's and the kernel's: of these colors, or of all that pages have.
   * @example
   * const story = scenario(sh4).store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5));
   * story.byColors().verdict() // => 'NOT COHERENT: stale loads or lost stores in 12 of 12 with different colors, and in 0 of 4 with equal ones'
   * story.byColors([1]).of(1, 1).staleLoads // => 0
   */
  byColors(colors?: readonly number[]): ColorMap {
    return new ColorMap(this.story(), colors);
  }

  describe(): ScenarioDescription {
    return deepFreeze(normalForm(this.story()));
  }

  /**
   * The story as engines have it. Throws an InputError with everything that is wrong with it.
   * @internal
   */
  story(): Story {
    const problems = new Problems();
    const machine = problems.collect(() => machineOf(this.#props.machine));
    const fallback = problems.collect(() => this.#onlyFile());
    const steps = this.#props.steps
      .list()
      .flatMap((step, index) => problems.collectAs(`step ${index + 1}`, () => step(fallback)) ?? []);
    const replacements = this.#props.replacements.flatMap(
      (alias) => problems.collect(() => aliasOf(alias)) ?? [],
    );
    const { strategy, linux, core } = this.#props;
    // A core that steps run on is judged with them.
    const isCore = (Number.isSafeInteger(core) && core >= 0) || steps.some((step) => step.core === core);
    problems.unless(isCore, `core ${asTyped(core)} is not a whole number from 0`);
    const chosen = problems.collect(() =>
      strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy),
    );
    const named = namedIn(steps);
    checkReplacements(replacements, named.aliases, problems);
    problems.throwIfAny(WORKING_LINE);
    const telling: Telling = {
      machine: machine!,
      steps,
      strategy: chosen!,
      // The usual Linux goes without saying: a story without it is told as it always was.
      ...(linux !== USUAL_LINUX && { linux }),
    };
    const story =
      replacements.length === 0
        ? { ...telling, ...named }
        : replaced(
            telling,
            (thing, sort) => (sort === 'alias' && replacementOf(thing, replacements)) || thing,
          );
    checkScenario(story, WORKING_LINE);
    return deepFreeze(story);
  }

  protected sentence({ machine, steps, strategy, linux }: ScenarioDescription): string {
    const release = linux ? ` · ${describeLinux(linux)}` : '';
    return `scenario  ${count(steps.length, 'step')} on ${machine.name} · strategy: ${formatStrategy(strategy)}${release}`;
  }

  protected step(describe: () => Step): this {
    return this.#then(describe) as this;
  }

  /** The file that the story is about; undefined where there is none, or more than one. */
  #onlyFile(): DaxFileDescription | undefined {
    const steps = this.#props.steps.list().flatMap((step) => {
      try {
        return step(undefined);
      } catch (error) {
        if (error instanceof InputError) return []; // reported when the steps are described
        throw error;
      }
    });
    const { files } = namedIn(steps);
    return files.length === 1 ? files[0] : undefined;
  }

  #then(step: StepInput): Scenario {
    const { core, steps } = this.#props;
    // Core 0 goes without saying: a story without cores is told as it always was.
    const placed: StepInput = (fallback) => (core === 0 ? step(fallback) : { ...step(fallback), core });
    return this.#with({ steps: steps.and(placed) });
  }

  #with(change: Partial<ScenarioProps>): Scenario {
    return new Scenario({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Scenario, 'scenario()', WORKING_LINE, {
  ...{
    read: 3,
    write: 4,
    switchTo: 2,
    cachetlb: 3,
    dmaMap: 3,
    dmaUnmap: 3,
    dmaSyncForCpu: 3,
    dmaSyncForDevice: 3,
    store: 3,
    load: 3,
    clean: 2,
    invalidate: 2,
    flush: 2,
    evict: 2,
  },
  ...{ dmaFrom: 4, dmaTo: 4 },
  ...{ fetch: 2, maintainCache: 2, barrier: 2, crash: 1, run: 1, powerCuts: 1, byColors: 1 },
});

/** What stored data of a story have; those of version 0.1.0 have no lists of names. */
const STORED = Object.keys({
  ...{ machine: true, linux: true, strategy: true, files: true, aliases: true, mappings: true, steps: true },
} satisfies Record<keyof ScenarioDescription, true>);

/**
 * A story without steps yet, on a machine, or on a CPU by its name: an SH7750 if none is named. Plain data that a story's `toJSON()` gave makes
 * the same story again, and so does the text in quotes at the end of a mail of `run().toMail()`; in backticks it may have its line ends.
 * @example
 * scenario('SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)').run().read() // => '"·····"'
 */
export function scenario(on: MachineInput | ScenarioDescription | Telling = processor('SH7750')): Scenario {
  refuseMore<typeof scenario>(1, arguments, 'scenario()', WORKING_LINE);
  if (typeof on === 'string' && isNotation(on)) return scenario(readStory(on));
  const empty = {
    steps: Chain.of<StepInput>([]),
    strategy: none(),
    replacements: [],
    core: 0,
    linux: USUAL_LINUX,
  };
  if (typeof on === 'object' && on !== null && 'steps' in on) {
    const problems = new Problems();
    checkNames(on, STORED, 'story', problems);
    problems.throwIfAny(WORKING_LINE);
    const steps = storedSteps({ ...on }).map(
      (stored): StepInput =>
        () => {
          const step = stored();
          if (isStep(step)) return step;
          throw new InputError([`${asTyped(step)} is not a step that toJSON() gave`], WORKING_LINE);
        },
    );
    const { machine, strategy, linux = USUAL_LINUX } = on;
    return new Scenario({ ...empty, machine, steps: Chain.of(steps), strategy, linux });
  }
  return new Scenario({ ...empty, machine: on as MachineInput });
}
