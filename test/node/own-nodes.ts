/** Folders, nodes and small file systems for tests of files: each test makes its own, and they are gone after it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test; `before` is done first. */
export function ownFolder(before?: (folder: string) => void): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'aliaslab-files-'));
  onTestFinished(() => {
    before?.(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function done(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Makes a FIFO. */
export function fifoAt(path: string): string {
  if (!done('mkfifo', path)) throw new Error(`no FIFO can be made at ${path}`);
  return path;
}

/** Makes a device node of its own: 1, 3 takes everything, 1, 7 is always full. */
export function deviceAt(path: string, major: number, minor: number): string {
  if (!done('mknod', path, 'c', String(major), String(minor))) throw new Error(`no device at ${path}`);
  return path;
}

/** A file system of this type of its own, that is gone after the test: `['tmpfs', 'size=256k']` is a small one. */
export function ownMount(type: string, options: string): string {
  const folder = ownFolder((each) => {
    if (!done('umount', '-l', join(each, 'disk'))) throw new Error(`${each}/disk cannot be taken down`);
  });
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  if (!done('mount', '-t', type, '-o', options, type, disk)) throw new Error(`no ${type} at ${disk}`);
  return disk;
}

/** Tried once: whether a FIFO, a device node that can be written to, and a file system can be made here. */
const probe = mkdtempSync(join(realpathSync(tmpdir()), 'aliaslab-probe-'));
export const canMakeFifos = done('mkfifo', join(probe, 'fifo'));
export const canMakeDevices =
  done('mknod', join(probe, 'null'), 'c', '1', '3') && done('sh', '-c', `: > '${join(probe, 'null')}'`);
export const canMount =
  done('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe) && done('umount', probe);
rmSync(probe, { recursive: true, force: true });
export const isRoot = process.getuid?.() === 0;
