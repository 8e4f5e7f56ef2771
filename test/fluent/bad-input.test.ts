/** What is typed wrong, and what the reader is told: every message, whole. */
import { describe, expect, test } from 'vitest';
import { split } from '../../src/fluent/address-split.js';
import { alias } from '../../src/fluent/alias.js';
import { processors } from '../../src/fluent/atlas.js';
import { cache } from '../../src/fluent/cache.js';
import { claims } from '../../src/fluent/claims.js';
import { compare } from '../../src/fluent/compare.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, flushPlan, uncached } from '../../src/fluent/strategies.js';
import { InputError } from '../../src/units/problems.js';
import { file, sh4, story, user, write } from '../linux/stories.js';

/** What a cell that nobody checked may hand over. */
const unchecked = null as never;

/** What the lines that work may name. */
const scope = {
  alias,
  cache,
  compare,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  machine,
  processor,
  scenario,
  split,
  story,
  uncached,
  claims,
  processors,
};

/** The message of the InputError that this throws; the line that it ends in is tried, and has to work. */
function told(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    new Function(...Object.keys(scope), `return String(${error.tryThis})`)(...Object.values(scope));
    return error.message;
  }
  return 'nothing';
}

describe('a cache that cannot exist', () => {
  test('names every problem with the value as typed', () => {
    expect(told(() => cache().size('3 KB').line(33).ways(0).describe())).toBe(`
  - size '3 KB' is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  - line 33 is not a power of two from 4 to 256 bytes
  - ways 0 is not a whole number from 1 to 65535
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
  test('needs a power of two of sets', () => {
    expect(
      told(() => cache().size('48 KiB').ways(5).describe()),
    ).toBe(`48 KiB in 5 ways of 32 B lines makes 307.2 sets, and an index selects a power of two of them
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
  test('holds no more ways than lines', () => {
    expect(
      told(() => cache().size('1 KiB').ways(64).describe()),
    ).toBe(`1 KiB holds 32 lines of 32 B: not enough for 64 ways
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
  test('keeps address-space ids to virtual tags, and PLRU to a power of two of ways', () => {
    expect(told(() => cache().pipt().addressSpaceIds().plru().ways(3).size('3 KiB').describe())).toBe(`
  - a PLRU tree needs a power of two of ways, not 3
  - address-space ids belong to virtual tags: a PIPT cache has none
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
  test('is not made from null', () => {
    expect(
      told(() => cache().size(unchecked).describe()),
    ).toBe(`size null is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
  test('is not made from negative or astronomical sizes', () => {
    expect(
      told(() =>
        cache()
          .size(-16)
          .line(2 ** 40)
          .describe(),
      ),
    ).toBe(`
  - size -16 is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  - line 1099511627776 is not a power of two from 4 to 256 bytes
  try: cache().vipt().size('16 KiB').ways(4).line(32)`);
  });
});

describe('a machine that cannot exist', () => {
  test('has a cache, a page size and an SHMLBA', () => {
    expect(told(() => machine(unchecked).pageSize('3 KiB').shmlba(7).describe())).toBe(`
  - null is not a cache
  - page size 3072 is not 4, 8, 16, 32 or 64 KiB
  - SHMLBA 7 is not a power of two of bytes
  try: machine(cache().vipt().size('32 KiB').ways(4)).pageSize('4 KiB')`);
  });
  test('says so when a scenario is given null', () => {
    expect(told(() => scenario(unchecked).store(user, 'x').run())).toBe(`null is not a machine
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('is not guessed where the set index is not known', () => {
    expect(
      told(() => story.on(processor('PA-8700')).run()),
    ).toBe(`PA-8700 (c3750) cannot be run: 1.5 MiB in 4 ways of 64 B lines makes 6144 sets, and which address bits select one of them is not known
  try: machine(cache().vipt().size('64 KiB')).named('like it')`);
  });
});

describe('an alias', () => {
  test('is of a page of a file', () => {
    expect(
      told(() => scenario(sh4).store(alias(unchecked).user(1), 'x').run()),
    ).toBe(`step 1: an alias is of a page of a DAX file, not of null
  try: alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`);
  });
  test('lies at a page boundary', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(5)).user(0x2955_1004), 'x')
          .run(),
      ),
    ).toBe(`user: 0x29551004 is not at a boundary of the 4 KiB pages of SH7750, as 0x29551000 is
  try: alias(daxFile('mail.dat').pages(8).page(5)).user('0x29551000')`);
  });
  test('lies at a boundary of the other machine’s pages too', () => {
    expect(
      told(() => story.on(processor('21064')).run()),
    ).toBe(`user: 0x29551000 is not at a boundary of the 8 KiB pages of 21064, as 0x29550000 is
  try: alias(daxFile('mail.dat').pages(8).page(5)).user('0x29550000')`);
  });
  test('of a user lies below the kernel', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(5)).user(0x8000_0000), 'x')
          .run(),
      ),
    ).toBe(`user: 0x80000000 is no user address: those of sh end below 0x7c000000
  try: alias(daxFile('mail.dat').pages(8).page(5)).user('0x29551000')`);
  });
  test('lies inside its address space', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(5)).user(0xffff_8880_0000_0000n), 'x')
          .run(),
      ),
    ).toBe(`user: 0xffff888000000000 is outside its space: addresses of sh end at 0xffffffff
  try: alias(daxFile('mail.dat').pages(8).page(5)).user('0x29551000')`);
  });
  test('is never rounded', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(5)).user(2 ** 53), 'x')
          .run(),
      ),
    ).toBe(`step 1: alias address 9007199254740992 is above 2^53 - 1, where a number is no longer exact; write a bigint, such as 0xffff_8880_0000_0000n, or text
  try: alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`);
  });
  test('is of a page that the file has', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(9)).user(), 'x')
          .run(),
      ),
    ).toBe(`user: mail.dat has pages 0 to 7, and no page 9
  try: alias(daxFile('mail.dat').pages(8).page(5)).user()`);
  });
  test('has an address that is one', () => {
    expect(
      told(() =>
        scenario(sh4)
          .store(alias(file.page(5)).user('hello'), 'x')
          .run(),
      ),
    ).toBe(`step 1: alias address 'hello' is not an address from 0 to 0xffffffffffffffff
  try: alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`);
  });
  test('is not null, in any step', () => {
    expect(told(() => scenario(sh4).store(unchecked, 'x').load(unchecked, 3).run())).toBe(`
  - step 1: null is not an alias
  - step 2: null is not an alias
  try: alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`);
  });
  test('cannot be split on no machine', () => {
    expect(told(() => split(unchecked, user))).toBe(`null is not a machine
  try: split(processor('SH7750'), alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000))`);
  });
});

describe('a transfer', () => {
  test('ends inside the file', () => {
    expect(
      told(() => scenario(sh4).daxIo(daxIo().read(5).from(file).at('32 KiB')).run()),
    ).toBe(`step 1 (dax_io read): 5 bytes at 32768 pass the end of mail.dat, which has 32 KiB
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('has no more bytes than a run can keep the events of', () => {
    const huge = daxFile('huge.dat').pages(2 ** 18);
    expect(
      told(() => scenario(sh4).daxIo(daxIo().read('1 GiB').from(huge)).run()),
    ).toBe(`step 1 (dax_io read): 1 GiB are more than the 64 MiB of one transfer: a run keeps every event
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('has no negative length or offset', () => {
    expect(told(() => scenario(sh4).daxIo(daxIo().read(-5).from(file).at(-3)).run())).toBe(`
  - step 1: length to read -5 is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  - step 1: offset in the file -3 is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
  });
  test('is not rounded', () => {
    expect(
      told(() => scenario(sh4).daxIo(daxIo().read(1.5).from(file)).run()),
    ).toBe(`step 1: length to read 1.5 is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
  });
  test('needs a file', () => {
    expect(
      told(() => scenario(sh4).daxIo(daxIo().read(5)).run()),
    ).toBe(`step 1: a dax_io() needs a file: none was named, and no alias has one
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
  });
  test('starts in a page of its own file', () => {
    const other = daxFile('other.dat').pages(2);
    expect(
      told(() =>
        scenario(sh4)
          .daxIo(daxIo().read(5).from(file).at(other.page(1)))
          .run(),
      ),
    ).toBe(`step 1: page 1 is one of other.dat, and the transfer is of another file, mail.dat
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
    expect(
      told(() =>
        scenario(sh4)
          .daxIo(daxIo().read(5).at(other.page(2), -1))
          .run(),
      ),
    ).toBe(`
  - step 1: offset in the page -1 is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'
  - step 1: other.dat has pages 0 to 1, and no page 2
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
  });
  test('is not null', () => {
    expect(told(() => scenario(sh4).daxIo(unchecked).run())).toBe(`step 1: null is not a dax_io()
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('needs bytes to write and a file to write to', () => {
    expect(told(() => scenario(sh4).daxIo(daxIo().write('').to(unchecked)).run())).toBe(`
  - step 1: null is not a DAX file
  - step 1: data to write '' is not text or bytes from 0 to 255
  try: daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`);
  });
  test('is of the same file as the alias', () => {
    expect(
      told(() =>
        scenario(sh4)
          .load(alias(file.page(5)), 1)
          .daxIo(daxIo().read(4).from(daxFile('mail.dat')))
          .run(),
      ),
    ).toBe(`two different files are both called 'mail.dat': an alias and a dax_io() must name the same one
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('stays inside the direct map', () => {
    expect(
      told(() =>
        scenario(sh4)
          .daxIo(daxIo().read(4).from(daxFile('far.dat').startingAt(0x30000)))
          .run(),
      ),
    ).toBe(`page 0 of far.dat lies in frame 0x30000, outside the direct map of sh, which holds frames 0x00000 to 0x1ffff
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
});

describe('a file that cannot exist', () => {
  test('has a name and pages', () => {
    expect(told(() => daxFile('').pages(0).describe())).toBe(`
  - file name '' is not a text
  - file: 0 is not a number of pages from 1 up
  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`);
  });
  test('has its pages in frames that are some', () => {
    expect(told(() => daxFile('a').pages(2).placed({ page: 5, pfn: -1 }).describe())).toBe(`
  - a: -1 is not a page frame number below 2^52 bytes
  - a: page 5 is placed, but the file has 2 pages, 0 to 1
  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`);
  });
  test('has no two pages in one frame', () => {
    expect(
      told(() => daxFile('a').pages(2).placed({ page: 1, pfn: 0x01001 }).describe()),
    ).toBe(`a: pages 0 and 1 both lie in frame 0x1001
  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`);
  });
  test('is not placed at null', () => {
    expect(told(() => daxFile('a').placed(unchecked).describe())).toBe(`placement null is not { page, pfn }
  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`);
  });
});

describe('a strategy', () => {
  test('has points and actions that exist', () => {
    expect(
      told(() => flushPlan({ beforeRead: { users: 'clean', kernel: 'wash' }, during: {} } as never)),
    ).toBe(`
  - flush plan: 'during' is none of beforeRead, afterRead, beforeWrite, afterWrite
  - beforeRead: 'users' is none of user, kernel
  - beforeRead.kernel is 'wash', none of none, clean, invalidate, flush
  try: flushPlan({ beforeRead: { user: 'clean' }, afterWrite: { kernel: 'flush' } })`);
  });
  test('is made of a plain object, and of nothing that only looks like one', () => {
    const attempts = [() => flushPlan(new Map() as never), () => flushPlan([] as never)];
    expect(attempts.map(told)).toEqual([
      `flush plan a Map is not { beforeRead, afterRead, beforeWrite, afterWrite }
  try: flushPlan({ beforeRead: { user: 'clean' }, afterWrite: { kernel: 'flush' } })`,
      `flush plan [] is not { beforeRead, afterRead, beforeWrite, afterWrite }
  try: flushPlan({ beforeRead: { user: 'clean' }, afterWrite: { kernel: 'flush' } })`,
    ]);
  });
  test('has options that are read: none is ignored', () => {
    expect(told(() => congruent(3 as never))).toBe(`window 3 is not { color, without }
  try: congruent({ color: 3 })`);
    expect(told(() => congruent({ col: 3 } as never))).toBe(`window: 'col' is none of color, without
  try: congruent({ color: 3 })`);
    expect(
      told(() => congruent({ color: null } as never)),
    ).toBe(`window color null is not a whole number from 0
  try: congruent({ color: 3 })`);
  });
  test('is not null', () => {
    expect(
      told(() => story.using(unchecked).run()),
    ).toBe(`strategy null is none of none(), flushPlan({…}), revoke(), congruent(), uncached(), refuse()
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('has a window of a color that exists', () => {
    expect(
      told(() => story.using(congruent({ color: 9 })).run()),
    ).toBe(`window color 9 is not 'user' or a whole number below 4
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('uncaches both sides or the kernel’s', () => {
    expect(
      told(() => story.using(uncached('me' as never)).run()),
    ).toBe(`uncached for 'me': only 'both', 'user' or 'kernel' can be
  try: uncached('user')`);
  });
});

describe('a scenario', () => {
  test('has steps', () => {
    expect(told(() => scenario(sh4).run())).toBe(`the scenario has no steps: nothing would happen
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('stays inside the page, and says so for every step', () => {
    expect(told(() => scenario(sh4).store(user, 'x', 4096).load(user, 5000).load(user, 0).run())).toBe(`
  - step 1 (store): length 1 at 4096 does not lie in the page of 4 KiB
  - step 2 (load): length 5000 at 0 does not lie in the page of 4 KiB
  - step 3 (load): length 0 at 0 does not lie in the page of 4 KiB
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('stores bytes', () => {
    expect(told(() => scenario(sh4).store(user, unchecked).store(user, [300]).run())).toBe(`
  - step 1: data to store null is not text or bytes from 0 to 255
  - step 2: data to store [300] is not text or bytes from 0 to 255
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('maintains slots that exist', () => {
    expect(
      told(() => scenario(sh4).maintainCache('flush', { set: 900, way: 1 }).run()),
    ).toBe(`step 1 (flush cache): there is no set 900 way 1: sets are 0 to 511, ways 0 to 0
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('takes ranges and slots by name, and ignores nothing', () => {
    expect(
      told(() =>
        story
          .clean(user, 64 as never)
          .flush(user, { len: 4 } as never)
          .run(),
      ),
    ).toBe(`
  - step 3: range 64 is not { at, length }
  - step 4: range: 'len' is none of at, length
  try: scenario().flush(alias(daxFile('mail.dat').page(0)), { at: 0, length: 64 }).run()`);
    expect(
      told(() =>
        story
          .maintainCache('flush', 3 as never)
          .maintainCache('wash' as never, { set: 1 } as never)
          .run(),
      ),
    ).toBe(`
  - step 3: slot 3 is not { set, way }
  - step 4: 'wash' is none of clean, invalidate, flush
  - step 4: slot has no way: it takes both
  try: scenario().maintainCache('flush', { set: 128, way: 0 }).run()`);
  });
  test('replaces an alias by its name, and says so where no alias has it', () => {
    expect(
      told(() => story.with(alias(file.page(5)).named('nobody')).run()),
    ).toBe(`with() replaces the alias of the same name, and the story has none called 'nobody': it has 'user'
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('has no address that leads to two pages', () => {
    const other = alias(file.page(4)).user(0x2955_1000).named('other');
    expect(
      told(() => story.store(other, 'x').run()),
    ).toBe(`one address cannot lead to two pages: user (page 5 of mail.dat at 0x29551000) and other (page 4 of mail.dat at 0x29551000) are both at 0x29551000
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
    const overDirectMap = alias(file.page(4)).kernel(0x8c12_3000);
    expect(
      told(() => story.load(overDirectMap, 1).run()),
    ).toBe(`vmap: 0x8c123000 lies in the direct map of sh, and leads to frame 0x0c123: page 4 of mail.dat is in frame 0x01005
  try: alias(daxFile('mail.dat').placed({ page: 0, pfn: 0x01005 }).page(0)).kernel('0x81005000')`);
    const overWindow = alias(file.page(4)).kernel(0xdfff_9000);
    expect(
      told(() => story.load(overWindow, 1).using(congruent()).run()),
    ).toBe(`one address cannot lead to two pages: vmap (page 4 of mail.dat at 0xdfff9000) and window (page 5 of mail.dat in a window of color 1) are both at 0xdfff9000
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('has no two aliases of one name', () => {
    expect(
      told(() => story.load(alias(file.page(4)), 1).run()),
    ).toBe(`two aliases are both called 'user': page 5 of mail.dat at 0x29551000, and page 4 of mail.dat where mmap() puts it; tell them apart with .named('another')
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
    expect(
      told(() => story.load(alias(file.page(4)).named('kernel'), 1).run()),
    ).toBe(`two aliases are both called 'kernel': page 4 of mail.dat where mmap() puts it, and page 5 of mail.dat in the direct map; tell them apart with .named('another')
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
  test('is not made from stored data that was changed by hand', () => {
    const stored = JSON.parse(JSON.stringify(story.daxIo(write)));
    stored.steps[0].bytes = [1, 300, -1];
    stored.aliases.user.process = 0;
    stored.steps[2].io.bytes = [];
    expect(told(() => scenario(stored).run())).toBe(`
  - user: process 0 is not a number from 1 up
  - step 1 (store): 300 is not a byte, from 0 to 255
  - step 3 (dax_io write): length 5 comes with 0 bytes of data
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
    stored.aliases.user = { ...stored.aliases.user, process: 1, at: { kind: 'direct map' } };
    stored.files['mail.dat'].contents = [{ at: 0, bytes: ['a'] }];
    expect(told(() => scenario(stored).run())).toBe(`mail.dat: contents at 0 are not bytes from 0 to 255
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
    const misplaced = JSON.parse(JSON.stringify(story));
    misplaced.aliases.user.at = { kind: 'direct map' };
    expect(told(() => scenario(misplaced).run())).toBe(`user: no alias of the user lies at a direct map
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
    delete misplaced.aliases.user;
    expect(told(() => scenario(misplaced).run())).toBe(
      `step 1: the story has no alias called 'user': it has none
  try: scenario(JSON.parse(JSON.stringify(scenario().load(alias(daxFile('mail.dat').page(0)), 5)))).run()`,
    );
  });
  test('completes a stored plan, or says what is wrong with it', () => {
    const stored = JSON.parse(JSON.stringify(story));
    stored.strategy = { kind: 'flush plan', plan: { beforeRead: { user: 'clean' } } };
    expect(scenario(stored).run().coherent).toBe(true);
    stored.strategy.plan = { beforeRead: { user: 'wash' } };
    expect(
      told(() => scenario(stored).run()),
    ).toBe(`beforeRead.user is 'wash', none of none, clean, invalidate, flush
  try: flushPlan({ beforeRead: { user: 'clean' }, afterWrite: { kernel: 'flush' } })`);
  });
  test('is not made from plain data that is none', () => {
    expect(
      told(() =>
        scenario({
          machine: sh4.describe(),
          steps: [{ do: 'jump' }, null],
          strategy: { kind: 'none' },
        } as never).run(),
      ),
    ).toBe(`
  - step 1: an object is not a step that toJSON() gave
  - step 2: null is not a step that toJSON() gave
  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`);
  });
});

describe('what is almost right says what is missing', () => {
  const machineLine = `  try: scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5)).run()`;
  const aliasLine = `  try: alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`;

  test('a cache, or a name that no CPU has, where a machine is meant', () => {
    expect(
      told(() =>
        scenario(cache() as never)
          .store(user, 'x')
          .run(),
      ),
    ).toBe(`a cache is not a machine yet: machine(cache()) makes one of it
${machineLine}`);
    expect(
      told(() => story.on('SH775O').run()),
    ).toBe(`processor 'SH775O' is not in the atlas; nearest are 'SH7750/SH7751 (SH-4)', 'SH7708 (SH-3)', 'SH7709A/7729 (SH-3)', 'SH7705 32K mode', 'SH7750R/SH7751R'; one of your own is machine(cache().vipt().size('32 KiB').ways(4).line(32))
  try: processor('SH7750')`);
    expect(
      told(() =>
        scenario({ describe: 3 } as never)
          .store(user, 'x')
          .run(),
      ),
    ).toBe(`an object is not a machine
${machineLine}`);
    expect(
      told(() => machine('64 KiB').describe()),
    ).toBe(`processor '64 KiB' is not in the atlas; nearest are '4Kc', '24Kc (AR71xx/ath79)', '34Kc', '74Kc (without AR, or erratum)', '68030'; one of your own is machine(cache().vipt().size('32 KiB').ways(4).line(32))
  try: processor('4Kc')`);
  });
  test.each([() => processor('Foo'), () => machine('Foo').describe(), () => story.on('Foo').run()])(
    '%#: a name that no CPU has comes with a line that builds one of one’s own',
    (act) => {
      const [, own] = /one of your own is (.+)$/m.exec(told(act))!;

      const made = new Function('machine', 'cache', `return String(${own})`)(machine, cache);

      expect(made).toBe('machine  VIPT 32 KiB 4-way 32 B lines · 4 KiB pages · 2 colors · SHMLBA 16 KiB');
    },
  );
  test('a GPU that the atlas has, where a machine is meant', () => {
    expect(
      told(() => story.on('CUDA').run()),
    ).toBe(`NVIDIA GPU (CUDA) cannot be run: the geometry of its data cache is not known
  try: machine(cache().vipt().size('64 KiB')).named('like it')`);
    expect(told(() => machine(cache()).port('none').describe())).toMatch(/^port 'none' is no Linux port; /);
  });
  test('a file where a page is meant, and a page where an alias is', () => {
    const whole = 'an alias is of one page of a file, and this is the whole file: take file.page(5)';
    expect(told(() => alias(file as never).describe())).toBe(`${whole}\n${aliasLine}`);
    expect(told(() => alias(file.describe() as never).describe())).toBe(`${whole}\n${aliasLine}`);
    expect(
      told(() => story.load(file.page(5) as never, 1).run()),
    ).toBe(`step 3: a page is not an alias yet: alias(file.page(5)) makes one
${aliasLine}`);
    expect(told(() => story.load(file as never, 1).run())).toBe(`step 3: a DaxFile is not an alias
${aliasLine}`);
    expect(
      told(() =>
        story
          .daxIo(
            daxIo()
              .read(5)
              .from(file)
              .at(file as never),
          )
          .run(),
      ),
    ).toBe(`step 3: a DaxFile is no place in a file: take a number of bytes, or a page of it
  try: daxIo().read(5).at(daxFile('mail.dat').pages(8).page(5))`);
  });
  test('nothing where a machine is meant', () => {
    const splitLine = `  try: split(processor('SH7750'), alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000))`;
    expect(told(() => user.on(undefined as never))).toBe(`undefined is not a machine\n${splitLine}`);
    expect(told(() => split(undefined as never, user))).toBe(`undefined is not a machine\n${splitLine}`);
  });
  test('values of a kind that nobody expects', () => {
    const odd = Symbol('odd') as never;
    const ring: unknown[] = [];
    ring.push(ring);
    const fileLine = `  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`;
    expect(told(() => daxFile(odd).describe())).toBe(`file name Symbol(odd) is not a text\n${fileLine}`);
    expect(
      told(() =>
        daxFile('a')
          .pages(5n as never)
          .describe(),
      ),
    ).toBe(`a: 5n is not a number of pages from 1 up\n${fileLine}`);
    expect(
      told(() =>
        daxFile('a')
          .placed(ring as never)
          .describe(),
      ),
    ).toBe(`placement [[an array of 1]] is not { page, pfn }\n${fileLine}`);
    expect(told(() => file.page(odd))).toBe(`page Symbol(odd) is not a whole number from 0 up
  try: daxFile('mail.dat').pages(8).page(5)`);
    expect(
      told(() => story.store(user, ring as never).run()),
    ).toBe(`step 3: data to store [[an array of 1]] is not text or bytes from 0 to 255
${machineLine}`);
    expect(told(() => flushPlan({}).named(odd))).toBe(`plan name Symbol(odd) is not a text
  try: flushPlan({ afterWrite: { kernel: 'flush' } }).named('one flush')`);
    expect(
      told(() => processors().where('x' as never)),
    ).toBe(`'x' is not a function that says yes or no of a CPU
  try: processors().where(({ kind }) => kind === 'VIVT')`);
    expect(told(() => compare(story as never))).toBe(`a Scenario is not a run
  try: compare(scenario().load(alias(daxFile('mail.dat').page(0)), 5).run())`);
  });
  test('a file of any length that fits is described at once, and a longer one is refused', () => {
    const long = daxFile('long.dat').pages(2 ** 39);
    expect(
      scenario(sh4)
        .load(alias(long.page(3)), 1)
        .run().coherent,
    ).toBe(true);
    expect(
      told(() =>
        daxFile('long.dat')
          .pages(2 ** 40)
          .describe(),
      ),
    ).toBe(`long.dat: 1099511627776 pages from frame 4097 on pass the end of memory, at 2^52 bytes
  try: daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`);
  });
  test('two files in one frame', () => {
    const [one, other] = ['one.dat', 'other.dat'].map((name) => alias(daxFile(name).page(0)).named(name));
    expect(
      told(() => scenario(sh4).load(one!, 1).load(other!, 1).run()),
    ).toBe(`one.dat and other.dat both lie in frame 0x1001: one of them needs a place of its own
  try: daxFile('other.dat').startingAt(0x2001)`);
  });
});

describe('the rest', () => {
  test('a port is one that Linux has or had', () => {
    expect(
      told(() => machine(cache()).port('SH').describe()),
    ).toBe(`port 'SH' is no Linux port; nearest are 'sh', 'um', 'arm', and 'generic' is no port in particular
  try: machine(cache().vipt().size('32 KiB').ways(4)).pageSize('4 KiB')`);
    expect(machine(cache()).port('blackfin').describe().port).toBe('blackfin');
  });
  test('a run is asked for steps that read something', () => {
    expect(told(() => story.run().read(99))).toBe(`step 99 read nothing: steps that did are 2
  try: scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().read()`);
    expect(told(() => story.run().read('x' as never))).toBe(`step 'x' read nothing: steps that did are 2
  try: scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().read()`);
    expect(
      told(() => scenario(sh4).store(user, 'x').run().read()),
    ).toBe(`no step of this run read anything: steps that did are none
  try: scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().read()`);
  });
  test('an unknown CPU lists the nearest', () => {
    expect(
      told(() => processor('SH7751R2')),
    ).toBe(`processor 'SH7751R2' is not in the atlas; nearest are 'SH7750R/SH7751R', 'SH7750/SH7751 (SH-4)', 'SH7708 (SH-3)', 'SH7709A/7729 (SH-3)', 'SH7705 32K mode'; one of your own is machine(cache().vipt().size('32 KiB').ways(4).line(32))
  try: processor('SH7751R')`);
  });
  test('a CPU is a name', () => {
    expect(told(() => processor(unchecked))).toBe(`processor null is not a name in quotes
  try: processor('SH7750')`);
  });
  test('a comparison needs runs', () => {
    const line = `compare(scenario().load(alias(daxFile('mail.dat').page(0)), 5).run())`;
    expect(told(() => compare(unchecked))).toBe(`null is not a run
  try: ${line}`);
    expect(told(() => compare())).toBe(`there is nothing to compare
  try: ${line}`);
    expect(told(() => compare({ reads: [story.run(), 3 as never], writes: unchecked }))).toBe(`
  - reads: 3 is not a run
  - writes: null is not a run
  try: ${line}`);
  });
  test('a claim is a sentence and a truth', () => {
    expect(
      told(() => claims().claim('the kernel read old bytes', unchecked)),
    ).toBe(`a claim is a sentence and true or false, not 'the kernel read old bytes' and null
  try: claims().claim('two and two are four', 2 + 2 === 4)`);
  });
});
