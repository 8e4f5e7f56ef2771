/**
 * Verdicts that rest on a policy which no source was read for: they are asked for under the other possibility as well. Which
 * way is replaced is never asked about, for a line may be evicted at any time in every proof.
 *
 *     24Kc: write policy assumed, allocation assumed ──▶ four machines ──▶ the same, or what it depends on
 */
import type { CacheDescription } from '../hardware/cache-description.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { allProcessors, type PolicyFacts, type ProcessorRow } from '../ports/processors/index.js';
import { sameData } from '../units/same-data.js';

/** A policy that a verdict may rest on. */
export type AssumedPolicy = 'write policy' | 'allocation' | 'inequivalent aliases';

/** What was assumed of a CPU, and on which of it a verdict depends: on none, where it is the same under either policy. */
export interface UnderAssumed {
  readonly assumed: readonly AssumedPolicy[];
  readonly dependsOn: readonly AssumedPolicy[];
}

/** Where a row says what each rests on, and the cache under the other possibility. */
const POLICIES: Readonly<
  Record<
    AssumedPolicy,
    {
      readonly fact: keyof PolicyFacts;
      readonly other: (cache: CacheDescription) => CacheDescription;
    }
  >
> = {
  'write policy': {
    fact: 'write',
    other: (cache) => ({ ...cache, write: cache.write === 'back' ? 'through' : 'back' }),
  },
  allocation: {
    fact: 'allocation',
    other: (cache) => ({ ...cache, writeAllocate: !cache.writeAllocate }),
  },
  'inequivalent aliases': {
    fact: 'inequivalentAliases',
    other: ({ onAlias, ...cache }) => (onAlias ? cache : { ...cache, onAlias: 'machine check' }),
  },
};
const NAMES = Object.keys(POLICIES) as readonly AssumedPolicy[];

/** The policies of a row that no source was read for, as far as a verdict may rest on them. */
export function assumedOf({ policies }: Pick<ProcessorRow, 'policies'>): readonly AssumedPolicy[] {
  return NAMES.filter((name) => policies?.[POLICIES[name].fact]?.basis === 'assumed');
}

/** The row whose machine this is, by its name and its cache; undefined for a machine of one's own. */
export function rowOf({ name, cache, port, pageSize }: MachineDescription): ProcessorRow | undefined {
  return allProcessors().find(
    (row) =>
      row.arch === port &&
      row.pageSize === pageSize &&
      [row.name, row.name.replace(/ \(.*$/, ''), ...row.names].includes(name) &&
      sameData({ ...row.cache, seed: cache.seed, addressSpaceIds: false }, cache),
  );
}

/** Asks of a machine as its row has it, and under every other choice of what is assumed. */
export function askedUnder<Verdict>(
  assumed: readonly AssumedPolicy[],
  machine: MachineDescription,
  ask: (machine: MachineDescription) => Verdict,
  isSame: (one: Verdict, other: Verdict) => boolean,
): UnderAssumed & { readonly verdict: Verdict } {
  // Bit by bit, whether a policy is the other one.
  const verdicts = Array.from({ length: 2 ** assumed.length }, (_, choice) => {
    const others = assumed.filter((_, bit) => (choice >> bit) & 1);
    const cache = others.reduce((made, name) => POLICIES[name].other(made), machine.cache);
    return ask(others.length === 0 ? machine : { ...machine, cache });
  });
  const dependsOn = assumed.filter((_, bit) =>
    verdicts.some((verdict, choice) => !isSame(verdict, verdicts[choice ^ (1 << bit)]!)),
  );
  return { assumed, dependsOn, verdict: verdicts[0]! };
}
