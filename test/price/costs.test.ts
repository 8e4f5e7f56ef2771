/** The parameters of prices: named, sourced, replaceable, and none hidden. */
import { describe, expect, it } from 'vitest';
import { COST_PARAMETERS, completeCosts, USUAL_COSTS } from '../../src/price/costs.js';
import { Problems } from '../../src/units/problems.js';

const complete = (costs: Parameters<typeof completeCosts>[0]) => {
  const problems = new Problems();
  return { costs: completeCosts(costs, problems), found: problems.found };
};

describe('costs', () => {
  it('are named, each once, and say where they come from or that they are assumed', () => {
    expect(COST_PARAMETERS.map(({ name }) => name)).toEqual([
      'hit',
      'fill',
      'refill',
      'writeBack',
      'writeThrough',
      'uncachedRead',
      'uncachedWrite',
      'cleanLine',
      'invalidateLine',
      'flushLine',
      'tlbInvalidate',
      'windowSetUp',
      'barrier',
      'fault',
    ]);
    expect(COST_PARAMETERS.filter(({ source }) => !/^assumed: |Stallings/.test(source))).toEqual([]);
  });

  it('are as before where one parameter became several', () => {
    expect(USUAL_COSTS.tlbInvalidate + USUAL_COSTS.windowSetUp).toBe(48);
    expect([USUAL_COSTS.cleanLine, USUAL_COSTS.invalidateLine, USUAL_COSTS.flushLine]).toEqual([2, 2, 2]);
  });

  it('replace one alone, and leave what is undefined as it is', () => {
    const { costs, found } = complete({ flushLine: 40, fault: undefined as never });

    expect(costs).toEqual({ ...USUAL_COSTS, flushLine: 40 });
    expect(found).toEqual([]);
  });

  it('take a refill for a fill, unless it is named', () => {
    expect(complete({ fill: 100 }).costs).toEqual({ ...USUAL_COSTS, fill: 100, refill: 100 });
    expect(complete({ fill: 100, refill: 7 }).costs).toEqual({ ...USUAL_COSTS, fill: 100, refill: 7 });
  });

  it('say all that is wrong with them', () => {
    const { found } = complete({ cleanLine: -1, barrier: Number.NaN, remapPage: 1 } as never);

    expect(found).toEqual([
      "costs: 'remapPage' is none of hit, fill, refill, writeBack, writeThrough, uncachedRead, uncachedWrite, cleanLine, invalidateLine, flushLine, tlbInvalidate, windowSetUp, barrier, fault",
      'cost cleanLine -1 is not a number of cycles',
      'cost barrier NaN is not a number of cycles',
    ]);
  });
});
