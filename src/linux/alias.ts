/** Aliases as plain data: a virtual address of one page of a file, and whose it is. layout.ts finds the address. */
import { type FilePage, isDaxFile } from './dax-file.js';

/** Where an alias lies: at a stated address, or where Linux puts it. */
export type AliasAt =
  /** An address that the story states; hexadecimal text, exact to 64 bits. */
  | { readonly kind: 'address'; readonly address: string }
  /** Where mmap() puts a MAP_SHARED mapping of the page: of the file offset's color, on ports that color. */
  | { readonly kind: 'mmap' }
  /** The kernel's permanent mapping of all memory: what dax_io() uses. */
  | { readonly kind: 'direct map' }
  /** A window that the kernel opens at an address of this color. */
  | { readonly kind: 'window'; readonly color: number }
  /** On the bus, by the physical address: where a device reaches a page, past the caches or, if it is coherent, seen by them. */
  | { readonly kind: 'bus'; readonly coherent: boolean };

/** Whose an alias is. */
export type Side = 'user' | 'kernel' | 'device';

/** One alias of one page. */
export interface AliasDescription {
  /** What tables and pictures call it. */
  readonly name: string;
  readonly who: Side;
  readonly of: FilePage;
  readonly at: AliasAt;
  /** The process, from 1; 0 for the kernel's own aliases and those of devices. */
  readonly process: number;
}

/** Whether a value has the shape of an alias; whether it can exist on a machine is for the layout to say. */
export function isAlias(value: unknown): value is AliasDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { name, who, of, at, process } = value as Partial<AliasDescription>;
  return (
    typeof name === 'string' &&
    (who === 'user' || who === 'kernel' || who === 'device') &&
    isDaxFile(of?.file) &&
    isPlace(at) &&
    Number.isSafeInteger(process)
  );
}

function isPlace(at: AliasAt | undefined): boolean {
  switch (at?.kind) {
    case 'mmap':
    case 'direct map':
      return true;
    case 'address':
      return typeof at.address === 'string';
    case 'window':
      return typeof at.color === 'number';
    case 'bus':
      return typeof at.coherent === 'boolean';
    default:
      return false;
  }
}

/**
 * What an alias is of, and where it lies, in a few words.
 * @example
 * formatAlias(alias(daxFile('mail.dat').pages(8).page(5)).directMap().describe()) // => 'page 5 of mail.dat in the direct map'
 */
export function formatAlias({ of, at, process }: AliasDescription): string {
  return `page ${of.page} of ${of.file.name} ${placeOf(at)}${process > 1 ? ` in process ${process}` : ''}`;
}

function placeOf(at: AliasAt): string {
  switch (at.kind) {
    case 'address':
      return `at ${at.address}`;
    case 'mmap':
      return 'where mmap() puts it';
    case 'direct map':
      return 'in the direct map';
    case 'window':
      return `in a window of color ${at.color}`;
    case 'bus':
      return at.coherent ? 'on the bus, seen by the caches' : 'on the bus';
  }
}

/** Whether the address of an alias has a color: a device's is physical. */
export function hasColor({ at }: Pick<AliasDescription, 'at'>): boolean {
  return at.kind !== 'bus';
}

/** Whether two aliases are aliases of one page. */
export function samePage(a: FilePage, b: FilePage): boolean {
  return a.file.name === b.file.name && a.page === b.page;
}
