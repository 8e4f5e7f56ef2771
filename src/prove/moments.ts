/** What can happen of itself at some place of the kernel's program, by users and by hardware: the edges of the search. */
import { type Access, BYTES, type Byte, revokes } from './kernel-program.js';
import type { LineAction } from './line-actions.js';
import type { LineModel } from './line-model.js';
import type { Question } from './question.js';

/** One thing that happens: on which core, through which alias, and inside which dax_io(), if inside one. */
export interface Moment {
  readonly core: number;
  readonly alias: number;
  readonly action: LineAction;
  /** Who did it: hardware evicts and fetches of its own accord. `other` is the kernel through another of its aliases. */
  readonly by: 'user' | 'kernel' | 'other' | 'hardware';
  readonly rw?: Access;
  /** It is the first of its dax_io(). */
  readonly begins?: boolean;
}

/** What users, and the kernel through its other aliases, may do. `inFlight` is a byte that they leave alone. */
export function actorsMoments(model: LineModel, question: Question, inFlight?: Byte): Moment[] {
  const { users, also, pinned } = question;
  const of = (alias: number, by: 'user' | 'other', pin: number | undefined) =>
    coresFor(model, pin).flatMap((core) =>
      BYTES.filter((byte) => byte !== inFlight).flatMap((byte): Moment[] => [
        { core, alias, by, action: `load ${byte}` },
        { core, alias, by, action: `store ${byte}` },
      ]),
    );
  return [
    ...users.flatMap((_, i) => of(i, 'user', pinned.users)),
    ...also.flatMap((_, i) => of(users.length + i, 'other', pinned.kernel)),
  ];
}

/** What hardware may do: evict the line from anywhere, and fetch it, where it speculates, under any mapping that is there. */
export function hardwareMoments(model: LineModel, question: Question, isInside: boolean): Moment[] {
  const { users, speculative, pinned } = question;
  const evictions = model.places.map(
    ({ core, alias }): Moment => ({ core, alias, action: 'evict', by: 'hardware' }),
  );
  const isGone = (alias: number) => isInside && revokes(question) && alias < users.length;
  const fetches = model.aliases.flatMap(({ cached }, alias): Moment[] =>
    speculative && cached && !isGone(alias)
      ? coresFor(model, alias < users.length ? pinned.users : undefined).map((core) => ({
          core,
          alias,
          action: 'fetch',
          by: 'hardware',
        }))
      : [],
  );
  return [...evictions, ...fetches];
}

/** What may happen between two steps of the kernel's, which is at one byte. */
export function momentsBetween(model: LineModel, question: Question, byte: Byte): Moment[] {
  const runs = question.concurrent && !revokes(question);
  return [...hardwareMoments(model, question, true), ...(runs ? actorsMoments(model, question, byte) : [])];
}

/** What may happen of itself outside of dax_io(). */
export function momentsOutside(model: LineModel, question: Question): Moment[] {
  return [...actorsMoments(model, question), ...hardwareMoments(model, question, false)];
}

/** The cores that somebody may be on. */
export function coresFor({ cores }: LineModel, pin: number | undefined): number[] {
  return pin === undefined ? Array.from({ length: cores }, (_, core) => core) : [pin];
}
