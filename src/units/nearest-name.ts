/** The name that a mistyped one was meant to be, where it is told without being asked for. */
import { nearness } from './nearest.js';

/**
 * The nearest of some names, the first of several; undefined where none is near: more than a third of the letters would be wrong.
 * @example
 * nearestName('procesor', ['process', 'processor', 'ports']) // => 'processor'
 */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  const most = Math.ceil(typed.length / 3);
  let nearest: { name: string; far: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > most) continue;
    // Case decides between names that are as near else: `processor` and `Processor` are two.
    const far = nearness(typed, name) + (name[0] === typed[0] ? 0 : 0.5);
    if (far < most + 1 && far < (nearest?.far ?? Number.POSITIVE_INFINITY)) nearest = { name, far };
  }
  return nearest?.name;
}
