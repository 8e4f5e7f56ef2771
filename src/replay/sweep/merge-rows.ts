/** The results of a sweep's parts, put together again; what does not belong together is refused. */
import type { CacheDescription } from '../../hardware/cache-description.js';
import { Problems } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import { AXES, isIn } from './design-space.js';
import { checkOf } from './part-check.js';
import type { SweepPart } from './sweep-part.js';

const WORKING_LINE = 'aliaslab merge part-*.json --out sweep.csv';

type Named = readonly [name: string, part: SweepPart];

/** The whole sweep, its rows in the order of sizes, ways and lines. Throws an InputError with all that is missing or does not fit. */
export function mergeParts(parts: readonly Named[]): SweepPart {
  const problems = new Problems();
  problems.unless(parts.length > 0, 'there is nothing to merge');
  for (const [name, part] of parts) {
    const isWhole = part.check === undefined || part.check === checkOf(part);
    problems.unless(isWhole, `${name} is not as it was written: what it says does not fit its check value`);
  }
  problems.throwIfAny(WORKING_LINE);
  const [, whole] = parts[0]!;
  const own = parts.filter((part) => belongs(part, parts, problems));
  const there = lookThrough(own, problems);
  const missing = Array.from({ length: whole.of }, (_, i) => i + 1).filter((shard) => !there.has(shard));
  const these = missing.length === 1 ? 'part is' : 'parts are';
  problems.unless(
    missing.length === 0,
    `of ${whole.of} parts, the following ${these} not there: ${missing.join(', ')}`,
  );
  const rows = own.flatMap(([, part]) => part.rows);
  problems.unless(
    missing.length > 0 || rows.length === whole.caches,
    `the parts have ${rows.length} caches, and the sweep has ${whole.caches}`,
  );
  const unchecked = leftUnchecked(own);
  if (problems.count > 0) for (const what of unchecked) problems.add(`not checked: ${what}`);
  problems.throwIfAny(WORKING_LINE);
  const { trace, references, convention, space, caches } = whole;
  // What one part does not say, the whole does not say either.
  const isSaid = parts.every(([, part]) => part.space !== undefined);
  return {
    ...{ trace, references, convention, ...(isSaid && { space: space! }) },
    ...{ shard: 1, of: 1, caches },
    rows: [...rows].sort((a, b) => compareCaches(a.cache, b.cache)),
    ...(unchecked.length > 0 && { unchecked }),
  };
}

/** Notes in what a part differs from the first that says it; gives back whether it is of the same sweep. */
function belongs([name, part]: Named, parts: readonly Named[], problems: Problems): boolean {
  let isOwn = true;
  const differs = (other: string, what: string) => {
    isOwn = false;
    problems.add(`${name} is of another sweep than ${other}: ${what}`);
  };
  const firstWith = (field: keyof SweepPart) =>
    parts.find((each) => each[1][field] !== undefined) ?? parts[0]!;
  for (const field of ['trace', 'references', 'convention', 'of', 'caches'] as const) {
    const [other, { [field]: value }] = parts[0]!;
    if (part[field] !== value) differs(other, `its ${field} is ${part[field]}, not ${value}`);
  }
  const [reader, { digest }] = firstWith('digest');
  if (part.digest !== undefined && part.digest !== digest)
    differs(reader, `it read other references, whose digest is ${part.digest}, not ${digest}`);
  const [asker, { space }] = firstWith('space');
  for (const axis of space && part.space ? AXES : []) {
    const [its, others] = [part.space![axis].join(', '), space![axis].join(', ')];
    if (its !== others) differs(asker, `its ${axis} are ${its}, not ${others}`);
  }
  if (space && !part.space) {
    const strange = part.rows.map(({ cache }) => cache).filter((cache) => !isIn(space, cache));
    if (strange.length > 0) differs(asker, `it has ${some(strange)}`);
  }
  return isOwn;
}

/** Notes which parts and which caches are there twice, and which nobody asked for; gives back the parts that there are. */
function lookThrough(parts: readonly Named[], problems: Problems): ReadonlySet<number> {
  const shards = new Map<number, string>();
  const owners = new Map<string, string>();
  for (const [name, { shard, rows, space }] of parts) {
    const other = shards.get(shard);
    if (!problems.unless(other === undefined, `${name} is part ${shard}, and so is ${other}`)) continue;
    shards.set(shard, name);
    const caches = rows.map(({ cache }) => cache);
    const strange = caches.filter((cache) => space && !isIn(space, cache));
    problems.unless(strange.length === 0, `${name} was not asked for ${some(strange)}`);
    const again = new Map<string, CacheDescription[]>();
    for (const cache of caches) {
      const owner = owners.get(told(cache));
      if (owner === undefined) owners.set(told(cache), name);
      else again.set(owner, [...(again.get(owner) ?? []), cache]);
    }
    for (const [owner, twice] of again) problems.add(`${name} has what ${owner} has: ${some(twice)}`);
  }
  return new Set(shards.keys());
}

/** What parts do not say of themselves, as those that aliaslab 0.1.0 wrote, and what was merged from such. */
function leftUnchecked(parts: readonly Named[]): string[] {
  const inherited = parts.flatMap(([, { unchecked = [] }]) => unchecked);
  const without = (field: 'digest' | 'space' | 'check', what: string) => {
    const names = parts.filter(([, part]) => part[field] === undefined).map(([name]) => name);
    return names.length === 0
      ? []
      : [`${names.join(', ')} ${names.length === 1 ? 'does' : 'do'} not say ${what}`];
  };
  const said = [
    ...inherited,
    ...without('check', 'whether anything was changed since: there is no check value'),
  ];
  if (parts.length === 1) return said;
  return [
    ...said,
    ...without('digest', 'which references were read: only the name of the trace and its length are known'),
    ...without('space', 'which caches the whole sweep has: only their number is known'),
  ];
}

/** Some caches in an error: how many, and the first of them. */
function some(caches: readonly CacheDescription[]): string {
  if (caches.length < 2) return caches.map(told).join();
  return `${caches.length} caches, the first of them ${told(caches[0]!)}`;
}

/** A cache in an error, by all in which those of a sweep differ. */
function told({ size, ways, line, replacement, write, writeAllocate }: CacheDescription): string {
  const allocates = writeAllocate ? '' : ', no write-allocate';
  return `${formatSize(size)} ${ways}-way ${line} B lines, ${replacement}, write-${write}${allocates}`;
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
