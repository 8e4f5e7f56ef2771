/**
 * What a path leads to, before anything is written to it.
 *
 *     a plain file, or nothing  ─▶ a new file beside it takes its name      a link ─▶ what it leads to
 *     a device, a FIFO, a socket, a descriptor of this process ─▶ written through, and never replaced
 */
import { type BigIntStats, fstatSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { asRefusal, refusal, saying, type Told } from './write-refusal.js';

export interface Target {
  /** How it is written; a `beside` is replaced by a new file, all others are written through. */
  readonly by: 'beside' | 'append' | 'device' | 'fifo' | 'socket' | 'descriptor';
  /** Where it is, with no link left to follow; of a descriptor its number. */
  readonly at: string | number;
  /** What is there now. */
  readonly old?: BigIntStats;
}

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/** What `path` leads to, or what this descriptor is. Throws an InputError for folders, circles, and what cannot be reached. */
export function targetOf(path: string | number, told: Told): Target {
  if (typeof path === 'number') return descriptor(path, told);
  if (/[\\/]$/.test(path)) throw refusal(told, 'its name is that of a folder');
  let name = path;
  let isMachine = false;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const folder = realFolder(dirname(name), told);
    const at = join(folder, basename(name));
    const number = numberOf(folder, basename(name));
    if (number !== undefined) return descriptor(number, told);
    const found = saying(told, () => lstatSync(at, { bigint: true, throwIfNoEntry: false }), {
      ENOTDIR: `'${dirname(name)}' is no folder`,
    });
    if (!found) return { by: 'beside', at };
    if (!found.isSymbolicLink()) return kindOf(at, found, isMachine, told);
    isMachine ||= isOfMachine(folder);
    // What a link of /proc says of itself need not be a path: only the system can follow it.
    if (/^\/proc(\/|$)/.test(folder))
      return kindOf(
        at,
        saying(told, () => statSync(at, { bigint: true })),
        true,
        told,
      );
    const link = saying(told, () => readlinkSync(at));
    name = isAbsolute(link) ? link : folder + sep + link;
  }
  throw refusal(told, 'its links lead in a circle');
}

/** Not by the letters of the path: `..` behind a link is the folder above the one that it leads to. */
function realFolder(folder: string, told: Told): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    throw asRefusal(error, told, {
      ENOENT: `there is no folder '${folder}'`,
      ENOTDIR: `'${folder}' is no folder`,
      EACCES: `'${folder}' may not be entered`,
    });
  }
}

/** The descriptor of this process that `/dev/fd` and `/proc/self/fd` have under this name. */
function numberOf(folder: string, name: string): number | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  const [, own] = /^(\/proc\/\d+)(?:\/task\/\d+)?\/fd$/.exec(folder) ?? [];
  const isOwn = folder === '/dev/fd' || (own !== undefined && own === realpathSync.native('/proc/self'));
  return isOwn ? Number(name) : undefined;
}

function descriptor(number: number, told: Told): Target {
  const old = saying(told, () => fstatSync(number, { bigint: true }), {
    EBADF: 'this descriptor is not open',
  });
  if (old.isDirectory()) throw refusal(told, 'it is a folder');
  return { by: 'descriptor', at: number, old };
}

/** Links there belong to the machine: what they lead to is somebody's open file. In /dev/shm lie files like any other. */
function isOfMachine(folder: string): boolean {
  return /^\/(proc|dev)(\/|$)/.test(folder) && !/^\/dev\/shm(\/|$)/.test(folder);
}

function kindOf(at: string, old: BigIntStats, isMachine: boolean, told: Told): Target {
  if (old.isDirectory()) throw refusal(told, 'it is a folder');
  if (old.isFile()) return { by: isMachine ? 'append' : 'beside', at, old };
  return { by: old.isFIFO() ? 'fifo' : old.isSocket() ? 'socket' : 'device', at, old };
}
