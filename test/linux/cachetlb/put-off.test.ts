/** What flush_dcache_page puts off while nobody maps a file, and who does it then. */
import { describe, expect, it } from 'vitest';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { portCalls } from '../../../src/ports/calls/index.js';
import { Kernel } from './kernel.js';

/** The kernel has stored to a page that no user maps, and has called flush_dcache_page. */
function unmapped(cpu: string) {
  const kernel = new Kernel(cpu);
  kernel.unmapAll(kernel.page);
  kernel.dirty(kernel.kernelAddress(kernel.page), 0, 7);
  return { kernel, said: cachetlb.flushDcachePage(kernel.page, kernel) };
}

describe('flush_dcache_page of a file that no user maps', () => {
  it.each([
    'SH7750',
    'R5000',
    'ARM11 64K maximum config',
    'ARM926EJ-S',
    'PA-7300LC',
    'UltraSPARC I',
    'SH7705',
    'test_mmuhifi_c3',
    'N13',
    '10m50',
    'CK610',
    'ARC700 64K D$ (aliasing)',
  ])('is put off on %s until a fault maps the page', (cpu) => {
    const { kernel, said } = unmapped(cpu);
    const { page, user } = kernel;
    const owed = kernel.owesFlush(page);
    const maintained = kernel.machine.counts.flushes;

    cachetlb.updateMmuCache({ page, user }, kernel);

    expect({ said, owed, maintained }).toEqual({ said: 'put off', owed: true, maintained: 0 });
    expect(kernel.machine.load(user.alias!, 0, 1)).toMatchObject({ stale: false });
    expect(kernel.owesFlush(page)).toBe(false);
  });

  it.each(['hyperSPARC 128K', '68040', 'MicroBlaze (reference system.dts)'])('is done on %s', (cpu) => {
    const { kernel, said } = unmapped(cpu);

    expect(said).toBe('done');
    expect(kernel.machine.cache.lines()).toEqual([]);
  });

  it.each([
    ['SH7750', true],
    ['ARM11 64K maximum config', true],
    ['PA-7300LC', true],
    ['R5000', true],
    ['ARC700 64K D$ (aliasing)', false],
  ])('is never made up for on %s if the frame has no struct page: %s', (cpu, stale) => {
    const { kernel } = unmapped(cpu);
    const { user } = kernel;

    cachetlb.updateMmuCache({ page: { ...kernel.page, kind: 'DAX without a struct page' }, user }, kernel);

    expect(kernel.machine.load(user.alias!, 0, 1).stale).toBe(stale);
  });
});

describe('flush_dcache_page of a page that belongs to no file', () => {
  it.each(['anonymous', 'fresh'] as const)('is never put off: %s', (kind) => {
    const kernel = new Kernel('SH7750');
    kernel.unmapAll(kernel.page);

    expect(cachetlb.flushDcachePage({ ...kernel.page, kind }, kernel)).toBe('done');
    expect(kernel.owesFlush(kernel.page)).toBe(false);
  });
});

describe('a step on condition', () => {
  it.each([
    ['anonymous', 'page cache', false],
    ['anonymous', 'anonymous', true],
    ['anonymous', 'fresh', false],
    ['of a file', 'page cache', true],
    ['of a file', 'DAX with a folio', true],
    ['of a file', 'DAX without a struct page', false],
    ['of a file', 'anonymous', false],
    ['of a file', 'fresh', false],
    ['of no file', 'page cache', false],
    ['of no file', 'DAX without a struct page', true],
    ['of no file', 'fresh', true],
    // Page 4 of the file, in a frame of odd number: the test's kernel maps it for two users.
    ['file mapped', 'page cache', true],
    ['addresses differ modulo SHMLBA', 'page cache', true],
    ['addresses differ modulo 4 pages', 'page cache', true],
  ] as const)('%s, of a page that is %s, is done: %s', (when, kind, done) => {
    const kernel = new Kernel('SH7750');
    kernel.dirty(kernel.kernelAddress(kernel.page), 0, 7);
    const step = { op: 'flush', reach: 'kernel address', when: [when] } as const;

    cachetlb.carryOut([step], { page: { ...kernel.page, kind } }, kernel);

    expect(kernel.machine.cache.lines().length).toBe(done ? 0 : 1);
  });
});

describe('a page that nobody has treated', () => {
  it.each([
    ['arm', true],
    ['sh', true],
    ['arc', true],
    ['nios2', true],
    ['csky', true],
    ['mips', false],
    ['parisc', false],
    ['sparc64', false],
    ['sparc32', false],
    ['x86', false],
  ])('of %s starts as owing a flush: %s', (arch, owes) => {
    expect(cachetlb.startsOwing(portCalls(arch, 'VIPT-aliasing'))).toBe(owes);
  });
});

describe('while a user maps another page of the file', () => {
  it.each([
    ['SH7750', 'done'],
    ['ARM11 64K maximum config', 'put off'],
    ['CK610', 'put off'],
    ['PA-7300LC', 'done'],
  ])('on %s the flush is %s', (cpu, said) => {
    const kernel = new Kernel(cpu);
    kernel.map(kernel.otherPage, 1, kernel.layout.mmap(0, 5));
    kernel.unmapAll(kernel.page);

    expect(cachetlb.flushDcachePage(kernel.page, kernel)).toBe(said);
  });
});
