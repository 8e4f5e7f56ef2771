/**
 * How many arguments a function takes. Notebooks and live pages check no types, and JavaScript drops what a function does
 * not ask for: `cache('64 KiB')` would quietly be a cache of 16 KiB. So one argument more is an error, everywhere.
 *
 * `Function.length` stops at the first parameter that has a usual value. What it does not say is typed next to the class
 * or in the function, and the compiler compares that with the declaration: there is no table that could grow old.
 */
import { asTyped, InputError } from './problems.js';

type Call = (...given: never) => unknown;

/** The arguments of a function. (TypeScript's own Parameters<> is never where a list of them is readonly.) */
type Given<F> = F extends (...given: infer Listed extends readonly unknown[]) => unknown ? Listed : never;

/** How many parameters a function has, the optional ones included; any number where it takes a list of them. */
type MostOf<F> = F extends Call
  ? number extends Given<F>['length']
    ? typeof ANY_NUMBER
    : Required<Given<F>>['length']
  : never;

/** The methods that can be called with less than all of their arguments: of those alone `Function.length` says too little. */
type Optional<T> = {
  [Name in keyof T]: T[Name] extends Call
    ? MostOf<T[Name]> extends Given<T[Name]>['length']
      ? Given<T[Name]>['length'] extends MostOf<T[Name]>
        ? never
        : Name
      : Name
    : never;
}[keyof T];

type MostOfMethods<T> = { readonly [Name in Exclude<Optional<T>, Free>]: MostOf<T[Name]> };

/** Said of a method that takes a list of arguments, as long as may be. */
export const ANY_NUMBER = 'any number';

/** JSON.stringify() hands a key to this one, of which nobody knows. */
type Free = 'toJSON';
const FREE: readonly string[] = ['constructor', 'toJSON' satisfies Free];

/**
 * Throws an InputError where more than `most` arguments were given to the function called `name`; `tryThis` is a line that
 * works. To be called first in a public function, as `refuseMore<typeof cache>(0, arguments, 'cache()', …)`: the compiler
 * says what `most` has to be.
 * @example
 * const made = (...given) => { refuseMore(1, given, 'made()', 'made(1)'); return 'made'; };
 * made(1); // => 'made'
 * [1, 2].map(made) // => ['made', 'made']
 */
export function refuseMore<F extends Call>(
  most: NoInfer<MostOf<F>> & number,
  given: ArrayLike<unknown>,
  name: string,
  tryThis: string,
): void {
  if (given.length > most && !isEachOf(given, most)) throw tooMany(most, given, name, tryThis);
}

/** The word by which an error calls a value, which is a text. Throws an InputError for anything else. */
export function checkWord(what: string, name: string, tryThis: string): void {
  if (typeof what === 'string') return;
  throw new InputError([`${name} calls a value by a word, and ${asTyped(what)} is none`], tryThis);
}

/**
 * Makes each public method of a class refuse more arguments than it takes, those included that it inherits. `made` is how a
 * reader gets one, `'cache()'`, and `tryThis` a line that works. `most` says how many the methods take that can do with less.
 */
export function refuseMoreInMethods<T extends object>(
  type: abstract new (...given: never[]) => T,
  made: string,
  tryThis: string,
  ...[most]: MostOfMethods<T> extends Record<string, never> ? [] : [most: MostOfMethods<T>]
): void {
  const known = new Map<string, number | typeof ANY_NUMBER>(Object.entries(most ?? {}));
  const seen = new Set<string>(FREE);
  for (let level = type.prototype; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const [name, method] of methodsOf(level)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const takes = known.get(name) ?? method.length;
      if (typeof takes !== 'number') continue;
      // An own method of this class, also where it is inherited: its name in an error is that of this class.
      replaceMethod(type.prototype, name, guarded(method, takes, `${made}.${name}()`, tryThis));
    }
  }
  for (const [name, method] of methodsOf(type)) {
    replaceMethod(type, name, guarded(method, method.length, `${type.name}.${name}()`, tryThis));
  }
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** The methods that an object has of its own; getters and those named by a symbol are none. */
function methodsOf(holder: object): (readonly [name: string, method: Method])[] {
  const own = Object.entries(Object.getOwnPropertyDescriptors(holder));
  return own.flatMap(([name, { value }]) => (typeof value === 'function' ? [[name, value as Method]] : []));
}

function guarded(method: Method, most: number, called: string, tryThis: string): Method {
  const guard: Method = function (...given) {
    if (given.length > most) throw tooMany(most, given, called, tryThis);
    return method.apply(this, given);
  };
  return Object.defineProperty(guard, 'length', { value: method.length });
}

function replaceMethod(holder: object, name: string, method: Method): void {
  const value = Object.defineProperty(method, 'name', { value: name });
  Object.defineProperty(holder, name, { value, writable: true, configurable: true });
}

/** `names.map(processor)` hands over more than anybody typed: the place in the list, and the list. */
function isEachOf(given: ArrayLike<unknown>, most: number): boolean {
  const [value, at, list] = Array.from(given);
  return most === 1 && given.length === 3 && Array.isArray(list) && list[at as number] === value;
}

function tooMany(most: number, given: ArrayLike<unknown>, name: string, tryThis: string): InputError {
  const more = Array.from(given).slice(most).map(asTyped).join(', ');
  const takes = most === 0 ? 'no arguments' : most === 1 ? '1 argument' : `${most} arguments`;
  return new InputError(
    [`${name} takes ${takes}, and was given ${more}${most === 0 ? '' : ' as well'}`],
    tryThis,
  );
}
