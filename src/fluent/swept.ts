/** The result of a sweep: a row a cache. */
import { mergeParts } from '../replay/sweep/merge-rows.js';
import { checkOf } from '../replay/sweep/part-check.js';
import { isSweepPart, type SweepPart } from '../replay/sweep/sweep-part.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { sweepFigure, sweepTable, sweepVerdict } from '../views/swept.js';
import { tableFile } from '../views/table-files.js';
import { tableText } from '../views/table-text.js';
import { count } from '../views/words.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

const WORKING_LINE = `(await sweep(traceOf(' L 1000,8')).sizes('8 KiB').run()).table()`;

/** What every cache of a sweep, or of a part of one, did with the trace. */
export class Swept extends Shown {
  readonly #part: SweepPart;

  constructor(part: SweepPart) {
    super();
    this.#part = deepFreeze(part);
  }

  /** How many references the trace has, instruction fetches among them. */
  get references(): number {
    return this.#part.references;
  }
  /** Each cache and its counts, by size, ways and line. */
  get rows(): SweepPart['rows'] {
    return this.#part.rows;
  }
  /**
   * What nobody could check when parts were merged into this, a sentence each. Parts that aliaslab 0.1.0 wrote say neither which
   * references they read nor which caches the whole sweep has.
   */
  get unchecked(): readonly string[] {
    return this.#part.unchecked ?? [];
  }
  /** A row a cache, its size and counts as numbers: to filter, and to plot. */
  table(): Table {
    return sweepTable(this.rows);
  }
  /** The same table as comma-separated values. */
  csv(): string {
    return new TextDecoder().decode(tableFile(this.table(), 'csv'));
  }
  /** The same table as an Apache Arrow file. */
  arrow(): Uint8Array {
    return tableFile(this.table(), 'arrow');
  }
  /** Misses over size, a curve for each number of ways. */
  figure(): Figure {
    return sweepFigure(this.rows, this.#part.trace, this.verdict());
  }
  /** How often the best and the worst cache missed. */
  verdict(): string {
    return sweepVerdict(this.rows);
  }
  toString(): string {
    return [this.#heading(), tableText(this.table()), this.verdict(), ...this.#notes()].join('\n');
  }
  /** All that it says, with a check value by which `mergeSweeps()` knows whether that is still so. */
  toJSON(): SweepPart {
    return { ...this.#part, check: checkOf(this.#part) };
  }
  protected override bundle(): DisplayBundle {
    const caption = [`${this.#heading()}. ${this.verdict()}`, ...this.#notes()].join(' · ');
    return { 'text/plain': this.toString(), ...tableForms(this.table(), { caption }) };
  }
  #notes(): string[] {
    return this.unchecked.map((what) => `not checked: ${what}`);
  }
  #heading(): string {
    const { trace, references, shard, of } = this.#part;
    const part = of > 1 ? ` · part ${shard} of ${of}` : '';
    return `sweep  ${trace} · ${count(references, 'reference')} · ${count(this.rows.length, 'cache')}${part}`;
  }
}

refuseMoreInMethods(Swept, 'sweep(…).run()', WORKING_LINE);

/** A part of a sweep: its result, or the plain data that `toJSON()` gave. */
export type SweptInput = Swept | SweepPart;

/**
 * Puts the parts of a sweep together: `mergeSweeps(first, second)` gives what the whole sweep would have given. Throws an
 * InputError with all that is missing or of another sweep.
 */
export function mergeSweeps(...parts: readonly SweptInput[]): Swept {
  return mergeNamed(parts.map((part, i) => [`part ${i + 1}`, part]));
}

/** The same, of parts that have names, such as those of their files. */
export function mergeNamed(parts: readonly (readonly [name: string, part: SweptInput])[]): Swept {
  return new Swept(mergeParts(parts.map(([name, part]) => [name, plain(name, part)])));
}

function plain(name: string, part: SweptInput): SweepPart {
  const data = part instanceof Swept ? part.toJSON() : part;
  if (isSweepPart(data)) return data;
  throw new InputError(
    [`${name} is no part of a sweep: ${asTyped(data)}`],
    'aliaslab merge part-*.json --out sweep.csv',
  );
}
