/**
 * Runs compiled cells over tslab's executor, one at a time, and says how each ended. It knows nothing of the kernel: see main.ts.
 */

import { inspect } from 'node:util';
import { stopRuns } from '../../fluent/run-options.js';
import { jupyterDisplay } from '../mime.js';
import type { Converted } from '../tslab/converted.js';
import { createExecutor, type Executor } from '../tslab/executor.js';
import type { ShownAs } from './messages.js';
import { jsonOfShown } from './output.js';
import { own } from './own.js';
import { cut } from './within.js';

/** Loaded while the compiler begins; a cell that changes what all objects do may keep anything from being loaded later. */
const drawing = import('../bundle.js');

/** How a cell ended: its last value as JSON of what is shown of it, where it has one; or what it threw. */
export type CellEnd = { readonly shown?: string } | { readonly thrown: unknown };

/** Letters of a value's text. */
const LONGEST_TEXT = 2 ** 20;

/** Runs cells one after another in `folder`, from which they import. */
export class CellRunner {
  readonly #executor: Executor;
  #value: unknown;
  #thrown: unknown;
  #interrupt: (() => void) | undefined;

  constructor(folder: string) {
    this.#executor = createExecutor(folder, {
      log: (value) => {
        this.#value = value;
      },
      error: (thrown) => {
        this.#thrown = thrown;
      },
    });
  }

  /** Runs one cell. Never rejects: an error of the cell is its end. */
  async run(cell: Converted, as: ShownAs): Promise<CellEnd> {
    this.#value = undefined;
    this.#thrown = undefined;
    try {
      if (!(await this.#executor.execute(cell))) return bare({ thrown: this.#thrown });
      const value = await this.#orInterrupted(this.#value);
      // A turn of the event loop: a rejection that nobody handles is reported before the cell ends.
      await new own.Promise<void>((resolve) => own.setImmediate(resolve));
      if (as === 'bundle' && (value === undefined || value === null)) return bare({});
      return bare({ shown: as === 'text' ? jsonOfText(value) : await jsonOfValue(value) });
    } catch (thrown) {
      return bare({ thrown });
    }
  }

  /** Ends the wait of a cell that awaits something, and what it waits for, where that is a run. What the cell declared before stays. */
  interrupt(): void {
    this.#executor.interrupt();
    stopRuns();
    this.#interrupt?.();
  }

  /** Every name that has a value. */
  get names(): readonly string[] {
    return own.keys(this.#executor.locals);
  }

  async #orInterrupted(value: unknown): Promise<unknown> {
    if (typeof (value as PromiseLike<unknown> | undefined)?.then !== 'function') return value;
    const stopped = new own.Promise<never>((_, reject) => {
      this.#interrupt = () => reject(new own.Error('Interrupted asynchronously'));
    });
    try {
      return await own.race([value, stopped]);
    } finally {
      this.#interrupt = undefined;
    }
  }
}

/** Without a prototype: a `then` that a cell has given to all objects makes no promise of it. */
function bare(end: CellEnd): CellEnd {
  return own.assign(own.create(null), end);
}

/** A value in its richest forms, and what Jupyter wants to know of them; plain text where it has no other. */
async function jsonOfValue(value: unknown): Promise<string> {
  if (
    (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'string') ||
    value === null
  )
    return jsonOfText(value);
  const { bundleMetadata, completeBundle, displayBundle } = await drawing;
  const hook = (value as Record<symbol, unknown>)[jupyterDisplay];
  // Unlike show(), a cell's last value may promise its bundle: the cell ends when it is there.
  const bundle = typeof hook === 'function' ? completeBundle(await hook.call(value)) : displayBundle(value);
  return bundle === undefined
    ? jsonOfText(value)
    : jsonOfShown({ data: bundle, metadata: bundleMetadata(bundle) });
}

/** A value as `console.log` prints it: a string is shown as it is. */
function jsonOfText(value: unknown): string {
  const text = typeof value === 'string' ? value : inspect(value);
  return `{"data":{"text/plain":${own.stringify(cut(text, LONGEST_TEXT))}},"metadata":{}}`;
}
