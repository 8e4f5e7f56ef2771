/** The editor of a page's cells: CodeMirror with TypeScript. Loaded at the first Edit; leaves one function behind, and what reads code. */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { MOST_READ } from '../check/code.js';
import { sentenceOfCode } from '../code-sentence.js';
import { typescript } from '../grammar.js';
import { literalAt, meansTheSame, withLiteral } from '../knobs/literal.js';
import type {} from './code-reading.js';
import { element } from './dom.js';

/** What a cell wants of its editor. */
export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  /** What assistive technology calls it. */
  label: string;
  /** The text, and what it does, in a sentence. */
  onChange(text: string, sentence: string): void;
  onRun(): void;
}

/** What a cell can do with its editor. */
export interface CellEditor {
  text(): string;
  replace(text: string): void;
  focus(): void;
  destroy(): void;
}

declare global {
  var aliaslabEditor: ((options: EditorOptions) => CellEditor) | undefined;
}

/** Colors come from the page's style sheet, by the classes that the static code has too. */
const look = EditorView.theme({
  '&': { font: 'inherit', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: 'inherit' },
  '.cm-content': { padding: '0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
});

globalThis.aliaslabReading = {
  sentence: sentenceOfCode,
  literal: (source, place) => literalAt(source, place)?.code,
  withLiteral: (source, place, code) => {
    const found = literalAt(source, place);
    return found === undefined ? source : withLiteral(source, found, code);
  },
  meansTheSame,
  colored,
};

/** Code as the static page colors it, made of elements and texts; without colors where it is too long to be read. */
function colored(source: string): Node[] {
  if (source.length > MOST_READ) return [document.createTextNode(source)];
  const nodes: Node[] = [];
  const put = (text: string, classes = '') =>
    void nodes.push(
      classes === '' ? document.createTextNode(text) : element('span', { class: classes }, text),
    );
  highlightCode(source, typescript.parse(source), classHighlighter, put, () => put('\n'));
  return nodes;
}

globalThis.aliaslabEditor = ({ parent, text, label, onChange, onRun }) => {
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        // The page's policy lets this name's style sheets in, and no other.
        EditorView.cspNonce.of('cm'),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        // Tab leaves the editor: a reader without a mouse must get out again.
        keymap.of([
          { key: 'Shift-Enter', run },
          { key: 'Ctrl-Enter', mac: 'Cmd-Enter', run },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          const written = state.doc.toString();
          onChange(written, sentenceOfCode(written));
        }),
        look,
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (now) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now } }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
};
