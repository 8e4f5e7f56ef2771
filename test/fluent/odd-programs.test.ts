/** Whatever is typed where a program or its kernel is meant, the answer is a result or an InputError. */
import { describe, expect, test } from 'vitest';
import {
  alias,
  cachetlb,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  iov,
  knownPlan,
  machine,
  mapping,
  ports,
  prices,
  processor,
  refuse,
  scenario,
} from '../../src/index.js';
import { pathsOf, rawErrors, replaced } from './odd.js';

const file = daxFile('mail.dat').pages(8).size('20 KiB').hole(2).unwritten(3, 2).freeBlocks(3);
const m = mapping(file);
const user = alias(file.page(5));
const story = scenario(processor('SH7750')).mmap(m).store(m, 'hello').read(file, 5);
const run = story.run();

/** Everything of programs that a notebook user can hand a value to. */
const TAKERS: Readonly<Record<string, (odd: never) => unknown>> = {
  'daxFile().size()': (odd) => story.read(daxFile('a').startingAt(9).size(odd), 1).run(),
  'daxFile().hole()': (odd) => daxFile('a').hole(odd).describe(),
  'daxFile().hole(…, pages)': (odd) => daxFile('a').pages(4).hole(0, odd).describe(),
  'daxFile().unwritten()': (odd) => daxFile('a').unwritten(odd).describe(),
  'daxFile().unwritten(…, pages)': (odd) => daxFile('a').pages(4).unwritten(0, odd).describe(),
  'daxFile().failing()': (odd) => daxFile('a').failing(odd, 0).describe(),
  'daxFile().failing(…, page)': (odd) => daxFile('a').failing('EIO', odd).describe(),
  'daxFile().freeBlocks()': (odd) => daxFile('a').freeBlocks(odd).describe(),
  'mapping()': (odd) => story.mmap(mapping(odd)).run(),
  'mapping().from()': (odd) => story.mmap(m.from(odd)).run(),
  'mapping().from(…, pages)': (odd) => story.mmap(m.from(0, odd)).run(),
  'mapping().fixed()': (odd) => story.mmap(m.fixed(odd)).run(),
  'mapping().process()': (odd) => story.mmap(m.process(odd)).run(),
  'mapping().named()': (odd) => story.mmap(m.named(odd)).run(),
  'iov().bytes()': (odd) => story.write(file, iov().bytes(odd)).run(),
  'iov().bytes(…, options)': (odd) => story.write(file, iov().bytes('hello', odd)).run(),
  'iov().bytes(…, { faultsAt })': (odd) => story.write(file, iov().bytes('hello', { faultsAt: odd })).run(),
  'iov().bytes(…, { absentAt })': (odd) => story.write(file, iov().bytes('hello', { absentAt: odd })).run(),
  'iov().room()': (odd) => story.read(file, iov().room(odd)).run({ log: 'counts' }),
  'iov().mapped()': (odd) => story.read(file, iov().mapped(odd, 0, 5)).run(),
  'iov().mapped(…, at)': (odd) => story.read(file, iov().mapped(m, odd, 5)).run(),
  'iov().mapped(…, length)': (odd) => story.read(file, iov().mapped(m, 0, odd)).run(),
  'scenario().mmap()': (odd) => story.mmap(odd).run(),
  'scenario().munmap()': (odd) => story.munmap(odd).run(),
  'scenario().msync()': (odd) => story.msync(odd).run(),
  'scenario().store(mapping, data)': (odd) => story.store(m, odd).run(),
  'scenario().store(mapping, …, at)': (odd) => story.store(m, 'x', odd).run(),
  'scenario().load(mapping, length)': (odd) => story.load(m, odd).run(),
  'scenario().load(mapping, …, at)': (odd) => story.load(m, 1, odd).run(),
  'scenario().read()': (odd) => story.read(odd, 5).run(),
  'scenario().read(…, into)': (odd) => story.read(file, odd).run(),
  'scenario().read(…, at)': (odd) => story.read(file, 5, odd).run(),
  'scenario().read(…, { page })': (odd) => story.read(file, 5, { file: file.describe(), page: odd }).run(),
  'scenario().read(…, { file })': (odd) => story.read(file, 5, { file: odd, page: 0 }).run(),
  'scenario().write()': (odd) => story.write(odd, 'x').run(),
  'scenario().write(…, data)': (odd) => story.write(file, odd).run(),
  'scenario().write(…, at)': (odd) => story.write(file, 'x', odd).run(),
  'scenario().write(…, length)': (odd) => story.write(file, 'x', 0, odd).run(),
  'scenario().append()': (odd) => story.append(odd, 'x').run(),
  'scenario().append(…, data)': (odd) => story.append(file, odd).run(),
  'scenario().fsync()': (odd) => story.fsync(odd).run(),
  'scenario().truncate()': (odd) => story.truncate(odd, 5).run(),
  'scenario().truncate(…, size)': (odd) => story.truncate(file, odd).run(),
  'scenario().zeroRange()': (odd) => story.zeroRange(odd, 0, 5).run(),
  'scenario().zeroRange(…, at)': (odd) => story.zeroRange(file, odd, 5).run(),
  'scenario().zeroRange(…, length)': (odd) => story.zeroRange(file, 0, odd).run(),
  'scenario().punchHole(…, at)': (odd) => story.punchHole(file, odd, 5).run(),
  'scenario().punchHole(…, length)': (odd) => story.punchHole(file, 0, odd).run(),
  'scenario().switchTo()': (odd) => story.switchTo(odd).run(),
  'scenario().switchTo(…, options)': (odd) => story.switchTo(2, odd).run(),
  'scenario().switchTo(…, { flush })': (odd) => story.switchTo(2, { flush: odd }).run(),
  'scenario().cachetlb()': (odd) => story.cachetlb(odd, user).run(),
  'scenario().cachetlb(…, alias)': (odd) => story.cachetlb('flush_dcache_page', odd).run(),
  'scenario().era()': (odd) => story.era(odd).run(),
  'scenario().run()': (odd) => story.run(odd),
  'scenario().run({ log })': (odd) => story.run({ log: odd }),
  'scenario().powerCuts()': (odd) => story.powerCuts(odd),
  'daxIo().write(…, length)': (odd) => story.daxIo(daxIo().write('x', odd).to(file)).run(),
  'daxIo().preemptedBy()': (odd) => story.daxIo(daxIo().read(1).from(file).preemptedBy(odd)).run(),
  'congruent({ without })': (odd) => story.using(congruent({ without: odd })).run(),
  'congruent({ without: [] })': (odd) => story.using(congruent({ without: [odd] })).run(),
  'refuse().named()': (odd) => refuse().named(odd),
  'knownPlan().named()': (odd) => story.using(knownPlan('the mail').inDaxIoOnly().named(odd)).run(),
  'flushPlan().inDaxIoOnly()': (odd) => story.using(flushPlan(odd).inDaxIoOnly()).run(),
  'run.calls()': (odd) => run.calls(odd),
  'run.calls().count()': (odd) => run.calls().count(odd),
  'run.returned()': (odd) => run.returned(odd),
  'run.price()': (odd) => run.price(odd),
  'run.price({ fill })': (odd) => run.price({ fill: odd }),
  'scenario().dmaMap()': (odd) => story.dmaMap(odd, 'to device').run(),
  'scenario().dmaMap(…, direction)': (odd) => story.dmaMap(user, odd).run(),
  'scenario().dmaMap(…, …, range)': (odd) => story.dmaMap(user, 'to device', odd).run(),
  'scenario().dmaUnmap()': (odd) => story.dmaUnmap(odd, odd, odd).run(),
  'scenario().dmaSyncForCpu()': (odd) => story.dmaSyncForCpu(odd, odd, odd).run(),
  'scenario().dmaSyncForDevice()': (odd) => story.dmaSyncForDevice(odd, odd, odd).run(),
  'cachetlb().on()': (odd) => cachetlb().on(odd),
  'cachetlb().across()': (odd) => cachetlb().across(odd),
  'cachetlb().across().reach().of()': (odd) => cachetlb().across('flush_dcache_page').reach().of(odd),
  'ports().where()': (odd) => ports().where(odd),
  'prices()': (odd) => prices(odd),
};

describe('an odd value', () => {
  const told: unknown = JSON.parse(
    JSON.stringify(
      scenario(machine().cores(2))
        .mmap(m.fixed('0x40000000'))
        .store(m.fixed('0x40000000'), 'hello')
        .load(m.fixed('0x40000000'), 5)
        .msync(m.fixed('0x40000000'))
        .read(file, 5, file.page(1))
        .write(file, iov().bytes('hel').bytes('lo', { faultsAt: 1 }).mapped(m.fixed('0x40000000'), 0, 2))
        .append(file, 'x')
        .fsync(file)
        .truncate(file, 9)
        .zeroRange(file, 0, 5)
        .punchHole(file, 0, 5)
        .switchTo(2, { flush: false })
        .cachetlb('flush_dcache_page', user.named('another'))
        .daxIo(
          daxIo()
            .read(iov().room(5, { absentAt: 1 }))
            .from(file)
            .preemptedBy(daxIo().write('a').to(file)),
        )
        .munmap(m.fixed('0x40000000'))
        .era('4.3')
        .using(congruent({ without: 'TLB invalidated' })),
    ),
  );
  /** The file and the mapping are in every step; once is enough. */
  const seen = new Set<string>();
  const paths = pathsOf(told).filter((path) => {
    const at = path.findLastIndex((key) => key === 'file' || key === 'mapping');
    const key = at >= 0 && path.length > at + 1 ? path.slice(at).join('.') : path.join('.');
    return !seen.has(key) && seen.add(key);
  });

  test('is tried at many places', () => {
    expect(paths.length).toBeGreaterThan(120);
  });

  test.each(paths.map((path) => ({ path })))('at $path of a program that was mailed', ({ path }) => {
    expect(rawErrors((odd) => scenario(replaced(told, path, odd) as never).run())).toEqual([]);
  });

  test.each(Object.entries(TAKERS))('given to %s is used or refused in words', (_name, take) => {
    expect(rawErrors(take)).toEqual([]);
  });
});
