/**
 * How a frame of zstd begins, behind its magic (RFC 8878, section 3.1.1.1). The descriptor's bits say what follows, and how long.
 *
 *     7 6 size's length │ 5 single segment │ 4 unused │ 3 reserved │ 2 checksum │ 1 0 dictionary's length
 *     window (1 byte, unless single segment)   dictionary (0, 1, 2 or 4)   size (0, or 1 if single segment; 2, 4 or 8)
 */

export interface FrameHead {
  /** Bytes of memory that it asks for. */
  readonly window: number;
  readonly dictionary: number;
  /** How many bytes come out, where it says so. */
  readonly size?: number;
  readonly hasChecksum: boolean;
  /** Whether a bit is set that has no meaning. */
  readonly isReserved: boolean;
}

function lengths(descriptor: number): { window: number; dictionary: number; size: number } {
  const isSingle = (descriptor & 32) !== 0;
  const sizes = [isSingle ? 1 : 0, 2, 4, 8];
  return {
    window: isSingle ? 0 : 1,
    dictionary: [0, 1, 2, 4][descriptor & 3]!,
    size: sizes[descriptor >> 6]!,
  };
}

/** How many bytes the head has, its descriptor included. */
export function headLength(descriptor: number): number {
  const { window, dictionary, size } = lengths(descriptor);
  return 1 + window + dictionary + size;
}

/** What the descriptor and the bytes behind it say. */
export function frameHead(descriptor: number, rest: Uint8Array): FrameHead {
  const length = lengths(descriptor);
  const number = (from: number, count: number) =>
    rest.subarray(from, from + count).reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
  const sizeAt = length.window + length.dictionary;
  // Of two bytes, the size is said less 256.
  const size = number(sizeAt, length.size) + (length.size === 2 ? 256 : 0);
  const base = 2 ** (10 + (rest[0]! >> 3));
  return {
    window: length.window === 0 ? size : base + (base / 8) * (rest[0]! & 7),
    dictionary: number(length.window, length.dictionary),
    ...(length.size > 0 && { size }),
    hasChecksum: (descriptor & 4) !== 0,
    isReserved: (descriptor & 8) !== 0,
  };
}
