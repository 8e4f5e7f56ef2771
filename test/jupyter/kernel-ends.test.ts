/** Nothing outlives those who started it: kernels end with their parents, cells with their kernel, and no key to a kernel stays behind. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import { headerOf, RawFrontEnd } from '../soak/raw-front-end.js';
import { heard, temporaryFolder } from './talk.js';

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Looks again and again: a process takes its time to go. The test runner ends whoever waits for ever. */
async function gone(...pids: number[]): Promise<void> {
  while (!pids.every(isGone)) await new Promise((resolve) => setTimeout(resolve, 50));
}

const busy = 'console.log([process.pid, process.ppid].join()); for (;;);';
const later =
  'console.log([process.pid, process.ppid].join()); setTimeout(() => { for (;;); }, 1); await new Promise(() => {});';

/** `aliaslab run` of a notebook whose only cell says which processes there are, and then computes for ever. */
async function runEndless(code: string): Promise<{ run: ChildProcess; pids: number[]; temporary: string }> {
  const folder = temporaryFolder();
  const temporary = temporaryFolder();
  const said = join(folder, 'pids');
  const cell = {
    cell_type: 'code',
    source: code.replace('console.log(', `(await import('fs')).writeFileSync(${JSON.stringify(said)}, `),
    metadata: {},
    outputs: [],
    execution_count: null,
  };
  const notebook = join(folder, 'endless.ipynb');
  writeFileSync(notebook, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const run = spawn(process.execPath, [commandPath, 'run', notebook], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  onTestFinished(() => void run.kill('SIGKILL'));
  while (!existsSync(said) || readFileSync(said, 'utf8') === '') await new Promise((r) => setTimeout(r, 50));
  return { run, pids: readFileSync(said, 'utf8').split(',').map(Number), temporary };
}

test.each([
  ['SIGTERM', busy],
  ['SIGINT', busy],
  ['SIGHUP', later],
] as const)('%s to a run ends its kernel and its cells, and takes the key away', async (signal, code) => {
  const { run, pids, temporary } = await runEndless(code);

  run.kill(signal);
  const [exitCode, by] = await once(run, 'exit');

  expect([exitCode, by]).toEqual([null, signal]);
  await gone(...pids);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a run that is killed at once takes its kernel and its cells with it, and leaves no key', async () => {
  const { run, pids, temporary } = await runEndless(busy);

  run.kill('SIGKILL');

  await gone(...pids);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a kernel that is killed at once takes its cells with it, and what they have started', async () => {
  const kernel = await KernelClient.start();
  onTestFinished(() => kernel.shutdown());
  const said = heard(kernel, 'pids ');
  void kernel
    .execute(
      "const child = (await import('child_process')).spawn('sleep', ['1000']); console.log('pids', child.pid, process.pid); for (;;);",
    )
    .catch(() => {});
  const pids = String((await said).content.text)
    .split(' ')
    .slice(1)
    .map(Number);

  kernel.process.kill();

  await gone(...pids);
});

test('a message that is sent again is not done again', async () => {
  const kernel = await KernelClient.start();
  const raw = new RawFrontEnd(kernel.process.connection);
  onTestFinished(async () => {
    raw.close();
    await kernel.shutdown();
  });
  const request = ['execute_request', { code: 'globalThis.runs = (globalThis.runs ?? 0) + 1' }] as const;
  const parts = [headerOf(request[0]), {}, {}, request[1]].map((part) => JSON.stringify(part));

  for (let i = 0; i < 3; i++) await raw.send('shell', parts);
  await raw.replied('shell');
  await kernel.request('kernel_info_request');

  const { published } = await kernel.execute('(globalThis as any).runs');
  expect(published.at(-2)?.content.data).toEqual({ 'text/plain': '1' });
});

/** What a kernel that cannot serve says on stderr, and its exit code. */
async function endOf(connectionFile: string): Promise<{ said: string; code: number | null }> {
  const kernel = spawn(
    process.execPath,
    [commandPath, 'kernel', 'run', '--connection-file', connectionFile],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  kernel.stderr.on('data', (bytes) => {
    said += bytes;
  });
  const [code] = await once(kernel, 'close');
  return { said, code };
}

test.each([
  ['null', 'holds null, not an object'],
  ['[]', 'holds [], not an object'],
  ['{', 'cannot read the connection file'],
  [
    '{"transport":"tcp","ip":"256.1.1.1","key":"","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}',
    'cannot listen on tcp://256.1.1.1:1 for shell',
  ],
])('a kernel that is told %s says what is wrong, and ends', async (text, says) => {
  const file = join(temporaryFolder(), 'connection.json');
  writeFileSync(file, text);

  const { said, code } = await endOf(file);

  expect(said).toContain(says);
  expect(code).toBe(2);
});

test('a kernel whose ports are taken says which, and ends', async () => {
  const kernel = await KernelClient.start();
  onTestFinished(() => kernel.shutdown());
  const file = join(temporaryFolder(), 'connection.json');
  writeFileSync(file, JSON.stringify(kernel.process.connection));

  const { said, code } = await endOf(file);

  expect(said.match(/cannot listen on tcp:.* for \w+: Address already in use/g)).toHaveLength(5);
  expect(code).toBe(2);
});
