/** What a value of a port rests on, and how that is written down. */

/**
 * What a value rests on: a kernel source that was read; memory, where none was; or a choice that only has to look
 * right, because the real value is picked at run time.
 */
export type PortBasis = 'read' | 'from memory' | 'illustration';

/** Where a value comes from. */
export interface PortValueSource {
  readonly basis: PortBasis;
  /** The file, macro or rule, in a few words. */
  readonly from: string;
}

/** A source that was read. */
export function read(from: string): PortValueSource {
  return { basis: 'read', from };
}

/** A source that was not read. */
export function fromMemory(from: string): PortValueSource {
  return { basis: 'from memory', from };
}

/**
 * A source as text; what was not read says so.
 * @example
 * sourceText(read('arch/sh/mm/kmap.c')) // => 'arch/sh/mm/kmap.c'
 * sourceText(fromMemory('PAGE_OFFSET')) // => 'PAGE_OFFSET (from memory)'
 */
export function sourceText({ basis, from }: PortValueSource): string {
  return basis === 'read' ? from : `${from} (${basis})`;
}
