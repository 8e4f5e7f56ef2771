/** Results that are tables, as mails: a heading, the table in 72 columns, what came of it, and how to get it again. */
import type { Table } from './arquero-table.js';
import { mailTable } from './mail-table.js';
import { mailOf, sentence, wrapped } from './mail-text.js';
import { againLines } from './run-mail.js';

export interface ResultMail {
  readonly heading: string;
  readonly table?: Table;
  readonly limit?: number;
  /** Paragraphs behind the table. */
  readonly says?: readonly string[];
  readonly again: readonly string[];
  /** What the lines do: `To run it again:`. */
  readonly does?: string;
}

export function resultMail({ heading, table, limit = 40, says = [], again, does }: ResultMail): string {
  const [what, of, ...rest] = heading.split(/ {2,}/);
  const words = [what, of].filter(Boolean).join(', ') + (rest.length > 0 ? `: ${rest.join(' ')}` : '');
  return mailOf(
    wrapped(sentence(words)),
    table ? mailTable(table, limit) : [],
    ...says.map((each) => wrapped(sentence(each))),
    againLines(again, does),
  );
}
