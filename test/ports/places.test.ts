/**
 * Where the facts of the ports were read: each names release, file, function and lines. With a folder of kernel trees by
 * release (`ALIASLAB_LINUX=/usr/src/linux npx vitest run test/ports/places.test.ts`, with `6.19/arch` and so on in it) the
 * lines themselves are looked at.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CACHETLB_CALLS } from '../../src/linux/cachetlb/index.js';
import { PORT_NAMES, PORTS } from '../../src/ports/all-ports.js';
import { NOTHING_TO_DO, type PortCalls, portCalls } from '../../src/ports/calls/index.js';
import type { PortDma } from '../../src/ports/dma/index.js';
import type { PortName } from '../../src/ports/port-name.js';
import type { KernelPlace, PortValueSource } from '../../src/ports/source.js';

const TREES = process.env.ALIASLAB_LINUX;

/** Each source with what it is a source of. */
type Sourced = readonly [what: string, source: PortValueSource];

function ofCalls({ arch, caches, cpus, calls, ...copies }: PortCalls): Sourced[] {
  const { copyUserPage, clearUserPage, copyToUserPage, copyFromUserPage } = copies;
  const all = { ...calls, copyUserPage, clearUserPage, copyToUserPage, copyFromUserPage };
  const at = `${arch} on ${[...caches, ...(cpus ?? [])].join(', ')}`;
  return Object.entries(all).map(([call, { source }]) => [`${at}: ${call}`, source]);
}

function ofDma({ arch, caches, cpus, source }: PortDma): Sourced {
  return [`${arch} on ${[...caches, ...(cpus ?? [])].join(', ')}: DMA`, source];
}

function ofPort(name: PortName): Sourced[] {
  const { space, calls, dma, userCopy, blockCopy } = PORTS[name];
  const { directMap, window, mmap, userEndSource } = space ?? {};
  const values = { directMap: directMap?.source, window: window?.source, mmap: mmap?.source, userEndSource };
  const ofSpace = Object.entries(values).flatMap(([value, source]): Sourced[] =>
    source ? [[`${name}: ${value}`, source]] : [],
  );
  const ofCopies: Sourced[] = [
    ...(userCopy ? [[`${name}: copies from user memory`, userCopy.source] as const] : []),
    ...(blockCopy ? [[`${name}: copies of blocks`, blockCopy.source] as const] : []),
  ];
  return [...(calls ?? []).flatMap(ofCalls), ...(dma ?? []).map(ofDma), ...ofSpace, ...ofCopies];
}

const ofInterface: Sourced[] = [
  ...CACHETLB_CALLS.map(({ name, source }): Sourced => [name, source]),
  ...ofCalls(portCalls('generic', 'VIVT')),
  ['a call that a port says nothing of', NOTHING_TO_DO],
];

const BY_PORT = PORT_NAMES.map((name) => [name, ofPort(name)] as const).filter(([, all]) => all.length > 0);
const EVERYWHERE = [...BY_PORT, ['the interface', ofInterface] as const];

describe.each(EVERYWHERE)('%s', (_name, sourced) => {
  it('names release, file, function and lines of everything that was read', () => {
    const without = sourced.filter(([, { places = [] }]) => places.length === 0).map(([what]) => what);

    expect(without).toEqual([]);
  });

  it('has lines that begin before they end, from 1', () => {
    const odd = sourced.flatMap(([what, { places = [] }]) =>
      places.filter(({ lines: [first, last] }) => !(first >= 1 && last >= first)).map(() => what),
    );

    expect(odd).toEqual([]);
  });

  it.skipIf(!TREES)('has each name in its lines, where ALIASLAB_LINUX names the trees', () => {
    const missing = sourced.flatMap(([what, { places = [] }]) =>
      places.filter((place) => !isThere(place)).map((place) => `${what}: ${placeOf(place)}`),
    );

    expect(missing).toEqual([]);
  });
});

function placeOf({ release, file, name, lines }: KernelPlace): string {
  return `${name} in ${release}/${file}:${lines.join('-')}`;
}

function isThere({ release, file, name, lines: [first, last] }: KernelPlace): boolean {
  const path = join(TREES!, release, file);
  if (!existsSync(path)) return false;
  const lines = readFileSync(path, 'utf8').split('\n');
  return (
    last <= lines.length &&
    lines
      .slice(first - 1, last)
      .join('\n')
      .includes(name)
  );
}
