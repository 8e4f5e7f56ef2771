/** Two names of one byte: what is said of them is what the library does, on every CPU of the atlas. */
import { describe, expect, it } from 'vitest';
import { FIRST, lookAt } from '../../../src/explain/two-names.js';
import { alias, daxFile, processor, processors, split } from '../../../src/index.js';

const [USER, KERNEL] = FIRST.addresses;
const on = (cpu: string, user: bigint = USER, kernel: bigint = KERNEL) =>
  lookAt({ ...FIRST, machine: processor(cpu).describe(), addresses: [user, kernel] });

describe('two names of one byte', () => {
  it('begin as in the first notebook: two colors, and an old byte', () => {
    const { names, colors, coherent, verdict } = on('SH7750');

    expect(names.map(({ color, set }) => ({ color, set }))).toEqual([
      { color: 1, set: 128 },
      { color: 3, set: 384 },
    ]);
    expect({ colors, coherent, verdict }).toEqual({
      colors: 4,
      coherent: false,
      verdict:
        'Color 1 leads to set 128, color 3 to set 384: one byte has two places. The user stores “new”, and the kernel reads “old”: stale.',
    });
  });

  it('agree once a bit of the color is flipped', () => {
    expect(on('SH7750', USER ^ 0x2000n)).toMatchObject({
      coherent: true,
      verdict:
        'Both have color 3, so both lead to set 384. The user stores “new”, and the kernel reads “new”.',
    });
  });

  it('agree for other reasons where the page offset or the physical address picks the set', () => {
    expect(on('Cortex-A9').verdict).toMatch(/^(The index lies inside|The physical address picks)/);
    expect(on('Cortex-A9').coherent).toBe(true);
  });

  it('do not agree under virtual tags, whatever their color', () => {
    expect(on('ARM926EJ-S', 0x2955_1000n, 0x2955_1000n ^ 0x4000_0000n)).toMatchObject({ coherent: false });
    expect(on('ARM926EJ-S').tag).toBe('The tag is the rest of the virtual address.');
  });

  it('have the colors that split() has, and all color bits among those that can be changed', () => {
    const cpus = processors().rows.filter(({ cache }) => cache !== undefined);
    expect(cpus.length).toBeGreaterThan(90);
    for (const { name } of cpus) {
      const machine = { ...processor(name).describe(), port: 'generic' };
      const { names, fields, free } = lookAt({ ...FIRST, machine });
      const page = daxFile('f').pages(1).placed({ page: 0, pfn: 0x0c123 }).page(0);
      const [user, kernel] = names.map(({ address }) => `0x${address.toString(16)}`) as [string, string];

      const said = split(machine, alias(page).user(user), alias(page).kernel(kernel)).toJSON();

      expect(
        names.map(({ color }) => color),
        name,
      ).toEqual(said.aliases.map(({ color }) => color));
      const color = fields.find((field) => field.name === 'color');
      if (color !== undefined) expect(color.low >= free.low && color.high <= free.high, name).toBe(true);
    }
  });
});
