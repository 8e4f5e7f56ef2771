/**
 * A file under read(), write() and their kin, a byte at a time, written from the facts and knowing nothing of src: one flat
 * array of what the medium holds, one state a page, and no cache anywhere. What it says is what a coherent machine must say.
 *
 *     medium   x x x x x x x x │ o l d . . . . . │ . . .
 *     blocks   written         │ unwritten       │ hole      a page each
 *                    ▲ size: reads end here
 */

export type NaiveBlock = 'hole' | 'unwritten' | 'written' | 'EIO' | 'ERANGE';
export type NaiveResult = number | string;

/** Memory of a process: a byte that cannot be touched ends the copy. */
export interface NaiveSegment {
  readonly length: number;
  readonly faultsAt?: number;
}

/** How new blocks are handed out: Linux up to 4.5 zeroes around what is written, later the file system zeroes them whole. */
export type NaiveZeroing = 'around' | 'whole';

export interface NaiveFileStart {
  readonly pageSize: number;
  readonly blocks: readonly NaiveBlock[];
  readonly size: number;
  readonly freeBlocks: number;
  readonly medium: Uint8Array;
  readonly zeroing: NaiveZeroing;
  /** dax_io() asks for as many pages as the bytes that are left would need if they began at a boundary; iomap for all. */
  readonly asks: 'for the bytes left' | 'for the pages left';
  /** Whether a device gives one page at a time, so that each page of a new extent is zeroed when it is come to. */
  readonly pageAtATime: boolean;
  /** Whether the frame of a page follows that of the page before. */
  readonly follows: (page: number) => boolean;
  /** Linux 4.3 gives the length of the mapping for a first copy that fails. */
  readonly leaksLength: boolean;
}

export class NaiveFile {
  readonly pageSize: number;
  readonly blocks: NaiveBlock[];
  readonly medium: Uint8Array;
  size: number;
  freeBlocks: number;
  readonly #start: NaiveFileStart;

  constructor(start: NaiveFileStart) {
    this.#start = start;
    this.pageSize = start.pageSize;
    this.blocks = [...start.blocks];
    this.medium = start.medium.slice();
    this.size = start.size;
    this.freeBlocks = start.freeBlocks;
  }

  /** The byte that a reader sees, were it inside the size. */
  byte(at: number): number {
    return this.#state(at) === 'written' ? this.medium[at]! : 0;
  }

  /** What a bare transfer reads: facts 1.2. */
  bareRead(at: number, segments: readonly NaiveSegment[]): { returned: NaiveResult; bytes: number[] } {
    const end = Math.min(at + lengthOf(segments), this.size);
    const bytes: number[] = [];
    for (let pos = at; pos < end; pos++) {
      const state = this.#state(pos);
      if (state === 'EIO' || state === 'ERANGE') return { returned: bytes.length || state, bytes };
      if (!isThere(segments, pos - at))
        return { returned: bytes.length || this.#noCopy(at, end, false), bytes };
      bytes.push(this.byte(pos));
    }
    return { returned: bytes.length, bytes };
  }

  /** What a bare transfer writes. Its blocks come an extent at a time, whatever of them is written in the end. */
  bareWrite(at: number, segments: readonly NaiveSegment[], data: readonly number[]): NaiveResult {
    const end = at + lengthOf(segments);
    /** The first page that get_block() was not asked about, and the first that was not mapped. */
    let asked = 0;
    let mapped = 0;
    let isNew = false;
    for (let pos = at; pos < end; pos++) {
      const page = Math.floor(pos / this.pageSize);
      if (page >= asked) {
        const extent = this.#extent(
          page,
          this.#start.asks === 'for the bytes left' ? end - pos : end - page * this.pageSize,
        );
        if (typeof extent === 'string') return pos - at || extent;
        ({ isNew } = extent);
        asked = page + extent.pages;
      }
      if (page >= mapped) {
        if (this.blocks[page] === 'ERANGE') return pos - at || 'ERANGE';
        mapped = this.#start.pageAtATime ? page + 1 : asked;
        if (isNew) this.#zeroAround(page, mapped, pos, end);
      }
      if (!isThere(segments, pos - at)) return pos - at || this.#noCopy(at, end, true);
      this.medium[pos] = data[(pos - at) % data.length]!;
    }
    return end - at;
  }

  /** read(). */
  read(at: number, segments: readonly NaiveSegment[]): { returned: NaiveResult; bytes: number[] } {
    return at >= this.size ? { returned: 0, bytes: [] } : this.bareRead(at, segments);
  }

  /** write(): what was written is data from then on, and the size grows by it. */
  write(at: number, segments: readonly NaiveSegment[], data: readonly number[]): NaiveResult {
    const returned = this.bareWrite(at, segments, data);
    if (typeof returned !== 'number') return returned;
    for (let pos = at; pos < at + returned; pos++) {
      if (this.#state(pos) === 'unwritten') this.blocks[Math.floor(pos / this.pageSize)] = 'written';
    }
    if (returned > 0) this.size = Math.max(this.size, at + returned);
    return returned;
  }

  append(segments: readonly NaiveSegment[], data: readonly number[]): NaiveResult {
    return this.write(this.size, segments, data);
  }

  /** ftruncate(): the size first, then the rest of the last page, then the blocks. */
  truncate(size: number): NaiveResult {
    const before = this.size;
    this.size = size;
    if (size >= before) return 0;
    const kept = Math.ceil(size / this.pageSize);
    const failed = this.#zeroPart(size, kept * this.pageSize);
    if (failed) return failed;
    for (let page = kept; page < this.blocks.length; page++) this.#become(page, 'hole');
    return 0;
  }

  /** Whole blocks first, then both ends; a punched hole the other way about. */
  zeroRange(at: number, length: number): NaiveResult {
    const end = at + length;
    if (end > this.medium.length) return 'ENOSPC';
    const whole = this.#wholePages(at, end);
    if (whole.filter((page) => this.blocks[page] === 'hole').length > this.freeBlocks) return 'ENOSPC';
    for (const page of whole) this.#become(page, 'unwritten');
    const failed = this.#zeroEnds(at, end);
    if (failed) return failed;
    this.size = Math.max(this.size, end);
    return 0;
  }

  punchHole(at: number, length: number): NaiveResult {
    const end = Math.min(at + length, this.medium.length);
    const failed = at < end ? this.#zeroEnds(at, end) : 0;
    if (failed) return failed;
    for (const page of this.#wholePages(at, end)) this.#become(page, 'hole');
    return 0;
  }

  /** A user's first touch of a page, through a shared mapping. */
  touch(page: number, write: boolean): 'SIGBUS' | undefined {
    const state = this.blocks[page];
    if (page * this.pageSize >= this.size || state === 'EIO') return 'SIGBUS';
    if (state === 'hole' && !write) return undefined;
    if (state === 'hole') {
      if (this.freeBlocks === 0) return 'SIGBUS';
      this.freeBlocks--;
    }
    if (state === 'ERANGE') return 'SIGBUS';
    if (state !== 'written') this.medium.fill(0, page * this.pageSize, (page + 1) * this.pageSize);
    this.blocks[page] = 'written';
    return undefined;
  }

  #state(at: number): NaiveBlock {
    return this.blocks[Math.floor(at / this.pageSize)] ?? 'hole';
  }

  /** Blocks from a page on, of one state and behind each other, for so many bytes. */
  #extent(page: number, bytes: number): { pages: number; isNew: boolean } | string {
    const state = this.blocks[page];
    if (state === 'EIO') return 'EIO';
    let pages = 0;
    const wanted = Math.ceil(bytes / this.pageSize);
    while (
      pages < wanted &&
      page + pages < this.blocks.length &&
      this.blocks[page + pages] === state &&
      (pages === 0 || this.#start.follows(page + pages))
    )
      pages++;
    if (state === 'hole') pages = Math.min(pages, this.freeBlocks);
    if (pages === 0) return 'ENOSPC';
    if (state === 'written' || state === 'ERANGE') return { pages, isNew: false };
    for (let each = page; each < page + pages; each++) {
      if (this.#start.zeroing === 'whole') this.#zero(each * this.pageSize, (each + 1) * this.pageSize);
      if (state === 'hole' || this.#start.zeroing === 'whole') this.#become(each, 'written');
    }
    return { pages, isNew: this.#start.zeroing === 'around' };
  }

  #zeroAround(page: number, mapped: number, pos: number, end: number): void {
    this.#zero(page * this.pageSize, pos);
    this.#zero(Math.max(pos, end), mapped * this.pageSize);
  }

  /** The two ends of a range that are no whole pages, in order; the first that fails ends it. */
  #zeroEnds(at: number, end: number): string | 0 {
    const first = Math.ceil(at / this.pageSize) * this.pageSize;
    const last = Math.floor(end / this.pageSize) * this.pageSize;
    if (first > last) return this.#zeroPart(at, end);
    return this.#zeroPart(at, first) || this.#zeroPart(last, end);
  }

  #zeroPart(from: number, to: number): string | 0 {
    if (from >= to) return 0;
    const state = this.#state(from);
    if (state === 'EIO' || state === 'ERANGE') return state;
    if (state === 'written') this.#zero(from, to);
    return 0;
  }

  #zero(from: number, to: number): void {
    for (let at = from; at < to; at++) this.medium[at] = 0;
  }

  #wholePages(at: number, end: number): number[] {
    return this.blocks
      .map((_state, page) => page)
      .filter((page) => page * this.pageSize >= at && (page + 1) * this.pageSize <= end);
  }

  /** Blocks that cannot be reached stay so. */
  #become(page: number, state: NaiveBlock): void {
    const before = this.blocks[page]!;
    if (before === 'EIO' || before === 'ERANGE') return;
    this.freeBlocks += Number(state === 'hole') - Number(before === 'hole');
    this.blocks[page] = state;
  }

  /** What the first copy gives that copies nothing: 4.3 gives what the mapping had, and nothing for what is no mapping. */
  #noCopy(at: number, end: number, write: boolean): NaiveResult {
    if (!this.#start.leaksLength) return 'EFAULT';
    const page = Math.floor(at / this.pageSize);
    const state = this.blocks[page];
    if (!write && state !== 'written') return 0;
    if (this.#start.pageAtATime) return this.pageSize;
    const wanted = Math.ceil((end - at) / this.pageSize);
    let pages = 1;
    while (pages < wanted && this.blocks[page + pages] === state && this.#start.follows(page + pages))
      pages++;
    return pages * this.pageSize;
  }
}

function lengthOf(segments: readonly NaiveSegment[]): number {
  return segments.reduce((sum, { length }) => sum + length, 0);
}

/** Whether the process can touch this byte of its memory. */
function isThere(segments: readonly NaiveSegment[], at: number): boolean {
  let start = 0;
  for (const { length, faultsAt = length } of segments) {
    if (at < start + length) return at - start < faultsAt;
    start += length;
  }
  return false;
}
