/** The address space of a port by its name; a made-up one, which says so, for ports that nothing is known of. */
import { nearest } from '../../units/nearest.js';
import { asTyped, InputError, type Problems } from '../../units/problems.js';
import { PORT_NAMES, PORTS } from '../all-ports.js';
import type { PortDefinition } from '../define-port.js';
import { genericPort } from '../generic.js';
import type { Port } from './address-space.js';

/**
 * Tables have ports with a congruent window first, then the others on which data can alias, then those where
 * it never does.
 */
function groupOf({ space, facts }: PortDefinition): 0 | 1 | 2 {
  if (space?.window) return 0;
  return facts.selectsCacheAliasing ? 1 : 2;
}

const BY_GROUP = ([0, 1, 2] as const).flatMap((group) =>
  [...PORT_NAMES].sort().filter((name) => groupOf(PORTS[name]) === group),
);
const KNOWN: readonly Port[] = Object.freeze(BY_GROUP.flatMap((name) => PORTS[name].space ?? []));
const BY_NAME: ReadonlyMap<string, Port> = new Map(KNOWN.map((port) => [port.arch, port]));

/** The ports whose address space is known: first those with a congruent window. */
export function knownPorts(): readonly Port[] {
  return KNOWN;
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
const NAMES: readonly string[] = [...new Set(['generic', ...BY_NAME.keys(), ...PORT_NAMES])];

/** Adds to `problems` if a machine names a port that is none, with the ones that are spelt nearly so. */
export function checkPort(port: unknown, problems: Problems): void {
  const near = nearest(port, NAMES, 3);
  problems.unless(
    NAMES.some((name) => name === port),
    `port ${asTyped(port)} is no Linux port; nearest are ${near.map((name) => `'${name}'`).join(', ')}, and 'generic' is no port in particular`,
  );
}
