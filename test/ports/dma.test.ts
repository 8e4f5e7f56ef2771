/** What each port does around DMA: by its directions, and to lines at the ends of a range. */
import { expect, it } from 'vitest';
import { PORT_NAMES, PORTS } from '../../src/ports/all-ports.js';
import type { CacheStep } from '../../src/ports/calls/index.js';
import { allPortDma, type PortDma, partialLinesIn, portDma } from '../../src/ports/dma/index.js';
import type { PortName } from '../../src/ports/port-name.js';
import { rowsCalled } from '../../src/ports/processors/find-processor.js';

/** `clean kernel range, invalidate full lines`. */
const said = (steps: readonly CacheStep[]) =>
  steps
    .map(({ op, reach, by, when }) =>
      [op, reach, by && `by ${by}`, when && `(${when})`].filter(Boolean).join(' '),
    )
    .join(', ') || '–';
const inDirections = (steps: PortDma['forDevice']) =>
  [steps['to device'], steps['from device'], steps['both ways']].map(said).join(' | ');
const nameOf = ({ arch, cpus, caches }: PortDma) => `${arch} ${cpus?.join(', ') ?? caches.join(', ')}`;

it('each port says what it does to device | from device | both ways, before the device', () => {
  const rows = allPortDma()
    .filter(({ isCoherent }) => !isCoherent)
    .map((each) => `${nameOf(each)}: ${inDirections(each.forDevice)}`);

  expect(rows).toMatchSnapshot();
});

it('each port says what it does to device | from device | both ways, after the device', () => {
  const rows = allPortDma()
    .filter(({ isCoherent }) => !isCoherent)
    .map((each) => `${nameOf(each)}: ${inDirections(each.forCpu)}`);

  expect(rows).toMatchSnapshot();
});

it('hardware keeps devices coherent on these', () => {
  const coherent = allPortDma().filter(({ isCoherent }) => isCoherent);

  expect(coherent.map(({ arch, cpus }) => `${arch}${cpus ? ` (${cpus})` : ''}`)).toEqual([
    'alpha',
    'loongarch',
    'mips (Loongson-3A1000)',
    'parisc',
    'powerpc',
    'riscv',
    's390',
    'sh (SH7786 (SH-X3))',
    'sparc32',
    'sparc64',
    'x86',
    'ia64',
  ]);
  expect(
    coherent.filter(
      ({ forDevice, forCpu }) => inDirections(forDevice) + inDirections(forCpu) !== '– | – | –– | – | –',
    ),
  ).toEqual([]);
});

it('a neighbor’s bytes in the first or last line go with it before a device stores on these', () => {
  const dropping = allPortDma().filter(
    ({ forDevice }) => partialLinesIn(forDevice['from device']) === 'dropped',
  );

  expect(dropping.map(nameOf)).toEqual([
    'arc VIVT, VIPT-aliasing, non-aliasing',
    'hexagon VIVT, VIPT-aliasing, non-aliasing',
    'm68k VIVT',
    'm68k ColdFire',
    'microblaze VIVT, VIPT-aliasing, non-aliasing',
    'mips VIVT, VIPT-aliasing, non-aliasing',
    'mips R10000',
    'nios2 VIVT, VIPT-aliasing, non-aliasing',
    'openrisc VIVT, VIPT-aliasing, non-aliasing',
    'sh VIVT, VIPT-aliasing, non-aliasing',
    'c6x VIVT, VIPT-aliasing, non-aliasing',
  ]);
});

it('of the ports that are still there, um alone was not read', () => {
  const unread = PORT_NAMES.filter((name) => !PORTS[name].dma);

  expect(unread).toEqual([
    'um',
    'unicore32',
    'blackfin',
    'frv',
    'score',
    'tile',
    'avr32',
    'metag',
    'm32r',
    'mn10300',
    'cris',
    'h8300',
  ]);
});

it.each(PORT_NAMES.filter((name) => PORTS[name].dma))('%s has an entry for each kind of cache', (name) => {
  const kinds = ['VIVT', 'VIPT-aliasing', 'non-aliasing'] as const;

  expect(kinds.filter((kind) => !portDma(name, kind))).toEqual([]);
});

it.each([
  ['mips', 'R10000', 'invalidate kernel range'],
  ['mips', '24Kc', '–'],
  ['sh', 'SH7750', '–'],
  ['arm', 'Cortex-M7', 'flush partial lines, invalidate full lines'],
  ['riscv', 'TH1520', 'invalidate kernel range'],
  ['riscv', 'U74', '–'],
  ['parisc', 'PA-7300LC', 'invalidate kernel range'],
  ['parisc', 'PA-8500', '–'],
] as const)('%s, on %s, does %s of its own after a device has stored', (port, cpu, steps) => {
  expect(said(portDma(port, 'non-aliasing', cpu)!.forCpu['from device'])).toBe(steps);
});

it('names CPUs in entries that are in the atlas', () => {
  const unknown = allPortDma().flatMap(({ arch, cpus = [] }) =>
    cpus.filter((cpu) => rowsCalled(cpu, PORTS[arch as PortName].processors).length === 0),
  );

  expect(unknown).toEqual([]);
});
