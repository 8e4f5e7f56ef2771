/** What was decided of every CPU of the atlas. */

import type { CpuVerdict } from '../prove/atlas.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import { atlasVerdictsFigure, atlasVerdictsTable, atlasVerdictsText } from '../views/atlas-verdicts.js';
import type { Figure } from '../views/figure.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { mails } from './mails.js';
import { type DisplayBundle, Shown } from './shown.js';

/** A verdict a CPU: whether it aliases, what helps, and whether Linux thinks so too. */
export class AtlasVerdicts extends Shown {
  readonly verdicts: readonly CpuVerdict[];

  constructor(verdicts: readonly CpuVerdict[]) {
    super();
    this.verdicts = Object.freeze([...verdicts]);
  }

  /** A row a CPU. */
  table(): Table {
    return atlasVerdictsTable(this.verdicts);
  }
  /** Size of the cache against its ways, and what helps there. */
  figure(): Figure {
    return atlasVerdictsFigure(this.verdicts);
  }
  /** What was decided, in one sentence. */
  verdict(): string {
    return atlasVerdictsText(this.verdicts);
  }
  /** The verdicts for a mailing list: a row a CPU. */
  toMail(): string {
    return mails().atlasVerdicts(this.verdicts);
  }
  toString(): string {
    const short = this.table().select(
      'CPU',
      'kind',
      'colors',
      'aliases',
      'congruence helps',
      'fewest flushes',
      'policies',
      'Linux says',
    );
    return `${tableText(short, { limit: 12 })}\n${this.verdict()}`;
  }
  toJSON() {
    return this.verdicts.map(({ row, ...verdict }) => ({ cpu: row.name, ...verdict }));
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption: `${this.verdict()}.` }),
    };
  }
}

refuseMoreInMethods(AtlasVerdicts, 'processors().verdicts()', `processors().verdicts().verdict()`);
