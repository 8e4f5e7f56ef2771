/** Interactive plots: Plotly on a figure that crossed from the worker as JSON. White ground, as the still pictures have. */

import { plotlyMime, wordsOfFigure } from '../../jupyter/figure-words.js';
import { element } from './dom.js';
import { hasPart, runPart } from './parts.js';

export { plotlyMime };

/** A plain Plotly figure. */
export interface PlainFigure {
  data: { type?: string }[];
  layout: { width?: number; height?: number; [name: string]: unknown };
}

interface Plotly {
  newPlot(at: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>;
  toImage(figure: object, options: object): Promise<string>;
}

/** As src/jupyter/static-image.ts draws what says no size. */
const usual = { width: 760, height: 400 };

/** Plotly is loaded when it is first wanted, or when the page has nothing else to do. */
export async function plotly(): Promise<Plotly> {
  await runPart(hasPart('plotly-cartesian') ? 'plotly-cartesian' : 'plotly-basic');
  return (globalThis as unknown as { Plotly: Plotly }).Plotly;
}

/** Trace types that this page can draw. */
function canDraw({ data }: PlainFigure): boolean {
  const basic = ['scatter', 'bar', 'pie', undefined];
  return hasPart('plotly-cartesian') || data.every(({ type }) => basic.includes(type));
}

/** A figure element that becomes a plot; `plain` is shown where the page cannot draw it. */
export function plotElement(figure: PlainFigure, plain: string): HTMLElement {
  const { alt, caption } = wordsOfFigure(figure);
  const words = caption === undefined ? [] : [element('figcaption', {}, caption)];
  if (!canDraw(figure)) {
    const why = `${plain} (this page carries only plots of the kinds that its notebook had)`;
    return element('figure', {}, element('p', {}, why), ...words);
  }
  const plot = element('div', { class: 'plot', role: 'group', 'aria-label': alt });
  void draw(plot, figure);
  return element('figure', {}, plot, ...words);
}

/** Draws at the figure's own size; where there is less room, all of it shrinks, as a picture does. */
async function draw(plot: HTMLElement, figure: PlainFigure): Promise<void> {
  // Plotly writes into what it is given.
  const { data, layout } = structuredClone(figure);
  const { width = usual.width, height = usual.height } = layout;
  const sheet = element('div');
  plot.append(sheet);
  plot.style.maxWidth = `${width}px`;
  const resize = () => {
    const scale = Math.min(1, (plot.clientWidth || width) / width);
    plot.style.height = `${height * scale}px`;
    sheet.style.transform = scale === 1 ? '' : `scale(${scale})`;
  };
  // Its room is kept from the start, so that the text below stays where it is.
  resize();
  new ResizeObserver(resize).observe(plot);
  const { newPlot } = await plotly();
  const sized = { ...layout, width, height };
  await newPlot(sheet, data, sized, { displaylogo: false, modeBarButtonsToRemove: ['sendDataToCloud'] });
}
