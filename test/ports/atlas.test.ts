/** The typed atlas and the table of facts say the same, field by field. */
import { describe, expect, it } from 'vitest';
import { checkCache, colorsOf } from '../../src/hardware/cache-description.js';
import {
  allProcessors,
  findProcessor,
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

it('has the 106 CPUs of the table, in its order', () => {
  expect(csvRows).toHaveLength(106);
  expect(rows.map((row) => row.name)).toEqual(csvRows.map((csv) => csv.cpu));
});

describe.each(pairs)('%s', (_, row, csv) => {
  it('is of the same port', () => {
    const { port } = row;
    expect(row.arch).toBe(csv.arch);
    expect(port.arch).toBe(csv.arch);
    expect(port.removedIn === undefined ? 'yes' : `no (removed ${port.removedIn})`).toBe(csv.in_mainline);
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
      // SHM_COLOUR makes 1024 colors on PA-RISC, whatever the way size.
      if (row.arch !== 'parisc') expect(visibleColors(row)).toBe(colorsOf(cache, row.pageSize));
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
    const { files, version, repository, commit, more } = sourceOf(csv);
    expect(source.read).toBe(files);
    expect(source.tree).toEqual({ version, repository, commit });
    const removal = removedIn === undefined ? [] : ['removal version from memory, unverified'];
    expect([...(source.also ? [source.also] : []), ...removal]).toEqual(more);
  });

  it('tells what was read of the geometry from what was not', () => {
    const { geometryRead, geometryFromMemory } = sourceOf(csv);
    const read = geometryRead.join('; ').replace(/^read in /, '');
    expect(row.source.read ?? '').toBe(read === 'kernel class as above' ? ARMV7_CLASS : read);
    expect(row.source.unverified).toEqual(geometryFromMemory.flatMap((what) => partsOf(what, csv)));
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

describe('the write policy', () => {
  it('is write-through where the table says so, with what that rests on', () => {
    const through = rows.filter((row) => row.policies?.write.policy === 'through');

    expect(through.map((row) => [row.name, row.policies?.write.basis])).toEqual([
      ['21064 (EV4)', 'from memory'],
      ['68030', 'from memory'],
      ['UltraSPARC I/II', 'from memory'],
      ['fsf', 'read'],
      ['META 1.2 (ATP)', 'read'],
      ['META 2.1 (HTP)', 'read'],
    ]);
    for (const row of through) {
      expect(`${row.notes} ${row.source.read}`).toContain('write-through');
      expect(row.cache?.write).toBe('through');
    }
  });

  it('is write-back everywhere else: set up by Linux on ARM, and assumed where no source was read', () => {
    const others = rows.filter((row) => row.policies && row.policies.write.policy !== 'through');

    const read = others.filter(({ policies }) => policies?.write.basis === 'read');

    expect(others).toHaveLength(98);
    // The port sets it up for every CPU that it runs on, and its source was read.
    expect(read.map(({ name }) => name)).toEqual(
      rows.filter(({ arch }) => arch === 'arm').map(({ name }) => name),
    );
    for (const row of others) {
      expect(row.policies?.write.policy).toBe('back');
      if (!read.includes(row)) expect(row.policies?.write.basis).toBe('assumed');
    }
  });
});

describe('which misses fetch the line', () => {
  const readAllocate = rows.filter((row) => row.policies?.allocation.policy === 'on loads');

  it('is loads alone on ARM before version 7, because Linux sets it up so or the core can do no other', () => {
    const arm = readAllocate.filter((row) => row.arch === 'arm');

    expect(arm.map(({ name }) => name)).toEqual(
      rows
        .filter((row) => row.arch === 'arm' && !['Cortex-A9', 'Cortex-A15'].includes(row.name))
        .map(({ name }) => name),
    );
    for (const { policies, cache } of arm) {
      expect(policies?.allocation.basis).toBe('read');
      expect(policies?.allocation.from).toMatch(/arch\/arm\/mm\/mmu\.c|ARM DDI/);
      expect(cache?.writeAllocate).toBe(false);
    }
  });

  it('is assumed to be loads alone for write-through caches, and stores too for the others', () => {
    for (const { policies, arch, cache } of rows) {
      if (policies?.allocation.basis !== 'assumed') continue;
      expect(arch).not.toBe('arm');
      const usual = policies.write.policy === 'back' ? 'on loads and stores' : 'on loads';
      expect(policies.allocation).toEqual({ policy: usual, basis: 'assumed' });
      if (cache) expect(cache.writeAllocate).toBe(usual === 'on loads and stores');
    }
  });
});

describe('which way is replaced', () => {
  it('is told by a manual where one was read, and LRU is assumed elsewhere', () => {
    const told = rows.filter((row) => row.policies && row.policies.replacement.basis !== 'assumed');

    expect(told.map(({ name, cache }) => [name, cache?.replacement])).toEqual([
      ['ARM920T', 'random'],
      ['ARM922T', 'random'],
      ['ARM926EJ-S (16K typical)', 'round-robin'],
      ['ARM926EJ-S in AT91SAM9G20', 'round-robin'],
      ['XScale PXA2xx', 'round-robin'],
      ['R10000', 'lru'],
      ['SH7750R/SH7751R', 'lru'],
      ['SH7780/SH7785 (SH-4A)', 'lru'],
    ]);
    for (const { policies } of told) expect(policies?.replacement.from).toMatch(/manual|ARM DDI/);
    for (const row of rows) {
      if (row.policies?.replacement.basis === 'assumed') expect(row.policies.replacement.policy).toBe('lru');
    }
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
    ]);
    expect(without.every((row) => row.cache === undefined)).toBe(true);
    expect(rows.filter((row) => row.geometry.known).every((row) => row.cache !== undefined)).toBe(true);
  });

  it('can be built: nothing is wrong with any of the 99', () => {
    const caches = rows.flatMap((row) => (row.cache ? [row.cache] : []));
    const problems = new Problems();

    for (const cache of caches) {
      checkCache({ ...cache, seed: 0, addressSpaceIds: false }, problems);
    }

    expect(caches).toHaveLength(99);
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
    const ofKind = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => rowColors(row)!);

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
    expect(new Set(rows.map((row) => row.id)).size).toBe(106);
  });

  it('shares the facts of a port between its rows', () => {
    const arm = rows.filter((row) => row.arch === 'arm');

    expect(new Set(arm.map((row) => row.port)).size).toBe(1);
  });
});
