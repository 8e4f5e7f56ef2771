/** The calls that move bytes: what a user sees of a page that the kernel copied, cleared, or reached into. */
import { describe, expect, it } from 'vitest';
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { Kernel } from './kernel.js';

const EVERY_KIND = [
  'ARM11 64K maximum config',
  'ARM926EJ-S',
  'R5000',
  'SH7750',
  'SH7705',
  'N13',
  'PA-7300LC',
  'UltraSPARC I',
  'test_mmuhifi_c3',
  'ARC700 64K D$ (aliasing)',
  '10m50',
  '68030',
  '68040',
  'MicroBlaze (reference system.dts)',
];

/** A user’s page with a dirty 7, and a new page with what its last owner left in the kernel’s lines. */
function beforeCopy(cpu: string): Kernel {
  const kernel = new Kernel(cpu);
  kernel.dirty(kernel.user.alias!, 0, 7);
  kernel.dirty(kernel.kernelAddress(kernel.otherPage), 0, 9);
  owesAsNew(kernel, kernel.otherPage);
  return kernel;
}

function owesAsNew(kernel: Kernel, page: cachetlb.PageInKernel): void {
  kernel.setOwesFlush(page, cachetlb.startsOwing(cachetlb.portCallsOf(kernel.layout.machine)));
}

/** Copies, and makes the user's address lead to the copy, as a write fault does. */
function copyOnWrite(kernel: Kernel): void {
  const { page, otherPage, user } = kernel;
  cachetlb.copyUserPage(otherPage, page, user, kernel);
  kernel.machine.map(user.alias!, otherPage.physical);
  cachetlb.updateMmuCache({ page: otherPage, user }, kernel);
}

describe('copy_user_page', () => {
  it.each(EVERY_KIND)('gives the user what it had stored, on %s', (cpu) => {
    const kernel = beforeCopy(cpu);

    copyOnWrite(kernel);

    const { bytes, stale } = kernel.machine.load(kernel.user.alias!, 0, 2);
    expect([...bytes]).toEqual([7, 0]);
    expect(stale).toBe(false);
  });

  // NDS32 does nothing to the new page: test/linux/cachetlb/on-nds32-to-xtensa.test.ts.
  const careful = EVERY_KIND.filter((cpu) => cpu !== 'N13');
  it.each(careful)('leaves no line behind that could come back over the copy, on %s', (cpu) => {
    const kernel = beforeCopy(cpu);

    copyOnWrite(kernel);
    kernel.machine.maintainAll('flush');

    expect(kernel.machine.load(kernel.user.alias!, 0, 2)).toMatchObject({ stale: false });
  });

  it.each(['hyperSPARC 128K', 'CK610'])('counts on the flush at fork on %s', (cpu) => {
    const [unflushed, flushed] = [beforeCopy(cpu), beforeCopy(cpu)];
    const { page, user } = flushed;
    cachetlb.makeCall('flush_cache_dup_mm', { current: true, pages: [{ page, user }] }, flushed);

    for (const kernel of [unflushed, flushed]) copyOnWrite(kernel);

    expect(unflushed.machine.load(unflushed.user.alias!, 0, 1).bytes[0]).toBe(0);
    expect(flushed.machine.load(flushed.user.alias!, 0, 1).bytes[0]).toBe(7);
  });

  it('drops the kernel’s dirty lines of the new page without writing them back, on ARM v6', () => {
    const kernel = beforeCopy('ARM11 64K maximum config');
    const written = () => kernel.machine.memory.page(kernel.otherPage.physical.page)[0];

    cachetlb.copyUserPage(kernel.otherPage, kernel.page, kernel.user, kernel);

    expect(kernel.machine.log.events().map(({ action }) => action)).toContain('invalidate');
    expect(written()).not.toBe(9);
  });

  it('loads a page that owes a flush through the direct map, on MIPS', () => {
    const windows = (owes: boolean) => {
      const kernel = new Kernel('R5000');
      const window = kernel.window(kernel.page, kernel.layout.colorOf(kernel.user.address));
      kernel.setOwesFlush(kernel.page, owes);
      cachetlb.copyUserPage(kernel.otherPage, kernel.page, kernel.user, kernel);
      return kernel.machine.log.events().filter(({ alias, action }) => alias === window && action === 'load');
    };

    expect(windows(false)).toHaveLength(4096 / 32);
    expect(windows(true)).toHaveLength(0);
  });
});

describe('clear_user_page', () => {
  it.each([...EVERY_KIND, 'hyperSPARC 128K', 'CK610'])('gives the user zeros on %s, for good', (cpu) => {
    const kernel = new Kernel(cpu);
    const { page, user } = kernel;
    kernel.dirty(kernel.kernelAddress(page), 0, 9);
    kernel.unmapAll(page);
    owesAsNew(kernel, page);

    cachetlb.clearUserPage({ page, user }, kernel);
    cachetlb.updateMmuCache({ page, user }, kernel);
    const first = kernel.machine.load(user.alias!, 0, 2);
    kernel.machine.maintainAll('flush');

    expect([...first.bytes]).toEqual([0, 0]);
    expect([...kernel.machine.load(user.alias!, 0, 2).bytes]).toEqual([0, 0]);
  });
});

/** As access_process_vm() does: get_user_pages() has flushed the page before bytes are copied. */
function pinned(cpu: string, whose: 'user' | 'otherProcess'): Kernel {
  const kernel = new Kernel(cpu);
  kernel.dirty(kernel[whose].alias!, 0, 7);
  cachetlb.makeCall('flush_anon_page', { page: kernel.page, user: kernel[whose] }, kernel);
  cachetlb.flushDcachePage(kernel.page, kernel);
  return kernel;
}

function poke(cpu: string, whose: 'user' | 'otherProcess'): boolean {
  const kernel = pinned(cpu, whose);
  cachetlb.copyToUserPage({ page: kernel.page, user: kernel[whose] }, 0, Uint8Array.of(8), kernel);
  return kernel.machine.load(kernel[whose].alias!, 0, 1).stale;
}

function peek(cpu: string, whose: 'user' | 'otherProcess'): boolean {
  const kernel = pinned(cpu, whose);
  return cachetlb.copyFromUserPage({ page: kernel.page, user: kernel[whose] }, 0, 1, kernel).stale;
}

describe('copy_to_user_page and copy_from_user_page', () => {
  const fine = [
    'ARM11 64K maximum config',
    'R5000',
    'SH7750',
    'SH7705',
    'N13',
    'PA-7300LC',
    'UltraSPARC I',
    'test_mmuhifi_c3',
    'CK610',
    '10m50',
    '68040',
  ];

  it.each(fine)('reach another process on %s', (cpu) => {
    expect(poke(cpu, 'otherProcess')).toBe(false);
    expect(peek(cpu, 'otherProcess')).toBe(false);
  });

  it.each(['hyperSPARC 128K', 'ARC700 64K D$ (aliasing)'])(
    'leave the kernel’s store in its own line on %s',
    (cpu) => {
      expect(poke(cpu, 'otherProcess')).toBe(true);
    },
  );

  it.each(['ARM926EJ-S'])('name an address of the running process on %s', (cpu) => {
    expect(poke(cpu, 'user')).toBe(false);
    expect(peek(cpu, 'user')).toBe(false);
    expect(peek(cpu, 'otherProcess')).toBe(true);
  });

  it('note on MIPS that a flush is owed where the direct map was used', () => {
    const kernel = new Kernel('R5000');
    kernel.unmapAll(kernel.page);

    cachetlb.copyToUserPage({ page: kernel.page, user: kernel.user }, 0, Uint8Array.of(8), kernel);

    expect(kernel.owesFlush(kernel.page)).toBe(true);
  });
});
