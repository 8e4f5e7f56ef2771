/** Text of an output, as long as somebody reads: what is left out is counted. Runs in a browser too. */

/** Letters of one text: more than a thousand screens. */
export const MOST_TEXT = 2 ** 20;

/**
 * The text, or its beginning and how much more there is.
 * @example
 * cutText('hello', 2) // => 'he\n… and 3 more letters, which are left out'
 */
export function cutText(text: string, most = MOST_TEXT): string {
  if (text.length <= most) return text;
  // Not within a letter of two halves.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  const more = (text.length - end).toLocaleString('en');
  return `${text.slice(0, end)}\n… and ${more} more letters, which are left out`;
}
