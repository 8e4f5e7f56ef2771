/** All plans at once, against some of them one by one, in each mode; and what it says when the budget does not suffice. */
import { describe, expect, test } from 'vitest';
import { processor } from '../../src/fluent/processor.js';
import { decideAllPlans } from '../../src/prove/all-plans.js';
import { LineModel } from '../../src/prove/line-model.js';
import { lineQuestionsOf } from '../../src/prove/line-question.js';
import { PLANS, planOf } from '../../src/prove/plan-number.js';
import { decide, decidePlans } from '../../src/prove/prove.js';
import { asked, KINDS } from './questions.js';

const sh4 = processor('SH7750').describe();
/** Plans that do little, and some from all over: an odd number meets all of them in turn. */
const SOME = [
  0,
  1,
  3,
  64,
  0x4000,
  0xc000,
  PLANS - 1,
  ...Array.from({ length: 40 }, (_, i) => (i * 4847) % PLANS),
];

describe('all plans', () => {
  const throughOneWay = KINDS.find(({ name }) => name === 'vipt 1-way through')!;
  const tagsTwoWays = KINDS.find(({ name }) => name === 'vivt 2-way back')!;

  test.each([
    ['a write-back cache', sh4, {}],
    ['users that run in between', throughOneWay, { concurrent: true }],
    ['hardware that fetches', sh4, { speculative: true }],
    ['power that may be cut', tagsTwoWays, { durable: true }],
    ['cores that do not snoop', { ...throughOneWay, cores: { count: 2, snoops: 'none' as const } }, {}],
    [
      'a kernel on its own core',
      { ...sh4, cores: { count: 2, snoops: 'physical address' as const } },
      { pinned: { kernel: 1 } },
    ],
  ])('are decided as one by one: %s', (_, on, modes) => {
    const question = asked(on, 'different', { kind: 'none' }, modes);
    const { coherent } = decidePlans(question);

    const one = SOME.map((plan) => {
      return Number(decide({ ...question, strategy: { kind: 'flush plan', plan: planOf(plan) } }).coherent);
    });

    expect(SOME.map((plan) => coherent[plan])).toEqual(one);
  });

  test('are none where users disagree among themselves, and then little is visited', () => {
    const first = asked(sh4, 'different').users[0]!;
    const second = { ...asked(sh4, 'same').users[0]!, name: 'second' };

    const { coherent, states } = decidePlans({ ...asked(sh4, 'different'), users: [first, second] });

    expect(coherent.some((is) => is === 1)).toBe(false);
    expect(states).toBeLessThan(100);
  });

  test('take as many states as they say, and no state less', () => {
    const [line] = lineQuestionsOf(asked(sh4, 'different'));
    const { states, coherent } = decideAllPlans(new LineModel(line!), line!, 1e9);

    const again = decideAllPlans(new LineModel(line!), line!, states);

    expect([again.states, Buffer.from(again.coherent).equals(Buffer.from(coherent))]).toEqual([states, true]);
    expect(() => decideAllPlans(new LineModel(line!), line!, states - 1)).toThrow(
      /^\d+ of 65536 flush plans are decided: the budget of \d+ states was used up, and nothing is said of the rest/,
    );
    expect(() => decideAllPlans(new LineModel(line!), line!, 10)).toThrow(
      /^0 of 65536 flush plans are decided/,
    );
  });
});
