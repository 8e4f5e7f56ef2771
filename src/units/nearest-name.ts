/** The name that a mistyped one was meant to be. */
import { distance } from 'fastest-levenshtein';

/** Longer than any name here; what follows cannot bring a name nearer. */
const LONGEST = 60;

/**
 * The nearest of some names, the first of several; undefined where none is near: more than a third of the letters would be wrong.
 * @example
 * nearestName('procesor', ['process', 'processor', 'ports']) // => 'processor'
 */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  const word = typed.slice(0, LONGEST).toLowerCase();
  const most = Math.ceil(word.length / 3);
  let nearest: { name: string; far: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > most) continue;
    const far = distance(word, name.toLowerCase());
    if (far <= most && far < (nearest?.far ?? Number.POSITIVE_INFINITY)) nearest = { name, far };
  }
  return nearest?.name;
}
