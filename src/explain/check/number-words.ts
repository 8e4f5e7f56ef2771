/** Numbers in words, from eleven up: what is less is seldom computed. */

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 };

const VALUES = new Map<string, number>([
  ...ONES.split(' ').map((word, i): [string, number] => [word, i + 1]),
  ...TENS.split(' ').map((word, i): [string, number] => [word, 10 * (i + 2)]),
]);

const anyOf = (words: Iterable<string>) => `(?:${[...words].join('|')})`;
const WORD = anyOf([...VALUES.keys(), ...Object.keys(SCALES)]);
const RUN = new RegExp(`(\\b[a-z]+[ \\n])?\\b(${WORD}(?:(?:[ \\n-]|[ \\n]and[ \\n])${WORD})*)\\b`, 'gi');
const ROUGHLY = /^(some|about|around|nearly|almost|over|roughly|approximately|than)\s$/i;

/** Those in a text; rough ones ("some twenty thousand") and lone scales ("by the thousand") are no numbers. */
export function numberWordsIn(text: string): { said: string; value: string }[] {
  return [...text.matchAll(RUN)].flatMap(([, before = '', said = '']) => {
    const words = said.toLowerCase().split(/[\s-]+/);
    const value = valueOfWords(words);
    const isScale = words[0]! in SCALES;
    const isRough = ROUGHLY.test(before) && words.some((word) => word in SCALES);
    return value === undefined || value < 11 || isScale || isRough ? [] : [{ said, value: String(value) }];
  });
}

/** `two hundred and five` is 205; words that make no number together ("one, or two") are undefined. */
function valueOfWords(words: readonly string[]): number | undefined {
  let whole = 0;
  let part = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const value = VALUES.get(word);
    const scale = SCALES[word];
    if (scale === 100) part *= 100;
    else if (scale !== undefined) {
      whole += part * scale;
      part = 0;
    } else if (value !== undefined) {
      // After a ten comes a one; two that stand side by side are two numbers.
      if (last < 20 || (last < 100 && value > 9)) return undefined;
      part += value;
    }
    if (word !== 'and') last = value ?? Number.POSITIVE_INFINITY;
  }
  return whole + part;
}
