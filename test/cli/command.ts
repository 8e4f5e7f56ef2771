/** Runs the built command as a user does, with an empty home folder. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { commandPath } from '../../src/jupyter/kernel-home.js';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What came of `aliaslab` with these arguments; `wroteHome` is what it left in the home folder. */
export function aliaslab(args: readonly string[], env: Record<string, string> = {}, cwd?: string) {
  const home = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandPath, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: home, ...env },
  });
  return { status, stdout, stderr, wroteHome: readdirSync(home) };
}
