/** What `grid()` and `bars()` are given is looked at, and all that is wrong with it is said. */
import { isRecord } from '../units/is-record.js';
import { asTyped, type Problems } from '../units/problems.js';
import { listed } from '../units/words.js';
import { JUDGED_NAMES } from '../views/palette.js';

export function checkTexts(texts: Readonly<Record<string, unknown>>, problems: Problems): void {
  for (const [what, text] of Object.entries(texts)) {
    problems.unless(typeof text === 'string' && text !== '', `${what} ${asTyped(text)} is not a text`);
  }
}

export function checkNames(
  what: string,
  names: unknown,
  problems: Problems,
): names is readonly (string | number)[] {
  if (
    !problems.unless(
      Array.isArray(names) && names.length > 0,
      `${what} ${asTyped(names)} is not a list of names`,
    )
  )
    return false;
  const all = names as readonly unknown[];
  for (const name of all) {
    problems.unless(
      typeof name === 'string' || Number.isFinite(name),
      `${what}: ${asTyped(name)} is neither a text nor a number`,
    );
  }
  const texts = all.map((name) => asTyped(name));
  const twice = texts.find((text, nth) => texts.indexOf(text) < nth);
  problems.unless(twice === undefined, `${what}: ${twice} stands there twice`);
  return true;
}

export function checkCells(cells: unknown, rows: unknown, columns: unknown, problems: Problems): void {
  if (!problems.unless(Array.isArray(cells), `cells ${asTyped(cells)} is not a list of rows`)) return;
  const all = cells as readonly unknown[];
  if (Array.isArray(rows))
    problems.unless(all.length === rows.length, `there are ${rows.length} rows, and cells of ${all.length}`);
  for (const [nth, row] of all.entries()) {
    if (!problems.unless(Array.isArray(row), `row ${nth} of cells, ${asTyped(row)}, is not a list`)) continue;
    const its = row as readonly unknown[];
    if (Array.isArray(columns))
      problems.unless(
        its.length === columns.length,
        `there are ${columns.length} columns, and row ${nth} has ${its.length} cells`,
      );
    for (const cell of its) {
      problems.unless(
        typeof cell === 'string' || typeof cell === 'boolean' || isAmount(cell),
        `row ${nth} of cells: ${asTyped(cell)} is neither a text, nor true or false, nor a number from 0`,
      );
    }
  }
}

export function checkParts(parts: unknown, names: unknown, problems: Problems): void {
  const has = isRecord(parts) && Object.keys(parts).length > 0;
  if (!problems.unless(has, `parts ${asTyped(parts)} is not an object of lists of counts`)) return;
  for (const [part, counts] of Object.entries(parts as object)) {
    if (!problems.unless(Array.isArray(counts), `${part}: ${asTyped(counts)} is not a list of counts`))
      continue;
    const its = counts as readonly unknown[];
    if (Array.isArray(names))
      problems.unless(
        its.length === names.length,
        `there are ${names.length} names, and ${part} has ${its.length} counts`,
      );
    for (const count of its)
      problems.unless(isAmount(count), `${part}: ${asTyped(count)} is not a number from 0`);
  }
}

export function checkMeans(means: unknown, problems: Problems): void {
  if (means === undefined) return;
  if (!problems.unless(isRecord(means), `means ${asTyped(means)} is not an object of words`)) return;
  for (const [word, judged] of Object.entries(means as object)) {
    problems.unless(
      JUDGED_NAMES.includes(judged),
      `${word} means ${asTyped(judged)}, which is neither ${listed(JUDGED_NAMES, 'nor')}`,
    );
  }
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
