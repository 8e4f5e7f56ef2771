/** The rooms that `npm run mutation` knows have sources and tests, and what stands in its lists is there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { LAST, ROOMS } from './rooms.js';

const ROOT = resolve(import.meta.dirname, '../..');
const mutation = (...args: string[]) => {
  const run = [join(ROOT, 'test/mutation/run.js'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, run, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
};

it.each(Object.entries(ROOMS))('%s has sources and tests, all of which are there', (_, { mutate, tests }) => {
  expect(mutate.length).toBeGreaterThan(3);
  expect(tests.length).toBeGreaterThan(3);
  expect([...mutate, ...tests].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

it('runs each of the last tests for some room', () => {
  const all = Object.values(ROOMS).flatMap(({ tests }) => tests);

  expect(LAST.filter((file) => !all.includes(file))).toEqual([]);
});

it.each([
  [['harware'], 'harware is none of hardware, prove, replay, replay-cores, linux'],
  [['hardware', 'cash.ts'], 'src/hardware/cash.ts is no source of hardware'],
  [['replay', 'tag-core.ts'], 'src/replay/tag-core.ts is no source of replay'],
  [['--agian'], "Unknown option '--agian'"],
])('refuses %j', (args, message) => {
  const { status, stdout, stderr } = mutation(...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(`mutation: ${message}\n  try: npm run mutation -- hardware cache.ts\n`);
});
