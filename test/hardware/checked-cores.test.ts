/** How many cores a machine may have, what their snoops may carry, and which copies each kind of snoop finds. */
import { describe, expect, it } from 'vitest';
import { type CoresDescription, checkCores, ONE_CORE, SNOOPS } from '../../src/hardware/cores.js';
import { Machine } from '../../src/hardware/machine.js';
import { Problems } from '../../src/units/problems.js';
import { aliasOf, cacheOf } from './small-machine.js';

function problemsOf(cores: unknown): readonly string[] {
  const problems = new Problems();
  checkCores(cores as CoresDescription, problems);
  return problems.found;
}

describe('cores', () => {
  it('are 1 to 8, with snoops that carry nothing, a virtual index or a physical address', () => {
    expect(SNOOPS).toEqual(['none', 'virtual index', 'physical address']);
    expect(ONE_CORE).toEqual({ count: 1, snoops: 'none' });
    for (const snoops of SNOOPS)
      for (const count of [1, 8]) expect(problemsOf({ count, snoops })).toEqual([]);
  });

  it.each([0, 9, 1.5, Number.NaN])('are never %d', (count) => {
    expect(problemsOf({ count, snoops: 'none' })).toEqual([`${count} cores: a machine has 1 to 8`]);
  });

  it('are refused with all that is wrong of them', () => {
    expect(problemsOf({ count: '2', snoops: 'all' })).toEqual([
      "'2' cores: a machine has 1 to 8",
      "snoops 'all' carry none of 'none', 'virtual index', 'physical address'",
    ]);
    for (const none of [null, 2])
      expect(problemsOf(none)).toEqual([`cores ${none} are not { count, snoops }`]);
  });
});

describe('a store', () => {
  it.each([
    ['none', 2, [0, 128]],
    ['virtual index', 2, [128]],
    ['physical address', 2, []],
    ['physical address', 1, [0, 128]],
  ] as const)('with snoops that carry %s, on %d cores, leaves copies in sets %j', (snoops, count, left) => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count, snoops });
    const [even, odd] = [0x8000n, 0x9000n].map((virtual) => aliasOf(machine, virtual, 0x5000n)) as [
      ReturnType<typeof aliasOf>,
      ReturnType<typeof aliasOf>,
    ];
    even.load(0);
    odd.load(0);

    machine.core = count - 1;
    even.store(0, 1);

    const ofFirst = machine.dataCache(0).lines();
    expect(ofFirst.map(({ set }) => set)).toEqual(left);
  });
});
