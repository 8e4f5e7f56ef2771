/** prove(), as it is typed: what it says, what it gives, and what it refuses. */
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { prove } from '../../src/fluent/prove.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan, knownPlan, revoke, uncached } from '../../src/fluent/strategies.js';
import type { Snoops } from '../../src/hardware/cores.js';
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

    expect(users.map(({ name }) => name)).toEqual(['user', 'elsewhere']);
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
   2               dax_io write: flush                   ○●            –               ●●
   3  load byte 0                                        ○●            –               ●●      STALE
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

  expect(question.plans().count).toBe(0);
  expect(question.using(revoke()).run().coherent).toBe(true);
  expect(question.using(revoke()).plans().count).toBeGreaterThan(0);
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
    const names = (is: boolean) =>
      plans.known().flatMap(({ name, coherent }) => (coherent === is ? name : []));

    expect(names(true)).toEqual(
      'the page cache,arm,csky,m68k (non-aliasing),microblaze,nds32,nios2,parisc,sh (SH7705),xtensa'.split(
        ',',
      ),
    );
    expect(names(false)).toEqual([
      'nothing',
      'the mail',
      'the reply',
      'arc',
      'm68k',
      'mips',
      'sh',
      'sparc32',
      'sparc64',
    ]);
    expect(String(plans)).toContain(
      '; refuted: nothing, the mail, the reply, arc, m68k, mips, sh, sparc32, sparc64\n',
    );
    expect(prove(story).using(knownPlan('mips')).run().coherent).toBe(false);
    expect(plans.plan(knownPlan('the page cache')).redundant()).not.toEqual([]);
  });

  test('are drawn by the number of their points', () => {
    const { data, layout } = plans.figure();

    expect((data[0]!.text as string[]).slice(0, 6)).toEqual(['', '', '', '', '4<br>◆ 1', '72<br>◆ 2']);
    expect(layout.meta.alt).toContain('4: 4, 5: 72');
  });

  test('are drawn as a lattice: what contains what, known plans under all their names', () => {
    const { document } = new JSDOM(plans.svg()).window;
    const texts = Array.from(document.querySelectorAll('text'), ({ textContent }) => textContent!);
    const cards = texts.filter((text) =>
      /^(minimal, \d points|the |arc|mips|sparc64|nothing|flush everything)/.test(text),
    );

    expect(cards).toEqual([
      'flush everything',
      'the page cache, arm…',
      'the reply',
      'arc',
      'mips, sh, sparc32',
      'sparc64',
      'minimal, 4 points',
      'minimal, 5 points',
      'minimal, 5 points',
      'the mail',
      'nothing, m68k',
    ]);
    // Upwards: from nothing to the seven above it, from the mail to the reply, from all of these to the page cache or, if they
    // drop after reads, to everything.
    expect(document.querySelectorAll('line')).toHaveLength(7 + 1 + 5 + 2 + 1);
    expect(document.querySelector('svg')!.getAttribute('aria-label')).toContain('the mail is refuted');
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

describe('several cores', () => {
  const cores = (snoops: Snoops) => prove(sh4.cores(2, { snoops })).users(user);
  const six = flushPlan({
    beforeRead: { user: 'clean', kernel: 'invalidate' },
    beforeWrite: { user: 'clean', kernel: 'invalidate' },
    afterWrite: { kernel: 'clean', user: 'invalidate' },
  });

  test('that do not snoop go stale without any alias of the kernel’s', () => {
    expect(text(cores('none').using(congruent()).run())).toBe(`
proof  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · 2 cores that do not snoop · strategy: congruent window
step  core  user          kernel  hardware  line of user = window on core 0  line of user = window on core 1  memory  verdict
────  ────  ────────────  ──────  ────────  ───────────────────────────────  ───────────────────────────────  ──────  ───────
   1     0  store byte 0                    ●● dirty                         –                                ○●
   2     1  load byte 0                     ●● dirty                         ○●                               ○●      STALE
● newest, ○ stale: byte 0, byte 1
refuted: some run has a stale load; the shortest has 2 steps (11 states, 2 steps deep)
`);
  });

  test('that snoop need the plans of one core, whatever the snoops carry', () => {
    for (const snoops of ['virtual index', 'physical address'] as const) {
      expect(cores(snoops).run().coherent).toBe(false);
      expect(cores(snoops).using(six).speculative().run().coherent).toBe(true);
      expect(cores(snoops).using(congruent()).concurrent().speculative().run().coherent).toBe(true);
      expect(cores(snoops).plans().toJSON().minimal).toEqual(prove(story).plans().toJSON().minimal);
    }
  });

  test('apart from each other see another color only where snoops find every copy', () => {
    const apart = (snoops: Snoops) => cores(snoops).pinned({ users: 1, kernel: 0 }).concurrent().run();

    expect(apart('physical address').coherent).toBe(true);
    expect(apart('virtual index').coherent).toBe(false);
    expect(
      apart('virtual index')
        .replay()!
        .engine.scenario.steps.map(({ core = 0 }) => core),
    ).toEqual([1, 0]);
  });

  test('of a PIPT cache are coherent whatever happens', () => {
    expect(prove(processor('Cortex-A9').cores(4)).concurrent().speculative().run().coherent).toBe(true);
  });
});

describe('durability', () => {
  test('is another question than coherence: a window needs no flush for the one, and one for the other', () => {
    const verdict = prove(story).using(congruent()).durable().run();

    expect(text(verdict)).toBe(`
proof  SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: congruent window · durable
step  user  kernel                        hardware  line of user = window  memory  verdict
────  ────  ────────────────────────────  ────────  ─────────────────────  ──────  ───────
   1        dax_io write: store byte 0              ●● dirty               ○●
   1        dax_io write: barrier byte 0            ●● dirty               ∅●      MISSING
● newest, ○ stale, ∅ older than promised: byte 0, byte 1
refuted: some run has a broken promise; the shortest has 1 step (9 states, 1 step deep)
`);
    expect(verdict.replay()!.missing).toMatchObject([{ promised: Uint8Array.of(0x41), promisedIn: 1 }]);
  });

  test('of a cache that never aliases takes one clean after each write', () => {
    const plans = prove(processor('Cortex-A9')).durable().plans();

    expect(plans.fewest).toBe(1);
    expect(plans.toJSON().minimal).toContain('after-write:kernel=clean');
  });

  test('comes with coherence where the kernel’s line has to be written back anyway', () => {
    const both = prove(story).durable().plans();

    expect(both.count).toBe(prove(story).plans().count);
    expect(both.minimal[0] && prove(story).using(both.minimal[0]).durable().run().verdict()).toMatch(
      /^coherent: no run has a stale load or loses a store, and none loses what was promised to a power cut/,
    );
  });

  test('comes for nothing with a write-through cache', () => {
    const through = machine(sh4.cache().writeThrough()).port('sh');

    expect(prove(through).using(congruent()).durable().run().coherent).toBe(true);
  });
});

test('a window is not enough where the kernel also uses the direct map', () => {
  const direct = alias(file.page(5)).directMap().named('direct map');
  const verdict = prove(story).using(congruent()).also(direct).run();

  expect(verdict.coherent).toBe(false);
  expect(verdict.table().array('kernel')).toEqual(['', 'direct map: load byte 0']);
  expect(verdict.replay()!.staleLoads).toBe(1);
});

test('the model for Spin is the same whatever was asked before', () => {
  const fresh = prove(sh4.cores(2)).users(user);
  const before = fresh.toPromela();
  fresh.using(congruent()).speculative().durable().run();
  fresh.concurrent().plans();

  expect(fresh.toPromela()).toBe(before);
});

describe('what cannot be asked', () => {
  /** What the lines that work may name. */
  const scope = { alias, cache, daxFile, daxIo, flushPlan, knownPlan, machine, processor, prove, scenario };
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
    expect(told(() => prove(sh4).users().run())).toEqual([
      'a question has a user alias of the page, and this one has none',
    ]);
    expect(told(() => prove(sh4).users(kernel).run())).toEqual([
      'kernel is an alias of the kernel: dax_io() has one of its own, and others go to also()',
    ]);
  });
  test('one about nothing at all', () => {
    expect(told(() => prove(null as never))).toEqual(['null is neither a story nor a machine']);
    expect(told(() => prove(cache() as never).run())).toEqual([
      'a cache is not a machine yet: machine(cache()) makes one of it',
    ]);
  });
  test('aliases that are on the wrong side, and too many of them', () => {
    const direct = alias(file.page(5)).directMap().named('direct map');
    expect(told(() => prove(sh4).users(user, direct).run())).toEqual([
      'direct map is an alias of the kernel: dax_io() has one of its own, and others go to also()',
    ]);
    expect(told(() => prove(sh4).users(user).also(user).run())).toEqual([
      'user is an alias of a user: those go to users()',
    ]);
    const more = [1, 2, 3].map((n) => user.named(`user ${n}`).user(0x2a00_0000 + 0x1000 * n));
    expect(
      told(() =>
        prove(sh4)
          .users(user, ...more)
          .run(),
      ),
    ).toEqual([
      'a question has at most 3 aliases of a page beside that of dax_io(), and this one has 4 of page 5 of mail.dat',
    ]);
  });
  test('a core that is not there, and one of somebody unknown', () => {
    expect(told(() => prove(sh4).pinned({ users: 1 }).run())).toEqual([
      'users cannot be pinned to core 1: the machine has core 0 only',
    ]);
    expect(
      told(() =>
        prove(sh4.cores(2))
          .pinned({ kernel: 2, user: 0 } as never)
          .run(),
      ),
    ).toEqual([
      "pins: 'user' is none of users, kernel",
      'kernel cannot be pinned to core 2: the machine has cores 0 to 1',
    ]);
    expect(told(() => prove(sh4.cores(0)).run())).toEqual(['0 cores: a machine has 1 to 8']);
    expect(told(() => prove(sh4.cores(2, { snoops: 'all' } as never)).run())).toEqual([
      "snoops 'all' carry none of 'none', 'virtual index', 'physical address'",
    ]);
  });
  test('a plan that nobody is known to use', () => {
    expect(told(() => knownPlan('x86'))).toEqual([
      "no plan is known as 'x86': there are 'nothing', 'the mail', 'the reply', 'the page cache', 'arc', 'arm', 'csky', 'm68k', 'm68k (non-aliasing)', 'microblaze', 'mips', 'nds32', 'nios2', 'parisc', 'sh', 'sh (SH7705)', 'sparc32', 'sparc64', 'xtensa'",
    ]);
  });
  test('all plans on a budget that does not suffice: it says how far it came', () => {
    expect(told(() => prove(story).budget(100_000).plans())).toEqual([
      expect.stringMatching(
        /^[56]\d{4} of 65536 flush plans are decided: the budget of 100000 states was used up, and nothing is said of the rest$/,
      ),
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

test('three users of one color and the kernel on two cores are decided whole', () => {
  const three = [0x2955_1000, 0x2a00_1000, 0x2b00_1000].map((address, i) =>
    alias(file.page(5)).user(address).named(`user ${i}`),
  );
  const verdict = prove(sh4.cores(2))
    .users(...three)
    .using(knownPlan('the page cache'))
    .run();

  expect(verdict.verdict()).toMatch(/^coherent: .* \(all \d{3,} states, \d+ steps deep\)$/);
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
