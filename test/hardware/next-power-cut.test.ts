/** What a power cut would leave of a machine that goes on: counted page by page, and looked at only where something changed. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/hardware/machine.js';
import { NextPowerCut } from '../../src/hardware/next-power-cut.js';
import { aliasOf, cacheOf } from './small-machine.js';

/** Pages 8 to 11 of persistent memory and page 12 of DRAM, under one alias; a line of 32 B is dirty until it is cleaned. */
function machineThatKeeps(inFlight: 'lost' | 'arrives' = 'lost') {
  const machine = new Machine(cacheOf({ organization: 'PIPT' }), 4096);
  machine.memory.plugPersistent(8, 4);
  const user = aliasOf(machine, 0x8000n, 0x8000n, { length: 5 * 4096 });
  const barrier = (offset: number, length: number) => machine.barrier(user.number, offset, length);
  const next = new NextPowerCut(machine, inFlight);
  const counted = () => {
    const { stored, kept, missing } = next.look();
    return [stored, kept, missing.length];
  };
  return { machine, user, barrier, next, counted };
}

describe('what the next power cut leaves of what was stored', () => {
  it.each([
    ['lost', 0],
    ['arrives', 3],
  ] as const)('is what is on the medium; on its way there it is %s', (inFlight, kept) => {
    const { user, barrier, counted } = machineThatKeeps(inFlight);
    const seen = [counted()];

    user.store(30, 1, 2, 3);
    seen.push(counted());
    user.clean(0, 64);
    seen.push(counted());
    barrier(0, 4096);
    seen.push(counted());

    expect(seen).toEqual([
      [0, 0, 0],
      [3, 0, 0],
      [3, kept, 0],
      [3, 3, 0],
    ]);
  });

  it('is counted over all pages of persistent memory, and over no other', () => {
    const { machine, user, counted } = machineThatKeeps();
    user.store(0, 1);
    user.store(4096, 1, 2);
    user.store(4 * 4096 + 64, 1, 2, 3);
    user.clean(4096, 1);
    machine.drain();
    const before = counted();
    user.store(4097, 3);

    expect([before, counted()]).toEqual([
      [3, 2, 0],
      [3, 1, 0],
    ]);
  });

  it('is not what was promised before it was cleaned, page by page, until it is', () => {
    const { machine, user, barrier, next } = machineThatKeeps();
    for (const page of [2, 1]) {
      machine.step++;
      user.store(page * 4096 + 5, 7);
      barrier(page * 4096, 4096);
    }
    const missing = next.look().missing.map(({ physical, promisedIn, promised, found }) => {
      return [physical, promisedIn, ...promised, ...found];
    });
    user.clean(4096, 32);
    machine.drain();
    const left = next.look().missing.map(({ physical }) => physical.page);

    expect(missing).toEqual([
      [{ page: 9, offset: 5 }, 2, 7, 0],
      [{ page: 10, offset: 5 }, 1, 7, 0],
    ]);
    expect(left).toEqual([10]);
  });

  it('is looked up once for each page that has changed since', () => {
    const { machine, user, barrier, next } = machineThatKeeps();
    const looks = () => {
      next.look();
      return next.looks;
    };
    const seen = [looks()];
    user.store(0, 1, 2);
    seen.push(looks());
    user.load(4096);
    seen.push(looks());
    user.store(1, 3);
    user.store(4096, 1);
    seen.push(looks());
    user.clean(0, 1);
    seen.push(looks());
    barrier(4096, 1);
    seen.push(looks());
    machine.crash('lost');
    seen.push(looks());

    // A barrier completes page 8 and promises something of page 9; a crash takes both.
    expect(seen).toEqual([0, 1, 1, 3, 4, 6, 8]);
  });
});
