/** prove(), as it is typed: what it says, what it gives, and what it refuses. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { prove } from '../../src/fluent/prove.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan, revoke, uncached } from '../../src/fluent/strategies.js';
import { InputError } from '../../src/units/problems.js';
import { file, kernel, sh4, story, user } from '../linux/stories.js';

const text = (value: unknown) => `\n${String(value).replace(/ +$/gm, '')}\n`;
const twoFlushes = flushPlan({ beforeRead: { user: 'flush' }, afterWrite: { kernel: 'flush' } }).named(
  'the mail',
);

describe('a question', () => {
  test('reads as a sentence, and is plain data', () => {
    const question = prove(story).using(congruent()).concurrent().speculative();

    expect(String(question)).toBe(
      'question  1 user and the kernel on SH7750 · strategy: congruent window · concurrent · speculative',
    );
    expect(JSON.parse(JSON.stringify(question))).toMatchObject({
      concurrent: true,
      strategy: { kind: 'congruent' },
    });
  });

  test('takes machine, users and strategy of a story, whatever its steps', () => {
    const other = alias(file.page(4)).named('elsewhere');
    const { users, strategy } = prove(story.load(other, 1).load(kernel, 1).using(twoFlushes)).describe();

    expect(users.map(({ name }) => name)).toEqual(['user']);
    expect(strategy).toMatchObject({ name: 'the mail' });
  });

  test('never changes: each word gives a new one', () => {
    const question = prove(story);

    question.concurrent().using(congruent()).on(processor('Cortex-A9'));

    expect(question.describe()).toMatchObject({
      concurrent: false,
      strategy: { kind: 'none' },
      machine: { name: 'SH7750' },
    });
  });
});

describe('a verdict that refutes', () => {
  const verdict = prove(story).using(twoFlushes).run();

  test('reads in two columns, with the state of the line behind each step', () => {
    expect(text(verdict)).toBe(`
proof  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: the mail
step  user         kernel                      hardware  line of user  line of kernel  memory  verdict
────  ───────────  ──────────────────────────  ────────  ────────────  ──────────────  ──────  ───────
   1  load byte 0                                        ●●            –               ●●
   2               dax_io write: store byte 0            ○●            ●● dirty        ○●
   3               dax_io write: flush                   ○●            –               ●●
   4  load byte 0                                        ○●            –               ●●      STALE
● newest, ○ stale: byte 0, byte 1
refuted: some run has a stale load; the shortest has 3 steps (44 states, 3 steps deep)
`);
  });

  test('replays at real addresses, and ends in the stale byte', () => {
    const run = verdict.replay()!;

    expect(run.table().array('address')).toEqual(['0x29551000', '0x8c123000', '0x8c123000', '0x29551000']);
    expect(run.steps.at(-1)).toMatchObject({ stale: true });
    expect(verdict.svg()).toBe(run.svg());
    expect(verdict.figure()).toEqual(run.figure());
    expect(scenario(JSON.parse(JSON.stringify(verdict)).counterexample).run().staleLoads).toBe(1);
  });
});

test('a verdict that proves says how much it looked at', () => {
  const verdict = prove(story).using(congruent()).concurrent().speculative().run();

  expect(verdict.coherent).toBe(true);
  expect(verdict.verdict()).toBe(
    'coherent: no run has a stale load or loses a store (all 5 states, 2 steps deep)',
  );
  expect([verdict.story, verdict.replay(), verdict.svg(), verdict.figure()]).toEqual(
    Array(4).fill(undefined),
  );
  expect(verdict.table().numRows()).toBe(0);
});

test('revoking makes the user’s concurrency harmless, which no flush plan does', () => {
  const question = prove(story).concurrent().speculative();

  expect(question.plans().coherent).toBe(0);
  expect(question.using(revoke()).run().coherent).toBe(true);
  expect(question.using(revoke()).plans().coherent).toBeGreaterThan(0);
  expect(String(revoke({ beforeRead: { user: 'clean' } }))).toBe(
    'strategy  revoke, flush plan before-read:user=clean',
  );
});

test('uncaching is coherent for both sides and for no side alone', () => {
  const verdicts = (['both', 'user', 'kernel'] as const).map(
    (who) => prove(story).using(uncached(who)).run().coherent,
  );

  expect(verdicts).toEqual([true, false, false]);
});

describe('all plans', () => {
  const plans = prove(story).plans();

  test('are counted, and the minimal ones listed', () => {
    expect(plans.verdict()).toBe(
      '2,688 of 65,536 flush plans are coherent; the fewest points are 4, and 4 plans cannot be weakened',
    );
    expect(plans.toJSON().minimal[0]).toBe(
      'before-read:user=clean,after-read:kernel=invalidate,before-write:user=flush,after-write:kernel=flush',
    );
    expect(plans.table().array('points')).toEqual([4, 5, 5, 6]);
    expect(plans.minimal.every((plan) => prove(story).using(plan).run().coherent)).toBe(true);
  });

  test('say of each point whether a plan can do without it', () => {
    expect(plans.points().array('needed')).toEqual([
      'always',
      'in some plans',
      'in some plans',
      'never',
      'always',
      'in some plans',
      'always',
      'in some plans',
    ]);
  });

  test('say what one’s own plan misses', () => {
    const mine = plans.plan(twoFlushes);

    expect(mine.coherent).toBe(false);
    expect(mine.redundant()).toEqual([]);
    expect(mine.missing()).toEqual([
      ['after read: kernel = invalidate instead of none', 'before write: user = flush instead of none'],
    ]);
  });

  test('say what of it is done in vain', () => {
    const six = { user: 'flush', kernel: 'flush' } as const;
    const mine = plans.plan({ beforeRead: six, afterRead: six, beforeWrite: six, afterWrite: six });

    expect(mine.coherent).toBe(true);
    expect(mine.missing()).toEqual([]);
    expect(mine.redundant()).toContain('after read: user = none instead of flush');
  });

  test('know the plans that others use', () => {
    expect(plans.known().map(({ name, coherent }) => [name, coherent])).toEqual([
      ['nothing', false],
      ['the mail', false],
      ['the page cache', true],
      ['the kernel alias alone', false],
    ]);
  });

  test('are drawn by the number of their points', () => {
    const { data, layout } = plans.figure();

    expect((data[0]!.text as string[]).slice(0, 6)).toEqual(['', '', '', '', '4<br>◆ 1', '72<br>◆ 2']);
    expect(layout.meta.alt).toContain('4: 4, 5: 72');
  });

  test('of a machine that never aliases include the one that does nothing', () => {
    expect(prove(processor('Cortex-A9')).plans()).toMatchObject({ fewest: 0 });
  });

  test('of users that disagree among themselves are none', () => {
    const apart = prove(sh4)
      .users(user, alias(file.page(5)).user(0x2a00_2000).named('other'))
      .plans();

    expect(apart.verdict()).toBe('none of the 65,536 flush plans is coherent');
    expect(apart.plan({}).missing()).toEqual([]);
  });
});

describe('what cannot be asked', () => {
  /** What the lines that work may name. */
  const scope = { alias, cache, daxFile, daxIo, flushPlan, machine, processor, prove, scenario };
  const told = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      new Function(...Object.keys(scope), `return String(${error.tryThis})`)(...Object.values(scope));
      return error.problems;
    }
    return 'nothing';
  };

  test('a question without a user', () => {
    expect(told(() => prove(scenario(sh4).load(kernel, 1)).run())).toEqual([
      'a question has a user alias of the page, and this one has none',
    ]);
    expect(told(() => prove(sh4).users(kernel).run())).toEqual([
      'kernel is an alias of the kernel, which has one of its own',
    ]);
  });
  test('one of two pages', () => {
    const elsewhere = alias(file.page(4)).named('elsewhere');
    expect(told(() => prove(sh4).users(user, elsewhere).run())).toEqual([
      'elsewhere is an alias of another page than user',
    ]);
  });
  test('one about nothing at all', () => {
    expect(told(() => prove(null as never))).toEqual(['null is neither a story nor a machine']);
    expect(told(() => prove(cache() as never).run())).toEqual([
      'a cache is not a machine yet: machine(cache()) makes one of it',
    ]);
  });
  test('a plan with an unknown point or action', () => {
    expect(
      told(() =>
        prove(story)
          .plans()
          .plan({ beforeRead: { users: 'clean' }, during: {} } as never),
      ),
    ).toEqual([
      "flush plan: 'during' is none of beforeRead, afterRead, beforeWrite, afterWrite",
      "beforeRead: 'users' is none of user, kernel",
    ]);
    expect(told(() => prove(story).plans().plan(congruent()))).toEqual([
      'strategy  congruent window is not a flush plan',
    ]);
  });
  test('a budget of nothing, and one that does not suffice: nothing is decided then', () => {
    expect(told(() => prove(story).budget(0).run())).toEqual([
      'budget 0 is not a number of states from 1 up',
    ]);
    expect(told(() => prove(story).using(revoke()).budget(20).run())).toEqual([
      'nothing is decided: the budget of 20 states was used up; all runs of up to 1 steps were looked at, and they are coherent',
    ]);
  });
});

test('three users and the kernel at four colors end in a number of states', () => {
  const three = [0x2a00_0000, 0x2a00_2000, 0x2a00_3000].map((address, i) =>
    alias(daxFile('four.dat').page(0)).user(address).named(`user ${i}`),
  );
  const verdict = prove(machine(cache().writeThrough()).port('sh'))
    .users(...three)
    .run();

  expect(verdict.coherent).toBe(false);
  expect(verdict.aliases.map(({ name }) => name)).toEqual(['user 0', 'user 1', 'user 2', 'kernel']);
  expect(verdict.states).toBeGreaterThan(10);
});
