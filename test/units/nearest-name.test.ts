/** What a mistyped name was meant to be. */
import { expect, it } from 'vitest';
import { nearestName } from '../../src/units/nearest-name.js';

it.each([
  ['procesor', ['process', 'processor', 'ports'], 'processor'],
  ['procesor', ['Processor', 'processor'], 'processor'],
  ['cahce', ['cache', 'claims'], 'cache'],
  ['SVG', ['svg', 'sets'], 'svg'],
  ['ab', ['xy', 'ax', 'ay'], 'ax'],
  ['nothing', ['cache', 'claims'], undefined],
  ['x'.repeat(1e6), ['x'], undefined],
  ['', ['cache'], undefined],
])('%.20s', (typed, names, meant) => {
  expect(nearestName(typed, names)).toBe(meant);
});
