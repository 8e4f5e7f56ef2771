/** Looks at how a stream of bytes begins, without taking anything from it. */

/** At least the first `enough` bytes, or all where there are fewer; and everything, with them. */
export async function peeked(
  chunks: AsyncIterable<Uint8Array>,
  enough: number,
): Promise<[start: Uint8Array, all: AsyncIterable<Uint8Array>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  while (length < enough) {
    const { done, value } = await iterator.next();
    if (done) break;
    held.push(value);
    length += value.length;
  }
  const start = new Uint8Array(length);
  let at = 0;
  for (const chunk of held) {
    start.set(chunk, at);
    at += chunk.length;
  }
  async function* all() {
    try {
      if (length > 0) yield start;
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) return;
        yield value;
      }
    } finally {
      // Whoever stops early closes the file, too.
      await iterator.return?.();
    }
  }
  return [start, all()];
}
