/** `story.byColors()`: one story for every pair of colors, the user's and the kernel's. */

import { type ColorPair, colorPairs } from '../linux/color-pairs.js';
import type { Story } from '../linux/story/story.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { colorMapFigure, colorMapTable, colorMapText, colorMapVerdict } from '../views/color-map.js';
import { type Figure, PLOTLY_MIME } from '../views/figure.js';
import { mails } from './mails.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).byColors().of(0, 0)`;

/**
 * What comes of a story when the user's first alias has each color, and the kernel's address of the page has each: that of a
 * mapping of its own (`alias(page).kernel(…)`), where the story goes through one, and else that in the direct map, with the
 * page in other frames. All else stays: the strategy may still take a window of a color of its own.
 */
export class ColorMap extends Shown {
  readonly pairs: readonly ColorPair[];
  readonly #scenario: Story;

  constructor(scenario: Story, colors?: readonly number[]) {
    super();
    this.#scenario = scenario;
    this.pairs = colorPairs(scenario, colors);
  }

  /** No pair of colors has a stale load, a foreign one or a lost store. */
  get coherent(): boolean {
    return this.pairs.every(
      ({ staleLoads, foreignLoads, lostStores, machineChecks }) =>
        staleLoads + foreignLoads + lostStores + machineChecks === 0,
    );
  }
  /** What came of one pair. Throws an InputError for one that was not asked for. */
  of(user: number, kernel: number): ColorPair {
    const pair = this.pairs.find((each) => each.user === user && each.kernel === kernel);
    if (pair) return pair;
    const those = [...new Set(this.pairs.map((each) => each.user))].join(', ');
    throw new InputError(
      [`there is no pair of the colors ${asTyped(user)} and ${asTyped(kernel)}: colors are ${those}`],
      WORKING_LINE,
    );
  }
  /** A row a pair. */
  table(): Table {
    return colorMapTable(this.pairs);
  }
  /** User colors across, kernel colors down, a letter in each cell. */
  figure(): Figure {
    return colorMapFigure(this.#scenario, this.pairs);
  }
  /** In how many pairs the story goes wrong. */
  verdict(): string {
    return colorMapVerdict(this.pairs);
  }
  /** The pairs for a mailing list: kernel colors down, user colors across. */
  toMail(): string {
    return mails().colorMap(this.#scenario, this.pairs);
  }
  toString(): string {
    return colorMapText(this.#scenario, this.pairs);
  }
  toJSON() {
    return this.pairs.map((pair) => ({ ...pair }));
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), [PLOTLY_MIME]: this.figure() };
  }
}

refuseMoreInMethods(ColorMap, 'story.byColors()', WORKING_LINE);
