/** Packed traces: gzip and zstd, whole, cut anywhere, damaged, or larger than they may be. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { replay } from '../../src/fluent/replay.js';
import { ReplayError } from '../../src/fluent/replayed.js';
import { unpacked } from '../../src/node/decompress.js';
import { traceFile } from '../../src/node/trace-file.js';
import { TraceError } from '../../src/replay/trace-error.js';

const lines = Array.from({ length: 3000 }, (_, i) => ` L ${(0x1000 + i * 24).toString(16)},8\n`).join('');
const text = Buffer.from(lines);
const gzip = gzipSync(text);
/** The same lines, by `zstd -19`. */
const zstd = readFileSync(new URL('../fixtures/lines.zst', import.meta.url));

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function unpack(bytes: Uint8Array, piece = 1 << 16, limit = 1e9): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of unpacked(pieces(bytes, piece), limit)) chunks.push(chunk.slice());
  return Buffer.concat(chunks);
}

describe.each([
  ['gzip', gzip],
  ['zstd', zstd],
])('%s', (name, packed) => {
  it.each([1, 7, 1 << 16])('is unpacked, in pieces of %i', async (piece) => {
    expect((await unpack(packed, piece)).equals(text)).toBe(true);
  });

  it('that is cut anywhere is refused', async () => {
    for (let length = name === 'gzip' ? 3 : 5; length < packed.length; length += 13) {
      await expect(unpack(packed.subarray(0, length))).rejects.toThrow(TraceError);
    }
    await expect(unpack(packed.subarray(0, packed.length - 1))).rejects.toThrow(
      `its ${name} is cut off at byte ${packed.length - 1}`,
    );
  });

  it('may not become larger than it is allowed to', async () => {
    await expect(unpack(packed, 1 << 16, 1024)).rejects.toThrow(
      'more than 1 KiB come out of it, which is the limit',
    );
    expect((await unpack(packed, 1 << 16, text.length)).length).toBe(text.length);
  });
});

describe('gzip', () => {
  it('of several members is all of them', async () => {
    expect((await unpack(Buffer.concat([gzip, gzip]))).equals(Buffer.concat([text, text]))).toBe(true);
  });
  it('that is damaged is refused', async () => {
    for (let at = 12; at < gzip.length; at += 97) {
      const wrong = Uint8Array.from(gzip);
      wrong[at]! ^= 16;
      await expect(unpack(wrong)).rejects.toThrow(/its gzip is (damaged before|cut off at) byte \d+/);
    }
  });
});

describe('zstd', () => {
  it('that asks for a large window is refused before anything is made', async () => {
    // A descriptor without content size, and a window of 2^(10 + 20) bytes.
    const greedy = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, 0, 0, 0);
    await expect(unpack(greedy)).rejects.toThrow('its zstd asks for a window of more than 32 MiB');
  });
});

describe('a bomb', () => {
  it('of zstd is stopped at the limit, before the rest is unpacked', async () => {
    // A frame without content size and with a window of 1 MiB, and blocks that repeat one byte 128 Ki times.
    const block: number[] = [];
    const head = (last: number) => (((2 ** 17) << 3) | (1 << 1) | last) >>> 0;
    const bytes = (size: number) => [size & 255, (size >> 8) & 255, (size >> 16) & 255];
    for (let i = 0; i < 100_000; i++) block.push(...bytes(head(0)), 10);
    const bomb = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3].concat(block));
    let most = 0;
    const reading = (async () => {
      for await (const chunk of unpacked(pieces(bomb, 1 << 18), 2 ** 24)) most = Math.max(most, chunk.length);
    })();
    await expect(reading).rejects.toThrow('more than 16 MiB come out of it, which is the limit');
    expect(most).toBeLessThanOrEqual(2 ** 17);
  });
});

describe('a packed trace file', () => {
  const file = join(tmpdir(), `aliaslab-packed-${process.pid}.gz`);
  afterAll(() => rmSync(file, { force: true }));

  it('that is cut says what had been counted', async () => {
    writeFileSync(file, gzip.subarray(0, gzip.length - 200));
    const error: ReplayError = await replay(traceFile(file))
      .on(cache())
      .run()
      .catch((thrown) => thrown);

    expect(error).toBeInstanceOf(ReplayError);
    const { complete, references, counts } = error.partial;
    expect({ complete, reads: counts.reads }).toEqual({ complete: false, reads: references });
    expect(references).toBeGreaterThan(100);
    expect(error.message).toBe(
      `${file}: its gzip is cut off at byte ${gzip.length - 200}; ${references} references had been read\n  try: aliaslab replay program.trace --cache 32KiB:8:64`,
    );
    expect(error.partial.verdict()).toMatch(/^partial: /);
  });
});
