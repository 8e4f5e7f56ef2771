/** Whether two values are the same as JSON: fields in any order, those that are undefined as if they were not there. */

type Data = Readonly<Record<string, unknown>>;

export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = (value: object) => Object.keys(value).filter((key) => (value as Data)[key] !== undefined);
  return (
    keys(a).length === keys(b).length && keys(a).every((key) => sameData((a as Data)[key], (b as Data)[key]))
  );
}
