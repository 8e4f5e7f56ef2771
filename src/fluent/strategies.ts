/** The coherence strategies, a word each: what a kernel path does so that its alias and the user's agree. */

import { findKnownPlan } from '../linux/known-plans.js';
import { completePlan, type FlushPlanInput, formatPlan } from '../linux/strategies/flush-plan.js';
import {
  checkWithout,
  formatStrategy,
  type Precondition,
  type Strategy,
  UNCACHED,
  type Uncached,
} from '../linux/strategies/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions, isPlainObject } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { listed } from '../units/words.js';
import type { PlanName } from './names.js';
import { Shown } from './shown.js';

const WORKING_LINE = `flushPlan({ afterWrite: { kernel: 'flush' } }).named('one flush')`;

/** A coherence strategy, to give to a scenario's `using`. */
export class StrategyChoice extends Shown {
  readonly #strategy: Strategy;

  constructor(strategy: Strategy) {
    super();
    this.#strategy = deepFreeze(strategy);
  }

  /** What tables and pictures call a flush plan, instead of all its points. */
  named(name: string): StrategyChoice {
    const strategy = this.#strategy;
    if (strategy.kind !== 'flush plan') {
      throw new InputError(
        [`only a flush plan takes a name: ${formatStrategy(strategy)} has one`],
        WORKING_LINE,
      );
    }
    if (typeof name !== 'string' || name === '') {
      throw new InputError([`plan name ${asTyped(name)} is not a text`], WORKING_LINE);
    }
    return new StrategyChoice({ ...strategy, name });
  }

  /**
   * A flush plan that `dax_io()` alone keeps to: zeroing at a fault, truncation and copies go their way without it, as in
   * the mail's proposal.
   */
  inDaxIoOnly(): StrategyChoice {
    const strategy = this.#strategy;
    if (strategy.kind !== 'flush plan') {
      throw new InputError(
        [
          `only a flush plan can be kept to by dax_io() alone, and this is ${formatStrategy(strategy)}: congruent({ without: 'no other alias' }) is the like of it`,
        ],
        `knownPlan('the mail').inDaxIoOnly()`,
      );
    }
    return new StrategyChoice({ ...strategy, covers: 'dax_io' });
  }

  toString(): string {
    const strategy = this.#strategy;
    const isNamed = strategy.kind === 'flush plan' && strategy.name && strategy.name !== 'revoke';
    const points = isNamed ? `: ${formatPlan(strategy.plan)}` : '';
    return `strategy  ${formatStrategy(strategy)}${points}`;
  }

  toJSON(): Strategy {
    return this.#strategy;
  }
}

refuseMoreInMethods(StrategyChoice, 'strategy', WORKING_LINE);

/** No care at all: `dax_io()` as it was from Linux 4.3 to 4.9 (fs/dax.c). */
export function none(): StrategyChoice {
  refuseMore<typeof none>(0, arguments, 'none()', `none()`);
  return new StrategyChoice({ kind: 'none' });
}

/**
 * Cache maintenance around each kernel access: `none`, `clean`, `invalidate` or `flush`, before and after a read and a
 * write, for the user's alias and the kernel's. What is left out does nothing. An unknown point or action is an error.
 * @example
 * String(flushPlan({ beforeRead: { user: 'clean' } })) // => 'strategy  flush plan before-read:user=clean'
 */
export function flushPlan(plan: FlushPlanInput): StrategyChoice {
  refuseMore<typeof flushPlan>(1, arguments, 'flushPlan()', WORKING_LINE);
  return new StrategyChoice({ kind: 'flush plan', plan: completePlan(plan) });
}

/**
 * A flush plan that somebody proposed or uses: `'the mail'`, `'the page cache'`, `'nothing'`, or the name of a Linux port,
 * which stands for what flush_dcache_page() reaches there on caches whose data alias: `'m68k'` is the 68030, and
 * `'m68k (non-aliasing)'` the 68040. An unknown name is an error that lists them.
 * @example
 * String(knownPlan('the mail')) // => 'strategy  the mail: before-read:user=flush,after-write:kernel=flush'
 */
export function knownPlan(name: PlanName): StrategyChoice {
  refuseMore<typeof knownPlan>(1, arguments, 'knownPlan()', `knownPlan('the mail')`);
  const { plan } = findKnownPlan(name);
  return new StrategyChoice({ kind: 'flush plan', plan, name });
}

/**
 * The kernel reaches the page through a window at an address of the user's color, as the mail proposes and as
 * `kmap_coherent()` of MIPS and SH does. Where users of one page differ in color it is that of the first user in the
 * story, and no window can suit them all. Give a color to get it wrong on purpose. `without` leaves out what a window takes
 * for granted: `'whole index'`, `'no other alias'`, `'flush before reuse'`, `'TLB invalidated'`, `'preemption disabled'`,
 * `'page faults disabled'`, one or several; a run shows what each is for.
 * @example
 * String(congruent()) // => 'strategy  congruent window'
 * String(congruent({ without: 'TLB invalidated' })) // => 'strategy  congruent window without “TLB invalidated”'
 */
export function congruent(
  options: { readonly color?: number; readonly without?: Precondition | readonly Precondition[] } = {},
): StrategyChoice {
  refuseMore<typeof congruent>(1, arguments, 'congruent()', 'congruent({ color: 3 })');
  const problems = new Problems();
  const without = isPlainObject(options) && options.without !== undefined ? [options.without].flat() : [];
  if (checkOptions(options, ['color', 'without'], 'window', problems)) {
    const { color } = options as { readonly color?: number };
    problems.unless(
      color === undefined || (Number.isInteger(color) && color >= 0),
      `window color ${asTyped(color)} is not a whole number from 0`,
    );
    checkWithout(without, problems);
  }
  problems.throwIfAny('congruent({ color: 3 })');
  return new StrategyChoice({
    kind: 'congruent',
    color: options.color ?? 'user',
    ...(without.length > 0 && { without: without as readonly Precondition[] }),
  });
}

/**
 * DAX is refused where the Linux of the story refuses it, and mmap(), read() and write() of a DAX file give EOPNOTSUPP: by
 * a list of ports from 4.0 to 6.8 (fs/Kconfig), by `cpu_dcache_is_aliasing()` since (alloc_dax(), drivers/dax/super.c).
 * Where it is not refused, nothing is done for coherence. These are the fences against aliases. That a port has no DAX for
 * want of a struct page is another matter: `run().toMail()` says so.
 * @example
 * String(refuse()) // => 'strategy  refuse'
 */
export function refuse(): StrategyChoice {
  refuseMore<typeof refuse>(0, arguments, 'refuse()', `refuse()`);
  return new StrategyChoice({ kind: 'refuse' });
}

/**
 * The user's mapping is taken away for the time of the access, its lines with it, and a fault brings it back: no user and
 * no speculative fetch can touch its lines in the midst. Around the access both aliases are flushed, or what `plan` says.
 * A run looks the same as one of that flush plan; prove() tells them apart.
 * @example
 * String(revoke()) // => 'strategy  revoke'
 */
export function revoke(plan?: FlushPlanInput): StrategyChoice {
  refuseMore<typeof revoke>(1, arguments, 'revoke()', `revoke({ beforeRead: { user: 'flush' } })`);
  const strategy = {
    kind: 'flush plan',
    plan: completePlan(plan === undefined ? FLUSH_AROUND : plan),
    revokes: true,
  } as const;
  return new StrategyChoice(plan === undefined ? { ...strategy, name: 'revoke' } : strategy);
}

const FLUSH_AROUND: FlushPlanInput = {
  beforeRead: { user: 'flush', kernel: 'flush' },
  afterRead: { kernel: 'flush' },
  beforeWrite: { user: 'flush', kernel: 'flush' },
  afterWrite: { kernel: 'flush' },
};

/**
 * The page is mapped past the cache, by the user and the kernel. `'user'` does so for the user's mappings alone, which is
 * what ARM's `make_coherent()` does with a page that one process maps twice (arch/arm/mm/fault-armv.c); `'kernel'` for the
 * kernel's alias alone.
 * @example
 * String(uncached()) // => 'strategy  uncached'
 * String(uncached('user')) // => 'strategy  uncached by the user only'
 */
export function uncached(who: Uncached = 'both'): StrategyChoice {
  refuseMore<typeof uncached>(1, arguments, 'uncached()', `uncached('user')`);
  if (!UNCACHED.includes(who)) {
    throw new InputError(
      [`uncached for ${asTyped(who)}: only ${listed(UNCACHED, 'or')} can be`],
      `uncached('user')`,
    );
  }
  return new StrategyChoice({ kind: 'uncached', who });
}
