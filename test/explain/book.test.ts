/** Which cells run before another, which are out of date, which may not run unasked. */
import { describe, expect, it } from 'vitest';
import { Book } from '../../src/explain/page/book.js';
import { namesOfCell } from '../../src/explain/page/cell-names.js';

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
      published: [],
      claims: undefined,
      blockedBy: undefined,
      mayFail: false,
      foreign: false,
    })),
  );
}
const stale = (book: Book) => [...book.stale()].map(({ number }) => number);
/** As it is when a worker has read all cells. */
function read(book: Book): Book {
  for (const text of book.unread()) book.learn(text, namesOfCell(text));
  return book;
}
const shown = (book: Book, cell: number) => book.toShow(book.cell(cell)).map(({ number }) => number);

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

  it('are out of date only where they need what was edited, once that is known', () => {
    const book = read(bookOf('let a = 1;', 'let b = 2;', 'a;', 'b;'));

    book.cell(1).source = 'let c = 1;';

    expect(stale(book)).toEqual([3]);
    expect(stale(read(book))).toEqual([3]);
  });

  it('run again with what they need that was changed, and with what needs that', () => {
    const book = read(bookOf('let a = 1;', 'a;', 'let b = a;', 'b;', '5;'));

    expect(shown(book, 3)).toEqual([3]);
    book.cell(1).source = 'let a = 2;';
    read(book);
    expect(shown(book, 3)).toEqual([1, 2, 3, 4]);
    expect(shown(book, 5)).toEqual([5]);
    book.made(book.cell(1), [], 6);
    expect(shown(book, 4)).toEqual([3, 4]);
  });

  it('that did not run for another one run again with what they need', () => {
    const book = read(bookOf('let a = 1;', 'let b = a;', 'b;'));
    book.cell(2).blockedBy = 1;

    expect(shown(book, 3)).toEqual([2, 3]);
    book.made(book.cell(2), [], 4);
    expect(book.cell(2).blockedBy).toBeUndefined();
  });

  it('are brought back as they were', () => {
    const book = bookOf('a', 'b');
    const before = book.snapshot();

    book.cell(1).source = 'x';
    book.made(book.cell(1), [{ output_type: 'stream', name: 'stdout', text: '1' }], 3);
    book.bringBack(before);

    expect(book.snapshot()).toEqual(before);
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
