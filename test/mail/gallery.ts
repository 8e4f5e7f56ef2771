/** Results of every class that has a mail, over several stories: what the fixture of all mails is made of. */
import {
  alias,
  cache,
  compare,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  iov,
  knownPlan,
  machine,
  mapping,
  ports,
  processor,
  processors,
  prove,
  revoke,
  scenario,
  split,
  uncached,
} from '../../src/index.js';
import { kernel, file as mailFile, read, sh4, story, user, write } from '../linux/stories.js';

const longFile = daxFile('Datei “ä” mit einem langen Namen, den keine Zeile ganz faßt')
  .pages(4)
  .startingAt(0x2000)
  .size(9000)
  .hole(1)
  .unwritten(2);
const ramDisk = daxFile('f').pages(2).startingAt(0x3000).onRamDisk().containing('a quote \' and a "\n', 5);
const longUser = alias(longFile.page(0)).user(0x2955_0000).named('the “user” of a file with a long name');
const mapped = mapping(daxFile('mail.dat').pages(8)).named('m');
const own = machine(cache().vivt().ways(2).writeThrough()).pages('8 KiB').named('mine, “new”');

const lost = scenario(sh4).store(user, 'hello').store(user, '!', 8).daxIo(write).evict(kernel).evict(user);
const program = scenario(sh4)
  .mmap(mapped)
  .store(mapped, 'x', 5)
  .write(daxFile('mail.dat').pages(8), iov().bytes('hel').bytes('lo', { faultsAt: 1 }))
  .load(mapped, 8)
  .msync(mapped)
  .munmap(mapped);
const kept = scenario(processor('24Kc')).append(ramDisk, 'kept').fsync(ramDisk).append(ramDisk, 'gone');
const many = Array.from({ length: 100 }, (_, n) => n).reduce(
  (told, n) => told.load(user, 1, n),
  scenario(sh4),
);

/** The stories, by what they are about. */
export const stories = {
  'the kernel reads': story,
  'the kernel reads through a window': story.using(congruent({ without: 'TLB invalidated' })),
  'a store is lost': lost.load(kernel, 5).load(user, 12),
  'past the cache, numbers': story.store(user, [1, 2, 3]).load(kernel, 5).using(uncached('user')),
  'a mapped program': program,
  'a mapped program of a newer Linux': program.era('4.10').using(revoke()),
  'the page cache': scenario(sh4).write(ramDisk, 'HELLO').read(ramDisk, 9).withoutDax(),
  'an odd machine, odd names': scenario(own)
    .store(longUser, 'é`$\'{}"\\\n')
    .daxIo(daxIo().read(5000).from(longFile).at(7))
    .switchTo(2, { flush: false })
    .maintainCache('flush', { set: 1, way: 0 })
    .using(flushPlan({ beforeRead: { user: 'clean', kernel: 'flush' } }).named('a “plan”')),
  'two cores': scenario(sh4.cores(2, { snoops: 'virtual index' }))
    .store(user, 'hello')
    .onCore(1)
    .load(kernel, 5)
    .daxIo(read)
    .truncate(mailFile, 5)
    .zeroRange(mailFile, 1, 3)
    .punchHole(mailFile, 0, 4096)
    .using(knownPlan('the mail').inDaxIoOnly()),
  'a power cut': kept.crash('lost').load(alias(ramDisk.page(0)).directMap(), 8),
  'a long story': many.store(user, 'x').daxIo(read),
  'many aliases': Array.from({ length: 14 }, (_, n) => n).reduce(
    (told, n) =>
      told.load(
        alias(mailFile.page(5))
          .user(0x2955_1000 + n * 0x1000)
          .named(`u${n}`),
        1,
      ),
    scenario(sh4).store(user, 'hello'),
  ),
};

/** Questions of the prover's. */
const questions = {
  'the kernel reads': prove(story),
  'a window': prove(story).using(congruent()),
  'two cores': prove(sh4.cores(2)).durable().pinned({ users: 1, kernel: 0 }),
  'an odd machine': prove(scenario(own).store(longUser, 'a').daxIo(daxIo().read(5))).speculative(),
};

interface Mailed {
  toMail(): string;
}

/** Every result, each by a name. */
export const gallery: readonly (readonly [name: string, result: Mailed])[] = [
  ...Object.entries(stories).flatMap(([name, told]): [string, Mailed][] => {
    const run = told.run();
    return [
      [`run: ${name}`, run],
      [`sets: ${name}`, run.sets()],
      [`calls: ${name}`, run.calls()],
      [`cost: ${name}`, run.cost()],
    ];
  }),
  ['sets of core 1', stories['two cores'].run().sets(1)],
  ['calls of one step', stories['a mapped program'].run().calls(3)],
  ['cost with other cycles', story.run().cost({ fill: 60, refill: 25, hit: 1.5, barrier: 9 })],
  ['a run that kept no events', story.run({ log: 'counts' })],
  ['a story without steps', scenario(sh4).switchTo(2).run()],
  ['power cuts', kept.powerCuts()],
  ['power cuts, what is in flight arrives', stories['a mapped program'].powerCuts('arrives')],
  ['power cuts of a long story', many.powerCuts()],
  ['orders', scenario(sh4).store(user, 'user', 8).daxIo(write).evict(kernel).orders()],
  ['colors', story.byColors()],
  ['colors, two of them', scenario(sh4.cores(2)).store(user, 'x').daxIo(read).byColors([1, 3])],
  ['colors of PA-8500', story.on(processor('PA-8500')).byColors([0, 1, 2, 3, 4, 5, 6, 7, 8])],
  ['split: one', split(sh4, user)],
  ['split: two', split(sh4, user, kernel)],
  ['split: a physical index', split(processor('Cortex-A9'), user, kernel)],
  ['split: many colors', split(processor('PA-8500'), user, kernel)],
  ['split: five', split(sh4, user, kernel, longUser, alias(mailFile.page(6)), alias(mailFile.page(7)))],
  ['compared: one', compare(story.run())],
  ['compared: two', compare({ 'as it is': story.run(), cured: story.using(congruent()).run() })],
  [
    'compared: four of two stories',
    compare({
      'the “user” reads': [story, story.using(congruent()), story.using(knownPlan('the mail'))].map((told) =>
        told.run(),
      ),
      b: story.on(sh4.cores(2)).run(),
    }),
  ],
  [
    'compared: all stories',
    compare(Object.fromEntries(Object.entries(stories).map(([name, told]) => [name, told.run()]))),
  ],
  ['compared: twenty', compare(...Array.from({ length: 20 }, () => story.run()))],
  ...Object.entries(questions).flatMap(([name, question]): [string, Mailed][] => [
    [`proof: ${name}`, question.run()],
    ...(name === 'a window' ? [] : ([[`plans: ${name}`, question.plans()]] as [string, Mailed][])),
  ]),
  ['the atlas', processors()],
  [
    'what was decided of SH',
    processors()
      .where(({ arch }) => arch === 'sh')
      .verdicts(),
  ],
  [
    'what was decided of PA-RISC',
    processors()
      .where(({ arch }) => arch === 'parisc')
      .verdicts(),
  ],
  ['ports', ports()],
  ['ports of two', ports().where(({ arch }) => arch === 'sh' || arch === 'xtensa')],
  ['ports with a window', ports().where(({ window }) => window !== undefined)],
];

/** The texts in quotes behind the command at the end of a mail; of some mails there is none. */
export function lettersIn(mail: string): string[] {
  const [, command = ''] = mail.split('npx aliaslab again ');
  return [...command.matchAll(/'([^']*)'/g)].map(([, text]) => text!.replaceAll('\n', ' '));
}
