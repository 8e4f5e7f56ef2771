/**
 * What the ports say, whole and in order. The fixtures hold it as it was when the last fact was added, so
 * that moving facts about changes none of them. Whoever adds one writes them anew with `npx vitest run
 * test/ports/facts.test.ts -u`, and reads the difference. What arch-dcache.csv says of CPUs is not said
 * twice.
 */
import { expect, it } from 'vitest';
import { processors } from '../../src/fluent/atlas.js';
import { cachetlb } from '../../src/fluent/cachetlb.js';
import { ports } from '../../src/fluent/ports.js';
import type { PortCalls } from '../../src/index.js';
import { allPortCalls } from '../../src/ports/calls/index.js';

const FIXTURES = '../fixtures/ports';
const line = (what: unknown) =>
  JSON.stringify(what, (_key, value) => (typeof value === 'bigint' ? `0x${value.toString(16)}` : value));
const lines = (rows: readonly unknown[]) => `${rows.map(line).join('\n')}\n`;

/** A line for what is said of all calls, and then one for each. */
function linesOf({ arch, caches, cpus, calls, ...rest }: PortCalls): unknown[] {
  const { defers, updateMmuCacheNeedsStructPage, uncachesSeveralMappings, reachesColorsBy, ...copies } = rest;
  const at = `${arch} on ${caches.join(', ')}${cpus ? `: ${cpus.join(', ')}` : ''}`;
  return [
    { at, defers, updateMmuCacheNeedsStructPage, uncachesSeveralMappings, reachesColorsBy },
    ...Object.entries({ ...calls, ...copies }).map(([call, does]) => ({ at, call, does })),
  ];
}

it('the CPUs, their names and their policies are those of the fixture, in its order', async () => {
  const rows = processors().rows.map(({ id, names, policies }) => ({ id, names, policies }));

  await expect(lines(rows)).toMatchFileSnapshot(`${FIXTURES}/processors.txt`);
});

it('the facts of the ports are those of the fixture, in the order of the CPUs', async () => {
  const facts = new Set(processors().rows.map(({ port }) => line(port)));

  await expect(`${[...facts].join('\n')}\n`).toMatchFileSnapshot(`${FIXTURES}/facts.txt`);
});

it('the address spaces are those of the fixture, in its order', async () => {
  await expect(lines(ports().rows)).toMatchFileSnapshot(`${FIXTURES}/address-spaces.txt`);
});

it('what is done in cachetlb calls is that of the fixture, in its order', async () => {
  const { ports } = cachetlb().across('flush_dcache_page');
  const idle = ports.filter((port) => !allPortCalls().includes(port));
  const documented = cachetlb().on('generic').entries;

  await expect(lines([...allPortCalls(), ...idle, ...documented].flatMap(linesOf))).toMatchFileSnapshot(
    `${FIXTURES}/cachetlb-calls.txt`,
  );
});
