/** Questions for tests to ask: of any cache, at any colors, under any plan, in any mode. */
import fc from 'fast-check';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { machine } from '../../src/fluent/machine.js';
import { SNOOPS } from '../../src/hardware/cores.js';
import type { MachineDescription } from '../../src/linux/machine-description.js';
import type { Strategy } from '../../src/linux/strategies/index.js';
import { congruentUser, otherUser } from '../../src/prove/asked-users.js';
import { PLANS, planOf } from '../../src/prove/plan-number.js';
import type { Question } from '../../src/prove/question.js';

export const page = daxFile('asked.dat').page(0);

/** A question about one user, of the kernel's color or of another one. */
export function asked(
  on: MachineDescription,
  colors: 'same' | 'different',
  strategy: Strategy = { kind: 'none' },
  modes: Partial<Pick<Question, 'concurrent' | 'speculative' | 'durable' | 'pinned' | 'also'>> = {},
): Question {
  const address = (colors === 'same' ? congruentUser : otherUser)(on, page);
  const user = alias(page).user(address).describe();
  const plain = { also: [], concurrent: false, speculative: false, durable: false, pinned: {} };
  return { machine: on, users: [user], strategy, ...plain, ...modes };
}

/** The caches of every kind: organization, ways, write policy, allocation. */
export const KINDS: readonly MachineDescription[] = (['vivt', 'vipt', 'pipt'] as const).flatMap((kind) =>
  [1, 2].flatMap((ways) =>
    [true, false].flatMap((back) =>
      [true, false].map((allocates) => {
        let made = cache()[kind]().size('16 KiB').ways(ways);
        if (!back) made = made.writeThrough();
        if (!allocates) made = made.noWriteAllocate();
        const name = `${kind} ${ways}-way ${back ? 'back' : 'through'}${allocates ? '' : ' no-allocate'}`;
        return machine(made).port('sh').named(name).describe();
      }),
    ),
  ),
);

export const anyPlan = fc.nat({ max: PLANS - 1 }).map(planOf);

/** Mostly plans, as the other strategies have few words. */
export const anyStrategy: fc.Arbitrary<Strategy> = fc.oneof(
  { weight: 6, arbitrary: anyPlan.map((plan): Strategy => ({ kind: 'flush plan', plan })) },
  { weight: 1, arbitrary: anyPlan.map((plan): Strategy => ({ kind: 'flush plan', plan, revokes: true })) },
  { weight: 1, arbitrary: fc.constant<Strategy>({ kind: 'congruent', color: 'user' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('both', 'user', 'kernel').map((who): Strategy => ({ kind: 'uncached', who })),
  },
);

const anyQuestionOn = (machines: readonly MachineDescription[]): fc.Arbitrary<Question> =>
  fc
    .record({
      on: fc.constantFrom(...machines),
      colors: fc.constantFrom('same', 'different'),
      strategy: anyStrategy,
      concurrent: fc.boolean(),
      speculative: fc.boolean(),
      durable: fc.boolean(),
    })
    .map(({ on, colors, strategy, ...modes }) => asked(on, colors, strategy, modes));

export const anyQuestion = anyQuestionOn(KINDS);

/** Machines whose hardware looks for a line under another color: it traps, or it ends. */
export const WATCHING: readonly MachineDescription[] = KINDS.filter(
  (on) => on.cache.organization === 'VIPT',
).flatMap((on) =>
  (['trap', 'machine check'] as const).map((onAlias) => ({
    ...on,
    name: `${on.name}, ${onAlias}`,
    cache: { ...on.cache, onAlias },
  })),
);

export const anyQuestionOfWatching = anyQuestionOn(WATCHING);

/** Two cores with every kind of snoop; users and kernel anywhere, or each on a core. */
export const anyQuestionOfCores: fc.Arbitrary<Question> = fc
  .record({
    question: anyQuestion,
    snoops: fc.constantFrom(...SNOOPS),
    pinned: fc.constantFrom({}, { users: 1 }, { users: 1, kernel: 0 }, { users: 0, kernel: 0 }),
  })
  .map(({ question, snoops, pinned }) => ({
    ...question,
    machine: { ...question.machine, cores: { count: 2, snoops } },
    pinned,
  }));

/** The kernel also uses the direct map, and dax_io() a window or the direct map as well. */
export const anyQuestionOfThree: fc.Arbitrary<Question> = anyQuestion.map((question) => ({
  ...question,
  also: [alias(page).directMap().named('elsewhere').describe()],
}));
