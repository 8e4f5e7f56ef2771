/**
 * The iopub socket. ZeroMQ drops what a front end does not take in time, or else keeps it without a limit; here nothing is lost to one
 * that reads slowly, and little is kept: what waits is counted, and whoever makes it is told to wait. Only a front end that takes
 * nothing at all for a while loses what is sent meanwhile, and it alone.
 */

import { Publisher as Socket } from 'zeromq';
import { bytesIn } from '../wire.js';

/** Messages that ZeroMQ keeps for each front end. */
const IN_FLIGHT = 100;
/** Bytes that wait here before whoever makes them is told to wait, and when it may go on. */
const FULL = 2 ** 25;
const EMPTY = 2 ** 22;
/** Bytes that wait here before no more requests are taken. */
const OVERFULL = 2 ** 27;
/** Milliseconds between two looks at a front end that is full, and until it is waited for no longer. */
const PAUSE = 5;
const PATIENCE = 5000;

/** Sends messages to all front ends, in order. */
export class Publisher {
  readonly socket = new Socket({ linger: 1000, sendTimeout: 0, sendHighWaterMark: IN_FLIGHT, noDrop: true });
  readonly #waiting: { frames: Uint8Array[]; bytes: number }[] = [];
  readonly #onPressure: (isFull: boolean) => void;
  readonly #log: (line: string) => void;
  #bytes = 0;
  #isFull = false;
  #sending: Promise<void> | undefined;
  /** When a front end was full for the first time since one message went to all. */
  #fullSince: number | undefined;

  constructor(onPressure: (isFull: boolean) => void, log: (line: string) => void) {
    this.#onPressure = onPressure;
    this.#log = log;
  }

  send(frames: Uint8Array[]): void {
    const bytes = bytesIn(frames);
    this.#waiting.push({ frames, bytes });
    this.#count(bytes);
    this.#sending ??= this.#sendAll();
  }

  /** Resolves when there is room for what is answered to further requests. */
  async room(): Promise<void> {
    while (this.#bytes > OVERFULL) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }

  /** Resolves when nothing waits any more. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    let done = 0;
    try {
      for (; done < this.#waiting.length; done++) {
        const { frames, bytes } = this.#waiting[done]!;
        await this.#sendOne(frames);
        this.#count(-bytes);
        // Those that are sent are let go of now and then, so that a long queue is not moved for each of them.
        if (done === 1000) {
          this.#waiting.splice(0, done + 1);
          done = -1;
        }
      }
    } catch (error) {
      // The socket is closed: the kernel ends.
      this.#log(`could not publish: ${(error as Error).message}`);
    }
    this.#waiting.length = 0;
    this.#sending = undefined;
  }

  async #sendOne(frames: Uint8Array[]): Promise<void> {
    while (!(await this.#isTaken(frames))) {
      const now = performance.now();
      this.#fullSince ??= now;
      if (now - this.#fullSince > PATIENCE) return this.#dropping(frames);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#fullSince = undefined;
  }

  /** Whether every front end has taken it. */
  async #isTaken(frames: Uint8Array[]): Promise<boolean> {
    try {
      await this.socket.send(frames);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
      throw error;
    }
  }

  /** Sends it to those that take it. */
  async #dropping(frames: Uint8Array[]): Promise<void> {
    this.socket.noDrop = false;
    await this.socket.send(frames);
    this.socket.noDrop = true;
    // So that nobody else is full in the meantime.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    const isFull = this.#bytes > (this.#isFull ? EMPTY : FULL);
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#onPressure(isFull);
  }
}
