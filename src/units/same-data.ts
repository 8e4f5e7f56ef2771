/** Whether two values are the same as JSON: fields in any order, those that are undefined as if they were not there. */

type Data = Readonly<Record<string, unknown>>;

/** No data of a story nest so deep: what does is the same only as itself. */
const DEEPEST = 100;

export function sameData(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b) || depth === DEEPEST) return false;
  if (Array.isArray(a)) return sameLists(a, b as unknown as readonly unknown[], depth + 1);
  const keys = (value: object) => Object.keys(value).filter((key) => (value as Data)[key] !== undefined);
  const names = keys(a);
  return (
    names.length === keys(b).length &&
    names.every((key) => sameData((a as Data)[key], (b as Data)[key], depth + 1))
  );
}

/** By place, and not by key: a list of bytes has millions. */
function sameLists(a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
  return a.length === b.length && a.every((each, at) => sameData(each, b[at], depth));
}
