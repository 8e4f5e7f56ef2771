/** Which row a name means, and what is said where it means none or several. */
import { describe, expect, it } from 'vitest';
import { allProcessors, findProcessor } from '../../src/ports/processors/index.js';
import { InputError } from '../../src/units/problems.js';

function errorOf(name: unknown): InputError {
  try {
    findProcessor(name as string);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${String(name)} was found`);
}

/** The name in `processor('…')`. */
function suggested(error: InputError): string {
  return /^processor\('(.+)'\)$/.exec(error.tryThis)![1]!;
}

describe('a name that one row has', () => {
  it.each([
    ['SH7750/SH7751 (SH-4)', 'SH7750/SH7751 (SH-4)'],
    ['SH7750/SH7751', 'SH7750/SH7751 (SH-4)'],
    ['SH7750', 'SH7750/SH7751 (SH-4)'],
    ['SH7751', 'SH7750/SH7751 (SH-4)'],
    ['SH-4', 'SH7750/SH7751 (SH-4)'],
    ['SH7750R', 'SH7750R/SH7751R'],
    ['Cortex-A9', 'Cortex-A9'],
    ['PXA2xx', 'XScale PXA2xx'],
    ['AT91SAM9G20', 'ARM926EJ-S in AT91SAM9G20'],
    ['Haswell', 'Core i7 (Haswell)'],
    ['MT7621', '1004Kc (MT7621)'],
    ['68030', '68030'],
    ['K8', 'Athlon K7/K8'],
    ['sh/sh7750-sh7751-sh-4', 'SH7750/SH7751 (SH-4)'],
  ])('%s is %s', (typed, name) => {
    expect(findProcessor(typed).name).toBe(name);
  });

  it.each(['sh7750', ' SH7750 ', 'Sh7750', 'sh7750/sh7751   (SH-4)'])(
    '%j: neither case nor surplus spaces matter',
    (typed) => {
      expect(findProcessor(typed).name).toBe('SH7750/SH7751 (SH-4)');
    },
  );

  it('finds every row by its whole name and by its id', () => {
    for (const row of allProcessors()) {
      expect(findProcessor(row.name)).toBe(row);
      expect(findProcessor(row.id)).toBe(row);
    }
  });

  it('prefers the row that has it before the parenthesis', () => {
    expect(findProcessor('ARM926EJ-S').name).toBe('ARM926EJ-S (16K typical)');
    expect(findProcessor('ARC700 64K D$').name).toBe('ARC700 64K D$ (aliasing)');
  });
});

describe('the shorter names', () => {
  it('find their own row, or say that several rows have them', () => {
    for (const row of allProcessors()) {
      for (const name of row.names) {
        const others = allProcessors().filter((other) => other.names.includes(name));
        if (others.length === 1) expect(findProcessor(name)).toBe(row);
        else expect(errorOf(name).problems[0]).toContain(`is ${others.length} processors`);
      }
    }
  });

  it('repeat no name that the row is found by anyway', () => {
    const anyway = allProcessors().filter((row) =>
      row.names.some((name) => name === row.name || name === row.name.replace(/ \(.*$/, '')),
    );

    expect(anyway).toEqual([]);
  });
});

describe('a name that several rows have', () => {
  it('is an error that lists them', () => {
    expect(errorOf('ARM926').problems).toEqual([
      `processor 'ARM926' is 2 processors: 'ARM926EJ-S (16K typical)', 'ARM926EJ-S in AT91SAM9G20'`,
    ]);
    expect(errorOf('Nios II/f').problems).toEqual([
      `processor 'Nios II/f' is 2 processors: 'Nios II/f (10m50 devboard)', 'Nios II/f (Kconfig default 0x800)'`,
    ]);
  });

  it('offers a line that works', () => {
    const error = errorOf('ARM1176');

    expect(error.tryThis).toBe(`processor('ARM1176 16K (BCM2835)')`);
    expect(findProcessor(suggested(error)).name).toBe('ARM1176 16K (BCM2835)');
  });
});

describe('a name that no row has', () => {
  it('is an error with the nearest five, best first', () => {
    expect(errorOf('Cortex-A99').problems).toEqual([
      `processor 'Cortex-A99' is not in the atlas; nearest are 'Cortex-A9', 'Cortex-A8', 'Cortex-A15', ` +
        `'Cortex-A53 (Juno)', 'Cortex-A57 (Juno)'; ` +
        `one of your own is machine(cache().vipt().size('32 KiB').ways(4).line(32))`,
    ]);
  });

  it.each(['SH7755', 'pentum', 'R4000', 'cortex a9', 'x', 'x'.repeat(100_000)])(
    '%.10s… comes with a line that works, the same every time',
    (typed) => {
      const error = errorOf(typed);

      expect(`'${findProcessor(suggested(error)).name}'`).toBe(
        /nearest are ('[^']+')/.exec(error.message)![1],
      );
      expect(error.problems[0]!.split('; one of')[0]!.match(/'[^']+'/g)).toHaveLength(6);
      expect(errorOf(typed).message).toBe(error.message);
    },
  );

  it('finds what a slip of the finger meant', () => {
    expect(suggested(errorOf('SH7752'))).toBe('SH7750');
    expect(suggested(errorOf('SH775'))).toBe('SH7750');
    expect(suggested(errorOf('cortex a9'))).toBe('Cortex-A9');
    expect(suggested(errorOf('hasswell'))).toBe('Haswell');
  });
});

describe('what is no name', () => {
  it.each([
    [null, 'processor null is not a name in quotes'],
    [undefined, 'processor undefined is not a name in quotes'],
    [7750, 'processor 7750 is not a name in quotes'],
    [{}, 'processor an object is not a name in quotes'],
    ['', `processor '' is an empty name`],
    ['  ', `processor '  ' is an empty name`],
  ])('%j is one clear error', (typed, problem) => {
    const error = errorOf(typed);

    expect(error.problems).toEqual([problem]);
    expect(findProcessor(suggested(error)).name).toBe('SH7750/SH7751 (SH-4)');
  });

  it('a number that would be a name in quotes is told so', () => {
    expect(errorOf(68030).tryThis).toBe(`processor('68030')`);
  });
});
