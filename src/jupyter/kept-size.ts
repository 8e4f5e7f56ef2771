/**
 * How much of what cells show is kept: so many letters of all outputs of a notebook together. A cell in an endless loop would
 * fill the memory else, and then the disk.
 */

/** Letters of text and of JSON: as much as a notebook may have, and more than any that can be read. */
export const MOST_KEPT = 2 ** 26;
/** What a number, a bracket or a key takes beside its letters: about. */
const EACH = 8;

/** The size of plain data. By a list: what a kernel sends may nest deeper than the stack is. */
export function sizeOf(data: unknown): number {
  let size = 0;
  const open: unknown[] = [data];
  while (open.length > 0) {
    const value = open.pop();
    size += EACH;
    if (typeof value === 'string') size += value.length;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, part] of Object.entries(value)) {
      size += key.length;
      open.push(part);
    }
  }
  return size;
}

/** The room that is left. */
export class KeptRoom {
  #left: number;

  constructor(most = MOST_KEPT) {
    this.#left = most;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes so much, if there is as much; what is negative is given back. */
  take(size: number): boolean {
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }
}

/** What a cell shows last, where the rest was left out. */
export function leftOut(most = MOST_KEPT): string {
  return `aliaslab keeps ${most.toLocaleString('en')} letters of what a notebook shows; what came after that is left out\n`;
}
