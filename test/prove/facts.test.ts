/** What an exhaustive search by other means had found, sequence by sequence and count by count. */
import { describe, expect, test } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { completePlan, type FlushPlanInput, PLAN_POINTS } from '../../src/linux/strategies/flush-plan.js';
import { PlanLattice } from '../../src/prove/plan-lattice.js';
import { actionAt, PLANS, planNumber, planOf } from '../../src/prove/plan-number.js';
import { decide, decidePlans } from '../../src/prove/prove.js';
import { asked } from './questions.js';

const sh4 = processor('SH7750').describe();
const through = machine(cache().writeThrough().noWriteAllocate()).port('sh').describe();
const noAllocate = machine(cache().noWriteAllocate()).port('sh').describe();
const arm9 = processor('ARM926EJ-S').describe();
const FLUSH = 'flush';

const decided = (plan: FlushPlanInput, on = sh4, modes = {}) =>
  decide(asked(on, 'different', { kind: 'flush plan', plan: completePlan(plan) }, modes));
const told = (plan: FlushPlanInput, on = sh4, modes = {}) =>
  decided(plan, on, modes)
    .witness.map(
      ({ by, action, rw }) =>
        `${by === 'user' ? 'U' : by === 'kernel' ? 'K' : 'hardware'} ${action}${rw ? ` (${rw})` : ''}`,
    )
    .join('; ');

describe('the shortest failing runs on a write-back cache', () => {
  test('without any care', () => {
    expect(told({})).toBe('U store 0; K load 0 (read)');
  });
  test('under the two flushes of the mail: the clean line of the user is never dropped', () => {
    expect(told({ beforeRead: { user: FLUSH }, afterWrite: { kernel: FLUSH } })).toBe(
      'U load 0; K store 0 (write); K flush (write); U load 0',
    );
  });
  test('with the user flushed before a write too: the kernel hits its own old line', () => {
    const answer = decided({
      beforeRead: { user: FLUSH },
      beforeWrite: { user: FLUSH },
      afterWrite: { kernel: FLUSH },
    });
    expect(answer.trouble).toBe('stale load');
    expect(answer.story?.steps.map((step) => ('io' in step ? `dax_io ${step.io.rw}` : step.do))).toEqual([
      'dax_io read',
      'store',
      'dax_io read',
    ]);
  });
  test('without any care on a write-through cache', () => {
    expect(told({}, through)).toBe('U load 0; K store 0 (write); U load 0');
  });
  test('with the kernel alias alone flushed everywhere', () => {
    const kernel = { kernel: FLUSH } as const;
    const everywhere = { beforeRead: kernel, afterRead: kernel, beforeWrite: kernel, afterWrite: kernel };
    expect(told(everywhere)).toBe('U store 0; K flush (read); K load 0 (read)');
  });
});

/** The plans that flush at these points and nowhere else are coherent, and none with a point less is. */
function suffice(points: readonly string[], on = sh4, speculative = false): boolean {
  const { coherent } = decidePlans(asked(on, 'different', { kind: 'none' }, { speculative }));
  const plan = (of: readonly string[]) => {
    const input: Record<string, Record<string, string>> = {};
    for (const point of of) {
      const [moment, alias] = point.split(' ') as [string, string];
      input[moment] = { ...input[moment], [alias]: FLUSH };
    }
    return planNumber(completePlan(input as FlushPlanInput));
  };
  return (
    coherent[plan(points)] === 1 &&
    points.every((point) => coherent[plan(points.filter((p) => p !== point))] === 0)
  );
}

describe('the smallest sets of flushes', () => {
  const full = ['beforeRead user', 'beforeWrite user', 'afterWrite kernel'];
  test('on a write-back cache are two', () => {
    expect(suffice([...full, 'afterRead kernel'])).toBe(true);
    expect(suffice([...full, 'beforeRead kernel', 'beforeWrite kernel'])).toBe(true);
  });
  test('with speculative fetches are one, of six points', () => {
    const six = [...full, 'beforeRead kernel', 'beforeWrite kernel', 'afterWrite user'];
    expect(suffice(six, sh4, true)).toBe(true);
    const lattice = new PlanLattice(
      decidePlans(asked(sh4, 'different', { kind: 'none' }, { speculative: true })).coherent,
    );
    expect(lattice.minimal).toHaveLength(1);
    expect(planOf(lattice.minimal[0]!)).toEqual(
      completePlan({
        beforeRead: { user: 'clean', kernel: 'invalidate' },
        beforeWrite: { user: 'clean', kernel: 'invalidate' },
        afterWrite: { kernel: 'clean', user: 'invalidate' },
      }),
    );
  });
  test('without write-allocate need no flush of the kernel after its store', () => {
    expect(suffice(['beforeRead user', 'beforeWrite user', 'afterRead kernel'], noAllocate)).toBe(true);
  });
  test('on a write-through cache are pairs', () => {
    expect(suffice(['beforeRead kernel', 'beforeWrite user'], through)).toBe(true);
    expect(suffice(['beforeRead kernel', 'afterWrite user'], through)).toBe(true);
    expect(suffice(['beforeRead kernel', 'afterWrite user'], through, true)).toBe(true);
    expect(suffice(['beforeRead kernel', 'beforeWrite user'], through, true)).toBe(false);
  });
});

describe('users that run between the kernel’s steps', () => {
  /** The plans that do nothing but flush, and nothing to the user after a read: 128 of them. */
  const count = (on: typeof sh4) => {
    const { coherent } = decidePlans(asked(on, 'different', { kind: 'none' }, { concurrent: true }));
    const last = PLAN_POINTS.findIndex(({ moment, alias }) => moment === 'afterRead' && alias === 'user');
    const hooks = Array.from({ length: PLANS }, (_, plan) => plan).filter((plan) =>
      PLAN_POINTS.every((_, point) =>
        ['none', point === last ? 'none' : FLUSH].includes(actionAt(plan, point)),
      ),
    );
    expect(hooks).toHaveLength(128);
    return hooks.filter((plan) => coherent[plan]).length;
  };
  test('are beyond all flushing on a write-back cache, and within it for 40 plans on a write-through cache', () => {
    expect(count(sh4)).toBe(0);
    expect(count(machine(cache().writeThrough()).port('sh').describe())).toBe(40);
  });
});

describe('a window of the user’s color', () => {
  const through4 = { concurrent: true, speculative: true };
  const congruent = { kind: 'congruent', color: 'user' } as const;
  test('is one line where tags are physical, whatever happens', () => {
    expect(decide(asked(sh4, 'different', congruent, through4)).coherent).toBe(true);
    expect(decide(asked(processor('Cortex-A9').describe(), 'different', congruent, through4)).coherent).toBe(
      true,
    );
  });
  test('never coexists with the user’s line in a direct-mapped VIVT cache', () => {
    const direct = machine(cache().vivt()).port('sh').describe();
    expect(decide(asked(direct, 'different', congruent)).coherent).toBe(true);
  });
  test('buys nothing on a set-associative VIVT cache', () => {
    expect(decide(asked(arm9, 'different', congruent)).coherent).toBe(false);
  });
});

test('the counts of coherent plans', () => {
  const count = (on: typeof sh4, modes = {}) =>
    decidePlans(asked(on, 'different', { kind: 'none' }, modes)).coherent.reduce((sum, is) => sum + is, 0);
  expect(count(sh4)).toBe(2688);
  expect(count(sh4, { speculative: true })).toBe(1024);
  // Where all aliases share a line that a user may dirty at any time, a plan is wrong that has a bare invalidate, and no
  // other is: three actions are left at each of eight points.
  expect(count(processor('Cortex-A9').describe(), { concurrent: true })).toBe(3 ** 8);
});
