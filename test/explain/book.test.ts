/** Which cells run before another, which are out of date, which may not run unasked. */
import { describe, expect, it } from 'vitest';
import { Book } from '../../src/explain/page/book.js';

function bookOf(...sources: string[]): Book {
  return new Book(
    sources.map((source, i) => ({
      number: i + 1,
      at: i,
      original: source,
      source,
      shown: source,
      outputs: [],
      count: i + 1,
      mayFail: false,
      foreign: false,
    })),
  );
}
const stale = (book: Book) => book.cells.filter((cell) => book.isStale(cell)).map(({ number }) => number);

describe('the cells of a page', () => {
  it('are out of date below an edit, until it is undone', () => {
    const book = bookOf('a', 'b', 'c');

    book.cell(2).source = 'edited';

    expect(stale(book)).toEqual([3]);
    book.restore(book.cell(2));
    expect(stale(book)).toEqual([]);
  });

  it('are out of date below an edit that ran, until they run too', () => {
    const book = bookOf('a', 'b', 'c', 'd');
    book.cell(2).source = 'edited';

    book.made(book.cell(2), [], 5);

    expect(stale(book)).toEqual([3, 4]);
    book.made(book.cell(3), [], 6);
    expect(stale(book)).toEqual([4]);
  });

  it('are not out of date because one above ran again as it was', () => {
    const book = bookOf('a', 'b');

    book.made(book.cell(1), [], 3);

    expect(stale(book)).toEqual([]);
  });

  it('run after all above them that have not run', () => {
    const book = bookOf('a', 'b', 'c', 'd');

    const before = book.before(book.cell(4), new Set([book.cell(2)]));

    expect(before.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('that came with a link are foreign until the reader trusts them', () => {
    const book = bookOf('a', 'b', 'c');

    book.accept(
      new Map([
        [1, 'a'],
        [3, 'x'],
      ]),
    );

    expect(book.foreignAmong(book.cells).map(({ number }) => number)).toEqual([3]);
    expect(book.edits()).toEqual(new Map([[3, 'x']]));
    book.trust([book.cell(3)]);
    expect(book.foreignAmong(book.cells)).toEqual([]);
    expect(book.edits()).toEqual(new Map([[3, 'x']]));
  });
});
