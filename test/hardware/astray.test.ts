/** Aliases that take turns at one address: what is stored and loaded when the slot leads to another's frame. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { cacheOf } from './small-machine.js';

const SLOT = fromBigInt(0xdfff_8000n);
const ONE = fromBigInt(0x1000n);
const OTHER = fromBigInt(0x2000n);

function twoInOneSlot(takesTurns: boolean) {
  const machine = new Machine(cacheOf({ organization: 'PIPT' }), 4096);
  const add = (name: string, virtual = SLOT) =>
    machine.addAlias({ name, who: 'kernel', space: 0, virtual, length: 4096, takesTurns });
  const [one, other, direct] = [add('one'), add('other'), add('direct', fromBigInt(0x8000_2000n))];
  machine.map(direct, OTHER);
  machine.map(one, ONE);
  return { machine, one, other, direct };
}

describe('an alias that takes turns', () => {
  it('means the frame that it was mapped to last', () => {
    const { machine, one, other } = twoInOneSlot(true);
    machine.store(one, 0, Uint8Array.of(1));
    machine.map(other, OTHER);

    const { bytes, expected, stale, foreign } = machine.load(one, 0, 1);

    expect({ bytes: [...bytes], expected: [...expected], stale, foreign }).toEqual({
      bytes: [0],
      expected: [1],
      stale: false,
      foreign: true,
    });
  });

  it('loses a store at once that goes to the frame of another', () => {
    const { machine, one, other } = twoInOneSlot(true);
    machine.map(other, OTHER);

    machine.store(one, 0, Uint8Array.of(7));

    expect(machine.lost.map(({ physical, bytes }) => ({ page: physical.page, bytes: [...bytes] }))).toEqual([
      { page: ONE.page, bytes: [7] },
    ]);
  });

  it('destroys what is in the other’s frame, and whoever loads that sees what nobody stored there', () => {
    const { machine, one, other, direct } = twoInOneSlot(true);
    machine.store(direct, 0, Uint8Array.of(5));
    machine.map(other, OTHER);

    machine.store(one, 0, Uint8Array.of(7));
    const { bytes, expected, foreign } = machine.load(direct, 0, 1);

    expect([bytes[0], expected[0], foreign]).toEqual([7, 5, true]);
    expect(machine.lost.map(({ physical }) => physical.page)).toEqual([ONE.page, OTHER.page]);
  });

  it('is right again once it is mapped again', () => {
    const { machine, one, other } = twoInOneSlot(true);
    machine.store(one, 0, Uint8Array.of(1));
    machine.map(other, OTHER);
    machine.map(one, ONE);

    expect(machine.load(one, 0, 1)).toMatchObject({ stale: false, foreign: false });
  });

  it('is told from one that shares an address with nobody: that one means whatever it leads to', () => {
    const { machine, one, other } = twoInOneSlot(false);
    machine.map(other, OTHER);

    machine.store(one, 0, Uint8Array.of(7));

    expect(machine.load(one, 0, 1)).toMatchObject({ stale: false, foreign: false });
    expect(machine.lost).toEqual([]);
  });
});
