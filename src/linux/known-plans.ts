/**
 * Flush plans that somebody proposed or uses. The mail is M. Wilcox's to J. Hulbert, linux-kernel, 25 January
 * 2016, and the reply J. Hulbert's of 27 January. The page cache calls flush_dcache_page() before it reads a page that users may write, before it
 * writes to one, and after (mm/filemap.c, Linux 4.5); which aliases that call reaches, and what it does to
 * them, is each port's own affair, and is taken from the port's data.
 */
import { allPortCalls, type CacheStep, type Condition, type PortCalls } from '../ports/calls/index.js';
import { sourceText } from '../ports/source.js';
import { asTyped, InputError } from '../units/problems.js';
import { allStepsOf, reachedBy, writtenOf } from './cachetlb/index.js';
import { completePlan, type FlushPlan, formatPlan, type PlanAction } from './strategies/flush-plan.js';

/** A flush plan that somebody proposed or uses, and where that was read. */
export interface KnownPlan {
  readonly name: string;
  readonly plan: FlushPlan;
  /** Where it is written. */
  readonly source: string;
}

/** The plan of the page cache, where its call does this to the two aliases. */
function pageCache(does: { readonly user: PlanAction; readonly kernel: PlanAction }): FlushPlan {
  return completePlan({ beforeRead: does, beforeWrite: does, afterWrite: does });
}

/**
 * What is taken to hold when the page cache makes its call: the running process maps the page, at another
 * color than the kernel's, and no flush was put off. A page that nobody maps has no user to disagree with.
 */
const HOLDS: Readonly<Record<Condition, boolean>> = {
  'colors differ': true,
  'colors agree': false,
  'addresses differ modulo SHMLBA': true,
  'addresses differ modulo 4 pages': true,
  'current mm': true,
  anonymous: false,
  'of a file': true,
  'of no file': false,
  'not current mm': false,
  mapped: true,
  'file mapped': true,
  'flush owed': false,
  'mapped and no flush owed': true,
  'not mapped or flush owed': false,
  'in the direct map': true,
  'a whole page': true,
  'part of a page': false,
  'fills its lines': true,
  'shares a line': false,
};

function planOn(port: PortCalls): FlushPlan {
  const steps = allStepsOf(port, 'flush_dcache_page').filter(({ when = [] }) =>
    when.every((condition) => HOLDS[condition]),
  );
  return pageCache({ user: actionOn('users', steps), kernel: actionOn('kernel', steps) });
}

/** What these steps do to the lines of one alias, taken together: a clean and an invalidation are a flush. */
function actionOn(whose: 'users' | 'kernel', steps: readonly CacheStep[]): PlanAction {
  const ops = new Set(steps.filter((step) => reachedBy([step])[whose]).map(({ op }) => op));
  if (ops.size === 0) return 'none';
  return ops.size === 1 ? [...ops][0]! : 'flush';
}

/**
 * The plan of a port, or several where it does different things on different caches. Its bare name stands for
 * the caches that its file has first, because data aliases on those: `m68k` is the 68030, where the call does
 * nothing to data, and `m68k (non-aliasing)` the 68040; `sh` is SH-4, and `sh (SH7705)` that CPU. ARM's two kinds of cache
 * have one plan. Where data never alias no plan is needed, and none is told.
 */
function plansOf(port: string): KnownPlan[] {
  const alike = new Map<string, PortCalls[]>();
  for (const calls of allPortCalls()) {
    if (calls.arch !== port || calls.caches.every((kind) => kind === 'non-aliasing')) continue;
    const plan = formatPlan(planOn(calls));
    alike.set(plan, [...(alike.get(plan) ?? []), calls]);
  }
  return [...alike.values()].map((calls, nth) => ({
    name: nth === 0 ? port : `${port} (${calls[0]!.cpus?.[0] ?? calls[0]!.caches[0]})`,
    plan: planOn(calls[0]!),
    source: [...new Set(calls.map((each) => sourceText(writtenOf(each, 'flush_dcache_page').source)))].join(
      '; ',
    ),
  }));
}

const PORTS = [...new Set(allPortCalls().map(({ arch }) => arch))].sort();
const MAIL = 'linux-kernel, 25 January 2016';
const REPLY = 'linux-kernel, 27 January 2016';

/**
 * What the mail and the reply name, what the page cache does where its call reaches both aliases, and what it does on each
 * port.
 */
export const KNOWN_PLANS: readonly KnownPlan[] = Object.freeze([
  { name: 'nothing', plan: completePlan({}), source: 'fs/dax.c, Linux 4.3 to 4.9' },
  {
    name: 'the mail',
    plan: completePlan({ beforeRead: { user: 'flush' }, afterWrite: { kernel: 'flush' } }),
    source: MAIL,
  },
  {
    name: 'the reply',
    plan: completePlan({
      beforeRead: { user: 'flush' },
      beforeWrite: { user: 'flush' },
      afterWrite: { kernel: 'flush' },
    }),
    source: REPLY,
  },
  {
    name: 'the page cache',
    plan: pageCache({ user: 'flush', kernel: 'flush' }),
    source: 'Documentation/core-api/cachetlb.rst',
  },
  ...PORTS.flatMap(plansOf),
]);

/**
 * The plan of that name. Throws an InputError that lists the names.
 * @example
 * findKnownPlan('sh').plan.beforeRead // => { user: 'none', kernel: 'flush' }
 * findKnownPlan('sh').source // => 'arch/sh/mm/cache-sh4.c:110-135: sh4_flush_dcache_folio, Linux 6.19; arch/sh/mm/cache-sh4.c:323-378: __flush_cache_one, Linux 6.19'
 */
export function findKnownPlan(name: string): KnownPlan {
  const found = KNOWN_PLANS.find((known) => known.name === name);
  if (found) return found;
  const names = KNOWN_PLANS.map((known) => `'${known.name}'`).join(', ');
  throw new InputError([`no plan is known as ${asTyped(name)}: there are ${names}`], `knownPlan('the mail')`);
}
