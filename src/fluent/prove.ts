/** `prove()`: not one run of a story, but every run that its aliases, its machine and its strategy allow. */
import type { AliasDescription } from '../linux/alias.js';
import { samePage } from '../linux/alias.js';
import { checkScenario } from '../linux/check-scenario.js';
import { coresOf } from '../linux/machine-description.js';
import { aliasesOf } from '../linux/scenario.js';
import { completeStrategy, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import { promelaOf } from '../prove/promela.js';
import { decide, decidePlans } from '../prove/prove.js';
import type { Pins, Question } from '../prove/question.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { modesOf } from '../views/verdict.js';
import { count } from '../views/words.js';
import { aliasOf } from './address-split.js';
import { isStory, readQuestion } from './again.js';
import { alias } from './alias.js';
import { Builder, described } from './builder.js';
import { daxFile } from './dax-file.js';
import type { AliasInput } from './hardware-steps.js';
import { Plans } from './plans.js';
import { type MachineInput, Scenario, scenario } from './scenario.js';
import { StrategyChoice } from './strategies.js';
import { Verdict } from './verdict.js';

interface ProofProps {
  readonly machine: () => MachineInput;
  readonly users: () => readonly AliasDescription[];
  readonly also: () => readonly AliasDescription[];
  readonly strategy: () => Strategy;
  readonly concurrent: boolean;
  readonly speculative: boolean;
  readonly durable: boolean;
  readonly pinned: Pins;
  /** Left out: what is usual for one verdict, or for all plans. */
  readonly budget: number | undefined;
}

const WORKING_LINE = `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello')).run()`;
const WORKING_PINS = `prove(machine(cache()).cores(2)).pinned({ users: 1, kernel: 0 }).run()`;
/** Beside the alias that dax_io() uses; more have more states than anyone waits for. */
const MOST_OTHERS = 3;

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
  /**
   * The kernel also loads and stores through these aliases of its own at any time, without any care: through the direct
   * map, say, where dax_io() itself uses a window.
   */
  also(...aliases: readonly AliasInput[]): Proof {
    return this.#with({ also: () => aliases.map(aliasOf) });
  }
  /** The user may run between the kernel's steps, and then touches the byte that the kernel is not at. */
  concurrent(): Proof {
    return this.#with({ concurrent: true });
  }
  /** Hardware may fetch the line under any cached alias at any time. */
  speculative(): Proof {
    return this.#with({ speculative: true });
  }
  /** What a write() has written must still be there after a power cut at any time: its barrier has promised that. */
  durable(): Proof {
    return this.#with({ durable: true });
  }
  /** Users, or the kernel, stay on one core each; on any core at any time, where nothing is said. */
  pinned(pins: Pins): Proof {
    return this.#with({ pinned: pins });
  }
  /**
   * How many states to visit at most: two million for a verdict and 500 million for all plans, if nothing is said. Where
   * they do not suffice, nothing is decided.
   */
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
    return new Plans(question, decidePlans(question, this.#props.budget));
  }

  describe(): Question {
    const problems = new Problems();
    const machine = problems.collect(() => described(this.#props.machine()));
    const users = problems.collect(() => this.#props.users());
    const also = problems.collect(() => this.#props.also());
    const strategy = problems.collect(() => this.#props.strategy());
    problems.throwIfAny(WORKING_LINE);
    const page = users![0]?.of;
    checkAliases(users!, also!, problems);
    problems.throwIfAny(WORKING_LINE);
    // Whatever would keep a story of these aliases from running keeps the question from being asked.
    const io = { rw: 'read', file: page!.file, page: page!.page, at: 0, length: 1, bytes: [] } as const;
    const loads = [...users!, ...also!].map(
      (user) => ({ do: 'load', alias: user, at: 0, length: 1 }) as const,
    );
    checkScenario(
      { machine: machine!, steps: [...loads, { do: 'dax_io', io }], strategy: strategy! },
      WORKING_LINE,
    );
    checkPins(this.#props.pinned, coresOf(machine!).count, problems);
    problems.throwIfAny(WORKING_PINS);
    const { concurrent, speculative, durable, pinned } = this.#props;
    const modes = { concurrent, speculative, durable, pinned };
    const asked = { machine: machine!, users: users!, also: also!, strategy: strategy! };
    return deepFreeze({ ...asked, ...modes });
  }

  protected sentence(question: Question): string {
    const { machine, users, strategy } = question;
    const modes = modesOf(question).map((mode) => ` · ${mode}`);
    return `question  ${count(users.length, 'user')} and the kernel on ${machine.name} · strategy: ${formatStrategy(strategy)}${modes.join('')}`;
  }

  #with(change: Partial<ProofProps>): Proof {
    return new Proof({ ...this.#props, ...change });
  }
}

function plainStrategy(strategy: StrategyChoice | Strategy): Strategy {
  return strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy);
}

function checkAliases(
  users: readonly AliasDescription[],
  also: readonly AliasDescription[],
  problems: Problems,
): void {
  problems.unless(users.length > 0, 'a question has a user alias of the page, and this one has none');
  problems.unless(
    users.length + also.length <= MOST_OTHERS,
    `a question has at most ${MOST_OTHERS} aliases beside that of dax_io(), and this one has ${users.length + also.length}`,
  );
  for (const user of users) {
    problems.unless(
      user.who === 'user',
      `${user.name} is an alias of the kernel: dax_io() has one of its own, and others go to also()`,
    );
  }
  for (const other of also) {
    problems.unless(other.who === 'kernel', `${other.name} is an alias of a user: those go to users()`);
  }
  for (const alias of [...users, ...also]) {
    problems.unless(
      users.length === 0 || samePage(alias.of, users[0]!.of),
      `${alias.name} is an alias of another page than ${users[0]?.name}`,
    );
  }
}

function checkPins(pins: Pins, cores: number, problems: Problems): void {
  if (!checkOptions(pins, ['users', 'kernel'], 'pins', problems)) return;
  for (const [who, core] of Object.entries(pins)) {
    const exists = Number.isInteger(core) && (core as number) >= 0 && (core as number) < cores;
    const those = cores === 1 ? 'core 0 only' : `cores 0 to ${cores - 1}`;
    problems.unless(
      core === undefined || exists,
      `${who} cannot be pinned to core ${asTyped(core)}: the machine has ${those}`,
    );
  }
}

/** The user aliases of the page that the story names first. */
function usersOf(story: Scenario): AliasDescription[] {
  const users = aliasesOf(story.describe()).filter(({ who }) => who === 'user');
  return users.filter((user) => samePage(user.of, users[0]!.of));
}

function questionAgain(question: Question, modes: Pick<ProofProps, 'budget'>): Proof {
  const { machine, users, also = [], strategy, concurrent, speculative, durable, pinned = {} } = question;
  const list = (aliases: readonly AliasDescription[]) => () =>
    (Array.isArray(aliases) ? aliases : [aliases]).map(aliasOf);
  return new Proof({
    ...modes,
    machine: () => machine,
    users: list(users),
    also: list(also),
    strategy: () => plainStrategy(strategy),
    concurrent: concurrent === true,
    speculative: speculative === true,
    durable: durable === true,
    pinned,
  });
}

/**
 * Asks whether any run at all has a stale load or loses a store: of a story's machine, user aliases and strategy, or of
 * a machine with one user where mmap() puts it. The steps of the story do not matter: users load and store, the kernel
 * reads and writes, and lines leave the cache, in any order and as often as may be. Plain data that a question's `toJSON()`
 * gave asks the same question again, and so does the text in quotes at the end of a mail of a verdict, or of all plans.
 * @example
 * prove(scenario(processor('SH7750')).store(alias(daxFile().page(0)), 'hello')).run().coherent // => false
 * prove(processor('Cortex-A9')).run().coherent // => true
 * prove('SH7750 f=file(1) user=alias(0 (mmap)) prove([user])').run().coherent // => false
 */
export function prove(of: Scenario | MachineInput | Question | string): Proof {
  if (typeof of === 'string') {
    if (isStory(of)) return prove(readQuestion(of) as unknown as Question);
    throw new InputError([`${asTyped(of)} is neither a story nor a machine`], WORKING_LINE);
  }
  const modes = {
    also: () => [],
    concurrent: false,
    speculative: false,
    durable: false,
    pinned: {},
    budget: undefined,
  };
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
  if (typeof of === 'object' && 'users' in of) return questionAgain(of, modes);
  const usual = scenario(of).load(alias(daxFile().page(0)), 1);
  return new Proof({
    ...modes,
    machine: () => of,
    users: () => usersOf(usual),
    strategy: () => ({ kind: 'none' }),
  });
}
