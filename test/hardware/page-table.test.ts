/** Page tables: pages of 4 to 64 KiB, and mappings that are refused whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPageSize, PageTable } from '../../src/hardware/page-table.js';
import { fromBigInt } from '../../src/units/address.js';
import { InputError, Problems } from '../../src/units/problems.js';
import { PAGE_SIZES } from './stories.js';

describe('a page table', () => {
  it('leads each page to its own, and no address beyond', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PAGE_SIZES),
        fc.nat(100),
        fc.nat(100),
        fc.integer({ min: 1, max: 3 }),
        (size, virtual, physical, pages) => {
          const table = new PageTable(size);
          const small = size / 4096;

          table.map(at(virtual * size), at(physical * size), pages * size);

          for (let i = 0; i < pages * small; i++) {
            expect(table.translate(virtual * small + i)).toEqual({
              physicalPage: physical * small + i,
              cached: true,
            });
          }
          expect(table.translate(virtual * small - 1)).toBeUndefined();
          expect(table.translate((virtual + pages) * small)).toBeUndefined();
        },
      ),
    );
  });

  it('keeps the latest mapping of a page, cached or not', () => {
    const table = new PageTable(4096);

    table.map(at(0x5000), at(0x9000), 8192);
    table.map(at(0x6000), at(0x2000), 4096, false);

    expect(table.translate(5)).toEqual({ physicalPage: 9, cached: true });
    expect(table.translate(6)).toEqual({ physicalPage: 2, cached: false });
  });

  it('takes a mapping away page by page', () => {
    const table = new PageTable(8192);
    table.map(at(0x4000), at(0x8000), 3 * 8192);

    const left = () => [4, 5, 6, 7, 8, 9].filter((page) => table.translate(page));
    table.unmap(at(0x6000), 8192);
    const afterOne = left();
    table.unmap(at(0x4000), 3 * 8192);

    expect(afterOne).toEqual([4, 5, 8, 9]);
    expect(left()).toEqual([]);
    expect(() => table.unmap(at(0x5000), 8192)).toThrow('virtual address 0x00005000 is not at a boundary');
  });

  it('names every problem of a mapping, and an address that works', () => {
    const table = new PageTable(8192);

    expect(() => table.map(at(0x29551000), at(0x0c123020), 4096)).toThrow(
      new InputError(
        [
          'virtual address 0x29551000 is not at a boundary of 8 KiB pages',
          'physical address 0x0c123020 is not at a boundary of 8 KiB pages',
          'length 4096 is not a whole number of 8 KiB pages',
        ],
        'map at 0x29550000, the boundary of a 8 KiB page',
      ),
    );
    expect(table.translate(0x29551)).toBeUndefined();
  });

  it.each([0, -4096, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a length of %d', (length) => {
    const message = `length ${length} is not a whole number of 4 KiB pages`;

    expect(() => new PageTable(4096).map(at(0), at(0), length)).toThrow(message);
  });

  it.each(PAGE_SIZES)(
    'maps up to the last address in pages of %d bytes, and nothing at all past it',
    (size) => {
      const table = new PageTable(size);
      const last = fromBigInt(2n ** 64n - BigInt(size));
      const message = `length ${2 * size} reaches past the last address, 0xffffffffffffffff`;

      expect(() => table.map(last, at(0), 2 * size)).toThrow(message);
      expect(() => table.map(at(0), last, 2 * size)).toThrow(message);
      expect(table.translate(last.page)).toBeUndefined();
      expect(table.translate(0)).toBeUndefined();
      table.map(last, last, size);
      expect(table.translate(2 ** 52 - 1)?.physicalPage).toBe(2 ** 52 - 1);
    },
  );
});

describe('a page size', () => {
  it.each(PAGE_SIZES)('can be %d', (size) => {
    expect(problemsOf(size)).toEqual([]);
  });

  it.each([0, 2048, 4097, 12288, 131072, -4096, Number.NaN])('cannot be %d', (size) => {
    expect(problemsOf(size)).toEqual([`page size ${size} is not 4, 8, 16, 32 or 64 KiB`]);
  });

  it('cannot be null, or text that was not read yet', () => {
    expect(problemsOf(null)).toEqual(['page size null is not 4, 8, 16, 32 or 64 KiB']);
    expect(problemsOf('4 KiB')).toEqual(["page size '4 KiB' is not 4, 8, 16, 32 or 64 KiB"]);
  });
});

function problemsOf(size: unknown): readonly string[] {
  const problems = new Problems();
  checkPageSize(size as number, problems);
  return problems.found;
}

function at(value: number) {
  return fromBigInt(BigInt(value));
}
