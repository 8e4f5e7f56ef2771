/** Traces of real programs that come with the package. */

import { fileURLToPath } from 'node:url';
import type { Trace } from '../fluent/trace.js';
import { refuseMore } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import { traceFile } from './trace-file.js';

const SAMPLES = ['words', 'matrix'] as const;

/** A program whose trace comes with the package. */
export type SampleName = (typeof SAMPLES)[number];

/**
 * A small trace of a real program: `'words'` counts words in a hash table and sorts them, `'matrix'` multiplies two matrices
 * whose rows are a page apart. How they were made is in `traces/README.md`. An unknown name is an error that lists them.
 * @example
 * String(sampleTrace('words')) // => 'trace words'
 */
export function sampleTrace(name: SampleName): Trace {
  refuseMore<typeof sampleTrace>(1, arguments, 'sampleTrace()', `sampleTrace('words')`);
  if (!SAMPLES.includes(name)) {
    throw new InputError(
      [`sample ${asTyped(name)} is none of ${SAMPLES.join(', ')}`],
      `sampleTrace('words')`,
    );
  }
  return traceFile(fileURLToPath(new URL(`../../traces/${name}.altr.gz`, import.meta.url))).named(name);
}
