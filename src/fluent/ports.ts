/** `ports()`: what the Linux ports do with addresses: direct map, congruent window, and how mmap() colors. */

import { knownPorts, type Port } from '../ports/space/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import { wrapped } from '../views/mail-text.js';
import { hex, mmapText, portsTable } from '../views/ports-table.js';
import { resultMail } from '../views/result-mail.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { count } from '../views/words.js';
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
    const names = this.rows.map(({ arch }) => `'${arch}'`).join(', ');
    const isAll = this.rows.length === knownPorts().length;
    return resultMail({
      heading: this.#caption().replace(/^ports {2}/, ''),
      table: this.#short(),
      again: wrapped(
        isAll ? 'show(ports());' : `show(ports().where(({ arch }) => [${names}].includes(arch)));`,
      ),
      does: 'To see them again in a cell:',
    });
  }
  toString(): string {
    return `${this.#caption()}\n${tableText(this.#short(), { limit: this.rows.length })}`;
  }
  #short(): Table {
    return this.table().select('port', 'direct map', 'window', 'colors', 'mmap() colors');
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
    const windows = this.rows.filter(({ window }) => window).length;
    const colored = this.rows.filter(({ mmap }) => mmap.colored).length;
    return `ports  ${count(this.rows.length, 'port')}: ${windows} map a page at a color of choice, mmap() colors on ${colored}`;
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
