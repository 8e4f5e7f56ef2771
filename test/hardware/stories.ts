/**
 * Random stories for a machine, as plain data so that a failing one prints well: a cache of any shape, aliases of a few
 * pages at random colors in several address spaces, and a list of commands. Nothing is run here.
 */
import fc from 'fast-check';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { policyOf, REPLACEMENTS } from '../../src/hardware/replacement/index.js';

const KiB = 1024;
export const PAGE_SIZES = [4 * KiB, 8 * KiB, 16 * KiB, 32 * KiB, 64 * KiB] as const;

export interface StoryAlias {
  readonly space: number;
  readonly virtual: bigint;
  readonly pages: number;
  /** Which page of the story its first page leads to. */
  readonly leadsTo: number;
  readonly cached: boolean;
}

export type Command =
  | { readonly do: 'load'; readonly alias: number; readonly offset: number; readonly length: number }
  | { readonly do: 'store'; readonly alias: number; readonly offset: number; readonly bytes: number[] }
  | { readonly do: Treatment; readonly alias: number; readonly offset: number; readonly length: number }
  | { readonly do: 'slot'; readonly action: Slotwise; readonly set: number; readonly way: number }
  | { readonly do: 'held line'; readonly action: Slotwise; readonly pick: number }
  | { readonly do: 'all'; readonly action: Slotwise }
  | { readonly do: 'physical' | 'search'; readonly action: Slotwise; readonly smallPage: number }
  | { readonly do: 'index'; readonly action: Slotwise; readonly from: bigint; readonly length: number }
  | { readonly do: 'map'; readonly alias: number; readonly leadsTo: number; readonly cached: boolean }
  | {
      readonly do: 'map last page';
      readonly alias: number;
      readonly leadsTo: number;
      readonly cached: boolean;
    }
  | { readonly do: 'unmap'; readonly alias: number };
export type Slotwise = 'clean' | 'invalidate' | 'flush';
export type Treatment = Slotwise | 'evict';

export interface Story {
  readonly cache: CacheDescription;
  readonly pageSize: number;
  /** Physical address of page 0 of the story; the others follow. */
  readonly physical: bigint;
  readonly aliases: readonly StoryAlias[];
  /** What physical pages hold before the first command, at offset 0. */
  readonly preloaded: readonly { readonly page: number; readonly bytes: number[] }[];
  readonly commands: readonly Command[];
}

/** What a story is made of; everything is allowed unless it is narrowed here. */
export interface Kinds {
  readonly cache?: fc.Arbitrary<CacheDescription>;
  readonly invalidate?: boolean;
  readonly uncached?: boolean;
  readonly remap?: boolean;
  readonly maxCommands?: number;
  /** Puts each alias at its own virtual address, chosen from the cache, the page size, its number and its page. */
  readonly placed?: (cache: CacheDescription, pageSize: number, alias: number, leadsTo: number) => bigint;
  /** An alias for each page and no more. */
  readonly onePerPage?: boolean;
}

const PAGES = 4;
const powers = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => 2 ** n);

/** Caches that exist: lines of 4 to 256 bytes, 1 to 64 sets mostly, a way of any size; small, so that lines meet. */
export function anyCache(fixed: Partial<CacheDescription> = {}): fc.Arbitrary<CacheDescription> {
  const odd = fc.constantFrom(
    { line: 64, sets: 64, ways: 12 }, // 48 KiB
    { line: 32, sets: 512, ways: 1 }, // 16 KiB, 4 colors of 4 KiB
    { line: 16, sets: 1024, ways: 3 }, // 48 KiB, 4 colors
    { line: 32, sets: 1, ways: 96 }, // fully associative, 3 KiB
  );
  const small = fc.record({
    line: powers(2, 8),
    sets: fc.oneof(powers(0, 3), powers(0, 10)),
    ways: fc.constantFrom(1, 1, 2, 2, 3, 4, 5, 8, 16),
  });
  return fc
    .record({
      shape: fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: odd }),
      organization: fc.constantFrom('VIVT', 'VIPT', 'PIPT'),
      write: fc.constantFrom('back', 'back', 'through'),
      writeAllocate: fc.boolean(),
      replacement: fc.constantFrom(...REPLACEMENTS),
      seed: fc.integer(),
      ids: fc.boolean(),
      resolves: fc.boolean(),
    } as const)
    .map(({ shape: { line, sets, ways }, ids, resolves, ...rest }) => {
      const organization = fixed.organization ?? rest.organization;
      const replacement = fixed.replacement ?? rest.replacement;
      const fits = policyOf({ replacement }).refuses?.(ways) === undefined;
      return {
        ...rest,
        size: line * sets * ways,
        ways,
        line,
        organization,
        addressSpaceIds: organization === 'VIVT' && ids,
        resolvesSynonyms: organization === 'VIPT' && resolves,
        ...fixed,
        replacement: fits ? replacement : 'lru',
      };
    });
}

const BASES = [0n, 0x2955_0000n, 0xffff_8880_0000_0000n, 0xffff_ffff_ffc0_0000n];
const PHYSICAL = [0n, 0x0c12_0000n, 2n ** 52n, 0xffff_ffff_fff0_0000n - 0x10_0000n];

export function anyStory(kinds: Kinds = {}): fc.Arbitrary<Story> {
  return fc
    .record({
      cache: kinds.cache ?? anyCache(),
      pageSize: fc.oneof(fc.constant(4 * KiB), fc.constantFrom(...PAGE_SIZES)),
      physical: fc.constantFrom(...PHYSICAL),
    })
    .chain(({ cache, pageSize, physical }) =>
      fc
        .array(anyAlias(cache, pageSize, kinds), { minLength: 1, maxLength: 6 })
        .map((aliases) => (kinds.onePerPage ? firstOfEachPage(aliases) : aliases))
        .map((aliases) => aliases.map((alias, i) => place(alias, i, cache, pageSize, kinds)))
        .chain((aliases) =>
          fc.record({
            cache: fc.constant(cache),
            pageSize: fc.constant(pageSize),
            physical: fc.constant(physical),
            aliases: fc.constant(aliases),
            preloaded: fc.array(
              fc.record({
                page: fc.nat(PAGES - 1),
                bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 64, size: 'max' }),
              }),
              { maxLength: 4, size: 'max' },
            ),
            commands: fc.array(anyCommand(cache, pageSize, aliases.length, kinds), {
              minLength: 1,
              maxLength: kinds.maxCommands ?? 300,
              size: 'max',
            }),
          }),
        ),
    );
}

function anyAlias(cache: CacheDescription, pageSize: number, kinds: Kinds): fc.Arbitrary<StoryAlias> {
  // Few addresses, a way apart or a page apart: equal ones in two spaces (homonyms), equal and different colors.
  const way = BigInt(Math.max(pageSize, cache.size / cache.ways));
  return fc.record({
    space: fc.nat(2),
    virtual: fc
      .tuple(fc.oneof(fc.constant(BASES[1]!), fc.constantFrom(...BASES)), fc.nat(2), fc.nat(1))
      .map(([base, pages, ways]) => base + BigInt(pages * pageSize) + aligned(way, pageSize) * BigInt(ways)),
    pages: fc.constantFrom(1, 1, kinds.placed || kinds.onePerPage ? 1 : 2),
    leadsTo: fc.nat(PAGES - 2),
    cached: kinds.uncached === false ? fc.constant(true) : fc.constantFrom(true, true, true, false),
  });
}

function aligned(bytes: bigint, pageSize: number): bigint {
  return ((bytes + BigInt(pageSize) - 1n) / BigInt(pageSize)) * BigInt(pageSize);
}

function firstOfEachPage(aliases: readonly StoryAlias[]): StoryAlias[] {
  return aliases.filter((alias, i) => aliases.findIndex(({ leadsTo }) => leadsTo === alias.leadsTo) === i);
}

function place(
  alias: StoryAlias,
  index: number,
  cache: CacheDescription,
  pageSize: number,
  { placed }: Kinds,
): StoryAlias {
  return placed ? { ...alias, virtual: placed(cache, pageSize, index, alias.leadsTo) } : alias;
}

function anyCommand(
  cache: CacheDescription,
  pageSize: number,
  aliases: number,
  kinds: Kinds,
): fc.Arbitrary<Command> {
  const alias = fc.nat(aliases - 1);
  // Mostly a few hot lines; sometimes anywhere, sometimes across the end of the page.
  const offset = fc.oneof(
    { weight: 6, arbitrary: fc.nat(Math.min(pageSize, 4 * cache.line) - 1) },
    { weight: 2, arbitrary: fc.nat(pageSize - 1) },
    { weight: 1, arbitrary: fc.nat(8).map((back) => pageSize - 1 - back) },
  );
  const length = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * cache.line }) },
  );
  const bytes = length.chain((n) =>
    fc.array(fc.oneof(fc.nat(3), fc.nat(255)), { minLength: n, maxLength: n, size: 'max' }),
  );
  const slotwise: readonly Slotwise[] =
    kinds.invalidate === false ? ['clean', 'flush'] : ['clean', 'invalidate', 'flush'];
  const treatment = fc.constantFrom<Treatment>(...slotwise, 'evict');
  const action = fc.constantFrom(...slotwise);
  const commands: fc.WeightedArbitrary<Command>[] = [
    { weight: 8, arbitrary: fc.record({ do: fc.constant('load' as const), alias, offset, length }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('store' as const), alias, offset, bytes }) },
    { weight: 3, arbitrary: fc.record({ do: treatment, alias, offset, length }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('held line' as const), action, pick: fc.nat(1000) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('slot' as const),
        action,
        set: fc.integer({ min: -1, max: 4 }),
        way: fc.integer({ min: -1, max: 4 }),
      }),
    },
  ];
  if (kinds.remap !== false) {
    const cached = kinds.uncached === false ? fc.constant(true) : fc.boolean();
    const leadsTo = fc.nat(PAGES - 2);
    const unmap = fc.record({ do: fc.constant('unmap' as const), alias });
    const map = fc.record({
      do: fc.constantFrom('map' as const, 'map last page' as const),
      alias,
      leadsTo,
      cached,
    });
    commands.push({
      weight: 1,
      arbitrary: fc.oneof({ weight: 5, arbitrary: map }, { weight: 1, arbitrary: unmap }),
    });
  }
  const all = fc.record({ do: fc.constant('all' as const), action });
  const smallPage = fc.nat((PAGES * pageSize) / (4 * KiB) - 1);
  const physical = fc.record({
    do: fc.constantFrom('physical' as const, 'search' as const),
    action,
    smallPage,
  });
  const index = fc.record({
    do: fc.constant('index' as const),
    action,
    from: fc.bigInt(0n, 0x40000n),
    length: fc.integer({ min: 1, max: 3 * 4 * KiB }),
  });
  return fc.oneof(
    { weight: 40, arbitrary: fc.oneof(...commands) },
    { weight: 1, arbitrary: all },
    { weight: 1, arbitrary: physical },
    { weight: 1, arbitrary: index },
  );
}
