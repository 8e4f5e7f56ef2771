/** Random files, and random programs on them, for the library and for the naive file alike. */
import fc from 'fast-check';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { daxIo } from '../../../src/fluent/dax-io.js';
import { iov } from '../../../src/fluent/iov.js';
import type { Scenario } from '../../../src/fluent/scenario.js';
import type { DaxFileDescription } from '../../../src/linux/dax-file.js';
import type { Era } from '../../../src/linux/linux-description.js';
import {
  type NaiveBlock,
  NaiveFile,
  type NaiveResult,
  type NaiveSegment,
} from '../../oracle/naive-dax-io.js';

export const PAGES = 6;

export interface RandomFile {
  readonly blocks: readonly NaiveBlock[];
  /** A share of the room, in bytes of a page of 4 KiB. */
  readonly size: number;
  readonly freeBlocks: number;
  readonly moved: readonly boolean[];
  readonly onRamDisk: boolean;
  readonly seed: number;
}

export type RandomCall =
  | { readonly do: 'read' | 'bare read'; readonly at: number; readonly segments: readonly NaiveSegment[] }
  | {
      readonly do: 'write' | 'bare write' | 'append';
      readonly at: number;
      readonly segments: readonly NaiveSegment[];
      readonly first: number;
    }
  | { readonly do: 'truncate'; readonly at: number }
  | { readonly do: 'zero range' | 'punch hole'; readonly at: number; readonly length: number };

const block = fc.oneof(
  { weight: 4, arbitrary: fc.constant<NaiveBlock>('written') },
  { weight: 2, arbitrary: fc.constant<NaiveBlock>('hole') },
  { weight: 2, arbitrary: fc.constant<NaiveBlock>('unwritten') },
  { weight: 1, arbitrary: fc.constantFrom<NaiveBlock>('EIO', 'ERANGE') },
);

export const randomFile: fc.Arbitrary<RandomFile> = fc.record({
  blocks: fc.array(block, { minLength: PAGES, maxLength: PAGES }),
  size: fc.oneof(
    fc.nat(PAGES * 4096),
    fc.nat(PAGES).map((page) => page * 4096),
  ),
  freeBlocks: fc.nat(4),
  moved: fc.array(fc.boolean(), { minLength: PAGES, maxLength: PAGES }),
  onRamDisk: fc.boolean(),
  seed: fc.nat(255),
});

/** Places near the boundaries of pages, where things happen. */
const place = fc.oneof(
  fc.nat(PAGES * 4096 - 1),
  fc
    .tuple(fc.nat(PAGES - 1), fc.integer({ min: -3, max: 3 }))
    .map(([page, off]) => Math.max(0, page * 4096 + off)),
);
const span = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -3, max: 3 }))
    .map(([pages, off]) => pages * 4096 + off),
);
const segment: fc.Arbitrary<NaiveSegment> = fc
  .tuple(span, fc.option(fc.nat(5000), { freq: 4 }))
  .map(([length, bad]) => ({
    length,
    ...(bad !== null && bad < length && { faultsAt: bad }),
  }));
const segments = fc.array(segment, { minLength: 1, maxLength: 3 });

export const randomCall: fc.Arbitrary<RandomCall> = fc.oneof(
  fc.record({ do: fc.constantFrom('read', 'bare read'), at: place, segments }),
  fc.record({
    do: fc.constantFrom('write', 'write', 'bare write', 'append'),
    at: place,
    segments,
    first: fc.nat(250),
  }),
  fc.record({ do: fc.constant('truncate' as const), at: place }),
  fc.record({ do: fc.constantFrom('zero range', 'punch hole'), at: place, length: span }),
);

/** Bytes that differ from their neighbors, so that a byte out of place shows. */
export function pattern(first: number, length: number): number[] {
  return Array.from({ length }, (_, at) => 1 + ((first + at * 7 + (at >> 8)) % 251));
}

/** The file for the library, described once for all steps. Pages that were moved lie far away, and do not follow the page before. */
export function fileOf(of: RandomFile): DaxFileDescription {
  let file = daxFile('random.dat')
    .pages(PAGES)
    .size(of.size)
    .freeBlocks(of.freeBlocks)
    .containing(Uint8Array.from(pattern(of.seed, PAGES * 4096)));
  for (const [page, state] of of.blocks.entries()) {
    if (state === 'hole') file = file.hole(page);
    else if (state === 'unwritten') file = file.unwritten(page);
    else if (state !== 'written') file = file.failing(state, page);
  }
  for (const [page, isMoved] of of.moved.entries())
    if (isMoved) file = file.placed({ page, pfn: 0x1801 + 3 * page });
  return (of.onRamDisk ? file.onRamDisk() : file).describe();
}

/** The same file, naively. */
export function naiveOf(of: RandomFile, era: Era, windowed = false): NaiveFile {
  const isOld = era === '4.3' || era === '4.4' || era === '4.5';
  return new NaiveFile({
    pageSize: 4096,
    blocks: of.blocks,
    size: of.size,
    freeBlocks: of.freeBlocks,
    medium: Uint8Array.from(pattern(of.seed, PAGES * 4096)),
    zeroing: isOld ? 'around' : 'whole',
    asks: isOld || era === '4.9' ? 'for the bytes left' : 'for the pages left',
    pageAtATime: of.onRamDisk || windowed,
    follows: (page) => !of.moved[page] && !of.moved[page - 1],
    leaksLength: era === '4.3',
  });
}

/** One more step of a story. */
export function told(story: Scenario, file: DaxFileDescription, call: RandomCall): Scenario {
  switch (call.do) {
    case 'read':
      return story.read(file, room(call.segments), call.at);
    case 'bare read':
      return story.daxIo(daxIo().read(room(call.segments)).from(file).at(call.at));
    case 'write':
      return story.write(file, data(call), call.at);
    case 'append':
      return story.append(file, data(call));
    case 'bare write':
      return story.daxIo(daxIo().write(data(call)).to(file).at(call.at));
    case 'truncate':
      return story.truncate(file, call.at);
    case 'zero range':
      return story.zeroRange(file, call.at, call.length);
    case 'punch hole':
      return story.punchHole(file, call.at, call.length);
  }
}

/** The same step, naively. */
export function naively(file: NaiveFile, call: RandomCall): { returned: NaiveResult; bytes?: number[] } {
  switch (call.do) {
    case 'read':
      return file.read(call.at, call.segments);
    case 'bare read':
      return file.bareRead(call.at, call.segments);
    case 'write':
      return { returned: file.write(call.at, call.segments, bytesOf(call)) };
    case 'append':
      return { returned: file.append(call.segments, bytesOf(call)) };
    case 'bare write':
      return { returned: file.bareWrite(call.at, call.segments, bytesOf(call)) };
    case 'truncate':
      return { returned: file.truncate(call.at) };
    case 'zero range':
      return { returned: file.zeroRange(call.at, call.length) };
    case 'punch hole':
      return { returned: file.punchHole(call.at, call.length) };
  }
}

function room(list: readonly NaiveSegment[]) {
  return list.reduce(
    (made, { length, faultsAt }) => made.room(length, { ...(faultsAt !== undefined && { faultsAt }) }),
    iov(),
  );
}

interface Written {
  readonly segments: readonly NaiveSegment[];
  readonly first: number;
}

function bytesOf({ segments: list, first }: Written): number[] {
  return pattern(
    first,
    list.reduce((sum, { length }) => sum + length, 0),
  );
}

function data(call: Written) {
  const bytes = bytesOf(call);
  let at = 0;
  return call.segments.reduce((made, { length, faultsAt }) => {
    at += length;
    return made.bytes(bytes.slice(at - length, at), { ...(faultsAt !== undefined && { faultsAt }) });
  }, iov());
}
