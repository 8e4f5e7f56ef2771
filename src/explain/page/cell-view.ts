/** One code cell on the page: its buttons, its editor when it is wanted, its outputs while they come. */

import type { Claim } from '../claims-words.js';
import type { BookCell } from './book.js';
import { ClaimsView } from './claims-view.js';
import { codeReading } from './code-reading.js';
import { button, element, relabel } from './dom.js';
import type { CellEditor } from './editor.js';
import type { PageOutput } from './messages.js';
import { OutputCollector } from './output-collector.js';
import { runPart } from './parts.js';
import { ShownOutputs } from './shown-outputs.js';

/** What a cell's buttons do. */
export interface CellActions {
  run(cell: BookCell): void;
  stop(): void;
  edited(cell: BookCell): void;
  /** Takes the cell's edits back. */
  undo(cell: BookCell): void;
  /** Takes that back. */
  redo(cell: BookCell, source: string): void;
}

/** How a cell stands to the others. */
export interface CellState {
  readonly running: boolean;
  readonly stale: boolean;
}

/** The view of one cell. */
export class CellView {
  readonly cell: BookCell;
  readonly #root: HTMLElement;
  readonly #code: HTMLElement;
  /** What the code is folded in, where it is. */
  readonly #fold: HTMLDetailsElement | null;
  readonly #outputs: HTMLElement;
  #shown: ShownOutputs;
  readonly #first: { sentence: string; code: Node[]; outputs: Node[]; prompt: string };
  readonly #prompt: HTMLElement;
  readonly #actions: CellActions;
  readonly #runButton: HTMLButtonElement;
  readonly #editButton: HTMLButtonElement;
  readonly #undoButton: HTMLButtonElement;
  readonly #claims: ClaimsView;
  /** The text that was undone last, until the next edit. */
  #undone: string | undefined;
  readonly #note = element('span', { class: 'note' });
  #editor: CellEditor | undefined;
  #running = false;

  constructor(root: HTMLElement, cell: BookCell, actions: CellActions) {
    this.cell = cell;
    this.#root = root;
    this.#actions = actions;
    this.#code =
      root.querySelector('pre.code') ?? root.appendChild(element('pre', { class: 'code' }, element('code')));
    this.#outputs = root.querySelector('.outputs') ?? element('div', { class: 'outputs' });
    this.#fold = this.#code.closest<HTMLDetailsElement>('details.code-fold');
    const code = this.#fold ?? this.#code;
    if (!root.contains(this.#outputs)) code.after(this.#outputs);
    this.#shown = new ShownOutputs(this.#outputs, cell.outputs);
    const prompt = element('span', { class: 'prompt', 'aria-hidden': 'true' });
    this.#prompt = root.querySelector<HTMLElement>('.prompt') ?? prompt;
    if (this.#prompt === prompt) root.prepend(prompt);
    this.#first = {
      sentence: this.#fold?.querySelector('summary')?.textContent ?? '',
      code: [...this.#code.childNodes],
      outputs: [...this.#outputs.childNodes],
      prompt: this.#prompt.textContent,
    };
    const name = `cell ${cell.number}`;
    this.#runButton = button('Run', () => (this.#running ? actions.stop() : actions.run(cell)), {
      class: 'run',
      'aria-label': `Run ${name}`,
    });
    this.#editButton = button('Edit', () => void this.edit(), { 'aria-label': `Edit ${name}` });
    this.#undoButton = button('Undo edits', () => this.#undoOrRedo(), { class: 'undo', hidden: true });
    this.#claims = new ClaimsView(root);
    const tools = element(
      'div',
      { class: 'cell-tools', role: 'group', 'aria-label': `Cell ${cell.number}` },
      this.#note,
      this.#undoButton,
      this.#editButton,
      this.#runButton,
    );
    code.before(tools);
  }

  /** Where the outputs are, for whoever waits until they are seen. */
  get outputs(): HTMLElement {
    return this.#outputs;
  }

  /** Opens the editor, which is loaded when the first cell is edited. */
  async edit(): Promise<void> {
    this.showCode(true);
    await runPart('editor');
    if (this.#editor !== undefined) return this.#editor.focus();
    this.#code.replaceChildren();
    this.#code.classList.add('editing');
    this.#editButton.disabled = true;
    this.#editor = globalThis.aliaslabEditor!({
      parent: this.#code,
      text: this.cell.source,
      label: `Code of cell ${this.cell.number}`,
      onChange: (text, sentence) => {
        this.cell.source = text;
        this.#say(sentence);
        this.#undone = undefined;
        this.#actions.edited(this.cell);
      },
      onRun: () => this.#actions.run(this.cell),
    });
    this.#editor.focus();
  }

  /** Opens what the code is folded in, or folds it. */
  showCode(isShown: boolean): void {
    if (this.#fold !== null) this.#fold.open = isShown;
  }

  /** Says what the code does, over its fold. */
  #say(sentence: string): void {
    const summary = this.#fold?.querySelector('summary');
    if (summary && summary.textContent !== sentence) summary.textContent = sentence;
  }

  #undoOrRedo(): void {
    const { cell } = this;
    const undone = this.#undone;
    if (undone === undefined) {
      this.#undone = cell.source;
      this.#actions.undo(cell);
    } else {
      this.#undone = undefined;
      this.#actions.redo(cell, undone);
    }
  }

  /** Shows what the cell says now, whoever changed it; what differs is opened, or left folded behind its sentence. */
  showSource({ isOpened = true } = {}): void {
    const { source, original } = this.cell;
    const isOriginal = source === original;
    if (isOriginal) this.#say(this.#first.sentence);
    else if (isOpened) this.showCode(true);
    if (this.#editor !== undefined) {
      if (this.#editor.text() !== source) this.#editor.replace(source);
    } else if (isOriginal) this.#code.replaceChildren(...this.#first.code);
    else {
      this.#code.replaceChildren(element('code', {}, source));
      void this.#read();
    }
  }

  /** Says what changed code does, and colors it. */
  async #read(): Promise<void> {
    const { source } = this.cell;
    const reading = await codeReading();
    if (this.cell.source !== source || this.#editor !== undefined) return;
    this.#say(reading.sentence(source));
    this.#code.replaceChildren(element('code', {}, ...reading.colored(source)));
  }

  /** Shows the cell as text again, and leaves the keyboard beside it. */
  closeEditor(): void {
    const hadFocus = this.#root.contains(document.activeElement);
    this.#editor?.destroy();
    this.#editor = undefined;
    this.#code.classList.remove('editing');
    this.#editButton.disabled = false;
    this.showSource();
    if (hadFocus && !this.#root.contains(document.activeElement)) this.#editButton.focus();
  }

  /** Back to how the page came. */
  reset(): void {
    this.#undone = undefined;
    this.closeEditor();
    this.#outputs.replaceChildren(...this.#first.outputs);
    this.#shown = new ShownOutputs(this.#outputs, this.cell.outputs);
    this.#prompt.textContent = this.#first.prompt;
    this.#claims.reset();
  }

  /** Shows all of the cell as the book has it. */
  showAll(isChanged: boolean): void {
    const { cell } = this;
    this.showSource();
    if (cell.claims === undefined) return;
    this.showOutputs(cell.outputs);
    this.#prompt.textContent = cell.count === null ? '' : `[${cell.count}]`;
    this.showClaims(cell.claims, isChanged);
  }

  /** Opens what the outputs are folded in, as the answer of a prediction. */
  reveal(): void {
    const fold = this.#outputs.closest('details');
    if (fold !== null) fold.open = true;
  }

  /** Shows what the cell claimed in its last run. */
  showClaims(claims: readonly Claim[], isChanged: boolean): void {
    this.#claims.show(claims, this.cell.published, isChanged);
    const hasFailed = this.cell.outputs.some(({ output_type }) => output_type === 'error');
    if (hasFailed || (this.#claims.isWhole && this.#hasNewOutputs)) this.reveal();
  }

  /** Whether there is more to see than the page came with. */
  get #hasNewOutputs(): boolean {
    return this.#outputs.childNodes.length > this.#first.outputs.length;
  }

  /** Marks and buttons, by how the cell stands. */
  update({ running, stale }: CellState): void {
    const { cell } = this;
    const pending = cell.source !== cell.shown;
    const isOld = stale || pending || cell.blockedBy !== undefined;
    this.#running = running;
    this.#root.classList.toggle('running', running);
    this.#root.classList.toggle('foreign', cell.foreign);
    this.#root.classList.toggle('stale', !running && isOld);
    const run = running ? 'Stop' : 'Run';
    relabel(this.#runButton, run, `${run} cell ${cell.number}`);
    const isEdited = cell.source !== cell.original;
    if (isEdited) this.#undone = undefined;
    this.#undoButton.hidden = !isEdited && this.#undone === undefined;
    const word = isEdited ? 'Undo' : 'Redo';
    relabel(this.#undoButton, `${word} edits`, `${word} edits of cell ${cell.number}`);
    relabel(this.#note, running ? 'running' : noteOf(cell, pending, stale));
  }

  /** The number of a run. */
  showCount(count: number): void {
    this.#prompt.textContent = `[${count}]`;
  }

  /** Shows outputs instead of those that are there. */
  showOutputs(outputs: readonly PageOutput[]): void {
    this.#shown.show(outputs);
  }

  /** Takes the outputs of a run as they come; the old ones stay until the first new one. */
  collect(isSilent: boolean): OutputCollector {
    return new OutputCollector(this.#shown, isSilent);
  }
}

function noteOf(cell: BookCell, pending: boolean, stale: boolean): string {
  if (cell.foreign) return 'changed by the link, not run';
  if (cell.blockedBy !== undefined) return `not run: cell ${cell.blockedBy} failed`;
  if (pending) return cell.source === cell.original ? 'made before its edit was undone' : 'edited, not run';
  return stale ? 'made before the change above' : '';
}
