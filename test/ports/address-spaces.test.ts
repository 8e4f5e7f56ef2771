/** The address spaces of the Linux ports: the worked example, and what has to hold for every port. */
import { describe, expect, it } from 'vitest';
import { allProcessors } from '../../src/ports/processors/index.js';
import { findPort, knownPorts, type Port } from '../../src/ports/space/index.js';
import { InputError } from '../../src/units/problems.js';

const hex = (address: bigint) => `0x${address.toString(16).padStart(8, '0')}`;
const directMap = ({ directMap: { base, physicalBase } }: Port, physical: bigint) =>
  hex(base + physical - physicalBase);
const slot = (port: Port, color: number, pageSize = 4096) => {
  return port.window && hex(port.window.base + BigInt(color * pageSize));
};

describe('the worked example: a page on SH-4', () => {
  const sh = findPort('sh');

  it('has its direct map address in P1', () => {
    expect(directMap(sh, 0x0c12_3000n)).toBe('0x8c123000');
  });

  it('has the window slot of color 1', () => {
    expect(slot(sh, 1)).toBe('0xdfff9000');
    expect(sh.window?.slots).toBe(8);
  });

  it('is mapped at 0x29551000 for page 5 of a file: congruent modulo the 16 KiB way', () => {
    const way = 0x4000n;

    expect(sh.mmap).toMatchObject({ colored: true, modulus: 'way' });
    expect(sh.userBase % way).toBe(0n);
    expect(hex(sh.userBase + (0x5000n % way))).toBe('0x29551000');
  });
});

describe('the windows that the ports document', () => {
  it.each([
    ['arm', 0, '0xffff4000', 4],
    ['arm', 3, '0xffff7000', 4],
    ['mips', 7, '0xfffd7000', 8],
    ['nds32', 1, '0xffffd000', 4],
    ['parisc', 1023, '0x0fbff000', 1024],
    ['xtensa', 1, '0xc8001000', 2],
  ])('%s color %i lies at %s', (arch, color, address, slots) => {
    expect(slot(findPort(arch), color)).toBe(address);
    expect(findPort(arch).window?.slots).toBe(slots);
  });

  it('sparc64 counts its two colors in pages of 8 KiB', () => {
    expect(slot(findPort('sparc64'), 1, 8192)).toBe('0x06002000');
  });

  it.each([
    ['arm', { from: 0xffff_8000n, to: 0xffff_c000n }],
    ['nds32', { from: 0xffff_8000n }],
    ['sparc64', { from: 0x0600_4000n }],
    ['xtensa', { from: 0xc800_2000n }],
    ['sh', undefined],
    ['mips', undefined],
  ])('are others for the pages of a copy on %s, or none', (arch, copies) => {
    expect(findPort(arch).window?.copies).toEqual(copies);
  });

  it('are missing where the port flushes instead', () => {
    for (const arch of ['arc', 'csky', 'm68k', 'nios2', 'sparc32', 'microblaze', 'x86', 'arm64']) {
      expect(findPort(arch).window).toBeUndefined();
    }
  });

  it('begin at a color 0, and hold every aliasing CPU of the atlas whose cache is known', () => {
    for (const port of knownPorts().filter(({ window }) => window)) {
      for (const row of allProcessors().filter((cpu) => cpu.arch === port.arch && cpu.cache)) {
        if (row.kind !== 'VIPT-aliasing') continue;
        const way = row.cache!.size / row.cache!.ways;
        expect(port.window!.base % BigInt(way)).toBe(0n);
        expect(port.window!.slots).toBeGreaterThanOrEqual(way / row.pageSize);
      }
    }
  });
});

describe('mmap()', () => {
  it.each([
    ['arm', { colored: true, modulus: 'shmlba', onlyFor: 'VIPT-aliasing' }],
    ['csky', { colored: true, modulus: 'shmlba', onlyFor: 'VIPT-aliasing' }],
    ['mips', { colored: true, modulus: 'way' }],
    ['parisc', { colored: true, modulus: 4 * 2 ** 20, perFile: true }],
    ['sparc32', { colored: true, modulus: 'shmlba', sharedOnly: true }],
    ['xtensa', { colored: true, modulus: 'shmlba', sharedOnly: true }],
    ['arc', { colored: true, modulus: 'shmlba', onlyFor: 'VIPT-aliasing' }],
    // MMAP_ALIGN_MASK: 128 pages, on a machine whose data does not alias.
    ['s390', { colored: true, modulus: 512 * 1024 }],
    ['nios2', { colored: false }],
    ['m68k', { colored: false }],
    ['hexagon', { colored: false }],
    ['microblaze', { colored: false }],
    ['openrisc', { colored: false }],
  ])('of %s is %j', (arch, rule) => {
    expect(findPort(arch).mmap).toMatchObject(rule);
  });
});

describe('the end of user addresses', () => {
  it.each([
    ['nds32', 0xbe00_0000n, 'arch/nds32/include/asm/memory.h:22: TASK_SIZE, Linux 5.4'],
    ['nios2', 0x7fff_0000n, 'arch/nios2/include/asm/processor.h:41: TASK_SIZE, Linux 6.19'],
    ['openrisc', 0x8000_0000n, 'arch/openrisc/include/asm/processor.h:35: TASK_SIZE, Linux 6.19'],
  ])('of %s is TASK_SIZE', (arch, end, from) => {
    const { userEnd, userEndSource } = findPort(arch);

    expect([userEnd, userEndSource?.from]).toEqual([end, from]);
  });
});

describe.each(knownPorts().map((port) => [port.arch, port] as const))('%s', (arch, port) => {
  const highest = 2n ** BigInt(port.addressBits) - 1n;
  const rows = allProcessors().filter((row) => row.arch === arch);

  it('is a port of the atlas, found by its name, and frozen', () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(findPort(arch)).toBe(port);
    expect(
      [port, port.directMap, port.directMap.source, port.mmap, port.window ?? port].every(Object.isFrozen),
    ).toBe(true);
  });

  it('keeps user mappings below the end of user addresses, and the window inside the address space', () => {
    expect(port.userBase).toBeLessThan(port.userEnd);
    expect(port.userEnd).toBeLessThanOrEqual(highest + 1n);
    const windowEnd = port.window && port.window.base + BigInt(port.window.slots * rows[0]!.pageSize);
    expect(windowEnd ?? 0n).toBeLessThanOrEqual(highest + 1n);
  });

  it('reaches its example frame through the direct map with every page size it has', () => {
    for (const { pageSize } of rows) {
      const physical = BigInt(port.framePfn) * BigInt(pageSize);
      const end = port.directMap.base + physical - port.directMap.physicalBase + BigInt(pageSize);
      expect(end).toBeLessThanOrEqual(highest + 1n);
      if (port.directMap.bytes) expect(physical + BigInt(pageSize)).toBeLessThanOrEqual(port.directMap.bytes);
    }
    expect(port.framePfn % 2).toBe(1);
  });

  it('has a direct map that does not shift colors', () => {
    for (const row of rows.filter((cpu) => cpu.cache)) {
      const way = BigInt(Math.max(row.cache!.size / row.cache!.ways, row.pageSize));
      expect((port.directMap.base - port.directMap.physicalBase) % way).toBe(0n);
    }
  });

  it('says what each value rests on', () => {
    for (const { source } of [port.directMap, port.mmap, port.window ?? port.mmap]) {
      expect(['read', 'assumed']).toContain(source.basis);
      expect(source.from).not.toBe('');
    }
  });
});

describe('a port that nothing is known of', () => {
  it('gets an address space that says it is made up', () => {
    const port = findPort('blackfin');

    expect(port.generic).toBe(true);
    expect(port.arch).toBe('blackfin');
    expect([port.directMap, port.mmap, port.window!].map(({ source }) => source.basis)).toEqual([
      'illustration',
      'illustration',
      'illustration',
    ]);
    expect(Object.isFrozen(port.window?.source)).toBe(true);
    expect(knownPorts().some((known) => known.generic)).toBe(false);
  });

  it('is there for every CPU of the atlas', () => {
    const made = new Set(
      allProcessors()
        .map(({ arch }) => arch)
        .filter((arch) => findPort(arch).generic),
    );

    expect([...made]).toEqual(
      [
        'um',
        'ia64',
        'unicore32',
        'blackfin',
        'frv',
        'score',
        'tile',
        'avr32',
        'metag',
        'm32r',
        'mn10300',
      ].concat(['cris', 'c6x', 'h8300', 'none']),
    );
  });

  it.each([null, undefined, 7, ''])('%j is no name of a port', (arch) => {
    expect(() => findPort(arch as string)).toThrow(InputError);
  });
});
