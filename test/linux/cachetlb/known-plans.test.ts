/** The page-cache plans of the ports are what their flush_dcache_page reaches, by the data of the calls. */
import { describe, expect, it } from 'vitest';
import { allStepsOf, reachedBy } from '../../../src/linux/cachetlb/index.js';
import { findKnownPlan, KNOWN_PLANS } from '../../../src/linux/known-plans.js';
import { allPortCalls } from '../../../src/ports/calls/index.js';

/** Where the plan says more than the port does. */
const TOO_KIND: Record<string, string> = {
  'arc on VIPT-aliasing': 'flushes the file’s color alone once users map the page',
  'm68k on VIVT': 'clears the instruction cache alone on 68020 and 68030',
};

const ports = allPortCalls().map((port) => ({ at: `${port.arch} on ${port.caches[0]}`, port }));

describe('the plan of the page cache on a port', () => {
  it.each(ports.filter(({ at }) => !(at in TOO_KIND)))('is what its call reaches: $at', ({ port }) => {
    const { kernel, users } = reachedBy(allStepsOf(port, 'flush_dcache_page'));

    expect(findKnownPlan(port.arch).plan.beforeRead).toEqual({
      kernel: kernel ? 'flush' : 'none',
      user: users ? 'flush' : 'none',
    });
  });

  it.each(Object.keys(TOO_KIND))('is more than its call reaches: %s', (at) => {
    const { port } = ports.find((entry) => entry.at === at)!;
    const { kernel, users } = reachedBy(allStepsOf(port, 'flush_dcache_page'));

    expect(findKnownPlan(port.arch).plan.beforeRead).toEqual({ kernel: 'flush', user: 'flush' });
    expect(kernel && users).toBe(false);
  });

  it('is known of each port that has calls, and of no other', () => {
    const names = KNOWN_PLANS.map(({ name }) => name).filter(
      (name) => !['nothing', 'the mail', 'the page cache'].includes(name),
    );

    expect(new Set(allPortCalls().map(({ arch }) => arch))).toEqual(new Set(names));
  });
});
