/**
 * Where the output of a cell goes: whatever is printed or shown belongs to the cell that started it, even from a timer or a
 * worker that outlives the cell, and else to the cell that ran last.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { own } from './own.js';
import { tell, tellText } from './tell.js';

/** Bytes of JSON that one output may take: a picture for a screen has a hundredth of it. */
const ONE_OUTPUT = 2 ** 25;

type Write = typeof process.stdout.write;

/** Takes over stdout and stderr of the process, for cells only: each cell runs inside {@link during}. */
export class CellOutput {
  readonly #started = new AsyncLocalStorage<number>();
  #last = 0;

  constructor() {
    this.#capture(process.stdout, 'stdout');
    this.#capture(process.stderr, 'stderr');
  }

  /** The cell whose code runs. */
  get cell(): number {
    return this.#started.getStore() ?? this.#last;
  }

  /** Runs `work`; what it prints and shows belongs to `cell`. */
  during<T>(cell: number, work: () => T): T {
    this.#last = cell;
    return this.#started.run(cell, work);
  }

  /** What tslab's `display` writes. */
  readonly writeDisplay = (
    shown: { data: object; metadata?: object; transient?: object },
    update?: boolean,
  ): void => {
    const { data, metadata = {}, transient = {} } = shown;
    tell(
      update ? 'update_display_data' : 'display_data',
      this.cell,
      jsonOfShown({ data, metadata, transient }),
    );
  };

  #capture(stream: NodeJS.WriteStream, name: 'stdout' | 'stderr'): void {
    const decoder = new TextDecoder();
    stream.write = ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      tellText(this.cell, name, text);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    }) as Write;
  }
}

/** JSON of an output; of one that is larger than it may be, a sentence that says so. Throws where JSON cannot say it. */
export function jsonOfShown(shown: { data: object; metadata: object; transient?: object }): string {
  const json = own.stringify(shown);
  if (json.length <= ONE_OUTPUT) return json;
  const MiB = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  const text = `not shown: this output takes ${MiB(json.length)}, and one output may take ${MiB(ONE_OUTPUT)}`;
  return own.stringify({ ...shown, data: { 'text/plain': text }, metadata: {} });
}
