/** Who is who in a picture: a color and a letter for each alias, so that two names of two users never look alike. */
import type { AliasDescription, Side } from '../linux/alias.js';
import { OWNER, type OwnerLook, USERS } from './palette.js';

/** What tells users apart: each page of a mapping has a name, and is drawn as a user of its own. */
type User = Pick<AliasDescription, 'name' | 'process'>;
type Owned = User & { readonly who: Side; readonly at: { readonly kind: string } };

/**
 * How each of these aliases is drawn, and what no alias leads to. One user has the letter `U`; several are `U1`, `U2` and so
 * on, in this order. A window is the kernel's, with a letter of its own.
 */
export function ownersOf(aliases: readonly Owned[]): (alias: Owned | undefined) => OwnerLook {
  const users = new Map<string, OwnerLook>();
  const several = new Set(aliases.filter(({ who }) => who === 'user').map(userOf)).size > 1;
  for (const alias of aliases) {
    if (alias.who !== 'user' || users.has(userOf(alias))) continue;
    const nth = users.size;
    const letter = several ? `${OWNER.user.letter}${nth + 1}` : OWNER.user.letter;
    users.set(userOf(alias), { color: USERS[nth % USERS.length]!, letter });
  }
  return (alias) => {
    if (!alias) return OWNER.cache;
    if (alias.who === 'device') return OWNER.device;
    if (alias.who === 'kernel') return alias.at.kind === 'window' ? OWNER.window : OWNER.kernel;
    return users.get(userOf(alias)) ?? OWNER.user;
  };
}

function userOf({ name, process }: User): string {
  return `${process} ${name}`;
}
