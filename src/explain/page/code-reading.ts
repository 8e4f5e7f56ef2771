/**
 * What a page reads in code: its sentence, the literals that knobs turn, its colors. It comes with the editor, which has the grammar,
 * and is loaded when it is first asked for.
 */

import type { Place } from '../knobs/literal.js';
import { runPart } from './parts.js';

/** Reads code. Nothing of it runs. */
export interface CodeReading {
  /** What it does, in a sentence. */
  sentence(source: string): string;
  /** The literal at a place, as it is written; undefined where there is none. */
  literal(source: string, place: Place): string | undefined;
  /** The code with another literal at a place where there is one. */
  withLiteral(source: string, place: Place, code: string): string;
  /** Whether two literals are one value, whatever their quotes. */
  meansTheSame(one: string, other: string): boolean;
  /** The code in the colors of the page. */
  colored(source: string): Node[];
}

declare global {
  var aliaslabReading: CodeReading | undefined;
}

/** Loads what reads code. */
export async function codeReading(): Promise<CodeReading> {
  await runPart('editor');
  return globalThis.aliaslabReading!;
}
