/**
 * A check value of what a part of a sweep says, by which a part is known that was damaged or changed on its way. It is CRC-32 (as in
 * gzip and PNG), for mistakes and not for enemies: a dozen lines, which run in a page too and need not wait for WebAssembly. It finds
 * every change of up to four neighboring bytes, and of any other all but one in four thousand million.
 */
import { isRecord } from '../../units/is-record.js';
import type { SweepPart } from './sweep-part.js';

/** Eight hexadecimal digits, of all but the check value itself; how the text was laid out makes no difference. */
export function checkOf({ check: _, ...said }: SweepPart): string {
  const sorted = JSON.stringify(said, (_key, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
  return crc32(new TextEncoder().encode(sorted)).toString(16).padStart(8, '0');
}

/** The polynomial of CRC-32, its lowest bit first. */
const POLYNOMIAL = 0xedb8_8320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 255]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
