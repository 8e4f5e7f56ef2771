/** Whose lines a cachetlb call reaches, machine by machine: as a table, as a sentence and as a map of machines and addresses. */
import { table } from 'arquero';
import { cacheClassOf } from '../linux/cachetlb/index.js';
import { type CallReach, type Fate, HOLDERS, type Holder } from '../linux/call-reach.js';
import type { MachineDescription } from '../linux/machine-description.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { FATE, INK } from './palette.js';

/** What is said of a line: a flushed one is gone, and its bytes are in memory. */
const WORDS: Readonly<Record<Fate, string>> = {
  stays: 'stays',
  cleaned: 'cleaned',
  flushed: 'gone',
  dropped: 'dropped',
};
const NOT_THERE = '–';

const NAMES = Object.keys(FATE) as readonly (keyof typeof FATE)[];

/** A row a machine, a column an address: what became of the line there. */
export function callReachTable(reached: readonly CallReach[]): Table {
  const columns = HOLDERS.map((holder) => [holder, reached.map(({ fates }) => wordOf(fates[holder]))]);
  return table({
    port: reached.map(({ machine }) => machine.port),
    CPU: reached.map(({ machine }) => machine.name),
    cache: reached.map(({ machine }) => cacheClassOf(machine)),
    ...Object.fromEntries(columns),
  });
}

/** How far the call gets on how many machines, in a sentence. */
export function callReachVerdict(call: string, reached: readonly CallReach[]): string {
  const gone = (holder: Holder) => reached.filter(({ fates }) => isGone(fates[holder])).length;
  const others: readonly Holder[] = ['other page', 'other page, kernel’s color'];
  const goneEither = reached.filter(({ fates }) => others.some((other) => isGone(fates[other]))).length;
  const withThird = reached.filter(({ fates }) => fates['third color'] !== undefined).length;
  const third = withThird > 0 ? `, a third color’s on ${gone('third color')} of ${withThird}` : '';
  return `${call} takes away the kernel’s line on ${gone('kernel')} of ${reached.length} CPUs, the line of the file’s color on ${gone('file’s color')}${third}, and one of another page on ${goneEither}`;
}

/** Machines down, addresses across, in each cell what became of the line. */
export function callReachFigure(call: string, reached: readonly CallReach[]): Figure {
  const cells = reached.map(({ fates }) => HOLDERS.map((holder) => cellOf(holder, fates[holder])));
  const rows = reached.map(({ machine }) => figureText(labelOf(machine)));
  const verdict = `${callReachVerdict(call, reached)}.`;
  return {
    data: [
      {
        type: 'heatmap',
        x: [...HOLDERS],
        y: rows,
        z: cells.map((row) => row.map((cell) => cell && NAMES.indexOf(cell.look) + 0.5)),
        zmin: 0,
        zmax: NAMES.length,
        colorscale: NAMES.flatMap((name, i) => [
          [i / NAMES.length, FATE[name].color],
          [(i + 1) / NAMES.length, FATE[name].color],
        ]),
        showscale: false,
        xgap: 3,
        ygap: 3,
        text: cells.map((row) => row.map((cell) => cell?.text ?? '')),
        texttemplate: '%{text}',
        textfont: { color: INK.ground },
        hovertemplate: '%{y}, %{x}: %{text}<extra></extra>',
      },
    ],
    layout: {
      title: { text: figureText(`Whose lines ${call} reaches: ✓ gone, ✗ stays, empty: no such line`) },
      xaxis: { side: 'top', showgrid: false },
      yaxis: { autorange: 'reversed', automargin: true, showgrid: false },
      margin: { t: 90, b: 20 },
      width: 760,
      height: 130 + 30 * reached.length,
      meta: {
        caption: verdict,
        alt: `A map of ${reached.length} CPUs and ${HOLDERS.length} addresses. ${reached.map(inWords).join('; ')}. ${verdict}`,
      },
    },
  };
}

function isGone(fate: Fate | undefined): boolean {
  return fate === 'flushed' || fate === 'dropped';
}

function wordOf(fate: Fate | undefined): string {
  return fate ? WORDS[fate] : NOT_THERE;
}

function cellOf(holder: Holder, fate: Fate | undefined): { look: keyof typeof FATE; text: string } | null {
  if (!fate) return null;
  const look = !holder.startsWith('other page') ? fate : fate === 'stays' ? 'not asked for' : 'gone as well';
  return { look, text: `${FATE[look].mark} ${WORDS[fate]}` };
}

function labelOf(machine: MachineDescription): string {
  return `${machine.port}  ${machine.name.replace(/ \(.*\)$/, '')}`;
}

/** What is gone on a machine, for who cannot see the map. */
function inWords({ machine, fates }: CallReach): string {
  const gone = HOLDERS.filter((holder) => isGone(fates[holder]));
  return `${labelOf(machine)}: ${gone.join(', ') || 'nothing'} gone`;
}
