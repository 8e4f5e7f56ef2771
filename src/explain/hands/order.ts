/**
 * The steps of a story, to be put into another order. All orders are run once and handed over, so that a verdict is looked up where the
 * steps are moved; what an order leaves of the line is asked for by itself, since it is drawn from a run.
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
  /** What is left of the line; undefined where no step touches memory. */
  readonly svg: string | undefined;
  /** With the first answer. */
  readonly whole?: AllOrders;
}

export interface AllOrders {
  /** The machine in words. */
  readonly on: string;
  /** As they are told. */
  readonly steps: readonly StepAnswer[];
  readonly orders: readonly OrderSaid[];
  /** What came of all of them. */
  readonly verdict: string;
}

export interface StepAnswer {
  readonly letter: string;
  readonly does: string;
  /** The letter and the color of whoever does it; undefined for a step that goes through no alias. */
  readonly owner: { readonly letter: string; readonly color: string } | undefined;
}

export interface OrderSaid {
  readonly order: string;
  readonly outcome: OrderOutcome;
  readonly verdict: string;
  /** What is lost in each of its steps, in words; empty where nothing is. */
  readonly losses: readonly string[];
}

/** What an order of the story in this text leaves: that in which it is told, and what came of all orders, where none is said. */
export function askOrder(text: string, moved?: string): OrderAnswer {
  const { story, whole } = ordersIn(text);
  const { order } =
    (moved === undefined ? whole.orders[0] : whole.orders.find((each) => each.order === moved)) ?? {};
  if (order === undefined) throw new Error(`there is no order ${moved}`);
  return { order, svg: lineLeftSvg(runInOrder(story, order)), ...(moved === undefined && { whole }) };
}

const ordersIn = remembering((text: string) => {
  const story = scenario(text).story();
  const rows = storyOrders(story);
  const told = runInOrder(story, rows[0]!.order);
  const { machine } = story;
  const whole: AllOrders = {
    on: `${machine.name}: ${describeMachine(machine)}`,
    steps: orderSteps(story).map(({ letter, does }, nth) => {
      const result = told.steps[nth];
      return { letter, does, owner: result && stepOwner(told, result) };
    }),
    orders: rows.map((row) => ({
      order: row.order,
      outcome: outcomeOf(row),
      verdict: orderVerdict(row),
      losses: [...row.order].map((letter) => lossesAt(row, letter)),
    })),
    verdict: ordersVerdict(rows),
  };
  return { story, whole };
});
