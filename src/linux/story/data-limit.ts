/**
 * How many bytes a story may bring along, in its steps and its files together. Each is a number in a list there, which takes
 * sixteen times its size while a story is told and checked. A transfer may be longer: its bytes go over and over.
 */
import { InputError, type Problems } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import type { DaxIoDescription, Step } from '../steps/index.js';
import type { NamedThings } from './story.js';

export const MOST_DATA = 4 * 2 ** 20;

const WORKING_LINE = `scenario().write(daxFile('mail.dat').pages(2048), 'x', 0, '8 MiB').run()`;
const WAY_OUT = 'say fewer, and how long the transfer is: they are written over and over';

/** Throws an InputError where so many bytes are too many for a story to bring along; `what` they are. */
export function checkLength(length: number, what: string): void {
  if (length <= MOST_DATA) return;
  throw new InputError(
    [
      `${what} of ${length} bytes is more than the ${formatSize(MOST_DATA)} that a story may bring along; ${WAY_OUT}`,
    ],
    WORKING_LINE,
  );
}

/** The bytes that were typed as a story has them. Throws an InputError where they are too many. */
export function storyData(bytes: Uint8Array, what = 'data'): number[] {
  checkLength(bytes.length, what);
  return Array.from(bytes);
}

/** Adds to `problems` if a story brings too many bytes along. */
export function checkData(
  { files, steps }: Pick<NamedThings, 'files'> & { readonly steps: readonly Step[] },
  problems: Problems,
): void {
  const inFiles = files.flatMap(({ contents }) => contents.map(({ bytes }) => bytes.length));
  const inSteps = steps.flatMap((step) =>
    step.do === 'dax_io' ? lengthsOf(step.io) : 'bytes' in step ? step.bytes.length : [],
  );
  const all = [...inFiles, ...inSteps].reduce((sum, length) => sum + length, 0);
  problems.unless(
    all <= MOST_DATA,
    `the story brings ${all} bytes along, in its files and steps, more than the ${formatSize(MOST_DATA)} that it may; ${WAY_OUT}`,
    WORKING_LINE,
  );
}

function lengthsOf({ bytes, preemptedBy }: DaxIoDescription): number[] {
  return [bytes.length, ...(preemptedBy ? lengthsOf(preemptedBy) : [])];
}
