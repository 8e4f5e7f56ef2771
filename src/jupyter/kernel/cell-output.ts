/**
 * What a cell prints and shows, on its way to the front ends: texts that follow each other are sent together, and no cell gives more than
 * a reader's memory bears. What is left out is said, once.
 */

import { formatSize } from '../../units/size.js';
import type { Json } from '../wire.js';

/** Sends one message of output, such as `stream` or `display_data`, that belongs to a cell. */
export type PublishOf = (cell: number, type: string, content: Json) => void;

/** What one cell may print, and what it may show, in letters of JSON. What takes the place of something shown is not counted. */
const MOST_PRINTED = 2 ** 24;
const MOST_SHOWN = 2 ** 27;

/** Texts wait for more of them for so many milliseconds, or until there is so much. */
const PAUSE = 10;
const ENOUGH = 2 ** 16;

/** Of so many cells it is known what they have sent. */
const MOST_COUNTED = 10_000;

interface Sent {
  printed: number;
  shown: number;
}

/** The output of all cells of a session. */
export class CellOutput {
  readonly #publish: PublishOf;
  readonly #sent = new Map<number, Sent>();
  #waiting: { cell: number; name: string; texts: string[]; length: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: PublishOf) {
    this.#publish = publish;
  }

  /** A cell prints. */
  print(cell: number, name: string, text: string): void {
    const sent = this.#of(cell);
    const left = MOST_PRINTED - sent.printed;
    sent.printed += text.length;
    if (left > 0) this.#add(cell, name, text.slice(0, left).replace(/[\ud800-\udbff]$/, ''));
    if (left > 0 && text.length >= left) this.#say(cell, `has printed ${formatSize(MOST_PRINTED)}`, 'prints');
  }

  /** A cell shows something, or something else in the place of what it has shown. */
  show(cell: number, type: 'display_data' | 'update_display_data', content: Json, length: number): void {
    const sent = this.#of(cell);
    const isOver = sent.shown > MOST_SHOWN;
    if (type === 'display_data') sent.shown += length;
    if (isOver) return;
    this.flush();
    if (sent.shown <= MOST_SHOWN) this.#publish(cell, type, content);
    else this.#say(cell, `has shown ${formatSize(MOST_SHOWN)}`, 'shows');
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    this.#publish(waiting.cell, 'stream', { name: waiting.name, text: waiting.texts.join('') });
  }

  #of(cell: number): Sent {
    const sent = this.#sent.get(cell) ?? { printed: 0, shown: 0 };
    this.#sent.set(cell, sent);
    this.#sent.delete(cell - MOST_COUNTED);
    return sent;
  }

  #add(cell: number, name: string, text: string): void {
    if (text === '') return;
    if (this.#waiting?.cell !== cell || this.#waiting.name !== name) this.flush();
    if (this.#waiting === undefined) {
      this.#waiting = { cell, name, texts: [], length: 0 };
      this.#timer = setTimeout(() => this.flush(), PAUSE);
    }
    this.#waiting.texts.push(text);
    this.#waiting.length += text.length;
    if (this.#waiting.length >= ENOUGH) this.flush();
  }

  #say(cell: number, what: string, does: string): void {
    this.#add(
      cell,
      'stderr',
      `\nthis cell ${what}, and no cell's output may be larger: what else it ${does} is left out\n`,
    );
    this.flush();
  }
}
