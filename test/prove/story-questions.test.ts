/** A proof is of the story: its pages, its window with what is left out of it, its processes, its Linux, its kernel's mappings. */
import { describe, expect, test } from 'vitest';
import {
  alias,
  cache,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  machine,
  mapping,
  processor,
  prove,
  refuse,
  revoke,
  type Scenario,
  scenario,
} from '../../src/index.js';
import { InputError } from '../../src/units/problems.js';

const file = daxFile('f').pages(4);
const ofIndex = machine(cache().vipt().size('16 KiB').ways(1).line(32));
const ofTags = machine(cache().vivt().size('16 KiB').ways(1).line(32));
const first = alias(file.page(0)).user(0x10000);
const second = alias(file.page(1)).user(0x20000).named('second');

const refusalOf = (ask: () => unknown): readonly string[] => {
  try {
    ask();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

/** What a proof says of a story, and what its shortest run comes to on the machine. */
function saidOf(story: Scenario) {
  const verdict = prove(story).run();
  return { coherent: verdict.coherent, trouble: verdict.trouble, replay: verdict.replay()?.coherent };
}

const REFUTED = { coherent: false, trouble: 'stale load', replay: false };
const FOREIGN = { ...REFUTED, trouble: 'foreign load' };
const PROVED = { coherent: true, trouble: undefined, replay: undefined };

describe('two pages that share a slot of the window', () => {
  const story = scenario(ofIndex)
    .store(second, 'B')
    .daxIo(daxIo().write('A').to(file).at(0))
    .daxIo(daxIo().read(1).from(file).at(4096))
    .load(first, 1);

  test('go wrong where the translation before stays in the TLB', () => {
    const careless = story.using(congruent({ without: 'TLB invalidated' }));

    expect(careless.run().coherent).toBe(false);
    expect(saidOf(careless)).toEqual(FOREIGN);
  });
  test.each(['preemption disabled', 'page faults disabled'] as const)(
    'go wrong in some run without “%s”, though not in this one',
    (without) => {
      const careless = story.using(congruent({ without }));

      expect(careless.run().coherent).toBe(true);
      expect(saidOf(careless)).toEqual(FOREIGN);
    },
  );
  test('do not with a window that sees to all that', () => {
    expect(saidOf(story.using(congruent()))).toEqual(PROVED);
  });
  test('go wrong on virtual tags where the slot keeps the lines of the page before', () => {
    const reused = scenario(ofTags)
      .store(first, 'A')
      .daxIo(daxIo().read(1).from(file).at(0))
      .daxIo(daxIo().read(1).from(file).at(4096))
      .load(second, 1)
      .using(congruent({ without: 'flush before reuse' }));

    expect(saidOf(reused)).toEqual(FOREIGN);
  });
  test('show each page’s memory, and whose line lies where', () => {
    const careless = story.using(congruent({ without: 'TLB invalidated' }));

    expect(String(prove(careless).run())).toBe(`\
proof  machine  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · strategy: congruent window without “TLB invalidated” · pages 0, 1 of f
step  user  kernel                                     hardware  line of second = window of page 1  line of user = window of page 0  memory of page 1  memory of page 0  verdict
────  ────  ─────────────────────────────────────────  ────────  ─────────────────────────────────  ───────────────────────────────  ────────────────  ────────────────  ───────
   1        dax_io read: window of page 1 open                   –                                  –                                ●●                ●●
   1        dax_io read: window of page 1 load byte 0            ●● of page 1                       –                                ●●                ●●
   2        dax_io read: window of page 0 open                   ●● of page 1                       –                                ●●                ●●
   2        dax_io read: window of page 0 load byte 0            ●● of page 1                       –                                ●●                ●●                FOREIGN
● newest, ○ stale, ◆ of the other page: byte 0, byte 1
refuted: some run has a foreign load; the shortest has 2 steps (178 states, 2 steps deep)`);
  });
});

describe('two processes with one address', () => {
  const other = alias(file.page(1)).user(0x10000).process(2).named('other');

  test('mistake each other’s lines on virtual tags without ids', () => {
    const story = scenario(ofTags).store(first, 'A').load(other, 1);

    expect(story.run().coherent).toBe(false);
    expect(saidOf(story)).toEqual(FOREIGN);
  });
  test('do not where the kernel flushes at every switch', () => {
    const careful = scenario(ofTags).store(first, 'A').switchTo(2).load(other, 1).using(revoke());
    const forgetful = scenario(ofTags)
      .store(first, 'A')
      .switchTo(2, { flush: false })
      .load(other, 1)
      .using(revoke());

    // Process 1 comes back only where a story lets it.
    expect(saidOf(careful.switchTo(1))).toEqual(PROVED);
    expect(saidOf(forgetful)).toEqual(FOREIGN);
  });
});

test('refuse() is asked about in the Linux of the story', () => {
  const shared = daxFile('f').startingAt(0x0c123);
  const user = alias(shared.page(0)).user(0x2955_1000);
  const story = scenario(processor('SH7750'))
    .store(user, 'hello')
    .daxIo(daxIo().read(5).from(shared))
    .using(refuse());

  expect(saidOf(story.era('4.5'))).toEqual(REFUTED);
  expect(saidOf(story.era('6.19'))).toEqual(PROVED);
  expect(String(prove(story.era('6.19')).run())).toContain('Linux 6.19 refuses DAX on SH7750: no dax_io()');
});

test('the kernel uses the mapping that it has in the story, and not the direct map', () => {
  const page = daxFile('pcm').onRamDisk().placed({ page: 0, pfn: 0x0c123 }).page(0);
  const driver = alias(page).kernel(0xc000_1000).named('vmalloc');
  const user = alias(page).user(0x2955_1000);
  const story = scenario(processor('SH7750')).load(user, 4).store(driver, 'pcm1').load(user, 4);

  expect(saidOf(story)).toEqual(PROVED);
  expect(prove(story).also(driver).run().coherent).toBe(true);
});

test('on x86 a byte that is written by itself stays in the cache, and its barrier is in vain (Linux 4.5)', () => {
  const pipt = machine(cache().pipt()).port('x86');
  const question = prove(pipt)
    .users(alias(file.page(0)).user())
    .durable();

  const verdict = prove(processor('Ice Lake')).durable().run();

  expect(question.plans().fewest).toBe(1);
  expect(verdict.trouble).toBe('broken promise');
  expect(verdict.replay()?.missing).toHaveLength(1);
});

describe('what no proof can tell is refused, with the step that it is about', () => {
  const mapped = mapping(file);

  test.each([
    [scenario(ofIndex).mmap(mapped).store(mapped, 'A').read(file, 5), 'step 1 (mmap)'],
    [scenario(ofIndex).write(file, 'A').fsync(file), 'step 2 (fsync)'],
    [scenario(ofIndex).append(file, 'A'), 'step 1 (write)'],
    [scenario(ofIndex).punchHole(file, 0, 4096), 'step 1 (punch hole)'],
    [scenario(ofIndex).cachetlb('flush_dcache_page', first), 'step 1 (cachetlb)'],
  ])('%s', (story, step) => {
    expect(refusalOf(() => prove(story).run())[0]).toContain(`${step}: no proof tells this: `);
  });
});

describe('pages that look alike are asked once, and only where the same may happen to them', () => {
  const large = daxFile('f').pages(9).startingAt(0x0c120);
  const direct = (page: number) => alias(large.page(page)).directMap();
  const vmap = (page: number, address: number) => alias(large.page(page)).kernel(address).named(`v${page}`);

  test('a third page is asked about where more happens to it', () => {
    const story = scenario('SH7750')
      .load(direct(0), 1)
      .load(direct(4), 1)
      .store(direct(8), 'X')
      .invalidate(direct(8));

    expect(story.run().lost).not.toEqual([]);
    expect(saidOf(story)).toEqual({ coherent: false, trouble: 'lost store', replay: false });
  });

  test('an alias that loads and stores is none that only cleans', () => {
    const [one, other] = [vmap(0, 0xc800_1000), vmap(4, 0xc800_5000)];
    const story = scenario('SH7750')
      .load(direct(0), 1)
      .store(direct(0), 'a')
      .clean(one)
      .store(direct(4), 'b')
      .load(direct(4), 1)
      .store(other, 'Z')
      .load(other, 1)
      .load(direct(4), 1)
      .clean(other);

    expect(story.run().coherent).toBe(false);
    expect(saidOf(story)).toMatchObject({ coherent: false, replay: false });
  });
});

test('the kernel treats the lines of a user whose process does not run', () => {
  const shared = daxFile('f').startingAt(0x0c123);
  const one = alias(shared.page(0)).user(0x2955_1000);
  const two = alias(shared.page(0)).user(0x2955_5000).process(2);
  const plan = flushPlan({ beforeRead: { user: 'clean' }, beforeWrite: { user: 'clean' } });
  const story = scenario('SH7750')
    .using(plan)
    .load(one, 1)
    .daxIo(daxIo().write('B'))
    .load(one, 1)
    .switchTo(2)
    .load(two, 1);

  expect(story.run().coherent).toBe(false);
  expect(saidOf(story)).toMatchObject({ coherent: false, replay: false });
});

test('where copies of one page lie in several ways, the shortest run says in which order they reach memory', () => {
  const user = alias(daxFile('f').page(0)).user(0x2955_0000);
  const both = { user: 'flush', kernel: 'flush' } as const;
  const plan = flushPlan({
    beforeRead: both,
    afterRead: { kernel: 'flush' },
    beforeWrite: both,
    afterWrite: { kernel: 'flush' },
  });
  const on = machine(cache().vivt().size('16 KiB').ways(4).line(16)).cores(2);
  const verdict = prove(scenario(on).using(plan).load(user, 1)).concurrent().run();

  expect(verdict.coherent).toBe(false);
  expect(verdict.replay()!.coherent).toBe(false);
});

describe('no proof tells', () => {
  const sized = daxFile('f').pages(4).size(100).startingAt(0x0c123);
  const user = alias(sized.page(1)).user(0x2955_1000);
  const past =
    'page 1 of f lies past its size of 100 bytes: what is read there depends on what was written before, and is told by runs only';

  test.each([
    [
      'what lies past the size of a file',
      scenario('SH7750')
        .store(user, 'A')
        .daxIo(daxIo().read(1).at(sized.page(1))),
      [`step 2 (dax_io): no proof tells this: ${past}`],
    ],
    ['the same of a page of a user', scenario('SH7750').store(user, 'A'), [`no proof tells this: ${past}`]],
    [
      'what the page cache does',
      scenario('SH7750').write(daxFile('f'), 'a').withoutDax(),
      [
        'a proof is about DAX, and no proof tells what the page cache does: take the story without .withoutDax(), or run it',
      ],
    ],
  ])('%s', (_, story, problems) => {
    expect(refusalOf(() => prove(story).run())).toEqual(problems);
  });
});

describe('a question that was stored', () => {
  const stored = JSON.parse(
    JSON.stringify(prove(scenario('SH7750').store(first, 'hi').daxIo(daxIo().read(2)))),
  );

  test('is asked again', () => {
    expect(prove(stored).run().coherent).toBe(false);
  });

  test.each<[string, object, string]>([
    ['a field that nobody reads', { era: '4.5' }, "question: 'era' is none of"],
    ['a mode that is neither', { concurrent: 'yes' }, "question: concurrent 'yes' is neither true nor false"],
    ['acts that are no list', { acts: { length: 3 } }, 'question: acts an object is no list'],
    ['no act', { acts: [null] }, 'question: acts, 1: null is not something that can be done'],
    ['an act that nobody does', { acts: [{ do: 'nonsense' }] }, 'question: acts, 1: an object is not'],
    ['an act without its alias', { acts: [{ do: 'clean', alias: null }] }, 'question: acts, 1: an object'],
    [
      'a process that is none',
      { acts: [{ do: 'switch', process: 'x', flushes: true }] },
      'question: acts, 1',
    ],
    ['no page', { transfers: [null] }, 'question: transfers, 1: null is not a page of a file'],
  ])('with %s is refused', (_, change, problem) => {
    expect(refusalOf(() => prove({ ...stored, ...change }).run())).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

test('a user treats lines while its own process runs, and not while another one does', () => {
  const shared = daxFile('f').startingAt(0x0c123);
  const one = alias(shared.page(0)).user(0x2955_1000);
  const other = alias(shared.page(0)).user(0x2955_5000).process(2).named('other');
  const asked = prove(scenario('SH7750').store(one, 'A').evict(other)).describe();
  const invalidates = { do: 'invalidate', alias: asked.users[1]! } as const;
  const runs = (process: number) => ({ do: 'switch', process, flushes: false }) as const;
  const troubleWhere = (...acts: NonNullable<typeof asked.acts>) =>
    prove({ ...asked, transfers: [], acts: [invalidates, ...acts] }).run().trouble;

  // Process 2 never comes to run, or it does.
  expect(troubleWhere(runs(1))).toBeUndefined();
  expect(troubleWhere(runs(1), runs(2))).toBe('lost store');
});
