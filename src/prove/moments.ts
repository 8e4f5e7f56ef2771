/** What can happen of itself at some place of the kernel's program, by users and by hardware: the edges of the search. */

import { sameAlias } from '../linux/machine-aliases.js';
import type { Access } from '../linux/strategies/index.js';
import { BYTES, type Byte } from './kernel-program.js';
import type { LineAction } from './line-actions.js';
import type { LineModel } from './line-model.js';
import type { LineQuestion } from './line-question.js';
import type { Act } from './question.js';

/** One thing that happens: on which core, through which alias, and inside which dax_io(), if inside one. */
export interface Moment {
  readonly core: number;
  /** The alias, counted in those of the model; for a switch, the process. */
  readonly alias: number;
  readonly action: LineAction;
  /**
   * Who did it: hardware evicts and fetches of its own accord. `other` is the kernel through another of its aliases, or by
   * maintenance of a whole cache, or when it switches processes.
   */
  readonly by: 'user' | 'kernel' | 'other' | 'hardware';
  readonly rw?: Access;
  /** It is the first of its dax_io(). */
  readonly begins?: boolean;
  /** It belongs to a dax_io() that runs in the midst of another one. */
  readonly inside?: boolean;
}

/** The byte of a page that the kernel is at: users leave it alone. */
export interface InFlight {
  readonly page: number;
  readonly byte: Byte;
}

/** What users, and the kernel through its other aliases, may do. */
export function actorsMoments(model: LineModel, line: LineQuestion, inFlight?: InFlight): Moment[] {
  const { question, aliases } = line;
  const { pinned, also, acts = [] } = question;
  const moments = (alias: number, by: 'user' | 'other', actions: readonly LineAction[]): Moment[] =>
    coresFor(model, by === 'user' ? pinned.users : pinned.kernel).flatMap((core) =>
      actions.map((action) => ({ core, alias, by, action })),
    );
  const bytesOf = (page: number) =>
    BYTES.filter((byte) => !(inFlight && inFlight.page === page && inFlight.byte === byte));
  const accesses = (page: number, verbs: readonly ('load' | 'store')[]) =>
    bytesOf(page).flatMap((byte) => verbs.map((verb): LineAction => `${verb} ${byte}`));
  const own = aliases.flatMap(({ role, page, description }, alias) => {
    const isFree = role === 'user' || (role === 'other' && also.some((one) => sameAlias(one, description)));
    return isFree
      ? moments(alias, role === 'user' ? 'user' : 'other', accesses(page, ['load', 'store']))
      : [];
  });
  const asked = acts.flatMap((act): Moment[] => {
    if (act.do === 'switch') {
      const process = line.processes.indexOf(act.process);
      const action = act.flushes ? 'switch' : 'switch without a flush';
      return process < 0 ? [] : moments(process, 'other', [action]);
    }
    if (!('alias' in act)) return moments(0, 'other', [act.do]);
    return aliases.flatMap(({ description, role, page }, alias) => {
      if (!sameAlias(description, act.alias)) return [];
      const by = act.alias.who === 'user' ? 'user' : 'other';
      if (act.do === 'load' || act.do === 'store') {
        return role === 'other' ? moments(alias, by, accesses(page, [act.do])) : [];
      }
      if (act.do === 'barrier') {
        return question.durable
          ? moments(
              alias,
              by,
              bytesOf(page).map((byte) => `barrier ${byte}` as const),
            )
          : [];
      }
      return act.do === 'fetch' ? [] : moments(alias, by, [act.do]);
    });
  });
  return [...own, ...asked];
}

/** What hardware may do: evict the line from anywhere, and fetch it, where it speculates, under any mapping that is there. */
export function hardwareMoments(model: LineModel, line: LineQuestion, isInside: boolean): Moment[] {
  const { question, behavior, aliases } = line;
  const evictions = model.places.map(
    ({ core, alias }): Moment => ({ core, alias, action: 'evict', by: 'hardware' }),
  );
  const fetches = aliases.flatMap(({ cached, role, description }, alias): Moment[] => {
    const isGone = isInside && behavior.takesMappingsAway && role === 'user';
    const isFetched =
      question.speculative ||
      question.acts?.some((act: Act) => act.do === 'fetch' && sameAlias(act.alias, description));
    return isFetched && cached && !isGone
      ? coresFor(model, role === 'user' ? question.pinned.users : undefined).map((core) => ({
          ...{ core, alias, action: 'fetch', by: 'hardware' },
        }))
      : [];
  });
  return [...evictions, ...fetches];
}

/** What may happen between two steps of the kernel's, which is at one byte. */
export function momentsBetween(model: LineModel, line: LineQuestion, inFlight: InFlight): Moment[] {
  const runs = line.question.concurrent && !line.behavior.takesMappingsAway;
  return [...hardwareMoments(model, line, true), ...(runs ? actorsMoments(model, line, inFlight) : [])];
}

/** What may happen of itself outside of dax_io(). */
export function momentsOutside(model: LineModel, line: LineQuestion): Moment[] {
  return [...actorsMoments(model, line), ...hardwareMoments(model, line, false)];
}

/** The cores that somebody may be on. */
export function coresFor({ cores }: LineModel, pin: number | undefined): number[] {
  return pin === undefined ? Array.from({ length: cores }, (_, core) => core) : [pin];
}
