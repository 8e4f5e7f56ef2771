/** The engines agree with each other, of random stories with a fixed seed: `npm run soak` goes on with others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colorsAgree, newTally, powerCutsAgree, proofAgrees } from './agreement.js';
import { anyStory } from './stories.js';

const SEED = Number(process.env.SEED ?? 1);
const RUNS = Number(process.env.RUNS ?? 300);

test('a proof speaks for every run of the story’s moves, and a refutation replays', () => {
  const tally = newTally();

  fc.assert(
    fc.property(anyStory, fc.infiniteStream(fc.nat()), (told, numbers) => {
      const next = () => numbers.next().value as number;
      proofAgrees(told, (below) => next() % below, tally);
    }),
    { seed: SEED, numRuns: RUNS },
  );

  console.log(tally);
  expect(tally.proved).toBeGreaterThan(RUNS / 20);
}, 600_000);

test('power cuts find what a story with a power cut finds', () => {
  fc.assert(fc.property(anyStory, powerCutsAgree), { seed: SEED, numRuns: RUNS / 5 });
}, 600_000);
test('the pair of colors of a story is the story', () => {
  fc.assert(fc.property(anyStory, colorsAgree), { seed: SEED, numRuns: RUNS / 10 });
}, 600_000);
