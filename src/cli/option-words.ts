/** The words of the library on a command line: one list, wherever a word of it is typed. */

/** Words of the library as words of a command line, where no word has a space: `every-line`. */
export function optionWord(word: string): string {
  return word.replaceAll(' ', '-');
}

/** The word of the library that an option's word stands for; undefined where it stands for none. */
export function wordOf<Word extends string>(words: readonly Word[], typed: string): Word | undefined {
  return words.find((word) => optionWord(word) === typed);
}
