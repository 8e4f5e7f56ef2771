/**
 * Turns what a kernel publishes into the outputs of cells, as Jupyter's own runners keep them: neighboring
 * text of one stream is one output, a display that has an id can be updated later, `clear_output` clears.
 * Each message takes as long as it is, and all together take no more room than kept-size.ts says.
 */

import { KeptRoom, leftOut, MOST_KEPT, sizeOf } from './kept-size.js';
import type { NotebookOutput } from './notebook.js';
import type { Json, Message } from './wire.js';

/** What is shown: under one id it is one thing, however many outputs show it. */
interface Shown {
  data: unknown;
  metadata: unknown;
  /** How large it is, and how many outputs show it. */
  size: number;
  times: number;
}

/** An output while its cell runs; `letters` are those that took room, `rest` is what belongs to its kind. */
type Kept =
  | { readonly type: 'stream'; readonly name: string; readonly parts: string[]; letters: number }
  | { readonly type: 'display_data' | 'execute_result'; readonly shown: Shown; readonly rest: Json }
  | { readonly type: 'error'; readonly rest: Json };

/** Collects the outputs of all cells of one run. Cells are known by their position in the notebook. */
export class NotebookOutputs {
  readonly #cellOfRequest = new Map<string, number>();
  readonly #outputs = new Map<number, Kept[]>();
  readonly #shown = new Map<string, Shown>();
  readonly #clearNext = new Set<number>();
  readonly #most: number;
  readonly #room: KeptRoom;
  /** The cells whose last output says that the rest was left out. */
  readonly #full = new Set<number>();

  /** Keeps so many letters of all outputs together. */
  constructor(most = MOST_KEPT) {
    this.#most = most;
    this.#room = new KeptRoom(most);
  }

  /** A cell is about to run as request `id`. */
  begin(cell: number, id: string): void {
    this.#cellOfRequest.set(id, cell);
    this.#clear(cell);
  }

  /** Takes one published message; gives the cell it belongs to, if it does to one. */
  take({ header, parent, content }: Message): number | undefined {
    const cell = this.#cellOfRequest.get(parent.msg_id ?? '');
    if (cell === undefined) return undefined;
    const id = (content.transient as Json | undefined)?.display_id;
    const { execution_count, name, text, ename, evalue, traceback } = content;
    switch (header.msg_type) {
      case 'stream':
        this.#stream(cell, String(name), String(text));
        break;
      case 'display_data':
        this.#display(cell, header.msg_type, content, {}, id);
        break;
      case 'execute_result':
        this.#display(cell, header.msg_type, content, { execution_count }, id);
        break;
      case 'error':
        // What stopped a cell is kept in any case: there is one for each.
        this.#add(cell, { type: 'error', rest: { ename, evalue, traceback } });
        break;
      case 'update_display_data':
        this.#update(cell, this.#shown.get(String(id)), content);
        break;
      case 'clear_output':
        if (content.wait === true) this.#clearNext.add(cell);
        else this.#clear(cell);
        break;
    }
    return cell;
  }

  /** The outputs of a cell. Text that a carriage return has overwritten is gone, as on a terminal. */
  of(cell: number): NotebookOutput[] {
    return (this.#outputs.get(cell) ?? []).map((kept): Json => {
      const output_type = kept.type;
      if (kept.type === 'stream')
        return { output_type, name: kept.name, text: overwritten(kept.parts.join('')) };
      if (kept.type === 'error') return { output_type, ...kept.rest };
      const { data, metadata } = kept.shown;
      return { output_type, data, metadata, ...kept.rest };
    }) as unknown as NotebookOutput[];
  }

  #stream(cell: number, name: string, text: string): void {
    this.#clearIfAsked(cell);
    if (this.#full.has(cell)) return;
    const part = text.slice(0, this.#room.left);
    this.#room.take(part.length);
    const last = this.#outputs.get(cell)?.at(-1);
    if (last?.type === 'stream' && last.name === name) {
      last.parts.push(part);
      last.letters += part.length;
    } else if (part !== '' || text === '') {
      this.#add(cell, { type: 'stream', name, parts: [part], letters: part.length });
    }
    if (part.length < text.length) this.#leaveOut(cell);
  }

  #display(
    cell: number,
    type: 'display_data' | 'execute_result',
    { data, metadata }: Json,
    rest: Json,
    id: unknown,
  ): void {
    this.#clearIfAsked(cell);
    const known = typeof id === 'string' ? this.#shown.get(id) : undefined;
    const shown = known ?? { data, metadata: metadata ?? {}, size: 0, times: 0 };
    // Showing the same id again changes what is shown under it already.
    this.#update(cell, shown, { data, metadata }, 1);
    if (this.#full.has(cell)) return;
    if (typeof id === 'string') this.#shown.set(id, shown);
    this.#add(cell, { type, shown, rest });
  }

  /** Something else is shown from here on, and by so many outputs more. */
  #update(cell: number, shown: Shown | undefined, { data, metadata }: Json, more = 0): void {
    if (!shown || this.#full.has(cell)) return;
    const size = sizeOf([data, metadata]);
    const times = shown.times + more;
    if (this.#room.take(times * size - shown.times * shown.size))
      Object.assign(shown, { data, metadata: metadata ?? {}, size, times });
    else this.#leaveOut(cell);
  }

  #add(cell: number, kept: Kept): void {
    this.#clearIfAsked(cell);
    this.#outputs.get(cell)?.push(kept);
  }

  /** Says, once in a cell, that the rest of what it shows is left out. */
  #leaveOut(cell: number): void {
    if (this.#full.has(cell)) return;
    this.#full.add(cell);
    this.#add(cell, { type: 'stream', name: 'stderr', parts: [leftOut(this.#most)], letters: 0 });
  }

  #clearIfAsked(cell: number): void {
    if (this.#clearNext.delete(cell)) this.#clear(cell);
  }

  /** Takes a cell's outputs away, and gives their room back. */
  #clear(cell: number): void {
    for (const kept of this.#outputs.get(cell) ?? []) {
      if (kept.type === 'stream') this.#room.take(-kept.letters);
      if (kept.type === 'display_data' || kept.type === 'execute_result') {
        this.#room.take(-kept.shown.size);
        kept.shown.times--;
      }
    }
    this.#full.delete(cell);
    this.#outputs.set(cell, []);
  }
}

/** Each line from behind the last carriage return on that something follows. */
function overwritten(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .split('\n')
    .map((line) => (line.length < 2 ? line : line.slice(line.lastIndexOf('\r', line.length - 2) + 1)))
    .join('\n');
}
