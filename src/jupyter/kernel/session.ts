/**
 * One session of cells: each is compiled in a thread, and run in a process that can be ended. It knows no messages of Jupyter's and no
 * sockets, and its own thread never computes.
 */

import type { CellDone, ShownAs, Unhandled, Verb } from '../cells/messages.js';
import type { Compiled } from '../compiler/cell-compiler.js';
import { CompilerThread } from '../compiler/compiler-thread.js';
import type { Json } from '../wire.js';
import {
  type CellError,
  codeName,
  describeFindings,
  describeThrown,
  interrupted,
  processEnded,
} from './cell-error.js';
import { CellOutput, type PublishOf } from './cell-output.js';
import { CellsProcess } from './cells-process.js';
import { contentOf } from './check-line.js';

/** How a cell ended: with what is shown of its last value, where it has one; or with an error. */
export type CellEnd =
  | { readonly status: 'ok'; readonly shown?: { readonly data: Json; readonly metadata: Json } }
  | { readonly status: 'error'; readonly error: CellError };

/** Milliseconds that an interrupted cell may go on before its reader is told what else there is. */
const PATIENCE = 3000;

interface Running {
  readonly cell: number;
  readonly source: string;
  /** What it was compiled to. */
  compiled: string;
  /** The declarations that the next cell is compiled with, when this one has ended well. */
  declares: string;
  isCompiling: boolean;
  /** An interrupt has not ended it: the next ends the process. */
  isDeaf: boolean;
  interrupts: number;
  end(end: CellEnd): void;
}

/** Runs cells one after another in the current folder, from which they import. */
export class Session {
  readonly #compiler = new CompilerThread();
  readonly #output: CellOutput;
  readonly #log: (line: string) => void;
  #process: CellsProcess | undefined;
  /** The end of an earlier process is its own. */
  #lives = 0;
  #isPaused = false;
  #running: Running | undefined;
  #names: readonly string[] = [];
  #before = '';
  /** The files of the folder that cells have imported, as JavaScript. */
  readonly #files = new Map<string, string>();
  /** The last cell that was begun, and the last that was heard of. */
  #begun = 0;
  #last = 0;

  constructor(publish: PublishOf, log: (line: string) => void) {
    this.#output = new CellOutput(publish);
    this.#log = log;
    this.#compiler.begin();
    this.#process = this.#started();
  }

  /** Runs one cell, known by a number; never rejects. All that it has printed until it ended is published by then. */
  async run(cell: number, source: string, as: ShownAs = 'bundle'): Promise<CellEnd> {
    this.#begun = cell;
    const end = await new Promise<CellEnd>((resolve) => {
      this.#running = {
        cell,
        source,
        compiled: '',
        declares: '',
        isCompiling: true,
        isDeaf: false,
        interrupts: 0,
        end: resolve,
      };
      void this.#begin(this.#running, as);
    });
    this.#running = undefined;
    this.#output.flush();
    return end;
  }

  /** Ends the running cell; what it declared before stays. Where that does not help, says so, and the next interrupt ends the process. */
  interrupt(): void {
    const running = this.#running;
    if (running === undefined) {
      if (this.#compiler.isBusy) this.#compiler.end(new Error('interrupted'));
      this.#process?.interrupt(0);
    } else if (running.isCompiling) {
      this.#compiler.end(new Error('interrupted'));
      running.end({ status: 'error', error: interrupted });
    } else if (running.isDeaf) this.#process?.kill();
    else {
      this.#process?.interrupt(running.cell);
      if (running.interrupts++ === 0) setTimeout(() => this.#sayIfDeaf(running), PATIENCE).unref();
    }
  }

  /** What completes the code at the cursor. */
  complete(code: string, cursor: number): Promise<Json> {
    return this.#compiler.complete(code, cursor, this.#before);
  }

  /** What is known of the name at the cursor. */
  inspect(code: string, cursor: number): Promise<Json> {
    return this.#compiler.inspect(code, cursor, this.#before);
  }

  /** Whether further lines are to be typed. */
  isComplete(code: string): Promise<Json> {
    return this.#compiler.isComplete(code);
  }

  /** Lets cells wait with what they print and show, or go on. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#process?.pause(isPaused);
  }

  /** Ends whatever runs, at once. */
  close(): void {
    this.#compiler.end(new Error('the kernel ends'));
    this.#process?.kill();
  }

  async #begin(running: Running, as: ShownAs): Promise<void> {
    const { cell, source } = running;
    let compiled: Compiled;
    try {
      compiled = await this.#compiler.compile({ source, before: this.#before, names: this.#names });
    } catch (error) {
      return running.end({
        status: 'error',
        error: describeThrown({ name: 'CompilerError', text: String(error) }),
      });
    }
    if (this.#running !== running) return;
    running.isCompiling = false;
    const { converted, findings, isModule } = compiled;
    if (findings.length > 0 && !isModule)
      return running.end({ status: 'error', error: describeFindings(findings, source) });
    // A cell that only defines a module is kept with its type errors, as in tslab.
    for (const { file, line, column, text } of findings)
      this.#output.print(cell, 'stderr', `${file}${line}:${column} - ${text}\n`);
    if (converted === undefined) return running.end({ status: 'ok' });
    running.declares = converted.declOutput ?? '';
    for (const { path, data } of converted.sideOutputs ?? []) this.#files.set(path, data);
    const isNew = this.#process === undefined;
    this.#process ??= this.#started();
    // The compiler gives a file once; a process that begins anew needs them all.
    const sideOutputs = isNew
      ? [...this.#files].map(([path, data]) => ({ path, data }))
      : converted.sideOutputs;
    running.compiled = converted.output ?? '';
    const output = running.compiled && `${running.compiled}\n//# sourceURL=${codeName(cell)}`;
    this.#process.order({
      run: cell,
      cell: { ...converted, output, ...(sideOutputs && { sideOutputs }) },
      as,
    });
  }

  #started(): CellsProcess {
    const life = ++this.#lives;
    const cells = new CellsProcess({
      heard: (verb, cell, json) => {
        if (life === this.#lives) this.#heard(verb, cell, json);
      },
      wrote: (name, text) => this.#output.print(this.#running?.cell ?? this.#last, name, text),
      ended: (how) => {
        if (life === this.#lives) this.#ended(how);
      },
    });
    cells.pause(this.#isPaused);
    return cells;
  }

  #heard(verb: Verb, cell: number, json: string): void {
    if (cell > this.#begun) return;
    if (verb === 'log') {
      const line = contentOf(verb, json);
      if (line !== undefined) this.#log(line);
      return;
    }
    if (verb !== 'ready') this.#last = cell;
    if (verb === 'stream') {
      const text = contentOf(verb, json);
      if (text) this.#output.print(cell, text.name, text.text);
    } else if (verb === 'display_data' || verb === 'update_display_data') {
      const shown = contentOf(verb, json);
      if (shown) this.#output.show(cell, verb, shown, json.length);
    } else if (verb === 'unhandled') {
      const unhandled = contentOf(verb, json);
      if (unhandled) this.#unhandled(cell, unhandled);
    } else if (verb === 'done') {
      const done = contentOf(verb, json);
      // A turn later: what a program that it has started has printed is here by then.
      if (done) setImmediate(() => this.#done(cell, done));
    }
  }

  #unhandled(cell: number, { what, thrown }: Unhandled): void {
    this.#output.print(cell, 'stderr', `${what}: ${describeThrown(thrown).traceback.join('\n')}\n`);
  }

  #done(cell: number, { shown, thrown, names }: CellDone): void {
    const running = this.#running;
    if (running?.cell !== cell) return;
    this.#names = names;
    // A program that the cell waited for was interrupted too, and its end may be what the cell has thrown.
    if (thrown !== undefined && running.interrupts > 0) running.end({ status: 'error', error: interrupted });
    else if (thrown !== undefined) running.end({ status: 'error', error: describeThrown(thrown, running) });
    else {
      this.#before = running.declares;
      running.end({ status: 'ok', ...(shown && { shown }) });
    }
  }

  /** Cells begin anew, with nothing declared. */
  #ended(how: string): void {
    this.#process = undefined;
    this.#names = [];
    this.#before = '';
    const error = processEnded(how);
    if (this.#running !== undefined) this.#running.end({ status: 'error', error });
    else this.#output.print(this.#last, 'stderr', `${error.traceback.join('\n')}\n`);
  }

  #sayIfDeaf(running: Running): void {
    if (this.#running !== running) return;
    running.isDeaf = true;
    this.#output.print(
      running.cell,
      'stderr',
      'this cell goes on: interrupt it once more to end the process of the cells, and all that they have declared with it\n',
    );
  }
}
