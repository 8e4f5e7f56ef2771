/**
 * The lattice of flush plans as a picture: nothing at the bottom, everything at the top, and between them the plans that
 * cannot be weakened and those that somebody is known to use. A line joins two plans of which the upper one does all that
 * the lower one does, and more. A plan is drawn as what it does in the order of time:
 *
 *     user kernel │ load │ kernel user      user kernel │ store │ kernel user
 */

import type { KnownPlan } from '../linux/known-plans.js';
import type { PlanAction } from '../linux/strategies/flush-plan.js';
import { formatPlan, PLAN_POINTS } from '../linux/strategies/flush-plan.js';
import type { PlanLattice } from '../prove/plan-lattice.js';
import { actionAt, planNumber, planOf, pointsOf, WEAKER } from '../prove/plan-number.js';
import { INK, OUTCOME, OWNER } from './palette.js';
import { plansVerdict, planVerdict } from './plans.js';
import { badge, element, fittedLabel, label, type Markup, type PictureWords, picture } from './svg.js';
import { count } from './words.js';

/** As wide as five cards; a sixth makes the picture wider. */
const NARROWEST = 860;
const TOP = 96;
const CARD = { width: 166, height: 74, apart: 6 };
const CELL = 16;
const LEVEL = 124;
/** Cards beside each other; more minimal plans of one rank are counted. */
const MOST_BESIDE = 7;
const LETTER: Readonly<Record<PlanAction, string>> = { none: '·', clean: 'c', invalidate: 'i', flush: 'F' };

interface Node {
  readonly plan: number;
  readonly name: string;
}

/** What the card of the one plan says that the picture is about. */
const OWN = 'this plan';

/** The lattice, with the plans of `known` in it, and with `own`, where the picture is about one plan. */
export function plansSvg(
  lattice: PlanLattice,
  known: readonly KnownPlan[],
  heading: string,
  own?: number,
): string {
  const nodes = nodesOf(lattice, known, own);
  const levels = levelsOf(nodes);
  const width = Math.max(NARROWEST, ...levels.map((level) => level.length * (CARD.width + CARD.apart)));
  const places = placesOf(levels, width);
  const shown = levels.flat();
  const left = nodes.length - shown.length;
  const bottom = TOP + levels.length * LEVEL;
  return picture(
    width,
    bottom + 8,
    own === undefined ? plansWords(lattice, known) : ownWords(lattice, own),
    fittedLabel(20, 26, heading, 820, { size: 14, bold: true }),
    ...legend(left),
    ...coversOf(shown.map(({ plan }) => plan)).map(([lower, upper]) =>
      line(places.get(lower)!, places.get(upper)!),
    ),
    ...shown.flatMap((node) => card(node, lattice, places.get(node.plan)!, node.plan === own)),
  );
}

function placesOf(
  levels: readonly (readonly Node[])[],
  width: number,
): Map<number, { x: number; y: number }> {
  const places = new Map<number, { x: number; y: number }>();
  for (const [row, level] of levels.entries()) {
    const isInside = row > 0 && row < levels.length - 1;
    for (const [i, { plan }] of level.entries()) {
      // A card alone steps aside, so that no line seems to end at it that goes on behind it.
      const aside = level.length === 1 && isInside ? (row % 2 === 0 ? 0.17 : -0.17) : 0;
      places.set(plan, { x: width * ((i + 0.5) / level.length + aside), y: TOP + row * LEVEL });
    }
  }
  return places;
}

/** What the picture shows. */
export function plansWords(lattice: PlanLattice, known: readonly KnownPlan[]): PictureWords {
  const verdicts = known.map(
    ({ name, plan }) => `${name} is ${lattice.has(planNumber(plan)) ? 'coherent' : 'refuted'}`,
  );
  const verdict = plansVerdict(lattice);
  return {
    alt: `Lattice of flush plans. ${verdict}. Known plans: ${verdicts.join(', ')}.`,
    caption: `${verdict}.`,
  };
}

function ownWords(lattice: PlanLattice, own: number): PictureWords {
  const words = `Flush plan ${formatPlan(planOf(own))}: ${planVerdict(lattice, own)}.`;
  return { alt: `Lattice of flush plans with one of them in it. ${words}`, caption: words };
}

/** Known plans under all their names, then the minimal ones that nobody uses, and the plan that flushes everywhere. */
function nodesOf(lattice: PlanLattice, known: readonly KnownPlan[], own: number | undefined): Node[] {
  const names = new Map<number, string[]>();
  const note = (plan: number, name?: string) =>
    names.set(plan, [...(names.get(plan) ?? []), ...(name === undefined ? [] : [name])]);
  if (own !== undefined) note(own, OWN);
  for (const { name, plan } of known) note(planNumber(plan), name);
  for (const plan of lattice.minimal) note(plan);
  note(2 ** 16 - 1, 'flush everything');
  return [...names].map(([plan, its]) => ({ plan, name: its.join(', ') }));
}

/** Plans of one rank beside each other, the highest first: of two plans of one rank none contains the other. */
function levelsOf(nodes: readonly Node[]): Node[][] {
  const ranks = [...new Set(nodes.map(({ plan }) => rankOf(plan)))].sort((a, b) => b - a);
  // Those with names first: they are never the ones that are left out.
  return ranks.map((rank) =>
    nodes
      .filter(({ plan }) => rankOf(plan) === rank)
      .sort((a, b) => Number(a.name === '') - Number(b.name === ''))
      .slice(0, MOST_BESIDE),
  );
}

/** How many times a plan can be weakened by one step, until it does nothing: a flush twice, the others once. */
function rankOf(plan: number): number {
  return PLAN_POINTS.reduce((sum, _, point) => sum + RANK[actionAt(plan, point)], 0);
}

const RANK: Readonly<Record<PlanAction, number>> = { none: 0, clean: 1, invalidate: 1, flush: 2 };

/** Whether the lower plan does nothing that the upper one does not do. */
function isBelow(lower: number, upper: number): boolean {
  return (
    lower !== upper &&
    PLAN_POINTS.every((_, point) => {
      const [less, more] = [actionAt(lower, point), actionAt(upper, point)];
      return less === more || WEAKER[more].includes(less);
    })
  );
}

/** The pairs of which one is right below the other, with none of these plans between. */
function coversOf(plans: readonly number[]): [lower: number, upper: number][] {
  return plans.flatMap((lower) =>
    plans
      .filter((upper) => isBelow(lower, upper))
      .filter((upper) => !plans.some((between) => isBelow(lower, between) && isBelow(between, upper)))
      .map((upper): [number, number] => [lower, upper]),
  );
}

function line(lower: { x: number; y: number }, upper: { x: number; y: number }): Markup {
  return element('line', {
    x1: lower.x,
    y1: lower.y,
    x2: upper.x,
    y2: upper.y + CARD.height,
    stroke: INK.edge,
    'stroke-width': 1.5,
  });
}

function card(
  { plan, name }: Node,
  lattice: PlanLattice,
  { x, y }: { x: number; y: number },
  isOwn: boolean,
): Markup[] {
  const coherent = lattice.has(plan);
  const look = coherent ? OUTCOME.fine : OUTCOME.stale;
  const isMinimal = lattice.minimal.includes(plan);
  const left = x - CARD.width / 2;
  const words = `${isMinimal ? 'minimal, ' : ''}${count(pointsOf(plan), 'point')}`;
  const frame = { x: left - 4, y: y - 4, width: CARD.width + 8, height: CARD.height + 8, rx: 8 };
  return [
    ...(isOwn
      ? [element('rect', { ...frame, fill: INK.ground, stroke: INK.text, 'stroke-width': 2.5 })]
      : []),
    element('rect', {
      x: left,
      y,
      width: CARD.width,
      height: CARD.height,
      rx: 5,
      fill: look.ground,
      stroke: look.color,
      'stroke-width': isMinimal ? 3 : 1.2,
    }),
    badge(left + 14, y + 15, look.mark, look.color, 8),
    fittedLabel(left + 27, y + 19, name || words, CARD.width - 32, {
      size: 10,
      bold: true,
      color: look.color,
    }),
    ...PLAN_POINTS.flatMap(({ alias }, point) => {
      // A gap at each access, and a wider one between reads and writes.
      const at = left + 9 + point * CELL + Math.floor(point / 2) * 4 + (point >= 4 ? 6 : 0);
      const action = actionAt(plan, point);
      const { color, letter } = OWNER[alias];
      return [
        element('rect', {
          x: at,
          y: y + 28,
          width: CELL - 2,
          height: CELL - 2,
          fill: action === 'none' ? INK.ground : color,
          stroke: color,
        }),
        label(at + (CELL - 2) / 2, y + 39, LETTER[action], {
          size: 11,
          bold: true,
          anchor: 'middle',
          color: action === 'none' ? INK.quiet : INK.ground,
        }),
        label(at + (CELL - 2) / 2, y + 54, letter, { size: 8, anchor: 'middle', color }),
      ];
    }),
    ...(['read', 'write'] as const).map((access, i) =>
      label(left + 9 + (2 + 4 * i) * CELL + 14 * i + 1, y + 68, access, {
        size: 8,
        anchor: 'middle',
        color: INK.quiet,
      }),
    ),
  ];
}

function legend(leftOut: number): Markup[] {
  const rest = leftOut > 0 ? ` · … ${leftOut} more: .minimal has all` : '';
  return [
    label(
      20,
      46,
      'In the order of time, before and after a read and a write: c clean · i invalidate · F flush',
      {
        size: 11,
        color: INK.quiet,
      },
    ),
    label(
      20,
      62,
      `${OWNER.user.letter} the user’s alias, ${OWNER.kernel.letter} the kernel’s · ${OUTCOME.fine.mark} coherent, ${OUTCOME.stale.mark} refuted · a bold frame: minimal, cannot be weakened${rest}`,
      { size: 11, color: INK.quiet },
    ),
    label(20, 78, 'A line: the upper plan does all that the lower one does, and more', {
      size: 11,
      color: INK.quiet,
    }),
  ];
}
