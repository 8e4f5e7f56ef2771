/** `story.byColors()`: one story for every pair of colors, the user's and the kernel's. */

import { type ColorPair, colorPairs } from '../linux/color-pairs.js';
import { Layout } from '../linux/layout.js';
import type { Story } from '../linux/story/story.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import {
  colorGrid,
  colorMapFigure,
  colorMapHeading,
  colorMapTable,
  colorMapText,
  colorMapVerdict,
} from '../views/color-map.js';
import { type Figure, PLOTLY_MIME } from '../views/figure.js';
import { resultMail } from '../views/result-mail.js';
import { againStory } from './again.js';
import { type DisplayBundle, Shown } from './shown.js';

/** More colors across are too wide for a mail, which then has a row a pair. */
const MOST_ACROSS = 7;

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

  /** No pair of colors has a stale load or a lost store. */
  get coherent(): boolean {
    return this.pairs.every(({ staleLoads, lostStores }) => staleLoads + lostStores === 0);
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
    const colors = [...new Set(this.pairs.map(({ user }) => user))];
    const isAll = colors.length === new Layout(this.#scenario.machine).colors;
    return resultMail({
      heading: `pairs of ${colorMapHeading(this.#scenario)}`,
      ...(colors.length <= MOST_ACROSS ? { table: colorGrid(this.pairs) } : { table: this.table() }),
      says: ['ok is coherent, S a stale load, L a lost store, and how many there are', this.verdict()],
      again: againStory(this.#scenario, `--colors ${isAll ? 'all' : colors.join(',')}`),
      does: 'To run the pairs again:',
    });
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
