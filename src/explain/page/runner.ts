/**
 * The worker of a page, and what ran in it. A worker that is stopped takes all that cells declared with it; the next one
 * starts empty, and who runs a cell there runs the earlier ones first.
 */

import type { MimeBundle } from '../../jupyter/mime.js';
import type { BookCell } from './book.js';
import type { PageOutput, Report, Request } from './messages.js';
import { hasPart, partBytes, partText } from './parts.js';

/** How a run ended. */
export type RunEnd = 'ok' | 'error' | 'stopped';

/** Who is told what a cell shows. */
export interface OutputSink {
  output(output: PageOutput): void;
  /** Shows something under an id, or changes what is shown under it. */
  display(id: string, data: MimeBundle): void;
}

/** Runs cells in a worker, one at a time. */
export class Runner {
  /** The cells that ran in this worker to their end. */
  readonly ran = new Set<BookCell>();
  #worker: Promise<Worker> | undefined;
  #address: Promise<string> | undefined;
  #run = 0;
  readonly #sinks = new Map<number, OutputSink>();
  #end: ((end: RunEnd) => void) | undefined;
  #generation = 0;

  /** Starts the worker ahead of the first run. */
  async warmUp(): Promise<void> {
    await this.#started();
  }

  /** Runs a cell; what it shows, also later, goes to `sink`. */
  async run(cell: BookCell, source: string, sink: OutputSink): Promise<RunEnd> {
    const generation = this.#generation;
    const worker = await this.#started();
    if (generation !== this.#generation) return 'stopped';
    const run = ++this.#run;
    this.#sinks.set(run, sink);
    const end = await new Promise<RunEnd>((resolve) => {
      this.#end = resolve;
      worker.postMessage({ type: 'run', run, cell: cell.number, source } satisfies Request);
    });
    this.#end = undefined;
    if (end !== 'stopped') this.ran.add(cell);
    return end;
  }

  /** Ends whatever runs, at once, and forgets all that cells declared. */
  stop(): void {
    this.#generation++;
    // One that did not start has told whoever waited for it.
    this.#worker?.then(
      (worker) => worker.terminate(),
      () => {},
    );
    this.#worker = undefined;
    this.ran.clear();
    this.#sinks.clear();
    this.#end?.('stopped');
  }

  #started(): Promise<Worker> {
    this.#worker ??= this.#start();
    return this.#worker;
  }

  async #start(): Promise<Worker> {
    // A module worker from a blob does not start from file:// in Chromium, so the part is a classic script.
    this.#address ??= partText('worker').then((text) =>
      URL.createObjectURL(new Blob([text], { type: 'text/javascript' })),
    );
    const worker = new Worker(await this.#address);
    const samples = await carriedSamples();
    await new Promise<void>((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(`the worker does not start: ${message}`));
      worker.onmessage = ({ data }: MessageEvent<Report>) => {
        if (data.type === 'ready') resolve();
        else this.#hear(data);
      };
      worker.postMessage({ type: 'start', samples } satisfies Request);
    });
    return worker;
  }

  #hear(report: Exclude<Report, { type: 'ready' }>): void {
    const sink = this.#sinks.get(report.run);
    if (sink === undefined) return;
    if (report.type === 'output') sink.output(report.output);
    else if (report.type === 'done') this.#end?.(report.ok ? 'ok' : 'error');
    else sink.display(report.id, report.data);
  }
}

/** The traces that this page carries, each once. */
async function carriedSamples(): Promise<Record<string, Uint8Array>> {
  const names = ['words', 'matrix'].filter((name) => hasPart(`trace-${name}`));
  const samples = names.map(async (name) => [name, await partBytes(`trace-${name}`)] as const);
  return Object.fromEntries(await Promise.all(samples));
}
