/**
 * What a kind of step is: how it is written, checked, taken and read aloud, and what it says to a proof. A file each holds
 * one, or a few that differ in a word; index.ts has them all.
 */
import type { Maintenance } from '../../hardware/machine.js';
import { asTyped, type Problems } from '../../units/problems.js';
import type { AliasDescription } from '../alias.js';
import type { StepOutcome } from '../calls/step-outcome.js';
import type { FilePage } from '../dax-file.js';
import type { MachineDescription } from '../machine-description.js';
import type { Shape } from '../story/fields.js';
import type { StrategyBehavior } from '../strategies/index.js';
import type { System } from '../system/system.js';

export interface StepKind<S> {
  /** Its fields beside `do` and `core`, in the order in which few letters have them. */
  readonly fields: Shape;
  /** Whether data whose fields are those of a step have what is needed to be checked at all: they may come from anywhere. */
  readonly isShaped: (step: Readonly<Record<string, unknown>>) => boolean;
  /** Adds to `problems` what keeps the step from being taken; `where` names it. */
  readonly check: (step: S, where: string, machine: MachineDescription, problems: Problems) => void;
  /** Takes it on the running kernel. */
  readonly take: (system: System, step: S) => StepOutcome;
  /** The step as it was asked for, in a few words. */
  readonly words: (step: S) => string;
  /** A device takes it, and no core. */
  readonly byDevice?: true;
  /** What it says of who may do what. */
  readonly deeds: (step: S, story: DeedContext) => readonly Deed[];
  /** What rows of a run begin with that the kernel makes in it: `'dax_io '`; nothing, if nothing is said. */
  readonly kernelRows?: string;
  /** The pages of files that the kernel reaches through the direct map, or would if it opened no window. */
  readonly reaches?: (step: S, pageSize: number) => readonly FilePage[];
}

/** What of its story a step has to know to say what it may do. */
export interface DeedContext {
  readonly machine: MachineDescription;
  readonly behavior: StrategyBehavior;
}

/**
 * Something that a run does in a step, and that a proof takes for possible at any time, in any order and as often as may be;
 * or why no proof can tell of it.
 */
export type Deed =
  | { readonly may: 'load' | 'store' | Maintenance | 'fetch' | 'barrier'; readonly alias: AliasDescription }
  /** Nothing but what users and hardware may do anyway; the alias is there. */
  | { readonly may: 'be there'; readonly alias: AliasDescription }
  | { readonly may: `${Maintenance} cache` }
  | { readonly may: 'switch'; readonly process: number; readonly flushes: boolean }
  /** The kernel reads and writes these pages by dax_io(). */
  | { readonly may: 'transfer'; readonly pages: readonly FilePage[] }
  | { readonly may: 'lose power' }
  | { readonly untold: string };

/** More than this in one transfer would fill the memory of the machine that runs the story with events. */
export { MOST_BYTES } from '../../units/bytes.js';

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Adds to `problems` the first of these that is no byte. */
export function checkBytes(bytes: readonly number[], where: string, problems: Problems): void {
  const odd = bytes.findIndex((byte) => !(isCount(byte) && byte <= 255));
  problems.unless(odd < 0, `${where}: ${asTyped(bytes[odd])} is not a byte, from 0 to 255`);
}
