/** Packed traces: gzip and zstd, whole, cut anywhere, damaged, or larger than they may be. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import xxhash from 'xxhash-wasm';
import { cache } from '../../src/fluent/cache.js';
import { replay } from '../../src/fluent/replay.js';
import { ReplayError } from '../../src/fluent/replayed.js';
import { unpacked } from '../../src/node/decompress.js';
import { sampleTrace } from '../../src/node/sample-trace.js';
import { traceFile } from '../../src/node/trace-file.js';
import { writeTrace } from '../../src/replay/read-trace.js';
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

/** A frame that says nothing, with room for so many bytes. */
function skippable(length: number): Buffer {
  const head = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(length, 4);
  return head;
}

/** The frame with the checksum that the library which made it leaves out. */
async function checked(frame: Uint8Array): Promise<Buffer> {
  const { create64 } = await xxhash();
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(
    Number(
      create64()
        .update(await unpack(frame))
        .digest() & 0xffff_ffffn,
    ),
  );
  const whole = Buffer.concat([frame, sum]);
  whole[4]! |= 4;
  return whole;
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
    await expect(unpack(Buffer.concat([zstd, greedy]))).rejects.toThrow('a window of more than 32 MiB');
  });

  it('is unpacked frame by frame, with and without checksums, and what is to be skipped is skipped', async () => {
    const plain = (await Zstd.load()).compress(text, 3);
    const note = (length: number) => Buffer.concat([skippable(length), Buffer.alloc(length, 0x28)]);
    const bare = Buffer.from(plain);
    expect(bare[4]! & 4).toBe(0);

    const all = Buffer.concat([note(0), zstd, note(100_000), bare, bare, await checked(bare), note(3)]);

    for (const piece of [1 << 16, 1000]) {
      expect((await unpack(all, piece)).equals(Buffer.concat([text, text, text, text]))).toBe(true);
    }
    await expect(unpack(all.subarray(0, all.length - 1))).rejects.toThrow('its zstd is cut off');
    await expect(unpack(Buffer.concat([zstd, Buffer.from('more')]))).rejects.toThrow('its zstd is damaged');
  });

  it('whose checksum or whose size says something else is refused at its end', async () => {
    const wrong = Buffer.from(zstd);
    wrong[wrong.length - 2]! ^= 1;
    // A raw block of two bytes, in a frame that says it has three.
    const short = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 3, (2 << 3) | 1, 0, 0, 0x61, 0x62);

    await expect(unpack(wrong)).rejects.toThrow(`its zstd is damaged before byte ${zstd.length}`);
    await expect(unpack(short)).rejects.toThrow('its zstd is damaged before byte 11');
    expect(String(await unpack(short.with(5, 2)))).toBe('ab');
  });

  it('that needs a dictionary, or has a block longer than may be, is refused', async () => {
    const dictionary = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x00, 7, 1, 0, 0);
    // One byte two million times, where 128 KiB are the most.
    const long = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3, 0x03, 0x00, 0xf0, 0x61);

    await expect(unpack(dictionary)).rejects.toThrow('its zstd needs a dictionary, number 7');
    await expect(unpack(long)).rejects.toThrow('its zstd is damaged before byte 9');
  });

  it('of a real trace, damaged in any of its bytes, is refused or comes out as it was', async () => {
    const lackey: Uint8Array[] = [];
    for await (const piece of writeTrace(sampleTrace('matrix').source.open(), 'lackey')) {
      lackey.push(piece.slice());
      if (lackey.length === 4) break;
    }
    const trace = Buffer.concat(lackey);
    const packed = await checked((await Zstd.load()).compress(trace, 3));
    expect((await unpack(packed)).equals(trace)).toBe(true);
    const damages = fc.sample(
      fc.tuple(fc.integer({ min: 4, max: packed.length - 1 }), fc.integer({ min: 1, max: 255 })),
      { numRuns: 250, seed: Number(process.env.ALIASLAB_SEED ?? 1) },
    );
    let refused = 0;

    for (const [at, change] of damages) {
      const wrong = Uint8Array.from(packed);
      wrong[at]! ^= change;
      try {
        expect({ at, change, isSame: (await unpack(wrong)).equals(trace) }).toMatchObject({ isSame: true });
      } catch (error) {
        if (!(error instanceof TraceError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
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
