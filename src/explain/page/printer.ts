/**
 * What cells print, on its way to the page: gathered for a moment, and no more than a page can show. A loop that prints
 * without end would else fill the page's memory faster than it can be stopped.
 */

import type { MimeBundle } from '../../jupyter/mime.js';

type Name = 'stdout' | 'stderr';

const { now } = performance;
const clock = now.bind(performance);
const { values } = Object;
const { stringify } = JSON;
const later = globalThis.setTimeout.bind(globalThis);

/** Milliseconds that text may wait. */
const MOMENT = 50;
/** Characters that one run may print: fewer than outputs.ts would cut. */
const MOST_TEXT = 150_000;
/** Things that one run may show, and characters in them, what changes under a display id included. */
const MOST_SHOWN = 1000;
const MOST_SHOWN_TEXT = 50_000_000;

/** Gathers what is printed and hands it on. */
export class Printer {
  readonly #send: (name: Name, text: string) => void;
  #waiting: { name: Name; texts: string[]; since: number } | undefined;
  #printed = 0;
  #shown = 0;
  #shownText = 0;

  constructor(send: (name: Name, text: string) => void) {
    this.#send = send;
  }

  /** A run begins. */
  begin(): void {
    this.#printed = 0;
    this.#shown = 0;
    this.#shownText = 0;
  }

  print(name: Name, text: string): void {
    if (this.#printed > MOST_TEXT) return;
    const room = MOST_TEXT - this.#printed;
    this.#printed += text.length;
    const isTooMuch = text.length > room;
    if (this.#waiting?.name !== name) this.flush();
    if (this.#waiting === undefined) {
      this.#waiting = { name, texts: [], since: clock() };
      later(() => this.flush(), MOMENT);
    }
    this.#waiting.texts.push(isTooMuch ? `${text.slice(0, room)}\n… more than a page can show\n` : text);
    // A loop that never ends never lets the timer run.
    if (isTooMuch || clock() - this.#waiting.since > MOMENT) this.flush();
  }

  /** Whether one thing more may be shown, or may change; says so once where not. */
  mayShow(data: MimeBundle | undefined, isChange = false): boolean {
    const wasFull = this.#isFull;
    if (!isChange) this.#shown++;
    this.#shownText += data === undefined ? 0 : charactersOf(data);
    if (this.#isFull && !wasFull) this.print('stderr', '… more than a page can show\n');
    return !this.#isFull;
  }

  get #isFull(): boolean {
    return this.#shown >= MOST_SHOWN || this.#shownText > MOST_SHOWN_TEXT;
  }

  /** Hands on what waits. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#send(waiting.name, waiting.texts.join(''));
  }
}

/** How much a bundle is, about: texts by their length, figures as the JSON that they cross as. */
function charactersOf(bundle: MimeBundle): number {
  return values(bundle).reduce(
    (sum: number, value) =>
      sum + (typeof value === 'string' ? value.length : (stringify(value)?.length ?? 0)),
    0,
  );
}
