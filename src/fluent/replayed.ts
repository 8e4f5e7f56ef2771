/** The results of `replay()`: what the caches did, what had been done when a trace broke off, and why references missed. */

import type { CacheDescription } from '../hardware/cache-description.js';
import type { Convention } from '../replay/convention.js';
import type { MissKinds } from '../replay/miss-kinds.js';
import type { TraceError } from '../replay/trace-error.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { missesFigure, missesTable, missesVerdict } from '../views/misses.js';
import { type ReplayRow, replayFigure, replayTable, replayVerdict } from '../views/replayed.js';
import { tableText } from '../views/table-text.js';
import { count, describeCache } from '../views/words.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

interface ReplayResult {
  readonly trace: string;
  readonly convention: Convention;
  readonly rows: readonly ReplayRow[];
  readonly references: number;
  readonly isComplete: boolean;
  readonly carriesData: boolean;
}

const WORKING_LINE = `(await replay(traceOf(' L 1000,8')).on(cache()).run()).table()`;

/** What the caches did with the trace. */
export class Replayed extends Shown {
  readonly #result: ReplayResult;

  constructor(result: ReplayResult) {
    super();
    this.#result = deepFreeze(result);
  }

  /** Whether the whole trace was read; false for what had been counted when it turned out to be damaged. */
  get complete(): boolean {
    return this.#result.isComplete;
  }
  /** How many references the trace has, instruction fetches among them. */
  get references(): number {
    return this.#result.references;
  }
  /** Each cache, and its counts. */
  get rows(): readonly ReplayRow[] {
    return this.#result.rows;
  }
  /** The counts of the first cache. */
  get counts(): ReplayRow['counts'] {
    return this.#result.rows[0]!.counts;
  }

  /** A row a cache: reads, writes, misses, evictions, write-backs. */
  table(): Table {
    return replayTable(this.rows);
  }
  /** The misses of each cache as a Plotly figure. */
  figure(): Figure {
    return replayFigure(this.rows, this.#result.trace, this.verdict());
  }
  /** How often references missed, in a sentence. */
  verdict(): string {
    return `${this.complete ? '' : 'partial: '}${replayVerdict(this.rows)}`;
  }
  toString(): string {
    return [this.#heading(), tableText(this.table()), this.verdict()].join('\n');
  }
  toJSON() {
    const { trace, convention, references, isComplete, carriesData, rows } = this.#result;
    const marks = { ...(carriesData && { carriesData }), ...(!isComplete && { partial: true }) };
    return { trace, convention, references, ...marks, rows };
  }
  protected override bundle(): DisplayBundle {
    const caption = `${this.#heading()}. ${this.verdict()}`;
    return { 'text/plain': this.toString(), ...tableForms(this.table(), { caption }) };
  }
  #heading(): string {
    const { trace, references, convention } = this.#result;
    const tool = convention === 'cachegrind' ? ' · counted as cachegrind does' : '';
    const data = this.#result.carriesData ? ' · with its data, frames by first touch' : '';
    return `replay  ${trace} · ${count(references, 'reference')}${tool}${data}`;
  }
}

refuseMoreInMethods(Replayed, 'replay(…).run()', WORKING_LINE);

/** A trace that could not be read to its end; what had been counted by then is in `partial`. */
export class ReplayError extends InputError {
  readonly partial: Replayed;

  constructor(cause: TraceError, partial: Replayed) {
    super(cause.problems, cause.tryThis);
    this.partial = partial;
  }
}

/** The misses of one cache, by color and reason. */
export interface Misses {
  readonly trace: string;
  readonly name?: string;
  readonly cache: CacheDescription;
  readonly pageSize: number;
  readonly kinds: readonly MissKinds[];
}

/** Why references missed, a row a page color. */
export class MissesByColor extends Shown {
  readonly #misses: Misses;

  constructor(misses: Misses) {
    super();
    this.#misses = deepFreeze(misses);
  }

  /** Touches and misses of each color. */
  get rows(): readonly MissKinds[] {
    return this.#misses.kinds;
  }
  /** A row a color: misses, and their reasons. */
  table(): Table {
    return missesTable(this.rows);
  }
  /** Misses over the color of the page, by their reason. */
  figure(): Figure {
    const { trace, name, cache } = this.#misses;
    return missesFigure(this.rows, `Misses of ${trace} on ${name ?? describeCache(cache)}`, this.verdict());
  }
  /** Which colors miss most, in a sentence. */
  verdict(): string {
    return missesVerdict(this.rows);
  }
  toString(): string {
    return [this.#heading(), tableText(this.table()), this.verdict()].join('\n');
  }
  toJSON() {
    return this.#misses;
  }
  protected override bundle(): DisplayBundle {
    const caption = `${this.#heading()}. ${this.verdict()}`;
    return { 'text/plain': this.toString(), ...tableForms(this.table(), { caption }) };
  }
  #heading(): string {
    const { trace, name, cache } = this.#misses;
    return `misses  ${trace} · ${name === undefined ? '' : `${name} `}${describeCache(cache)}`;
  }
}

refuseMoreInMethods(MissesByColor, 'replay(…).misses()', WORKING_LINE);
