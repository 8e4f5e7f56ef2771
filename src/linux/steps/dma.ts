/** A device transfers bytes at DMA: it writes memory, or reads it, by the physical address. Nothing is done to caches around it. */
import { formatBytes } from '../../units/bytes.js';
import { asTyped, type Problems } from '../../units/problems.js';
import { type AliasDescription, isAlias } from '../alias.js';
import { at, bytes, throughAlias } from '../story/fields.js';
import type { System } from '../system/system.js';
import type { LoadStep } from './load.js';
import type { OnCore } from './on-core.js';
import { checkBytes, type StepKind } from './step-kind.js';
import type { StoreStep } from './store.js';
import { checkRange } from './through-alias.js';

/** What a device has of a page, and the first byte in it. */
interface ByDevice extends OnCore {
  readonly alias: AliasDescription;
  readonly at: number;
}

/** A device writes what comes from it to memory. */
export interface DmaFromStep extends ByDevice {
  readonly do: 'dma from';
  readonly bytes: readonly number[];
}

/** A device reads from memory what goes to it. */
export interface DmaToStep extends ByDevice {
  readonly do: 'dma to';
  readonly length: number;
}

/** A transfer of a device's, in either direction. */
export type DmaStep = DmaFromStep | DmaToStep;

export const dmaFrom: StepKind<DmaFromStep> = {
  fields: [throughAlias, bytes, at],
  isShaped: (step) => isAlias(step.alias) && Array.isArray(step.bytes),
  check(step, where, machine, problems) {
    checkDevice(step.alias, where, problems);
    checkRange({ ...step, length: step.bytes.length }, where, machine, problems);
    checkBytes(step.bytes, where, problems);
  },
  take(system, { alias, at, bytes }) {
    byDevice(system, alias, (number) => system.machine.store(number, at, Uint8Array.from(bytes)));
    return {};
  },
  byDevice: true,
  kernelRows: 'DMA ',
  words: ({ alias, bytes }) => `${formatBytes(Uint8Array.from(bytes))} comes from ${alias.name}`,
  deeds: ({ alias }) => [{ may: 'store', alias }],
};

export const dmaTo: StepKind<DmaToStep> = {
  fields: [throughAlias, { name: 'length' }, at],
  isShaped: ({ alias, length }) => isAlias(alias) && length !== undefined,
  check(step, where, machine, problems) {
    checkDevice(step.alias, where, problems);
    checkRange(step, where, machine, problems);
  },
  take: (system, { alias, at, length }) => ({
    read: byDevice(system, alias, (number) => system.machine.load(number, at, length)),
  }),
  byDevice: true,
  kernelRows: 'DMA ',
  words: ({ alias, length }) => `${length} B go to ${alias.name}`,
  deeds: ({ alias }) => [{ may: 'load', alias }],
};

/** A load of an alias by whoever it belongs to: a CPU, or a device. */
export function loadBy(alias: AliasDescription, at: number, length: number): LoadStep | DmaToStep {
  return { do: alias.who === 'device' ? 'dma to' : 'load', alias, at, length };
}

/** A store to an alias by whoever it belongs to. */
export function storeBy(
  alias: AliasDescription,
  at: number,
  bytes: readonly number[],
): StoreStep | DmaFromStep {
  return { do: alias.who === 'device' ? 'dma from' : 'store', alias, at, bytes };
}

function checkDevice({ who, name }: AliasDescription, where: string, problems: Problems): void {
  problems.unless(
    who === 'device',
    `${where}: ${asTyped(name)} is an alias of the ${who}, and no device`,
    `scenario().dmaFrom(device('disk'), memory('buffer').page(0), 'hello').run()`,
  );
}

/** Has the device act; then the core of the step goes on. */
function byDevice<Done>(
  { machine, aliases }: System,
  alias: AliasDescription,
  act: (number: number) => Done,
): Done {
  const { core } = machine;
  machine.agent = aliases.deviceOf(alias);
  try {
    return act(aliases.of(alias).number);
  } finally {
    machine.core = core;
  }
}
