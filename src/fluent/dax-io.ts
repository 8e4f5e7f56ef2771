/** `daxIo()`: one read() or write() of a DAX file, as `dax_io()` carries it out. */

import { type DaxFileDescription, type FilePage, isDaxFile, isFilePage } from '../linux/dax-file.js';
import { type DaxIoDescription, describeDaxIo } from '../linux/steps/index.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import type { BytesInput } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { Builder, type Describable, described } from './builder.js';
import { daxFile } from './dax-file.js';
import { type IovInput, memoryOf } from './process-memory.js';

interface DaxIoProps {
  readonly transfer:
    | { readonly rw: 'read'; readonly into: Size | IovInput }
    | { readonly rw: 'write'; readonly data: BytesInput | IovInput; readonly length: Size | undefined };
  readonly file: DaxFileDescription | Describable<DaxFileDescription> | undefined;
  readonly start: Size | FilePage;
  readonly offset: Size;
  readonly preemptedBy: DaxIo | undefined;
}

const WORKING_LINE = `daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`;

const WORKING_PREEMPTION = `daxIo().write('one').preemptedBy(daxIo().write('two').at(64))`;

/** Stands in where a transfer is read aloud before it has a file. */
const THE_STORYS_FILE = daxFile('the file of the story').describe();

/** A transfer: its direction, its bytes, its file and where in the file it starts. */
export class DaxIo extends Builder<DaxIoDescription> {
  readonly #props: DaxIoProps;

  constructor(props: DaxIoProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** A read() of so many bytes; or into the segments of an {@link iov}. */
  read(into: Size | IovInput): DaxIo {
    return this.#with({ transfer: { rw: 'read', into } });
  }
  /** A write() of these bytes, over and over where a length is given; or from the segments of an {@link iov}. */
  write(data: BytesInput | IovInput, length?: Size): DaxIo {
    return this.#with({ transfer: { rw: 'write', data, length } });
  }
  /**
   * Another task's transfer is ready to run while this one goes on: it runs where this one sleeps on a page of its process
   * that is not there, or, preempted, half-way; after it, where preemption is disabled.
   */
  preemptedBy(other: DaxIo): DaxIo {
    return this.#with({ preemptedBy: other });
  }
  /** The file. Left out, a scenario takes the file that its aliases are of. */
  from(file: DaxFileDescription | Describable<DaxFileDescription>): DaxIo {
    return this.#with({ file });
  }
  /** The file; the same as `from`, for a write. */
  to(file: DaxFileDescription | Describable<DaxFileDescription>): DaxIo {
    return this.from(file);
  }
  /**
   * The first byte in the file: a number of bytes, or a page of the file, which is the same page on every machine,
   * whatever its page size. `offset` counts on from there. A page brings its file along.
   * @example
   * String(daxIo().read(5).at(daxFile('mail.dat').pages(8).page(5))) // => 'dax_io  read 5 at page 5 of mail.dat'
   */
  at(start: Size | FilePage, offset: Size = 0): DaxIo {
    return this.#with({ start, offset });
  }

  /** The transfer; `fallback` is the file where none was named. */
  describe(fallback?: DaxFileDescription): DaxIoDescription {
    const problems = new Problems();
    problems.unless(fallback === undefined || isDaxFile(fallback), `${asTyped(fallback)} is not a DAX file`);
    const { transfer, start, offset } = this.#props;
    const page = isFilePage(start) ? start : undefined;
    const file = problems.collect(() => this.#file(page?.file ?? fallback));
    const memory = problems.collect(() => memoryOf(transfer));
    const bytesBefore = problems.collect(() => (isFilePage(start) ? 0 : startOfFile(start)));
    const bytesOn = problems.collect(() =>
      parseSize(offset, page ? 'offset in the page' : 'offset from there'),
    );
    if (page && file) {
      problems.unless(
        page.file === file || JSON.stringify(page.file) === JSON.stringify(file),
        `page ${page.page} is one of ${page.file.name}, and the transfer is of another file, ${file.name}`,
      );
      problems.unless(
        Number.isSafeInteger(page.page) && page.page >= 0 && page.page < file.pages,
        `${file.name} has pages 0 to ${file.pages - 1}, and no page ${asTyped(page.page)}`,
      );
    }
    const other = problems.collectAs('preempted by', () => this.#other(fallback));
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({
      rw: transfer.rw,
      file: file!,
      page: page?.page ?? 0,
      at: bytesBefore! + bytesOn!,
      length: memory!.length,
      bytes: memory!.bytes,
      ...(memory!.iov && { iov: memory!.iov }),
      ...(other && { preemptedBy: other }),
    });
  }

  protected sentence(io: DaxIoDescription): string {
    return `dax_io  ${describeDaxIo(io)}`;
  }

  override toString(): string {
    return this.#props.file === undefined && !isFilePage(this.#props.start)
      ? this.sentence(this.describe(THE_STORYS_FILE))
      : super.toString();
  }

  #other(fallback: DaxFileDescription | undefined): DaxIoDescription | undefined {
    const { preemptedBy } = this.#props;
    if (preemptedBy === undefined) return undefined;
    if (!(preemptedBy instanceof DaxIo)) {
      throw new InputError([`${asTyped(preemptedBy)} is not a dax_io()`], WORKING_PREEMPTION);
    }
    const other = preemptedBy.describe(fallback);
    if (other.preemptedBy) {
      throw new InputError(['a transfer that preempts another is not preempted itself'], WORKING_PREEMPTION);
    }
    return other;
  }

  #file(fallback: DaxFileDescription | undefined): DaxFileDescription {
    const file = this.#props.file === undefined ? fallback : described(this.#props.file);
    if (file === undefined)
      throw new InputError(['a dax_io() needs a file: none was named, and no alias has one'], WORKING_LINE);
    if (!isDaxFile(file)) throw new InputError([`${asTyped(file)} is not a DAX file`], WORKING_LINE);
    return file;
  }

  #with(change: Partial<DaxIoProps>): DaxIo {
    return new DaxIo({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(DaxIo, 'daxIo()', WORKING_LINE, { write: 2, at: 2, describe: 1 });

function startOfFile(start: Size): number {
  if (typeof start === 'object' && start !== null) {
    throw new InputError(
      [`${asTyped(start)} is no place in a file: take a number of bytes, or a page of it`],
      `daxIo().read(5).at(daxFile('mail.dat').pages(8).page(5))`,
    );
  }
  return parseSize(start, 'offset in the file');
}

/**
 * A transfer between a process and a DAX file: to begin with a read of the first 64 bytes.
 * @example
 * String(daxIo().write('HELLO').to(daxFile('mail.dat').pages(8)).at('20 KiB')) // => 'dax_io  write "HELLO" at 20480 of mail.dat'
 */
export function daxIo(): DaxIo {
  refuseMore<typeof daxIo>(0, arguments, 'daxIo()', WORKING_LINE);
  return new DaxIo({
    transfer: { rw: 'read', into: 64 },
    file: undefined,
    start: 0,
    offset: 0,
    preemptedBy: undefined,
  });
}
