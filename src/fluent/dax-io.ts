/** `daxIo()`: one read() or write() of a DAX file, as `dax_io()` carries it out. */
import { type DaxFileDescription, isDaxFile } from '../linux/dax-file.js';
import type { DaxIoDescription } from '../linux/steps.js';
import { type BytesInput, parseBytes } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { describeDaxIo } from '../views/words.js';
import { Builder, type Describable, described } from './builder.js';
import { daxFile } from './dax-file.js';

interface DaxIoProps {
  readonly transfer:
    | { readonly rw: 'read'; readonly length: Size }
    | { readonly rw: 'write'; readonly data: BytesInput };
  readonly file: DaxFileDescription | Describable<DaxFileDescription> | undefined;
  readonly at: Size;
}

const WORKING_LINE = `daxIo().read(5).from(daxFile('mail.dat').pages(8)).at('20 KiB')`;

/** Stands in where a transfer is read aloud before it has a file. */
const THE_STORYS_FILE = daxFile('the file of the story').describe();

/** A transfer: its direction, its bytes, its file and where in the file it starts. */
export class DaxIo extends Builder<DaxIoDescription> {
  readonly #props: DaxIoProps;

  constructor(props: DaxIoProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** A read() of so many bytes. */
  read(length: Size): DaxIo {
    return this.#with({ transfer: { rw: 'read', length } });
  }
  /** A write() of these bytes. */
  write(data: BytesInput): DaxIo {
    return this.#with({ transfer: { rw: 'write', data } });
  }
  /** The file. Left out, a scenario takes the file that its aliases are of. */
  from(file: DaxFileDescription | Describable<DaxFileDescription>): DaxIo {
    return this.#with({ file });
  }
  /** The file; the same as `from`, for a write. */
  to(file: DaxFileDescription | Describable<DaxFileDescription>): DaxIo {
    return this.from(file);
  }
  /** The first byte in the file. */
  at(at: Size): DaxIo {
    return this.#with({ at });
  }

  /** The transfer; `fallback` is the file where none was named. */
  describe(fallback?: DaxFileDescription): DaxIoDescription {
    const problems = new Problems();
    const { transfer, at } = this.#props;
    const file = problems.collect(() => this.#file(fallback));
    const bytes =
      transfer.rw === 'write'
        ? problems.collect(() => parseBytes(transfer.data, 'data to write'))
        : undefined;
    const length =
      transfer.rw === 'read'
        ? problems.collect(() => parseSize(transfer.length, 'length to read'))
        : bytes?.length;
    const offset = problems.collect(() => parseSize(at, 'offset in the file'));
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({
      rw: transfer.rw,
      file: file!,
      at: offset!,
      length: length!,
      bytes: [...(bytes ?? [])],
    });
  }

  protected sentence(io: DaxIoDescription): string {
    return `dax_io  ${describeDaxIo(io)}`;
  }

  override toString(): string {
    return this.#props.file === undefined ? this.sentence(this.describe(THE_STORYS_FILE)) : super.toString();
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

/**
 * A transfer between a process and a DAX file: to begin with a read of the first 64 bytes.
 * @example
 * String(daxIo().write('HELLO').to(daxFile('mail.dat').pages(8)).at('20 KiB')) // => 'dax_io  write "HELLO" at 20480 of mail.dat'
 */
export function daxIo(): DaxIo {
  return new DaxIo({ transfer: { rw: 'read', length: 64 }, file: undefined, at: 0 });
}
