/** Interactive plots: Plotly on a figure that crossed from the worker as JSON. White ground, as the still pictures have. */

import { plotlyMime, wordsOfFigure } from '../../jupyter/figure-words.js';
import { button, element } from './dom.js';
import { hasPart, runPart } from './parts.js';

export { plotlyMime };

/** A plain Plotly figure. */
export interface PlainFigure {
  data: { type?: string }[];
  layout: { width?: number; height?: number; [name: string]: unknown };
}

interface Plotly {
  newPlot(at: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>;
  purge(at: HTMLElement): void;
  update(at: HTMLElement, data: object, layout: object, traces?: number[]): Promise<unknown>;
  toImage(figure: object, options: object): Promise<string>;
}

/** Nothing leaves the page: Plotly's button that uploads a plot is not there, and it knows no server. Each button is a stop of the Tab key. */
const config = {
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: '',
  modeBarButtonsToRemove: ['select2d', 'lasso2d', 'zoomIn2d', 'zoomOut2d', 'autoScale2d'],
};

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
  const steps = stepsOf(figure);
  const drawn = draw(plot, figure);
  const tools = steps.length === 0 ? [] : [stepButtons(steps, drawn)];
  return element('figure', {}, plot, ...tools, ...words);
}

/** Whether Plotly has drawn anything on this page, seen or not. */
let isWarm = false;

/** Draws a figure out of sight and forgets it, unless there is a plot already: the first one takes twice the time of the next. */
export async function warmUpPlots({ data, layout }: PlainFigure): Promise<void> {
  const { newPlot, purge } = await plotly();
  if (isWarm) return;
  isWarm = true;
  const sheet = element('div');
  const room = element('div', { class: 'out-of-sight', 'aria-hidden': 'true' }, sheet);
  document.body.append(room);
  await newPlot(sheet, structuredClone(data), sized(structuredClone(layout), usual), config);
  purge(sheet);
  room.remove();
}

/** Draws at the figure's own size; where there is less room, all of it shrinks, as a picture does. */
async function draw(plot: HTMLElement, figure: PlainFigure): Promise<Drawn> {
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
  isWarm = true;
  await newPlot(sheet, data, sized(layout, { width, height }), config);
  return sheet as unknown as Drawn;
}

/** A layout of this size, without the buttons that the figure wants: it may be anyone's. */
function sized(layout: PlainFigure['layout'], size: typeof usual): object {
  return { ...layout, ...size, modebar: { ...(layout.modebar as object | undefined), add: [] } };
}

/** A plot on the page: Plotly keeps there what it shows, and at which step its slider is. */
interface Drawn extends HTMLElement {
  layout: { sliders?: { active?: number }[] };
}

/** A step of a slider, as one call of `Plotly.update()`. */
interface SliderStep {
  readonly data: object;
  readonly layout: object;
  readonly traces: number[] | undefined;
}

/** The steps of a figure's slider; none where it has none, or where one of them is no change of data or layout. */
function stepsOf({ layout }: PlainFigure): SliderStep[] {
  const slider = (layout.sliders as { steps?: { method?: string; args?: unknown[] }[] }[] | undefined)?.[0];
  const steps = (slider?.steps ?? []).map(({ method = 'restyle', args = [] }): SliderStep | undefined => {
    const [first, second, third] = args as [object, unknown, number[]?];
    if (method === 'restyle') return { data: first, layout: {}, traces: second as number[] | undefined };
    if (method === 'relayout') return { data: {}, layout: first, traces: undefined };
    return method === 'update' ? { data: first, layout: second as object, traces: third } : undefined;
  });
  return steps.every((step) => step !== undefined) ? steps : [];
}

/** Plotly's slider is for a mouse; these go through the same steps, by buttons and arrow keys, and take it along. */
function stepButtons(steps: readonly SliderStep[], drawn: Promise<Drawn>): HTMLElement {
  const last = steps.length - 1;
  const go = async (to: (at: number) => number): Promise<void> => {
    const sheet = await drawn;
    const next = Math.min(Math.max(to(sheet.layout.sliders?.[0]?.active ?? 0), 0), last);
    const { data, layout, traces } = structuredClone(steps[next]!);
    await (await plotly()).update(sheet, data, { ...layout, 'sliders[0].active': next }, traces);
  };
  const back = (at: number) => at - 1;
  const forward = (at: number) => at + 1;
  const keys = new Map([
    ['ArrowLeft', back],
    ['ArrowRight', forward],
    ['Home', () => 0],
    ['End', () => last],
  ]);
  const group = element(
    'p',
    { class: 'steps', role: 'group', 'aria-label': 'Steps', title: 'Arrow keys, Home and End work here too' },
    button('Step back', () => void go(back)),
    button('Step forward', () => void go(forward)),
  );
  group.addEventListener('keydown', (event) => {
    const to = keys.get(event.key);
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void go(to);
  });
  return group;
}
