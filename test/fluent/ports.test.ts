/** `ports()` in a notebook: where each port maps things, and what says so. */
import { describe, expect, it } from 'vitest';
import { ports } from '../../src/fluent/ports.js';

const rows = () => ports().table().objects() as Record<string, unknown>[];
const row = (port: string) => rows().find((each) => each.port === port)!;

describe('ports()', () => {
  it('has a row a port, and a source for each value', () => {
    const without = rows().filter((each) => !each['direct map from'] || !each['mmap() from']);

    expect(rows().length).toBe(22);
    expect(without).toEqual([]);
    expect(rows().filter((each) => (each.window === null) !== (each['window from'] === null))).toEqual([]);
  });

  it('says where the window lies, and how many colors it has', () => {
    expect(row('mips')).toMatchObject({ 'direct map': '0x80000000', window: '0xfffd0000', colors: 8 });
    expect(row('csky')).toMatchObject({ window: null, colors: null });
  });

  it('says where each value was read', () => {
    expect(row('hexagon')['direct map from']).toBe(
      'arch/hexagon/include/asm/mem-layout.h:19: PAGE_OFFSET, Linux 6.19',
    );
    expect(row('sh')['direct map from']).toBe(
      'arch/sh/mm/Kconfig:28-31: PAGE_OFFSET, Linux 6.19; arch/sh/include/cpu-sh4/cpu/addrspace.h:11-12: P1SEG, Linux 6.19',
    );
  });

  it.each([
    ['mips', 'all, modulo a way'],
    ['arm', 'all, modulo SHMLBA, on VIPT-aliasing only'],
    ['parisc', 'all, modulo 4 MiB, by file'],
    ['sparc32', 'shared, modulo SHMLBA'],
    ['m68k', 'none'],
  ])('says how mmap() colors on %s: %s', (port, words) => {
    expect(row(port)['mmap() colors']).toBe(words);
  });

  it('reads as text, and can be narrowed', () => {
    const text = String(ports().where(({ arch }) => arch === 'sh'));

    expect(text.split('\n')).toEqual([
      'ports  1 port: 1 map a page at a color of choice, mmap() colors on 1',
      'port  direct map  window      colors  mmap() colors',
      '────  ──────────  ──────────  ──────  ─────────────────',
      'sh    0x80000000  0xdfff8000       8  all, modulo a way',
    ]);
  });

  it('refuses what is no function', () => {
    expect(() => ports().where('sh' as never)).toThrow(
      `'sh' is not a function that says yes or no of a port`,
    );
  });
});
