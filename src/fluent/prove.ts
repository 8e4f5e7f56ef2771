/** `prove()`: not one run of a story, but every run that its aliases, its machine and its strategy allow. */
import type { AliasDescription } from '../linux/alias.js';
import { samePage } from '../linux/alias.js';
import { checkScenario } from '../linux/check-scenario.js';
import { aliasesOf } from '../linux/scenario.js';
import { completeStrategy, formatStrategy, type Strategy } from '../linux/strategy.js';
import { promelaOf } from '../prove/promela.js';
import { decide, decidePlans, USUAL_BUDGET } from '../prove/prove.js';
import type { Question } from '../prove/question.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { InputError, Problems } from '../units/problems.js';
import { count } from '../views/words.js';
import { aliasOf } from './address-split.js';
import { alias } from './alias.js';
import { Builder, described } from './builder.js';
import { daxFile } from './dax-file.js';
import { Plans } from './plans.js';
import { type AliasInput, type MachineInput, Scenario, scenario } from './scenario.js';
import { StrategyChoice } from './strategies.js';
import { Verdict } from './verdict.js';

interface ProofProps {
  readonly machine: () => MachineInput;
  readonly users: () => readonly AliasDescription[];
  readonly strategy: () => Strategy;
  readonly concurrent: boolean;
  readonly speculative: boolean;
  readonly budget: number;
}

const WORKING_LINE = `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello')).run()`;
/** More users than this have more states than anyone waits for. */
const MOST_USERS = 3;

/** A question. Each method gives a new one; what is wrong with it is said, all at once, when it is asked. */
export class Proof extends Builder<Question> {
  readonly #props: ProofProps;

  constructor(props: ProofProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** The same question on another machine. */
  on(machine: MachineInput): Proof {
    return this.#with({ machine: () => machine });
  }
  /** The same question under another coherence strategy. */
  using(strategy: StrategyChoice | Strategy): Proof {
    return this.#with({ strategy: () => plainStrategy(strategy) });
  }
  /** The same question about these user aliases, one to three of one page. */
  users(...aliases: readonly AliasInput[]): Proof {
    return this.#with({ users: () => aliases.map(aliasOf) });
  }
  /** The user may run between the kernel's steps, and then touches the byte that the kernel is not at. */
  concurrent(): Proof {
    return this.#with({ concurrent: true });
  }
  /** Hardware may fetch the line under any cached alias at any time. */
  speculative(): Proof {
    return this.#with({ speculative: true });
  }
  /** How many states to visit at most: two million, if nothing is said. Where they do not suffice, nothing is decided. */
  budget(states: number): Proof {
    return this.#with({ budget: states });
  }

  /** Decides the question. Throws an InputError with everything that is wrong with it. */
  run(): Verdict {
    return new Verdict(decide(this.describe(), this.#props.budget));
  }
  /** The same question as a model for Spin, whose verdict has to be the same. */
  toPromela(): string {
    return promelaOf(this.describe());
  }
  /** Decides all 65,536 flush plans; the question's own strategy does not matter, except that it may revoke. */
  plans(): Plans {
    const question = this.describe();
    return new Plans(question, decidePlans(question));
  }

  describe(): Question {
    const problems = new Problems();
    const machine = problems.collect(() => described(this.#props.machine()));
    const users = problems.collect(() => this.#props.users());
    const strategy = problems.collect(() => this.#props.strategy());
    problems.throwIfAny(WORKING_LINE);
    const page = users![0]?.of;
    problems.unless(
      users!.length >= 1 && users!.length <= MOST_USERS,
      `a question has one to ${MOST_USERS} user aliases of one page, and this one has ${users!.length || 'none'}`,
    );
    for (const user of users!) {
      problems.unless(
        user.who === 'user',
        `${user.name} is an alias of the kernel, which has one of its own`,
      );
      problems.unless(
        !page || samePage(user.of, page),
        `${user.name} is an alias of another page than ${users![0]!.name}`,
      );
    }
    problems.throwIfAny(WORKING_LINE);
    // Whatever would keep a story of these aliases from running keeps the question from being asked.
    const io = { rw: 'read', file: page!.file, page: page!.page, at: 0, length: 1, bytes: [] } as const;
    const loads = users!.map((user) => ({ do: 'load', alias: user, at: 0, length: 1 }) as const);
    checkScenario(
      { machine: machine!, steps: [...loads, { do: 'dax_io', io }], strategy: strategy! },
      WORKING_LINE,
    );
    const { concurrent, speculative } = this.#props;
    return deepFreeze({
      machine: machine!,
      page: page!,
      users: users!,
      strategy: strategy!,
      concurrent,
      speculative,
    });
  }

  protected sentence({ machine, users, strategy, concurrent, speculative }: Question): string {
    const modes = [concurrent && 'concurrent', speculative && 'speculative']
      .filter(Boolean)
      .map((mode) => ` · ${mode}`);
    return `question  ${count(users.length, 'user')} and the kernel on ${machine.name} · strategy: ${formatStrategy(strategy)}${modes.join('')}`;
  }

  #with(change: Partial<ProofProps>): Proof {
    return new Proof({ ...this.#props, ...change });
  }
}

function plainStrategy(strategy: StrategyChoice | Strategy): Strategy {
  return strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy);
}

/** The user aliases of the page that the story names first. */
function usersOf(story: Scenario): AliasDescription[] {
  const users = aliasesOf(story.describe()).filter(({ who }) => who === 'user');
  return users.filter((user) => samePage(user.of, users[0]!.of));
}

/**
 * Asks whether any run at all has a stale load or loses a store: of a story's machine, user aliases and strategy, or of
 * a machine with one user where mmap() puts it. The steps of the story do not matter: users load and store, the kernel
 * reads and writes, and lines leave the cache, in any order and as often as may be.
 * @example
 * prove(scenario(processor('SH7750')).store(alias(daxFile().page(0)), 'hello')).run().coherent // => false
 * prove(processor('Cortex-A9')).run().coherent // => true
 */
export function prove(of: Scenario | MachineInput): Proof {
  const modes = { concurrent: false, speculative: false, budget: USUAL_BUDGET };
  if (of instanceof Scenario) {
    const story = of;
    return new Proof({
      ...modes,
      machine: () => story.describe().machine,
      users: () => usersOf(story),
      strategy: () => story.describe().strategy,
    });
  }
  if (of === undefined || of === null) {
    throw new InputError([`${of} is neither a story nor a machine`], WORKING_LINE);
  }
  const usual = scenario(of).load(alias(daxFile().page(0)), 1);
  return new Proof({
    ...modes,
    machine: () => of,
    users: () => usersOf(usual),
    strategy: () => ({ kind: 'none' }),
  });
}
