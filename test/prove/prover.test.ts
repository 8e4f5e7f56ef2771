/** The prover against other ways to decide: the machine itself, a bounded search on it, and long random walks. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { Cache } from '../../src/hardware/cache.js';
import { runScenario } from '../../src/linux/run-scenario.js';
import type { Step } from '../../src/linux/steps/index.js';
import { storyOf } from '../../src/linux/story/story.js';
import { completePlan, PLAN_POINTS } from '../../src/linux/strategies/flush-plan.js';
import { LineModel } from '../../src/prove/line-model.js';
import { lineQuestionsOf } from '../../src/prove/line-question.js';
import { actionAt, planNumber } from '../../src/prove/plan-number.js';
import { decide, decidePlans, type Witness } from '../../src/prove/prove.js';
import type { Question } from '../../src/prove/question.js';
import { search } from '../../src/prove/search.js';
import {
  anyPlan,
  anyQuestion,
  anyQuestionOfCores,
  anyQuestionOfThree,
  anyQuestionOfWatching,
  asked,
  KINDS,
} from './questions.js';

const sh4 = processor('SH7750').describe();
const brokenPromises = (run: ReturnType<typeof runScenario>) =>
  run.steps.flatMap(({ missing = [] }) => missing);
/** The line of a question about one page. */
const lineOf = (question: Question) => lineQuestionsOf(question)[0]!;
const isTroubled = (run: ReturnType<typeof runScenario>) =>
  run.machine.counts.staleLoads > 0 ||
  run.machine.counts.machineChecks > 0 ||
  run.machine.lost.length > 0 ||
  brokenPromises(run).length > 0;

/** What users, the kernel and hardware may do as whole steps, on every core that each may be on. */
function stepsOf(question: Question): Step[] {
  const { users, also, pinned, machine: on } = question;
  const { of: page } = users[0]!;
  const kernelAlias = lineOf(question).aliases.at(-1)!.description;
  const bytes = [0, on.cache.line / 2];
  const io = { file: page.file, page: page.page, length: 1 };
  const cores = Array.from({ length: on.cores?.count ?? 1 }, (_, core) => core);
  const onCores = (pin: number | undefined, steps: Step[]) =>
    cores
      .filter((core) => pin === undefined || core === pin)
      .flatMap((core) => steps.map((step) => ({ ...step, core })));
  const accesses = (alias: Question['users'][number]) =>
    bytes.flatMap((at): Step[] => [
      { do: 'load', alias, at, length: 1 },
      { do: 'store', alias, at, bytes: [1] },
    ]);
  return [
    ...onCores(pinned.users, users.flatMap(accesses)),
    ...onCores(pinned.kernel, also.flatMap(accesses)),
    ...onCores(
      undefined,
      [...users, ...also, kernelAlias].map((alias) => ({ do: 'evict', alias, at: 0, length: on.cache.line })),
    ),
    ...onCores(
      pinned.kernel,
      bytes.flatMap((at): Step[] => [
        { do: 'dax_io', io: { ...io, rw: 'read', at, bytes: [] } },
        { do: 'dax_io', io: { ...io, rw: 'write', at, bytes: [1] } },
      ]),
    ),
  ];
}

const POWER_CUT: Step = { do: 'crash', inFlight: 'arrives' };

/** A last step that touches no line of the story, so that its users are mapped in all of it. */
function lastSteps({ users, machine: on }: Question): Step[] {
  return users.map((alias) => ({ do: 'fetch', alias, at: on.cache.line, length: 1 }));
}

/** The same steps, with bytes that no earlier step stored. */
function withFreshBytes(steps: readonly Step[]): Step[] {
  return steps.map((step, i): Step => {
    if (step.do === 'store') return { ...step, bytes: [1 + (i % 255)] };
    return step.do === 'dax_io' && step.io.rw === 'write'
      ? { ...step, io: { ...step.io, bytes: [1 + (i % 255)] } }
      : step;
  });
}

describe('a counterexample', () => {
  test.each([
    ['one core', anyQuestion],
    ['two cores', anyQuestionOfCores],
    ['another alias of the kernel’s', anyQuestionOfThree],
    ['hardware that looks for aliases', anyQuestionOfWatching],
  ])('replays to the very trouble, for any question of %s', (_, questions) => {
    fc.assert(
      fc.property(questions, (question) => {
        const { coherent, story, trouble } = decide(question);
        if (coherent) {
          expect(story).toBeUndefined();
          return;
        }
        const run = runScenario(story!);
        const found = {
          'stale load': run.machine.counts.staleLoads,
          'foreign load': run.machine.counts.foreignLoads,
          'lost store': run.machine.lost.length,
          'broken promise': brokenPromises(run).length,
          'machine check': run.machine.counts.machineChecks,
        };
        expect(found[trouble!]).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['one core', anyQuestion, 3, 40],
    ['two cores', anyQuestionOfCores, 2, 40],
    ['another alias of the kernel’s', anyQuestionOfThree, 2, 20],
    ['hardware that looks for aliases', anyQuestionOfWatching, 3, 30],
  ])('is as short as a search over all short stories of %s says', (_, questions, most, numRuns) => {
    const undisturbed = questions.filter(({ concurrent, speculative }) => !concurrent && !speculative);
    fc.assert(
      fc.property(undisturbed, (question) => {
        const { coherent, story, witness } = decide(question);
        const steps = stepsOf(question);
        const shortest = shortestTrouble(question, steps, most);
        if (coherent) {
          expect(shortest).toBeUndefined();
          return;
        }
        // A story that is told action by action has no counterpart among stories of whole steps.
        const whole = story!.steps.every(
          (step) => !('alias' in step) || step.alias.who === 'user' || question.also.length > 0,
        );
        const length = witnessSteps(witness);
        if (whole && length <= most) expect(shortest).toBe(length);
        else if (whole) expect(shortest).toBeUndefined();
      }),
      { numRuns },
    );
  });
});

/** A whole dax_io() is one step. */
function witnessSteps(witness: readonly Witness[]): number {
  return witness.filter(({ by, begins }) => by !== 'kernel' || begins).length;
}

function shortestTrouble(question: Question, steps: readonly Step[], most: number): number | undefined {
  let stories: Step[][] = [[]];
  for (let length = 1; length <= most; length++) {
    stories = stories.flatMap((story) => steps.map((step) => [...story, step]));
    for (const story of stories) {
      const end = [...(question.durable ? [POWER_CUT] : []), ...lastSteps(question)];
      const run = runScenario(storyOf({ ...question, steps: [...withFreshBytes(story), ...end] }));
      if (isTroubled(run)) return length;
    }
  }
  return undefined;
}

describe('a coherent verdict', () => {
  const coherent = (questions: fc.Arbitrary<Question>, most: number) =>
    fc
      .sample(questions, { numRuns: 400, seed: 7 })
      .filter(({ concurrent, speculative }) => !concurrent && !speculative)
      .filter((question) => decide(question).coherent)
      .slice(0, most);
  const walked = [
    ...coherent(anyQuestion, 4),
    ...coherent(anyQuestionOfCores, 3),
    ...coherent(anyQuestionOfThree, 1),
  ];

  test.each(
    walked.map((question) => {
      const cores = question.machine.cores?.count ?? 1;
      return { on: `${question.machine.name}, cores: ${cores}`, question };
    }),
  )('survives 100,000 random steps on $on', ({ question }) => {
    const steps = stepsOf(question);
    const random = fc.sample(fc.nat({ max: steps.length - 1 }), { numRuns: 100_000, seed: 11 });
    const end = question.durable ? [POWER_CUT] : [];
    const told = [...withFreshBytes(random.map((i) => steps[i]!)), ...end];
    const run = runScenario(storyOf({ ...question, steps: told }));

    expect(run.steps).toHaveLength(told.length);
    expect(isTroubled(run)).toBe(false);
  });

  test('survives a power cut after any of a hundred random beginnings', () => {
    const questions = coherent(
      anyQuestion.filter(({ durable }) => durable),
      2,
    );
    expect(questions).toHaveLength(2);
    for (const question of questions) {
      const steps = stepsOf(question);
      const random = fc.sample(fc.nat({ max: steps.length - 1 }), { numRuns: 2000, seed: 13 });
      for (let length = 1; length <= 2000; length += 40) {
        const told = random.slice(Math.max(0, length - 60), length).map((i) => steps[i]!);
        for (const inFlight of ['lost', 'arrives'] as const) {
          const run = runScenario(
            storyOf({ ...question, steps: [...withFreshBytes(told), { do: 'crash', inFlight }] }),
          );
          expect(brokenPromises(run)).toEqual([]);
        }
      }
    }
  });
});

describe('the tables come from the cache', () => {
  afterEach(() => void vi.restoreAllMocks());
  const plan = {
    beforeRead: { user: 'clean', kernel: 'invalidate' },
    afterRead: { user: 'none', kernel: 'none' },
    beforeWrite: { user: 'clean', kernel: 'invalidate' },
    afterWrite: { kernel: 'clean', user: 'invalidate' },
  } as const;
  const question = asked(sh4, 'different', { kind: 'flush plan', plan });
  const verdict = () => search(new LineModel(lineOf(question)), lineOf(question), 1e6).trouble ?? 'coherent';

  test('so that a rule that is changed there changes the verdict', () => {
    expect(verdict()).toBe('coherent');
    vi.spyOn(Cache.prototype, 'clean').mockImplementation(() => {});
    expect(verdict()).not.toBe('coherent');
  });

  test('an invalidate that forgets to drop the line is found out as well', () => {
    vi.spyOn(Cache.prototype, 'invalidate').mockImplementation(function (this: Cache, name) {
      this.clean(name);
    });
    expect(() => verdict()).toThrow(/cannot be put into state/);
  });
});

describe('all plans at once', () => {
  test('are decided as one by one', () => {
    fc.assert(
      fc.property(anyQuestion, fc.array(anyPlan, { minLength: 20, maxLength: 20 }), (question, plans) => {
        const revokes = question.strategy.kind === 'flush plan' && question.strategy.revokes === true;
        const { coherent } = decidePlans({
          ...question,
          strategy: { kind: 'flush plan', plan: plans[0]!, revokes },
        });
        for (const plan of plans) {
          const one = decide({ ...question, strategy: { kind: 'flush plan', plan, revokes } });
          expect(coherent[planNumber(plan)]).toBe(Number(one.coherent));
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each(KINDS.map((on) => ({ on, name: on.name })))('revoking never hurts on $name', ({ on }) => {
    for (const concurrent of [false, true]) {
      for (const speculative of [false, true]) {
        const question = asked(on, 'different', { kind: 'none' }, { concurrent, speculative });
        const revoking = { kind: 'flush plan', plan: completePlan({}), revokes: true } as const;
        const without = decidePlans(question).coherent;
        const revoked = decidePlans({ ...question, strategy: revoking }).coherent;
        expect(without.every((is, plan) => !is || revoked[plan] === 1)).toBe(true);
      }
    }
  });

  test.each(
    KINDS.filter(({ cache: { organization } }) => organization !== 'VIVT').map((on) => ({
      on,
      name: on.name,
    })),
  )('equal colors never hurt where tags are physical: $name', ({ on }) => {
    for (const speculative of [false, true]) {
      const different = decidePlans(asked(on, 'different', { kind: 'none' }, { speculative })).coherent;
      const same = decidePlans(asked(on, 'same', { kind: 'none' }, { speculative })).coherent;
      const hurt = [...different.keys()].filter((plan) => different[plan] && !same[plan]);
      // One kind of plan is right only because the aliases differ: on a cache without write-allocate the kernel's store
      // misses and reaches memory, and a bare invalidate of the user's line drops nothing. Congruent, the store hits the
      // user's line, and the invalidate drops it.
      const allocates = on.cache.writeAllocate || on.cache.write === 'through';
      const invalidates = (plan: number) =>
        PLAN_POINTS.some((_, point) => actionAt(plan, point) === 'invalidate');
      expect(hurt.filter((plan) => allocates || !invalidates(plan))).toEqual([]);
    }
  });
});

test('several users are told apart, and each is treated', () => {
  const on = machine(cache().size('16 KiB')).port('sh').describe();
  const first = asked(on, 'same');
  const second = { ...first.users[0]!, name: 'second', process: 2 };
  const flushed = { kind: 'flush plan', plan: planOfSix } as const;

  expect(decide({ ...first, users: [...first.users, second] }).coherent).toBe(true);
  const apart = asked(on, 'different').users[0]!;
  const mixed = decide({ ...first, users: [...first.users, { ...apart, name: 'third' }], strategy: flushed });
  expect(mixed.coherent).toBe(false);
  expect(mixed.model.placeOf).toEqual([0, 1, 0]);
});

const planOfSix = {
  beforeRead: { user: 'flush', kernel: 'flush' },
  afterRead: { user: 'none', kernel: 'none' },
  beforeWrite: { user: 'flush', kernel: 'flush' },
  afterWrite: { user: 'flush', kernel: 'flush' },
} as const;
