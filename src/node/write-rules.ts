/**
 * What may be written over. A target that was typed may be replaced, one that a command has thought of only where this package
 * wrote it; what changed since it was read stays, and so does what the command itself reads.
 */
import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { refusal, saying, type Told } from './write-refusal.js';
import type { Target } from './write-target.js';

export interface WriteRules {
  /** A line that works, for errors. */
  readonly works: string;
  /** What may be replaced: whatever is there, nothing, or what this function knows as written by this package. */
  readonly replaces?: 'anything' | 'nothing' | ((path: string) => boolean);
  /** The line that writes all the same, where what is there is not ours. */
  readonly instead?: string;
  /** The bytes that were read from there: if there are others now, somebody has edited them. */
  readonly readAs?: Uint8Array;
  /** What the command reads: paths, or numbers of descriptors. */
  readonly inputs?: readonly (string | number)[];
}

/** Throws an InputError where the rules keep something from being written. Nothing is changed by asking. */
export function checkRules(target: Target, rules: WriteRules, told: Told): void {
  const { by, at, old } = target;
  const { replaces = 'anything', inputs = [], readAs, instead } = rules;
  if (old && holds(old)) {
    const read = inputs.find((input) => isSame(old, input));
    if (read !== undefined) throw refusal(told, 'it is what is read');
  }
  if (old && replaces === 'nothing') throw refusal(told, 'it is there already, and stays as it is', instead);
  if (old && typeof replaces === 'function') {
    const isOurs = by === 'beside' && (old.size === 0n || saying(told, () => replaces(at as string)));
    if (!isOurs)
      throw refusal(
        told,
        'what is there was not written by aliaslab, or was changed, and stays as it is',
        instead,
      );
  }
  if (by !== 'beside') return;
  if (readAs) checkUnchanged(at as string, readAs, told);
  if (old) closeSync(saying(told, () => openSync(at as string, constants.O_WRONLY)));
  const words = {
    EACCES: 'no file may be made in its folder',
    EROFS: 'it lies on a file system that is read-only',
  };
  saying(told, () => accessSync(dirname(at as string), constants.W_OK | constants.X_OK), words);
}

/** Whether reading and writing it at once would destroy it, or never end; a terminal may be both. */
function holds(old: BigIntStats): boolean {
  return !old.isCharacterDevice();
}

function isSame({ dev, ino }: BigIntStats, input: string | number): boolean {
  const read = typeof input === 'number' ? fstatSync(input, { bigint: true }) : found(input);
  return read?.dev === dev && read.ino === ino;
}

/** Undefined for what cannot be read anyway: whoever reads it says why. */
function found(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return undefined;
  }
}

function checkUnchanged(path: string, readAs: Uint8Array, told: Told): void {
  const words = { ENOENT: 'it was taken away since it was read' };
  const now = saying(told, () => readFileSync(path), words);
  if (!now.equals(readAs)) throw refusal(told, 'it was changed since it was read, and stays as it is now');
}
