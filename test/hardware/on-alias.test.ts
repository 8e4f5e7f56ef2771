/** What a machine does whose hardware looks for a line under another color: it traps, or it ends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MachineCheck } from '../../src/hardware/machine-check.js';
import { aliasOf, inMemory, machineWith } from './small-machine.js';
import { anyCache, anyStory } from './stories.js';
import { tellMachine } from './tell.js';

const USER = 0x2955_1000n;
const KERNEL = 0x8c12_3000n;
const FRAME = 0xc12_3000n;

function twoNames(onAlias?: 'trap' | 'machine check') {
  const machine = machineWith(onAlias && { onAlias });
  const user = aliasOf(machine, USER, FRAME);
  const kernel = aliasOf(machine, KERNEL, FRAME, { space: 0 });
  const actions = () => machine.log.events().map(({ action }) => action);
  return { machine, user, kernel, actions };
}

describe('a cache that traps', () => {
  it('has the other copy written back before an access goes on, so that both names see the newest bytes', () => {
    const { machine, user, kernel, actions } = twoNames('trap');

    user.store(0, 1, 2);
    expect(kernel.load(0, 2)).toEqual({ read: [1, 2], shouldHaveRead: [1, 2], stale: false });
    kernel.store(1, 3);
    expect(user.load(0, 2).read).toEqual([1, 3]);

    expect(actions()).toEqual(['store', 'trap', 'load', 'store', 'trap', 'load']);
    expect(machine.counts).toMatchObject({ aliasTraps: 2, staleLoads: 0, lostStores: 0, writeBacks: 2 });
  });

  it('says of a trap whose access it was and where the copy lay', () => {
    const { machine, user, kernel } = twoNames('trap');
    user.store(0, 1);
    kernel.load(0);

    const [trap] = machine.log.events().filter(({ action }) => action === 'trap');

    expect(trap).toMatchObject({ alias: kernel.number, set: 128, evicted: true, wroteBack: true });
    expect(inMemory(machine, FRAME, 1)).toEqual([1]);
  });

  it('traps for what hardware fetches too, and never for one name', () => {
    const { machine, user, kernel, actions } = twoNames('trap');
    user.load(0);
    user.store(0, 1);
    machine.fetch(kernel.number, 0, 1);

    expect(actions()).toEqual(['load', 'store', 'trap', 'fetch']);
  });

  it('is as coherent as a physical index, whatever happens that is no bare invalidate', () => {
    const cache = anyCache({ organization: 'VIPT', resolvesSynonyms: false, onAlias: 'trap' });
    const stories = anyStory({ cache, invalidate: false, uncached: false });

    fc.assert(
      fc.property(stories, (story) => {
        const { counts } = tellMachine(story, 'counts').machine;
        expect(counts.staleLoads + counts.foreignLoads + counts.lostStores).toBe(0);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });
});

describe('a cache that ends in a machine check', () => {
  it('does so when a second name would bring the line again, clean or dirty, and does nothing else', () => {
    const { machine, user, kernel, actions } = twoNames('machine check');
    user.load(0);

    expect(() => kernel.store(0, 9)).toThrow(MachineCheck);

    expect(actions()).toEqual(['load', 'machine check']);
    expect(machine.counts).toMatchObject({ machineChecks: 1, stores: 0 });
    expect(inMemory(machine, FRAME, 1)).toEqual([0]);
  });

  it('names the alias and the place of the line that it met', () => {
    const { user, kernel } = twoNames('machine check');
    user.load(0);

    expect(() => kernel.load(0)).toThrow(
      'machine check: the line that alias at 0x8c123000 leads to is in set 128, way 0, under another color',
    );
  });

  it('does not once the other line is gone', () => {
    const { user, kernel, actions } = twoNames('machine check');
    user.store(0, 1);
    user.flush(0, 1);

    expect(kernel.load(0).read).toEqual([1]);
    expect(actions()).toEqual(['store', 'flush', 'load']);
  });
});

it('without either, a line is held once for each color, and the second name reads old bytes', () => {
  const { user, kernel, actions } = twoNames();
  kernel.load(0);
  user.store(0, 1);

  expect(kernel.load(0).stale).toBe(true);
  expect(actions()).toEqual(['load', 'store', 'load']);
});
