/** `bars()`: counts that a cell has collected, as a picture, a table and text. */
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { type BarsInput, barsFigure, barsTable, barsWords } from '../views/bars.js';
import { type Figure, PLOTLY_MIME } from '../views/figure.js';
import { tableText } from '../views/table-text.js';
import { checkMeans, checkNames, checkParts, checkTexts } from './collected.js';
import { type DisplayBundle, Shown } from './shown.js';

const BARS_LINE = `bars({ title: 'CPUs', caption: 'CPUs that alias.', names: ['sh', 'arm'], parts: { alias: [4, 9] }, unit: 'CPUs' })`;

/** Counts by name and part. */
export class Bars extends Shown {
  readonly input: BarsInput;

  constructor(input: BarsInput) {
    super();
    this.input = input;
  }

  /** A row a name, a column a part. */
  table(): Table {
    return barsTable(this.input);
  }
  /** A place a name, a bar a part. */
  figure(): Figure {
    return barsFigure(this.input);
  }
  /** Each name in words: what the picture's alternative text says. */
  words(): string {
    return barsWords(this.input);
  }
  toString(): string {
    return `${this.input.title}, in ${this.input.unit}\n${tableText(this.table())}`;
  }
  toJSON(): BarsInput {
    return this.input;
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), [PLOTLY_MIME]: this.figure() };
  }
}

refuseMoreInMethods(Bars, 'bars()', BARS_LINE);

/**
 * Counts as bars: a place for each name, a bar for each part, side by side or `stacked`. Parts are colored by what they mean,
 * where `means` says so, and hatched. Throws an InputError with everything that is wrong.
 * @example
 * const asked = bars({ title: 'CPUs', caption: 'CPUs that alias.', names: ['sh', 'arm'], parts: { alias: [4, 9] }, unit: 'CPUs' });
 * asked.words() // => 'CPUs, in CPUs: sh: alias 4; arm: alias 9.'
 */
export function bars(input: BarsInput): Bars {
  refuseMore<typeof bars>(1, arguments, 'bars()', BARS_LINE);
  const problems = new Problems();
  const known = ['title', 'caption', 'names', 'parts', 'unit', 'stacked', 'means'];
  if (checkOptions(input, known, 'bars', problems)) {
    const { title, caption, names, parts, unit, stacked, means } = input;
    checkTexts({ title, caption, unit }, problems);
    checkNames('names', names, problems);
    checkParts(parts, names, problems);
    problems.unless(
      stacked === undefined || typeof stacked === 'boolean',
      `stacked ${asTyped(stacked)} is neither true nor false`,
    );
    checkMeans(means, problems);
  }
  problems.throwIfAny(BARS_LINE);
  return new Bars(structuredClone(input));
}
