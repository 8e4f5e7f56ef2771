/** One story for each pair of colors, the kernel's and the user's: as a table, as a grid of letters and as a heat map. */
import { table } from 'arquero';
import type { ColorPair } from '../linux/color-pairs.js';
import type { Story } from '../linux/story/story.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { INK, OUTCOME } from './palette.js';
import { fitting } from './svg.js';
import { tableText } from './table-text.js';
import { describeMachine } from './words.js';

/** A row a pair. */
export function colorMapTable(pairs: readonly ColorPair[]): Table {
  return table({
    'user color': pairs.map(({ user }) => user),
    'kernel color': pairs.map(({ kernel }) => kernel),
    loads: pairs.map(({ loads }) => loads),
    'stale loads': pairs.map(({ staleLoads }) => staleLoads),
    ...(hasForeign(pairs) && { 'foreign loads': pairs.map(({ foreignLoads }) => foreignLoads) }),
    'lost stores': pairs.map(({ lostStores }) => lostStores),
    verdict: pairs.map((pair) => wordsOf(pair) || 'coherent'),
  });
}

/** Kernel colors down, user colors across: `✓` where the story is coherent, `S` for stale loads, `F` for foreign ones, `L` for lost stores, `M` for a machine check. */
export function colorMapText(scenario: Story, pairs: readonly ColorPair[]): string {
  const grid = colorGrid(pairs);
  return [
    colorMapHeading(scenario),
    tableText(grid, { limit: grid.numRows() }),
    `${colorMapVerdict(pairs)}`,
  ].join('\n');
}

/** A row a color of the kernel's, a column one of the user's. */
export function colorGrid(pairs: readonly ColorPair[]): Table {
  const { users, kernels, at } = gridOf(pairs);
  const columns = users.map((user) => [`user ${user}`, kernels.map((kernel) => lettersOf(at(user, kernel)))]);
  return table({
    ' ': kernels.map((kernel) => `kernel ${kernel}`),
    ...(Object.fromEntries(columns) as Record<string, string[]>),
  });
}

/** How often the story went wrong with different colors, and how often with equal ones. */
export function colorMapVerdict(pairs: readonly ColorPair[]): string {
  const equal = pairs.filter(({ user, kernel }) => user === kernel);
  const different = pairs.filter(({ user, kernel }) => user !== kernel);
  const wrong = (some: readonly ColorPair[]) => some.filter((pair) => wordsOf(pair) !== '').length;
  const word = wrong(pairs) > 0 ? 'NOT COHERENT' : 'coherent';
  const or = hasForeign(pairs) ? ' or foreign' : '';
  const [checks, check] = hasChecks(pairs) ? [', or a machine check,', ' or machine check'] : ['', ''];
  if (different.length === 0) {
    return `${word}: ${wrong(equal) > 0 ? 'a' : 'no'} stale${or} load or lost store${check} with both on one color`;
  }
  return `${word}: stale${or} loads or lost stores${checks} in ${wrong(different)} of ${different.length} with different colors, and in ${wrong(equal)} of ${equal.length} with equal ones`;
}

/** User colors across, kernel colors down; the darker, the more went wrong. */
export function colorMapFigure(scenario: Story, pairs: readonly ColorPair[]): Figure {
  const { users, kernels, at } = gridOf(pairs);
  const cells = kernels.map((kernel) => users.map((user) => at(user, kernel)));
  const most = Math.max(1, ...pairs.map(troublesOf));
  const verdict = colorMapVerdict(pairs);
  const wrong = pairs
    .filter((pair) => wordsOf(pair) !== '')
    .map((pair) => `user ${pair.user}, kernel ${pair.kernel}: ${wordsOf(pair)}`);
  const size = Math.max(20, Math.min(46, 640 / users.length));
  return {
    data: [
      {
        type: 'heatmap',
        x: users.map(String),
        y: kernels.map(String),
        z: cells.map((row) => row.map(troublesOf)),
        zmin: 0,
        zmax: most,
        colorscale: [
          [0, OUTCOME.fine.ground],
          [1 / (2 * most), OUTCOME.stale.ground],
          [1, OUTCOME.stale.color],
        ],
        showscale: false,
        xgap: 2,
        ygap: 2,
        hoverinfo: 'text',
        hovertext: cells.map((row) =>
          row.map((pair) => `user ${pair.user}, kernel ${pair.kernel}: ${wordsOf(pair) || 'coherent'}`),
        ),
      },
      // Letters of their own, so that each has the ink that its cell needs.
      ...[false, true].map((dark) => {
        const mine = pairs.filter((pair) => isDark(pair, most) === dark);
        return {
          type: 'scatter',
          mode: 'text',
          x: mine.map(({ user }) => String(user)),
          y: mine.map(({ kernel }) => String(kernel)),
          text: mine.map((pair) => (size < 40 ? lettersOf(pair).charAt(0) : lettersOf(pair))),
          textfont: { color: dark ? INK.ground : INK.text, size: size < 40 ? 11 : 13 },
          hoverinfo: 'skip',
          showlegend: false,
        };
      }),
    ],
    layout: {
      title: {
        text: figureText(fitting(colorMapHeading(scenario).replace(/^colors {2}/, ''), 730, { size: 12 })),
        font: { size: 12 },
      },
      xaxis: { type: 'category', title: { text: 'color of the user’s alias' }, showgrid: false },
      yaxis: {
        type: 'category',
        title: { text: 'color of the kernel’s' },
        autorange: 'reversed',
        showgrid: false,
      },
      margin: { t: 60, b: 60 },
      width: 760,
      height: 140 + size * kernels.length,
      meta: {
        caption: `${verdict}. ✓ coherent, S stale loads,${hasForeign(pairs) ? ' F foreign loads,' : ''} L lost stores${hasChecks(pairs) ? ', M a machine check' : ''}.`,
        alt: `A map of ${pairs.length} pairs of colors. ${wrong.slice(0, 20).join('; ')}${wrong.length > 20 ? `; and ${wrong.length - 20} more` : ''}${wrong.length > 0 ? '. ' : ''}${verdict}.`,
      },
    },
  };
}

export function colorMapHeading({ machine, strategy }: Story): string {
  return `colors  ${machine.name}  ${describeMachine(machine)} · strategy: ${formatStrategy(strategy)}`;
}

function gridOf(pairs: readonly ColorPair[]) {
  const byPlace = new Map(pairs.map((pair) => [`${pair.user} ${pair.kernel}`, pair]));
  return {
    users: [...new Set(pairs.map(({ user }) => user))],
    kernels: [...new Set(pairs.map(({ kernel }) => kernel))],
    at: (user: number, kernel: number) => byPlace.get(`${user} ${kernel}`)!,
  };
}

const troublesOf = ({ staleLoads, foreignLoads, lostStores, machineChecks }: ColorPair) =>
  staleLoads + foreignLoads + lostStores + machineChecks;
const isDark = (pair: ColorPair, most: number) => troublesOf(pair) / most > 0.6;

/** Whether any pair has a load that read another page's bytes: where none has, nothing is said of them. */
export function hasForeign(pairs: readonly ColorPair[]): boolean {
  return pairs.some(({ foreignLoads }) => foreignLoads > 0);
}

/** Whether any pair ends in a machine check. */
export function hasChecks(pairs: readonly ColorPair[]): boolean {
  return pairs.some(({ machineChecks }) => machineChecks > 0);
}

/** `✓`, `S`, `L2`, `S2 L`: a number where there are several. */
function lettersOf({ staleLoads, foreignLoads, lostStores, machineChecks }: ColorPair): string {
  const letter = (n: number, what: string) => (n === 0 ? '' : n === 1 ? what : `${what}${n}`);
  const letters = [
    letter(staleLoads, 'S'),
    letter(foreignLoads, OUTCOME.foreign.mark),
    letter(lostStores, 'L'),
    letter(machineChecks, 'M'),
  ];
  return letters.filter(Boolean).join(' ') || OUTCOME.fine.mark;
}

function wordsOf({ staleLoads, foreignLoads, lostStores, machineChecks }: ColorPair): string {
  return [
    staleLoads > 0 && 'STALE',
    foreignLoads > 0 && 'FOREIGN',
    lostStores > 0 && 'LOST',
    machineChecks > 0 && 'MACHINE CHECK',
  ]
    .filter(Boolean)
    .join(', ');
}
