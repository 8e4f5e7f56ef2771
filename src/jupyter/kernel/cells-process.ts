/**
 * The process in which cells run, as the kernel sees it: orders go in, lines come out, and it can be ended whatever it does. What a
 * program that a cell has started prints by itself comes too.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { signalGroup } from '../../node/process-group.js';
import { LINES, ORDERS, type Order, type Verb } from '../cells/messages.js';
import { readLines } from './lines.js';

/** Who is told what the process does. */
export interface Listener {
  /** A cell has done something: text of JSON comes with it. */
  heard(verb: Verb, cell: number, json: string): void;
  /** The process, or one that it has started, has written to its own stdout or stderr. */
  wrote(name: 'stdout' | 'stderr', text: string): void;
  /** It is gone, as a sentence says. */
  ended(how: string): void;
}

const main = fileURLToPath(new URL('../cells/main.js', import.meta.url));

/** Milliseconds in which what a process has said before its end is read. */
const LAST_WORDS = 300;

/** Bytes of one line; what is longer is no line of ours. */
const LONGEST_LINE = 2 ** 27;

/** A running process. */
export class CellsProcess {
  readonly #child: ChildProcess;
  readonly #orders: Writable;
  readonly #lines: Readable;

  /** Starts it in the current folder. */
  constructor(listener: Listener) {
    // A group of its own: an interrupt reaches the programs that cells have started, and so does the end.
    // What the kernel is debugged with is its own.
    const options = process.execArgv.filter((option) => !option.startsWith('--inspect'));
    this.#child = spawn(process.execPath, [...options, main], {
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#orders = this.#child.stdio[ORDERS] as Writable;
    // A cell has closed it, and no order arrives any more; or the process is gone.
    this.#orders.on('error', () => this.#killSoon());
    (this.#orders as Duplex).resume().on('close', () => this.#killSoon());
    for (const name of ['stdout', 'stderr'] as const)
      this.#child[name]!.setEncoding('utf8').on('data', (text: string) => listener.wrote(name, text));
    this.#lines = this.#child.stdio[LINES] as Readable;
    const read = readLines(this.#lines, LONGEST_LINE, (line) => {
      const [, verb, cell, json] = /^([a-z_]+) (\d+) (.*)$/s.exec(line) ?? [];
      // Anything else was cut off by an interrupt.
      if (json !== undefined) listener.heard(verb as Verb, Number(cell), json);
    });
    const gone = new Promise<string>((resolve) => {
      this.#child.on('error', (error) => resolve(`could not be started: ${error.message}`));
      this.#child.on('exit', (code, signal) =>
        resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
      );
    });
    void gone.then(() => this.#clear());
    // A cell has closed it, and nothing is heard any more.
    void read.then(() => this.#killSoon());
    void Promise.all([gone, read]).then(([how]) => listener.ended(how));
  }

  order(order: Order): void {
    this.#orders.write(`${JSON.stringify(order)}\n`);
  }

  /** While it is paused, nothing is heard, and what it says soon has to wait. */
  pause(isPaused: boolean): void {
    if (isPaused) this.#lines.pause();
    else this.#lines.resume();
  }

  /** Ends what runs in it at once where the engine can, and the programs that it waits for; then orders the end of the rest. */
  interrupt(cell: number): void {
    this.#signal('SIGINT');
    this.order({ interrupt: cell });
  }

  kill(): void {
    this.#signal('SIGKILL');
  }

  /** A process that ends by itself has its own end, and that is told. */
  #killSoon(): void {
    setTimeout(() => this.kill(), LAST_WORDS).unref();
  }

  /** After the end: what the process has started ends too, and nobody waits for what others hold open. */
  #clear(): void {
    signalGroup(this.#child, 'SIGKILL');
    setTimeout(() => {
      for (const stream of this.#child.stdio) stream?.destroy();
    }, LAST_WORDS).unref();
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    // It may not have made its group yet.
    if (!signalGroup(this.#child, signal)) this.#child.kill(signal);
  }
}
