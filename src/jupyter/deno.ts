/**
 * Deno's own Jupyter kernel, where this package runs in it. What a cell gives is shown there by its
 * `Symbol.for('Jupyter.display')`, as here; what `show()` sends goes through `Deno.jupyter` (docs.deno.com, "Jupyter").
 */
import type { SendDisplay } from './mime.js';

interface DenoJupyter {
  broadcast(type: 'display_data' | 'update_display_data', content: object): Promise<unknown>;
}

/** The way into a notebook of Deno's; undefined in any other process. */
export function denoDisplay(): SendDisplay | undefined {
  const { Deno: deno } = globalThis as { Deno?: { readonly jupyter?: DenoJupyter } };
  const jupyter = deno && jupyterOf(deno);
  if (!jupyter) return undefined;
  // Messages are queued in the order in which they are sent; one that fails ends the cell as an unhandled rejection.
  return (content, update) =>
    void jupyter.broadcast(update ? 'update_display_data' : 'display_data', content);
}

/** Deno has the property everywhere, and throws where there is no notebook. */
function jupyterOf(deno: { readonly jupyter?: DenoJupyter }): DenoJupyter | undefined {
  try {
    return deno.jupyter;
  } catch {
    return undefined;
  }
}
