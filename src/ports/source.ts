/**
 * What a value of a port rests on, and how that is written down. What was read in a kernel tree names release, file, function
 * and lines.
 *
 *     const SH4_C = inFile('6.19', 'arch/sh/mm/cache-sh4.c');
 *     SH4_C('flush_cache_one', 229, 251), together(SH4_C('flush_cache_one', 229, 251), …)
 */
import type { ReadRelease } from './kernel-trees.js';

/**
 * What a value rests on: a kernel source that was read; what is usual or remembered, where none was; or a choice that only has
 * to look right, because the real value is picked at run time.
 */
export type PortBasis = 'read' | 'assumed' | 'illustration';

/** Lines of a function, a macro or a Kconfig entry in a kernel tree. */
export interface KernelPlace {
  readonly release: ReadRelease;
  /** From the root of the tree. */
  readonly file: string;
  /** What is defined there; these letters stand in its lines. */
  readonly name: string;
  /** First and last, from 1. */
  readonly lines: readonly [first: number, last: number];
}

/** Where a value comes from. */
export interface PortValueSource {
  readonly basis: PortBasis;
  /** The file, macro or rule, in a few words. */
  readonly from: string;
  /** Where it was read, exactly. */
  readonly places?: readonly KernelPlace[];
}

/** A source that was read. */
export function read(from: string): PortValueSource {
  return { basis: 'read', from };
}

/** What was read in one file of a release: name what is defined there, and its first and last line. */
export function inFile(
  release: ReadRelease,
  file: string,
): (name: string, first: number, last: number) => PortValueSource {
  return (name, first, last) => {
    const place: KernelPlace = { release, file, name, lines: [first, last] };
    return { basis: 'read', from: placeText(place), places: [place] };
  };
}

/** Several sources that were read, for one value. */
export function together(...sources: readonly PortValueSource[]): PortValueSource {
  return {
    basis: 'read',
    from: sources.map(({ from }) => from).join('; '),
    places: sources.flatMap(({ places = [] }) => places),
  };
}

function placeText({ release, file, name, lines: [first, last] }: KernelPlace): string {
  return `${file}:${first}${last > first ? `-${last}` : ''}: ${name}, Linux ${release}`;
}

/** A value that no source was read for. */
export function assumed(from: string): PortValueSource {
  return { basis: 'assumed', from };
}

/**
 * A source as text; what was not read says so.
 * @example
 * sourceText(read('arch/sh/mm/kmap.c')) // => 'arch/sh/mm/kmap.c'
 * sourceText(assumed('PAGE_OFFSET')) // => 'PAGE_OFFSET (assumed)'
 */
export function sourceText({ basis, from }: PortValueSource): string {
  return basis === 'read' ? from : `${from} (${basis})`;
}
