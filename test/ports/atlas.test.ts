/** The typed atlas and the table of facts say the same, field by field. */
import { describe, expect, it } from 'vitest';
import { checkCache, colorsOf } from '../../src/hardware/cache-description.js';
import { PORT_NAMES } from '../../src/ports/all-ports.js';
import {
  allProcessors,
  assumedParts,
  findProcessor,
  linuxSaysAliasing,
  type ProcessorRow,
  rowColors,
  rowWaySize,
  visibleColors,
} from '../../src/ports/processors/index.js';
import { Problems } from '../../src/units/problems.js';
import { type CsvRow, csvRows, notesOf, sourceOf } from './atlas-csv.js';

const rows = allProcessors();
const pairs: readonly [string, ProcessorRow, CsvRow][] = csvRows.map((csv, i) => [
  `${csv.arch} ${csv.cpu}`,
  rows[i]!,
  csv,
]);
const number = (text: string | undefined) => (text === '' ? undefined : Number(text));

it('has the 112 rows of the table, in its order', () => {
  expect(csvRows).toHaveLength(112);
  expect(rows.map((row) => row.name)).toEqual(csvRows.map((csv) => csv.cpu));
});

describe.each(pairs)('%s', (_, row, csv) => {
  it('is of the same port', () => {
    const { port } = row;
    expect(row.arch).toBe(csv.arch);
    expect(port.arch).toBe(csv.arch);
    const isIn = port.removedIn === undefined ? 'yes' : `no (removed ${port.removedIn})`;
    expect(row.arch === 'none' ? 'n/a' : isIn).toBe(csv.in_mainline);
    const selects = { true: 'yes', false: 'no', undefined: 'n/a' }[`${port.selectsCacheAliasing}` as const];
    expect(selects).toBe(csv.has_cache_aliasing);
    expect(port.runtimeCheck).toBe(csv.runtime_check);
  });

  it('has the same page size, SHMLBA and geometry', () => {
    expect(row.pageSize).toBe(Number(csv.page_size));
    expect(row.shmlba).toEqual({ expression: csv.shmlba_expr, bytes: Number(csv.shmlba_bytes) });
    expect(row.kind).toBe(csv.kind);
    const { size, ways, line } = row.geometry;
    expect({ size, ways, line }).toEqual({
      size: number(csv.dcache_bytes),
      ways: number(csv.ways),
      line: number(csv.line_bytes),
    });
  });

  it('has the way size and the colors that the table works out', () => {
    expect(rowWaySize(row)).toBe(notesOf(csv).way);
    expect(rowColors(row)).toBe(notesOf(csv).colors);
    if (row.cache) {
      const cache = { ...row.cache, seed: 1, addressSpaceIds: false };
      expect(visibleColors(row)).toBe(colorsOf(cache, row.pageSize));
    }
  });

  it('keeps every remark', () => {
    expect([...row.port.notes, ...row.notes]).toEqual(notesOf(csv).remarks);
  });

  it('knows when flush_dcache_page() is implemented', () => {
    const { implementsFlushDcachePage: yes, flushDcachePageOnlyIf: onlyIf } = row.port;
    const wording: Record<string, string> = {
      'DCACHE_WAY_SIZE > PAGE_SIZE or SMP': '1 (only if DCACHE_WAY_SIZE > PAGE_SIZE or SMP)',
      'writeback config': '1 (writeback config) / 0',
    };
    expect(onlyIf === undefined ? (yes ? '1' : '0') : wording[onlyIf]).toBe(notesOf(csv).aifdp);
    expect(onlyIf === undefined || yes).toBe(true);
  });

  it('names the file and the tree of the port’s facts', () => {
    const { source, removedIn } = row.port;
    const { files, tree, more } = sourceOf(csv);
    expect(source.read).toBe(files);
    expect(source.tree).toEqual(tree);
    const removal = removedIn === undefined ? [] : ['removal version assumed'];
    expect([...(source.also ? [source.also] : []), ...removal]).toEqual(more);
  });

  it('tells what was read of the geometry from what was not', () => {
    const { geometryRead, geometryAssumed } = sourceOf(csv);
    const read = geometryRead.join('; ').replace(/^read in /, '');
    expect(row.source.read ?? '').toBe(read === 'kernel class as above' ? ARMV7_CLASS : read);
    expect(row.source.unverified).toEqual(geometryAssumed.flatMap((what) => partsOf(what, csv)));
  });
});

const ARMV7_CLASS =
  'kernel: ARMv7 D$ always CACHEID_VIPT_NONALIASING (read in arch/arm/kernel/setup.c cacheid_init)';

/** What the table's words for an unverified part stand for. */
function partsOf(what: string, csv: CsvRow): readonly string[] {
  if (csv.dcache_bytes === '') return ['kind'];
  const words: Record<string, string[]> = {
    '': ['size', 'ways', 'line', 'kind'],
    geometry: ['size', 'ways', 'line'],
    rest: ['size', 'ways', 'kind'],
    'index/tag kind': ['kind'],
    'DM/VIPT': ['ways', 'kind'],
    'direct-mapped write-through': ['ways'],
    'ways/line/tag': ['ways', 'line', 'kind'],
    'total size/ways': ['size', 'ways'],
  };
  return words[what] ?? what.split('/');
}

describe('a policy', () => {
  const facts = rows.flatMap((row) =>
    Object.entries(row.policies ?? {}).map(([name, fact]) => ({ row, name, ...fact })),
  );

  it('was read, and says where, or is assumed, and nothing else', () => {
    expect([...new Set(facts.map(({ basis }) => basis))].sort()).toEqual(['assumed', 'read']);
    for (const { basis, from } of facts) {
      if (basis === 'read')
        expect(from).toMatch(/arch\/|manual|guide|TRM|DDI|hardware reference|\.org|\.com|README/i);
      expect(from ?? '').not.toMatch(/from memory|told|a reader/);
    }
  });

  it('that nothing is said of is what is usual: write-back, a fetch for each miss, LRU; or loads alone with write-through', () => {
    for (const { row, name, policy, basis, from } of facts) {
      if (basis !== 'assumed' || from !== undefined) continue;
      const usual = {
        write: row.name === '21064 (EV4)' ? 'through' : 'back',
        allocation: row.policies?.write.policy === 'back' ? 'on loads and stores' : 'on loads',
        replacement: 'lru',
      };
      expect(policy).toBe(usual[name as keyof typeof usual]);
    }
  });

  it('makes the cache of its row', () => {
    for (const { policies, cache } of rows) {
      if (!policies || !cache) continue;
      expect(cache.write).toBe(policies.write.policy);
      expect(cache.writeAllocate).toBe(policies.allocation.policy === 'on loads and stores');
      expect(cache.replacement).toBe(policies.replacement.policy);
      const onAlias = { kept: undefined, trapped: 'trap', 'machine check': 'machine check' } as const;
      expect(cache.onAlias).toBe(onAlias[policies.inequivalentAliases?.policy ?? 'kept']);
    }
  });

  it('says what Linux sets up where hardware leaves the choice to software', () => {
    const of = (name: string) => findProcessor(name).policies!;

    // CONFIG_CPU_DCACHE_WRITETHROUGH is the default of this one alone (arch/arm/mm/Kconfig, 6.19).
    expect(of('ARM925T').write).toMatchObject({ policy: 'through', basis: 'read' });
    // The RR bit is cleared: arm926_crval of proc-arm926.S, v6_crval of proc-v6.S, 6.19.
    expect(of('ARM926EJ-S').replacement).toMatchObject({ policy: 'random', basis: 'read' });
    expect(of('BCM2835').replacement).toMatchObject({ policy: 'random', basis: 'read' });
    expect(of('OMAP2420').replacement).toMatchObject({ policy: 'random', basis: 'assumed' });
    // init_hypersparc() of arch/sparc/mm/srmmu.c, 6.19, line 1081.
    expect(of('hyperSPARC 128K').write).toMatchObject({ policy: 'back', basis: 'read' });
  });

  it('is write-through on an UltraSPARC III, whose flush invalidates and writes nothing back', () => {
    const { write } = findProcessor('Cheetah').policies!;

    expect(write.policy).toBe('through');
    expect(write.from).toContain('arch/sparc/mm/ultra.S: __cheetah_flush_dcache_page');
  });

  it('is what the manuals say of those that were asked about', () => {
    const of = (name: string) => {
      const { write, allocation, replacement } = findProcessor(name).policies!;
      return [write, allocation, replacement].map(({ policy, basis }) => `${policy} (${basis})`);
    };

    expect(of('C64x+')).toEqual(['back (assumed)', 'on loads (assumed)', 'lru (assumed)']);
    expect(of('21164 (EV5)').slice(0, 2)).toEqual(['through (read)', 'on loads (read)']);
    expect(of('C906')[2]).toBe('fifo (read)');
    expect(findProcessor('C906').geometry).toMatchObject({ ways: 4 });
    expect(findProcessor('FA526 (Gemini)').geometry).toMatchObject({ size: 8192 });
  });
});

describe('what becomes of a line under two colors', () => {
  it('is known of three: it traps on R4400SC, and is said to be kept, or to end in a machine check, on two PA-RISC', () => {
    const known = rows.flatMap(({ name, policies }) => {
      const fact = policies?.inequivalentAliases;
      return fact ? [[name, fact.policy, fact.basis]] : [];
    });

    expect(known).toEqual([
      ['R4400SC', 'trapped', 'read'],
      ['PA-8700 (c3750)', 'kept', 'assumed'],
      ['PA-8800/8900', 'machine check', 'assumed'],
    ]);
  });

  it('is a kind of its own where it traps, which Linux takes for aliasing as the size of a way says', () => {
    const row = findProcessor('R4400SC');

    expect(row.kind).toBe('VIPT-trapped');
    expect(row.cache).toMatchObject({ organization: 'VIPT', onAlias: 'trap', resolvesSynonyms: false });
    expect(linuxSaysAliasing(row)).toBe(true);
  });
});

describe('what no Linux port runs on', () => {
  it('is in the atlas under no port’s name, without a geometry', () => {
    const others = rows.filter(({ arch }) => !PORT_NAMES.some((name) => name === arch));

    expect(others.map(({ name, arch, kind, cache }) => [name, arch, kind, cache])).toEqual([
      ['NVIDIA GPU (CUDA)', 'none', 'unknown', undefined],
    ]);
    expect(linuxSaysAliasing(others[0]!)).toBeUndefined();
  });
});

describe('what is assumed of a row', () => {
  it('is every part that no source was read for, in the words of tables', () => {
    expect(assumedParts(findProcessor('SH7750'))).toEqual([]);
    expect(assumedParts(findProcessor('R10000'))).toEqual(['allocation']);
    expect(assumedParts(findProcessor('FA526 (Gemini)'))).toEqual(['ways', 'replacement']);
    expect(assumedParts(findProcessor('PA-8800'))).toContain('inequivalent aliases');
  });

  it('is never the replacement of one way', () => {
    const ofOneWay = rows.filter(({ geometry }) => geometry.ways === 1);

    expect(ofOneWay.length).toBeGreaterThan(10);
    expect(ofOneWay.filter((row) => assumedParts(row).includes('replacement'))).toEqual([]);
  });
});

describe('the cache of a row', () => {
  it('is missing exactly where it cannot be told, and the row says why', () => {
    const without = rows.filter((row) => !row.geometry.known);

    expect(without.map((row) => [row.name, row.geometry.known ? '' : row.geometry.why])).toEqual([
      ['Hexagon V5', 'how its data cache is indexed and tagged is not known'],
      [
        'PA-8700 (c3750)',
        '1.5 MiB in 4 ways of 64 B lines makes 6144 sets, and which address bits select one of them is not known',
      ],
      [
        'PA-8800/8900',
        '768 KiB in 4 ways of 128 B lines makes 1536 sets, and which address bits select one of them is not known',
      ],
      ['host CPU', 'it runs on a host, and the cache is the host’s'],
      ['S+core 7', 'how its data cache is indexed and tagged is not known'],
      ['M32700', 'how its data cache is indexed and tagged is not known'],
      ['H8/300H', 'it has no data cache'],
      ['NVIDIA GPU (CUDA)', 'the geometry of its data cache is not known'],
    ]);
    expect(without.every((row) => row.cache === undefined)).toBe(true);
    expect(rows.filter((row) => row.geometry.known).every((row) => row.cache !== undefined)).toBe(true);
  });

  it('can be built: nothing is wrong with any of the 104', () => {
    const caches = rows.flatMap((row) => (row.cache ? [row.cache] : []));
    const problems = new Problems();

    for (const cache of caches) {
      checkCache({ ...cache, seed: 0, addressSpaceIds: false }, problems);
    }

    expect(caches).toHaveLength(104);
    expect(problems.found).toEqual([]);
  });

  it('is described in the words of the hardware', () => {
    expect(findProcessor('SH7750').cache).toEqual({
      organization: 'VIPT',
      size: 16384,
      ways: 1,
      line: 32,
      write: 'back',
      writeAllocate: true,
      replacement: 'lru',
      resolvesSynonyms: false,
    });
    expect(findProcessor('ARM926EJ-S').cache?.organization).toBe('VIVT');
    expect(findProcessor('Cortex-A9').cache?.organization).toBe('PIPT');
  });

  it('resolves synonyms in hardware exactly where the kind is VIPT-hwfix', () => {
    const fixed = rows.filter((row) => row.cache?.resolvesSynonyms);

    expect(fixed).toEqual(rows.filter((row) => row.kind === 'VIPT-hwfix'));
    expect(fixed.map((row) => row.cache?.organization)).toEqual(fixed.map(() => 'VIPT'));
    expect(fixed.map((row) => row.name)).toContain('R10000');
  });

  it('agrees with the kind: a VIPT cache that aliases has more than one color, one that does not has one', () => {
    const ofKind = (kind: string) =>
      rows.filter((row) => row.kind === kind).flatMap((row) => rowColors(row) ?? []);

    expect(Math.min(...ofKind('VIPT-aliasing'))).toBe(2);
    expect(Math.max(...ofKind('VIPT-nonaliasing'))).toBe(1);
    expect(Math.max(...ofKind('PIPT'))).toBe(1);
  });
});

describe('the data', () => {
  it('is frozen all the way down', () => {
    const thawed: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) thawed.push(path);
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    };

    visit(rows, 'rows');

    expect(thawed).toEqual([]);
  });

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  it('has an id per row, from port and name', () => {
    const dashed = (name: string) =>
      name
        .toLowerCase()
        .match(/[a-z0-9]+/g)!
        .join('-');

    expect(rows.map((row) => row.id)).toEqual(csvRows.map((csv) => `${csv.arch}/${dashed(csv.cpu!)}`));
    expect(new Set(rows.map((row) => row.id)).size).toBe(112);
  });

  it('shares the facts of a port between its rows', () => {
    const arm = rows.filter((row) => row.arch === 'arm');

    expect(new Set(arm.map((row) => row.port)).size).toBe(1);
  });
});
