/** The caches of a sweep: every combination of what is asked for that can exist. */
import {
  type CacheDescription,
  checkCache,
  REPLACEMENTS,
  type ReplacementName,
  WRITE_POLICIES,
} from '../../hardware/cache-description.js';
import { Problems } from '../../units/problems.js';

/** What a sweep was asked for, as plain data. */
export interface DesignSpace {
  /** Bytes. */
  readonly sizes: readonly number[];
  /** `'full'`: fully associative. */
  readonly ways: readonly (number | 'full')[];
  readonly lines: readonly number[];
  readonly replacements: readonly ReplacementName[];
  readonly writes: readonly CacheDescription['write'][];
  readonly writeAllocates: readonly boolean[];
}

export const AXES = ['sizes', 'ways', 'lines', 'replacements', 'writes', 'writeAllocates'] as const;

const TAKES: Readonly<Record<(typeof AXES)[number], (value: unknown) => boolean>> = {
  sizes: Number.isSafeInteger,
  ways: (value) => value === 'full' || Number.isSafeInteger(value),
  lines: Number.isSafeInteger,
  replacements: (value) => REPLACEMENTS.includes(value as ReplacementName),
  writes: (value) => WRITE_POLICIES.includes(value as CacheDescription['write']),
  writeAllocates: (value) => typeof value === 'boolean',
};

/** Whether this is a design space: files come from anywhere. */
export function isDesignSpace(value: unknown): value is DesignSpace {
  if (typeof value !== 'object' || value === null) return false;
  return AXES.every((axis) => {
    const values = (value as Partial<DesignSpace>)[axis];
    return Array.isArray(values) && values.every(TAKES[axis]);
  });
}

/** More combinations than anybody reads the counts of; all of them are made before the first is looked at. */
const MOST_COMBINATIONS = 100_000;

/** Adds to `problems` where there are too many combinations. */
export function checkCombinations(space: DesignSpace, problems: Problems): void {
  const combinations = AXES.reduce((product, axis) => product * space[axis].length, 1);
  problems.unless(
    combinations <= MOST_COMBINATIONS,
    `a sweep over ${combinations.toLocaleString('en')} combinations is over more than ${MOST_COMBINATIONS.toLocaleString('en')}: take fewer of each, one sweep after the other`,
  );
}

/** Whether a sweep over this design space has the cache. */
export function isIn(space: DesignSpace, cache: CacheDescription): boolean {
  const { size, ways, line, replacement, write, writeAllocate } = cache;
  return (
    space.sizes.includes(size) &&
    space.ways.some((each) => waysIn(each, size, line) === ways) &&
    space.lines.includes(line) &&
    space.replacements.includes(replacement) &&
    space.writes.includes(write) &&
    space.writeAllocates.includes(writeAllocate)
  );
}

function waysIn(ways: number | 'full', size: number, line: number): number {
  return ways === 'full' ? Math.max(1, Math.floor(size / line)) : ways;
}

/** The caches of a design space that can exist, and how many combinations cannot. */
export function cachesIn(space: DesignSpace): { caches: CacheDescription[]; impossible: number } {
  const all = space.sizes.flatMap((size) =>
    space.ways.flatMap((ways) =>
      space.lines.flatMap((line) =>
        space.replacements.flatMap((replacement) =>
          space.writes.flatMap((write) =>
            space.writeAllocates.map((writeAllocate) => ({
              organization: 'PIPT' as const,
              size,
              ways: waysIn(ways, size, line),
              line,
              write,
              writeAllocate,
              replacement,
              seed: 1,
              addressSpaceIds: false,
              resolvesSynonyms: false,
            })),
          ),
        ),
      ),
    ),
  );
  // Fully associative may be what some number of ways is, too.
  const distinct = [...new Map(all.map((cache) => [JSON.stringify(cache), cache])).values()];
  const caches = distinct.filter((cache) => {
    const problems = new Problems();
    checkCache(cache, problems);
    return problems.count === 0;
  });
  return { caches, impossible: distinct.length - caches.length };
}
