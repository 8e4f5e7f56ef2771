/** What steps that go through an alias have in common: a range of its page. */

import { asTyped, type Problems } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import { type AliasDescription, isAlias } from '../alias.js';
import type { MachineDescription } from '../machine-description.js';
import { at, type Shape, throughAlias } from '../story/fields.js';
import type { System } from '../system/system.js';
import type { OnCore } from './on-core.js';
import { isCount, type StepKind } from './step-kind.js';

/** A range of an alias's page. */
export interface Range {
  readonly alias: AliasDescription;
  /** The first byte in the page. */
  readonly at: number;
  /** Bytes; left out, all up to the end of the page. */
  readonly length?: number;
}

/** A step over a range of an alias. */
export interface RangeStepOf<Do extends string> extends OnCore, Range {
  readonly do: Do;
}

const FIELDS: Shape = [throughAlias, { name: 'length' }, at];

/** How many bytes of its alias's page a step touches. */
export function lengthOf({ at, length }: Range, pageSize: number): number {
  return length ?? pageSize - at;
}

/** Adds to `problems` if a range leaves the page. */
export function checkRange(
  range: Range,
  where: string,
  machine: MachineDescription,
  problems: Problems,
): void {
  const length = isCount(range.at) ? lengthOf(range, machine.pageSize) : 0;
  problems.unless(
    isCount(range.at) && isCount(length) && length > 0 && range.at + length <= machine.pageSize,
    `${where}: length ${asTyped(length)} at ${asTyped(range.at)} does not lie in the page of ${formatSize(machine.pageSize)}`,
  );
}

/** The number of the alias on the machine, ready for use; a window is opened with the care that the strategy takes. */
export function opened(system: System, alias: AliasDescription): number {
  return system.aliases.opened(alias, system.behavior('dax_io').window).number;
}

/** A step over a range of an alias: what it does to the machine, and what it says to a proof. */
export function rangeStep<Do extends string>(
  what: Do,
  take: (system: System, alias: number, at: number, length: number) => ReturnType<StepKind<unknown>['take']>,
  may: (range: Range) => ReturnType<StepKind<unknown>['deeds']>,
): StepKind<RangeStepOf<Do>> {
  return {
    fields: FIELDS,
    isShaped: ({ alias }) => isAlias(alias),
    check: checkRange,
    take: (system, { alias, ...range }) =>
      take(system, opened(system, alias), range.at, lengthOf({ alias, ...range }, system.pageSize)),
    words: ({ alias }) => `${what} ${alias.name}`,
    deeds: may,
  };
}
