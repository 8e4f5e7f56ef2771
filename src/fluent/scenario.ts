/** `scenario()`: a story on a machine, step by step, under a coherence strategy. */
import type { InFlight } from '../hardware/memory.js';
import type { AliasDescription } from '../linux/alias.js';
import { checkScenario } from '../linux/check-scenario.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { runScenario } from '../linux/run-scenario.js';
import { aliasesOf, type ScenarioDescription } from '../linux/scenario.js';
import { isDaxIo, isStep, type RangeStep, type Step } from '../linux/steps.js';
import { completeStrategy, formatStrategy, type Strategy } from '../linux/strategy.js';
import { type BytesInput, parseBytes } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { count } from '../views/words.js';
import { aliasOf } from './address-split.js';
import { Builder, type Describable, described } from './builder.js';
import type { DaxIo } from './dax-io.js';
import { processor } from './processor.js';
import { Run } from './run.js';
import { none, StrategyChoice } from './strategies.js';

/** An alias, or its plain data. */
export type AliasInput = AliasDescription | Describable<AliasDescription>;
/** A machine or a processor, or its plain data. */
export type MachineInput = MachineDescription | Describable<MachineDescription>;

/** A range of an alias's page: all of it, where nothing is said. */
export interface Range {
  /** The first byte in the page. */
  readonly at?: Size;
  readonly length?: Size;
}

/** A step that is described when the story is run; a dax_io() without a file takes that of the aliases. */
type StepInput = (fallback: DaxFileDescription | undefined) => Step;

interface ScenarioProps {
  readonly machine: MachineInput;
  readonly steps: readonly StepInput[];
  readonly strategy: StrategyChoice | Strategy;
  readonly replacements: readonly AliasInput[];
  /** The core that the next steps run on. */
  readonly core: number;
}

const WORKING_LINE = `scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`;

const WORKING_RANGE = `scenario().flush(alias(daxFile('mail.dat').page(0)), { at: 0, length: 64 }).run()`;

/** A story. Each method gives a new story; what is wrong with it is said, all at once, when it is run. */
export class Scenario extends Builder<ScenarioDescription> {
  readonly #props: ScenarioProps;

  constructor(props: ScenarioProps) {
    super();
    this.#props = Object.freeze(props);
  }

  // --- steps ---

  /** The CPU stores bytes through an alias, at a byte of its page. */
  store(alias: AliasInput, data: BytesInput, at: Size = 0): Scenario {
    return this.#then(() => ({
      do: 'store',
      alias: aliasOf(alias),
      at: parseSize(at, 'offset in the page'),
      bytes: [...parseBytes(data, 'data to store')],
    }));
  }
  /** The CPU loads bytes through an alias. */
  load(alias: AliasInput, length: Size, at: Size = 0): Scenario {
    return this.#range('load', alias, { at, length });
  }
  /** Writes the alias's dirty lines back and keeps them. */
  clean(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('clean', alias, range);
  }
  /** Drops the alias's lines; what was dirty is gone. */
  invalidate(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('invalidate', alias, range);
  }
  /** Cleans the alias's lines, then drops them. */
  flush(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('flush', alias, range);
  }
  /** Hardware evicts the alias's lines of its own accord, as it may at any time. */
  evict(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('evict', alias, range);
  }
  /** Hardware fetches the alias's lines of its own accord, as a prefetcher or a speculative load may at any time. */
  fetch(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('fetch', alias, range);
  }
  /** Cache maintenance by set and way; of the whole cache, where no slot is named. */
  maintainCache(
    action: 'clean' | 'invalidate' | 'flush',
    slot?: { readonly set: number; readonly way: number },
  ): Scenario {
    return this.#then(() => {
      const problems = new Problems();
      problems.unless(
        ['clean', 'invalidate', 'flush'].includes(action),
        `${asTyped(action)} is none of clean, invalidate, flush`,
      );
      if (slot !== undefined && checkOptions(slot, ['set', 'way'], 'slot', problems)) {
        const whole = slot.set !== undefined && slot.way !== undefined;
        problems.unless(whole, `slot ${slot.set === undefined ? 'has no set' : 'has no way'}: it takes both`);
      }
      problems.throwIfAny(`scenario().maintainCache('flush', { set: 128, way: 0 }).run()`);
      return { do: `${action} cache`, ...slot };
    });
  }
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

  /**
   * Waits until the writes on their way to persistent memory have reached it, and takes the range to be safe from then on:
   * the sfence after a loop of clwb. Whether the bytes have left the cache before is for the story to see to.
   */
  barrier(alias: AliasInput, range: Range = {}): Scenario {
    return this.#range('barrier', alias, range);
  }
  /** What follows runs on this core, from 0: the machine needs as many, `machine(cache()).cores(2)`. */
  onCore(core: number): Scenario {
    return this.#with({ core });
  }
  /**
   * A power cut: caches and DRAM forget, persistent memory keeps what has reached it. Writes that no barrier completed are
   * `'lost'`, or `'arrives'` has them reach the medium: hardware may do either. Mappings are as before.
   */
  crash(inFlight: InFlight = 'lost'): Scenario {
    return this.#then(() => ({ do: 'crash', inFlight }));
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

  /** Runs the story. Throws one InputError with everything that is wrong with it; nothing is half-done then. */
  run(): Run {
    return new Run(runScenario(this.describe()));
  }

  describe(): ScenarioDescription {
    const problems = new Problems();
    const machine = problems.collect(() => described(this.#props.machine));
    const fallback = problems.collect(() => this.#onlyFile());
    const steps = this.#props.steps.flatMap(
      (step, index) => problems.collectAs(`step ${index + 1}`, () => step(fallback)) ?? [],
    );
    const replacements = this.#props.replacements.flatMap(
      (alias) => problems.collect(() => aliasOf(alias)) ?? [],
    );
    const { strategy } = this.#props;
    const chosen = problems.collect(() =>
      strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy),
    );
    checkReplacements(replacements, aliasesOf({ steps }), problems);
    problems.throwIfAny(WORKING_LINE);
    const description: ScenarioDescription = {
      machine: machine!,
      steps: steps.map((step) => replaceAlias(step, replacements)),
      strategy: chosen!,
    };
    checkScenario(description, WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence({ machine, steps, strategy }: ScenarioDescription): string {
    return `scenario  ${count(steps.length, 'step')} on ${machine.name} · strategy: ${formatStrategy(strategy)}`;
  }

  /** The file that the story's aliases are of; undefined where there is none, or more than one. */
  #onlyFile(): DaxFileDescription | undefined {
    const steps = this.#props.steps.flatMap((step) => {
      try {
        return step(undefined);
      } catch (error) {
        if (error instanceof InputError) return []; // reported when the steps are described
        throw error;
      }
    });
    const files = aliasesOf({ steps }).map(({ of }) => of.file);
    const names = new Set(files.map(({ name }) => name));
    return names.size === 1 ? files[0] : undefined;
  }

  #range(action: RangeStep['do'], alias: AliasInput, range: Range): Scenario {
    return this.#then(() => {
      const problems = new Problems();
      checkOptions(range, ['at', 'length'], 'range', problems);
      problems.throwIfAny(WORKING_RANGE);
      return {
        do: action,
        alias: aliasOf(alias),
        at: parseSize(range.at ?? 0, 'offset in the page'),
        ...(range.length !== undefined && { length: parseSize(range.length, 'length') }),
      };
    });
  }

  #then(step: StepInput): Scenario {
    const { core, steps } = this.#props;
    // Core 0 goes without saying: a story without cores is told as it always was.
    const placed: StepInput = (fallback) => (core === 0 ? step(fallback) : { ...step(fallback), core });
    return this.#with({ steps: [...steps, placed] });
  }

  #with(change: Partial<ScenarioProps>): Scenario {
    return new Scenario({ ...this.#props, ...change });
  }
}

/** An alias that replaces nothing was not meant so. */
function checkReplacements(
  replacements: readonly AliasDescription[],
  aliases: readonly AliasDescription[],
  problems: Problems,
): void {
  const names = [...new Set(aliases.map(({ name }) => `'${name}'`))];
  for (const { name } of replacements) {
    problems.unless(
      names.includes(`'${name}'`),
      `with() replaces the alias of the same name, and the story has none called '${name}': it has ${names.join(', ') || 'none'}`,
    );
  }
}

function replaceAlias(step: Step, replacements: readonly AliasDescription[]): Step {
  if (!('alias' in step)) return step;
  const replacement = replacements.filter(({ name }) => name === step.alias.name).at(-1);
  return replacement ? { ...step, alias: replacement } : step;
}

/**
 * A story without steps yet, on a machine: an SH7750 if none is named. Plain data that a story's `toJSON()` gave makes
 * the same story again.
 */
export function scenario(on: MachineInput | ScenarioDescription = processor('SH7750')): Scenario {
  const empty = { steps: [], strategy: none(), replacements: [], core: 0 };
  if (typeof on === 'object' && on !== null && 'steps' in on) {
    const stored: readonly unknown[] = Array.isArray(on.steps) ? on.steps : [on.steps];
    const steps = stored.map((step) => () => {
      if (!isStep(step))
        throw new InputError([`${asTyped(step)} is not a step that toJSON() gave`], WORKING_LINE);
      return step;
    });
    return new Scenario({ ...empty, machine: on.machine, steps, strategy: on.strategy });
  }
  return new Scenario({ ...empty, machine: on });
}
