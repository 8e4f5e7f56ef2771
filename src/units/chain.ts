/**
 * A list that only grows, and that many may go on from: a story of a thousand steps is made of a thousand stories, and none
 * of them is copied for the next.
 */
export class Chain<T> {
  readonly length: number;
  readonly #before: Chain<T> | undefined;
  readonly #items: readonly T[];

  private constructor(before: Chain<T> | undefined, items: readonly T[]) {
    this.#before = before;
    this.#items = items;
    this.length = (before?.length ?? 0) + items.length;
  }

  static of<T>(items: readonly T[]): Chain<T> {
    return new Chain<T>(undefined, [...items]);
  }

  /** The same list, and this behind it. */
  and(item: T): Chain<T> {
    return new Chain(this, [item]);
  }

  /** All of it, in order. */
  list(): T[] {
    const parts: (readonly T[])[] = [];
    for (let at: Chain<T> | undefined = this; at; at = at.#before) parts.push(at.#items);
    return parts.reverse().flat() as T[];
  }
}
