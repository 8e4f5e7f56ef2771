/** Cells that write to the kernel's own pipe, close it, or hand it on; answers that would be endless: the kernel goes on. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { contentOf } from '../../src/jupyter/kernel/check-line.js';
import { published } from './talk.js';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.shutdown());

async function expectWell() {
  expect(await kernel.heartbeat('well?')).toBe('well?');
  expect(await published(kernel, '6 * 7')).toContainEqual(
    expect.stringMatching(/^execute_result \[\d+\] 42$/),
  );
}

test.each([
  'stream 1 null',
  'unhandled 1 {}',
  'done 1 null',
  'done 1 {"names":5}',
  'done 1 {"names":[],"shown":5}',
  'display_data 1 null',
  'stream 99999 {"name":"stdout","text":"x"}',
  'toString 1 {}',
  'no line of ours',
])('a cell may write the line "%s" to the kernel', async (line) => {
  const { reply } = await kernel.execute(`require('fs').writeSync(4, ${JSON.stringify(`\n${line}\n`)}); 7`);

  expect(reply.status).toBe('ok');
  await expectWell();
});

test('a line is what its verb says, or nothing', () => {
  expect(contentOf('stream', '{"name":"stdout","text":"a"}')).toEqual({ name: 'stdout', text: 'a' });
  expect(contentOf('stream', '{"name":"stdin","text":"a"}')).toBeUndefined();
  expect(contentOf('done', '{"names":["a"],"thrown":{"text":"x"}}')).toEqual({
    names: ['a'],
    thrown: { text: 'x' },
  });
  expect(contentOf('done', '{"names":["a"],"thrown":{"text":1}}')).toBeUndefined();
  expect(contentOf('log', '"a')).toBeUndefined();
});

test.each([3, 4])('a cell may close descriptor %i', async (descriptor) => {
  await kernel.execute(`require('fs').closeSync(${descriptor})`);
  // Where the kernel is heard no more, this one ends the process.
  await kernel.execute('1');

  await expectWell();
});

test('a cell may hand the pipes to a program that outlives it', async () => {
  const { reply } = await kernel.execute(
    "const kept = require('child_process').spawn('sleep', ['20'], { stdio: ['ignore', 'ignore', 'ignore', 3, 4], detached: true }); kept.unref(); setTimeout(() => process.exit(1), 50); await new Promise(() => {});",
  );

  expect(reply.ename).toBe('ProcessEnded');
  await expectWell();
});

test('what a cell has started ends with its process', async () => {
  const { published: messages } = await kernel.execute(
    "console.log(require('child_process').spawn('sleep', ['1000'], { stdio: 'ignore' }).pid); process.exit(1);",
  );
  const pid = Number(messages.map(({ content }) => content.text ?? '').join(''));

  const lives = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (lives()) await new Promise((resolve) => setTimeout(resolve, 20));
  await expectWell();
});

test('of many findings the first are told, and of a wide line what is around them', async () => {
  const code = Array.from({ length: 5000 }, (_, i) => `u${i}`).join(';');

  const { reply } = await kernel.execute(code);

  const traceback = reply.traceback as string[];
  expect(traceback).toHaveLength(62);
  expect(traceback.at(-1)).toBe('and 4,980 more');
  expect(traceback[2]).toBe(`  ${code.slice(0, 200)}`);
  await expectWell();
});

test.each(['a', '(/'])('a stack of one line of %j without end is told as it is', async (letters) => {
  const { reply } = await kernel.execute(
    `{ const e = new Error('x'); e.stack = 'Error: x\\n    at ' + ${JSON.stringify(letters)}.repeat(250_000); throw e; }`,
  );

  expect(reply).toMatchObject({ ename: 'Error', evalue: 'x' });
  await expectWell();
});

test('a search that would take too long is refused', async () => {
  await kernel.execute(`//${'a'.repeat(400_000)}`);

  const { reply } = await kernel.request('history_request', {
    hist_access_type: 'search',
    pattern: `*${'?'.repeat(200_000)}b*`,
  });

  expect(reply).toMatchObject({ status: 'error', evalue: 'Error: this pattern takes too long' });
});

test('an answer that is too large is refused, and so are too many expressions', async () => {
  const asked = (count: number, expression: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`e${i}`, expression]));

  const large = await kernel.execute('1', { user_expressions: asked(20, "'x'.repeat(2 ** 20)") });
  const many = await kernel.execute('1', { user_expressions: asked(101, '1') });

  expect(large.reply.evalue).toBe('the answer is larger than 8 MiB');
  expect(many.reply.evalue).toContain('user_expressions is an object, not at most 100 texts by name');
});

test('after an interrupt, no further expression is begun', async () => {
  const answer = kernel.execute('console.log("begun")', {
    user_expressions: { first: 'for (;;);', second: 'for (;;);' },
  });
  await new Promise<void>((resolve) => {
    kernel.onPublished = ({ content }) => {
      if (String(content.text).includes('begun')) resolve();
    };
  });
  // The first is being compiled by now, or runs.
  kernel.process.interrupt();

  expect((await answer).reply.user_expressions).toMatchObject({
    first: { ename: 'Interrupted' },
    second: { status: 'aborted' },
  });
});

test('letters of two halves are sent whole', async () => {
  const { published: messages } = await kernel.execute("console.log('a'.repeat(65_535) + '😀')");

  const texts = messages.flatMap(({ content }) => (typeof content.text === 'string' ? [content.text] : []));
  expect(texts.join('')).toBe(`${'a'.repeat(65_535)}😀\n`);
  for (const text of texts) expect(text).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/);
});

test('a result that is not kept is no result of the cell before', async () => {
  await kernel.execute("'kept'");
  await kernel.execute("'not kept'", { store_history: false });
  await kernel.execute("'silent'", { silent: true });

  const { reply } = await kernel.request('history_request', { hist_access_type: 'tail', n: 1, output: true });

  expect(reply.history).toEqual([[1, expect.any(Number), ["'kept'", 'kept']]]);
});

test('code that takes long to complete can be interrupted', async () => {
  const code =
    'type A<N extends number, T extends any[] = []> = T["length"] extends N ? T : A<N, [...T, ...A<N,[...T,1]>]>; let x: A<25>; x.';
  const answer = kernel.request('complete_request', { code, cursor_pos: code.length });
  await kernel.request('kernel_info_request', {}, 'control');
  kernel.process.interrupt();

  expect((await answer).reply.status).toBe('error');
  await expectWell();
});

test('a thousand requests at once are answered', async () => {
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => kernel.request('kernel_info_request', {}, 'control')),
  );

  expect(answers.every(({ reply }) => reply.status === 'ok')).toBe(true);
});
