/**
 * The steps of a story, to be put into another order. All orders are run once, so that a verdict is looked up; what an order leaves of the
 * line is drawn anew from its run.
 */

import { scenario } from '../../fluent/scenario.js';
import { runInOrder, storyOrders } from '../../linux/orders.js';
import { lineLeftSvg } from '../../views/line-left.js';
import {
  lossesAt,
  type OrderOutcome,
  orderSteps,
  ordersVerdict,
  orderVerdict,
  outcomeOf,
} from '../../views/orders.js';
import { stepOwner } from '../../views/orders-svg.js';
import { describeMachine } from '../../views/words.js';
import { remembering } from './remembering.js';

export interface OrderAnswer {
  /** The letters of the steps, as they are taken. */
  readonly order: string;
  /** The machine in words. */
  readonly on: string;
  /** In this order. */
  readonly steps: readonly StepAnswer[];
  readonly outcome: OrderOutcome;
  /** What came of this order, and of all of them. */
  readonly verdict: string;
  readonly ofAll: string;
  /** What is left of the line; undefined where no step touches memory. */
  readonly svg: string | undefined;
}

export interface StepAnswer {
  readonly letter: string;
  readonly does: string;
  /** The letter and the color of whoever does it; undefined for a step that goes through no alias, or that did not come. */
  readonly owner: { readonly letter: string; readonly color: string } | undefined;
  /** What is lost in it, in words; empty where nothing is. */
  readonly losses: string;
}

/** What comes of the story in this text, in an order of its steps: in that in which it is told, where none is said. */
export function askOrder(text: string, moved?: string): OrderAnswer {
  const { story, orders } = ordersIn(text);
  const order = moved ?? orders[0]!.order;
  const row = orders.find((each) => each.order === order);
  if (row === undefined) throw new Error(`there is no order ${order}`);
  const run = runInOrder(story, order);
  const words = new Map(orderSteps(story).map(({ letter, does }) => [letter, does]));
  const { machine } = story;
  return {
    order,
    on: `${machine.name}: ${describeMachine(machine)}`,
    steps: [...order].map((letter, nth) => {
      const result = run.steps[nth];
      return {
        letter,
        does: words.get(letter)!,
        owner: result && stepOwner(run, result),
        losses: lossesAt(row, letter),
      };
    }),
    outcome: outcomeOf(row),
    verdict: orderVerdict(row),
    ofAll: ordersVerdict(orders),
    svg: lineLeftSvg(run),
  };
}

const ordersIn = remembering((text: string) => {
  const story = scenario(text).story();
  return { story, orders: storyOrders(story) };
});
