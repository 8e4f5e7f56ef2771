/** What can happen to a line, or to the machine that it lies in. */
import type { Maintenance } from '../hardware/machine.js';

/** What is to be known of an action. */
interface ActionRule {
  /** The byte that it is about; left out, the line. */
  readonly byte?: 0 | 1;
  /** Somebody looks at the byte that comes. */
  readonly looks?: true;
  /** It can happen only where power may be cut. */
  readonly promises?: true;
  /** What it does to the line, or to all lines of a cache. */
  readonly maintains?: Maintenance;
  /** It happens whichever process runs: hardware does it, or the kernel. */
  readonly whoeverRuns?: true;
  /** It happens only where it is asked for: to a window, to all lines, to a core. */
  readonly special?: true;
}

/** What can be done through an alias, or to a core. */
export type LineAction =
  | `${'load' | 'store' | 'barrier'} ${0 | 1}`
  | Maintenance
  | `${Maintenance} by the kernel`
  | 'evict'
  | 'fetch'
  | 'open'
  | `${Maintenance} cache`
  | 'switch'
  | 'switch without a flush';

const RULES: Readonly<Record<LineAction, ActionRule>> = {
  'load 0': { byte: 0, looks: true },
  'load 1': { byte: 1, looks: true },
  'store 0': { byte: 0 },
  'store 1': { byte: 1 },
  clean: { maintains: 'clean' },
  invalidate: { maintains: 'invalidate' },
  flush: { maintains: 'flush' },
  /** The kernel treats the lines of a user, whoever runs. */
  'clean by the kernel': { maintains: 'clean', whoeverRuns: true, special: true },
  'invalidate by the kernel': { maintains: 'invalidate', whoeverRuns: true, special: true },
  'flush by the kernel': { maintains: 'flush', whoeverRuns: true, special: true },
  /** Hardware's own, as the next: the line leaves the place that an alias leads to, or comes there. */
  evict: { whoeverRuns: true },
  fetch: { whoeverRuns: true },
  /** Promises the newest value of a byte, whatever has become of it. */
  'barrier 0': { byte: 0, promises: true },
  'barrier 1': { byte: 1, promises: true },
  /** The slot of a window is pointed at the alias's page. */
  open: { special: true },
  'clean cache': { maintains: 'clean', special: true },
  'invalidate cache': { maintains: 'invalidate', special: true },
  'flush cache': { maintains: 'flush', special: true },
  /** A process takes a core: counted, in place of an alias, in the processes of the question. */
  switch: { special: true },
  'switch without a flush': { special: true },
};

export const LINE_ACTIONS = Object.keys(RULES) as readonly LineAction[];
const NUMBERS = new Map(LINE_ACTIONS.map((action, number) => [action, number]));

/** Where an action stands in {@link LINE_ACTIONS}. */
export function numberOf(action: LineAction): number {
  return NUMBERS.get(action)!;
}

export function ruleOf(action: LineAction): ActionRule {
  return RULES[action];
}

/** What can happen to any line that is asked about. */
export function usualActions(durable: boolean): LineAction[] {
  return LINE_ACTIONS.filter((action) => {
    const { promises, special } = ruleOf(action);
    return !special && (durable || !promises);
  });
}
