/**
 * A plain file, written whole or not at all: a new file of a random name beside it, with nobody else's eyes on it while it grows,
 * then with the mode and the owner of the old one, flushed, and renamed. It is gone again when anything fails, or a signal comes.
 */
import { randomBytes } from 'node:crypto';
import {
  close,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { atExit } from './at-exit.js';
import { writeAll } from './write-pieces.js';
import { asRefusal, refusal, saying, type Told } from './write-refusal.js';
import type { Target } from './write-target.js';

/** Writes `pieces` to where `target` is; `check` is asked once more before the new file takes the name. */
export async function writeBeside(
  target: Target,
  pieces: AsyncIterable<Uint8Array>,
  isExclusive: boolean,
  check: () => void,
  told: Told,
): Promise<void> {
  const path = target.at as string;
  const beside = join(dirname(path), `.aliaslab-${randomBytes(8).toString('hex')}.part`);
  let isThere = false;
  const remove = () => {
    if (isThere) rmSync(beside, { force: true });
    isThere = false;
  };
  // A signal that comes is seen between two steps of this function; so what makes, renames and removes is one step each.
  const forget = atExit(remove);
  try {
    const fd = saying(told, () => openSync(beside, 'wx', 0o600), IN_FOLDER);
    isThere = true;
    try {
      for await (const piece of pieces) await saying(told, () => writeAll(fd, piece));
      takeAfter(fd, target, told);
      await saying(told, () => promisify(fsync)(fd));
    } finally {
      await saying(told, () => promisify(close)(fd));
    }
    check();
    if (isExclusive) placeNew(beside, path, told);
    else saying(told, () => renameSync(beside, path), IN_FOLDER);
    isThere = isExclusive;
  } finally {
    remove();
    forget();
  }
  flushFolder(dirname(path));
}

const IN_FOLDER = { EACCES: 'no file may be made in its folder', EPERM: 'no file may be made in its folder' };

/** Gives the new file what the old one had; without an old one, what a new file gets. */
function takeAfter(fd: number, { old }: Target, told: Told): void {
  const made = fstatSync(fd, { bigint: true });
  if (old && (old.uid !== made.uid || old.gid !== made.gid)) {
    const words = { EPERM: 'a new file in its place could not belong to its owner and group' };
    saying(told, () => fchownSync(fd, Number(old.uid), Number(old.gid)), words);
  }
  // After the owner: whoever changes that may take bits of the mode away.
  const mode = old ? Number(old.mode & 0o7777n) : 0o666 & ~process.umask();
  if (mode !== Number(made.mode & 0o7777n)) saying(told, () => fchmodSync(fd, mode));
}

/** Gives it a name that nobody has: unlike a rename, a hard link takes no other file's place. */
function placeNew(beside: string, path: string, told: Told): void {
  try {
    linkSync(beside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw refusal(told, 'it has come meanwhile, and stays as it is');
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? ''))
      throw asRefusal(error, told);
    // A file system without hard links: an empty file holds the name, until the whole one replaces it.
    closeSync(
      saying(told, () => openSync(path, 'wx'), { EEXIST: 'it has come meanwhile, and stays as it is' }),
    );
    try {
      renameSync(beside, path);
    } catch (failed) {
      rmSync(path, { force: true });
      throw asRefusal(failed, told);
    }
  }
}

/** So that the new name, too, outlives a power cut; not every system lets a folder be flushed. */
function flushFolder(folder: string): void {
  try {
    const fd = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}
