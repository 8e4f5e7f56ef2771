/** A story in every order of its steps: as a table, as text, and in sentences that say whose store is lost. */

import { table } from 'arquero';
import { letterOf, type StoreInOrder, type StoryOrder } from '../linux/orders.js';
import { describeStep } from '../linux/steps/index.js';
import type { StoreFate } from '../linux/store-fates.js';
import type { Story } from '../linux/story/story.js';
import { formatStrategy } from '../linux/strategies/index.js';
import { formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import { tableText } from './table-text.js';
import { count, describeMachine } from './words.js';

/** What is said of the bytes, behind "is". */
const SAID: Readonly<Record<StoreFate, string>> = {
  lost: 'lost',
  'at risk': 'at risk: another copy may outlive it',
  dirty: 'in a dirty line only',
  'in memory': 'in memory',
  'stored over': 'stored over',
  'not stored': 'not stored',
};

/** The worst that came of any store; `kept` where none is lost or at risk. */
export type OrderOutcome = 'lost' | 'at risk' | 'kept';

export function outcomeOf({ stores }: StoryOrder): OrderOutcome {
  const fates = stores.map(({ fate }) => fate);
  return (['lost', 'at risk'] as const).find((fate) => fates.includes(fate)) ?? 'kept';
}

/** A row an order: what became of each store, and of the loads where there are any. */
export function ordersTable(orders: readonly StoryOrder[]): Table {
  const [told] = orders as [StoryOrder];
  const stores = told.stores.map(({ step }, nth) => {
    const column = orders.map(({ stores }) => fateCell(stores[nth]!));
    return [`${step} ${formatBytes(storedBy(orders, nth).bytes)}`, column] as const;
  });
  const numbers = (['staleLoads', 'foreignLoads', 'machineChecks'] as const).flatMap((name) => {
    const column = orders.map((each) => each[name]);
    const isAsked = name === 'staleLoads' ? orders.some(({ loads }) => loads > 0) : column.some((n) => n > 0);
    return isAsked ? [[COUNTED[name], column] as const] : [];
  });
  return table({
    order: orders.map(({ order }) => order),
    ...Object.fromEntries([...stores, ...numbers]),
    verdict: orders.map((each) => rowVerdict(each)),
  });
}

const COUNTED = {
  staleLoads: 'stale loads',
  foreignLoads: 'foreign loads',
  machineChecks: 'machine checks',
} as const;

function fateCell({ fate, lostAt }: StoreInOrder): string {
  if (fate === 'lost') return `lost at ${lostAt}`;
  return fate === 'dirty' ? 'dirty line' : fate;
}

function rowVerdict(order: StoryOrder): string {
  const lost = order.stores.filter(({ fate }) => fate === 'lost').map(storeWords);
  return [
    order.staleLoads > 0 && 'STALE',
    order.foreignLoads > 0 && 'FOREIGN',
    lost.length > 0 && `LOST ${lost.join(', ')}`,
    order.machineChecks > 0 && 'MACHINE CHECK',
  ]
    .filter(Boolean)
    .join('; ');
}

/** `"KERN" of B`. */
function storeWords({ bytes, step }: StoreInOrder): string {
  return `${formatBytes(bytes)} of ${step}`;
}

/** `kernel’s "KERN" (B)`. */
function whoseWords({ by, bytes, step }: StoreInOrder): string {
  return `${by === undefined ? '' : `${by}’s `}${formatBytes(bytes)} (${step})`;
}

/** What this step stores in the first order in which it does. */
function storedBy(orders: readonly StoryOrder[], nth: number): StoreInOrder {
  return orders.map(({ stores }) => stores[nth]!).find(({ fate }) => fate !== 'not stored')!;
}

/** What came of one order, in one sentence: `kernel’s "KERN" (B) is lost at D; user’s "user" (A) is in memory`. */
export function orderVerdict({ stores, loads, staleLoads, foreignLoads, machineChecks }: StoryOrder): string {
  const said = [...stores]
    .sort((one, other) => Number(other.fate === 'lost') - Number(one.fate === 'lost'))
    .map((store) => {
      if (store.fate === 'not stored') return `${store.step} stores nothing`;
      const at = store.lostAt === undefined ? '' : ` at ${store.lostAt}`;
      return `${whoseWords(store)} is ${SAID[store.fate]}${at}`;
    });
  return [
    ...said,
    staleLoads > 0 && `${staleLoads} of ${count(loads, 'load')} read old bytes`,
    foreignLoads > 0 && `${foreignLoads} of ${count(loads, 'load')} read another page’s bytes`,
    machineChecks > 0 && 'it ends in a machine check',
    said.length === 0 && 'nothing is stored',
  ]
    .filter(Boolean)
    .join('; ');
}

/** In how many orders each store is lost, how many leave one at risk, and in how many all are kept. */
export function ordersVerdict(orders: readonly StoryOrder[]): string {
  const [told] = orders as [StoryOrder];
  const lost = told.stores.flatMap((_, nth) => {
    const times = orders.filter(({ stores }) => stores[nth]!.fate === 'lost').length;
    return times === 0 ? [] : [`${whoseWords(storedBy(orders, nth))} in ${times}`];
  });
  const having = (wanted: OrderOutcome) => orders.filter((each) => outcomeOf(each) === wanted).length;
  const atRisk = having('at risk');
  const stale = orders.filter(({ staleLoads, foreignLoads }) => staleLoads + foreignLoads > 0).length;
  const checks = orders.filter(({ machineChecks }) => machineChecks > 0).length;
  return [
    lost.length === 0
      ? `no store is lost in any of ${orders.length} orders`
      : `LOST in ${having('lost')} of ${orders.length} orders: ${lost.join(', ')}`,
    atRisk > 0 && `one is still at risk in ${atRisk}`,
    having('kept') < orders.length && `all are kept in ${having('kept')}`,
    stale > 0 && `loads are wrong in ${stale}`,
    checks > 0 && `${checks} end in a machine check`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** A letter for each step, and what it does. */
export function orderSteps({ steps }: Story): readonly { readonly letter: string; readonly does: string }[] {
  return steps.map((step, nth) => ({ letter: letterOf(nth), does: describeStep(step) }));
}

/** Machine and strategy. */
export function ordersHeading({ machine, strategy }: Story): string {
  return `orders  ${machine.name}  ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}`;
}

/** What each letter stands for, the table, and what to see in it. */
export function ordersText(story: Story, orders: readonly StoryOrder[]): string {
  return [
    ordersHeading(story),
    ...orderSteps(story).map(({ letter, does }) => `${letter}  ${does}`),
    tableText(ordersTable(orders), { limit: 24 }),
    ordersVerdict(orders),
  ].join('\n');
}

/** What is lost in this step of an order, in words; empty where nothing is. */
export function lossesAt({ stores }: StoryOrder, letter: string): string {
  const lost = stores.filter(({ lostAt }) => lostAt === letter);
  if (lost.length === 0) return '';
  return `${lost.map(storeWords).join(', ')} ${lost.length === 1 ? 'is' : 'are'} lost here`;
}
