/** `processors()`: every CPU of the atlas. */

import { allProcessors, type ProcessorRow } from '../ports/processors/index.js';
import { decideCpu } from '../prove/atlas.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { atlasFigure } from '../views/atlas-figure.js';
import type { Figure } from '../views/figure.js';
import { atlasTable, atlasWords } from '../views/processor-table.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { count } from '../views/words.js';
import { AtlasVerdicts } from './atlas-verdicts.js';
import { mails } from './mails.js';
import { Processor } from './processor.js';
import { rowsOfPort, rowsWhere } from './rows-where.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `processors().where(({ kind }) => kind === 'VIVT')`;

/** Real CPUs, a row each, with their sources. */
export class Atlas extends Shown {
  readonly rows: readonly ProcessorRow[];

  constructor(rows: readonly ProcessorRow[]) {
    super();
    this.rows = rows;
  }

  /** The CPUs for which this holds. */
  where(holds: (row: ProcessorRow) => boolean): Atlas {
    return new Atlas(rowsWhere(this.rows, holds, 'a CPU', WORKING_LINE));
  }
  /**
   * Asks of every CPU whose geometry is known: does it alias, what helps, and does Linux think so too. Where a
   * policy of it is assumed, it is asked under the other one too. Takes a few seconds; `progress` is told how many CPUs are done.
   * @example
   * processors().where(({ arch }) => arch === 'sh').verdicts().verdict() // => '4 of 7 CPUs alias; congruence makes 4 of them coherent; Linux says otherwise of 3; 1 verdict depends on a policy that is assumed'
   */
  verdicts(progress: (done: number, of: number) => void = () => {}): AtlasVerdicts {
    if (typeof progress !== 'function')
      throw new InputError([`progress ${asTyped(progress)} is not a function`], 'processors().verdicts()');
    const runnable = this.rows.filter(({ cache }) => cache !== undefined);
    const verdicts = runnable.map((row, done) => {
      progress(done, runnable.length);
      return decideCpu(row, new Processor(row, row.name).describe());
    });
    progress(runnable.length, runnable.length);
    return new AtlasVerdicts(verdicts);
  }
  /** A row a CPU; null where a number is not known. */
  table(): Table {
    return atlasTable(this.rows);
  }
  /** Cache size against ways, a mark a CPU. */
  figure(): Figure {
    return atlasFigure(this.rows);
  }
  /** The CPUs for a mailing list. */
  toMail(): string {
    return mails().atlas(this.rows);
  }
  toString(): string {
    return [this.#heading(), tableText(this.table(), { limit: 12 })].join('\n');
  }
  #heading(): string {
    return `atlas  ${atlasWords(this.rows)}`;
  }
  toJSON(): readonly ProcessorRow[] {
    return this.rows;
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption: `The atlas: ${count(this.rows.length, 'CPU')}` }),
    };
  }
}

refuseMoreInMethods(Atlas, 'processors()', WORKING_LINE, { verdicts: 1 });

/**
 * Every CPU of the atlas: 111 over 36 Linux ports, and a GPU; or those of one port, `'sh'`. An unknown port is an error that lists
 * the nearest ones.
 * @example
 * processors('sh').where(({ cache }) => cache?.ways === 1).rows.map(({ name }) => name) // => ['SH7750/SH7751 (SH-4)']
 */
export function processors(port?: string): Atlas {
  refuseMore<typeof processors>(1, arguments, 'processors()', WORKING_LINE);
  return new Atlas(rowsOfPort(allProcessors(), port, 'processors'));
}
