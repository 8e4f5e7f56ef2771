/** A bare dax_io(), or, from Linux 4.10 on, dax_iomap_rw(): no lock, no end_io, and the size of the file stays as it is. */
import { formatBytes } from '../../units/bytes.js';
import { asTyped, type Problems } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import { processMemory, readOf, type StepOutcome } from '../calls/step-outcome.js';
import { newTransferRecord } from '../dax/copy-pages.js';
import { daxIo as daxIoOf } from '../dax/dax-io.js';
import { daxIomapRw } from '../dax/dax-iomap.js';
import { type DaxFileDescription, isDaxFile } from '../dax-file.js';
import { checkIov, type IovSegment, iovLength, isIov } from '../iov.js';
import { isRefused } from '../mm/mmap.js';
import { mappedMemory } from '../mm/user-access.js';
import { at, data, iov, ofFile, type Shape } from '../story/fields.js';
import type { System } from '../system/system.js';
import type { OnCore } from './on-core.js';
import { checkBytes, type Deed, isCount, MOST_BYTES, type StepKind } from './step-kind.js';
import { untoldOf } from './transfers.js';

/** A `dax_io()` call. */
export interface DaxIoDescription {
  readonly rw: 'read' | 'write';
  readonly file: DaxFileDescription;
  /** The page of the file that {@link at} counts from; 0: from the start of the file. */
  readonly page: number;
  /** The first byte, counted from the start of that page; it may lie beyond the page. */
  readonly at: number;
  readonly length: number;
  /** What a write writes, over and over until `length` bytes are; empty for a read. */
  readonly bytes: readonly number[];
  /** The memory that the process writes from or reads into; left out, one segment that is there. */
  readonly iov?: readonly IovSegment[];
  /** Another transfer, of another task: it is ready to run, and runs as soon as this one lets it. */
  readonly preemptedBy?: DaxIoDescription;
}

/** read() or write() of a DAX file, as dax_io() carries it out. */
export interface DaxIoStep extends OnCore {
  readonly do: 'dax_io';
  readonly io: DaxIoDescription;
}

const RW = { name: 'rw' };
const LENGTH = { name: 'length' };
/** The fields of a transfer, which few letters have in place of the one that holds it. */
export const TRANSFER: Shape = [
  ...[RW, LENGTH, { name: 'page', usual: 0 }, at, data, ofFile, iov],
  { name: 'preemptedBy', kind: { shape: [RW, LENGTH, { name: 'page' }, at, data, ofFile, iov] } },
];

export const daxIo: StepKind<DaxIoStep> = {
  fields: [{ name: 'io', kind: { shape: TRANSFER } }],
  isShaped: ({ io }) => isDaxIo(io),
  check({ io }, where, machine, problems) {
    checkDaxIo(io, `${where.slice(0, -1)} ${io.rw})`, machine.pageSize, problems);
  },
  take: (system, { io }) => transfer(system, io),
  words: ({ io }) => `dax_io ${describeDaxIo(io)}`,
  deeds: ({ io }, { machine, behavior }) => {
    const all = io.preemptedBy ? [io, io.preemptedBy] : [io];
    const isCareful = (['read', 'write'] as const).some((access) => {
      const { before, after } = behavior.around(access);
      return before.length + after.length > 0;
    });
    return [
      ...all.flatMap((each): Deed[] => {
        const pages = [...pagesOf(each, machine.pageSize)].map((page) => ({ file: each.file, page }));
        const untold = untoldOf(pages, each.iov ?? [], machine);
        return untold === undefined ? [{ may: 'transfer', pages }] : [{ untold }];
      }),
      ...(io.preemptedBy && isCareful
        ? [{ untold: 'what a transfer does in the midst of another is told of windows only' }]
        : []),
    ];
  },
  kernelRows: 'dax_io ',
  reaches: ({ io }, pageSize) =>
    [io, ...(io.preemptedBy ? [io.preemptedBy] : [])].flatMap((each) =>
      [...pagesOf(each, pageSize)].map((page) => ({ file: each.file, page })),
    ),
};

/** Whether a value has the shape of a `dax_io()` call. */
export function isDaxIo(value: unknown): value is DaxIoDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { rw, file, bytes, iov, preemptedBy } = value as Partial<DaxIoDescription>;
  return (
    (rw === 'read' || rw === 'write') &&
    isDaxFile(file) &&
    Array.isArray(bytes) &&
    (iov === undefined || isIov(iov)) &&
    // One that is held up by itself would never end.
    (preemptedBy === undefined || (isDaxIo(preemptedBy) && preemptedBy.preemptedBy === undefined))
  );
}

/** The first byte of a transfer in its file, on a machine with pages of this size. */
export function startOf(io: Pick<DaxIoDescription, 'page' | 'at'>, pageSize: number): number {
  return io.page * pageSize + io.at;
}

/** The pages that a transfer touches, in order. */
export function* pagesOf(
  io: Pick<DaxIoDescription, 'page' | 'at' | 'length' | 'file'>,
  pageSize: number,
): Generator<number> {
  const start = startOf(io, pageSize);
  const end = Math.min(start + io.length, io.file.pages * pageSize);
  for (let page = Math.floor(start / pageSize); page * pageSize < end; page++) yield page;
}

/** A transfer in a few words. */
export function describeDaxIo(io: DaxIoDescription): string {
  const what = io.rw === 'read' ? `read ${io.length}` : `write ${describeData(io)}`;
  const place = io.page === 0 ? `${io.at}` : `page ${io.page}${io.at === 0 ? '' : ` + ${io.at}`}`;
  return `${what} at ${place} of ${io.file.name}`;
}

/** `"HELLO"`; `"ab"`, 64 bytes of it. */
function describeData({ bytes, length }: Pick<DaxIoDescription, 'bytes' | 'length'>): string {
  const shown = formatBytes(Uint8Array.from(bytes));
  return length > bytes.length ? `${length} bytes of ${shown}` : shown;
}

function transfer(system: System, io: DaxIoDescription): StepOutcome {
  if (isRefused(system)) return { returned: 'EOPNOTSUPP' };
  if (io.preemptedBy) {
    const other = io.preemptedBy;
    system.ready(() => void transfer(system, other));
  }
  const file = system.file(io.file);
  const start = startOf(io, system.pageSize);
  const iov = io.iov ?? [{ length: io.length }];
  const iter = processMemory(io.rw, iov, io.bytes, mappedMemory(system));
  const moved = newTransferRecord(io.rw === 'read' ? io.length : 0);
  const isOld = system.release.transfers.by === 'dax_do_io';
  const given = `${io.rw}, bytes ${start} to ${start + io.length}`;
  const returned = system.trace.within(isOld ? 'dax_io' : 'dax_iomap_rw', given, () =>
    isOld
      ? daxIoOf(system, file, iter, start, start + io.length, moved)
      : daxIomapRw(system, file, iter, start, moved),
  );
  system.letOthersRun();
  return { returned, ...(io.rw === 'read' && { read: readOf(iter, moved) }) };
}

/** Adds to `problems` what is wrong with a transfer. */
function checkDaxIo(io: DaxIoDescription, where: string, pageSize: number, problems: Problems): void {
  const startOk = problems.unless(
    isCount(io.at) && isCount(io.page),
    `${where}: offset ${asTyped(io.at)} from page ${asTyped(io.page)} is not a byte of the file, from 0`,
  );
  const lengthOk = problems.unless(
    isCount(io.length) && io.length > 0,
    `${where}: length ${asTyped(io.length)} is not a whole number of bytes from 1 up`,
  );
  if (lengthOk && io.length > MOST_BYTES) {
    problems.add(
      `${where}: ${formatSize(io.length)} are more than the ${formatSize(MOST_BYTES)} of one transfer: a run keeps every event`,
    );
  }
  checkBytes(io.bytes, where, problems);
  if (io.iov) checkIov(io.iov, where, pageSize, problems);
  if (lengthOk) checkAmounts(io, where, problems);
  if (startOk && lengthOk) checkEnd(io, where, pageSize, problems);
  if (io.preemptedBy) checkDaxIo(io.preemptedBy, `${where}, preempted`, pageSize, problems);
}

/** Segments and data of a transfer whose length is a number have to fit it. */
function checkAmounts({ rw, length, bytes, iov }: DaxIoDescription, where: string, problems: Problems): void {
  const inSegments = iov ? iovLength(iov) : length;
  problems.unless(
    Number.isNaN(inSegments) || inSegments === length,
    `${where}: length ${length} comes with segments of ${inSegments} bytes`,
  );
  const fits = rw === 'read' ? bytes.length === 0 : bytes.length > 0 && bytes.length <= length;
  problems.unless(
    fits || (iov?.every(({ mapping }) => mapping) ?? false),
    `${where}: length ${length} comes with ${bytes.length} bytes of data`,
  );
}

/** A read stops at the end of a file whose size was said; all else must lie in the room that the file has. */
function checkEnd(io: DaxIoDescription, where: string, pageSize: number, problems: Problems): void {
  const start = startOf(io, pageSize);
  const end = io.file.pages * pageSize;
  problems.unless(
    io.file.size !== undefined || start + io.length <= end,
    `${where}: ${io.length} bytes at ${start} pass the end of ${io.file.name}, which has ${formatSize(end)}`,
  );
}
