/** Where Linux puts things: the worked example of the SH7750, and the rules of other ports. */
import { describe, expect, test } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { Layout } from '../../src/linux/layout.js';
import { formatAddress, parseAddress } from '../../src/units/address.js';

const layoutOf = (cpu: string) => new Layout(processor(cpu).describe());
const hex = formatAddress;

describe('an SH7750', () => {
  const layout = layoutOf('SH7750');

  test('has four colors, taken from bits 13 and 12', () => {
    expect(layout.colors).toBe(4);
    expect([0x0, 0x1fff, 0x2000, 0x3000, 0x4000].map((va) => layout.colorOf(parseAddress(va)))).toEqual([
      0, 1, 2, 3, 0,
    ]);
  });

  test('maps all memory at P1', () => {
    expect(hex(layout.directMap(parseAddress(0x0c12_3000)))).toBe('0x8c123000');
  });

  test('opens its window at kmap_coherent()’s slot of the color', () => {
    expect([0, 1, 2, 3].map((color) => hex(layout.window(color)))).toEqual([
      '0xdfff8000',
      '0xdfff9000',
      '0xdfffa000',
      '0xdfffb000',
    ]);
  });

  test('gives a mapping the color of its place in the file', () => {
    for (let page = 0; page < 9; page++) expect(layout.colorOf(layout.mmap(page))).toBe(page % 4);
  });
});

test('a window is congruent on every CPU that can be run: its slot has the color that was asked for', () => {
  for (const cpu of [
    '24Kc',
    'hyperSPARC 128K',
    'UltraSPARC I/II',
    'PA-8500',
    'test_mmuhifi_c3',
    'Cortex-A9',
    'CK610',
  ]) {
    const layout = layoutOf(cpu);
    for (let color = 0; color < layout.colors; color++) {
      expect(layout.colorOf(layout.window(color)), `${cpu}, color ${color}`).toBe(color);
    }
  }
});

test('VIVT cores of the ARM port are not colored, its aliasing VIPT cores are', () => {
  const pages = [0, 1, 2, 3];
  const offsets = (cpu: string) => {
    const layout = layoutOf(cpu);
    return pages.map((page) => Number(layout.mmap(page).page % 4));
  };

  expect(new Set(offsets('ARM926EJ-S')).size).toBe(1);
  expect(new Set(offsets('ARM1136 32K')).size).toBe(4);
});

test('a page of 64 KiB makes a cache of 16 KiB ways one color', () => {
  const big = machine(cache().size('64 KiB').ways(4)).pageSize('64 KiB').describe();

  expect(new Layout(big).colors).toBe(1);
});

test('a 64-bit port has its direct map at the top, exact to the last bit', () => {
  const layout = layoutOf('Ice Lake');

  expect(hex(layout.directMap(parseAddress(0x1fff_ffff_f000)))).toBe('0xffffa87ffffff000');
});
