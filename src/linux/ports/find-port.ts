/** The address space of a port by its name; a made-up one, which says so, for ports that nothing is known of. */
import { distance } from 'fastest-levenshtein';
import { allProcessors } from '../../processors/index.js';
import { deepFreeze } from '../../units/deep-freeze.js';
import { asTyped, InputError, type Problems } from '../../units/problems.js';
import { COHERENT_PORTS } from './coherent-ports.js';
import { FLUSHING_PORTS } from './flushing-ports.js';
import type { Port, PortValueSource } from './port.js';
import { WINDOW_PORTS } from './window-ports.js';

const PORTS: readonly Port[] = deepFreeze([...WINDOW_PORTS, ...FLUSHING_PORTS, ...COHERENT_PORTS]);
const BY_NAME: ReadonlyMap<string, Port> = new Map(PORTS.map((port) => [port.arch, port]));

/** The ports whose address space is known: first those with a congruent window. */
export function knownPorts(): readonly Port[] {
  return PORTS;
}

/**
 * The address space of a Linux port. A port that nothing is known of gets a 64-bit layout that is made up and says so:
 * `generic: true`, every source an illustration. Throws an {@link InputError} for what is no name at all.
 * @example
 * findPort('sh').directMap.base // => 0x80000000n
 * findPort('blackfin').generic // => true
 */
export function findPort(arch: string): Port {
  if (typeof arch !== 'string' || arch === '') {
    throw new InputError(
      [`port ${asTyped(arch)} is not the name of a Linux port`],
      `machine(cache()).port('sh')`,
    );
  }
  return BY_NAME.get(arch) ?? genericPort(arch);
}

/** What a machine may name: a port whose address space is known, or one that a CPU of the atlas runs, or none. */
const NAMES: readonly string[] = [
  ...new Set(['generic', ...BY_NAME.keys(), ...allProcessors().map(({ arch }) => arch)]),
];

/** Adds to `problems` if a machine names a port that is none, with the ones that are spelt nearly so. */
export function checkPort(port: unknown, problems: Problems): void {
  const typed = typeof port === 'string' ? port.slice(0, 40).toLowerCase() : '';
  const nearest = [...NAMES].sort((a, b) => distance(typed, a) - distance(typed, b)).slice(0, 3);
  problems.unless(
    NAMES.some((name) => name === port),
    `port ${asTyped(port)} is no Linux port; nearest are ${nearest.map((name) => `'${name}'`).join(', ')}, and 'generic' is no port in particular`,
  );
}

function genericPort(arch: string): Port {
  const source: PortValueSource = { basis: 'illustration', from: 'made up: the port is not known' };
  return deepFreeze({
    arch,
    generic: true,
    addressBits: 64,
    directMap: { base: 0xffff_8000_0000_0000n, physicalBase: 0n, source },
    window: { base: 0xffff_e000_0000_0000n, slots: 0x1_0000, source },
    mmap: { colored: true, modulus: 'way', source },
    userBase: 0x7f00_0000_0000n,
    userEnd: 0x8000_0000_0000n,
    framePfn: 0xc123,
  });
}
