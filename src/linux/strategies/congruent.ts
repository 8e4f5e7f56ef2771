/** The kernel reaches the page through a window at an address of the user's color, never through the direct map. */
import { asTyped, type Problems } from '../../units/problems.js';
import { allOf } from '../../units/words.js';
import { PLAIN, type StrategyKind, type WindowRules } from './behavior.js';

/**
 * What a window takes for granted, and what goes wrong without it (facts: MIPS, SH, ARM, PA-RISC, sparc64, xtensa and nds32
 * each hold most of these; see the port's `kmap_coherent()` or its like):
 * - `whole index`: colors are counted over the whole way, not over fewer bytes;
 * - `no other alias`: every kernel path uses the window, and none the direct map;
 * - `flush before reuse`: on virtual tags, a slot's lines go before it leads to another page;
 * - `TLB invalidated`: the old translation goes when a slot is pointed elsewhere;
 * - `preemption disabled`: no other task of this CPU opens the slot while it is in use;
 * - `page faults disabled`: a copy that faults closes the slot before it sleeps, and is tried again.
 */
export type Precondition =
  | 'whole index'
  | 'no other alias'
  | 'flush before reuse'
  | 'TLB invalidated'
  | 'preemption disabled'
  | 'page faults disabled';
export const PRECONDITIONS = allOf<Precondition>({
  'whole index': true,
  'no other alias': true,
  'flush before reuse': true,
  'TLB invalidated': true,
  'preemption disabled': true,
  'page faults disabled': true,
});

/** A window of a color, and what is left out of it. */
export interface CongruentStrategy {
  readonly kind: 'congruent';
  /** `'user'`: the color of the user's address (of the file offset, where no user maps the page); or a fixed color. */
  readonly color: 'user' | number;
  /** What is left out of it, to see what it is for. */
  readonly without?: readonly Precondition[];
}

export const congruent: StrategyKind<CongruentStrategy> = {
  typed: 'congruent()',
  fields: ['kind', 'color', 'without'],
  check({ color, without }, colors, problems) {
    problems.unless(
      color === 'user' || (Number.isInteger(color) && color >= 0 && color < colors),
      `window color ${asTyped(color)} is not 'user' or a whole number below ${colors}`,
    );
    checkWithout(without, problems);
  },
  complete: (strategy) => strategy,
  words({ color, without }) {
    const window = color === 'user' ? 'congruent window' : `window of color ${color}`;
    return without?.length ? `${window} without “${without.join('”, “')}”` : window;
  },
  behavior: (strategy) => ({
    ...PLAIN,
    window: windowRules(strategy),
    covers: holds(strategy, 'no other alias') ? 'every path' : 'dax_io',
  }),
};

function holds({ without }: CongruentStrategy, precondition: Precondition): boolean {
  return !without?.includes(precondition);
}

function windowRules(strategy: CongruentStrategy): WindowRules {
  return {
    color(layout, page, users) {
      if (strategy.color !== 'user') return strategy.color;
      // Where nobody maps the page, mmap() would put it at the color of the file offset.
      const color = users[0]?.color ?? layout.colorOf(layout.mmap(page));
      // Counted over half of the way, as with a SHMLBA that is too small.
      return holds(strategy, 'whole index') ? color : color % Math.max(1, layout.colors / 2);
    },
    flushesBeforeReuse: holds(strategy, 'flush before reuse'),
    invalidatesTlb: holds(strategy, 'TLB invalidated'),
    isPreemptible: !holds(strategy, 'preemption disabled'),
    sleepsWhileOpen: !holds(strategy, 'page faults disabled'),
  };
}

/** Adds to `problems` what is no precondition of a window. */
export function checkWithout(without: unknown, problems: Problems): void {
  if (without === undefined) return;
  const isList = problems.unless(Array.isArray(without), `without ${asTyped(without)} is no list`);
  for (const each of isList ? (without as readonly unknown[]) : []) {
    problems.unless(
      PRECONDITIONS.some((known) => known === each),
      `without ${asTyped(each)}: a window takes none of that for granted, but ${PRECONDITIONS.map(asTyped).join(', ')}`,
      `congruent({ without: 'TLB invalidated' })`,
    );
  }
}
