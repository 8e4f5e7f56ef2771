/** Power cuts as a figure: what each would leave, and where it takes away what was promised. */
import { expect, test } from 'vitest';
import { mapping } from '../../src/fluent/mapping.js';
import { scenario } from '../../src/fluent/scenario.js';
import { file, sh4 } from '../linux/stories.js';

test('a cut that takes away what was promised says so behind its bar, in words that fit into the figure', () => {
  const map = mapping(file.page(5));

  const { data, layout } = scenario(sh4).mmap(map).store(map, 'hello').fsync(file).powerCuts().figure();

  expect(data.map(({ name, x }) => [name, x])).toEqual([
    ['kept', [0, 0, 0]],
    ['gone', [0, 5, 5]],
  ]);
  expect(data[1]).toMatchObject({ text: ['', '', '∅ promised'], textposition: 'outside' });
  expect(layout).toMatchObject({
    xaxis: { range: [0, 6] },
    meta: { caption: 'MISSING: a power cut after step 3 takes away what was promised.' },
  });
});
