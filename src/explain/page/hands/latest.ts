/** Answers to questions that follow each other quickly: the newest is shown, and one that comes after it is not. */

/** Shows answers. One that is there already is shown at once, and one that is promised when it comes. */
export class Latest<Answer> {
  readonly #show: (answer: Answer) => void;
  #asked = 0;
  #shown = 0;

  constructor(show: (answer: Answer) => void) {
    this.#show = show;
  }

  /** Takes an answer, or the promise of one. Rejects as the promise does. */
  async ask(answer: Answer | Promise<Answer>): Promise<void> {
    const nth = ++this.#asked;
    const given = answer instanceof Promise ? await answer : answer;
    if (nth < this.#shown) return;
    this.#shown = nth;
    this.#show(given);
  }
}
