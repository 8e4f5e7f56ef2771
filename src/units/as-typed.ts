/**
 * A value in the words of an error, as whoever handed it over typed it. It may be anything: of objects only what they are is
 * asked, never what a getter or a proxy in them would do.
 */
import { printable } from './printable.js';

/** Longer texts, and longer numbers, are shortened. */
const LONGEST = 60;
/** Longer arrays are counted. */
const FEW = 8;
/** Arrays in arrays in arrays are counted: one may even hold itself. */
const DEEPEST = 2;

/** A value as its writer typed it: `'3 KiB'` in quotes, a bigint with its `n`, `null` as null, an object by its class. */
export function asTyped(value: unknown): string {
  return typed(value, 0);
}

function typed(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${shortened(value)}'`;
  if (typeof value === 'bigint') return bigintTyped(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return shortened(String(value));
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return Array.isArray(value) ? arrayTyped(value, depth) : objectTyped(value);
  } catch {
    // A proxy that throws, or that was revoked: what it stands for cannot be told.
    return 'an object';
  }
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${printable(text.slice(0, LONGEST))}…` : printable(text);
}

/** Digits of a bigint take long to make: of a large one it is said how large it is. */
function bigintTyped(value: bigint): string {
  const most = 10n ** BigInt(LONGEST);
  return value > -most && value < most ? `${value}n` : `a bigint of more than ${LONGEST} digits`;
}

function arrayTyped(value: readonly unknown[], depth: number): string {
  return value.length <= FEW && depth < DEEPEST
    ? `[${value.map((part) => typed(part, depth + 1)).join(', ')}]`
    : `an array of ${value.length}`;
}

/** By the name of its class, which stands where the language puts it: nothing of the object's own is called. */
function objectTyped(value: object): string {
  // A number of a notebook, with its text.
  if (value instanceof Number) return shortened(value.toString());
  const prototype: object | null = Object.getPrototypeOf(value);
  const made: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  const named = typeof made === 'function' ? Object.getOwnPropertyDescriptor(made, 'name')?.value : '';
  const name = typeof named === 'string' ? shortened(named) : '';
  return name === '' || name === 'Object' ? 'an object' : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}
