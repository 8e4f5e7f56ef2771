/** `story.orders()`: a story in every order of its steps, and whose store is lost in which. */

import { runInOrder, type StoryOrder, storyOrders } from '../linux/orders.js';
import type { Story } from '../linux/story/story.js';
import { writeStory } from '../notation/write.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { ordersTable, ordersText, ordersVerdict } from '../views/orders.js';
import { ordersSvg } from '../views/orders-svg.js';
import { handForm } from './hands.js';
import { mails } from './mails.js';
import { knownMachine } from './read-story.js';
import { Run } from './run.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').write(daxFile('mail.dat'), 'HELLO').orders()`;

/**
 * A story of 2 to 5 steps in every order. Steps go by letters, as they were told: `BA` takes the second first. `show()` it: the steps
 * and what they leave in the caches and in memory; in a page the steps can be moved, and the verdict follows.
 */
export class Orders extends Shown {
  /** What came of each order, that of the story first. */
  readonly rows: readonly StoryOrder[];
  readonly #story: Story;

  constructor(story: Story) {
    super();
    this.#story = story;
    this.rows = storyOrders(story);
  }

  /** No order loses a store or leaves one at risk, has a stale load or a foreign one, or ends in a machine check. */
  get coherent(): boolean {
    return this.rows.every(
      ({ stores, staleLoads, foreignLoads, machineChecks }) =>
        staleLoads + foreignLoads + machineChecks === 0 &&
        stores.every(({ fate }) => fate !== 'lost' && fate !== 'at risk'),
    );
  }
  /** What came of one order, by its letters. Throws an InputError for letters that are no order of the steps. */
  of(order: string): StoryOrder {
    const row = this.rows.find((each) => each.order === order);
    if (row) return row;
    const told = this.rows[0]!.order;
    throw new InputError(
      [`there is no order ${asTyped(order)}: it has each of the letters ${[...told].join(', ')} once`],
      `${WORKING_LINE}.of('BA')`,
    );
  }
  /** The run of the story in this order, each alias at the address that the told story gives it. Throws as `of()` does. */
  replay(order: string): Run {
    return new Run(runInOrder(this.#story, this.of(order).order));
  }
  /** A row an order: what became of each store, and of the loads. */
  table(): Table {
    return ordersTable(this.rows);
  }
  /** The steps as they were told, and what is left of their bytes. */
  svg(): string {
    return ordersSvg(this.#story, this.rows);
  }
  /** In how many orders whose store is lost. */
  verdict(): string {
    return ordersVerdict(this.rows);
  }
  /** The orders for a mailing list: a row an order. */
  toMail(): string {
    return mails().orders(this.#story, this.rows);
  }
  toString(): string {
    return ordersText(this.#story, this.rows);
  }
  toJSON() {
    return this.rows.map(({ stores, ...row }) => ({
      ...row,
      stores: stores.map(({ step, by, bytes, fate, lostAt }) => ({
        step,
        ...(by !== undefined && { by }),
        bytes: [...bytes],
        fate,
        ...(lostAt !== undefined && { lostAt }),
      })),
    }));
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'image/svg+xml': this.svg(),
      ...handForm('order', writeStory(this.#story, knownMachine)),
    };
  }
}

refuseMoreInMethods(Orders, 'story.orders()', `${WORKING_LINE}.verdict()`);
