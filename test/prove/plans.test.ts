/** Plans as numbers, and what follows from which are coherent, against plans as rows of eight words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  completePlan,
  PLAN_ACTIONS,
  PLAN_POINTS,
  type PlanAction,
} from '../../src/linux/strategies/flush-plan.js';
import { type PlanChange, PlanLattice } from '../../src/prove/plan-lattice.js';
import { actionAt, PLANS, planNumber, planOf, pointsOf, withAction } from '../../src/prove/plan-number.js';

type Row = readonly PlanAction[];
const POINTS = Array.from({ length: 8 }, (_, point) => point);
const LESS: Record<PlanAction, readonly PlanAction[]> = {
  none: [],
  clean: ['none'],
  invalidate: ['none'],
  flush: ['none', 'invalidate', 'clean'],
};

const rowOf = (plan: number): Row => POINTS.map((point) => actionAt(plan, point));
const numberOf = (row: Row) => row.reduce((plan, action, point) => withAction(plan, point, action), 0);
const changesBetween = (from: Row, to: Row): PlanChange[] =>
  POINTS.flatMap((point) =>
    from[point] === to[point] ? [] : [{ point, from: from[point]!, to: to[point]! }],
  );
const put = (row: Row, point: number, action: PlanAction) =>
  row.map((old, at) => (at === point ? action : old));

describe('the number of a plan', () => {
  test('has two bits for each point, the first in front', () => {
    const plan = completePlan({
      beforeRead: { user: 'flush' },
      beforeWrite: { kernel: 'clean' },
      afterWrite: { user: 'invalidate' },
    });

    const number = planNumber(plan);

    const code = (action: PlanAction) => PLAN_ACTIONS.indexOf(action);
    expect(number).toBe(code('flush') * 4 ** 7 + code('clean') * 4 ** 2 + code('invalidate'));
    expect(planOf(number)).toEqual(plan);
    expect(rowOf(number)).toEqual(['flush', 'none', 'none', 'none', 'none', 'clean', 'none', 'invalidate']);
    expect(pointsOf(number)).toBe(3);
    expect([planNumber(completePlan({})), pointsOf(0), pointsOf(PLANS - 1)]).toEqual([0, 0, 8]);
  });

  test('is told from that of each other plan', () => {
    for (let plan = 0; plan < PLANS; plan += 7) expect(planNumber(planOf(plan))).toBe(plan);
  });

  test('changes at one point only where another action is put there', () => {
    const plan = numberOf(['flush', 'clean', 'none', 'invalidate', 'flush', 'none', 'clean', 'clean']);

    expect(rowOf(withAction(plan, 4, 'invalidate'))).toEqual(put(rowOf(plan), 4, 'invalidate'));
    expect(withAction(plan, 0, 'flush')).toBe(plan);
  });
});

/** Few plans that differ at few points, so that they meet. */
const anyRow = fc
  .array(fc.tuple(fc.nat(3), fc.constantFrom<PlanAction>('none', 'clean', 'invalidate', 'flush')), {
    maxLength: 4,
  })
  .map((changes) =>
    changes.reduce(
      (row, [point, action]) => put(row, 2 * point, action),
      POINTS.map((): PlanAction => 'none'),
    ),
  );
const anyRows = fc
  .array(anyRow, { maxLength: 30 })
  .map((rows) => [...new Map(rows.map((row) => [String(row), row])).values()]);

const latticeOf = (rows: readonly Row[]) => {
  const coherent = new Uint8Array(PLANS);
  for (const row of rows) coherent[numberOf(row)] = 1;
  return new PlanLattice(coherent);
};
const doing = (row: Row) => row.filter((action) => action !== 'none').length;
const sorted = (rows: readonly Row[]) => rows.map(String).sort();

describe('what follows from which plans are coherent', () => {
  test('is what comparing each with each finds', () => {
    fc.assert(
      fc.property(anyRows, anyRow, (rows, asked) => {
        const lattice = latticeOf(rows);
        const has = (row: Row) => rows.some((other) => String(other) === String(row));
        const minimal = rows.filter((row) =>
          POINTS.every((point) => LESS[row[point]!].every((less) => !has(put(row, point, less)))),
        );
        const least = Math.min(...rows.map((row) => changesBetween(asked, row).length));
        const near = rows.filter((row) => changesBetween(asked, row).length === least);
        const repairs = near.filter((row) =>
          changesBetween(asked, row).every(
            ({ point, to }) =>
              !LESS[to].some((less) => near.map(String).includes(String(put(row, point, less)))),
          ),
        );

        expect(sorted(lattice.all.map(rowOf))).toEqual(sorted(rows));
        expect(sorted(lattice.minimal.map(rowOf))).toEqual(sorted(minimal));
        expect(lattice.fewest).toBe(rows.length === 0 ? undefined : Math.min(...minimal.map(doing)));
        expect(lattice.has(numberOf(asked))).toBe(has(asked));
        expect(lattice.weakenings(numberOf(asked))).toEqual(
          POINTS.flatMap((point) => {
            const to = LESS[asked[point]!].find((less) => has(put(asked, point, less)));
            return to === undefined ? [] : [{ point, from: asked[point], to }];
          }),
        );
        expect(
          lattice
            .repairs(numberOf(asked))
            .map((change) => JSON.stringify(change))
            .sort(),
        ).toEqual(
          has(asked) || rows.length === 0
            ? []
            : repairs.map((row) => JSON.stringify(changesBetween(asked, row))).sort(),
        );
        for (const point of POINTS) {
          const inAll = PLAN_ACTIONS.filter((action) => rows.some((row) => row[point] === action));
          expect(lattice.usesOf(point)).toEqual({
            inAll,
            inMinimal: minimal.filter((row) => row[point] !== 'none').length,
            needed: rows.length > 0 && !inAll.includes('none'),
          });
        }
        expect(lattice.byPoints().map(({ coherent, minimal }) => [coherent, minimal])).toEqual(
          [...POINTS, 8].map((count) =>
            [rows, minimal].map((some) => some.filter((row) => doing(row) === count).length),
          ),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('lists minimal plans with few points first, and of equals first what is done early', () => {
    const none: Row = POINTS.map(() => 'none');
    const rows = [put(put(none, 0, 'clean'), 7, 'clean'), put(none, 3, 'clean'), put(none, 2, 'clean')];

    expect(latticeOf(rows).minimal.map(rowOf)).toEqual([rows[2], rows[1], rows[0]]);
  });

  test('counts all plans by their points: of 8, so many, with three actions at each', () => {
    expect(
      latticeOf([])
        .byPoints()
        .map(({ plans }) => plans),
    ).toEqual([1, 24, 252, 1512, 5670, 13608, 20412, 17496, 6561]);
    expect(PLAN_POINTS).toHaveLength(8);
  });
});
