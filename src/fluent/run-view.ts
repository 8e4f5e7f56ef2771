/**
 * What the views of a run have in common: a heading, a table and what it says, as text and as HTML. A view is its words and
 * pictures in src/views, a class that extends this one, and a method of Run.
 */
import type { Table } from '../views/arquero-table.js';
import { isTrouble } from '../views/run-table.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { type DisplayBundle, Shown } from './shown.js';

/** The base of a run and of its views. Whoever has a picture to show says so in a bundle of its own. */
export abstract class RunView extends Shown {
  /** What is shown, of what: `cost of run  SH7750  VIPT 16 KiB …`. */
  protected abstract heading(): string;
  /** All of it, in rows. */
  abstract table(): Table;
  /** What is to be seen in the table, in sentences. */
  protected abstract says(): readonly string[];

  /** Rows that the text has. */
  protected limit(): number {
    return 40;
  }
  /** What stands above the table where a notebook shows it. */
  protected caption(): string {
    return `${this.heading()}. ${this.says().join(' ')}`;
  }

  toString(): string {
    return [this.heading(), tableText(this.table(), { limit: this.limit() }), ...this.says()].join('\n');
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption: this.caption(), strong: isTrouble }),
    };
  }
}
