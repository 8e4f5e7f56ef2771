/** Whatever the story is, the letters at the end of its mail are the same story; whatever they are, the answer is no JavaScript error. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  alias,
  cache,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  InputError,
  iov,
  knownPlan,
  machine,
  mapping,
  processor,
  prove,
  type Run,
  revoke,
  scenario,
  uncached,
} from '../../src/index.js';
import { sh4, story } from '../linux/stories.js';

/** The lines of a text that do not belong into a mail. */
const odd = (text: string) => text.split('\n').filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line));

/** The text in quotes at the end of a mail. */
const storyIn = (mail: string) => /again [^']*'([^']*)'\n$/.exec(mail)![1]!;

const longFile = daxFile('Datei “ä” mit einem langen Namen, den keine Zeile ganz faßt')
  .pages(4)
  .startingAt(0x2000)
  .size(9000);
const files = [
  daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 }),
  longFile.hole(1).unwritten(2),
  daxFile('f').pages(2).startingAt(0x3000).onRamDisk().containing('a quote \' and a "\n', 5).freeBlocks(1),
];
const anyFile = fc.constantFrom(...files);
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom('hello', ' ', "'", '"\\', 'a.b', 'x'.repeat(500)),
);
const anyAlias = fc.oneof(
  anyFile.map((file) =>
    alias(file.page(1))
      .user(0x2955_1000)
      .named(`user of ${String(file.describe().name)}`),
  ),
  anyFile.map((file) =>
    alias(file.page(0))
      .directMap()
      .named(`k ${String(file.describe().name)}`),
  ),
);
type Story = ReturnType<typeof scenario>;
const step: fc.Arbitrary<(story: Story) => Story> = fc.oneof(
  fc.tuple(anyAlias, text).map(
    ([where, data]) =>
      (each: Story) =>
        each.store(where, data, 3),
  ),
  anyAlias.map((where) => (each: Story) => each.load(where, 20, 1)),
  anyAlias.map((where) => (each: Story) => each.flush(where).barrier(where).crash('arrives')),
  anyFile.map((file) => (each: Story) => each.daxIo(daxIo().read(5000).from(file).at(7))),
  fc.tuple(anyFile, text).map(
    ([file, data]) =>
      (each: Story) =>
        each.daxIo(daxIo().write(data).to(file).at(7)),
  ),
  fc.tuple(anyFile, text).map(
    ([file, data]) =>
      (each: Story) =>
        each.append(file, data).fsync(file).read(file, 9, 1),
  ),
  anyFile.map((file) => (each: Story) => {
    const mapped = mapping(file).named('m');
    return each.mmap(mapped).store(mapped, 'x', 5).load(mapped, 1, 5).msync(mapped).munmap(mapped);
  }),
  anyFile.map(
    (file) => (each: Story) =>
      each
        .write(file, iov().bytes('hel').bytes('lo', { faultsAt: 1 }))
        .truncate(file, 5)
        .zeroRange(file, 1, 3)
        .punchHole(file, 0, 4096)
        .switchTo(2, { flush: false }),
  ),
  fc.constant((each: Story) => each.maintainCache('flush', { set: 1, way: 0 }).maintainCache('clean')),
);
const strategies = [
  congruent({ without: 'TLB invalidated' }),
  uncached('user'),
  revoke(),
  knownPlan('the mail').inDaxIoOnly(),
  flushPlan({ beforeRead: { user: 'clean', kernel: 'flush' } }),
];
const machines = [
  sh4,
  processor('24Kc'),
  processor('SH7750/SH7751 (SH-4)'),
  sh4.cores(2, { snoops: 'virtual index' }),
  machine(cache().vivt().ways(2).writeThrough()).pageSize('8 KiB').named('mine, “new”'),
];
const anyStory = fc
  .tuple(
    fc.array(step, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...machines),
    fc.option(fc.constantFrom(...strategies)),
    fc.boolean(),
  )
  .map(([steps, on, strategy, isNew]) => {
    const told = steps.reduce((each, take) => take(each), scenario(on));
    const under = strategy ? told.using(strategy) : told;
    return isNew ? under.era('4.10') : under;
  });

/** Stories that cannot run are none. */
function runOf(told: Story): Run | undefined {
  try {
    return told.run();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

test('of any run the mail is ASCII in 72 columns, and its letters are the very story', () => {
  let runs = 0;
  fc.assert(
    fc.property(anyStory, (told) => {
      const run = runOf(told);
      if (!run) return;
      runs++;
      const mails = [run.toMail(), run.sets().toMail(), run.calls().toMail(), run.price().toMail()];

      expect(mails.map(odd)).toEqual([[], [], [], []]);
      const again = scenario(storyIn(mails[0]!));
      expect(again.toJSON()).toEqual(told.toJSON());
      expect(String(again.run())).toBe(String(run));
    }),
    { numRuns: 150 },
  );
  expect(runs).toBeGreaterThan(75);
});

test.each([
  ['5(', 'this is no story of a mail: it ends too early'],
  ['SH775 store(user "x")', "'SH775' is no machine to begin a story with"],
  ['SH7750 store(user "x")', "step 1: the story has no alias called 'user': it has none"],
  ['SH7750 explode()', "'explode' is no step of a story"],
  ['SH7750 f=thing()', 'f is a thing, and neither file, alias nor mapping'],
  [
    'SH7750 f=file() user=alias(0 (mmap)) prove([user])',
    'this is a question, and no story: prove() reads it, and aliaslab again asks it',
  ],
  ['SH7750 f=file(1 2 3 4 5 6 7 8 9 10 11 12)', 'file has 11 fields, and here are 12'],
])('%s is no story: %s', (told, why) => {
  expect(() => scenario(told).run()).toThrow(why);
});

/** What a cell does with it: the text, between backticks as it stands in the mail. */
const inBackticks = (reads: string, letters: string) => `${reads}(\`${letters}\`)`;
const evaluated = (cell: string): unknown =>
  new Function('scenario', 'prove', `return ${cell};`)(scenario, prove);

test('a cell reads the text of a run between backticks, with its line ends and whatever letters', () => {
  const odd = scenario(sh4).store(alias(daxFile('“$' + '{x}`\\').page(0)), "`$' {}\\\n");

  for (const told of [story.using(congruent()), odd]) {
    const letters = storyIn(told.run().toMail());

    expect(letters).toContain('\n');
    expect(evaluated(inBackticks('scenario', letters))).toEqual(told);
    expect(String((evaluated(inBackticks('scenario', letters)) as Story).run())).toBe(String(told.run()));
  }
});

test('a cell reads the text of a verdict, or of all plans, as the question', () => {
  const question = prove(sh4.cores(2)).durable().pinned({ users: 1 });

  for (const mail of [question.run().toMail(), prove(story).plans().toMail()]) {
    const asked = evaluated(inBackticks('prove', storyIn(mail)));

    expect([question.toJSON(), prove(story).toJSON()]).toContainEqual((asked as typeof question).toJSON());
  }
});

test.each([
  [
    'a story',
    story.run().toMail(),
    'this is a story, and no question: scenario() reads it, and prove() asks',
  ],
  ['a name', "again 'SH775O'\n", "processor 'SH775O' is not in the atlas"],
])('prove() says what to do with %s', (_what, mail, why) => {
  expect(() => prove(storyIn(mail)).run()).toThrow(why);
});

test('letters that somebody has changed are a story, or an InputError', () => {
  const letters = storyIn(story.using(congruent()).era('4.9').run().toMail());
  fc.assert(
    fc.property(
      fc.nat(letters.length - 1),
      fc.constantFrom('', '(', ')', '[', '"', '-', '5', ' ', 'user', '='),
      (at, by) => {
        const changed = letters.slice(0, at) + by + letters.slice(at + 1);

        let said: unknown;
        try {
          said = String(scenario(changed).run());
        } catch (error) {
          said = error;
        }
        expect(typeof said === 'string' || said instanceof InputError ? 'fine' : said).toBe('fine');
      },
    ),
    { numRuns: 300 },
  );
});

test.each([undefined, null, 5, 'x', [5], [null], {}, [{}], Symbol('s')])(
  'a stored question about %s is an InputError',
  (users) => {
    const question = prove(sh4).toJSON();

    expect(() => prove({ ...question, users: users as never }).run()).toThrow(InputError);
    expect(prove(question).run().states).toBe(prove(sh4).run().states);
  },
);
