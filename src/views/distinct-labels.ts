/** Labels that tell different things apart. */

/**
 * A label for each value: the short one, or the long one where two different values share the short one.
 * @example
 * distinctLabels([1, 1, -1], (n) => `${Math.abs(n)}`, (n) => `${n}`) // => ['1', '1', '-1']
 */
export function distinctLabels<T>(
  values: readonly T[],
  short: (value: T) => string,
  long: (value: T) => string,
): string[] {
  const meanings = new Map<string, Set<string>>();
  for (const value of values) {
    const label = short(value);
    meanings.set(label, (meanings.get(label) ?? new Set()).add(long(value)));
  }
  const shares = (label: string) => meanings.get(label)!.size > 1;
  return values.map((value) => (shares(short(value)) ? long(value) : short(value)));
}
