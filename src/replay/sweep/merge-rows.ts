/** The results of a sweep's parts, put together again; what does not belong together is refused. */
import { type CacheDescription, checkCache } from '../../hardware/cache-description.js';
import { Problems } from '../../units/problems.js';
import { CONVENTIONS, type Convention } from '../convention.js';
import { NO_COUNTS, type ReplayCounts } from '../replay-counts.js';

/** A part of a sweep, as it is written to a file. */
export interface SweepPart {
  readonly trace: string;
  readonly references: number;
  readonly convention: Convention;
  /** Which part this is, from 1. */
  readonly shard: number;
  readonly of: number;
  /** How many caches the whole sweep has. */
  readonly caches: number;
  readonly rows: readonly { readonly cache: CacheDescription; readonly counts: ReplayCounts }[];
}

/** Whether this is a part, in all that is looked at: files come from anywhere. */
export function isSweepPart(value: unknown): value is SweepPart {
  if (typeof value !== 'object' || value === null) return false;
  const part = value as Partial<SweepPart>;
  const numbers = [part.references, part.shard, part.of, part.caches];
  if (!numbers.every((number) => Number.isSafeInteger(number) && number! >= 0)) return false;
  const named = typeof part.trace === 'string' && CONVENTIONS.includes(part.convention as Convention);
  return named && part.of! <= MOST_PARTS && Array.isArray(part.rows) && part.rows.every(isRow);
}

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || !('cache' in row) || !('counts' in row)) return false;
  const { cache, counts } = row;
  if (typeof cache !== 'object' || cache === null || typeof counts !== 'object' || counts === null)
    return false;
  const problems = new Problems();
  checkCache(cache as CacheDescription, problems);
  const names = Object.keys(NO_COUNTS) as (keyof ReplayCounts)[];
  const counted = names.every((name) => Number.isSafeInteger((counts as ReplayCounts)[name]));
  return problems.found.length === 0 && counted;
}

/** More parts than any sweep has caches. */
const MOST_PARTS = 2 ** 20;
const WORKING_LINE = 'aliaslab merge part-*.json --out sweep.csv';

/** The whole sweep, its rows in the order of sizes, ways and lines. Throws an InputError with all that is missing or does not fit. */
export function mergeParts(parts: readonly (readonly [name: string, part: SweepPart])[]): SweepPart {
  const problems = new Problems();
  const [first] = parts;
  if (!first) problems.add('there is nothing to merge');
  problems.throwIfAny(WORKING_LINE);
  const [firstName, whole] = first!;
  for (const [name, part] of parts) {
    for (const field of ['trace', 'references', 'convention', 'of', 'caches'] as const) {
      problems.unless(
        part[field] === whole[field],
        `${name} is of another sweep than ${firstName}: its ${field} is ${part[field]}, not ${whole[field]}`,
      );
    }
  }
  problems.throwIfAny(WORKING_LINE);
  const names = new Map<number, string>();
  for (const [name, { shard }] of parts) {
    const other = names.get(shard);
    problems.unless(other === undefined, `${name} is part ${shard}, and so is ${other}`);
    names.set(shard, name);
  }
  const missing = Array.from({ length: whole.of }, (_, i) => i + 1).filter((shard) => !names.has(shard));
  const these = missing.length === 1 ? 'part is' : 'parts are';
  problems.unless(
    missing.length === 0,
    `of ${whole.of} parts, the following ${these} not there: ${missing.join(', ')}`,
  );
  const rows = parts.flatMap(([, part]) => part.rows);
  if (missing.length === 0) {
    problems.unless(
      rows.length === whole.caches,
      `the parts have ${rows.length} caches, and the sweep has ${whole.caches}`,
    );
  }
  problems.throwIfAny(WORKING_LINE);
  return { ...whole, shard: 1, of: 1, rows: [...rows].sort((a, b) => compareCaches(a.cache, b.cache)) };
}

/** By size, then ways, line, replacement and policies. */
export function compareCaches(a: CacheDescription, b: CacheDescription): number {
  return (
    a.size - b.size ||
    a.ways - b.ways ||
    a.line - b.line ||
    a.replacement.localeCompare(b.replacement, 'en') ||
    a.write.localeCompare(b.write, 'en') ||
    Number(b.writeAllocate) - Number(a.writeAllocate)
  );
}
