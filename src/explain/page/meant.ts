/**
 * What a mistyped name was meant to be: one that cells have declared, one that the library has, or a method of the object it was
 * asked of. The compiler says so in a notebook; a page has none.
 */

import { nearestName } from '../../units/nearest-name.js';

/** What a cell can name. */
export interface InScope {
  /** The names that cells have declared. */
  readonly names: Iterable<string>;
  /** The value of one of them. */
  value(name: string): unknown;
  /** Modules that can be imported, by name. */
  readonly modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Engines say it in two ways. */
const NO_NAME = /^(?:Can't find variable: )?([\p{L}\p{N}_$]+)(?: is not defined)?$/u;
const NO_METHOD = /^(.+)\.([\p{L}\p{N}_$]+) is not a function\b/u;

/** The name that an error says nobody has declared. */
export function undeclaredIn({ name, message }: Error): string | undefined {
  return name === 'ReferenceError' ? NO_NAME.exec(message)?.[1] : undefined;
}

/** A sentence that says what was meant; undefined where nothing is near. */
export function meantBy(error: Error, scope: InScope): string | undefined {
  const undeclared = undeclaredIn(error);
  if (undeclared !== undefined) return nameMeant(undeclared, scope);
  if (error.name !== 'TypeError') return undefined;
  const [, object = '', typed] = NO_METHOD.exec(error.message) ?? [];
  if (typed === undefined) return undefined;
  const methods = methodsOf(valueAt(object.split('.'), scope));
  const meant = nearestName(typed, methods.length > 0 ? methods : allMethods(scope));
  return meant === undefined ? undefined : `did you mean ${object}.${meant}()?`;
}

function nameMeant(typed: string, { names, modules }: InScope): string | undefined {
  const own = nearestName(typed, names);
  if (own !== undefined) return `did you mean ${own}?`;
  for (const [module, exports] of Object.entries(modules)) {
    const theirs = nearestName(typed, Object.keys(exports));
    if (theirs !== undefined) return `did you mean ${theirs}? import { ${theirs} } from '${module}';`;
  }
  return undefined;
}

/** What lies at a path of plain properties: no getter is asked. */
function valueAt([root, ...rest]: readonly string[], scope: InScope): unknown {
  let value = [...scope.names].includes(root!) ? scope.value(root!) : undefined;
  for (const key of rest) value = plain(value, key);
  return value;
}

function plain(value: unknown, key: string): unknown {
  for (const each of chainOf(value)) {
    const found = Object.getOwnPropertyDescriptor(each, key);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** An object and what it inherits from, what all objects have left out. */
function chainOf(value: unknown): object[] {
  const chain: object[] = [];
  const all: unknown[] = [Object.prototype, Function.prototype];
  for (let each: unknown = value; each !== null && each !== undefined && !all.includes(each); ) {
    if (typeof each === 'object' || typeof each === 'function') chain.push(each);
    each = Object.getPrototypeOf(each);
  }
  return chain;
}

function methodsOf(value: unknown): string[] {
  return chainOf(value).flatMap((each) =>
    Object.entries(Object.getOwnPropertyDescriptors(each)).flatMap(([name, { value: method }]) =>
      typeof method === 'function' && name !== 'constructor' ? [name] : [],
    ),
  );
}

/** The methods of all that cells have, and of the library's classes: what else there was is not known any more. */
function allMethods({ names, value, modules }: InScope): Set<string> {
  const classes = Object.values(modules).flatMap((exports) => Object.values(exports));
  const made = classes.flatMap((each) => (typeof each === 'function' ? [each.prototype as unknown] : []));
  return new Set([...[...names].map(value), ...made].flatMap(methodsOf));
}
