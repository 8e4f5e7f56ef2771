/** Traces of real programs: what cachegrind counted in them, replay() counts too. */
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cache } from '../../src/fluent/cache.js';
import { replay } from '../../src/fluent/replay.js';
import { sampleTrace } from '../../src/node/sample-trace.js';

interface Counted {
  readonly D1: string;
  readonly reads: number;
  readonly writes: number;
  readonly readMisses: number;
  readonly writeMisses: number;
}

const { counts } = JSON.parse(
  readFileSync(new URL('../fixtures/cachegrind.json', import.meta.url), 'utf8'),
) as { readonly counts: Readonly<Record<'words' | 'matrix', readonly Counted[]>> };

describe('cachegrind and replay() count the same', () => {
  it.each(Object.keys(counts) as (keyof typeof counts)[])('in %s, whatever the cache', async (name) => {
    const caches = counts[name].map(({ D1 }) => {
      const [size, ways, line] = D1.split(',').map(Number) as [number, number, number];
      return cache().pipt().size(size).ways(ways).line(line);
    });

    const { rows, complete } = await replay(sampleTrace(name))
      .on(...caches)
      .counting('cachegrind')
      .run();

    expect(complete).toBe(true);
    expect(
      rows.map(({ counts: { reads, writes, readMisses, writeMisses } }, i) => ({
        D1: counts[name][i]!.D1,
        reads,
        writes,
        readMisses,
        writeMisses,
      })),
    ).toEqual(counts[name]);
  });

  it('of traces that are small enough to be kept', () => {
    const sizes = Object.keys(counts).map(
      (name) => statSync(new URL(`../../traces/${name}.altr.gz`, import.meta.url)).size,
    );
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(400_000);
  });
});
