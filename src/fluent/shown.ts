/** What everything that a notebook user can hold has in common: it reads as text wherever a notebook prints it. */

import { printableLines } from '../units/printable.js';
import type { Table } from '../views/arquero-table.js';
import type { TableOptions } from '../views/table-cells.js';
import { tableHtml } from '../views/table-html.js';
import { mailForm } from './mails.js';

const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;
const display: unique symbol = Symbol.for('Jupyter.display') as never;

/** A MIME bundle: one value in several forms, of which a notebook shows the richest that it can. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

/** The base of builders and results. */
export abstract class Shown {
  /** The value as text: what a cell prints. */
  abstract toString(): string;

  /** The value as plain data. */
  abstract toJSON(): unknown;

  /** The forms that a notebook can choose from. */
  protected bundle(): DisplayBundle {
    return { 'text/plain': this.toString() };
  }

  /** Node's repr hook: what `console.log` prints. */
  [inspect](): string {
    // Names that a story came with may hold what a terminal obeys; lines are our own.
    return printableLines(this.toString());
  }

  /** The display protocol of Deno's Jupyter kernel, which the aliaslab kernel honors too. What has a mail brings it along. */
  [display](): DisplayBundle {
    const { toMail } = this as { toMail?: () => string };
    const bundle = this.bundle();
    const text = bundle['text/plain'];
    const forms = typeof text === 'string' ? { ...bundle, 'text/plain': printableLines(text) } : bundle;
    return toMail ? { ...forms, ...mailForm(() => toMail.call(this)) } : forms;
  }
}

/** The forms of a result that is a table and has no mail: a notebook's own mail has its rows. */
export function tableForms(table: Table, options: TableOptions): DisplayBundle {
  return {
    'text/html': tableHtml(table, options),
    ...mailForm((mails) => mails.table(table, options.caption)),
  };
}
