/** The picture of a story's orders: the steps as they were told, in which of them a store is lost, and what they leave. */

import { runInOrder, type StoryOrder } from '../linux/orders.js';
import type { ScenarioRun, StepResult } from '../linux/run-scenario.js';
import type { Story } from '../linux/story/story.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { LINE_LEFT_WIDTH, lineLeft } from './line-left.js';
import { marks } from './marks.js';
import { lossesAt, orderSteps, ordersVerdict, orderVerdict, outcomeOf } from './orders.js';
import { ownersOf } from './owners.js';
import { INK, OUTCOME, type OwnerLook } from './palette.js';
import { badge, element, fittedLabel, label, type Markup, picture } from './svg.js';

const LEFT = 20;
const STEPS_WIDTH = 400;
const LINE_AT = LEFT + STEPS_WIDTH + 40;
const WIDTH = LINE_AT + LINE_LEFT_WIDTH + 20;
const TOP = 64;
const ROW = 52;

/** The first of these orders, which is the told one. */
export function ordersSvg(story: Story, orders: readonly StoryOrder[]): string {
  const [told] = orders as [StoryOrder];
  const run = runInOrder(story, told.order);
  const left = lineLeft(run, LINE_AT, TOP - 16);
  const says = orderVerdict(told);
  const { machine, strategy } = story;
  const bottom = TOP + Math.max(story.steps.length * ROW, (left?.height ?? 0) - 16);
  const outcome = outcomeOf(told);
  const look = outcome === 'kept' ? OUTCOME.fine : outcome === 'lost' ? OUTCOME.lost : OUTCOME.stale;
  const steps = orderSteps(story).map(({ letter, does }) => `${letter}: ${does}`);
  const words = {
    alt: `${steps.length} steps in the order ${told.order} on ${machine.name}. ${steps.join('; ')}. ${says}. ${left ? `${left.says}. ` : ''}In all orders: ${ordersVerdict(orders)}.`,
    caption: `In the order ${told.order}: ${says}. In all orders: ${ordersVerdict(orders)}.`,
  };
  return picture(
    WIDTH,
    bottom + 46,
    words,
    fittedLabel(
      LEFT,
      24,
      `The order of ${steps.length} steps on ${machine.name} · strategy: ${formatStrategy(strategy)}`,
      WIDTH - 40,
      {
        size: 14,
        bold: true,
      },
    ),
    ...story.steps.map((_, nth) => stepRow(story, run, told, nth)),
    ...(left?.drawn ?? []),
    badge(LEFT + 10, bottom + 20, look.mark, look.color),
    fittedLabel(LEFT + 28, bottom + 24, says, WIDTH - LEFT - 48, { bold: true }),
  );
}

function stepRow(story: Story, run: ScenarioRun, told: StoryOrder, nth: number): Markup {
  const top = TOP + nth * ROW;
  const { letter, does } = orderSteps(story)[nth]!;
  const losses = lossesAt(told, letter);
  const result = run.steps[nth];
  const owner = result && stepOwner(run, result);
  const textAt = LEFT + 68;
  const width = STEPS_WIDTH - 76;
  return element(
    'g',
    marks({ step: nth + 1 }),
    element('rect', {
      x: LEFT,
      y: top,
      width: STEPS_WIDTH,
      height: ROW - 8,
      rx: 4,
      fill: losses === '' ? INK.panel : OUTCOME.lost.ground,
      stroke: INK.edge,
    }),
    label(LEFT + 14, top + 27, letter, { size: 15, bold: true }),
    owner && badge(LEFT + 48, top + 22, owner.letter, owner.color),
    fittedLabel(textAt, top + (losses === '' ? 26 : 19), does, width),
    losses === ''
      ? undefined
      : fittedLabel(textAt, top + 35, `${OUTCOME.lost.mark} ${losses}`, width, {
          size: 11,
          bold: true,
          color: OUTCOME.lost.color,
        }),
  );
}

/** Who does a step: whoever its first event goes through; undefined where it goes through nobody's alias. */
export function stepOwner(run: ScenarioRun, { events: [first, end] }: StepResult): OwnerLook | undefined {
  const { alias } = run.machine.log.held;
  for (let event = first; event < end; event++) {
    const by = run.aliases.find(({ number }) => number === alias[event]);
    if (by) return ownersOf(run.aliases.map(({ description }) => description))(by.description);
  }
  return undefined;
}
