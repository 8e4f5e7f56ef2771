/** Memory against plain arrays: what it holds, what a power cut would leave of it, and which pages have changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Memory } from '../../src/hardware/memory.js';
import { copy, copyWords, differ, PagedBytes, wordsDiffer, wordsOf } from '../../src/hardware/paged-bytes.js';
import { Room } from '../../src/hardware/room.js';

const PAGES = Array.from({ length: 8 }, (_, page) => page);
const page = fc.constantFrom(...PAGES);
const command = fc.oneof(
  fc.record({
    do: fc.constantFrom('write' as const, 'write words' as const),
    page,
    at: fc.nat(60),
    length: fc.nat(40),
    byte: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ do: fc.constant('plug' as const), page, pages: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constant('barrier' as const) }),
  fc.record({
    do: fc.constant('cut' as const),
    inFlight: fc.constantFrom('lost' as const, 'arrives' as const),
  }),
);

/** What memory holds, what its medium holds, and which pages keep it, without any haste. */
class PlainMemory {
  readonly persistent = new Set<number>();
  held = PAGES.map(() => new Uint8Array(4096));
  medium = PAGES.map(() => new Uint8Array(4096));

  write(page: number, at: number, bytes: Uint8Array): void {
    this.held[page]!.set(bytes, at);
  }

  barrier(): void {
    this.medium = this.held.map((bytes) => bytes.slice());
  }

  /** What a cut leaves of a page of persistent memory; of DRAM nothing is kept. */
  leftBy(inFlight: 'lost' | 'arrives', page: number): Uint8Array {
    return (inFlight === 'lost' && this.persistent.has(page) ? this.medium : this.held)[page]!;
  }

  cut(inFlight: 'lost' | 'arrives'): void {
    this.held = PAGES.map((page) =>
      this.persistent.has(page) ? this.leftBy(inFlight, page).slice() : new Uint8Array(4096),
    );
    this.barrier();
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const shown = ({
  kind,
  ...bytes
}: {
  kind: string;
  held: Uint8Array;
  lost: Uint8Array;
  arrives: Uint8Array;
}) => [kind, ...Object.values(bytes).map(hex)];

describe('memory', () => {
  it('holds, keeps and forgets what plain arrays do, whatever is plugged, written, completed and cut', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const memory = new Memory();
        const plain = new PlainMemory();
        for (const told of commands) {
          if (told.do === 'plug') {
            const pages = Array.from({ length: told.pages }, (_, nth) => told.page + nth);
            // A page that was written becomes persistent with what it holds; pieces do not overlap.
            if (pages.some((each) => plain.persistent.has(each))) continue;
            memory.plugPersistent(told.page, told.pages);
            for (const each of pages) plain.persistent.add(each);
            plain.medium = plain.medium.map((bytes, each) =>
              pages.includes(each) ? plain.held[each]!.slice() : bytes,
            );
          } else if (told.do === 'barrier') {
            memory.barrier();
            plain.barrier();
          } else if (told.do === 'cut') {
            memory.powerCut(told.inFlight);
            plain.cut(told.inFlight);
          } else {
            const bytes = new Uint8Array(4 * told.length).fill(told.byte);
            if (told.do === 'write') memory.write(told.page, 4 * told.at, bytes.length, bytes, 0);
            else memory.writeWords(told.page, told.at, told.length, wordsOf(bytes), 0);
            plain.write(told.page, 4 * told.at, bytes);
          }
        }

        expect(
          PAGES.map((each) =>
            shown({
              kind: memory.kindOf(each),
              held: memory.page(each),
              lost: memory.leftBy('lost', each),
              arrives: memory.leftBy('arrives', each),
            }),
          ),
        ).toEqual(
          PAGES.map((each) =>
            shown({
              kind: plain.persistent.has(each) ? 'persistent memory' : 'DRAM',
              held: plain.held[each]!,
              lost: plain.leftBy('lost', each),
              arrives: plain.leftBy('arrives', each),
            }),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('tells which pages were written, and which have reached the medium, since it was asked last', () => {
    const memory = new Memory();
    memory.plugPersistent(5, 2);
    const write = (to: number) => memory.write(to, 0, 1, Uint8Array.of(7), 0);
    write(1);
    const unwatched = memory.takeChanges();
    memory.changed.watch();
    write(5);
    write(5);
    write(9);
    const written = memory.takeChanges();
    write(9);
    memory.writeWords(6, 0, 1, Int32Array.of(7), 0);
    const again = memory.takeChanges();
    memory.barrier();
    const completed = memory.takeChanges();
    memory.barrier();

    expect([unwatched, written, again, completed, memory.takeChanges()]).toEqual([
      [],
      [5, 9],
      [9, 6],
      [5, 6],
      [],
    ]);
  });
});

describe('pages of bytes', () => {
  it('are zeros, shared and unwritten, until they are written; and again once they are forgotten', () => {
    const bytes = new PagedBytes();
    const zeros = bytes.page(3);
    const words = bytes.words(3);
    const before = [bytes.isWritten(3), bytes.writtenPages()];
    bytes.write(3, 8, 2, Uint8Array.of(0, 1, 2), 1);
    bytes.writeWords(4, 1, 2, Int32Array.of(0, 5, 6), 1);

    const into = new Uint8Array(4);
    bytes.read(3, 7, 4, into, 0);
    const intoWords = new Int32Array(4);
    bytes.readWords(4, 0, 3, intoWords, 1);

    expect(before).toEqual([false, []]);
    expect([...into]).toEqual([0, 1, 2, 0]);
    expect([...intoWords]).toEqual([0, 0, 5, 6]);
    expect([bytes.isWritten(3), bytes.isWritten(5), bytes.writtenPages()]).toEqual([true, false, [3, 4]]);
    expect([zeros.every((byte) => byte === 0), words.length, bytes.page(7) === bytes.page(8)]).toEqual([
      true,
      1024,
      true,
    ]);
    bytes.forgetPages((page) => page === 4);
    expect([bytes.page(3)[8], bytes.page(4)[4], bytes.writtenPages()]).toEqual([1, 0, [3]]);
    expect(new PagedBytes().writable(1)[0]).toBe(0);
  });
});

describe('runs of bytes and of words', () => {
  const numbers = Array.from({ length: 64 }, (_, i) => i + 1);

  it.each([0, 1, 23, 24, 25, 40])('%d of them are copied, and not one more', (length) => {
    const bytes = new Uint8Array(50).fill(99);
    const words = new Int32Array(50).fill(99);
    copy(Uint8Array.from(numbers), 3, length, bytes, 5);
    copyWords(Int32Array.from(numbers), 3, length, words, 5);

    const copied = Array.from({ length: 50 }, (_, i) => (i >= 5 && i < 5 + length ? i - 5 + 4 : 99));
    expect([...bytes]).toEqual(copied);
    expect([...words]).toEqual(copied);
  });

  it('differ where one of a range differs, and nowhere else', () => {
    const one = [1, 2, 3, 4, 5];
    const other = [1, 9, 3, 4, 9];
    const told = (at: number, n: number) => [
      differ(Uint8Array.from(one), Uint8Array.from(other), at, n),
      wordsDiffer(Int32Array.from(one), Int32Array.from(other), at, n),
    ];

    expect([told(0, 1), told(2, 2), told(1, 1), told(0, 2), told(2, 3), told(4, 0)]).toEqual([
      [false, false],
      [false, false],
      [true, true],
      [true, true],
      [true, true],
      [false, false],
    ]);
  });

  it('are words of the same memory where bytes lie on words, and a copy elsewhere; what is no whole word is left out', () => {
    const bytes = Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0);
    const same = wordsOf(bytes);
    const behind = wordsOf(bytes.subarray(4));
    const moved = wordsOf(bytes.subarray(3));
    bytes[4] = 5;

    expect([[...same], [...behind], [...moved]]).toEqual([[1, 5], [5], [512, 768]]);
  });
});

describe('room for pieces', () => {
  it('gives each piece to one, zeroed; it takes few buffers, and never twice what is used, nor 64 pieces more', () => {
    const room = new Room(16);
    const buffers = new Map<ArrayBuffer, number>();
    const pieces = Array.from({ length: 300 }, (_, nth) => {
      const { buffer, start } = room.take();
      const bytes = new Uint8Array(buffer, start, 16);
      expect(bytes.every((byte) => byte === 0)).toBe(true);
      bytes.fill(1 + (nth % 255));
      buffers.set(buffer, buffer.byteLength / 16);
      const taken = [...buffers.values()].reduce((sum, some) => sum + some);
      expect(taken).toBeLessThanOrEqual(Math.min(2 * (nth + 1), nth + 64));
      return bytes;
    });

    expect(pieces.every((bytes, nth) => bytes.every((byte) => byte === 1 + (nth % 255)))).toBe(true);
    // 1 and 1, 2, 4, … 32 and 64; and 64 at a time from then on.
    expect(buffers.size).toBe(8 + 3);
  });
});
