/**
 * A figure as its still picture shows it. One with a slider may open at a step that says little, such as the one before the first;
 * `layout.meta.still` is the step, counted from 0, that a picture shows.
 */

import type { PlotlyFigure } from './static-image.js';

interface Stepped {
  readonly meta?: { readonly still?: unknown };
  readonly sliders?: readonly { readonly steps?: readonly { method?: string; args?: unknown[] }[] }[];
}

/** The figure at that step; itself where it says none, or a step that changes more than what is seen and the title. */
export function stillFigure<Figure extends PlotlyFigure>(figure: Figure): Figure {
  const { meta, sliders } = (figure.layout ?? {}) as Stepped;
  const still = meta?.still;
  const step = typeof still === 'number' ? sliders?.[0]?.steps?.[still] : undefined;
  const [traces, words] = (step?.args ?? []) as [{ visible?: unknown }?, { 'title.text'?: unknown }?];
  if (step?.method !== 'update' || !Array.isArray(traces?.visible)) return figure;
  const { visible } = traces;
  const layout = structuredClone(figure.layout) as Record<string, unknown>;
  const [slider] = layout.sliders as Record<string, unknown>[];
  slider!.active = still;
  const text = words?.['title.text'];
  if (text !== undefined) layout.title = { ...(layout.title as object | undefined), text };
  const data = figure.data.map((trace, i) => ({ ...trace, visible: visible[i] }));
  return { ...figure, data, layout };
}
