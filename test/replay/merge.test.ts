/** Parts of sweeps: which are put together, and of which it is said that they do not belong together. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mergeNamed } from '../../src/fluent/swept.js';
import { mergeSweeps, type SweepPart, sweep, traceOf } from '../../src/index.js';

/** 400 references, in an order that the factor makes. */
const traceBy = (factor: number) =>
  traceOf(
    Array.from({ length: 400 }, (_, i) => ({
      kind: i % 3 ? ('load' as const) : ('store' as const),
      address: (i * factor) % 65_536,
      size: 4,
    })),
  );

async function part(shard: number, sizes: readonly number[], factor = 2_654_435_761, of = 2) {
  const asked = sweep(traceBy(factor)).sizes(...sizes);
  return (await asked.ways(1).lines(32).shard(shard, of).run()).toJSON();
}

/** A part as aliaslab 0.1.0 wrote it. */
function old({ digest: _digest, space: _space, ...rest }: SweepPart): SweepPart {
  return JSON.parse(JSON.stringify(unsigned(rest)));
}

/** A part without its check value, so that it can be changed, and what else is wrong with it is seen. */
function unsigned({ check: _check, ...rest }: SweepPart): SweepPart {
  return rest;
}

const UNCHECKED = (names: string, does = 'do') => [
  `${names} ${does} not say whether anything was changed since: there is no check value`,
  `${names} ${does} not say which references were read: only the name of the trace and its length are known`,
  `${names} ${does} not say which caches the whole sweep has: only their number is known`,
];

const LINE = 'try: aliaslab merge part-*.json --out sweep.csv';

describe('a part', () => {
  it('says which references it read, and what the whole sweep was asked for', async () => {
    const asked = sweep(traceBy(1)).sizes('1 KiB', '2 KiB').ways(1, Number.POSITIVE_INFINITY).lines(32);
    const { digest, space, caches, rows } = (await asked.shard(1, 2).run()).toJSON();

    expect(digest).toBe('2750ec329bcd1e7f');
    expect(space).toEqual({
      sizes: [1024, 2048],
      ways: [1, 'full'],
      lines: [32],
      replacements: ['lru'],
      writes: ['back'],
      writeAllocates: [true],
    });
    expect([caches, rows.length]).toEqual([4, 2]);
  });

  it('is made of threads that read the same references', async () => {
    const trace = traceBy(1);
    const done = (digest: string) => ({ references: 400, digest, counts: [] });
    const changed = { ...trace.source, inWorkers: async () => [done('one'), done('other')] };
    const asked = sweep(new (trace.constructor as new (source: unknown) => typeof trace)(changed));

    await expect(asked.workers(2).run()).rejects.toThrow(
      'typed changed while it was read: its threads saw different references\n  try: await sweep(',
    );
  });
});

describe('parts that do not belong together are refused:', () => {
  it('of two design spaces', async () => {
    const parts = [await part(1, [1024, 2048]), await part(2, [4096, 8192])] as const;

    expect(() => mergeSweeps(...parts)).toThrow(`
  - part 2 is of another sweep than part 1: its sizes are 4096, 8192, not 1024, 2048
  - of 2 parts, the following part is not there: 2
  ${LINE}`);
  });

  it('of the same caches in another order, which are dealt out otherwise', async () => {
    const parts = [await part(1, [1024, 2048]), await part(2, [2048, 1024])] as const;

    expect(() => mergeSweeps(...parts)).toThrow(
      'part 2 is of another sweep than part 1: its sizes are 2048, 1024, not 1024, 2048',
    );
  });

  it('of another trace with the same name and length', async () => {
    const parts = [await part(1, [1024, 2048]), await part(2, [1024, 2048], 40_503)] as const;

    expect(() => mergeSweeps(...parts)).toThrow(`
  - part 2 is of another sweep than part 1: it read other references, whose digest is ${parts[1].digest}, not ${parts[0].digest}
  - of 2 parts, the following part is not there: 2
  ${LINE}`);
  });

  it('with a cache twice, in one part or in two', async () => {
    const [one, two] = [await part(1, [1024, 2048]), await part(2, [1024, 2048])];
    const again = { ...unsigned(two), rows: [...two.rows, ...one.rows, ...one.rows] };

    expect(() => mergeSweeps(one, again)).toThrow(`
  - part 2 has what part 1 has: 2 caches, the first of them 1 KiB 1-way 32 B lines, lru, write-back
  - the parts have 4 caches, and the sweep has 2
  - not checked: ${UNCHECKED('part 2', 'does')[0]}
  ${LINE}`);
  });

  it('with a cache that nobody asked for', async () => {
    const [one, two] = [await part(1, [1024, 2048]), await part(2, [512, 4096])];

    expect(() => mergeSweeps(one, { ...unsigned(one), shard: 2, rows: two.rows })).toThrow(`
  - part 2 was not asked for 4 KiB 1-way 32 B lines, lru, write-back
  - not checked: ${UNCHECKED('part 2', 'does')[0]}
  ${LINE}`);
  });

  it('with all that is wrong, part by part, by the names of their files', async () => {
    const parts = [
      await part(1, [1024, 2048]),
      await part(1, [1024, 2048, 4096], 40_503, 3),
      await part(1, [1024, 2048]),
    ];

    expect(() => mergeNamed(parts.map((each, i) => [`${i + 1}.json`, each]))).toThrow(`
  - 2.json is of another sweep than 1.json: its of is 3, not 2
  - 2.json is of another sweep than 1.json: its caches is 3, not 2
  - 2.json is of another sweep than 1.json: it read other references, whose digest is ${parts[1]!.digest}, not ${parts[0]!.digest}
  - 2.json is of another sweep than 1.json: its sizes are 1024, 2048, 4096, not 1024, 2048
  - 3.json is part 1, and so is 1.json
  - of 2 parts, the following part is not there: 2
  ${LINE}`);
  });

  it.each([
    { digest: 'none' },
    { digest: 5 },
    { space: [] },
    { space: { sizes: [1024] } },
    { unchecked: 'nothing' },
    { unchecked: [5] },
    { check: 5 },
  ])('%j is in no part', async (odd) => {
    const one = await part(1, [1024], 1, 1);
    expect(mergeSweeps(one).toJSON()).toEqual(one);
    expect(() => mergeSweeps({ ...one, ...odd } as never)).toThrow('part 1 is no part of a sweep: an object');
  });
});

describe('a part that was changed after it was written', () => {
  /** All numbers of a part, each as what leads to it. */
  function numbers(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value === 'number') return [path];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => numbers(inner, [...path, key]));
  }

  function changed(part: SweepPart, path: readonly string[], by: number): SweepPart {
    const copy = JSON.parse(JSON.stringify(part));
    const holder = path.slice(0, -1).reduce((value, key) => value[key], copy);
    holder[path.at(-1)!] += by;
    return copy;
  }

  it('in any number, by one, is refused by its name', async () => {
    const [one, two] = [await part(1, [1024, 2048]), await part(2, [1024, 2048])];
    const places = numbers(two);

    expect(places.map((path) => path.at(-1))).toEqual(
      expect.arrayContaining(['references', 'readMisses', 'writebacks', 'ways', 'shard']),
    );
    for (const path of places) {
      for (const by of [1, -1]) {
        expect(() =>
          mergeNamed([
            ['one.json', one],
            ['two.json', changed(two, path, by)],
          ]),
        ).toThrow(/two\.json is (not as it was written|no part of a sweep)/);
      }
    }
    expect(
      mergeNamed([
        ['one.json', one],
        ['two.json', changed(two, places[0]!, 0)],
      ]).rows,
    ).toHaveLength(2);
  });

  it('in its layout alone is the same part', async () => {
    const [one, two] = [await part(1, [1024, 2048]), await part(2, [1024, 2048])];
    const turned = Object.fromEntries(Object.entries(two).reverse()) as unknown as SweepPart;

    expect(mergeSweeps(one, turned).toJSON()).toEqual(mergeSweeps(one, two).toJSON());
  });

  it('has a check value that is CRC-32, as others compute it', async () => {
    const { check, ...said } = await part(1, [1024], 1, 1);
    const sorted = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? Array.isArray(value)
          ? value.map(sorted)
          : value
        : Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, sorted((value as Record<string, unknown>)[key])]),
          );
    // A member of gzip ends in the CRC-32 of its content, and its length.
    const packed = gzipSync(JSON.stringify(sorted(said)));

    expect(check).toBe(
      packed
        .readUInt32LE(packed.length - 8)
        .toString(16)
        .padStart(8, '0'),
    );
  });
});

describe('parts that aliaslab 0.1.0 wrote', () => {
  it('are merged, and it is said what nobody could check', async () => {
    const parts = [await part(1, [1024, 2048]), await part(2, [1024, 2048])].map(old);

    const merged = mergeSweeps(...parts);

    expect(merged.rows.map(({ cache }) => cache.size)).toEqual([1024, 2048]);
    expect(merged.unchecked).toEqual(UNCHECKED('part 1, part 2'));
    expect(String(merged)).toContain(`\nnot checked: ${merged.unchecked[1]}`);
    // Whoever reads the file of the merged sweep is told, too.
    expect(mergeSweeps(JSON.parse(JSON.stringify(merged))).unchecked).toEqual(merged.unchecked);
  });

  it('are refused with a cache twice, or one too few', async () => {
    const [one, two] = [old(await part(1, [1024, 2048])), old(await part(2, [512, 1024]))];

    expect(() => mergeSweeps(one, two)).toThrow(`
  - part 2 has what part 1 has: 1 KiB 1-way 32 B lines, lru, write-back
${UNCHECKED('part 1, part 2')
  .map((what) => `  - not checked: ${what}`)
  .join('\n')}
  ${LINE}`);
    expect(() => mergeSweeps(one, { ...two, rows: [] })).toThrow(
      'the parts have 1 caches, and the sweep has 2',
    );
  });

  it('are held to what a newer part of the sweep says', async () => {
    const newer = await part(1, [1024, 2048]);
    const other = old(await part(2, [4096, 8192]));

    expect(mergeSweeps(newer, old(await part(2, [1024, 2048]))).unchecked).toEqual(
      UNCHECKED('part 2', 'does'),
    );
    expect(() => mergeSweeps(other, newer)).toThrow(
      'part 1 is of another sweep than part 2: it has 8 KiB 1-way 32 B lines, lru, write-back',
    );
  });

  it('have no more to be checked than whether they were changed where one part is the whole', async () => {
    const whole = old(await part(1, [1024, 2048], 1, 1));
    const unchecked = UNCHECKED('part 1', 'does').slice(0, 1);
    expect(mergeSweeps(whole).unchecked).toEqual(unchecked);
    expect(unsigned(mergeSweeps(whole).toJSON())).toEqual({ ...whole, unchecked });
  });
});
