/** From a name, as it is typed, to the one row of the atlas that it means. Never a guess: two rows are an error. */
import { asTyped, InputError } from '../../units/problems.js';
import { PORT_NAMES, PORTS } from '../all-ports.js';
import { NOT_LINUX } from '../not-linux.js';
import { type NearRow, nearestRows } from './nearest-rows.js';
import type { ProcessorRow } from './processor-row.js';

const ATLAS: readonly ProcessorRow[] = Object.freeze([
  ...PORT_NAMES.flatMap((name) => PORTS[name].processors),
  ...NOT_LINUX,
]);

/** Every CPU of the atlas, in its order: ports that Linux has first, then those that it removed, then what it does not run on. */
export function allProcessors(): readonly ProcessorRow[] {
  return ATLAS;
}

/**
 * The CPU with this name. Case and surplus spaces do not matter; hyphens do. The first rule that any row meets
 * decides:
 * 1. the row's whole name, `'SH7750/SH7751 (SH-4)'`, or its id;
 * 2. its name before the parenthesis, `'SH7750/SH7751'`;
 * 3. one of its shorter names, `'SH7750'`.
 *
 * Throws an {@link InputError} for a name that no row has (with the five nearest, and how to build a CPU of one's own) and for
 * one that several have.
 * @example
 * findProcessor('sh7750').name // => 'SH7750/SH7751 (SH-4)'
 * findProcessor('ARM926EJ-S').name // => 'ARM926EJ-S (16K typical)'
 */
export function findProcessor(name: string): ProcessorRow {
  const known = FOUND.get(name);
  if (known !== undefined) return known;
  const wanted = checkedName(name);
  const found = rowsCalled(wanted, ATLAS);
  if (found.length > 1) throw ambiguous(name, found);
  if (found.length === 0) throw unknown(name, nearestRows(wanted, ATLAS));
  // A name in the atlas's own spelling: there are no more of these than the atlas has.
  if (isSpelled(found[0]!, name)) FOUND.set(name, found[0]!);
  return found[0]!;
}

/** Names that were looked up before. Each mail of a story asks for one. */
const FOUND = new Map<string, ProcessorRow>();

function isSpelled(row: ProcessorRow, name: string): boolean {
  return RULES.some((rule) => rule(row).includes(name));
}

/** The rows that this name means, by the first of those rules that any of them meets: none, one, or several. */
export function rowsCalled(name: string, among: readonly ProcessorRow[]): readonly ProcessorRow[] {
  const wanted = plain(name);
  for (const rule of RULES) {
    const found = among.filter((row) => rule(row).some((known) => plain(known) === wanted));
    if (found.length > 0) return found;
  }
  return [];
}

const RULES: readonly ((row: ProcessorRow) => readonly string[])[] = [
  (row) => [row.name, row.id],
  (row) => [beforeParenthesis(row.name)],
  (row) => row.names,
];

function beforeParenthesis(name: string): string {
  return name.replace(/ \(.*$/, '');
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

const WORKS = `processor('SH7750')`;

function checkedName(name: unknown): string {
  if (typeof name !== 'string') {
    const text = typeof name === 'number' ? `${name}` : '';
    const quoted = ATLAS.some((row) => row.name === text) ? `processor('${text}')` : WORKS;
    throw new InputError([`processor ${asTyped(name)} is not a name in quotes`], quoted);
  }
  if (plain(name) === '') throw new InputError([`processor ${asTyped(name)} is an empty name`], WORKS);
  return plain(name);
}

function ambiguous(name: string, found: readonly ProcessorRow[]): InputError {
  return new InputError(
    [`processor ${asTyped(name)} is ${found.length} processors: ${quotedNames(found)}`],
    `processor('${found[0]!.name}')`,
  );
}

/** How a CPU that the atlas does not have is asked about: by what its manual says of its data cache. */
const ONE_OF_YOUR_OWN = `machine(cache().vipt().size('32 KiB').ways(4).line(32))`;

function unknown(name: string, nearest: readonly NearRow[]): InputError {
  const rows = nearest.map(({ row }) => row);
  const short = nearest[0]!.name;
  // A short name may be that of several rows.
  const isOne = RULES.some((rule) => ATLAS.filter((row) => rule(row).includes(short)).length === 1);
  return new InputError(
    [
      `processor ${asTyped(name)} is not in the atlas; nearest are ${quotedNames(rows)}; one of your own is ${ONE_OF_YOUR_OWN}`,
    ],
    `processor('${isOne ? short : rows[0]!.name}')`,
  );
}

function quotedNames(rows: readonly ProcessorRow[]): string {
  return rows.map((row) => `'${row.name}'`).join(', ');
}
