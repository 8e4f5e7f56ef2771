/** Whatever is typed where, the answer is a result or an InputError: never an error of JavaScript's own. */
import { describe, expect, test } from 'vitest';
import {
  alias,
  cache,
  cachetlb,
  claims,
  compare,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  formatAddress,
  formatBytes,
  formatSize,
  knownPlan,
  machine,
  parseAddress,
  parseBytes,
  parseSize,
  processor,
  processors,
  prove,
  revoke,
  scenario,
  split,
  uncached,
} from '../../src/index.js';
import { file, sh4, story, user } from '../linux/stories.js';
import { pathsOf, rawErrors, replaced } from './odd.js';

const plans = prove(story).plans();

/** Everything that a notebook user can hand a value to. */
const TAKERS: Readonly<Record<string, (odd: never) => unknown>> = {
  'cache().size()': (odd) => cache().size(odd).describe(),
  'cache().ways()': (odd) => cache().ways(odd).describe(),
  'cache().line()': (odd) => cache().line(odd).describe(),
  'cache().random()': (odd) => cache().random(odd).describe(),
  'machine()': (odd) => machine(odd).describe(),
  'machine().named()': (odd) => machine().named(odd).describe(),
  'machine().pageSize()': (odd) => machine().pageSize(odd).describe(),
  'machine().shmlba()': (odd) => machine().shmlba(odd).describe(),
  'machine().port()': (odd) => story.on(machine().port(odd)).run(),
  'processor()': (odd) => processor(odd),
  'processors().where()': (odd) => processors().where(odd),
  'daxFile()': (odd) => String(daxFile(odd)),
  'daxFile().pages()': (odd) => daxFile().pages(odd).describe(),
  'daxFile().startingAt()': (odd) => daxFile().startingAt(odd).describe(),
  'daxFile().placed()': (odd) => daxFile().placed(odd).describe(),
  'daxFile().placed({ page })': (odd) => daxFile().placed({ page: odd, pfn: 5 }).describe(),
  'daxFile().placed({ pfn })': (odd) => daxFile().placed({ page: 0, pfn: odd }).describe(),
  'daxFile().containing()': (odd) => daxFile().containing(odd).describe(),
  'daxFile().containing(…, at)': (odd) => daxFile().containing('x', odd).describe(),
  'daxFile().page()': (odd) => alias(daxFile().page(odd)).on(sh4),
  'alias()': (odd) => alias(odd).on(sh4),
  'alias({ file })': (odd) => alias({ file: odd, page: 0 }).on(sh4),
  'alias({ page })': (odd) => String(alias({ file: file.describe(), page: odd })),
  'alias().user()': (odd) => user.user(odd).on(sh4),
  'alias().kernel()': (odd) => user.kernel(odd).on(sh4),
  'alias().process()': (odd) => user.process(odd).on(sh4),
  'alias().named()': (odd) => user.named(odd).on(sh4),
  'alias().on()': (odd) => user.on(odd),
  'split()': (odd) => split(odd, user),
  'split(…, alias)': (odd) => split(sh4, user, odd),
  'daxIo().read()': (odd) => scenario().daxIo(daxIo().read(odd).from(file)).run(),
  'daxIo().write()': (odd) => scenario().daxIo(daxIo().write(odd).to(file)).run(),
  'daxIo().from()': (odd) => scenario().daxIo(daxIo().from(odd)).run(),
  'daxIo().at()': (odd) => scenario().daxIo(daxIo().from(file).at(odd)).run(),
  'scenario()': (odd) => scenario(odd).store(user, 'x').run(),
  'scenario({ steps })': (odd) => scenario({ ...story.toJSON(), steps: odd }).run(),
  'scenario({ steps: [] })': (odd) => scenario({ ...story.toJSON(), steps: [odd] }).run(),
  'scenario({ strategy })': (odd) => scenario({ ...story.toJSON(), strategy: odd }).run(),
  'scenario({ machine })': (odd) => scenario({ ...story.toJSON(), machine: odd }).run(),
  'scenario().store()': (odd) => story.store(odd, 'x').run(),
  'scenario().store(…, data)': (odd) => story.store(user, odd).run(),
  'scenario().store(…, at)': (odd) => story.store(user, 'x', odd).run(),
  'scenario().load(…, length)': (odd) => story.load(user, odd).run(),
  'scenario().flush(…, range)': (odd) => story.flush(user, odd).run(),
  'scenario().flush(…, { at })': (odd) => story.flush(user, { at: odd }).run(),
  'scenario().maintainCache()': (odd) => story.maintainCache(odd).run(),
  'scenario().maintainCache(…, slot)': (odd) => story.maintainCache('flush', odd).run(),
  'scenario().maintainCache(…, { set })': (odd) => story.maintainCache('flush', { set: odd, way: 0 }).run(),
  'scenario().daxIo()': (odd) => story.daxIo(odd).run(),
  'scenario().on()': (odd) => story.on(odd).run(),
  'scenario().with()': (odd) => story.with(odd).run(),
  'scenario().using()': (odd) => story.using(odd).run(),
  'flushPlan()': (odd) => story.using(flushPlan(odd)).run(),
  'flushPlan({ beforeRead })': (odd) => story.using(flushPlan({ beforeRead: odd })).run(),
  'flushPlan({ beforeRead: { user } })': (odd) => story.using(flushPlan({ beforeRead: { user: odd } })).run(),
  'flushPlan().named()': (odd) => story.using(flushPlan({}).named(odd)).run(),
  'congruent()': (odd) => story.using(congruent(odd)).run(),
  'congruent({ color })': (odd) => story.using(congruent({ color: odd })).run(),
  'uncached()': (odd) => story.using(uncached(odd)).run(),
  'revoke()': (odd) => story.using(revoke(odd)).run(),
  'scenario().fetch(…, range)': (odd) => story.fetch(user, odd).run(),
  'daxIo().at(page, offset)': (odd) => story.daxIo(daxIo().at(file.page(5), odd)).run(),
  'prove()': (odd) => prove(odd).run(),
  'prove().on()': (odd) => prove(story).on(odd).run(),
  'prove().using()': (odd) => prove(story).using(odd).run(),
  'prove().users()': (odd) => prove(story).users(odd).run(),
  'prove().budget()': (odd) => prove(story).budget(odd).run(),
  'prove().plans().plan()': (odd) => plans.plan(odd),
  'prove().plans().plan({ beforeRead })': (odd) => plans.plan({ beforeRead: odd }),
  'machine().cores()': (odd) => machine().cores(odd),
  'machine().cores(2, …)': (odd) => machine().cores(2, odd),
  'machine().cores(2, { snoops })': (odd) => machine().cores(2, { snoops: odd }),
  'processor().cores()': (odd) => sh4.cores(odd),
  'scenario().onCore()': (odd) => scenario(sh4.cores(2)).onCore(odd).load(user, 1).run(),
  'scenario().crash()': (odd) => story.crash(odd).run(),
  'scenario().barrier()': (odd) => story.barrier(odd).run(),
  'run.sets()': (odd) => story.run().sets(odd),
  'prove().also()': (odd) => prove(story).also(odd).run(),
  'prove().pinned()': (odd) => prove(story).pinned(odd).run(),
  'prove().pinned({ users })': (odd) => prove(story).pinned({ users: odd }).run(),
  'knownPlan()': (odd) => knownPlan(odd),
  'cachetlb().on()': (odd) => cachetlb().on(odd),
  'cachetlb().across()': (odd) => cachetlb().across(odd),
  'cachetlb().on().does()': (odd) => cachetlb().on('sh').does(odd),
  'cachetlb().across().reachesUsers()': (odd) => cachetlb().across('flush_dcache_page').reachesUsers(odd),
  'run.read()': (odd) => story.run().read(odd),
  'compare()': (odd) => compare(odd),
  'claims().claim()': (odd) => claims().claim(odd, true),
  'claims().claim(…, holds)': (odd) => claims().claim('x', odd),
  'parseSize()': (odd) => parseSize(odd),
  'parseAddress()': (odd) => parseAddress(odd),
  'parseBytes()': (odd) => parseBytes(odd),
  'formatSize()': (odd) => formatSize(odd),
  'formatAddress()': (odd) => formatAddress(odd),
  'formatBytes()': (odd) => formatBytes(odd),
};

describe('an odd value', () => {
  const told: unknown = JSON.parse(
    JSON.stringify(
      story
        .load(user, 5)
        .load(user.user().named('another'), 1)
        .daxIo(daxIo().write('HELLO').to(file))
        .maintainCache('flush', { set: 1, way: 0 })
        .load(alias(file.page(4)).directMap(), 1)
        .onCore(1)
        .barrier(user)
        .crash()
        .on(sh4.cores(2))
        .using(flushPlan({ beforeRead: { user: 'clean' } })),
    ),
  );

  test.each(pathsOf(told).map((path) => ({ path })))('at $path of a story that was mailed', ({ path }) => {
    expect(rawErrors((odd) => scenario(replaced(told, path, odd) as never).run())).toEqual([]);
  });

  test.each(Object.entries(TAKERS))('given to %s is used or refused in words', (_name, take) => {
    expect(rawErrors(take)).toEqual([]);
  });
});
