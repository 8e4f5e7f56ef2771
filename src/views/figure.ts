/** A Plotly figure as plain data: what `Plotly.newPlot` takes, without Plotly. */

/** A plain Plotly figure. `layout.meta` holds its alternative text and its caption. */
export interface Figure {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Record<string, unknown> & {
    readonly meta: { readonly alt: string; readonly caption: string };
  };
}
