/** A part of a sweep, as it is written to a file, and whether something from a file is one. */
import { type CacheDescription, checkCache } from '../../hardware/cache-description.js';
import { Problems } from '../../units/problems.js';
import { CONVENTIONS, type Convention } from '../convention.js';
import { NO_COUNTS, type ReplayCounts } from '../replay-counts.js';
import { type DesignSpace, isDesignSpace } from './design-space.js';

/** A part of a sweep, as it is written to a file. */
export interface SweepPart {
  readonly trace: string;
  readonly references: number;
  /** Sixteen hexadecimal digits by which one part of several shows what it read; aliaslab 0.1.0 wrote none. */
  readonly digest?: string;
  readonly convention: Convention;
  /** What the whole sweep was asked for; aliaslab 0.1.0 did not write it. */
  readonly space?: DesignSpace;
  /** Which part this is, from 1. */
  readonly shard: number;
  readonly of: number;
  /** How many caches the whole sweep has. */
  readonly caches: number;
  readonly rows: readonly { readonly cache: CacheDescription; readonly counts: ReplayCounts }[];
  /** What nobody could check when parts were merged into this, a sentence each. */
  readonly unchecked?: readonly string[];
  /** Of all the above (part-check.ts); aliaslab 0.1.0 wrote none. */
  readonly check?: string;
}

/** Whether this is a part, in all that is looked at: files come from anywhere. */
export function isSweepPart(value: unknown): value is SweepPart {
  if (typeof value !== 'object' || value === null) return false;
  const part = value as Partial<SweepPart>;
  const numbers = [part.references, part.shard, part.of, part.caches];
  if (!numbers.every((number) => Number.isSafeInteger(number) && number! >= 0)) return false;
  const named = typeof part.trace === 'string' && CONVENTIONS.includes(part.convention as Convention);
  if (!named || part.of! > MOST_PARTS || !Array.isArray(part.rows) || !part.rows.every(isRow)) return false;
  const { digest, space, unchecked, check } = part;
  return (
    (digest === undefined || (typeof digest === 'string' && /^[0-9a-f]{16}$/.test(digest))) &&
    (space === undefined || isDesignSpace(space)) &&
    (unchecked === undefined || isTexts(unchecked)) &&
    (check === undefined || typeof check === 'string')
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
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
  return problems.count === 0 && counted;
}

/** More parts than any sweep has caches. */
const MOST_PARTS = 2 ** 20;
