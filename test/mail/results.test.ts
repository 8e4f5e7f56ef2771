/** `.toMail()`: whole texts; whatever ran, 72 columns of ASCII; and the lines at the end run the same again. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
  compare,
  congruent,
  daxFile,
  daxIo,
  knownPlan,
  mapping,
  ports,
  processor,
  processors,
  prove,
  scenario,
  split,
} from '../../src/index.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { kernel, file as mailFile, sh4, user, write } from '../linux/stories.js';

const read = daxIo().read(5).at(mailFile.page(5));
const story = scenario(sh4).store(user, 'hello').daxIo(read);

/** The lines of a text that do not belong into a mail. */
const odd = (text: string) => text.split('\n').filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line));

const shell = (lines: string) => {
  const command = lines.replace('npx aliaslab', `"${process.execPath}" dist/cli/main.js`);
  return spawnSync('sh', ['-c', command], { cwd: packageRoot, encoding: 'utf8' });
};

describe('a run as a mail', () => {
  test('numbers the steps, says address and set, marks the stale bytes, and is run again by two lines', () => {
    const mail = story.run().toMail();

    expect(mail).toBe(`\
SH7750: VIPT 16 KiB 1-way 32 B lines, 4 KiB pages, 4 colors, SHMLBA 16
KiB.
Strategy: none.

  user    0x29551000 is page 5 of mail.dat (0x0c123000), color 1
  kernel  0x8c123000 is page 5 of mail.dat (0x0c123000), color 3

  1. user: store "hello"
     at 0x29551000, color 1, set 128, way 0: miss, fill
  2. kernel: dax_io load 5
     at 0x8c123000, color 3, set 384, way 0: miss, fill
     saw        |.....|
                 ^^^^^ STALE
     should be  |hello|

STALE: 1 of 1 loads read old bytes.

To run it again:
npx aliaslab again 'SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5
@0x29551000) store(user "hello") dax_io(read 5 5)'
`);
  });

  test('the two lines give the same run in a shell', () => {
    const mail = story.using(congruent()).run().toMail();
    const [lines] = /npx[\s\S]*$/.exec(mail)!;

    expect(lines!.trimEnd().split('\n')).toHaveLength(2);
    expect(shell(lines!)).toMatchObject({
      status: 0,
      stdout: `${story.using(congruent()).run()}\n`,
      stderr: '',
    });
  });

  test('bytes that are no text are hexadecimal, and a lost store is named', () => {
    const lost = scenario(sh4)
      .store(user, [1, 2])
      .store(user, '!', 8)
      .daxIo(write)
      .evict(kernel)
      .evict(user)
      .load(kernel, 5);

    expect(lost.run().toMail()).toContain(`\
  6. kernel: load 5
     at 0x8c123000, color 3, set 384, way 0: miss, fill
     saw        01 02 00 00 00
                ^^ ^^ ^^ ^^ ^^ STALE
     should be  48 45 4c 4c 4f
`);
    expect(lost.run().toMail()).toContain('LOST "HELLO" of step 3');
  });

  test('of a long run the first rows are told, and the troubles', () => {
    let long = scenario(sh4);
    for (let i = 0; i < 100; i++) long = long.load(user, 1, i);

    const mail = long.store(user, 'x').daxIo(read).run().toMail();

    expect(mail).toContain('     [61 more]\n102. kernel: dax_io load 5\n');
    expect(odd(mail)).toEqual([]);
  });

  test('a step that touches nothing is told as it was asked for', () => {
    expect(scenario(sh4).switchTo(2).run().toMail()).toContain('\n  1. switch to process 2\n');
  });
});

test('the sets of a cache are a map, and each line with carets under its stale bytes', () => {
  expect(story.run().sets().toMail()).toBe(`\
Cache of SH7750: VIPT 16 KiB 1-way 32 B lines

     color 0         color 1         color 2         color 3
  0 |................U...............................k...............|
    (sets 0 to 511, 8 sets a letter; a capital is dirty)

  set 128 way 0 user, dirty, 0x0c123000
    holds   |hello...........|
    newest  |hello...........|
    memory  |................|
  set 384 way 0 kernel, clean, 0x0c123000
    holds   |................|
             ^^^^^ STALE
    newest  |hello...........|
    memory  |................|

2 lines are held, and 0x0c123000 more than once: 1 copy differs from the
newest bytes.

To see it again:
npx aliaslab again --sets 0 'SH7750 mail.dat=file(8 [(5 0xc123)])
user=alias(5 @0x29551000) store(user "hello") dax_io(read 5 5)'
`);
});

test('a verdict tells the shortest run as it replays, and asks the same question again', () => {
  const mail = prove(story).run().toMail();

  expect(mail).toBe(`\
SH7750: VIPT 16 KiB 1-way 32 B lines, 4 KiB pages, 4 colors, SHMLBA 16
KiB.
Question: is every run coherent? Strategy: none.

  user 0x29551000 is page 5 of mail.dat, color 1
  kernel 0x8c123000 is page 5 of mail.dat, color 3

Refuted: some run has a stale load; the shortest has 2 steps (11 states,
2 steps deep).

The shortest run, replayed:

  1. user: store "A"
     at 0x29551000, color 1, set 128, way 0: miss, fill
  2. kernel: dax_io load 1
     at 0x8c123000, color 3, set 384, way 0: miss, fill
     saw        |.|
                 ^ STALE
     should be  |A|

To decide it again:
npx aliaslab again 'SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5
@0x29551000) prove([user])'
`);
  expect(shell(/npx[\s\S]*$/.exec(mail)![0])).toMatchObject({ status: 1, stdout: `${prove(story).run()}\n` });
});

test('the atlas is a table, and decided again by one line', () => {
  const mail = processors()
    .where(({ arch }) => arch === 'sh')
    .verdicts()
    .toMail();

  expect(mail).toBe(`\
What makes the aliases of a page agree, CPU by CPU.

CPU                    kind        aliases  window  flushes  policy
---------------------  ----------  -------  ------  -------  -------
SH7708 (SH-3)          VIPT        no       -             0  either
SH7709A/7729 (SH-3)    VIPT        no       -             0  either
SH7705 32K mode        VIPT        yes      yes           4  assumed
SH7750/SH7751 (SH-4)   VIPT        yes      yes           4  read
SH7750R/SH7751R        VIPT        yes      yes           4  read
SH7780/SH7785 (SH-4A)  VIPT        yes      yes           4  read
SH7786 (SH-X3)         VIPT-hwfix  no       -             0  either
[in each row: Linux yes]

Aliases: whether two names can disagree; window: whether one of the
user's color helps; flushes: the fewest points of a plan that does;
policy: whether the policies that this rests on were read, or it is the
same under either, or they are assumed; Linux: whether it says that data
alias.

4 of 7 CPUs alias; congruence makes 4 of them coherent; Linux says
otherwise of 3; 1 verdict depends on a policy that is assumed.

To decide the whole atlas again:
npx aliaslab processors
`);
});

test('addresses are taken apart side by side', () => {
  expect(split(sh4, user, kernel).toMail()).toBe(`\
Addresses on SH7750: VIPT 16 KiB 1-way 32 B lines, 4 KiB pages, 4
colors, SHMLBA 16 KiB.

alias   virtual     upper bits -> physical tag  color  sets
------  ----------  --------------------------  -----  ------------
user    0x29551000  0x0a554 -> 0x0c123          01     sets 128-255
kernel  0x8c123000  0x23048 -> 0x0c123          11     sets 384-511
[in each row: physical 0x0c123000, set in page 000 0000, byte in line 0
0000]

The addresses differ in the color bits, so they pick different sets:
user to sets 128-255 and kernel to sets 384-511.

To take them apart again:
npx aliaslab again --split 'SH7750 mail.dat=file(8 [(5 0xc123)])
user=alias(5 @0x29551000) kernel=alias(5 (direct_map) who=kernel
process=0) load(user 1) load(kernel 1)'
`);
});

test('pairs of colors are a grid', () => {
  expect(story.byColors().toMail()).toBe(`\
Pairs of colors on SH7750: VIPT 16 KiB 1-way 32 B lines, 4 KiB pages, 4
colors, SHMLBA 16 KiB, strategy: none.

          user 0  user 1  user 2  user 3
--------  ------  ------  ------  ------
kernel 0  ok      S       S       S
kernel 1  S       ok      S       S
kernel 2  S       S       ok      S
kernel 3  S       S       S       ok

Ok is coherent, S a stale load, L a lost store, and how many there are.

NOT COHERENT: stale loads or lost stores in 12 of 12 with different
colors, and in 0 of 4 with equal ones.

To run the pairs again:
npx aliaslab again --colors all 'SH7750 mail.dat=file(8 [(5 0xc123)])
user=alias(5 @0x29551000) store(user "hello") dax_io(read 5 5)'
`);
});

test('ports are a table, and a cell shows the same ones again', () => {
  expect(
    ports()
      .where(({ arch }) => arch === 'sh' || arch === 'xtensa')
      .toMail(),
  ).toBe(`\
2 ports: 2 map a page at a color of choice, mmap() colors on 2.

port    direct map  window      colors  mmap() colors
------  ----------  ----------  ------  ---------------------
sh      0x80000000  0xdfff8000       8  all, modulo a way
xtensa  0xd0000000  0xc8000000       2  shared, modulo SHMLBA

To see them again in a cell:
show(ports().where(({ arch }) => ['sh', 'xtensa'].includes(arch)));
`);
});

test('other results too are ASCII in 72 columns', () => {
  const mapped = mapping(daxFile('mail.dat').pages(8));
  const program = scenario(sh4)
    .mmap(mapped)
    .store(mapped, 'x', 5)
    .write(daxFile('mail.dat').pages(8), 'HELLO');
  const mails = [
    processors().toMail(),
    processors()
      .where(({ arch }) => arch === 'parisc')
      .verdicts()
      .toMail(),
    prove(story).plans().toMail(),
    prove(story).concurrent().speculative().plans().toMail(),
    prove(sh4.cores(2)).durable().pinned({ users: 1, kernel: 0 }).run().toMail(),
    compare({
      reads: story.run(),
      both: [story.using(congruent()).run(), story.using(knownPlan('the mail')).run()],
    }).toMail(),
    story.powerCuts('arrives').toMail(),
    story.orders().toMail(),
    story.run().price().toMail(),
    program.run().calls().toMail(),
    ports().toMail(),
    ports()
      .where(({ window }) => window !== undefined)
      .toMail(),
    split(sh4, user).toMail(),
    split(processor('Cortex-A9'), user, kernel).toMail(),
    split(processor('PA-8500'), user, kernel).toMail(),
    story.on(processor('PA-8500')).byColors([0, 1, 2, 3, 4, 5, 6, 7, 8]).toMail(),
  ];

  expect(mails.map(odd)).toEqual(mails.map(() => []));
  expect(mails.map((mail) => /(npx aliaslab |show\().*[\s\S]*\n$/.test(mail))).toEqual(mails.map(() => true));
});

test('runs side by side are compared again by their texts, with the names of their stories', () => {
  const mail = compare({ 'as it is': story.run(), cured: story.using(congruent()).run() }).toMail();

  expect(mail).toBe(`\
2 runs side by side.

story     strategy          stale loads  verdict
--------  ----------------  -----------  --------
as it is  none                        1  STALE
cured     congruent window            0  coherent
[in each row: machine SH7750, loads 1, lost stores 0]

SH7750 is VIPT 16 KiB 1-way 32 B lines.

1 of 2 runs is coherent.

To compare them again:
npx aliaslab again 'SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5
@0x29551000) store(user "hello") dax_io(read 5 5) called(as_it_is)' \\
'SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5 @0x29551000)
store(user "hello") dax_io(read 5 5) using(congruent user)
called(cured)'
`);
});

test('of very many runs the first twelve are compared again', () => {
  const runs = Array.from({ length: 50 }, () => story.run());

  const mail = compare(...runs).toMail();

  expect(mail).toContain('To compare the first 12 again:\n');
  expect(mail.match(/'SH7750 /g)).toHaveLength(12);
  expect(odd(mail)).toEqual([]);
});

test('a cost is counted again with the parameters that were replaced, on as many lines as they take', () => {
  const cost = story.run().price({ fill: 60, hit: 1.5, barrier: 9, uncachedRead: 7 });

  expect(cost.toMail().split('To count it again:\n')[1]).toBe(`\
npx aliaslab again --cost --cycles hit=1.5 \\
--cycles fill=60 --cycles uncachedRead=7 \\
--cycles barrier=9 'SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5
@0x29551000) store(user "hello") dax_io(read 5 5)'
`);
});

test('each result is given again by its own lines', () => {
  const results = [
    story.run().sets(),
    story.powerCuts('arrives'),
    story.run().calls(),
    story.write(mailFile, 'HELLO').run().calls(3),
    split(sh4, user, kernel),
    story.orders(),
    story.byColors(),
    scenario(sh4.cores(2)).store(user, 'x').daxIo(read).byColors([1, 3]),
    story.run().price(),
    story.run().price({ fill: 60, refill: 25, hit: 1.5 }),
    compare(story.run(), story.using(congruent()).run()),
    compare({
      'the “user” reads': [story.run(), story.using(congruent()).run()],
      b: story.on(sh4.cores(2)).run(),
    }),
    prove(story).plans(),
    prove(sh4.cores(2)).durable().concurrent().pinned({ users: 1, kernel: 0 }).run(),
  ];

  for (const result of results) {
    const { stdout, stderr } = shell(/npx[\s\S]*$/.exec(result.toMail())![0]);

    expect({ stdout, stderr }).toEqual({ stdout: `${result}\n`, stderr: '' });
  }
});
