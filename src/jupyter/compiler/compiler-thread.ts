/** The compiler as the kernel sees it: in a thread of its own, which can be ended while it works and begun again. */

import { Worker } from 'node:worker_threads';
import type { Json } from '../wire.js';
import type { CellCompiler, CellSource, Compiled } from './cell-compiler.js';

/** What the thread is sent. */
export interface Question {
  readonly id: number;
  readonly ask: 'compile' | 'complete' | 'inspect' | 'isComplete';
  readonly given: readonly unknown[];
}

/** What it sends back. */
export interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  /** The compiler failed at this question: how. */
  readonly problem?: string;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** A compiler for the cells of one session. It begins with the first question, or again after it was ended. */
export class CompilerThread {
  readonly #waiting = new Map<number, Waiting>();
  /** Cells that are modules: a thread that begins again is told them. */
  readonly #modules = new Set<string>();
  #asked = 0;
  #thread: Worker | undefined;

  async compile(cell: CellSource): Promise<Compiled> {
    const compiled = (await this.#ask('compile', cell)) as Compiled;
    if (compiled.isModule) this.#modules.add(cell.source);
    return compiled;
  }

  complete(...given: Parameters<CellCompiler['complete']>): Promise<Json> {
    return this.#ask('complete', ...given) as Promise<Json>;
  }

  inspect(...given: Parameters<CellCompiler['inspect']>): Promise<Json> {
    return this.#ask('inspect', ...given) as Promise<Json>;
  }

  isComplete(...given: Parameters<CellCompiler['isComplete']>): Promise<Json> {
    return this.#ask('isComplete', ...given) as Promise<Json>;
  }

  /** Whether somebody waits for an answer. */
  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Begins before it is asked: that takes a second. */
  begin(): void {
    this.#thread ??= this.#started();
  }

  /** Ends what it works at; whoever waits for an answer is told `reason`. */
  end(reason: Error): void {
    void this.#thread?.terminate();
    this.#thread = undefined;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  #started(): Worker {
    const thread = new Worker(new URL('./thread.js', import.meta.url));
    thread.on('message', ({ id, answer, problem }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (problem === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(problem));
    });
    thread.on('error', (error) => {
      if (this.#thread === thread) this.end(error);
    });
    // What was found in a module has been said when it was run.
    for (const source of this.#modules)
      thread.postMessage({ id: 0, ask: 'compile', given: [{ source, before: '', names: [] }] });
    return thread;
  }

  #ask(ask: Question['ask'], ...given: unknown[]): Promise<unknown> {
    this.begin();
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread!.postMessage({ id, ask, given } satisfies Question);
    });
  }
}
