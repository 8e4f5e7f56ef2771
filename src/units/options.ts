/** Options that are typed as an object: a misspelt one is an error, never ignored. */
import { asTyped, type Problems } from './problems.js';

/**
 * Adds to `problems` whatever is wrong with the shape of an options object: that it is none, or that it has a property
 * which nobody would read. Gives back whether its properties can be looked at.
 */
export function checkOptions(
  options: unknown,
  known: readonly string[],
  what: string,
  problems: Problems,
): options is Record<string, unknown> {
  // A story asks for this some hundred times: words are made where something is wrong.
  if (isPlainObject(options)) {
    checkNames(options, known, what, problems);
    return true;
  }
  const shape = known.length === 0 ? '{}' : `{ ${known.join(', ')} }`;
  problems.add(`${what} ${asTyped(options)} is not ${shape}`);
  return false;
}

/** Adds to `problems` each property that nobody would read. */
export function checkNames(
  options: object,
  known: readonly string[],
  what: string,
  problems: Problems,
): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) problems.add(`${what}: ${asTyped(name)} is none of ${known.join(', ')}`);
  }
}

/** Whether a value is what `{}` makes: no array, no Map, no Date, no builder. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // A cell of a notebook may run in a realm of its own, whose Object is another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
