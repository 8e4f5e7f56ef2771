/**
 * Random stories of every kind: caches, cores, ports, releases, strategies with all that can be left out of them, one to three
 * users of one or two pages, and others of the kernel's. A story knows the moves that its question allows, so that others like it can be told.
 */
import fc from 'fast-check';
import {
  type Alias,
  alias,
  cache,
  congruent,
  daxFile,
  daxIo,
  flushPlan,
  knownPlan,
  machine,
  none,
  refuse,
  revoke,
  type Scenario,
  type StrategyChoice,
  scenario,
  uncached,
} from '../../src/index.js';
import { KNOWN_PLANS } from '../../src/linux/known-plans.js';
import { ERAS } from '../../src/linux/releases/index.js';
import { PRECONDITIONS } from '../../src/linux/strategies/congruent.js';
import { planOf } from '../../src/prove/plan-number.js';

/** Something that happens in a story; `process` is the one that has to run for it. */
export interface Move {
  readonly step: (story: Scenario) => Scenario;
  readonly process?: number;
  /** It gives the core to this process. */
  readonly switchTo?: number;
  readonly core: number;
  /** Whose move it is, where it is one that any user may make. */
  readonly user?: string;
}

/** A story, with what stories like it are made of. */
export interface ToldStory {
  readonly story: Scenario;
  readonly bare: Scenario;
  readonly moves: readonly Move[];
  /** Loads and stores that its users may make at any time. */
  readonly users: readonly Move[];
  readonly strategy: StrategyChoice;
}

export const FILE = daxFile('soak.dat').pages(9).startingAt(0x0c100);
/** The pages that stories are about: some have one color, and so look alike. */
const anyPage = fc.constantFrom(0, 0, 0, 1, 1, 4, 8);
const PAGE = 4096;
const LINE = 32;
const PORTS = ['generic', 'sh', 'mips', 'arm', 'x86', 'parisc', 'sparc32', 'csky', 'arc', 'nios2'];

export const anyMachine = fc
  .record({
    kind: fc.constantFrom('vivt', 'vipt', 'pipt'),
    colors: fc.constantFrom(1, 2, 4),
    ways: fc.constantFrom(1, 2, 4),
    back: fc.boolean(),
    allocates: fc.boolean(),
    ids: fc.boolean(),
    resolves: fc.nat(9),
    replacement: fc.constantFrom('lru', 'fifo', 'plru', 'roundRobin', 'random'),
    cores: fc.constantFrom(1, 1, 2),
    snoops: fc.constantFrom('physical address', 'virtual index', 'none'),
    port: fc.constantFrom(...PORTS),
  })
  .map(({ kind, colors, ways, back, allocates, ids, resolves, replacement, cores, snoops, port }) => {
    let made = cache()
      [kind as 'vivt']()
      .ways(ways)
      .line(LINE)
      .size(colors * PAGE * ways);
    if (!back) made = made.writeThrough();
    if (!allocates) made = made.noWriteAllocate();
    if (ids && kind === 'vivt') made = made.addressSpaceIds();
    if (resolves === 0 && kind === 'vipt') made = made.resolvingSynonyms();
    made = made[replacement as 'lru']();
    const on = machine(made).port(port);
    return cores > 1 ? on.cores(cores, { snoops: snoops as 'none' }) : on;
  });

const anyPlan = fc.integer({ min: 0, max: 65_535 }).map((number) => flushPlan(planOf(number)));
export const anyStrategy: fc.Arbitrary<StrategyChoice> = fc.oneof(
  fc.constant(none()),
  fc.constant(refuse()),
  anyPlan,
  anyPlan.map((plan) => plan.inDaxIoOnly()),
  fc.constantFrom(...KNOWN_PLANS.map(({ name }) => name)).map(knownPlan),
  fc.constant(revoke()),
  fc.integer({ min: 0, max: 65_535 }).map((number) => revoke(planOf(number))),
  fc.constantFrom('both' as const, 'user' as const, 'kernel' as const).map(uncached),
  fc
    .record({
      without: fc.subarray([...PRECONDITIONS], { maxLength: 2 }),
      color: fc.constantFrom(undefined, 0),
    })
    .map(({ without, color }) =>
      congruent({ ...(without.length > 0 && { without }), ...(color !== undefined && { color }) }),
    ),
  fc.constantFrom(...PRECONDITIONS).map((without) => congruent({ without })),
);

/** Users are placed in colors 0 to 3, in one or two processes; some have no address of their own. */
const anyUsers = fc.array(
  fc.record({ page: anyPage, color: fc.nat(3), process: fc.constantFrom(1, 1, 2), placed: fc.nat(7) }),
  { minLength: 1, maxLength: 3 },
);

const usersOf = (told: readonly { page: number; color: number; process: number; placed: number }[]) => {
  const taken = new Set<string>();
  return told.flatMap(({ page, color, process, placed }): Alias[] => {
    const key = `${process} ${color}`;
    if (taken.has(key)) return [];
    taken.add(key);
    const user = alias(FILE.page(page))
      .process(process)
      .named(`u${taken.size - 1}`);
    return [placed === 0 ? user : user.user(0x2955_0000 + color * PAGE)];
  });
};

const anyRange = fc.record({
  at: fc.constantFrom(0, 1, 15, 16, 30, 32, 40),
  length: fc.constantFrom(1, 1, 2, 18, 40),
});

/** Where a transfer lies: in a line, over some, over the end of a page. */
const anyTransfer = fc.record({
  rw: fc.constantFrom('read', 'write'),
  page: anyPage,
  at: fc.constantFrom(0, 1, 16, 33, PAGE - 4),
  length: fc.constantFrom(1, 1, 17, 40),
});
type Transfer = { readonly rw: string; readonly page: number; readonly at: number; readonly length: number };

const bytesOf = (seed: number, length: number) =>
  Uint8Array.from({ length }, (_, i) => 0x41 + ((seed * 7 + i) % 26));

function transferOf({ rw, page, at, length }: Transfer, seed: number) {
  const place = page * PAGE + at;
  return rw === 'read'
    ? daxIo().from(FILE).read(length).at(place)
    : daxIo().to(FILE).write(bytesOf(seed, length)).at(place);
}

const anyMove = fc.record({
  what: fc.constantFrom(
    ...['store', 'store', 'store', 'load', 'load', 'load', 'io', 'io', 'io', 'io', 'io'],
    ...['evict', 'evict', 'fetch', 'clean', 'invalidate', 'flush', 'barrier', 'cache', 'switch', 'forget'],
    ...[
      'other load',
      'other load',
      'other store',
      'other store',
      'other care',
      'call',
      'file call',
      'crash',
      'cachetlb',
      'preempted',
    ],
  ),
  who: fc.nat(2),
  range: anyRange,
  transfer: anyTransfer,
  second: anyTransfer,
  core: fc.nat(1),
  seed: fc.nat(100),
});
type MoveSeed = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;

interface Setting {
  readonly users: readonly Alias[];
  readonly others: readonly Alias[];
  readonly cores: number;
}

const processOf = (user: Alias) => user.describe().process;

/** The move that random numbers stand for; none where they stand for nothing in this setting. */
function moveOf(drawn: MoveSeed, { users, others, cores }: Setting): Move[] {
  const { what, who, range, transfer, second, seed } = drawn;
  const core = drawn.core % cores;
  const user = users[who % users.length]!;
  const other = others[who % Math.max(1, others.length)];
  const { at, length } = range;
  const by = { core, process: processOf(user) };
  const { page, at: from, length: n } = transfer;
  switch (what) {
    case 'store':
      return [{ ...by, step: (story) => story.store(user, bytesOf(seed, length), at) }];
    case 'load':
      return [{ ...by, step: (story) => story.load(user, length, at) }];
    case 'io':
    case 'preempted': {
      const io = transferOf(transfer, seed);
      const told = what === 'io' ? io : io.preemptedBy(transferOf(second, seed + 1));
      return [{ core, step: (story) => story.daxIo(told) }];
    }
    case 'evict':
    case 'fetch':
      return [{ core, step: (story) => story[what](user, range) }];
    case 'clean':
    case 'invalidate':
    case 'flush':
    case 'barrier':
      return [{ ...by, step: (story) => story[what](user, range) }];
    case 'cache':
      return [{ core, step: (story) => story.maintainCache(seed % 2 ? 'flush' : 'clean') }];
    case 'switch':
    case 'forget': {
      const process = 1 + (who % 2);
      const flush = what === 'switch';
      return [{ core, switchTo: process, step: (story) => story.switchTo(process, { flush }) }];
    }
    case 'other load':
      return other ? [{ core, step: (story) => story.load(other, length, at) }] : [];
    case 'other store':
      return other ? [{ core, step: (story) => story.store(other, bytesOf(seed, length), at) }] : [];
    case 'other care': {
      const care = (['clean', 'invalidate', 'flush'] as const)[seed % 3]!;
      return other ? [{ core, step: (story) => story[care](other, range) }] : [];
    }
    case 'call':
      return [{ core, step: (story) => story.read(FILE, n, page * PAGE + from) }];
    case 'file call':
      return [{ core, step: (story) => story.write(FILE, bytesOf(seed, n), page * PAGE + from) }];
    case 'crash':
      return [{ core, step: (story) => story.crash(seed % 2 ? 'lost' : 'arrives') }];
    case 'cachetlb':
      return [{ core, step: (story) => story.cachetlb('flush_dcache_page', user) }];
    default:
      throw new Error(`nothing is called ${what}`);
  }
}

export const begun = (story: Scenario, { core, step }: Move) => step(story.onCore(core));

/** A story that goes through these moves, one after the other. */
export function toldOf(bare: Scenario, moves: readonly Move[]): Scenario {
  return moves.reduce(begun, bare);
}

/** Any story whatever; some cannot be told, and some cannot be proved. */
export const anyStory: fc.Arbitrary<ToldStory> = fc
  .record({
    on: anyMachine,
    strategy: anyStrategy,
    users: anyUsers,
    others: fc.array(fc.record({ page: anyPage, color: fc.nat(6) }), { maxLength: 3 }),
    era: fc.constantFrom(...ERAS),
    moves: fc.array(anyMove, { minLength: 1, maxLength: 10 }),
  })
  .map(({ on, strategy, users: placed, others: kernels, era, moves: drawn }) => {
    const users = usersOf(placed);
    const others = kernels.map(({ page, color }) => {
      const of = alias(FILE.page(page));
      return color >= 4
        ? of.directMap()
        : of.kernel(0xc800_0000 + (4 * page + color) * PAGE).named(`other ${page} ${color}`);
    });
    const cores = on.describe().cores?.count ?? 1;
    const moves = drawn.flatMap((move) => moveOf(move, { users, others, cores }));
    const bare = scenario(on).using(strategy).era(era);
    const free = users.flatMap((user, i) =>
      Array.from({ length: cores }, (_, core) => core).flatMap((core): Move[] => [
        {
          user: `u${i}`,
          core,
          process: processOf(user),
          step: (story) => story.store(user, bytesOf(i + 50, 2), 15),
        },
        { user: `u${i}`, core, process: processOf(user), step: (story) => story.load(user, 20, 10) },
        { user: `u${i}`, core, step: (story) => story.evict(user) },
      ]),
    );
    return { story: toldOf(bare, moves), bare, moves, users: free, strategy };
  });
