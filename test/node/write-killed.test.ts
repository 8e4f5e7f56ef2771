/** A writer that is killed at any moment leaves the old file or the new one; after a signal that it can hear, nothing else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ownFolder } from './own-nodes.js';

const WRITER = fileURLToPath(new URL('writes-forever.mjs', import.meta.url));
/** How often each signal is sent, and how many milliseconds it waits at most: some twenty files are written in that time. */
const KILLS = 20;
const LONGEST = 60;

/** Kills a writer after so many milliseconds; what is in its folder then. */
async function left(signal: NodeJS.Signals, wait: number): Promise<{ text: string; beside: string[] }> {
  const folder = ownFolder();
  const file = join(folder, 'a.txt');
  writeFileSync(file, 'old');
  const writer = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'close');
  await once(writer.stdout, 'data');
  writer.stdout.resume();
  await setTimeout(wait);
  writer.kill(signal);
  onTestFinished(() => void writer.kill('SIGKILL'));

  expect(await ended).toEqual([null, signal]);
  return { text: readFileSync(file, 'utf8'), beside: readdirSync(folder).filter((name) => name !== 'a.txt') };
}

test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s',
  async (signal) => {
    const waits = fc.sample(fc.integer({ min: 0, max: LONGEST }), {
      numRuns: KILLS,
      seed: Number(process.env.ALIASLAB_SEED ?? 1),
    });
    for (const wait of waits) {
      const { text, beside } = await left(signal, wait);

      expect(text.length).toBe(2 ** 20);
      expect(text === text[0]!.repeat(2 ** 20)).toBe(true);
      if (signal === 'SIGKILL')
        expect(beside.every((name) => /^\.aliaslab-\w+\.part$/.test(name))).toBe(true);
      else expect(beside).toEqual([]);
    }
  },
  120_000,
);
