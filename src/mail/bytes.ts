/** Bytes in a mail, with carets under those that are other than they should be. */

/** What is there, carets under the bytes that differ, and what should be. */
export function differingLines(
  what: string,
  bytes: Uint8Array,
  other: string,
  shouldBe: Uint8Array,
  mark: string,
): string[] {
  const width = Math.max(what.length, other.length) + 2;
  const { shown, carets } = mailBytes(bytes, shouldBe);
  return [
    `${what.padEnd(width)}${shown}`,
    ...(carets === '' ? [] : [`${' '.repeat(width)}${carets} ${mark}`]),
    `${other.padEnd(width)}${mailBytes(shouldBe, bytes).shown}`,
  ];
}

/**
 * Bytes as text between bars, a dot for each zero, where that can be told apart; else in hexadecimal. Of many, the first that
 * differ from those that they stand beside.
 */
export function mailBytes(bytes: Uint8Array, beside = bytes): { shown: string; carets: string } {
  const isText = isReadable(bytes) && isReadable(beside);
  const most = isText ? 16 : 12;
  const differs = bytes.findIndex((byte, i) => byte !== beside[i]);
  const from = differs < most ? 0 : differs;
  const part = bytes.subarray(from, from + most);
  const cells = Array.from(part, (byte) =>
    isText ? (byte === 0 ? '.' : String.fromCharCode(byte)) : byte.toString(16).padStart(2, '0'),
  );
  const carets = cells.map((cell, i) => (part[i] === beside[from + i] ? ' ' : '^').repeat(cell.length));
  const [gap, edge] = isText ? ['', '|'] : [' ', ''];
  const place = from > 0 ? `+${from}: ` : '';
  const rest = bytes.length > from + most ? ` ... (${bytes.length} bytes)` : '';
  return {
    shown: `${place}${edge}${cells.join(gap)}${edge}${rest}`,
    carets: `${' '.repeat(place.length + edge.length)}${carets.join(gap)}`.trimEnd(),
  };
}

/** Whether all bytes are letters or zeros, and none is a dot, which stands for a zero. */
function isReadable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0 || (byte >= 0x20 && byte < 0x7f && byte !== 0x2e));
}
