/** Two views of a program's data, and the story that does the same: loads, stores and calls, one after the other. */
import fc from 'fast-check';
import {
  alias,
  cache,
  daxFile,
  daxIo,
  InputError,
  machine,
  type Scenario,
  scenario,
  traceOf,
  twoViews,
} from '../../src/index.js';
import { ERAS } from '../../src/linux/releases/index.js';
import { anyStrategy } from './stories.js';

const PAGE = 4096;
const FIRST_PAGE = 0x2_9550;
/** As the frames of two views are: in the order of first touch, from one that is congruent with frame 0. */
const FIRST_FRAME = 0x0c100;

/** A machine whose sets are never full in a trace of three pages and a buffer, so that nothing depends on what is evicted. */
const anyRoomyMachine = fc
  .record({
    kind: fc.constantFrom('vivt', 'vipt', 'pipt'),
    colors: fc.constantFrom(1, 2, 4),
    back: fc.boolean(),
    allocates: fc.boolean(),
    port: fc.constantFrom('generic', 'sh', 'mips', 'x86'),
  })
  .map(({ kind, colors, back, allocates, port }) => {
    let made = cache()
      [kind as 'vivt']()
      .ways(16)
      .line(32)
      .size(16 * colors * PAGE);
    if (!back) made = made.writeThrough();
    if (!allocates) made = made.noWriteAllocate();
    return machine(made).port(port);
  });

export const anyViews = fc.record({
  on: anyRoomyMachine,
  strategy: anyStrategy,
  era: fc.constantFrom(...ERAS),
  apart: fc.nat(3),
  rw: fc.constantFrom('read' as const, 'write' as const),
  length: fc.constantFrom(8, 64, 1024),
  every: fc.integer({ min: 1, max: 3 }),
  references: fc.array(
    fc.record({ isStore: fc.boolean(), page: fc.nat(2), at: fc.constantFrom(0, 8, 512, 2048, PAGE - 8) }),
    { minLength: 1, maxLength: 14 },
  ),
});
export type Views = typeof anyViews extends fc.Arbitrary<infer T> ? T : never;

/** What both engines can tell of the same accesses. */
export interface Told {
  readonly staleLoads: number;
  readonly staleKernelLoads: number;
  readonly maintained: number;
  readonly maps: number;
  readonly tlbInvalidations: number;
  readonly faults: number;
  readonly barriers: number;
}

/** What two views tell; undefined where they refuse. */
export async function byTwoViews(views: Views): Promise<Told | undefined> {
  const { on, strategy, era, apart, rw, length, every, references } = views;
  const colors = colorsOf(views);
  const trace = traceOf(
    references.map(({ isStore, page, at }) => ({
      kind: isStore ? 'store' : 'load',
      address: (FIRST_PAGE + page) * PAGE + at,
      size: 8,
    })),
  );
  const asked = twoViews(trace)
    .on(on)
    .using(strategy)
    .era(era)
    .apart(apart % colors)
    .every(every);
  try {
    const { counts } = await (rw === 'read' ? asked.reading(length) : asked.writing(length)).run();
    const { staleLoads, staleKernelLoads, maintained, maps, tlbInvalidations, faults, barriers } = counts;
    return { staleLoads, staleKernelLoads, maintained, maps, tlbInvalidations, faults, barriers };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** What a story of the same accesses tells. */
export function byStory(views: Views): { readonly told: Told; readonly story: Scenario } {
  const { on, strategy, era, rw, length, every, references } = views;
  const file = placed(views);
  const users = [0, 1, 2].map((page) =>
    alias(file.page(page))
      .user((FIRST_PAGE + page) * PAGE)
      .named(`u${page}`),
  );
  let story = scenario(on).using(strategy).era(era);
  for (const [nth, { isStore, page, at }] of references.entries()) {
    const user = users[page]!;
    story = isStore ? story.store(user, bytesOf(nth), at) : story.load(user, 8, at);
    if ((nth + 1) % every === 0) {
      const io =
        rw === 'read'
          ? daxIo().from(file).read(length)
          : daxIo()
              .to(file)
              .write(bytesOf(100 + nth), length);
      story = story.daxIo(io.at(page * PAGE + at - (at % length)));
    }
  }
  const run = story.run();
  const { counts } = run.engine.machine;
  const isKernels = (step: number) => run.steps[step - 1]!.asked.do === 'dax_io';
  const stale = run.steps.filter(({ stale, foreign }) => stale || foreign);
  const charges = run
    .cost()
    .toJSON()
    .steps.map(({ counts: each }) => each);
  const sum = (name: 'fault' | 'windowSetUp' | 'tlbInvalidate') =>
    charges.reduce((total, each) => total + each[name], 0);
  return {
    story,
    told: {
      staleLoads: stale.filter(({ step }) => !isKernels(step)).length,
      staleKernelLoads: stale.filter(({ step }) => isKernels(step)).length,
      maintained: counts.cleans + counts.invalidates + counts.flushes,
      maps: sum('windowSetUp'),
      tlbInvalidations: sum('tlbInvalidate'),
      faults: sum('fault'),
      barriers: counts.barriers,
    },
  };
}

const colorsOf = ({ on }: Views) => {
  const { organization, size, ways } = on.describe().cache;
  return organization === 'PIPT' ? 1 : size / ways / PAGE;
};

/** Each page's frame is such that the direct map is so many colors on from the program's address. */
function placed(views: Views) {
  const { apart } = views;
  const colors = colorsOf(views);
  return [0, 1, 2].reduce(
    (file, page) =>
      file.placed({
        page,
        pfn: FIRST_FRAME + 16 * page + ((FIRST_PAGE + page + (apart % colors)) % colors),
      }),
    daxFile('program.dat').pages(3),
  );
}

/** Eight bytes that no other store stores. */
function bytesOf(nth: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, i) => 1 + ((nth * 37 + i * 11) % 255));
}
