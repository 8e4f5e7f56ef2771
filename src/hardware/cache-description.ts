/** What a data cache is, as plain frozen data, and which caches cannot exist. The rules of a cache are in cache.ts. */
import { checkNames } from '../units/options.js';
import { asTyped, type Problems } from '../units/problems.js';
import { formatSize, isPowerOfTwo } from '../units/size.js';
import { allOf } from '../units/words.js';
import { policyOf, REPLACEMENTS, type ReplacementName } from './replacement/index.js';

export { REPLACEMENTS, type ReplacementName } from './replacement/index.js';

/**
 * Which address picks the set and which one the tag is compared with: virtual index and virtual tag, virtual index
 * and physical tag, or physical both.
 */
export type Organization = 'VIVT' | 'VIPT' | 'PIPT';
/** What a store that hits does: change the line only (`back`), or the line and memory (`through`). */
export type WritePolicy = 'back' | 'through';

/**
 * What hardware does that finds a line under another color when it is about to fetch it: `trap`, an exception whose
 * handler writes the other copy back and drops it, and the access is done again (R4400SC); or `machine check`, which
 * ends the machine.
 */
export type OnAlias = 'trap' | 'machine check';

export const ORGANIZATIONS = allOf<Organization>({ VIVT: true, VIPT: true, PIPT: true });
export const WRITE_POLICIES = allOf<WritePolicy>({ back: true, through: true });
const ON_ALIAS = allOf<OnAlias>({ trap: true, 'machine check': true });

/** A data cache. Sizes in bytes. */
export interface CacheDescription {
  readonly organization: Organization;
  /** All data bytes: sets × ways × line. */
  readonly size: number;
  readonly ways: number;
  /** Bytes in a line, a power of two from 4 to 256. */
  readonly line: number;
  readonly write: WritePolicy;
  /** Whether a store that misses fetches the line; without it the store goes to memory alone. */
  readonly writeAllocate: boolean;
  readonly replacement: ReplacementName;
  /** Seed of the random replacement; of no effect on the others. */
  readonly seed: number;
  /** VIVT only: tags carry an address-space id, so that equal addresses of two processes are told apart. */
  readonly addressSpaceIds: boolean;
  /**
   * VIPT only: hardware never keeps two lines of one physical address (AMD K8, Cortex-A76, MIPS R10000). However it
   * does so, what software sees is a physical index, and that is how it is modeled.
   */
  readonly resolvesSynonyms: boolean;
  /** VIPT only. Left out: nobody looks, and a line lies in the cache once for each color that it is used under. */
  readonly onAlias?: OnAlias;
}

/** All that a cache has. */
const FIELDS: readonly string[] = Object.keys({
  organization: true,
  size: true,
  ways: true,
  line: true,
  write: true,
  writeAllocate: true,
  replacement: true,
  seed: true,
  addressSpaceIds: true,
  resolvesSynonyms: true,
  onAlias: true,
} satisfies Record<keyof CacheDescription, true>);

/** The event log keeps a way in 16 bits, one value of which means none. */
const MOST_WAYS = 65_535;

/** The number of sets. */
export function setsOf(cache: CacheDescription): number {
  return cache.size / (cache.ways * cache.line);
}

/** Bytes in one way: what the index and the offset span together. */
export function waySizeOf(cache: CacheDescription): number {
  return cache.size / cache.ways;
}

/** Whether the virtual address picks the set. */
export function isVirtuallyIndexed(cache: CacheDescription): boolean {
  return cache.organization !== 'PIPT' && !cache.resolvesSynonyms;
}

/**
 * How many colors pages have: how many different groups of sets a page can fall into by its virtual address. One
 * where the index lies inside the page offset or is physical.
 */
export function colorsOf(cache: CacheDescription, pageSize: number): number {
  return isVirtuallyIndexed(cache) ? Math.max(1, waySizeOf(cache) / pageSize) : 1;
}

/** Adds to `problems` everything that keeps this cache from existing. */
export function checkCache(cache: CacheDescription, problems: Problems): void {
  checkNames(cache, FIELDS, 'cache', problems);
  const one = (what: string, value: unknown, allowed: readonly unknown[]) =>
    problems.unless(allowed.includes(value), `${what} ${asTyped(value)} is none of ${allowed.join(', ')}`);
  const known = one('organization', cache.organization, ORGANIZATIONS);
  one('write policy', cache.write, WRITE_POLICIES);
  const replaces = one('replacement', cache.replacement, REPLACEMENTS);
  for (const field of ['writeAllocate', 'addressSpaceIds', 'resolvesSynonyms'] as const) {
    problems.unless(
      typeof cache[field] === 'boolean',
      `${field} ${asTyped(cache[field])} is neither true nor false`,
    );
  }
  if (cache.onAlias !== undefined) one('onAlias', cache.onAlias, ON_ALIAS);
  problems.unless(Number.isSafeInteger(cache.seed), `seed ${asTyped(cache.seed)} is not a whole number`);
  checkGeometry(cache, replaces, problems);
  if (!known) return; // what belongs to which organization cannot be judged
  problems.unless(
    cache.organization === 'VIVT' || cache.addressSpaceIds !== true,
    `address-space ids belong to virtual tags: a ${cache.organization} cache has none`,
  );
  problems.unless(
    cache.organization === 'VIPT' || cache.resolvesSynonyms !== true,
    `only a VIPT cache can resolve synonyms in hardware; this one is ${cache.organization}`,
  );
  if (cache.onAlias === undefined) return;
  problems.unless(
    cache.organization === 'VIPT',
    `only a VIPT cache can find a line under another color; this one is ${cache.organization}`,
  );
  problems.unless(
    cache.resolvesSynonyms !== true,
    `a cache that resolves synonyms never finds a line under another color, so that no '${cache.onAlias}' comes`,
  );
}

function checkGeometry(cache: CacheDescription, replaces: boolean, problems: Problems): void {
  const { size, ways, line } = cache;
  const lineOk = problems.unless(
    isPowerOfTwo(line) && line >= 4 && line <= 256,
    `line ${asTyped(line)} is not a power of two from 4 to 256 bytes`,
  );
  const sizeOk = problems.unless(
    Number.isSafeInteger(size) && size >= 4 && size <= 2 ** 30,
    `size ${asTyped(size)} is not a number of bytes from 4 B to 1 GiB`,
  );
  const waysOk = problems.unless(
    Number.isSafeInteger(ways) && ways >= 1 && ways <= MOST_WAYS,
    `ways ${asTyped(ways)} is not a whole number from 1 to ${MOST_WAYS}`,
  );
  if (!lineOk || !sizeOk || !waysOk) return;
  const whole = problems.unless(
    size % line === 0,
    `${formatSize(size)} is not a whole number of ${line} B lines`,
  );
  const lines = Math.floor(size / line);
  const enough = problems.unless(
    ways <= lines,
    `${formatSize(size)} holds ${lines} lines of ${line} B: not enough for ${ways} ways`,
  );
  if (!whole || !enough) return;
  const sets = size / (ways * line);
  problems.unless(
    isPowerOfTwo(sets),
    `${formatSize(size)} in ${ways} ways of ${line} B lines makes ${sets} sets, and an index selects a power of two of them`,
  );
  const refused = replaces ? policyOf(cache).refuses?.(ways) : undefined;
  if (refused !== undefined) problems.add(refused);
}
