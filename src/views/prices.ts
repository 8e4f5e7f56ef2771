/** What one dax_io() costs under each strategy: a row a strategy, and what its cycles go to. */
import { table } from 'arquero';
import { type Charges, cyclesOf, sumOf, totalCycles } from '../price/charges.js';
import type { Costs } from '../price/costs.js';
import type { PriceRow } from '../price/priced-strategies.js';
import type { Table } from './arquero-table.js';
import { COST_PARTS, cyclesOfPart } from './cost-parts.js';
import { type Figure, figureText } from './figure.js';
import { LEGEND } from './two-views.js';
import { count } from './words.js';

/** Whether no load was stale or foreign and no store was lost, in the stories that the price was measured on. */
export function isFine(row: PriceRow): boolean {
  return troublesOf(row).length === 0;
}

/** What its stories have seen. */
export function verdictOf(row: PriceRow): string {
  return troublesOf(row).join(', ') || (isRefused(row) ? 'refused' : 'fine');
}

/** Where DAX is refused, nothing is read or written, and so nothing is paid. */
function isRefused({ transfers }: PriceRow): boolean {
  return transfers.some(({ refused }) => refused);
}

function troublesOf({ transfers }: PriceRow): string[] {
  const troubles = {
    STALE: transfers.some(({ staleLoads, staleRead }) => staleLoads > 0 || staleRead),
    FOREIGN: transfers.some(({ foreignLoads, foreignRead }) => foreignLoads > 0 || foreignRead),
    LOST: transfers.some(({ lostStores }) => lostStores > 0),
    'MACHINE CHECK': transfers.some(({ machineCheck }) => machineCheck),
  };
  return Object.entries(troubles).flatMap(([word, isThere]) => (isThere ? word : []));
}

/** The call does what it is for, and neither here nor in any other run is anything wrong. A strategy may be fine here by luck: what it leaves behind is not asked for. */
export function isRight(row: PriceRow): boolean {
  return row.holds && isFine(row) && !isRefused(row);
}

/** A name, and what is wrong with it. */
export function labelOf(row: PriceRow): string {
  const isQuiet = isFine(row) && !isRefused(row);
  const wrong = isQuiet ? (row.holds ? '' : ' (wrong in some run)') : ` (${verdictOf(row)})`;
  return figureText(row.name) + wrong;
}

/** What happened in the kernel's calls, and afterwards. */
function callOf({ transfers }: PriceRow): Charges {
  return sumOf(transfers.map(({ call }) => call));
}
function afterOf({ transfers }: PriceRow): Charges {
  return sumOf(transfers.map(({ after }) => after));
}
export function occasionsOfRow(row: PriceRow): Charges {
  return sumOf([callOf(row), afterOf(row)]);
}

/** Cycles: of the kernel's calls, of the user's loads after them, and all. */
export function cyclesOfRow(row: PriceRow, costs: Costs) {
  const call = totalCycles(callOf(row), costs);
  const after = totalCycles(afterOf(row), costs);
  return { call, after, all: call + after };
}

/** The dirty lines that a row leaves: their write-back is still to be paid. */
export function leftDirty({ transfers }: PriceRow): number {
  return transfers.reduce((sum, transfer) => sum + transfer.leftDirty, 0);
}

/** A row a strategy: the verdict, the cycles of each part, where any has some, and in all. */
export function priceTable(rows: readonly PriceRow[], costs: Costs): Table {
  const cycles = rows.map((row) => cyclesOf(occasionsOfRow(row), costs));
  const used = COST_PARTS.filter((part) => cycles.some((each) => cyclesOfPart(part, each) > 0));
  const totals = rows.map((row) => cyclesOfRow(row, costs));
  return table({
    strategy: rows.map(({ name }) => name),
    verdict: rows.map(verdictOf),
    'any run': rows.map(({ holds }) => (holds ? 'fine' : 'wrong')),
    ...Object.fromEntries(used.map((part) => [part.part, cycles.map((each) => cyclesOfPart(part, each))])),
    'in the call': totals.map(({ call }) => call),
    afterwards: totals.map(({ after }) => after),
    cycles: totals.map(({ all }) => all),
    'left dirty': rows.map(leftDirty),
  });
}

/** Those that are right, and the cheapest of them, in a sentence or two. */
export function priceVerdict(rows: readonly PriceRow[], costs: Costs): string {
  const cycles = (row: PriceRow) => cyclesOfRow(row, costs).all;
  const byPrice = [...rows].sort((a, b) => cycles(a) - cycles(b));
  const best = byPrice.find(isRight);
  const all = count(rows.length, 'strategy', 'strategies');
  if (!best) return `None of ${all} is right in any run.`;
  const right = rows.filter(isRight).length;
  const which =
    right === 1 ? `is right in any run: ${best.name}` : `are right in any run; the cheapest is ${best.name}`;
  const price = `with ${count(cycles(best), 'cycle')}, ${cyclesOfRow(best, costs).after} of them after the call`;
  const cheaper = byPrice
    .filter((row) => !isRight(row) && !isRefused(row) && cycles(row) < cycles(best))
    .map(({ name }) => name);
  const but = cheaper.length === 0 ? '' : ` Cheaper, and wrong: ${cheaper.join(', ')}.`;
  return `${right} of ${all} ${which}, ${price}.${but}`;
}

/** Strategies down, cycles across, stacked by what they go to; those that are wrong say so. */
export function pricesFigure(rows: readonly PriceRow[], costs: Costs, title: string): Figure {
  const labels = rows.map(labelOf);
  const cycles = rows.map((row) => cyclesOf(occasionsOfRow(row), costs));
  const used = COST_PARTS.filter((part) => cycles.some((each) => cyclesOfPart(part, each) > 0));
  const verdict = priceVerdict(rows, costs);
  return {
    data: used.map((part) => ({
      type: 'bar',
      orientation: 'h',
      name: part.part,
      y: labels,
      x: cycles.map((each) => cyclesOfPart(part, each)),
      marker: { color: part.color, pattern: { shape: part.shape } },
      hovertemplate: `%{x} cycles: ${part.part}<extra>%{y}</extra>`,
    })),
    layout: {
      title: { text: figureText(title) },
      barmode: 'stack',
      xaxis: { title: { text: 'cycles' } },
      yaxis: { autorange: 'reversed', automargin: true },
      legend: LEGEND,
      // The legend takes two lines.
      margin: { t: 120 },
      width: 860,
      height: 220 + 40 * rows.length,
      meta: {
        alt: `${verdict} ${rows.map((row, i) => `${labels[i]}: ${cyclesOfRow(row, costs).all} cycles`).join('; ')}.`,
        caption: verdict,
      },
    },
  };
}
