/** Interactive plots: Plotly on a figure that crossed from the worker as JSON. White ground, as the still pictures have. */

import { plotlyMime, wordsOfFigure } from '../../jupyter/figure-words.js';
import { stillFigure } from '../../jupyter/still-figure.js';
import { AFTER_STEP } from '../../views/marks.js';
import { PICTURE_BOX } from '../drawing.js';
import { button, element } from './dom.js';
import { figureProblem, type PlainFigure, stepsProblem, withoutSteps } from './figure-work.js';
import { hasPart, runPart } from './parts.js';
import { CAME_TO_STEP, GO_TO_STEP, sendStep, stepOf } from './scrub/events.js';
import { nearlySeen } from './when.js';

export { plotlyMime };

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

/** A figure element that becomes a plot; `plain` is shown where the page does not draw it, with the reason. */
export function plotElement(figure: PlainFigure, plain: string): HTMLElement {
  const { alt, caption } = wordsOfFigure(figure);
  const words = caption === undefined ? [] : [element('figcaption', {}, caption)];
  const problem = figureProblem(figure);
  const why = canDraw(figure)
    ? problem && `it ${problem}, and is not drawn`
    : 'this page carries only plots of the kinds that its notebook had';
  if (why !== undefined) return element('figure', {}, element('p', {}, `${plain} (${why})`), ...words);
  const plot = element('div', { class: 'plot', role: 'group', 'aria-label': alt });
  const steps = stepsOf(figure);
  const drawn = draw(plot, figure);
  const tools = steps.length === 0 ? [] : [stepButtons(plot, steps, drawn)];
  drawn.catch((error: unknown) => {
    for (const tool of tools) tool.remove();
    plot.replaceWith(element('p', {}, `${plain} (Plotly cannot draw it: ${(error as Error).message})`));
  });
  return element('figure', {}, element('div', PICTURE_BOX, plot), ...tools, ...words);
}

/** Whether Plotly has drawn anything on this page, seen or not. */
let isWarm = false;

/** Draws a figure out of sight and forgets it, unless there is a plot already: the first one takes twice the time of the next. */
export async function warmUpPlots(figure: PlainFigure): Promise<void> {
  await plotly();
  // What cannot be drawn says so where it stands.
  if (!isWarm && figureProblem(figure) === undefined)
    await outOfSight(figure, async () => {}).catch(() => {});
}

/** A still picture of a figure, at its own size; undefined where Plotly draws none. */
export async function plotPicture(
  figure: PlainFigure,
  scale: number,
): Promise<{ address: string; width: number; height: number } | undefined> {
  if (!canDraw(figure) || figureProblem(figure) !== undefined) return undefined;
  const size = sizeOf(figure);
  try {
    const address = await outOfSight(stillFigure(figure), async ({ toImage }, drawn) =>
      toImage(structuredClone(drawn), { format: 'png', ...size, scale }),
    );
    return { address, ...size };
  } catch {
    // A cell may show a figure that is none: the notebook keeps it all the same.
    return undefined;
  }
}

/** Draws a figure where nobody sees it, for as long as something is done with what was drawn. */
async function outOfSight<T>(
  figure: PlainFigure,
  use: (by: Plotly, drawn: PlainFigure) => Promise<T>,
): Promise<T> {
  const by = await plotly();
  const sheet = element('div');
  const room = element('div', { class: 'out-of-sight', 'aria-hidden': 'true' }, sheet);
  document.body.append(room);
  try {
    const { drawn } = await drawOn(sheet, figure, usual);
    return await use(by, drawn);
  } finally {
    by.purge(sheet);
    room.remove();
  }
}

/** Draws, first without steps that the figure says of its scales, and with them where they are not too small: else says so. */
async function drawOn(
  sheet: HTMLElement,
  figure: PlainFigure,
  size: typeof usual,
): Promise<{ drawn: PlainFigure; problem: string | undefined }> {
  const { newPlot } = await plotly();
  // Plotly writes into what it is given.
  const plotted = async ({ data, layout }: PlainFigure) =>
    newPlot(sheet, structuredClone(data), sized(structuredClone(layout), size), config);
  isWarm = true;
  const plain = withoutSteps(figure);
  await plotted(plain);
  if (plain === figure) return { drawn: figure, problem: undefined };
  const { _fullData: data, _fullLayout: layout } = sheet as unknown as FullyDrawn;
  const problem = stepsProblem(figure, { data, layout });
  if (problem === undefined) await plotted(figure);
  return { drawn: problem === undefined ? figure : plain, problem };
}

function sizeOf({ layout: { width = usual.width, height = usual.height } }: PlainFigure): typeof usual {
  return { width, height };
}

/** A finger that is moved over a plot scrolls; with a mouse a part of it is chosen. */
const byFinger = matchMedia('(pointer: coarse)');

/** Draws at the figure's own size; where there is less room, all of it shrinks, as a picture does, but on a small screen. */
async function draw(plot: HTMLElement, figure: PlainFigure): Promise<Drawn> {
  const { width, height } = sizeOf(figure);
  const sheet = element('div');
  plot.append(sheet);
  plot.style.maxWidth = `${width}px`;
  // On a small screen it keeps its width, and is scrolled (page-style.ts).
  plot.style.setProperty('--own-width', `${width}px`);
  const resize = () => {
    const scale = Math.min(1, (plot.clientWidth || width) / width);
    plot.style.height = `${height * scale}px`;
    sheet.style.transform = scale === 1 ? '' : `scale(${scale})`;
  };
  // Its room is kept from the start, so that the text below stays where it is.
  resize();
  new ResizeObserver(resize).observe(plot);
  await nearlySeen(plot);
  const { problem } = await drawOn(sheet, figure, { width, height });
  if (problem !== undefined) plot.after(element('p', {}, `Its own ticks are left out: it ${problem}.`));
  return sheet as unknown as Drawn;
}

/** A layout of this size, without the buttons that the figure wants: it may be anyone's. */
function sized(layout: PlainFigure['layout'], size: typeof usual): object {
  const moved = byFinger.matches ? { dragmode: false } : {};
  return { ...layout, ...size, ...moved, modebar: { ...(layout.modebar as object | undefined), add: [] } };
}

/** What Plotly has made of a figure, with all that goes without saying. */
interface FullyDrawn {
  readonly _fullData: PlainFigure['data'];
  readonly _fullLayout: PlainFigure['layout'];
}

/** A plot on the page: Plotly keeps there what it shows, and at which step its slider is. */
interface Drawn extends HTMLElement {
  layout: { sliders?: { active?: number }[] };
  on(name: 'plotly_sliderchange', listener: (change: { step: { label: unknown } }) => void): void;
}

/** A step of a slider, as one call of `Plotly.update()`. */
interface SliderStep {
  /** The number of the step of the run that it shows; undefined where the slider is about something else. */
  readonly step: number | undefined;
  readonly data: object;
  readonly layout: object;
  readonly traces: number[] | undefined;
}

/** A slider as a figure says it, as far as is looked at. */
interface Slider {
  steps?: Step[];
  currentvalue?: { prefix?: unknown };
}
interface Step {
  method?: string;
  args?: unknown[];
  label?: unknown;
}

/** The steps of a figure's slider; none where it has none, or where one of them is no change of data or layout. */
function stepsOf({ layout }: PlainFigure): SliderStep[] {
  const slider = (layout.sliders as Slider[] | undefined)?.[0];
  const isOfRun = slider?.currentvalue?.prefix === AFTER_STEP;
  const change = ({ method = 'restyle', args = [], label }: Step): SliderStep | undefined => {
    const [first, second, third] = args as [object, unknown, number[]?];
    const step = isOfRun && /^\d+$/.test(String(label)) ? Number(label) : undefined;
    if (method === 'restyle')
      return { step, data: first, layout: {}, traces: second as number[] | undefined };
    if (method === 'relayout') return { step, data: {}, layout: first, traces: undefined };
    return method === 'update' ? { step, data: first, layout: second as object, traces: third } : undefined;
  };
  const steps = (slider?.steps ?? []).map(change);
  return steps.every((step) => step !== undefined) ? steps : [];
}

/** Plotly's slider is for a mouse; these go through the same steps, by buttons and arrow keys, and take it along. */
function stepButtons(plot: HTMLElement, steps: readonly SliderStep[], drawn: Promise<Drawn>): HTMLElement {
  const last = steps.length - 1;
  const tell = ({ step }: SliderStep) => step !== undefined && sendStep(plot, CAME_TO_STEP, step);
  const go = async (to: (at: number) => number): Promise<void> => {
    const sheet = await drawn;
    const active = sheet.layout.sliders?.[0]?.active ?? 0;
    const next = Math.min(Math.max(to(active), 0), last);
    if (next === active) return;
    const { data, layout, traces } = structuredClone(steps[next]!);
    await (await plotly()).update(sheet, data, { ...layout, 'sliders[0].active': next }, traces);
    tell(steps[next]!);
  };
  // The scrubber of the section (scrub/) and this slider go together.
  plot.addEventListener(GO_TO_STEP, (event) => {
    const at = steps.findIndex(({ step }) => step === stepOf(event));
    if (at >= 0) void go(() => at);
  });
  drawn.then(
    (sheet) =>
      sheet.on('plotly_sliderchange', ({ step: { label } }) => {
        const at = steps.find(({ step }) => step !== undefined && String(step) === String(label));
        if (at !== undefined) tell(at);
      }),
    () => {}, // What cannot be drawn says so where it stands.
  );
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
