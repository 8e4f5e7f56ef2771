/**
 * The worker of a page, and what ran in it. A worker that is stopped takes all that cells declared with it; the next one
 * starts empty, and who runs a cell there runs the earlier ones first.
 */

import type { MimeBundle } from '../../jupyter/mime.js';
import type { Claim } from '../claims-words.js';
import type { BookCell } from './book.js';
import type { CellNames } from './cell-names.js';
import { Inbox, type Refusal } from './inbox.js';
import { type PageOutput, type Part, READY, type Request } from './messages.js';
import { hasPart, partBytes } from './parts.js';
import { workerAddress } from './worker-address.js';

/** How a run ended. */
export type RunEnd = 'ok' | 'error' | 'stopped' | Refusal;

/** Who is told what a cell shows. */
export interface OutputSink {
  output(output: PageOutput): void;
  /** Shows something under an id, or changes what is shown under it. */
  display(id: string, data: MimeBundle): void;
  claim(claim: Claim): void;
}

/** A worker that runs, and what came of it. */
interface Live {
  readonly worker: Worker;
  readonly inbox: Inbox;
}

/** Runs cells in a worker, one at a time. */
export class Runner {
  /** Told where all that cells declared is gone. */
  onEmptied: (() => void) | undefined;
  /** Told where a worker was ended for what it said, and no cell ran. */
  onRefused: ((why: Refusal) => void) | undefined;
  #started: Promise<Live> | undefined;
  #live: Live | undefined;
  #run = READY;
  readonly #sinks = new Map<number, OutputSink>();
  #onNames: ((names: readonly CellNames[]) => void) | undefined;
  #end: ((end: RunEnd) => void) | undefined;
  /** Whoever waits for a worker to start is told so where it is ended before. */
  #giveUp: ((reason: Error) => void) | undefined;
  #generation = 0;

  /** Starts the worker ahead of the first run. */
  async warmUp(): Promise<void> {
    await this.#worker();
  }

  /** Runs a cell; what it shows, also later, goes to `sink`. */
  run(cell: BookCell, source: string, sink: OutputSink): Promise<RunEnd> {
    return this.#ask((run) => {
      this.#sinks.set(run, sink);
      return { type: 'run', run, cell: cell.number, source };
    });
  }

  /** What these texts have to do with names; undefined where the worker was stopped meanwhile. */
  async names(sources: readonly string[]): Promise<readonly CellNames[] | undefined> {
    const told: (readonly CellNames[])[] = [];
    this.#onNames = (names) => void told.push(names);
    const end = await this.#ask((run) => ({ type: 'names', run, sources: [...sources] }));
    const [names] = told;
    return end === 'ok' && names?.length === sources.length ? names : undefined;
  }

  async #ask(request: (run: number) => Request): Promise<RunEnd> {
    const live = await this.#worker();
    if (live === undefined) return 'stopped';
    const run = ++this.#run;
    const end = await new Promise<RunEnd>((resolve) => {
      this.#end = resolve;
      live.inbox.expect(run);
      live.worker.postMessage(request(run));
    });
    this.#end = undefined;
    return end;
  }

  /** Ends whatever runs, at once; forgets what cells declared, and what they said that was not dealt with. */
  stop(): void {
    this.#stop('stopped');
  }

  #stop(end: RunEnd): void {
    this.#generation++;
    this.#live?.worker.terminate();
    this.#live?.inbox.close();
    this.#live = undefined;
    this.#started = undefined;
    this.#giveUp?.(new Error('the worker was stopped'));
    this.#sinks.clear();
    this.onEmptied?.();
    this.#end?.(end);
  }

  /** The worker, once it is ready; undefined where it was stopped meanwhile. */
  async #worker(): Promise<Live | undefined> {
    const generation = this.#generation;
    this.#started ??= this.#start();
    try {
      const live = await this.#started;
      return generation === this.#generation ? live : undefined;
    } catch (error) {
      if (generation !== this.#generation) return undefined;
      // The next run may have more luck.
      this.#started = undefined;
      throw error;
    }
  }

  async #start(): Promise<Live> {
    const generation = this.#generation;
    const [address, samples] = await Promise.all([workerAddress(), carriedSamples()]);
    if (generation !== this.#generation) throw new Error('the worker was stopped');
    return new Promise<Live>((resolve, reject) => {
      const worker = new Worker(address);
      const inbox = new Inbox({
        part: (run, part) => this.#hear(run, part),
        heard: ({ run, end }) => {
          if (run === READY) return resolve(live);
          worker.postMessage({ type: 'heard' } satisfies Request);
          // The end of an earlier run has been heard before.
          if (end !== undefined && run === this.#run) this.#end?.(end);
        },
        refused: (why) => {
          const isRunning = this.#end !== undefined;
          reject(new Error('what it starts is no worker of ours'));
          this.#stop(why);
          if (!isRunning) this.onRefused?.(why);
        },
      });
      const live = { worker, inbox };
      this.#live = live;
      this.#giveUp = reject;
      worker.onerror = ({ message }) => {
        // One that has started catches what its cells throw.
        worker.terminate();
        reject(new Error(`the worker does not start: ${message}`));
      };
      worker.onmessage = ({ data }: MessageEvent<unknown>) => inbox.take(data);
      worker.postMessage({ type: 'start', samples } satisfies Request);
    });
  }

  #hear(run: number, part: Part): void {
    if ('names' in part) this.#onNames?.(part.names);
    const sink = this.#sinks.get(run);
    if (sink === undefined) return;
    if ('id' in part) sink.display(part.id, part.data);
    else if ('claim' in part) sink.claim(part);
    else if ('output' in part) sink.output(part.output);
  }
}

/** The traces that this page carries, each once. */
async function carriedSamples(): Promise<Record<string, Uint8Array>> {
  const names = ['words', 'matrix'].filter((name) => hasPart(`trace-${name}`));
  const samples = names.map(async (name) => [name, await partBytes(`trace-${name}`)] as const);
  return Object.fromEntries(await Promise.all(samples));
}
