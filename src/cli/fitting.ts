/**
 * Results on a terminal: as they are where they fit, and narrowed as a mail is where a terminal would break their lines. What is no
 * terminal gets them as they are.
 */

import type { Table } from '../views/arquero-table.js';

/** Columns of the terminal; undefined where there is none. */
export function terminalColumns({ isTTY, columns }: NodeJS.WriteStream = process.stdout): number | undefined {
  return isTTY === true && columns > 0 ? columns : undefined;
}

/** Whether every line of a text fits into so many columns; any does where there is no terminal. */
export function fits(text: string, columns: number | undefined): boolean {
  return columns === undefined || text.split('\n').every((line) => [...line].length <= columns);
}

/** A result with a mail: its text, or its mail where that is narrower. */
export async function resultText(
  result: { toString(): string; toMail(): string },
  columns = terminalColumns(),
): Promise<string> {
  const text = String(result);
  if (fits(text, columns)) return text;
  await import('../mail/index.js');
  return result.toMail().trimEnd();
}

/** All rows of a table, or of `narrow` where they do not fit, in lines that fit then. */
export async function tableLines(table: Table, narrow = table, columns = terminalColumns()): Promise<string> {
  const { tableText } = await import('../views/table-text.js');
  const text = tableText(table, { limit: Number.POSITIVE_INFINITY });
  if (fits(text, columns)) return text;
  const { mailTable } = await import('../mail/table.js');
  return mailTable(narrow, Number.POSITIVE_INFINITY).join('\n');
}

/** A result that is a heading, a table and a sentence. */
export async function framedText(
  result: { toString(): string; table(): Table; verdict(): string },
  columns = terminalColumns(),
): Promise<string> {
  const text = String(result);
  if (fits(text, columns)) return text;
  const { wrapped } = await import('../mail/text.js');
  const [heading = ''] = text.split('\n', 1);
  const around = (words: string) => wrapped(words).join('\n');
  return [
    around(heading),
    await tableLines(result.table(), result.table(), columns),
    around(result.verdict()),
  ].join('\n\n');
}
