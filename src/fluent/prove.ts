/** `prove()`: not one run of a story, but every run that its aliases, its machine and its strategy allow. */

import type { AliasDescription } from '../linux/alias.js';
import { type Era, USUAL_LINUX } from '../linux/linux-description.js';
import { completeStrategy, formatStrategy, type Strategy } from '../linux/strategies/index.js';
import { isNotation } from '../notation/read.js';
import { type Asked, checkQuestion, complete } from '../prove/check-question.js';
import { promelaOf } from '../prove/promela.js';
import { decidePlans, decideUnderAssumed } from '../prove/prove.js';
import type { Pins, Question } from '../prove/question.js';
import { checkStored } from '../prove/stored-question.js';
import { questionOf } from '../prove/story-question.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { InputError, Problems } from '../units/problems.js';
import { modesOf } from '../views/verdict.js';
import { count } from '../views/words.js';
import { aliasOf } from './address-split.js';
import { alias } from './alias.js';
import { Builder } from './builder.js';
import { daxFile } from './dax-file.js';
import type { AliasInput } from './hardware-steps.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { Plans } from './plans.js';
import { readQuestion } from './read-story.js';
import { Scenario, scenario } from './scenario.js';
import { StrategyChoice } from './strategies.js';
import { Verdict } from './verdict.js';

interface ProofProps {
  /** What the question began with: a story, a machine, or another question. */
  readonly asked: (problems: Problems) => Asked;
  readonly changes: readonly ((asked: Asked) => Partial<Asked>)[];
  readonly modes: Partial<Pick<Question, 'concurrent' | 'speculative' | 'durable' | 'pinned'>>;
  /** Left out: what is usual for one verdict, or for all plans. */
  readonly budget: number | undefined;
}

const WORKING_LINE = `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello')).run()`;

/** A question. Each method gives a new one; what is wrong with it is said, all at once, when it is asked. */
export class Proof extends Builder<Question> {
  readonly #props: ProofProps;

  constructor(props: ProofProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** The same question on another machine. */
  on(machine: MachineInput): Proof {
    return this.#changed(() => ({ machine: machineOf(machine) }));
  }
  /** The same question under another coherence strategy. */
  using(strategy: StrategyChoice | Strategy): Proof {
    return this.#changed(() => ({ strategy: plainStrategy(strategy) }));
  }
  /** The same question on this release of Linux: on that of the story, or on 4.5, where nothing is said. */
  era(era: Era): Proof {
    return this.#changed(({ linux = USUAL_LINUX }) => ({ linux: { ...linux, era } }));
  }
  /** The same question about these user aliases, one to three of a page; dax_io() reads and writes their pages. */
  users(...aliases: readonly AliasInput[]): Proof {
    return this.#changed(({ acts = [] }) => ({
      users: aliases.map(aliasOf),
      transfers: undefined,
      acts: acts.filter((act) => !('alias' in act) || act.alias.who !== 'user'),
    }));
  }
  /**
   * The kernel also loads and stores through these aliases of its own at any time, without any care: through the direct
   * map, say, where dax_io() itself uses a window.
   */
  also(...aliases: readonly AliasInput[]): Proof {
    return this.#changed(() => ({ also: aliases.map(aliasOf) }));
  }
  /** The user may run between the kernel's steps, and then touches the byte that the kernel is not at. */
  concurrent(): Proof {
    return this.#mode({ concurrent: true });
  }
  /** Hardware may fetch the line under any cached alias at any time. */
  speculative(): Proof {
    return this.#mode({ speculative: true });
  }
  /** What a write() has written must still be there after a power cut at any time: its barrier has promised that. */
  durable(): Proof {
    return this.#mode({ durable: true });
  }
  /** Users, or the kernel, stay on one core each; on any core at any time, where nothing is said. */
  pinned(pins: Pins): Proof {
    return this.#mode({ pinned: pins });
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
    return new Verdict(decideUnderAssumed(this.describe(), this.#props.budget));
  }
  /** The same question as a model for Spin, whose verdict has to be the same. */
  toPromela(): string {
    return promelaOf(this.describe());
  }
  /**
   * Decides all 65,536 flush plans, in place of the plan that the question names; where it revokes, so do they. Throws an
   * InputError under a strategy that is no plan.
   */
  plans(): Plans {
    const question = this.describe();
    checkIsPlan(question.strategy);
    return new Plans(question, decidePlans(question, this.#props.budget));
  }

  describe(): Question {
    const problems = new Problems();
    const { asked, changes, modes } = this.#props;
    let now = problems.collect(() => asked(problems));
    for (const change of changes) {
      const before = now;
      now = (before && problems.collect(() => ({ ...before, ...change(before) }))) ?? before;
    }
    problems.throwIfAny(WORKING_LINE);
    const question = complete({ ...now!, ...modes });
    checkQuestion(question, WORKING_LINE);
    return deepFreeze(question);
  }

  protected sentence(question: Question): string {
    const { machine, users, strategy } = question;
    const modes = modesOf(question).map((mode) => ` · ${mode}`);
    return `question  ${count(users.length, 'user')} and the kernel on ${machine.name} · strategy: ${formatStrategy(strategy)}${modes.join('')}`;
  }

  #changed(change: (asked: Asked) => Partial<Asked>): Proof {
    return this.#with({ changes: [...this.#props.changes, change] });
  }

  #mode(mode: ProofProps['modes']): Proof {
    return this.#with({ modes: { ...this.#props.modes, ...mode } });
  }

  #with(change: Partial<ProofProps>): Proof {
    return new Proof({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Proof, 'prove(…)', WORKING_LINE, { users: ANY_NUMBER, also: ANY_NUMBER });

function checkIsPlan(strategy: Strategy): void {
  if (strategy.kind === 'none' || strategy.kind === 'flush plan') return;
  throw new InputError(
    [
      `all flush plans are asked about, and this question is about ${formatStrategy(strategy)}, which is none`,
    ],
    `prove(processor('SH7750')).using(none()).plans()`,
  );
}

function plainStrategy(strategy: StrategyChoice | Strategy): Strategy {
  return strategy instanceof StrategyChoice ? strategy.toJSON() : completeStrategy(strategy);
}

/** A question that was stored, or mailed. */
function questionAgain(question: Question): Asked {
  const problems = new Problems();
  checkStored({ ...question }, problems);
  problems.throwIfAny(WORKING_LINE);
  const { users, also = [], strategy, pinned = {}, acts = [], transfers, machine, linux } = question;
  const list = (aliases: readonly AliasDescription[]) =>
    (Array.isArray(aliases) ? aliases : [aliases]).map(aliasOf);
  return {
    ...{ machine, strategy: plainStrategy(strategy), users: list(users), also: list(also), pinned, acts },
    ...(linux && { linux }),
    ...(transfers && { transfers }),
    concurrent: question.concurrent === true,
    speculative: question.speculative === true,
    durable: question.durable === true,
  };
}

/**
 * Asks whether any run at all has a stale load or loses a store: of a story's machine, user aliases and strategy, or of
 * a machine, or a CPU by its name, with one user where mmap() puts it. The steps of the story do not matter: users load and store, the kernel
 * reads and writes, and lines leave the cache, in any order and as often as may be. Plain data that a question's `toJSON()`
 * gave asks the same question again, and so does the text in quotes at the end of a mail of a verdict, or of all plans.
 * @example
 * prove(scenario(processor('SH7750')).store(alias(daxFile().page(0)), 'hello')).run().coherent // => false
 * prove('Cortex-A9').run().coherent // => true
 * prove('SH7750 f=file(1) user=alias(0 (mmap)) prove([user])').run().coherent // => false
 */
export function prove(of: Scenario | MachineInput | Question): Proof {
  refuseMore<typeof prove>(1, arguments, 'prove()', WORKING_LINE);
  if (typeof of === 'string' && isNotation(of)) return prove(readQuestion(of) as unknown as Question);
  if (of === undefined || of === null) {
    throw new InputError([`${of} is neither a story nor a machine`], WORKING_LINE);
  }
  const proof = (asked: ProofProps['asked']) =>
    new Proof({ asked, changes: [], modes: {}, budget: undefined });
  if (of instanceof Scenario) return proof((problems) => questionOf(of.story(), problems));
  if (typeof of === 'object' && 'users' in of) return proof(() => questionAgain(of));
  const usual = scenario(of).load(alias(daxFile().page(0)), 1);
  return proof((problems) => questionOf(usual.story(), problems));
}
