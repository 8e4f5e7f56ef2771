/** Names that are near a mistyped one: what begins with it first, then by how many letters are to be changed. */
import { describe, expect, it } from 'vitest';
import { findProcessor } from '../../src/ports/processors/index.js';
import { nearest } from '../../src/units/nearest.js';

describe('the nearest name', () => {
  it.each([
    ['SH775', ['SH7705', 'SH7750', 'SH7780'], 'SH7750'],
    ['conver', ['replay', 'convert', 'cover'], 'convert'],
    ['convrt', ['replay', 'convert', 'covert'], 'convert'],
    ['SH-', ['SHX', 'SH-4A', 'SH-4'], 'SH-4'],
    ['mps', ['sh', 'MIPS'], 'MIPS'],
  ])('to %s of %j is %s', (typed, names, name) => {
    expect(nearest(typed, names, 1)).toEqual([name]);
  });

  it('is the first of those that are as near, and of no text too', () => {
    expect(nearest('xx', ['ab', 'cd', 'ef'], 2)).toEqual(['ab', 'cd']);
    expect(nearest(7, ['abc', 'ab'], 1)).toEqual(['ab']);
    expect(nearest('', ['abc', 'ab'], 1)).toEqual(['ab']);
  });

  it('looks at the beginning of what is very long', () => {
    expect(nearest('x'.repeat(10_000_000), ['ab', 'x'.repeat(60)], 1)).toEqual(['x'.repeat(60)]);
  });
});

it('a CPU is suggested by the name that is near', () => {
  expect(() => findProcessor('SH775')).toThrow("try: processor('SH7750')");
  expect(() => findProcessor('Cortex-A')).toThrow(/nearest are 'Cortex-A\d/);
});
