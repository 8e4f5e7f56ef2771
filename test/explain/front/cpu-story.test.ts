/** "Find your CPU": what is said of one, and the first story of the course with any CPU in it, which runs. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellFor, cpuStory, namesCpu } from '../../../src/explain/cpu-story.js';
import * as aliaslab from '../../../src/index.js';
import { packageRoot } from '../../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../../src/jupyter/notebook-text.js';

const { processors } = aliaslab;
const first = readNotebook(join(packageRoot, 'notebooks/01-the-kernel-reads-an-old-byte.ipynb'));
const cell = first.cells.find(({ cell_type, source }) => cell_type === 'code' && namesCpu(source))!.source;

describe('what is said of a CPU', () => {
  it('is its cache, its colors, what was proved, and what Linux thinks', () => {
    const { name, says, line } = cpuStory('sh7750');

    expect({ name, says, line }).toEqual({
      name: 'SH7750',
      says: [
        'VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB. Linux port sh.',
        '4 colors: two names of a page can lead to 4 different places.',
        'It aliases: without any care some run reads an old byte or loses a store. A window of the user’s color makes every run coherent; a plan of 4 flushes does.',
        'Linux takes it for an aliasing cache, and is right.',
      ],
      line: 'aliaslab prove SH7750',
    });
  });

  it('is the reason where nothing can be run', () => {
    expect(cpuStory('Hexagon V5')).toMatchObject({
      machine: undefined,
      line: "aliaslab processors 'Hexagon V5'",
    });
  });

  it('is what the atlas has decided, for every CPU', () => {
    for (const { row, aliasing } of processors().verdicts().verdicts) {
      const { says } = cpuStory(row.name);
      expect(says[2]!.startsWith('It aliases'), row.name).toBe(aliasing);
    }
  });

  it('is the nearest names for one that there is not', () => {
    expect(() => cpuStory('SH77')).toThrow("'SH77' is not in the atlas; nearest are");
  });
});

describe('the first story', () => {
  it('stays as it is but for the name, where the CPU takes its addresses', () => {
    expect(cellFor(cell, cpuStory('24Kc').machine!)).toBe(cell.replace('SH7750', '24Kc'));
  });

  it('runs on every CPU whose cache is known', () => {
    const body = (source: string) =>
      new Function(...Object.keys(aliaslab), `${source.replace(/show\(.*\);/, 'return story.run();')}`);
    for (const { name, cache } of processors().rows) {
      if (cache === undefined) continue;
      const source = cellFor(cell, cpuStory(name).machine!);

      const run = body(source)(...Object.values(aliaslab));

      expect(String(run), name).toContain('strategy: none');
    }
  });
});
