/** Plots of a page become interactive when it has nothing else to do, and only those that are about to be seen. */

import type { BookCell } from './book.js';
import type { CellView } from './cell-view.js';
import { figureOf, type PlainFigure } from './figure-work.js';
import { plotly, plotlyMime, warmUpPlots } from './plot.js';
import { whenIdle } from './when.js';

/** The plots that wait until they are about to be seen. */
let toCome: IntersectionObserver | undefined;

/** Brings the plots of these cells to life, each in its time. */
export async function enliven(views: readonly CellView[]): Promise<void> {
  const plotted = views.filter(({ cell }) => figuresOf(cell).length > 0);
  const [first] = plotted;
  toCome?.disconnect();
  if (first === undefined) return;
  await plotly();
  toCome = new IntersectionObserver(
    (entries, seen) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        const view = plotted.find(({ outputs }) => outputs === target)!;
        view.showOutputs(view.cell.outputs);
      }
    },
    { rootMargin: '50%' },
  );
  for (const { outputs } of plotted) toCome.observe(outputs);
  whenIdle(() => void warmUpPlots(figuresOf(first.cell)[0]!));
}

function figuresOf({ outputs }: BookCell): PlainFigure[] {
  return outputs.flatMap((output) => ('data' in output && figureOf(output.data[plotlyMime])) || []);
}
