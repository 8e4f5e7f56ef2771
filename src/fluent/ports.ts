/** `ports()`: what the Linux ports do with addresses: direct map, congruent window, and how mmap() colors. */

import { knownPorts, type Port } from '../ports/space/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import { hex, mmapText, portsShortTable, portsTable, portsWords } from '../views/ports-table.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { mails } from './mails.js';
import { rowsOfPort, rowsWhere } from './rows-where.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `ports().where(({ window }) => window !== undefined)`;

/** Ports, a row each, with their sources. */
export class Ports extends Shown {
  readonly rows: readonly Port[];

  constructor(rows: readonly Port[]) {
    super();
    this.rows = rows;
  }

  /** The ports for which this holds. */
  where(holds: (port: Port) => boolean): Ports {
    return new Ports(rowsWhere(this.rows, holds, 'a port', WORKING_LINE));
  }

  /** A row a port, with what each value rests on. */
  table(): Table {
    return portsTable(this.rows);
  }
  /** The ports for a mailing list, and the cell that shows them again. */
  toMail(): string {
    return mails().ports(this.rows);
  }
  toString(): string {
    return `${this.#caption()}\n${tableText(portsShortTable(this.rows), { limit: this.rows.length })}`;
  }
  toJSON() {
    return this.rows.map(({ arch, directMap, window, mmap }) => ({
      arch,
      directMap: hex(directMap.base),
      ...(window && { window: hex(window.base), colors: window.slots }),
      mmap: mmapText(mmap),
    }));
  }
  #caption(): string {
    return `ports  ${portsWords(this.rows)}`;
  }
  protected override bundle(): DisplayBundle {
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption: this.#caption() }),
    };
  }
}

refuseMoreInMethods(Ports, 'ports()', WORKING_LINE);

/**
 * The ports whose address space is known: where the direct map starts, where the window for a page at a color of choice lies
 * and how many colors it has, what mmap() colors, each with what it rests on. Of all ports, or of the one that is named.
 * @example
 * ports('sh').toJSON() // => [{ arch: 'sh', directMap: '0x80000000', window: '0xdfff8000', colors: 8, mmap: 'all, modulo a way' }]
 */
export function ports(port?: string): Ports {
  refuseMore<typeof ports>(1, arguments, 'ports()', WORKING_LINE);
  return new Ports(rowsOfPort(knownPorts(), port, 'ports'));
}
