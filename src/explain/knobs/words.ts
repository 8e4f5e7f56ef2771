/**
 * Where in a text a knob's word stands: once, as a whole word, in a paragraph, a list or a table, and not in a link, a heading or code
 * of several lines. There a live page puts its control; the word itself stays.
 */

import type { Element, ElementContent, Root, Text } from 'hast';

/** The words of one text that are knobs. */
export class KnobWords {
  readonly #words: readonly { readonly text: string; readonly number: number }[];
  readonly #counts = new Map<number, number>();

  /** `number` is the knob's among those of the page. */
  constructor(words: readonly { readonly text: string; readonly number: number }[]) {
    this.#words = words;
  }

  /** How often a word stands in the text, once {@link mark} has read it. */
  count(number: number): number {
    return this.#counts.get(number) ?? 0;
  }

  /** Marks each word that stands once; the text must be clean by now. */
  mark(tree: Root): void {
    for (const { text, number } of this.#words) {
      const found = [...textsIn(tree)].flatMap((place) =>
        [...place.text.value.matchAll(wholeWord(text))].map(({ index }) => ({ ...place, index })),
      );
      this.#counts.set(number, found.length);
      const [only, another] = found;
      if (only !== undefined && another === undefined) split(only, text, number);
    }
  }
}

/** Elements whose text is no place for a control. */
const NO_PLACE = /^(a|h[1-6]|pre|summary|button)$/;

function* textsIn(parent: Root | Element): Generator<{ parent: Root | Element; text: Text }> {
  for (const child of parent.children) {
    if (child.type === 'text') yield { parent, text: child };
    else if (child.type === 'element' && !isNoPlace(child)) yield* textsIn(child);
  }
}

function isNoPlace({ tagName, properties }: Element): boolean {
  return NO_PLACE.test(tagName) || properties.dataKnob !== undefined;
}

function wholeWord(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/ /g, '\\s');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
}

function split(
  { parent, text, index }: { parent: Root | Element; text: Text; index: number },
  word: string,
  number: number,
): void {
  const at = (parent.children as ElementContent[]).indexOf(text);
  const piece = (value: string): Text[] => (value === '' ? [] : [{ type: 'text', value }]);
  const knob: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['knob'], dataKnob: String(number) },
    children: [{ type: 'text', value: text.value.slice(index, index + word.length) }],
  };
  const pieces = [
    ...piece(text.value.slice(0, index)),
    knob,
    ...piece(text.value.slice(index + word.length)),
  ];
  (parent.children as ElementContent[]).splice(at, 1, ...pieces);
}
