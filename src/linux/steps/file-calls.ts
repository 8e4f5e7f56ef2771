/** A process calls pread() or pwrite(), or write() on a file that was opened with O_APPEND. */
import { asTyped } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import { read as readOfFile, write as writeToFile } from '../calls/file-calls.js';
import { processMemory, readOf } from '../calls/step-outcome.js';
import { newTransferRecord } from '../dax/copy-pages.js';
import { type DaxFileDescription, isDaxFile } from '../dax-file.js';
import { checkIov, type IovSegment, iovLength, isIov } from '../iov.js';
import { mappedMemory } from '../mm/user-access.js';
import { bytes, data, iov, ofFile, type Shape } from '../story/fields.js';
import { pagesOf } from './dax-io.js';
import type { OnCore } from './on-core.js';
import { checkBytes, isCount, MOST_BYTES, type StepKind } from './step-kind.js';
import { allOf } from './through-mapping.js';
import { untoldOf } from './transfers.js';

/** pread() or pwrite() of a file, or a write() that appends. */
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

const PLACE: Shape = [{ name: 'at', usual: 0 }, { name: 'page' }];

export const read = fileCall('read', [iov, ...PLACE, data, ofFile]);
export const write = fileCall('write', [bytes, iov, ...PLACE, ofFile]);

function fileCall(what: FileCallStep['do'], fields: Shape): StepKind<FileCallStep> {
  return {
    fields,
    isShaped: (step) => isDaxFile(step.file) && isIov(step.iov) && Array.isArray(step.bytes),
    check({ page, at, iov, bytes }, where, { pageSize }, problems) {
      problems.unless(
        ((page === undefined || isCount(page)) && isCount(at)) || (at === 'end' && what === 'write'),
        `${where}: offset ${asTyped(at)} is not a byte of the file, from 0`,
      );
      checkIov(iov, where, pageSize, problems);
      checkBytes(bytes, where, problems);
      const length = iovLength(iov);
      if (length > MOST_BYTES) {
        problems.add(
          `${where}: ${formatSize(length)} are more than the ${formatSize(MOST_BYTES)} of one transfer: a run keeps every event`,
        );
      }
      problems.unless(
        what === 'read' ? bytes.length === 0 : bytes.length > 0 || iov.every(({ mapping }) => mapping),
        `${where}: ${bytes.length} bytes of data are ${what === 'read' ? 'too many for a read' : 'not enough for a write'}`,
      );
    },
    take(system, { file: named, page = 0, at, iov, bytes }) {
      const iter = processMemory(what, iov, bytes, mappedMemory(system));
      const transfer = newTransferRecord(what === 'write' ? 0 : iovLength(iov));
      const file = system.file(named);
      if (what === 'write' || at === 'end') {
        const where = at === 'end' ? at : page * system.pageSize + at;
        return { returned: writeToFile(system, file, iter, where, transfer) };
      }
      const returned = readOfFile(system, file, iter, page * system.pageSize + at, transfer);
      return { returned, read: readOf(iter, transfer) };
    },
    words: ({ iov, page = 0, at, file }) => `${what} ${iovLength(iov)} ${placeOf(page, at)} of ${file.name}`,
    deeds({ file, page = 0, at, iov }, { machine }) {
      if (at === 'end') return [{ untold: 'where an append lands depends on what was appended before' }];
      const touched = pagesOf({ file, page, at, length: iovLength(iov) }, machine.pageSize);
      const pages = [...touched].map((each) => ({ file, page: each }));
      const untold = untoldOf(pages, iov, machine);
      return untold === undefined ? [{ may: 'transfer', pages }] : [{ untold }];
    },
    kernelRows: `${what} `,
    reaches: ({ file, iov }) => [file, ...iov.flatMap(({ mapping }) => mapping?.file ?? [])].flatMap(allOf),
  };
}

function placeOf(page: number, at: number | 'end'): string {
  if (at === 'end') return 'at the end';
  return page === 0 ? `at ${at}` : `at page ${page}${at === 0 ? '' : ` + ${at}`}`;
}
