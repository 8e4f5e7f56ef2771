/**
 * What cells print and show, on its way to the page: gathered for a moment, no more than a page can show, and no faster than it
 * deals with it. A loop that prints without end would else fill the page's memory faster than it can be stopped. A loop that
 * never lets the page's answer in is heard from less and less often, and at its end.
 */

import type { MimeBundle } from '../../jupyter/mime.js';
import type { CellNames } from './cell-names.js';
import { MOST_SHOWN, MOST_SHOWN_TEXT, MOST_TEXT, MOST_UNHEARD, type PageOutput } from './messages.js';

type Name = 'stdout' | 'stderr';

// A cell may give these names to its own things.
const { now } = performance;
const clock = now.bind(performance);
const { stringify } = JSON;
const later = globalThis.setTimeout.bind(globalThis);

/** Milliseconds between two reports; so much longer for each eight reports that the page has not dealt with. */
const MOMENT = 50;
/** Characters that wait no longer. */
const LARGE = 1_000_000;
const FULL = '… more than a page can show\n';

/** One thing that waits: JSON, or texts of one stream. */
type Waiting = { json: string; id?: string } | { name: Name; texts: string[] };

/** Gathers what a run shows and hands it on. */
export class Outbox {
  readonly #post: (report: string) => void;
  #run = 0;
  #waiting: Waiting[] = [];
  /** Characters that wait, when the last report was sent, and whether what waits has waited long enough. */
  #size = 0;
  #sent = Number.NEGATIVE_INFINITY;
  #isDue = false;
  #end: 'ok' | 'error' | undefined;
  #unheard = 0;
  /** The stream to which the last thing shown belongs: more text of it is no new thing. */
  #last: Name | undefined;
  #ids = new Set<string>();
  #printed = 0;
  #shown = 0;
  #shownText = 0;

  constructor(post: (report: string) => void) {
    this.#post = post;
  }

  /** A run begins; what waits is of the one before. */
  begin(run: number): void {
    if (this.#waiting.length > 0) this.#send();
    this.#run = run;
    this.#last = undefined;
    this.#ids = new Set();
    this.#printed = 0;
    this.#shown = 0;
    this.#shownText = 0;
  }

  /** Text for one of the streams. */
  print(name: Name, text: string): void {
    if (this.#printed > MOST_TEXT || (name !== this.#last && !this.#hasRoom(1, 0))) {
      this.#sendInTime();
      return;
    }
    const room = MOST_TEXT - this.#printed;
    this.#printed += text.length;
    this.#text(name, text.length > room ? `${text.slice(0, room)}\n${FULL}` : text);
  }

  /** Something beside the streams. An error is always let through: it is the last of its run. */
  output(output: PageOutput): void {
    const json = stringify({ output });
    if (output.output_type === 'error' || this.#hasRoom(1, json.length)) {
      this.#last = undefined;
      this.#add({ json }, json.length);
    } else this.#sendInTime();
  }

  /** A claim that a cell makes. */
  claim(claim: string, holds: boolean): void {
    const json = stringify({ claim, holds });
    if (this.#hasRoom(1, json.length)) {
      this.#last = undefined;
      this.#add({ json }, json.length);
    } else this.#sendInTime();
  }

  /** What cells have to do with names. */
  names(names: readonly CellNames[]): void {
    const json = stringify({ names });
    this.#add({ json }, json.length);
  }

  /** Shows something under an id, or changes it: what still waits under that id is never seen. */
  display(id: string, data: MimeBundle): void {
    const json = stringify({ id, data });
    const at = this.#waiting.findIndex((each) => 'id' in each && each.id === id);
    const isNew = !this.#ids.has(id);
    const before = this.#waiting[at];
    if (this.#hasRoom(isNew ? 1 : 0, json.length)) {
      this.#ids.add(id);
      if (isNew) this.#last = undefined;
      if (before === undefined || !('json' in before)) this.#add({ json, id }, json.length);
      else {
        this.#shownText -= before.json.length;
        this.#size += json.length - before.json.length;
        this.#waiting[at] = { json, id };
      }
    }
    this.#sendInTime();
  }

  /** The run has ended. */
  end(end: 'ok' | 'error'): void {
    this.#end = end;
    this.#sendIfHeard();
  }

  /** The page has dealt with a report. */
  heard(): void {
    this.#unheard--;
    if (this.#isDue || this.#end !== undefined) this.#sendIfHeard();
  }

  /** Whether there is room for so much more; says so once where there is none. */
  #hasRoom(things: number, characters: number): boolean {
    const wasFull = this.#isFull;
    this.#shown += things;
    this.#shownText += characters;
    if (this.#isFull && !wasFull) this.#text('stderr', FULL);
    return !this.#isFull;
  }

  get #isFull(): boolean {
    return this.#shown >= MOST_SHOWN || this.#shownText > MOST_SHOWN_TEXT;
  }

  #text(name: Name, text: string): void {
    this.#last = name;
    const last = this.#waiting[this.#waiting.length - 1];
    if (last === undefined || !('name' in last) || last.name !== name)
      this.#add({ name, texts: [text] }, text.length);
    else {
      last.texts.push(text);
      this.#size += text.length;
      this.#sendInTime();
    }
  }

  #add(waiting: Waiting, size: number): void {
    this.#waiting.push(waiting);
    this.#size += size;
    if (this.#waiting.length === 1)
      later(() => {
        this.#isDue = true;
        this.#sendIfHeard();
      }, MOMENT);
    this.#sendInTime();
  }

  /** A loop that never ends never lets a timer run. */
  #sendInTime(): void {
    const moment = MOMENT * (1 + this.#unheard / 8);
    if (this.#size > LARGE || clock() - this.#sent > moment) this.#sendIfHeard();
  }

  #sendIfHeard(): void {
    const isSomething = this.#waiting.length > 0 || this.#end !== undefined;
    if (isSomething && this.#unheard < MOST_UNHEARD) this.#send();
  }

  #send(): void {
    const parts = this.#waiting.map((each) =>
      'json' in each
        ? each.json
        : stringify({ output: { output_type: 'stream', name: each.name, text: each.texts.join('') } }),
    );
    const end = this.#end === undefined ? '' : `,"end":"${this.#end}"`;
    this.#waiting = [];
    this.#size = 0;
    this.#isDue = false;
    this.#end = undefined;
    this.#sent = clock();
    this.#unheard++;
    this.#post(`{"run":${this.#run},"parts":[${parts.join(',')}]${end}}`);
  }
}
