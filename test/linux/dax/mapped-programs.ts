/** Random programs that map a file, and read, write and cut it, on pages of any size; and the same, naively. */
import fc from 'fast-check';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { mapping } from '../../../src/fluent/mapping.js';
import type { Scenario } from '../../../src/fluent/scenario.js';
import type { DaxFileDescription } from '../../../src/linux/dax-file.js';
import { type NaiveBlock, NaiveFile, type NaiveResult } from '../../oracle/naive-dax-io.js';
import { pattern } from './random-programs.js';

export const MAPPED_PAGES = 4;
const EDGE = 48;

/** A byte of a file, near the start or the end of a page. */
interface Place {
  readonly page: number;
  readonly off: number;
}

export type MappedCall =
  | { readonly do: 'map' | 'unmap'; readonly second: boolean }
  | {
      readonly do: 'load' | 'store';
      readonly second: boolean;
      readonly at: Place;
      readonly length: number;
      readonly first: number;
    }
  | { readonly do: 'read' | 'write'; readonly at: Place; readonly length: number; readonly first: number }
  | { readonly do: 'truncate'; readonly at: Place }
  | {
      readonly do: 'zero range' | 'punch hole';
      readonly at: Place;
      readonly length: number;
      readonly pages: number;
    }
  | { readonly do: 'fsync' };

const place = fc.record({ page: fc.nat(MAPPED_PAGES - 1), off: fc.integer({ min: -EDGE, max: EDGE }) });
const length = fc.integer({ min: 1, max: EDGE });
const second = fc.boolean();
const first = fc.nat(250);

const call: fc.Arbitrary<MappedCall> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('map', 'map', 'unmap'), second }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('load', 'store'), second, at: place, length, first }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('read', 'write'), at: place, length, first }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('truncate' as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('zero range', 'punch hole'),
      at: place,
      length,
      pages: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'fsync' as const }) },
);

export interface MappedProgram {
  readonly blocks: readonly NaiveBlock[];
  readonly calls: readonly MappedCall[];
}

/** A program that maps the file first, so that faults and aliases are what it is about. */
export const mappedProgram: fc.Arbitrary<MappedProgram> = fc.record({
  blocks: fc.array(fc.constantFrom<NaiveBlock>('written', 'written', 'hole', 'unwritten'), {
    minLength: MAPPED_PAGES,
    maxLength: MAPPED_PAGES,
  }),
  calls: fc
    .array(call, { minLength: 6, maxLength: 16 })
    .map((calls) => [{ do: 'map' as const, second: false }, ...calls]),
});

/** What came of a step. */
export interface Told {
  readonly returned?: NaiveResult;
  readonly bytes?: readonly number[];
}

/** The file of a program; `mapsTwice` tells whether the second mapping is one of its own. */
export function mappedFile({ blocks }: MappedProgram, pageSize: number): DaxFileDescription {
  let file = daxFile('mapped.dat').pages(MAPPED_PAGES);
  for (const [page, state] of blocks.entries()) {
    if (state === 'hole') file = file.hole(page);
    if (state === 'unwritten') file = file.unwritten(page);
    file = file.containing(pattern(page, 2 * EDGE), page * pageSize);
  }
  return file.describe();
}

/** The program as a story. */
export function mappedStory(
  story: Scenario,
  program: MappedProgram,
  pageSize: number,
  mapsTwice: boolean,
): Scenario {
  const file = mappedFile(program, pageSize);
  const maps = [mapping(file).describe(), mapping(file).named('second').describe()];
  const which = (isSecond: boolean) => maps[Number(isSecond && mapsTwice)]!;
  return program.calls.reduce(next, story);

  function next(steps: Scenario, call: MappedCall): Scenario {
    switch (call.do) {
      case 'map':
        // A name is one mapping: what is mapped is unmapped before it is mapped again.
        return steps.munmap(which(call.second)).mmap(which(call.second));
      case 'unmap':
        return steps.munmap(which(call.second));
      case 'load':
        return steps.load(which(call.second), inside(call, pageSize), byteOf(call.at, pageSize));
      case 'store':
        return steps.store(
          which(call.second),
          pattern(call.first, inside(call, pageSize)),
          byteOf(call.at, pageSize),
        );
      case 'read':
        return steps.read(file, call.length, byteOf(call.at, pageSize));
      case 'write':
        return steps.write(file, pattern(call.first, call.length), byteOf(call.at, pageSize));
      case 'truncate':
        return steps.truncate(file, byteOf(call.at, pageSize));
      case 'zero range':
        return steps.zeroRange(file, byteOf(call.at, pageSize), call.length + call.pages * pageSize);
      case 'punch hole':
        return steps.punchHole(file, byteOf(call.at, pageSize), call.length + call.pages * pageSize);
      case 'fsync':
        return steps.fsync(file);
    }
  }
}

/** The program on the naive file: what each step of the story must give, and the file at the end. */
export function mappedNaively(
  program: MappedProgram,
  pageSize: number,
  mapsTwice: boolean,
  windowed: boolean,
) {
  const medium = new Uint8Array(MAPPED_PAGES * pageSize);
  for (let page = 0; page < MAPPED_PAGES; page++) medium.set(pattern(page, 2 * EDGE), page * pageSize);
  const naive = new NaiveFile({
    pageSize,
    blocks: program.blocks,
    size: medium.length,
    freeBlocks: MAPPED_PAGES,
    medium,
    zeroing: 'around',
    asks: 'for the bytes left',
    pageAtATime: windowed,
    follows: () => true,
    leaksLength: false,
  });
  const isMapped = [false, false];
  return { told: program.calls.flatMap(next), naive };

  function next(call: MappedCall): Told[] {
    const at = 'at' in call ? byteOf(call.at, pageSize) : 0;
    const which = 'second' in call ? Number(call.second && mapsTwice) : 0;
    switch (call.do) {
      case 'map':
        isMapped[which] = true;
        return [{ returned: 0 }, { returned: 0 }];
      case 'unmap':
        isMapped[which] = false;
        return [{ returned: 0 }];
      case 'load':
        return [isMapped[which] ? load(at, inside(call, pageSize)) : { returned: 'SIGSEGV' }];
      case 'store':
        return [
          isMapped[which] ? store(at, pattern(call.first, inside(call, pageSize))) : { returned: 'SIGSEGV' },
        ];
      case 'read':
        return [naive.read(at, [{ length: call.length }])];
      case 'write':
        return [{ returned: naive.write(at, [{ length: call.length }], pattern(call.first, call.length)) }];
      case 'truncate':
        return [{ returned: naive.truncate(at) }];
      case 'zero range':
        return [{ returned: naive.zeroRange(at, call.length + call.pages * pageSize) }];
      case 'punch hole':
        return [{ returned: naive.punchHole(at, call.length + call.pages * pageSize) }];
      case 'fsync':
        return [{ returned: 0 }];
    }
  }

  function load(at: number, count: number): Told {
    const bytes: number[] = [];
    for (let pos = at; pos < at + count; pos++) {
      const signal = naive.touch(Math.floor(pos / pageSize), false);
      if (signal) return { returned: signal };
      bytes.push(naive.byte(pos));
    }
    return { bytes };
  }

  function store(at: number, bytes: readonly number[]): Told {
    for (const [nth, byte] of bytes.entries()) {
      const signal = naive.touch(Math.floor((at + nth) / pageSize), true);
      if (signal) return { returned: signal };
      naive.medium[at + nth] = byte;
    }
    return {};
  }
}

function byteOf({ page, off }: Place, pageSize: number): number {
  return Math.max(0, page * pageSize + off);
}

/** An access ends where the mapping ends. */
function inside({ at, length: wanted }: { at: Place; length: number }, pageSize: number): number {
  return Math.min(wanted, MAPPED_PAGES * pageSize - byteOf(at, pageSize));
}
