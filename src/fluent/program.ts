/**
 * The steps of a scenario that a program and its kernel take: system calls, context switches, cachetlb calls. What the CPU
 * does by itself is in scenario.ts.
 */
import { isAlias } from '../linux/alias.js';
import { PAGE_KINDS, type PageKind } from '../linux/cachetlb/index.js';
import { type DaxFileDescription, type FilePage, isDaxFile, isFilePage } from '../linux/dax-file.js';
import { isMapping, type MappingDescription } from '../linux/mm/mapping.js';
import { STEPPED_CALLS, type Step } from '../linux/steps/index.js';
import type { SteppedCall } from '../ports/calls/index.js';
import type { BytesInput } from '../units/bytes.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { Builder, type Describable, described } from './builder.js';
import { type IovInput, memoryOf, type TransferInput } from './process-memory.js';

/** A DAX file, or its plain data. */
export type FileInput = DaxFileDescription | Describable<DaxFileDescription>;
/** A mapping, or its plain data. */
export type MappingInput = MappingDescription | Describable<MappingDescription>;

const WORKING_LINE = `scenario().mmap(mapping(daxFile('mail.dat'))).store(mapping(daxFile('mail.dat')), 'hello').run()`;
const WORKING_CALL = `scenario().write(daxFile('mail.dat'), 'HELLO').read(daxFile('mail.dat'), 5).run()`;

/** A story that takes such steps. Each method gives a new story. */
export abstract class Program<Description> extends Builder<Description> {
  /** The story with one more step, which is described when the story is run. */
  protected abstract step(describe: () => Step): this;

  // --- mappings ---

  /** A process calls mmap(). Nothing is in its page table yet: its loads and stores fault. */
  mmap(mapping: MappingInput): this {
    return this.step(() => ({ do: 'mmap', mapping: mappingOf(mapping) }));
  }
  /** It calls munmap(): cache, page table, TLB, in this order. */
  munmap(mapping: MappingInput): this {
    return this.step(() => ({ do: 'munmap', mapping: mappingOf(mapping) }));
  }
  /** It calls msync(MS_SYNC), and takes what it stored to be safe then. */
  msync(mapping: MappingInput): this {
    return this.step(() => ({ do: 'msync', mapping: mappingOf(mapping) }));
  }

  // --- files ---

  /** A process calls pread(): so many bytes, or into an `iov()`, from a byte or a page of the file on. */
  read(file: FileInput, into: Size | IovInput, at: Size | FilePage = 0): this {
    return this.#fileCall(file, { rw: 'read', into }, at);
  }
  /** A process calls pwrite(): these bytes, or what is in an `iov()`; over and over up to a length, where one is given. */
  write(file: FileInput, data: BytesInput | IovInput, at: Size | FilePage = 0, length?: Size): this {
    return this.#fileCall(file, { rw: 'write', data, length }, at);
  }
  /** A process calls write() on a file that it opened with O_APPEND. */
  append(file: FileInput, data: BytesInput | IovInput): this {
    return this.#fileCall(file, { rw: 'write', data, length: undefined }, 'end');
  }
  /** A process calls fsync(), and takes all that was stored and written to be safe then. */
  fsync(file: FileInput): this {
    return this.step(() => ({ do: 'fsync', file: fileOf(file) }));
  }
  /** A process calls ftruncate(). */
  truncate(file: FileInput, size: Size): this {
    return this.step(() => ({ do: 'truncate', file: fileOf(file), size: parseSize(size, 'size') }));
  }
  /** A process calls fallocate(FALLOC_FL_ZERO_RANGE). */
  zeroRange(file: FileInput, at: Size, length: Size): this {
    return this.#fallocate('zero range', file, at, length);
  }
  /** A process calls fallocate(FALLOC_FL_PUNCH_HOLE). */
  punchHole(file: FileInput, at: Size, length: Size): this {
    return this.#fallocate('punch hole', file, at, length);
  }

  // --- the kernel by itself ---

  /**
   * Another process runs on the core from here on. Where the cache would mistake its addresses for those of the process
   * before (virtual tags without address-space ids), the whole cache is flushed; `{ flush: false }` forgets to.
   */
  switchTo(process: number, options: { readonly flush?: boolean } = {}): this {
    return this.step(() => {
      const problems = new Problems();
      if (checkOptions(options, ['flush'], 'switch', problems)) {
        const { flush } = options;
        problems.unless(
          flush === undefined || typeof flush === 'boolean',
          `flush ${asTyped(flush)} is neither true nor false`,
        );
      }
      problems.throwIfAny(`scenario().switchTo(2, { flush: false })`);
      return { do: 'switch', process, flushes: options.flush ?? true };
    });
  }
  /**
   * The kernel makes a cachetlb call about an alias's page, and the alias's address: what it reaches is the affair of the
   * machine's port. The page is one of the page cache; `{ page: 'anonymous' }` says what else it is to the kernel.
   */
  cachetlb(
    call: SteppedCall,
    alias: Parameters<typeof described>[0],
    options: { readonly page?: PageKind } = {},
  ): this {
    return this.step(() => {
      const problems = new Problems();
      const which = described(alias);
      problems.unless(isAlias(which), `${asTyped(alias)} is not an alias`);
      problems.unless(
        STEPPED_CALLS.includes(call),
        `${asTyped(call)} is none of ${STEPPED_CALLS.join(', ')}`,
      );
      if (checkOptions(options, ['page'], 'page', problems)) {
        problems.unless(
          options.page === undefined || PAGE_KINDS.includes(options.page),
          `page ${asTyped(options.page)} is none of ${PAGE_KINDS.join(', ')}`,
        );
      }
      problems.throwIfAny(
        `scenario().cachetlb('flush_dcache_page', alias(daxFile('mail.dat').page(0))).run()`,
      );
      const { page } = options;
      return { do: 'cachetlb', call, alias: which as never, ...(page && { page }) };
    });
  }

  #fileCall(input: FileInput, transfer: TransferInput, at: Size | FilePage | 'end'): this {
    return this.step(() => {
      const problems = new Problems();
      const file = problems.collect(() => fileOf(input));
      const memory = problems.collect(() => memoryOf(transfer));
      const start = problems.collect(() => (at === 'end' ? ('end' as const) : startOf(at, file)));
      problems.throwIfAny(WORKING_CALL);
      const { length, bytes, iov } = memory!;
      const rest = { do: transfer.rw, file: file!, iov: iov ?? [{ length }], bytes };
      // Pages are the machine's, so a page is turned into bytes when the story runs.
      return typeof start === 'object' ? { ...rest, page: start.page, at: 0 } : { ...rest, at: start! };
    });
  }

  #fallocate(what: 'zero range' | 'punch hole', file: FileInput, at: Size, length: Size): this {
    return this.step(() => ({
      do: what,
      file: fileOf(file),
      at: parseSize(at, 'offset in the file'),
      length: parseSize(length, 'length'),
    }));
  }
}

function fileOf(input: FileInput): DaxFileDescription {
  const file = described(input);
  if (!isDaxFile(file)) throw new InputError([`${asTyped(input)} is not a DAX file`], WORKING_CALL);
  return file;
}

/** The mapping that was typed. Throws an InputError for what is none. */
export function mappingOf(input: MappingInput): MappingDescription {
  const mapping = described(input);
  if (!isMapping(mapping)) throw new InputError([`${asTyped(input)} is not a mapping`], WORKING_LINE);
  return mapping;
}

function startOf(at: Size | FilePage, file: DaxFileDescription | undefined): number | { page: number } {
  if (typeof at !== 'object' || at === null) return parseSize(at, 'offset in the file');
  if (isDaxFile(at.file) && file && at.file.name !== file.name) {
    throw new InputError(
      [
        `page ${asTyped(at.page)} is one of ${at.file.name}, and the call is about another file, ${file.name}`,
      ],
      WORKING_CALL,
    );
  }
  if (!isFilePage(at)) {
    throw new InputError(
      [`${asTyped(at)} is no place in the file: take a number of bytes, or a page of it`],
      WORKING_CALL,
    );
  }
  return { page: at.page };
}
