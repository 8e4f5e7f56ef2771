/**
 * The console of cells: it prints into the page what Node's would print into a notebook. The browser's own methods are gone, for
 * what they are told waits in the page, however much it is; what only a browser has does nothing.
 */

import { format, inspect } from 'node-inspect-extracted';

type Print = (name: 'stdout' | 'stderr', text: string) => void;
type Method = (...values: unknown[]) => void;

/** A method for each that this console has. */
export function printingConsole(own: object, print: Print): Record<string, Method> {
  const line =
    (name: 'stdout' | 'stderr'): Method =>
    (...values) =>
      print(name, `${format(...values)}\n`);
  const counts = new Map<string, number>();
  const methods: Record<string, Method> = {
    ...Object.fromEntries(
      ['log', 'info', 'debug', 'table', 'group', 'groupCollapsed', 'dirxml'].map((name) => [
        name,
        line('stdout'),
      ]),
    ),
    ...Object.fromEntries(['error', 'warn', 'trace'].map((name) => [name, line('stderr')])),
    dir: (value) => print('stdout', `${inspect(value)}\n`),
    assert: (isTrue, ...values) => {
      if (isTrue) return;
      print(
        'stderr',
        values.length === 0 ? 'Assertion failed\n' : `Assertion failed: ${format(...values)}\n`,
      );
    },
    count: (label = 'default') => {
      const name = String(label);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      print('stdout', `${name}: ${counts.get(name)}\n`);
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
  };
  const silent = Object.getOwnPropertyNames(own).filter((name) => !Object.hasOwn(methods, name));
  return { ...Object.fromEntries(silent.map((name) => [name, () => {}])), ...methods };
}
