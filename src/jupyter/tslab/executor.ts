/**
 * tslab's executor alone, without the compiler that it brings along: what cells are compiled to comes from elsewhere
 * (../compiler). tslab's version is pinned; with compiler.ts this is the doorway to its private parts. They are loaded by
 * `require`, so that cells that import `tslab` meet the same modules.
 */

import { createRequire } from 'node:module';
import type { Converted } from './converted.js';
import { standIn } from './stand-in.js';

/** Runs cells one after another; what a cell declares stays for the next. */
export interface Executor {
  /** Runs a compiled cell. False after an error, which went to the console that the executor was given. */
  execute(cell: Converted): Promise<boolean>;
  /** The values that cells have declared, by name. */
  readonly locals: Readonly<Record<string, unknown>>;
  /** Ends the await of the running cell. */
  interrupt(): void;
}

/** Where an executor reports. A last value comes as `log(value)`, what a cell throws as `error(thrown)`. */
export interface ExecutorConsole {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

/** What tslab's `display` calls to show something. */
export type WriteDisplay = (
  shown: {
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
    transient?: { display_id?: string };
  },
  update?: boolean,
) => void;

const load = createRequire(import.meta.url);

/** An executor whose cells import from `folder`, reporting to `console`. */
export function createExecutor(folder: string, console: ExecutorConsole): Executor {
  // It asks this module what a cell says of itself, which the compiler has read already, and loads a compiler for it.
  standIn('tslab/dist/metadata.js', { getCodeMetadata: () => ({}) });
  let next: Converted;
  const converter = { convert: () => next, close: () => {} };
  const converters = { node: converter, browser: converter, close: () => {} };
  const executor = load('tslab/dist/executor.js').createExecutor(folder, converters, console);
  return {
    execute(cell) {
      next = cell;
      return executor.execute('');
    },
    locals: executor.locals,
    interrupt: executor.interrupt,
  };
}

/** Lets tslab's `display`, and whatever else shows through it, write with `write`. */
export function setWriteDisplay(write: WriteDisplay): void {
  standIn('tslab/dist/jupyter.js', { lastWriteDisplayData: write });
}
