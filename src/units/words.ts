/** Lists of words that a type has already: the compiler keeps the list complete, and messages are written from it. */

/**
 * Every word of a type, in this order. The compiler names a word that is missing, and one that is no word of the type.
 * @example
 * allOf<'lost' | 'arrives'>({ lost: true, arrives: true }) // => ['lost', 'arrives']
 */
export function allOf<Word extends string>(words: Readonly<Record<Word, true>>): readonly Word[] {
  // Not frozen: V8 searches a frozen array more slowly, and the reader of CSV asks one for each reference.
  return Object.keys(words) as readonly string[] as readonly Word[];
}

/**
 * Words as a sentence lists them.
 * @example
 * listed(['both', 'user', 'kernel'], 'or') // => "'both', 'user' or 'kernel'"
 */
export function listed(words: readonly string[], last: 'and' | 'or' | 'nor'): string {
  const quoted = words.map((word) => `'${word}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}
