/** All flush plans of a question: the minimal ones as a table, the points, and how many points a coherent plan takes. */
import { table } from 'arquero';
import { PLAN_POINTS } from '../linux/strategies/flush-plan.js';
import type { PlanChange, PlanLattice } from '../prove/plan-lattice.js';
import { actionAt, PLANS, pointsOf } from '../prove/plan-number.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { OUTCOME } from './palette.js';
import { count } from './words.js';

/** `before read: user`. */
export function pointName(point: number): string {
  const { moment, alias } = PLAN_POINTS[point]!;
  return `${moment.replace(/[A-Z]/, (capital) => ` ${capital.toLowerCase()}`)}: ${alias}`;
}

/** `before write: user = clean instead of none`. */
export function changeText({ point, from, to }: PlanChange): string {
  return `${pointName(point)} = ${to} instead of ${from}`;
}

/** What was decided of one plan, with the least that it misses, or all that it does in vain. */
export function planVerdict(lattice: PlanLattice, plan: number): string {
  if (!lattice.has(plan)) {
    const [least, ...others] = lattice.repairs(plan).map((changes) => changes.map(changeText).join('; '));
    const rest = others.length === 0 ? '' : `; or in ${count(others.length, 'other way')}`;
    return least === undefined ? 'refuted, as every plan is' : `refuted; missing: ${least}${rest}`;
  }
  const redundant = lattice.weakenings(plan).map(changeText);
  return redundant.length === 0
    ? 'coherent, and no action of it can be weakened'
    : `coherent; more than it needs, one at a time: ${redundant.join('; ')}`;
}

/** A row a minimal plan, a column a point. */
export function minimalPlansTable({ minimal }: PlanLattice): Table {
  return table({
    points: minimal.map(pointsOf),
    ...Object.fromEntries(
      PLAN_POINTS.map((_, point) => [
        pointName(point),
        minimal.map((plan) => actionAt(plan, point).replace('none', '–')),
      ]),
    ),
  });
}

/** A row a point: which actions coherent plans have there, and whether one can do without. */
export function planPointsTable(lattice: PlanLattice): Table {
  const uses = PLAN_POINTS.map((_, point) => lattice.usesOf(point));
  return table({
    point: PLAN_POINTS.map((_, point) => pointName(point)),
    'in coherent plans': uses.map(({ inAll }) => inAll.join(', ') || '–'),
    'in minimal plans': uses.map(({ inMinimal }) => inMinimal),
    needed: uses.map(({ needed, inMinimal }) =>
      needed ? 'always' : inMinimal > 0 ? 'in some plans' : 'never',
    ),
  });
}

/** What was decided, in a sentence. */
export function plansVerdict({ all, minimal, fewest }: PlanLattice): string {
  if (fewest === undefined) return `none of the ${PLANS.toLocaleString('en-US')} flush plans is coherent`;
  const many = `${all.length.toLocaleString('en-US')} of ${PLANS.toLocaleString('en-US')} flush plans are coherent`;
  return `${many}; the fewest points are ${fewest}, and ${count(minimal.length, 'plan')} cannot be weakened`;
}

/** The lattice by levels: how many plans of so many points there are, are coherent, and cannot be weakened. */
export function plansFigure(lattice: PlanLattice, title: string): Figure {
  const levels = lattice.byPoints();
  const points = levels.map((_, n) => n);
  const share = levels.map(({ coherent, plans }) => coherent / plans);
  return {
    data: [
      {
        type: 'bar',
        x: points,
        y: share,
        // A diamond counts those that cannot be weakened.
        text: levels.map(({ coherent, minimal }) =>
          coherent === 0 ? '' : `${coherent.toLocaleString('en-US')}${minimal > 0 ? `<br>◆ ${minimal}` : ''}`,
        ),
        textposition: 'outside',
        hovertext: levels.map(({ coherent, plans }) => `${coherent} of ${plans} plans`),
        hoverinfo: 'text',
        marker: { color: OUTCOME.fine.color },
      },
    ],
    layout: {
      title: { text: `${figureText(title)} (◆ cannot be weakened)` },
      xaxis: { title: { text: 'points at which a plan does something' }, dtick: 1, range: [-0.6, 8.6] },
      yaxis: {
        title: { text: 'share of these plans' },
        tickformat: '.0%',
        range: [0, Math.max(0.05, ...share) * 1.25],
      },
      width: 760,
      height: 400,
      meta: {
        alt: `${plansVerdict(lattice)}. By number of points: ${levels.map(({ coherent }, n) => `${n}: ${coherent}`).join(', ')}.`,
        caption: `${plansVerdict(lattice)}.`,
      },
    },
  };
}
