/**
 * The engines agree with each other about random stories, drawn with a fixed seed. `npm run soak` draws more, and others: it
 * sets SOAK_SEED and SOAK_RUNS.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERAS } from '../../src/linux/releases/index.js';
import { colorsAgree, newTally, powerCutsAgree, pricesAgree, proofAgrees } from './agreement.js';
import { anyMachine, anyStory, anyStrategy } from './stories.js';
import { anyViews, byStory, byTwoViews } from './views-of-stories.js';

const seed = Number(process.env.SOAK_SEED ?? 1);
const RUNS = Number(process.env.SOAK_RUNS ?? 300);
/** Hours of drawing stories are what a soak is for. */
const LONG = 2 ** 31 - 1;
/** A share of the runs. */
const runs = (share: number) => ({ seed, numRuns: Math.ceil(RUNS * share) });

describe(`${RUNS} stories of seed ${seed}`, () => {
  test(
    'a proof speaks for every run of the story’s moves, and a refutation replays',
    () => {
      const tally = newTally();

      fc.assert(
        fc.property(anyStory, fc.infiniteStream(fc.nat()), (told, numbers) => {
          const next = () => numbers.next().value as number;
          proofAgrees(told, (below) => next() % below, tally);
        }),
        runs(1),
      );

      expect(tally.proved).toBeGreaterThan(RUNS / 10);
      expect(tally.refuted).toBeGreaterThan(RUNS / 10);
    },
    LONG,
  );

  test(
    'power cuts find what a story with a power cut finds',
    () => {
      fc.assert(fc.property(anyStory, powerCutsAgree), runs(0.2));
    },
    LONG,
  );

  test(
    'the pair of colors of a story is the story',
    () => {
      fc.assert(fc.property(anyStory, colorsAgree), runs(0.1));
    },
    LONG,
  );

  test(
    'two views tell what a story of the same accesses tells',
    async () => {
      let wrong = 0;
      await fc.assert(
        fc.asyncProperty(anyViews, async (views) => {
          const told = await byTwoViews(views);
          if (!told) return;
          expect(told).toEqual(byStory(views).told);
          if (told.staleLoads + told.staleKernelLoads > 0) wrong++;
        }),
        runs(0.3),
      );
      expect(wrong).toBeGreaterThan(RUNS / 100);
    },
    LONG,
  );

  test(
    'prices call right what is right in their own run',
    () => {
      fc.assert(
        fc.property(anyMachine, anyStrategy, fc.constantFrom(...ERAS), fc.nat(3), pricesAgree),
        runs(0.2),
      );
    },
    LONG,
  );
});
