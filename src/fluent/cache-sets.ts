/** The sets of a cache as a run left them. */

import type { HeldLine } from '../hardware/cache.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import { cacheSetsFigure, cacheSetsHeading, cacheSetsTable } from '../views/cache-sets.js';
import { cacheSetsSvg } from '../views/cache-sets-svg.js';
import { cacheSetsWords } from '../views/cache-sets-words.js';
import type { Figure } from '../views/figure.js';
import { mails } from './mails.js';
import { RunView } from './run-view.js';
import type { DisplayBundle } from './shown.js';

/** Every line that the cache holds: where, whose, dirty or not, and with which bytes. */
export class CacheSets extends RunView {
  readonly #run: ScenarioRun;
  readonly #core: number;

  constructor(run: ScenarioRun, core: number) {
    super();
    this.#run = run;
    this.#core = core;
  }

  /** A row a held line. */
  table(): Table {
    return cacheSetsTable(this.#run, this.#core);
  }
  /** Sets and ways as a Plotly figure. */
  figure(): Figure {
    return cacheSetsFigure(this.#run, this.#core);
  }
  /** Sets and ways as a picture, with the aliases of one line joined. */
  svg(): string {
    return cacheSetsSvg(this.#run, this.#core);
  }
  /** The lines that the cache holds, by set and way. */
  lines(): HeldLine[] {
    return this.#run.machine.dataCache(this.#core).lines();
  }
  /** The sets for a mailing list: a map, and each line with carets under its stale bytes. */
  toMail(): string {
    return mails().cacheSets(this.#run, this.#core);
  }
  protected heading(): string {
    return cacheSetsHeading(this.#run, this.#core);
  }
  protected says(): readonly string[] {
    return [cacheSetsWords(this.#run, this.#core).caption];
  }
  protected override limit(): number {
    return 24;
  }
  toJSON() {
    const { cache } = this.#run.scenario.machine;
    return this.lines().map(({ set, way, homePage, line, dirty, bytes }) => ({
      set,
      way,
      physical: formatAddress({ page: homePage, offset: line * cache.line }),
      dirty,
      bytes: [...bytes],
    }));
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), 'image/svg+xml': this.svg() };
  }
}

refuseMoreInMethods(
  CacheSets,
  'run.sets()',
  `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().sets().lines()`,
);
