/**
 * What the kernel and the process of its cells say to each other.
 *
 *   kernel ─▶ cells   a line of JSON each: run this cell, interrupt that one
 *   cells ─▶ kernel   a line "VERB CELL JSON" each
 *
 * A cell is known by a number. What it does later, from a timer say, still has its number.
 */

import type { Converted } from '../tslab/converted.js';
import type { Json } from '../wire.js';

/** What a cell's last value is wanted as: in its richest forms, or as text. */
export type ShownAs = 'bundle' | 'text';

/** Run a cell. */
export interface Run {
  readonly run: number;
  readonly cell: Converted;
  readonly as: ShownAs;
}

/** Interrupt a cell; 0 where none runs, for what earlier ones have left running. */
export interface Interrupt {
  readonly interrupt: number;
}

/** What the kernel wants done. */
export type Order = Run | Interrupt;

/** What a cell does while it runs, or later; and that it is done. */
export type Verb = 'ready' | 'stream' | 'display_data' | 'update_display_data' | 'unhandled' | 'log' | 'done';

/** What comes with `done`. */
export interface CellDone {
  /** Its last value, where it has one. */
  readonly shown?: { readonly data: Json; readonly metadata: Json };
  readonly thrown?: ThrownFacts;
  /** Every name that has a value now. */
  readonly names: readonly string[];
}

/** What comes with `unhandled`: an error that no cell has caught. */
export interface Unhandled {
  readonly what: string;
  readonly thrown: ThrownFacts;
}

/** What can be told of something that was thrown, without asking it. */
export interface ThrownFacts {
  /** An error's name and message; neither where something else was thrown. */
  readonly name?: string;
  readonly message?: string;
  /** As `inspect()` prints it. */
  readonly text: string;
  readonly isInterrupt?: true;
}

/** Descriptors of the process of the cells: the kernel's orders come in at the one, lines go out at the other. */
export const ORDERS = 3;
export const LINES = 4;
