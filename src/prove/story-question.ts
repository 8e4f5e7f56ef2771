/**
 * The question behind a story: what its steps do, in any order and as often as may be, on its machine, under its strategy and
 * its Linux. Users load and store whatever they have an alias of; the kernel does what it does in the story, and a dax_io() of
 * the users' pages where it does nothing there. What no proof can tell of a story is refused, step by step.
 */
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { type Deed, deedsOf } from '../linux/steps/index.js';
import { type Story, usersIn } from '../linux/story/story.js';
import { behaviorOf } from '../linux/strategies/index.js';
import type { Problems } from '../units/problems.js';
import type { Act, Question } from './question.js';

/** What of a question follows from a story. */
export type StoryQuestion = Pick<
  Question,
  'machine' | 'linux' | 'strategy' | 'users' | 'also' | 'transfers' | 'acts' | 'durable'
>;

/** The question; what cannot be asked is added to `problems`. */
export function questionOf(story: Story, problems: Problems): StoryQuestion {
  const { machine, linux, strategy, steps } = story;
  const context = { machine, behavior: behaviorOf(strategy) };
  const deeds = steps.flatMap((step, i) => {
    const its = deedsOf(step, context);
    for (const deed of its) {
      if ('untold' in deed)
        problems.add(`step ${i + 1} (${step.do}): no proof tells this: ${deed.untold}`, WORKS);
    }
    return its;
  });
  const users = usersIn(story);
  const transfers = pagesOf(deeds);
  const others = othersDeeds(deeds);
  const isIdle =
    transfers.length === 0 && !others.some(({ do: what }) => what === 'load' || what === 'store');
  const also = story.aliases.filter((alias) =>
    (['load', 'store'] as const).every((what) =>
      others.some((act) => act.do === what && 'alias' in act && act.alias === alias),
    ),
  );
  const acts = [
    ...usersDeeds(deeds),
    ...others.filter((act) => !((act.do === 'load' || act.do === 'store') && also.includes(act.alias))),
    ...switches(story, deeds),
  ];
  return {
    ...{ machine, strategy, users, also },
    ...(linux && { linux }),
    ...(!isIdle && { transfers }),
    ...(acts.length > 0 && { acts }),
    durable: deeds.some((deed) => 'may' in deed && deed.may === 'lose power'),
  };
}

const WORKS = `prove(scenario().store(alias(daxFile('mail.dat').page(0)), 'hello').daxIo(daxIo().read(5))).run()`;

function pagesOf(deeds: readonly Deed[]): FilePage[] {
  const pages = deeds.flatMap((deed) => ('may' in deed && deed.may === 'transfer' ? deed.pages : []));
  return [...new Map(pages.map((page) => [`${page.page} ${page.file.name}`, page])).values()];
}

/** What may happen through aliases of one side, and to whole caches, each once. */
function actsIn(deeds: readonly Deed[], isOurs: (alias: AliasDescription) => boolean): Act[] {
  const acts = new Map<unknown, Map<string, Act>>();
  for (const deed of deeds) {
    if (!('may' in deed) || !('alias' in deed) || deed.may === 'be there' || !isOurs(deed.alias)) continue;
    const its = acts.get(deed.alias) ?? new Map<string, Act>();
    acts.set(deed.alias, its.set(deed.may, { do: deed.may, alias: deed.alias }));
  }
  return [...acts.values()].flatMap((its) => [...its.values()]);
}

/** Users load and store anyway. */
function usersDeeds(deeds: readonly Deed[]): Act[] {
  return actsIn(deeds, ({ who }) => who === 'user').filter((act) => act.do !== 'load' && act.do !== 'store');
}

/** What the kernel does, and devices do, of their own. */
function othersDeeds(deeds: readonly Deed[]): Act[] {
  const whole = new Set(
    deeds.flatMap((deed) =>
      'may' in deed && /cache$/.test(deed.may)
        ? [deed.may as `${'clean' | 'invalidate' | 'flush'} cache`]
        : [],
    ),
  );
  return [...actsIn(deeds, ({ who }) => who !== 'user'), ...[...whole].map((what): Act => ({ do: what }))];
}

/**
 * Switches between processes, where the story's users act only while theirs runs. Where they do not, users act at any time,
 * and a switch does nothing that evictions do not.
 */
function switches({ steps }: Story, deeds: readonly Deed[]): Act[] {
  const running = new Map<number, number>();
  for (const step of steps) {
    const { core = 0 } = step;
    if (step.do === 'switch') running.set(core, step.process);
    const acts = 'alias' in step && step.alias.who === 'user' && step.do !== 'evict' && step.do !== 'fetch';
    if (acts && (running.get(core) ?? 1) !== step.alias.process) return [];
  }
  const found = deeds.flatMap((deed): Act[] =>
    'may' in deed && deed.may === 'switch'
      ? [{ do: 'switch', process: deed.process, flushes: deed.flushes }]
      : [],
  );
  return [...new Map(found.map((act) => [JSON.stringify(act), act])).values()];
}
