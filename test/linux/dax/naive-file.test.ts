/** The file calls, over random files and programs, against a second file that goes a byte at a time and was written apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenario } from '../../../src/fluent/scenario.js';
import { congruent } from '../../../src/fluent/strategies.js';
import { ERAS, type Era } from '../../../src/linux/releases/index.js';
import { flat, sh4 } from './programs.js';
import { fileOf, naively, naiveOf, PAGES, randomCall, randomFile, told } from './random-programs.js';

const programs = fc.tuple(randomFile, fc.array(randomCall, { minLength: 1, maxLength: 8 }));
const CASES = { numRuns: 60 };

describe.each([...ERAS])('on Linux %s, where nothing aliases', (era: Era) => {
  it('calls return what the naive file returns, and leave what it leaves', () => {
    fc.assert(
      fc.property(programs, ([start, calls]) => {
        const file = fileOf(start);
        const naive = naiveOf(start, era);
        const expected = calls.map((call) => naively(naive, call));

        const story = calls.reduce((steps, call) => told(steps, file, call), scenario(flat).era(era));
        const run = story.run({ log: 'counts' });

        expect(run.steps.map(({ returned }) => returned)).toEqual(expected.map(({ returned }) => returned));
        expect(run.steps.map(({ read }) => read && [...read])).toEqual(expected.map(({ bytes }) => bytes));
        expect(run.coherent).toBe(true);
        const state = run.engine.system.file(file);
        expect([state.size, state.freeBlocks]).toEqual([naive.size, naive.freeBlocks]);
        expect(Array.from({ length: PAGES }, (_, page) => state.blockState(page))).toEqual(naive.blocks);
      }),
      CASES,
    );
  });
});

describe('through a congruent window, which is a page', () => {
  it('the calls do the same as on a device that gives a page at a time', () => {
    fc.assert(
      fc.property(programs, ([start, calls]) => {
        const file = fileOf(start);
        const naive = naiveOf(start, '4.5', true);
        const expected = calls.map((call) => naively(naive, call));

        const story = calls.reduce((steps, call) => told(steps, file, call), scenario(sh4));
        const run = story.using(congruent()).run({ log: 'counts' });

        expect(run.steps.map(({ returned }) => returned)).toEqual(expected.map(({ returned }) => returned));
        expect(run.steps.map(({ read }) => read && [...read])).toEqual(expected.map(({ bytes }) => bytes));
        expect(run.coherent).toBe(true);
      }),
      CASES,
    );
  });
});
