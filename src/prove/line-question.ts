/**
 * From a question to lines: what can happen to the lines of one page, or of two pages that meet. Pages meet where one address
 * leads to both, one after the other: through a slot of the window, or as homonyms of two processes. Everything else keeps
 * pages apart, for a line may be evicted at any time anyway.
 *
 *     question ──▶ page 5            one line, the copies of one page
 *              └─▶ pages 5 and 6     one line each, and a slot that leads to either
 */
import { Cache, type LineName } from '../hardware/cache.js';
import type { CacheDescription } from '../hardware/cache-description.js';
import { Memory } from '../hardware/memory.js';
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { kernelAliasOf } from '../linux/kernel-alias.js';
import { Layout, type PlacedAlias } from '../linux/layout.js';
import { sameAlias } from '../linux/machine-aliases.js';
import { placeAliases } from '../linux/placement.js';
import { behaviorOf, type StrategyBehavior } from '../linux/strategies/index.js';
import { isRefusedIn, namedAliases, type Question, transferredPages } from './question.js';

/** Whose alias it is: a user's, the kernel's beside dax_io(), or that of dax_io(). */
export type Role = 'user' | 'other' | 'kernel';

/** An alias of a question: at its address, cached or not. */
export interface AskedAlias extends PlacedAlias {
  readonly cached: boolean;
  readonly role: Role;
  /** Which of the pages it is of, counted in {@link LineQuestion.pages}. */
  readonly page: number;
}

/** A question about one line of a page, or of two pages that meet. */
export interface LineQuestion {
  readonly question: Question;
  readonly behavior: StrategyBehavior;
  /** One page, or two. */
  readonly pages: readonly FilePage[];
  /** The users, behind them the kernel's other aliases, and last those that dax_io() uses. */
  readonly aliases: readonly AskedAlias[];
  /** One slot of the window leads to both pages, one after the other. */
  readonly takesTurns: boolean;
  /** The processes that take turns on the cores, where they do: the first runs to begin with. */
  readonly processes: readonly number[];
}

/** The lines that a question is about: those that differ in their addresses alone are asked once. */
export function lineQuestionsOf(question: Question): LineQuestion[] {
  const asker = new Asker(question);
  const pages = asker.pages();
  if (pages.length === 1) return [asker.about(pages)];
  const met = new Set<FilePage>();
  const pairs = pages.flatMap((one, i) =>
    pages.slice(i + 1).flatMap((other) => {
      if (!asker.meet(one, other)) return [];
      met.add(one).add(other);
      return [[one, other]];
    }),
  );
  const alone = pages.filter((page) => !met.has(page)).map((page) => [page]);
  const byShape = new Map<string, LineQuestion>();
  for (const line of [...alone, ...pairs].map((those) => asker.about(those))) {
    const shape = asker.shapeOf(line);
    if (!byShape.has(shape)) byShape.set(shape, line);
  }
  return [...byShape.values()];
}

class Asker {
  readonly #question: Question;
  readonly #behavior: StrategyBehavior;
  /** Built when pages are first compared: a cache takes its time. */
  #lineNames: LineNames | undefined;
  readonly #ids = new Map<FilePage, readonly number[]>();
  /** The aliases of each page that anything is known of. */
  readonly #pages = new Map<string, { readonly page: FilePage; readonly aliases: AskedAlias[] }>();
  readonly #processes: readonly number[];

  constructor(question: Question) {
    const { machine, strategy, users, also, acts = [] } = question;
    const layout = new Layout(machine);
    const behavior = behaviorOf(strategy);
    this.#question = question;
    this.#behavior = behavior;
    const asked = (role: Role, alias: PlacedAlias) => {
      const { of, who } = alias.description;
      const cached = who !== 'device' && behavior.caches(who) && !layout.isUncached(alias.virtual);
      this.#of(of).push({ ...alias, cached, role, page: 0 });
    };
    const placed = placeAliases(layout, users);
    for (const user of placed) asked('user', user);
    const others = namedAliases({ ...question, users: [] }).filter(
      (alias, i, all) => i < also.length || !isAmong(alias, [...users, ...all.slice(0, i)]),
    );
    for (const other of others) asked('other', layout.place(other));
    for (const page of isRefusedIn(question) ? [] : transferredPages(question)) {
      const known = this.#of(page);
      if (known.some(({ role }) => role === 'kernel')) continue;
      asked(
        'kernel',
        layout.place(
          kernelAliasOf(
            page,
            strategy,
            layout,
            known.filter(({ role }) => role === 'user'),
          ),
        ),
      );
    }
    const isSwitched = acts.some((act) => act.do === 'switch');
    this.#processes = isSwitched ? [...new Set([1, ...users.map(({ process }) => process)])] : [];
  }

  /** The pages that anything is known of; of pages that nothing tells apart, two. */
  pages(): FilePage[] {
    const seen = new Map<string, number>();
    return [...this.#pages.values()].flatMap(({ page, aliases }) => {
      const look = JSON.stringify(
        aliases.map((alias) => {
          const { role, description, virtual, color, cached } = alias;
          const isOwn = description.at.kind !== 'direct map';
          return [role, description.process, cached, color, isOwn && virtual, this.#doneThrough(alias)];
        }),
      );
      const times = (seen.get(look) ?? 0) + 1;
      seen.set(look, times);
      return times <= 2 ? [page] : [];
    });
  }

  about(pages: readonly FilePage[]): LineQuestion {
    const aliases = pages.flatMap((of, page) => this.#of(of).map((alias) => ({ ...alias, page })));
    return {
      question: this.#question,
      behavior: this.#behavior,
      pages,
      aliases: ROLES.flatMap((role) => aliases.filter((alias) => alias.role === role)),
      takesTurns: pages.length > 1 && this.#shareSlot(pages[0]!, pages[1]!),
      processes: this.#processes,
    };
  }

  /** Whether one address may lead to both pages, and may mistake the one for the other. */
  meet(one: FilePage, other: FilePage): boolean {
    const { window } = this.#behavior;
    const isCareless = window && (!window.invalidatesTlb || window.isPreemptible || window.sleepsWhileOpen);
    if (isCareless && this.#shareSlot(one, other)) return true;
    const ours = this.#idsOf(one);
    return this.#idsOf(other).some((id) => ours.includes(id));
  }

  /** The lines that the aliases of a page lead to; asked of the cache once, for each page is compared with each. */
  #idsOf(page: FilePage): readonly number[] {
    let ids = this.#ids.get(page);
    if (!ids) {
      ids = this.#of(page).map((alias) => this.#names.idOf(nameOf(alias)));
      this.#ids.set(page, ids);
    }
    return ids;
  }

  /** What can become of a line, whatever its addresses: who shares lines and sets with whom. */
  shapeOf(line: LineQuestion): string {
    const { aliases } = line;
    const names = aliases.flatMap((alias) => namesOf(line, alias));
    const ids = names.map((name) => this.#names.idOf(name));
    const sets = names.map((name) => this.#names.setOf(name));
    return JSON.stringify([
      aliases.map((alias) => {
        const { role, page, cached, description } = alias;
        return [role, page, cached, description.process, this.#doneThrough(alias)];
      }),
      ids.map((id) => ids.indexOf(id)),
      sets.map((set) => sets.indexOf(set)),
    ]);
  }

  /** What may be done through an alias at any time, beside what its role says. */
  #doneThrough({ description }: AskedAlias): string[] {
    const { also, acts = [] } = this.#question;
    const isFree = isAmong(description, also);
    const its = acts.flatMap((act) => ('alias' in act && sameAlias(act.alias, description) ? [act.do] : []));
    return [...new Set([...(isFree ? ['load', 'store'] : []), ...its])].sort();
  }

  get #names(): LineNames {
    this.#lineNames ??= new LineNames(this.#question.machine.cache);
    return this.#lineNames;
  }

  #of(page: FilePage): AskedAlias[] {
    const key = `${page.page} ${page.file.name}`;
    let known = this.#pages.get(key);
    if (!known) {
      known = { page, aliases: [] };
      this.#pages.set(key, known);
    }
    return known.aliases;
  }

  #shareSlot(one: FilePage, other: FilePage): boolean {
    const [a, b] = [one, other].map((page) =>
      this.#of(page).find(({ role, description: { at } }) => role === 'kernel' && at.kind === 'window'),
    );
    return a !== undefined && b !== undefined && a.color === b.color;
  }
}

const ROLES: readonly Role[] = ['user', 'other', 'kernel'];

function isAmong(alias: AliasDescription, others: readonly AliasDescription[]): boolean {
  return others.some((other) => sameAlias(alias, other));
}

/** Which names share a line: a cache is asked, by a line that comes under one name and is looked for under another. */
class LineNames {
  readonly #cache: Cache;
  readonly #bySet = new Map<number, { name: LineName; id: number }[]>();
  #count = 0;

  constructor(cache: CacheDescription) {
    this.#cache = new Cache(cache, new Memory());
  }

  setOf(name: LineName): number {
    return this.#cache.setOf(name);
  }

  /** The same number for all names of one line. */
  idOf(name: LineName): number {
    const set = this.#cache.setOf(name);
    const known = this.#bySet.get(set) ?? [];
    this.#bySet.set(set, known);
    this.#cache.load(name, 0, 1, new Uint8Array(1), 0);
    const same = known.find((other) => this.#cache.wayOf(other.name) >= 0);
    this.#cache.invalidate(name);
    if (same) return same.id;
    known.push({ name, id: this.#count });
    return this.#count++;
  }
}

/** The name of the first line of an alias's page; of another page, where the alias leads there. */
function nameOf({ description, virtual, physical }: AskedAlias, to = physical): LineName {
  return { space: description.process, virtualPage: virtual.page, physicalPage: to.page, line: 0 };
}

/** The names that an alias may give to a line: its own page's first, then that of the page that shares its slot. */
export function namesOf({ aliases, takesTurns }: LineQuestion, alias: AskedAlias): LineName[] {
  if (!takesTurns || alias.role !== 'kernel') return [nameOf(alias)];
  const other = aliases.find(({ role, page }) => role === 'kernel' && page !== alias.page)!;
  return [nameOf(alias), nameOf(alias, other.physical)];
}
