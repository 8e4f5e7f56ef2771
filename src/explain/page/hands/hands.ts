/** The script of pages on which something can be taken hold of: how each kind is made. A page loads it when the first is near. */

import { OrderView } from './order-view.js';
import { PlanView } from './plan-view.js';
import { TwoNamesView } from './two-names-view.js';

globalThis.aliaslabHands = {
  bits: async (ask) => {
    const { addresses } = await ask();
    const view = new TwoNamesView(async (moved) => (await ask(moved)).look, addresses);
    await view.update();
    return view.shown;
  },
  plan: async (ask) => new PlanView(ask, await ask()).shown,
  order: async (ask) => {
    const first = await ask();
    return new OrderView(ask, first, first.whole!).shown;
  },
};
