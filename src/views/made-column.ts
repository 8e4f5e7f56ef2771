/**
 * A column whose cells are made when they are read: a table over a log of millions of events is there at once, and takes no
 * room. arquero asks a column for its length and for single cells, and nothing else.
 */

export interface MadeColumn<T> extends Iterable<T> {
  readonly length: number;
  at(row: number): T;
}

/** A column of so many cells, each made by `make`. */
export function madeColumn<T>(length: number, make: (row: number) => T): MadeColumn<T> {
  return Object.freeze({
    length,
    at: make,
    *[Symbol.iterator]() {
      for (let row = 0; row < length; row++) yield make(row);
    },
  });
}
