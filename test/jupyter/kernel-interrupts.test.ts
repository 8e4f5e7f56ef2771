/** Whatever a cell does, it can be interrupted, and what cells have declared before stays. */

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { asLine, heard, published } from './talk.js';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
  await kernel.execute(
    "let kept = 11; const soon = (ms: number) => new Promise((r) => setTimeout(r, ms)); import { execSync, spawnSync } from 'child_process';",
  );
});

afterAll(() => kernel.shutdown());

/** Runs a cell until it says "begun", and interrupts it. */
async function interrupted(code: string) {
  const begun = heard(kernel, 'stream stdout "begun');
  const answer = kernel.execute(code);
  // A cell that fails before it says so is no reason to wait for ever.
  await Promise.race([begun, answer]);
  kernel.process.interrupt();
  return answer;
}

const begun = "console.log('begun');";

test.each([
  ['computes', `${begun} for (;;);`],
  ['computes after an await', `await soon(1); ${begun} for (;;);`],
  ['computes in a timer', `setTimeout(() => { ${begun} for (;;); }, 1); await new Promise(() => {});`],
  ['computes in an interval', `setInterval(() => { ${begun} for (;;); }, 1); await new Promise(() => {});`],
  ['computes in an immediate', `setImmediate(() => { ${begun} for (;;); }); await new Promise(() => {});`],
  ['computes in a promise', `await Promise.resolve().then(() => { ${begun} for (;;); });`],
  [
    'lets ticks follow each other for ever',
    `${begun} const tick = () => process.nextTick(tick); tick(); await new Promise(() => {});`,
  ],
  [
    'catches whatever is thrown, for ever',
    `await soon(1); ${begun} for (;;) try { for (;;); } catch {} finally { for (;;); }`,
  ],
  [
    'waits on shared memory',
    `await soon(1); ${begun} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
  ],
  ['matches a pattern that takes for ever', `await soon(1); ${begun} /^(a*)*b$/.test('a'.repeat(40));`],
  ['waits for a program', `await soon(1); ${begun} execSync('sleep 1000');`],
  [
    'has a last value whose text takes for ever',
    `${begun} ({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })`,
  ],
  [
    'has a last value whose picture takes for ever',
    `${begun} ({ [Symbol.for('Jupyter.display')]() { for (;;); } })`,
  ],
  ['has a last value that is promised and never comes', `${begun} ({ then() { for (;;); } })`],
])('a cell that %s', async (_, code) => {
  const { reply } = await interrupted(code);

  expect(reply).toMatchObject({
    status: 'error',
    ename: 'Interrupted',
    traceback: ['Interrupted: the cell was interrupted'],
  });
  expect(await published(kernel, "await soon(5); console.log('timers go on'); kept")).toEqual(
    expect.arrayContaining([
      'stream stdout "timers go on\\n"',
      expect.stringMatching(/^execute_result \[\d+\] 11$/),
    ]),
  );
});

test('what an earlier cell has left running can be interrupted too', async () => {
  const started = heard(kernel, 'stream stdout "begun');
  await kernel.execute(`setTimeout(() => { ${begun} for (;;); }, 20);`);
  await started;
  // Asked for and answered, so that it is not taken for one of the next cell.
  await kernel.request('interrupt_request', {}, 'control');

  expect(await published(kernel, 'kept')).toContainEqual(
    expect.stringMatching(/^execute_result \[\d+\] 11$/),
  );
});

test('twenty interrupts leave the kernel as it was', async () => {
  for (let i = 0; i < 20; i++) {
    expect((await interrupted(`await soon(1); ${begun} for (;;);`)).reply.ename).toBe('Interrupted');
  }

  const lines = await published(
    kernel,
    "import { AsyncLocalStorage } from 'async_hooks'; const store = new AsyncLocalStorage(); await store.run('mine', async () => { await soon(1); return store.getStore(); })",
  );
  expect(lines).toContainEqual(expect.stringMatching(/^execute_result \[\d+\] mine$/));
});

describe('while a cell computes', () => {
  test('heartbeats, and what is asked on the control channel, are answered', async () => {
    const running = heard(kernel, 'stream stdout "begun');
    const answer = kernel.execute(`${begun} for (;;);`);
    await running;

    expect(await kernel.heartbeat('still there?')).toBe('still there?');
    expect((await kernel.request('kernel_info_request', {}, 'control')).reply.status).toBe('ok');
    await kernel.request('interrupt_request', {}, 'control');

    expect((await answer).reply.ename).toBe('Interrupted');
  });

  test('what it prints is heard', async () => {
    const running = heard(kernel, 'stream stdout "begun 5');
    const answer = kernel.execute(
      "for (let i = 0; ; i++) { console.log('begun', i); for (const end = Date.now() + 5; Date.now() < end; ); }",
    );

    await running;
    kernel.process.interrupt();

    expect((await answer).reply.ename).toBe('Interrupted');
  });
});

test('a cell that lets promises follow each other for ever is ended, and cells run again', async () => {
  const own = await KernelClient.start();
  onTestFinished(() => own.shutdown());
  const running = heard(own, 'stream stdout "begun');
  const answer = own.execute(`${begun} for (;;) await null;`);
  await running;
  own.process.interrupt();

  expect((await answer).reply.ename).toBe('Interrupted');
  // Node 20 loses its place now and then when such a loop is cut off, and ends: a cell may fail of it.
  const next = [await own.execute('1'), await own.execute('2'), await own.execute('3')];
  expect(next.filter(({ reply }) => reply.status === 'ok').length).toBeGreaterThan(1);
  for (const { reply } of next) expect(reply.ename ?? 'ProcessEnded').toBe('ProcessEnded');
});

test('a cell that no interrupt ends is ended with its process by the next, and says so before', async () => {
  const running = heard(kernel, 'stream stdout "begun');
  const answer = kernel.execute(
    `spawnSync('sh', ['-c', 'trap "" INT; echo begun; while :; do sleep 1; done'], { stdio: 'inherit' }); 'never'`,
  );
  await Promise.race([running, answer]);
  const notice = heard(kernel, 'stream stderr "this cell goes on');
  for (let i = 0; i < 2; i++) {
    kernel.process.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  expect(asLine(await notice)).toContain('interrupt it once more to end the process of the cells');
  kernel.process.interrupt();

  expect((await answer).reply).toMatchObject({ status: 'error', ename: 'ProcessEnded' });
  expect(await published(kernel, "'again'")).toContainEqual(
    expect.stringMatching(/^execute_result \[\d+\] again$/),
  );
});
