/** Why a file is not written, in words: what the operating system says by a code becomes one clear error. */
import { InputError } from '../units/problems.js';

/** What a write is called in errors, and a line that works. */
export interface Told {
  readonly name: string;
  readonly works: string;
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written',
  EAGAIN: 'it takes nothing at the moment',
  EBADF: 'this descriptor is not open for writing',
  EBUSY: 'something else holds it',
  ECONNREFUSED: 'nobody listens at this socket',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it would be larger than a file may be',
  EIO: 'the device below it fails',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'its folder is not there',
  ENOSPC: 'there is no room left for it',
  ENOTDIR: 'what should be its folder is none',
  EPERM: 'it may not be written',
  EPIPE: 'whoever read it has stopped',
  EROFS: 'it lies on a file system that is read-only',
  ETXTBSY: 'it is a program that runs',
};

/** The error that says why something is not written. */
export function refusal({ name, works }: Told, why: string, instead = works): InputError {
  return new InputError([`${name} cannot be written: ${why}`], instead);
}

/** The same of an error of the operating system; whatever else was thrown comes back as it is. */
export function asRefusal(error: unknown, told: Told, words: Readonly<Record<string, string>> = {}): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  return refusal(told, words[code] ?? WORDS[code] ?? `the system says ${code}`);
}

/** Does something to a file; what the operating system refuses is said in words, in these where they fit better. */
export function saying<T>(told: Told, act: () => T, words?: Readonly<Record<string, string>>): T {
  try {
    const done = act();
    if (!(done instanceof Promise)) return done;
    return done.catch((error: unknown) => {
      throw asRefusal(error, told, words);
    }) as T;
  } catch (error) {
    throw asRefusal(error, told, words);
  }
}
