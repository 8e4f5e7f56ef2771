/**
 * Turns what a kernel publishes into the outputs of cells, as Jupyter's own runners keep them: neighboring
 * text of one stream is one output, a display that has an id can be updated later, `clear_output` clears.
 */

import type { NotebookOutput } from './notebook.js';
import type { Json, Message } from './wire.js';

type Output = Json & { output_type: string };

/** Collects the outputs of all cells of one run. Cells are known by their position in the notebook. */
export class NotebookOutputs {
  readonly #cellOfRequest = new Map<string, number>();
  readonly #outputs = new Map<number, Output[]>();
  readonly #shown = new Map<string, Output[]>();
  readonly #clearNext = new Set<number>();

  /** A cell is about to run as request `id`. */
  begin(cell: number, id: string): void {
    this.#cellOfRequest.set(id, cell);
    this.#outputs.set(cell, []);
  }

  /** Takes one published message; gives the cell it belongs to, if it does to one. */
  take({ header, parent, content }: Message): number | undefined {
    const cell = this.#cellOfRequest.get(parent.msg_id ?? '');
    if (cell === undefined) return undefined;
    const id = (content.transient as Json | undefined)?.display_id;
    const { data, metadata, execution_count, name, text, ename, evalue, traceback } = content;
    switch (header.msg_type) {
      case 'stream':
        this.#stream(cell, String(name), String(text));
        break;
      case 'display_data':
        this.#add(cell, { output_type: 'display_data', data, metadata: metadata ?? {} }, id);
        break;
      case 'execute_result':
        this.#add(
          cell,
          { output_type: 'execute_result', data, metadata: metadata ?? {}, execution_count },
          id,
        );
        break;
      case 'error':
        this.#add(cell, { output_type: 'error', ename, evalue, traceback });
        break;
      case 'update_display_data':
        for (const output of this.#shown.get(String(id)) ?? [])
          Object.assign(output, { data, metadata: metadata ?? {} });
        break;
      case 'clear_output':
        if (content.wait === true) this.#clearNext.add(cell);
        else this.#outputs.set(cell, []);
        break;
    }
    return cell;
  }

  /** The outputs of a cell. Text that a carriage return has overwritten is gone, as on a terminal. */
  of(cell: number): NotebookOutput[] {
    const outputs = this.#outputs.get(cell) ?? [];
    return outputs.map((output) =>
      output.output_type === 'stream' ? { ...output, text: overwritten(String(output.text)) } : { ...output },
    ) as unknown as NotebookOutput[];
  }

  #stream(cell: number, name: string, text: string): void {
    const last = this.#clearNext.has(cell) ? undefined : this.#outputs.get(cell)?.at(-1);
    if (last?.output_type === 'stream' && last.name === name) last.text = `${last.text}${text}`;
    else this.#add(cell, { output_type: 'stream', name, text });
  }

  #add(cell: number, output: Output, id?: unknown): void {
    if (this.#clearNext.delete(cell)) this.#outputs.set(cell, []);
    this.#outputs.get(cell)?.push(output);
    if (typeof id !== 'string') return;
    // Showing the same id again changes what is shown under it already.
    for (const earlier of this.#shown.get(id) ?? []) {
      Object.assign(earlier, { data: output.data, metadata: output.metadata });
    }
    this.#shown.set(id, [...(this.#shown.get(id) ?? []), output]);
  }
}

function overwritten(text: string): string {
  return text.replace(/[^\n]*\r(?=[^\n])/g, '');
}
