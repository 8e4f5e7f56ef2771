/**
 * Cells, one after another, in one global scope: rewritten, evaluated, and what they give or throw. It knows no worker;
 * what cells print and show goes its own way.
 */

import { type CellError, describeThrown } from './cell-error.js';
import { rewriteCell } from './rewrite.js';

/** Modules that cells can import, by name. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How a cell ended: `value` is that of its last expression, awaited. */
export type CellEnd = { ok: true; value: unknown } | { ok: false; error: CellError };

// A cell may give these names to its own things.
const { defineProperty, hasOwn } = Object;
const scope = globalThis;
// biome-ignore lint/security/noGlobalEval: running what the reader typed is what a session is for; the page's policy keeps it in
const evaluate = globalThis.eval;

/** Runs cells; they share what they declare. */
export class Session {
  readonly #modules: Modules;
  readonly #types: ReadonlySet<string>;

  /** `types` are names that modules export as types only: importing one is no mistake. */
  constructor(modules: Modules, types: readonly string[] = []) {
    this.#modules = modules;
    this.#types = new Set(types);
  }

  /** Runs one cell. Never rejects: an error of the cell is its end. `cell` is the number that errors name. */
  async run(source: string, cell: number): Promise<CellEnd> {
    try {
      const { code, names } = rewriteCell(source);
      for (const name of names) declare(name);
      const run = evaluate(`${code}\n//# sourceURL=cell-${cell}.ts`) as (
        ...helpers: unknown[]
      ) => Promise<unknown>;
      return { ok: true, value: await run(this.#import, named) };
    } catch (thrown) {
      return { ok: false, error: describeThrown(thrown, { source, cell }) };
    }
  }

  readonly #import = async (
    from: string,
    names: readonly string[] = [],
  ): Promise<Readonly<Record<string, unknown>>> => {
    const available = Object.keys(this.#modules);
    const module = hasOwn(this.#modules, from) ? this.#modules[from] : undefined;
    if (module === undefined)
      throw new Error(`'${from}' is not part of this page (available: ${available.join(', ')})`);
    const missing = names.filter((name) => !(name in module) && !this.#types.has(name));
    if (missing.length > 0) throw new SyntaxError(`'${from}' has no export named ${missing.join(', ')}`);
    return module;
  };
}

/** Makes a name that every later cell sees, whatever the browser has under it. */
function declare(name: string): void {
  defineProperty(scope, name, {
    value: undefined,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** A function under the name it was written with. */
function named(it: object, name: string): object {
  return defineProperty(it, 'name', { value: name, configurable: true });
}
