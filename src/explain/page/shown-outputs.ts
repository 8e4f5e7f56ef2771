/**
 * The outputs of a cell as they stand on the page. One that a run gives again stays where it is: it is not cleaned, drawn and laid out
 * anew, and a table that was sorted, or a picture that was taken hold of, stays as the reader left it.
 */

import { plotlyMime } from '../../jupyter/figure-words.js';
import type { PageOutput } from './messages.js';
import { outputElement } from './outputs.js';

/** An output, by what it says, and what is seen of it: nothing, where there is nothing to see. */
export interface Shown {
  readonly says: string;
  readonly element: Element | undefined;
}

/** What one run makes of its outputs. */
export interface RunOutputs {
  take(output: PageOutput): Shown;
  /** Shows these, and nothing else. */
  put(shown: readonly Shown[]): void;
}

/** What one cell shows. */
export class ShownOutputs {
  readonly #at: Element;
  #shown: readonly Shown[] = [];
  #runs = 0;

  /** `outputs` are those that the page came with. */
  constructor(at: Element, outputs: readonly PageOutput[]) {
    this.#at = at;
    const elements = [...at.children];
    // A page shows a plot as a still picture at first, and leaves out what is empty.
    if (elements.length === outputs.length)
      this.#shown = outputs.flatMap((output, i) =>
        isPlot(output) ? [] : { says: saidBy(output), element: elements[i] },
      );
  }

  /** A new run begins. What it takes that is there is taken over, once; all else is made. */
  begin(): RunOutputs {
    const run = ++this.#runs;
    const there = new Map<string, Shown[]>();
    for (const each of [...this.#shown].reverse()) {
      const same = there.get(each.says);
      if (same === undefined) there.set(each.says, [each]);
      else same.push(each);
    }
    return {
      take(output) {
        const says = saidBy(output);
        return there.get(says)?.pop() ?? { says, element: outputElement(output) };
      },
      put: (shown) => (run === this.#runs ? this.#put(shown) : this.#add(shown)),
    };
  }

  /** Shows these outputs instead. */
  show(outputs: readonly PageOutput[]): void {
    const { take, put } = this.begin();
    put(outputs.map(take));
  }

  /** What is there and stays is not touched: a browser would lay it out anew. */
  #put(shown: readonly Shown[]): void {
    this.#shown = [...shown];
    const elements = shown.flatMap(({ element }) => element ?? []);
    for (const [i, each] of elements.entries()) {
      const there = this.#at.childNodes[i];
      if (there !== each) this.#at.insertBefore(each, there ?? null);
    }
    while (this.#at.childNodes.length > elements.length) this.#at.lastChild!.remove();
  }

  /** What a run shows after the cell has run again stands behind what is there. */
  #add(shown: readonly Shown[]): void {
    this.#put([...this.#shown, ...shown.filter((each) => !this.#shown.includes(each))]);
  }
}

/** What can be seen of an output, as text: whichever way its types are ordered, and without the number of its run. */
function saidBy(output: PageOutput): string {
  if (!('data' in output)) return JSON.stringify(output);
  const data = Object.entries(output.data).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([output.output_type, data]);
}

function isPlot(output: PageOutput): boolean {
  return 'data' in output && output.data[plotlyMime] !== undefined;
}
