/**
 * Where the output of a cell goes: whatever is printed or shown belongs to the cell that started it, even
 * from a timer or a worker that outlives the cell, and else to the cell that ran last.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Json } from './wire.js';

/** Sends one message of output, such as `stream` or `display_data`. */
export type Publish = (type: string, content: Json) => void;

type Write = typeof process.stdout.write;

/** Takes over stdout and stderr of the process, for cells only: each cell runs inside {@link during}. */
export class CellOutput {
  readonly #started = new AsyncLocalStorage<Publish>();
  #last: Publish | undefined;
  readonly #stderr: Write;

  constructor() {
    this.#stderr = process.stderr.write.bind(process.stderr) as Write;
    this.#capture(process.stdout, 'stdout');
    this.#capture(process.stderr, 'stderr');
  }

  /** Runs `cell`; what it prints and shows goes to `publish`. */
  during<T>(publish: Publish, cell: () => T): T {
    this.#last = publish;
    return this.#started.run(publish, cell);
  }

  /** What tslab's `display` writes. */
  readonly writeDisplay = (
    shown: { data: Json; metadata?: Json; transient?: Json },
    update?: boolean,
  ): void => {
    const { data, metadata = {}, transient = {} } = shown;
    this.#publish?.(update ? 'update_display_data' : 'display_data', { data, metadata, transient });
  };

  /** Something about the kernel itself, for its log. */
  log(line: string): void {
    this.#stderr(`aliaslab kernel: ${line}\n`);
  }

  get #publish(): Publish | undefined {
    return this.#started.getStore() ?? this.#last;
  }

  #capture(stream: NodeJS.WriteStream, name: 'stdout' | 'stderr'): void {
    const original = stream.write.bind(stream) as Write;
    const decoder = new TextDecoder();
    stream.write = ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      const publish = this.#publish;
      if (publish === undefined)
        return original(chunk as string, encoding as BufferEncoding, done as () => void);
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      if (text !== '') publish('stream', { name, text });
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    }) as Write;
  }
}
