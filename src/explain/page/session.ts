/**
 * Cells, one after another, in one global scope: rewritten, evaluated, and what they give or throw. It knows no worker;
 * what cells print and show goes its own way.
 */

import { type CellError, describeThrown, type ErrorPlace } from './cell-error.js';
import { meantBy } from './meant.js';
import { type RewrittenCell, rewriteCell } from './rewrite.js';

/** Modules that cells can import, by name. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How a cell ended: `value` is that of its last expression, awaited. */
export type CellEnd = { ok: true; value: unknown } | { ok: false; error: CellError };

/** A cell that is ready to run, any number of times: all that it keeps is outside of it. */
interface CompiledCell extends Pick<RewrittenCell, 'lines' | 'names'> {
  readonly source: string;
  readonly run: (...helpers: unknown[]) => Promise<unknown>;
}

// A cell may give these names to its own things.
const { defineProperty, getOwnPropertyDescriptor, hasOwn } = Object;
const { deleteProperty } = Reflect;
const scope = globalThis;
// biome-ignore lint/security/noGlobalEval: running what the reader typed is what a session is for; the page's policy keeps it in
const evaluate = globalThis.eval;

/** Runs cells; they share what they declare. */
export class Session {
  readonly #modules: Modules;
  readonly #types: ReadonlySet<string>;
  /** The names that each cell has declared. */
  readonly #declared = new Map<number, readonly string[]>();
  /** Names that cells declare which have not run. */
  #known: readonly string[] = [];
  /** What each cell was compiled to last. */
  readonly #compiled = new Map<number, CompiledCell>();
  #last: ErrorPlace = { source: '', cell: 0 };

  /** `types` are names that modules export as types only: importing one is no mistake. */
  constructor(modules: Modules, types: readonly string[] = []) {
    this.#modules = modules;
    this.#types = new Set(types);
  }

  /** Runs one cell. Never rejects: an error of the cell is its end. `cell` is the number that errors name. */
  async run(source: string, cell: number): Promise<CellEnd> {
    this.#last = { source, cell, meant: this.#meant };
    try {
      const { lines, names, run } = this.#compile(source, cell);
      this.#last = { ...this.#last, code: lines };
      // Nobody finds a value any more that no cell declares.
      for (const name of this.#declared.get(cell) ?? []) if (!names.includes(name)) forget(name);
      this.#declared.set(cell, names);
      for (const name of names) declare(name);
      return { ok: true, value: await run(this.#import, named) };
    } catch (thrown) {
      return { ok: false, error: this.describe(thrown) };
    }
  }

  /** A cell that runs again as it was is not compiled anew: most do, when another has changed. */
  #compile(source: string, cell: number): CompiledCell {
    const known = this.#compiled.get(cell);
    if (known?.source === source) return known;
    const { code, lines, names } = rewriteCell(source);
    const run = evaluate(`${code}\n//# sourceURL=cell-${cell}.ts`) as CompiledCell['run'];
    const compiled = { source, lines, names, run };
    this.#compiled.set(cell, compiled);
    return compiled;
  }

  /** Other cells declare these names: a mistyped one may be meant. */
  know(names: readonly string[]): void {
    this.#known = [...new Set([...this.#known, ...names])];
  }

  /** What was thrown, by the cell that ran last or by what it has started. */
  describe(thrown: unknown): CellError {
    return describeThrown(thrown, this.#last);
  }

  readonly #meant = (error: Error): string | undefined =>
    meantBy(error, {
      names: new Set([...this.#known, ...[...this.#declared.values()].flat()]),
      value: (name) => (scope as unknown as Record<string, unknown>)[name],
      modules: this.#modules,
    });

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

/** What the browser has under the names of cells. */
const hidden = new Map<string, PropertyDescriptor | undefined>();

/** Makes a name that every later cell sees, whatever the browser has under it. */
function declare(name: string): void {
  if (!hidden.has(name)) hidden.set(name, getOwnPropertyDescriptor(scope, name));
  defineProperty(scope, name, {
    value: undefined,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** Takes a name away again. */
function forget(name: string): void {
  const before = hidden.get(name);
  if (before === undefined) deleteProperty(scope, name);
  else defineProperty(scope, name, before);
}

/** A function under the name it was written with. */
function named(it: object, name: string): object {
  return defineProperty(it, 'name', { value: name, configurable: true });
}
