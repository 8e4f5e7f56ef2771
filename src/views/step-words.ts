/** A step of a story in a few words, as it was asked for. */
import { iovLength } from '../linux/iov.js';
import type { ProgramStep } from '../linux/program-steps.js';
import type { Step } from '../linux/steps.js';
import { formatBytes } from '../units/bytes.js';
import { describeDaxIo } from './words.js';

const bytesOf = (bytes: readonly number[]) => formatBytes(Uint8Array.from(bytes));

/** `store "hello" through user`, `write 5 at 0 of mail.dat`. */
export function describeStep(step: Step): string {
  switch (step.do) {
    case 'store':
      return `store ${bytesOf(step.bytes)} through ${step.alias.name}`;
    case 'dax_io':
      return `dax_io ${describeDaxIo(step.io)}`;
    case 'crash':
      return 'power cut';
    case 'clean cache':
    case 'invalidate cache':
    case 'flush cache':
      return step.do;
    case 'cachetlb':
      return `${step.call} for ${step.alias.name}`;
    case 'load':
    case 'clean':
    case 'invalidate':
    case 'flush':
    case 'evict':
    case 'fetch':
    case 'barrier':
      return `${step.do} ${step.alias.name}`;
    default:
      return describeCall(step);
  }
}

/** A program's step; a call as it stands in a program. */
export function describeCall(step: ProgramStep): string {
  switch (step.do) {
    case 'mmap':
    case 'munmap':
    case 'msync':
      return `${step.do} ${step.mapping.name}`;
    case 'mapped store':
      return `store ${bytesOf(step.bytes)} through ${step.mapping.name}`;
    case 'mapped load':
      return `load ${step.length} through ${step.mapping.name}`;
    case 'read':
    case 'write':
      return `${step.do} ${iovLength(step.iov)} ${placeOf(step)} of ${step.file.name}`;
    case 'fsync':
      return `fsync ${step.file.name}`;
    case 'truncate':
      return `ftruncate ${step.file.name} to ${step.size}`;
    case 'zero range':
    case 'punch hole':
      return `${step.do} ${step.length} at ${step.at} of ${step.file.name}`;
    case 'switch':
      return `switch to process ${step.process}`;
  }
}

function placeOf({ page = 0, at }: { readonly page?: number; readonly at: number | 'end' }): string {
  if (at === 'end') return 'at the end';
  return page === 0 ? `at ${at}` : `at page ${page}${at === 0 ? '' : ` + ${at}`}`;
}
