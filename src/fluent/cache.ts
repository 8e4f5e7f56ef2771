/** `cache()`: a data cache, word by word. */

import {
  type CacheDescription,
  checkCache,
  type OnAlias,
  type Organization,
  type ReplacementName,
  type WritePolicy,
} from '../hardware/cache-description.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { isPlainObject } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { describeCache, describeColors } from '../views/words.js';
import { Builder } from './builder.js';

interface CacheProps {
  readonly organization: Organization;
  readonly size: Size;
  /** Infinity: fully associative. */
  readonly ways: number;
  readonly line: Size;
  readonly write: WritePolicy;
  readonly writeAllocate: boolean;
  readonly replacement: ReplacementName;
  readonly seed: number;
  readonly addressSpaceIds: boolean;
  readonly resolvesSynonyms: boolean;
  readonly onAlias?: OnAlias;
}

const START: CacheProps = {
  organization: 'VIPT',
  size: '16 KiB',
  ways: 1,
  line: 32,
  write: 'back',
  writeAllocate: true,
  replacement: 'lru',
  seed: 1,
  addressSpaceIds: false,
  resolvesSynonyms: false,
};

/** `'round-robin'` as a word of TypeScript: `'roundRobin'`. */
type Word<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Word<Rest>>}`
  : Name;
/** A word for each policy: the compiler names the one that is missing. */
type PolicyWords = Readonly<Record<Word<ReplacementName>, (seed?: number) => CacheBuilder>>;

const WORKING_LINE = `cache().vipt().size('16 KiB').ways(4).line(32)`;

/** A data cache. Each method gives a new cache that differs in one thing; the order of calls never matters. */
export class CacheBuilder extends Builder<CacheDescription> implements PolicyWords {
  readonly #props: CacheProps;

  constructor(props: CacheProps = START) {
    super();
    this.#props = Object.freeze(props);
  }

  /** A builder that starts from a finished cache. */
  static from(description: CacheDescription): CacheBuilder {
    if (!isPlainObject(description))
      throw new InputError([`${asTyped(description)} is not the data of a cache`], WORKING_LINE);
    return new CacheBuilder(description);
  }

  /** Virtual index, virtual tag: two names of one byte are always two lines. */
  vivt(): CacheBuilder {
    return this.#with({ organization: 'VIVT' });
  }
  /** Virtual index, physical tag: two names meet in one line where their index bits agree. */
  vipt(): CacheBuilder {
    return this.#with({ organization: 'VIPT' });
  }
  /** Physical index, physical tag: names do not matter. */
  pipt(): CacheBuilder {
    return this.#with({ organization: 'PIPT' });
  }
  /** All data bytes: `'16 KiB'`, or a number of bytes. */
  size(size: Size): CacheBuilder {
    return this.#with({ size });
  }
  /** Lines in a set, from 1 up. */
  ways(ways: number): CacheBuilder {
    return this.#with({ ways });
  }
  /** One set that holds every line. */
  fullyAssociative(): CacheBuilder {
    return this.#with({ ways: Number.POSITIVE_INFINITY });
  }
  /** Bytes in a line: a power of two from 4 to 256. */
  line(line: Size): CacheBuilder {
    return this.#with({ line });
  }
  /** A store that hits changes the line, which memory gets later. */
  writeBack(): CacheBuilder {
    return this.#with({ write: 'back' });
  }
  /** A store that hits changes the line and memory. */
  writeThrough(): CacheBuilder {
    return this.#with({ write: 'through' });
  }
  /** A store that misses fetches the line first. */
  writeAllocate(): CacheBuilder {
    return this.#with({ writeAllocate: true });
  }
  /** A store that misses goes to memory alone. */
  noWriteAllocate(): CacheBuilder {
    return this.#with({ writeAllocate: false });
  }
  /** Replaces the least recently used way. */
  lru(): CacheBuilder {
    return this.#with({ replacement: 'lru' });
  }
  /** Replaces the way that was filled longest ago. */
  fifo(): CacheBuilder {
    return this.#with({ replacement: 'fifo' });
  }
  /** Replaces where a tree of one-bit arrows leads: pseudo-LRU. */
  plru(): CacheBuilder {
    return this.#with({ replacement: 'plru' });
  }
  /** Replaces the ways in turn. */
  roundRobin(): CacheBuilder {
    return this.#with({ replacement: 'round-robin' });
  }
  /** Replaces ways at random, the same ones for the same seed. */
  random(seed = 1): CacheBuilder {
    return this.#with({ replacement: 'random', seed });
  }
  /** VIVT: tags carry an address-space id, so that equal addresses of two processes are told apart. */
  addressSpaceIds(): CacheBuilder {
    return this.#with({ addressSpaceIds: true });
  }
  /** VIPT: hardware never keeps two lines of one physical address. */
  resolvingSynonyms(): CacheBuilder {
    return this.#with({ resolvesSynonyms: true });
  }
  /**
   * VIPT: hardware finds a line under another color before it brings a second copy, and an exception has the first one
   * written back (R4400SC). Software sees no alias, and pays for the exceptions: `run.verdict()` counts them.
   */
  trappingAliases(): CacheBuilder {
    return this.#with({ onAlias: 'trap' });
  }
  /** VIPT: hardware that finds a line under another color ends in a machine check, and a story with it. */
  machineCheckOnAliases(): CacheBuilder {
    return this.#with({ onAlias: 'machine check' });
  }

  describe(): CacheDescription {
    const problems = new Problems();
    const size = problems.collect(() => parseSize(this.#props.size, 'size'));
    const line = problems.collect(() => parseSize(this.#props.line, 'line'));
    const known = size !== undefined && line !== undefined;
    const ways = this.#props.ways === Number.POSITIVE_INFINITY && known ? size / line : this.#props.ways;
    // What could not be read is already a problem; a size that exists stands in, so that the rest is checked too.
    const description = { ...this.#props, size: size ?? 16384, line: line ?? 32, ways };
    checkCache(description, problems);
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence(description: CacheDescription): string {
    return `cache  ${describeCache(description)} (${describeColors(description)})`;
  }

  #with(change: Partial<CacheProps>): CacheBuilder {
    return new CacheBuilder({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(CacheBuilder, 'cache()', WORKING_LINE, { random: 1 });

/**
 * A data cache, to begin with VIPT, 16 KiB, direct-mapped, 32 B lines, write-back, write-allocate. A cache that cannot
 * exist says everything that is wrong with it when it is used.
 * @example
 * String(cache()) // => 'cache  VIPT 16 KiB 1-way 32 B lines (4 colors)'
 * String(cache().vivt().ways(4)) // => 'cache  VIVT 16 KiB 4-way 32 B lines (1 color)'
 */
export function cache(): CacheBuilder {
  refuseMore<typeof cache>(0, arguments, 'cache()', WORKING_LINE);
  return new CacheBuilder();
}
