/** Which names a mistyped one may have meant. */
import { distance } from 'fastest-levenshtein';

/** Longer than any name; what follows cannot bring a name nearer. */
const LONGEST = 60;

/**
 * How far a name is from what was typed: below 1 for one that begins with it, the less was left out the nearer; else how many
 * letters are to be changed. Case does not matter.
 * @example
 * nearness('SH775', 'SH7750') < nearness('SH775', 'SH7705') // => true
 */
export function nearness(typed: string, name: string): number {
  const wanted = typed.slice(0, LONGEST).toLowerCase();
  const known = name.toLowerCase();
  if (wanted !== '' && known.startsWith(wanted)) return 1 - wanted.length / known.length;
  return Math.max(1, distance(wanted, known));
}

/**
 * The nearest of these names, nearest first; as near as each other, in the order given. What was typed may be no text.
 * @example
 * nearest('mps', ['sh', 'mips', 'arm'], 2) // => ['mips', 'sh']
 */
export function nearest(typed: unknown, names: readonly string[], most: number): string[] {
  const text = typeof typed === 'string' ? typed : '';
  return names
    .map((name) => ({ name, far: nearness(text, name) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}
