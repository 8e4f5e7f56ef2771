/**
 * What a worker has said, dealt with one thing at a time: between two the reader has a turn, so Stop is heard whatever comes. A
 * worker that says more than any of ours would, or something that none of ours says, is not heard any further.
 */

import {
  MOST_SHOWN,
  MOST_SHOWN_TEXT,
  MOST_TEXT,
  MOST_UNHEARD,
  type Part,
  READY,
  type Report,
  reportOf,
} from './messages.js';

/** Why a worker is not heard any further. */
export type Refusal = 'flooded' | 'forged';

/** Who deals with what a worker says. */
export interface Hearer {
  part(run: number, part: Part): void;
  /** All parts of a report were dealt with. */
  heard(report: Report): void;
  refused(why: Refusal): void;
}

/** Our worker says of a run less than half of this. */
const MOST_PARTS = 2 * MOST_SHOWN;
const MOST_CHARACTERS = 2 * (MOST_SHOWN_TEXT + 6 * MOST_TEXT);
/** Characters of its streams: all that one says is laid out anew with each more. */
const MOST_STREAMED = 2 * MOST_TEXT;
/** Characters of a report beside what was shown. */
const FRAME = 200;

/** What came of one worker. */
export class Inbox {
  readonly #hearer: Hearer;
  #waiting: unknown[] = [];
  #isBusy = false;
  #isClosed = false;
  /** The newest run that was asked for, and the one that was last heard of. */
  #asked = READY;
  #run = -1;
  #parts = 0;
  #streamed = 0;
  #characters = 0;
  #ids = new Set<string>();
  #stream: string | undefined;

  constructor(hearer: Hearer) {
    this.#hearer = hearer;
  }

  /** A run is asked for: there may be reports of it. */
  expect(run: number): void {
    this.#asked = run;
  }

  /** Takes a message; it is dealt with when its turn comes. */
  take(message: unknown): void {
    if (this.#isClosed) return;
    // One more than may be unheard of: that which a new run sends before it begins.
    if (this.#waiting.length > MOST_UNHEARD) this.#refuse('flooded');
    else {
      this.#waiting.push(message);
      if (!this.#isBusy) void this.#work();
    }
  }

  /** Nothing that came, or comes yet, is dealt with any more. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const message = this.#waiting.shift();
      // What is no text has no length, and is no report either.
      const length = typeof message === 'string' ? Math.max(0, message.length - FRAME) : 0;
      if (this.#characters + length > MOST_CHARACTERS) return this.#refuse('flooded');
      const report = reportOf(message);
      if (report === undefined || !this.#isExpected(report)) return this.#refuse('forged');
      this.#characters += length;
      for (const part of report.parts) {
        if (this.#isTooMuch(part)) return this.#refuse('flooded');
        this.#hearer.part(report.run, part);
        await turn();
        if (this.#isClosed) return;
      }
      this.#hearer.heard(report);
    }
    this.#isBusy = false;
  }

  #refuse(why: Refusal): void {
    this.close();
    this.#hearer.refused(why);
  }

  /** Whether our worker could say this now: runs follow each other, and a report has a reason. */
  #isExpected({ run, parts, end }: Report): boolean {
    const isNew = run > this.#run;
    if (run < this.#run || run > this.#asked) return false;
    if (run === READY) {
      this.#run = run;
      return isNew && parts.length === 0 && end === undefined;
    }
    if (isNew) {
      [this.#run, this.#parts, this.#streamed, this.#characters] = [run, 0, 0, 0];
      this.#stream = undefined;
      this.#ids = new Set();
    }
    return parts.length > 0 || end !== undefined;
  }

  /** Whether a run has shown too many things by now. More text of a stream is none, nor is a change. */
  #isTooMuch(part: Part): boolean {
    if ('id' in part) {
      if (this.#ids.has(part.id)) return false;
      this.#ids.add(part.id);
      this.#stream = undefined;
    } else if (!('output' in part)) this.#stream = undefined;
    else {
      const { output } = part;
      if (output.output_type === 'stream') this.#streamed += output.text.length;
      if (this.#streamed > MOST_STREAMED) return true;
      const stream = output.output_type === 'stream' ? output.name : undefined;
      if (stream !== undefined && stream === this.#stream) return false;
      this.#stream = stream;
    }
    return ++this.#parts > MOST_PARTS;
  }
}

/** Lets the browser do what else there is to do. A timer would, after a few, take 4 ms each time. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
