/** Bytes as base64 and back. */

/** What browsers have since 2024 or 2025, and TypeScript does not know yet. */
const bytesOf = Uint8Array as typeof Uint8Array & { fromBase64?(text: string): Uint8Array<ArrayBuffer> };

/** The bytes of a text; throws where it is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (bytesOf.fromBase64 !== undefined) return bytesOf.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  // `Uint8Array.from()` with a function takes ten times as long, and a page has half a million of these.
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
