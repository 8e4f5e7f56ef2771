/**
 * What cells print, on its way to the page: gathered for a moment, and no more than a page can show. A loop that prints
 * without end would else fill the page's memory faster than it can be stopped.
 */

type Name = 'stdout' | 'stderr';

const { now } = performance;
const clock = now.bind(performance);
const later = globalThis.setTimeout.bind(globalThis);

/** Milliseconds that text may wait. */
const MOMENT = 50;
/** Characters that one run may print: fewer than outputs.ts would cut. */
const MOST_TEXT = 150_000;
/** Things that one run may show. */
const MOST_SHOWN = 1000;

/** Gathers what is printed and hands it on. */
export class Printer {
  readonly #send: (name: Name, text: string) => void;
  #waiting: { name: Name; texts: string[]; since: number } | undefined;
  #printed = 0;
  #shown = 0;

  constructor(send: (name: Name, text: string) => void) {
    this.#send = send;
  }

  /** A run begins. */
  begin(): void {
    this.#printed = 0;
    this.#shown = 0;
  }

  print(name: Name, text: string): void {
    if (this.#printed > MOST_TEXT) return;
    this.#printed += text.length;
    const isTooMuch = this.#printed > MOST_TEXT;
    if (this.#waiting?.name !== name) this.flush();
    if (this.#waiting === undefined) {
      this.#waiting = { name, texts: [], since: clock() };
      later(() => this.flush(), MOMENT);
    }
    this.#waiting.texts.push(isTooMuch ? `${text.slice(0, 1000)}\n… more than a page can show\n` : text);
    // A loop that never ends never lets the timer run.
    if (isTooMuch || clock() - this.#waiting.since > MOMENT) this.flush();
  }

  /** Whether one thing more may be shown; says so where not. */
  mayShow(): boolean {
    this.#shown++;
    if (this.#shown === MOST_SHOWN) this.print('stderr', '… more than a page can show\n');
    return this.#shown < MOST_SHOWN;
  }

  /** Hands on what waits. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#send(waiting.name, waiting.texts.join(''));
  }
}
