/** What a program and its kernel do in a story, as plain data: system calls, and loads and stores through mappings. */
import { asTyped, type Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import { type DaxFileDescription, isDaxFile } from './dax-file.js';
import { checkIov, type IovSegment, iovLength, isIov } from './iov.js';
import { checkMapping, isMapping, type MappingDescription } from './mm/mapping.js';
import type { OnCore } from './on-core.js';

/** A mapping is made, or taken away; or what was stored through it is written back, by msync(MS_SYNC). */
export interface MappingStep extends OnCore {
  readonly do: 'mmap' | 'munmap' | 'msync';
  readonly mapping: MappingDescription;
}

/** The CPU loads or stores through a mapping, from this byte of it on, with the faults that it takes. */
export interface MappedLoadStep extends OnCore {
  readonly do: 'mapped load';
  readonly mapping: MappingDescription;
  readonly at: number;
  readonly length: number;
}
/** The CPU stores bytes through a mapping, with the faults that it takes. */
export interface MappedStoreStep extends OnCore {
  readonly do: 'mapped store';
  readonly mapping: MappingDescription;
  readonly at: number;
  readonly bytes: readonly number[];
}

/** A process calls read() or write(): pread() and pwrite(), or a write to a file that was opened with O_APPEND. */
export interface FileCallStep extends OnCore {
  readonly do: 'read' | 'write';
  readonly file: DaxFileDescription;
  /** The page of the file that {@link at} counts from; left out, from the start of the file. */
  readonly page?: number;
  /** The first byte; `'end'` appends. */
  readonly at: number | 'end';
  readonly iov: readonly IovSegment[];
  /** What a write writes, over and over until the segments are full; empty for a read. */
  readonly bytes: readonly number[];
}

/** A call on a whole file. */
export interface WholeFileStep extends OnCore {
  readonly do: 'fsync';
  readonly file: DaxFileDescription;
}

/** ftruncate() to so many bytes. */
export interface TruncateStep extends OnCore {
  readonly do: 'truncate';
  readonly file: DaxFileDescription;
  readonly size: number;
}

/** fallocate() that zeroes a range, or punches a hole. */
export interface FallocateStep extends OnCore {
  readonly do: 'zero range' | 'punch hole';
  readonly file: DaxFileDescription;
  readonly at: number;
  readonly length: number;
}

/** Another process runs on the core. */
export interface SwitchStep extends OnCore {
  readonly do: 'switch';
  readonly process: number;
  /** Whether the kernel does what the cache needs. */
  readonly flushes: boolean;
}

/** One step of a program. */
export type ProgramStep =
  | MappingStep
  | MappedLoadStep
  | MappedStoreStep
  | FileCallStep
  | WholeFileStep
  | TruncateStep
  | FallocateStep
  | SwitchStep;

const MAPPING_STEPS: readonly unknown[] = ['mmap', 'munmap', 'msync', 'mapped load', 'mapped store'];
const FILE_STEPS: readonly unknown[] = ['fsync', 'truncate', 'zero range', 'punch hole'];

/** Whether a value has the shape of a program's step. */
export function isProgramStep(value: object): value is ProgramStep {
  const step = value as Record<string, unknown>;
  if (MAPPING_STEPS.includes(step.do))
    return isMapping(step.mapping) && (step.do !== 'mapped store' || Array.isArray(step.bytes));
  if (step.do === 'read' || step.do === 'write')
    return isDaxFile(step.file) && isIov(step.iov) && Array.isArray(step.bytes);
  return (FILE_STEPS.includes(step.do) && isDaxFile(step.file)) || step.do === 'switch';
}

/** The files that a program's step is about; none for a context switch. */
export function fileOfStep(step: ProgramStep): DaxFileDescription[] {
  const mappings = 'iov' in step ? step.iov.flatMap(({ mapping }) => mapping?.file ?? []) : [];
  if ('mapping' in step) return [step.mapping.file];
  return 'file' in step ? [step.file, ...mappings] : [];
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Adds to `problems` what keeps a program's step from being a call that a process could make at all. */
export function checkProgramStep(
  step: ProgramStep,
  where: string,
  pageSize: number,
  mostBytes: number,
  problems: Problems,
): void {
  if ('mapping' in step) checkMapping(step.mapping, problems);
  switch (step.do) {
    case 'mapped load':
    case 'mapped store': {
      const length = step.do === 'mapped load' ? step.length : step.bytes.length;
      const room = step.mapping.pages * pageSize;
      problems.unless(
        isCount(step.at) && isCount(length) && length > 0 && step.at + length <= room,
        `${where}: length ${asTyped(length)} at ${asTyped(step.at)} does not lie in the ${room} bytes of ${step.mapping.name}`,
      );
      if (step.do === 'mapped store') checkData(step.bytes, where, problems);
      return;
    }
    case 'read':
    case 'write': {
      problems.unless(
        ((step.page === undefined || isCount(step.page)) && isCount(step.at)) ||
          (step.at === 'end' && step.do === 'write'),
        `${where}: offset ${asTyped(step.at)} is not a byte of the file, from 0`,
      );
      checkIov(step.iov, where, pageSize, problems);
      checkData(step.bytes, where, problems);
      const length = iovLength(step.iov);
      if (length > mostBytes) {
        problems.add(
          `${where}: ${formatSize(length)} are more than the ${formatSize(mostBytes)} of one transfer: a run keeps every event`,
        );
      }
      problems.unless(
        step.do === 'read'
          ? step.bytes.length === 0
          : step.bytes.length > 0 || step.iov.every((s) => s.mapping),
        `${where}: ${step.bytes.length} bytes of data are ${step.do === 'read' ? 'too many for a read' : 'not enough for a write'}`,
      );
      return;
    }
    case 'truncate':
      problems.unless(
        isCount(step.size) && step.size <= step.file.pages * pageSize,
        `${where}: size ${asTyped(step.size)} is not a number of bytes up to the ${step.file.pages * pageSize} that ${step.file.name} has room for`,
      );
      return;
    case 'zero range':
    case 'punch hole':
      problems.unless(
        isCount(step.at) && isCount(step.length) && step.length > 0,
        `${where}: ${asTyped(step.length)} bytes at ${asTyped(step.at)} are no range of a file`,
      );
      return;
    case 'switch':
      problems.unless(
        isCount(step.process) && step.process >= 1,
        `${where}: process ${asTyped(step.process)} is not a number from 1 up`,
      );
      problems.unless(
        typeof step.flushes === 'boolean',
        `${where}: flushes ${asTyped(step.flushes)} is neither true nor false`,
      );
      return;
    default:
      return;
  }
}

function checkData(bytes: readonly number[], where: string, problems: Problems): void {
  const odd = bytes.findIndex((byte) => !isCount(byte) || byte > 255);
  problems.unless(odd < 0, `${where}: ${asTyped(bytes[odd])} is not a byte, from 0 to 255`);
}
