/** Aliases that a story has in the place of those of their names: what `with()` was given. */

import type { AliasDescription } from '../linux/alias.js';
import type { Problems } from '../units/problems.js';

/** An alias that replaces nothing was not meant so. */
export function checkReplacements(
  replacements: readonly AliasDescription[],
  aliases: readonly AliasDescription[],
  problems: Problems,
): void {
  const names = [...new Set(aliases.map(({ name }) => `'${name}'`))];
  for (const { name } of replacements) {
    problems.unless(
      names.includes(`'${name}'`),
      `with() replaces the alias of the same name, and the story has none called '${name}': it has ${names.join(', ') || 'none'}`,
    );
  }
}

/** The latest alias that takes the place of the one of its name. */
export function replacementOf(
  alias: object,
  replacements: readonly AliasDescription[],
): AliasDescription | undefined {
  return replacements.filter(({ name }) => name === (alias as AliasDescription).name).at(-1);
}
