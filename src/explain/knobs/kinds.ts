/**
 * What a knob can set: the words that stand in the text, and the code that each of them is. Names of CPUs, strategies and plans are
 * the library's own.
 */

import { processors } from '../../fluent/atlas.js';
import { processor } from '../../fluent/processor.js';
import { congruent, none, refuse, revoke, uncached } from '../../fluent/strategies.js';
import { KNOWN_PLANS } from '../../linux/known-plans.js';
import { InputError } from '../../units/problems.js';
import { STRATEGY_CALL } from './literal.js';

/** A call whose first argument a knob can set. */
export interface KnobKind {
  /** What assistive technology calls it. */
  readonly label: string;
  /** What is offered where an author names no choices. */
  readonly choices: () => readonly string[];
  /** The argument that a word of the text stands for; undefined for a word that is none. */
  readonly code: (text: string) => string | undefined;
}

const count = (label: string, ...choices: readonly string[]): KnobKind => ({
  label,
  choices: () => choices,
  code: (text) => (/^[1-9]\d{0,2}(,?\d{3}){0,2}$/.test(text) ? text.replaceAll(',', '') : undefined),
});

const size = (label: string, ...choices: readonly string[]): KnobKind => ({
  label,
  choices: () => choices,
  code: (text) => (/^[1-9]\d{0,5} (B|KiB|MiB)$/.test(text) ? quoted(text) : undefined),
});

/** The strategies that take nothing, by their names in tables: `congruent window` is `congruent()`. */
const STRATEGIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ none, congruent, uncached, revoke, refuse }).map(([word, make]) => [
    String(make()).replace('strategy  ', ''),
    `${word}()`,
  ]),
);

const planNames = () => KNOWN_PLANS.map((plan) => plan.name);

const strategy: KnobKind = {
  label: 'strategy',
  choices: () => [...STRATEGIES.keys()],
  code: (text) =>
    STRATEGIES.get(text) ?? (planNames().includes(text) ? `knownPlan(${quoted(text)})` : undefined),
};

/** A CPU by any name that `processor()` takes for one CPU alone; of whose cache too little is known, that cannot be run. */
const cpu: KnobKind = {
  label: 'CPU',
  choices: () => processors().rows.flatMap(({ names, name }) => [...names, name].find(isCpu) ?? []),
  code: (text) => (isCpu(text) ? quoted(text) : undefined),
};

function isCpu(text: string): boolean {
  try {
    return processor(text).toJSON().cache !== undefined;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const plan: KnobKind = {
  label: 'flush plan',
  choices: planNames,
  code: (text) => (planNames().includes(text) ? quoted(text) : undefined),
};

const KINDS: Readonly<Record<string, KnobKind>> = {
  processor: cpu,
  knownPlan: plan,
  [STRATEGY_CALL]: strategy,
  ways: count('ways', '1', '2', '4', '8', '16'),
  line: count('bytes in a line', '16', '32', '64', '128'),
  every: count('references between calls', '50', '200', '1,000', '5,000'),
  size: size('size of the cache', '4 KiB', '8 KiB', '16 KiB', '32 KiB', '64 KiB'),
  pageSize: size('size of a page', '4 KiB', '8 KiB', '16 KiB', '64 KiB'),
  copying: size('bytes in a call', '64 B', '256 B', '1 KiB', '4 KiB'),
};

/** The calls that a knob can set. */
export const KNOB_CALLS: readonly string[] = Object.keys(KINDS);

/** What a knob sets by a call of this name. */
export function kindOf(call: unknown): KnobKind | undefined {
  return typeof call === 'string' && Object.hasOwn(KINDS, call) ? KINDS[call] : undefined;
}

/** A name as a literal, in the quotes of our notebooks. */
function quoted(text: string): string {
  return /['\\\n\r]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}
