/** A CPU stores bytes through an alias. */
import { formatBytes } from '../../units/bytes.js';
import { type AliasDescription, isAlias } from '../alias.js';
import { at, bytes, throughAlias } from '../story/fields.js';
import type { OnCore } from './on-core.js';
import { checkBytes, type StepKind } from './step-kind.js';
import { checkRange, opened } from './through-alias.js';

/** A store through an alias. */
export interface StoreStep extends OnCore {
  readonly do: 'store';
  readonly alias: AliasDescription;
  /** The first byte in the page. */
  readonly at: number;
  readonly bytes: readonly number[];
}

export const store: StepKind<StoreStep> = {
  fields: [throughAlias, bytes, at],
  isShaped: (step) => isAlias(step.alias) && Array.isArray(step.bytes),
  check(step, where, machine, problems) {
    checkRange({ ...step, length: step.bytes.length }, where, machine, problems);
    checkBytes(step.bytes, where, problems);
  },
  take(system, { alias, at, bytes }) {
    system.machine.store(opened(system, alias), at, Uint8Array.from(bytes));
    return {};
  },
  words: ({ alias, bytes }) => `store ${formatBytes(Uint8Array.from(bytes))} through ${alias.name}`,
  deeds: ({ alias }) => [{ may: 'store', alias }],
};
