/** Every engine that references go through, by name: what it counts of a trace, and which lines it ends with. */
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { DataReplay } from '../../src/replay/data/data-replay.js';
import { FirstTouch } from '../../src/replay/data/placement.js';
import { SlowDataReplay } from '../../src/replay/data/slow-data-replay.js';
import { hasFastCore } from '../../src/replay/fast-replay.js';
import { MissKindsPass } from '../../src/replay/miss-kinds.js';
import { BATCH, type References } from '../../src/replay/references.js';
import { ReplayPass } from '../../src/replay/replay-trace.js';
import { SlowReplay } from '../../src/replay/slow-replay.js';
import { hasStacks, LruFamily } from '../../src/replay/sweep/lru-family.js';

/** Pages that a trace of a test may use. */
const PAGES = 1024;

const frames = () =>
  new FirstTouch(1, PAGES, () => {
    throw new Error('more pages than a test has');
  });

type Engine = (cache: CacheDescription, trace: References) => unknown;

export const ENGINES: Readonly<Record<string, Engine>> = {
  'the fast core': (cache, trace) => {
    if (!hasFastCore(cache)) return undefined;
    const pass = new ReplayPass([cache], 'every line');
    pass.feed(trace);
    return { counts: pass.counts(), lines: pass.lines(0) };
  },
  'the readable cache': (cache, trace) => {
    const slow = new SlowReplay(cache, 'every line');
    slow.feed(trace);
    return { counts: slow.counts(), lines: slow.lines() };
  },
  'the stacks of a sweep': (cache, trace) => {
    if (!hasStacks(cache)) return undefined;
    const family = new LruFamily([cache], 'every line', BATCH);
    family.feed(trace);
    return family.counts();
  },
  'the fast core with data': (cache, trace) => {
    if (!hasFastCore(cache)) return undefined;
    const fast = new DataReplay(cache, frames(), PAGES, trace.count);
    fast.batch.take(trace, 0);
    fast.run(trace.count);
    return { counts: fast.counts(), lines: fast.lines() };
  },
  'the readable cache with data': (cache, trace) => {
    const slow = new SlowDataReplay(cache, frames());
    slow.run(trace);
    return { counts: slow.counts(), lines: slow.lines() };
  },
  'the reasons of misses': (cache, trace) => {
    const pass = new MissKindsPass(cache, 4096, 4);
    pass.feed(trace);
    return pass.kinds();
  },
};
