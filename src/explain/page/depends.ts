/**
 * Which cells need which others, by their names (cell-names.ts), as if all ran from top to bottom:
 *
 *     1  let n = 1;          gives n
 *     2  n += 2;             changes n, so it needs 1
 *     3  const up = () => n; gives up; whoever reads up reads n
 *     4  up();               needs 1, 2 and 3
 *
 * What a reader sees as one value is a *line*: the cell that gave it, those that changed it since, those that added to it.
 */

import type { CellNames, Touched } from './cell-names.js';

/** What made the value of a name that a cell reads. Cells are known by their numbers, from 1. */
export interface Line {
  /** Who gave it, then who changed it, in order. */
  readonly made: readonly number[];
  /** Who added to it, in any order. */
  readonly added: readonly number[];
  readonly name: string;
}

/** When cells ran, by a count; where it is undefined, a cell has not run as it is now. */
export interface Ran {
  at(cell: number): number | undefined;
  /** When the value of a name was last taken away, or written by what a cell said before. */
  lostAt(name: string): number;
}

/** The cells of a page, and what each needs. */
export class Order {
  readonly #cells: readonly CellNames[];
  readonly #lines: Line[][] = [];
  /** What a cell changes, the functions that it may call included. */
  readonly #changes: Set<string>[] = [];
  readonly #adds: Set<string>[] = [];
  readonly #all = new Map<number, readonly number[]>();

  /** `cells[0]` is cell 1. */
  constructor(cells: readonly CellNames[]) {
    this.#cells = cells;
    for (const number of cells.keys()) this.#look(number + 1);
  }

  /** How many cells there are. */
  get size(): number {
    return this.#cells.length;
  }

  /** The cells that this one reads something of. */
  needs(cell: number): readonly number[] {
    return inOrder(this.#lines[cell - 1]!.flatMap(({ made, added }) => [...made, ...added]));
  }

  /** Those, those that they need, and so on. */
  allNeeds(cell: number): readonly number[] {
    const known = this.#all.get(cell);
    if (known !== undefined) return known;
    const needs = this.needs(cell);
    // A cell needs earlier ones only, so this ends.
    const all = inOrder([...needs, ...needs.flatMap((need) => this.allNeeds(need))]);
    this.#all.set(cell, all);
    return all;
  }

  /** What has to run before this cell, so that it reads what it would read after all above it. */
  toRunBefore(cell: number, ran: Ran): readonly number[] {
    const first = new Set<number>();
    for (let size = -1; size < first.size; ) {
      size = first.size;
      for (const reader of [...first, cell]) {
        // What runs before the reader now runs in order, later than all that ran.
        const at = (number: number) =>
          first.has(number) && number < reader ? LATER + number : ran.at(number);
        for (const line of this.#lines[reader - 1]!)
          for (const number of this.#missing(line, at, ran.lostAt(line.name))) first.add(number);
      }
    }
    return inOrder(first);
  }

  /** Who has to run for a value to be there as its cells make it: those that have not, or all, where somebody else has touched it. */
  #missing({ made, added, name }: Line, at: Ran['at'], lostAt: number): readonly number[] {
    const times = made.map((number) => at(number) ?? Number.POSITIVE_INFINITY);
    const [first] = times as [number];
    const isInOrder = times.every(
      (time, i) => i === 0 || time > times[i - 1]! || time === Number.POSITIVE_INFINITY,
    );
    const isOurs = this.#cells.every(
      (_, i) => made.includes(i + 1) || !this.#writes(i + 1, name) || (at(i + 1) ?? 0) < first,
    );
    if (first === Number.POSITIVE_INFINITY || first < lostAt || !isInOrder || !isOurs)
      return [...made, ...added];
    return [
      ...made.filter((number) => at(number) === undefined),
      ...added.filter((number) => !((at(number) ?? 0) > first)),
    ];
  }

  #writes(cell: number, name: string): boolean {
    return this.#cells[cell - 1]!.gives.includes(name) || this.#changes[cell - 1]!.has(name);
  }

  /** Finds the lines of a cell; those before it have theirs. */
  #look(cell: number): void {
    const before = this.#cells.slice(0, cell - 1);
    const { changes, adds, reads, isUntold } = this.#cells[cell - 1]!;
    const touched = {
      changes: new Set(changes),
      adds: new Set(adds),
      reads: new Set([...reads, ...changes]),
    };
    const lines: Line[] = [];
    if (cell > 1 && (isUntold || before.some((each) => each.isUntold)))
      lines.push({ made: before.map((_, i) => i + 1), added: [], name: '' });
    // The sets grow while they are gone through: what a function reads is read by its caller.
    for (const name of touched.reads) lines.push(...this.#line(cell, name, touched));
    for (const name of touched.adds) {
      if (touched.reads.has(name)) continue;
      lines.push(...this.#line(cell, name, touched).map((line) => ({ ...line, added: [] })));
      for (const more of touched.reads) lines.push(...this.#line(cell, more, touched));
    }
    this.#lines.push(lines);
    this.#changes.push(touched.changes);
    this.#adds.push(touched.adds);
  }

  /** The line of a name that a cell reads, where a cell before it gives one. */
  #line(cell: number, name: string, touched: Record<keyof Touched, Set<string>>): Line[] {
    const giver = this.#cells.slice(0, cell - 1).findLastIndex(({ gives }) => gives.includes(name)) + 1;
    if (giver === 0) return [];
    const since = Array.from({ length: cell - 1 - giver }, (_, i) => giver + 1 + i);
    const made = [giver, ...since.filter((number) => this.#changes[number - 1]!.has(name))];
    const added = since.filter((number) => this.#adds[number - 1]!.has(name) && !made.includes(number));
    for (const number of made) {
      const { reads, changes, adds } = this.#cells[number - 1]!.later;
      for (const each of [...reads, ...changes]) touched.reads.add(each);
      for (const each of changes) touched.changes.add(each);
      for (const each of adds) touched.adds.add(each);
    }
    return [{ made, added, name }];
  }
}

/** Later than all that ran. */
const LATER = 1e9;

/** The cells that need one of these by any of the orders, at any remove; those themselves are none. */
export function dependents(cells: Iterable<number>, ...orders: readonly Order[]): readonly number[] {
  const given = new Set(cells);
  const found = new Set(given);
  for (let number = 1; number <= orders[0]!.size; number++)
    if (orders.some((order) => order.needs(number).some((need) => found.has(need)))) found.add(number);
  return inOrder(found).filter((number) => !given.has(number));
}

function inOrder(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}
